// What an assistant could do with a login that it may name: send it again and again, by other names, hosts and protocols, or
// all at once, until the account is locked. It goes out once while the server runs, however that ended.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { type Lab, type LabOverrides, startLab } from '../../src/lab/lab.ts';
import type { PortConfig } from '../../src/lab/port.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { imaps, portsOnly, submissions } from '../../src/lab/scenario.ts';
import { DEFAULT_REQUEST } from '../../src/request/plan.ts';
import { makeFolder } from '../scenarios/support/built-program.ts';
import { APPLICATION_CLAIMS, makeToken, startGraphServer } from '../support/graph-server.ts';
import { until } from '../support/until.ts';
import { startAssistant } from './support/assistant-checks.ts';

const PASSWORD = 'Zf7-quartz lamp.91x';
const TOKEN = 'ya29.a-token_of-some-length-0123456789';
const USER = 'ada@lab.test';

const folder = makeFolder();
after(() => folder.remove());

const labWith = (port: PortConfig, more: LabOverrides = {}): Promise<Lab> =>
  startLab(portsOnly({ only: port }), { account: { user: USER, password: PASSWORD, token: TOKEN }, ...more });

const asked = (lab: Lab, login: string) => ({
  target: lab.host,
  ports: [lab.port('only')],
  modes: ['tls'] as const,
  login,
});

const loginCount = (...labs: readonly Lab[]): number => labs.reduce((sum, { record }) => sum + loginsOf(record).length, 0);

async function withLabs(labs: readonly Promise<Lab>[], work: (...labs: Lab[]) => Promise<void>): Promise<void> {
  const open = await Promise.all(labs);
  try {
    await work(...open);
  } finally {
    for (const lab of open) await lab.close();
  }
}

describe('a login that an assistant may name', () => {
  const kinds = {
    'a password in a variable': {
      login: `work=${USER}:env:MAIL_PASSWORD`,
      env: { MAIL_PASSWORD: PASSWORD },
      mechanisms: ['PLAIN'],
    },
    'a password in a file': {
      login: `work=${USER}:file:${folder.file('password', `${PASSWORD}\n`)}`,
      env: {},
      mechanisms: ['PLAIN'],
    },
    'a token in a variable': { login: `work=${USER}:token-env:MAIL_TOKEN`, env: { MAIL_TOKEN: TOKEN }, mechanisms: ['XOAUTH2'] },
    'a token in a file': {
      login: `work=${USER}:token-file:${folder.file('token', TOKEN)}`,
      env: {},
      mechanisms: ['OAUTHBEARER'],
    },
  };
  for (const [name, { login, env, mechanisms }] of Object.entries(kinds))
    it(`is ${name}, and is sent once`, () =>
      withLabs([labWith(submissions({ auth: { mechanisms } }))], async (lab) => {
        const { check } = await startAssistant({ labs: [lab], logins: [login], env });
        const first = await check(asked(lab, 'work'));
        assert.deepEqual(first.login, { name: 'work', sent: true, note: 'The login was sent once: accepted.' });
        const second = await check(asked(lab, 'work'));
        assert.equal(second.login?.sent, false);
        assert.match(second.login?.note ?? '', /not sent again.*accepted, at mail\.lab\.test/);
        assert.equal(second.report.credentials, null);
        assert.equal(loginCount(lab), 1);
      }));

  it('is not sent to another host, nor by another protocol, nor where the host is written otherwise', () =>
    withLabs([labWith(submissions()), labWith(imaps(), { host: 'imap.other.test' })], async (one, other) => {
      const { check } = await startAssistant({
        labs: [one, other],
        logins: [`work=${USER}:env:MAIL_PASSWORD`],
        env: { MAIL_PASSWORD: PASSWORD },
      });
      assert.equal((await check(asked(one, 'work'))).login?.sent, true);
      for (const target of ['MAIL.Lab.Test', 'mail.lab.test.', `mail.lab.test:${one.port('only')}`])
        assert.equal((await check({ ...asked(one, 'work'), target })).login?.sent, false, target);
      assert.equal((await check({ ...asked(other, 'work'), protocol: 'imap' })).login?.sent, false);
      assert.equal(loginCount(one, other), 1);
    }));

  it('is one, whatever it is called and however the user is written', () =>
    withLabs([labWith(submissions())], async (lab) => {
      const { check } = await startAssistant({
        labs: [lab],
        logins: [`one=${USER}:env:A`, `two=${USER.toUpperCase()}:env:B`],
        env: { A: PASSWORD, B: PASSWORD },
      });
      const told = await Promise.all([check(asked(lab, 'one')), check(asked(lab, 'two'))]);
      assert.deepEqual(told.map(({ login }) => login?.sent).sort(), [false, true]);
      assert.equal(loginCount(lab), 1);
    }));

  for (const [name, auth, status] of [
    ['refused', { deny: '535 5.7.8 no' }, 'rejected'],
    ['deferred', { deny: '454 4.7.0 later' }, 'error'],
    ['cut off', { deny: (session) => void session.reset() }, 'error'],
  ] as const satisfies readonly (readonly [string, PortConfig['auth'], string])[])
    it(`that was ${name} is not sent again, not with --login-each either`, async () => {
      for (const repeatsLogins of [false, true])
        await withLabs(
          [labWith(submissions({ auth })), labWith(submissions(), { host: 'other.lab.test' })],
          async (lab, other) => {
            const { check } = await startAssistant({
              labs: [lab, other],
              logins: [`work=${USER}:env:P`],
              env: { P: PASSWORD },
              repeatsLogins,
            });
            const told = await Promise.all([check(asked(lab, 'work')), check(asked(lab, 'work')), check(asked(other, 'work'))]);
            assert.equal(told[0]?.login?.note, `The login was sent once: ${status}.`);
            assert.deepEqual(
              told.map(({ login }) => login?.sent),
              [true, false, false],
            );
            assert.equal(loginCount(lab, other), 1);
          },
        );
    });

  it('goes out with each check that names it where the person who started the server said so', () =>
    withLabs([labWith(submissions())], async (lab) => {
      const { check } = await startAssistant({
        labs: [lab],
        logins: [`work=${USER}:env:P`],
        env: { P: PASSWORD },
        repeatsLogins: true,
      });
      await check(asked(lab, 'work'));
      await check(asked(lab, 'work'));
      assert.equal(loginCount(lab), 2);
    }));

  it('is shown to Microsoft Graph by one check alone, and only where its host is on the list', async () => {
    const server = await startGraphServer();
    try {
      const start = {
        logins: [`graph=${USER}:token-env:T`],
        env: { T: makeToken(APPLICATION_CLAIMS) },
        request: {
          resolve: new Map([['graph.microsoft.com', ['127.0.0.1']]]),
          tls: { ...DEFAULT_REQUEST.tls, extraRoots: server.extraRoots },
        },
      };
      const given = { target: USER, protocol: 'graph', ports: [server.port], login: 'graph' } as const;
      const narrow = await startAssistant({ ...start, allow: ['lab.test'] });
      await assert.rejects(narrow.check(given), /graph\.microsoft\.com, which is not on the list/);
      assert.equal(server.requests.length, 0);
      const { check } = await startAssistant({ ...start, allow: ['lab.test', 'graph.microsoft.com'] });
      const told = await Promise.all([check(given), check(given), check({ ...given, target: 'graph.microsoft.com' })]);
      assert.deepEqual(told.map(({ login }) => login?.sent).sort(), [false, false, true]);
      assert.equal(server.logins().length, 1);
    } finally {
      await server.close();
    }
  });

  it('is another login once its file holds another secret, and is still there where it went to nobody', () =>
    withLabs([labWith(submissions())], async (lab) => {
      const file = folder.file('changing', 'the old one 12');
      const { check } = await startAssistant({ labs: [lab], logins: [`work=${USER}:file:${file}`] });
      assert.equal((await check({ ...asked(lab, 'work'), ports: [1] })).login?.sent, false);
      assert.equal((await check(asked(lab, 'work'))).login?.note, 'The login was sent once: rejected.');
      writeFileSync(file, PASSWORD);
      assert.equal((await check(asked(lab, 'work'))).login?.note, 'The login was sent once: accepted.');
      assert.equal(loginCount(lab), 2);
    }));

  it('counts as sent where the call was cancelled before the answer, and its connection is closed', async () => {
    for (const repeatsLogins of [false, true])
      await withLabs([labWith(submissions({ auth: { deny: async (session) => void (await session.gone()) } }))], async (lab) => {
        const { check } = await startAssistant({
          labs: [lab],
          logins: [`work=${USER}:env:P`],
          env: { P: PASSWORD },
          repeatsLogins,
          // The answer is waited for as long as one likes, and by nobody after the call was cancelled.
          request: { timeouts: { ...DEFAULT_REQUEST.timeouts, totalMs: 3_600_000, authMs: 3_600_000 } },
        });
        const abort = new AbortController();
        const checking = check(asked(lab, 'work'), abort.signal);
        const waiting = check(asked(lab, 'work'));
        await until(() => loginsOf(lab.record).some(({ payloads }) => payloads.length > 0), 'the login went out');
        abort.abort();
        assert.equal((await checking).login?.sent, true);
        assert.equal((await waiting).login?.sent, false);
        await until(() => lab.record.connections.every(({ closedMs }) => closedMs !== null), 'its connection is closed');
        assert.equal(loginCount(lab), 1);
      });
  });
});
