// A peer says the secret where the text that keeps it ends: at the end of a sample, of a line of evidence, of a line of the
// transcript, or where the peer itself breaks off. No beginning of it may be left.
// Alone in its process: it waits for half a minute, which others would wait with it.
import assert from 'node:assert/strict';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { close, hang, inTurn } from '../../src/lab/actions.ts';
import { challengeRaw } from '../../src/lab/authentication.ts';
import { labRootPem } from '../../src/lab/certificates.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { Action, PortConfig } from '../../src/lab/port.ts';
import { imaps, pop3s, portsOnly, submission, submissions } from '../../src/lab/scenario.ts';
import type { Credentials } from '../../src/model/plan.ts';
import { Secret } from '../../src/model/secret.ts';
import { type Checked, checkTarget } from '../scenarios/support/check-lab.ts';
import { startProxy } from '../support/proxy-server.ts';
import { startIdentityProvider } from '../unit/oauth/identity-provider.ts';

const SECRET = 'Qz7kWv3-Lm9xTb2R';
const BASE64 = Buffer.from(SECRET).toString('base64');
const USER = 'ada@lab.test';
const HOST = 'mail.lab.test';
/** Four characters could be left of it: fewer say nothing. */
const TELLING = 5;

function assertNoBeginning({ texts, observations }: Checked, name: string): void {
  const everything = { ...texts, observations: JSON.stringify(observations) };
  for (const [where, text] of Object.entries(everything)) {
    for (const form of [SECRET, BASE64]) {
      const at = text.indexOf(form.slice(0, TELLING + (form === BASE64 ? 2 : 0)));
      assert.equal(at, -1, `${name}, ${where}: ${JSON.stringify(text.slice(Math.max(0, at - 60), at + 60))}`);
    }
  }
}

const withPassword: Credentials = { user: USER, password: new Secret(SECRET), token: null, oauth: null, notices: [] };

async function check(config: PortConfig, more: readonly string[] = [], credentials = withPassword): Promise<Checked> {
  const lab = await startLab(portsOnly({ port: config }), { account: { user: USER, password: SECRET, token: SECRET } });
  try {
    const protocol = config.protocol ?? 'smtp';
    const mode = config.tls === 'implicit' ? 'tls' : 'starttls';
    const argv = ['--resolve', `${HOST}:127.0.0.1`, '-p', String(lab.port('port')), '-m', mode, '--protocol', protocol, '-v'];
    return await checkTarget(HOST, [...argv, '--timeout', '6s', '--greeting-timeout', '700ms', ...more], {
      credentials,
      tls: { extraRoots: [lab.caPem] },
    });
  } finally {
    await lab.close();
  }
}

/** A text in which all but one of the secret's characters stand before the cut, in clear or in Base64. */
const upTo = (limit: number, start = '', secret = SECRET): string =>
  `${start}${'. '.repeat(limit).slice(0, limit - start.length - secret.length + 1)}${secret}`;

const raw = (text: string): Buffer => Buffer.from(text);

/** Where each kept text of today or of yesterday ends. */
const LIMITS = [80, 100, 120, 200, 300, 399, 400, 500, 1000, 4096];

const PLACES: Readonly<Record<string, (limit: number, secret: string) => PortConfig>> = {
  'a greeting that is none': (limit, secret) => submissions({ greeting: raw(`${upTo(limit, '', secret)} and more\r\n`) }),
  'a greeting without an end': (limit, secret) => submissions({ greeting: inTurn(raw(upTo(limit, '220 ', secret)), hang) }),
  'a greeting that breaks off': (limit, secret) => submissions({ greeting: inTurn(raw(upTo(limit, '220 ', secret)), close) }),
  'a refusing greeting': (limit, secret) => submissions({ greeting: `${upTo(limit, '554 ', secret)} and more` }),
  'mixed codes': (limit, secret) => submissions({ on: { EHLO: [`250-${HOST}`, `${upTo(limit, '550 ', secret)} and more`] } }),
  'behind the reply to STARTTLS': (limit, secret) =>
    submission({ on: { STARTTLS: inTurn(raw(`220 go\r\n${upTo(limit, '', secret)} and more`), hang) } }),
  'a keyword of EHLO': (limit, secret) =>
    submissions({ on: { EHLO: [`250-${HOST}`, `${upTo(limit + 4, '250-X ', secret)} and more`, '250 AUTH PLAIN'] } }),
  'IMAP, a greeting that breaks off': (limit, secret) => imaps({ greeting: inTurn(raw(upTo(limit, '* OK ', secret)), close) }),
  'IMAP, no IMAP': (limit, secret) => imaps({ greeting: raw(`${upTo(limit, '', secret)} and more\r\n`) }),
  'POP3, a greeting that breaks off': (limit, secret) => pop3s({ greeting: inTurn(raw(upTo(limit, '+OK ', secret)), close) }),
};

describe('what a mail server says, cut', { concurrency: 4 }, () => {
  for (const [name, place] of Object.entries(PLACES))
    it(name, async () => {
      for (const limit of [120, 200, 400, 1000]) {
        for (const secret of [SECRET, BASE64]) assertNoBeginning(await check(place(limit, secret)), `${name}, ${limit}`);
      }
    });

  it('where the server itself ends in the middle of the secret', async () => {
    for (const half of [SECRET.slice(0, -1), SECRET.slice(0, 8)]) {
      for (const end of [close, hang]) {
        assertNoBeginning(await check(submissions({ greeting: inTurn(raw(`220 hello ${half}`), end) })), half);
        assertNoBeginning(await check(imaps({ greeting: inTurn(raw(`* OK hello ${half}`), end) })), half);
        assertNoBeginning(await check(pop3s({ greeting: inTurn(raw(`+OK hello ${half}`), end) })), half);
      }
    }
  });

  it('where the server cuts it short and says so', async () => {
    for (const dots of ['...', '…'])
      assertNoBeginning(await check(submissions({ greeting: `554 bad password ${SECRET.slice(0, -3)}${dots}` })), dots);
  });

  const challenges: Readonly<Record<string, (text: string) => PortConfig>> = {
    'the error challenge of XOAUTH2': (errorChallenge) =>
      submissions({ auth: { mechanisms: ['XOAUTH2'], errorChallenge, deny: '535 no' } }),
    'the error of SCRAM': (text) =>
      submissions({
        auth: {
          mechanisms: ['SCRAM-SHA-1'],
          on: {
            'SCRAM-SHA-1': (async (session) => {
              await challengeRaw(session, `334 ${Buffer.from(`e=${text}`).toString('base64')}`);
              session.send('535 no');
              return undefined;
            }) satisfies Action,
          },
        },
      }),
    'a challenge that is no Base64': (text) =>
      submissions({
        auth: {
          mechanisms: ['CRAM-MD5'],
          on: {
            'CRAM-MD5': (async (session) => {
              await challengeRaw(session, `334 ${text}`);
              session.send('501 cancelled');
              return undefined;
            }) satisfies Action,
          },
        },
      }),
  };
  for (const [name, config] of Object.entries(challenges))
    it(name, async () => {
      for (const limit of LIMITS) {
        const text = `${upTo(limit)} and more`;
        const credentials = name.includes('XOAUTH2')
          ? { ...withPassword, password: null, token: new Secret(SECRET) }
          : withPassword;
        assertNoBeginning(await check(config(text), [], credentials), `${name}, ${limit}`);
      }
    });

  it('what answers a harmless line after a silent greeting', async () => {
    for (const limit of [120, 200]) {
      const server = createServer((socket: Socket) => {
        socket.on('error', () => {});
        socket.once('data', () => socket.end(`${upTo(limit)} and more\r\n`));
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      const { port } = server.address() as AddressInfo;
      const argv = ['--resolve', `${HOST}:127.0.0.1`, '-p', String(port), '-m', 'starttls', '--greeting-timeout', '300ms'];
      const checked = await checkTarget(HOST, argv, { credentials: withPassword });
      await new Promise((done) => server.close(done));
      assertNoBeginning(checked, `${limit}`);
    }
  });
});

describe('what stands around a mail server says, cut', { concurrency: 4 }, () => {
  it('a proxy', async () => {
    for (const limit of [20, 100, 300]) {
      for (const said of [`${upTo(limit)} and more`, `HTTP/1.1 403 ${upTo(limit)} and more\r\n\r\n`]) {
        const proxy = await startProxy({ kind: 'http', behaviour: 'garbage', said });
        const argv = ['--proxy', `http://127.0.0.1:${proxy.port}`, '-p', '465', '-m', 'tls', '--resolve', `${HOST}:127.0.0.1`];
        const proxyLogin = { user: 'bob', password: new Secret(SECRET) };
        const checked = await checkTarget(HOST, [...argv, '--timeout', '3s'], { proxyLogin });
        await proxy.close();
        assertNoBeginning(checked, said);
      }
    }
  });

  it('a scheme of proxy authentication', async () => {
    const scheme = `X-Login-${SECRET}`;
    const said = `HTTP/1.1 407 no\r\nProxy-Authenticate: ${scheme}\r\n\r\n`;
    const proxy = await startProxy({ kind: 'http', behaviour: 'garbage', said });
    const argv = ['--proxy', `http://127.0.0.1:${proxy.port}`, '-p', '465', '-m', 'tls', '--resolve', `${HOST}:127.0.0.1`];
    const proxyLogin = { user: 'bob', password: new Secret(SECRET) };
    const checked = await checkTarget(HOST, [...argv, '--timeout', '3s'], { proxyLogin });
    await proxy.close();
    assertNoBeginning(checked, said);
  });

  it('an identity provider', async () => {
    for (const limit of [120, 400, 1000]) {
      const text = `${upTo(limit)} and more`;
      for (const body of [
        text,
        { error: 'invalid_client', error_description: text },
        { error: text },
        { access_token: [text] },
      ]) {
        const provider = await startIdentityProvider({
          answers: ({ path }) => (path === '/token' ? { status: 400, body } : undefined),
        });
        const lab = await startLab(portsOnly({ port: submissions({ auth: { mechanisms: ['XOAUTH2'] } }) }));
        const oauth = {
          provider: 'issuer',
          issuer: provider.issuer,
          flow: 'client-credentials',
          clientId: 'client-7',
          clientSecret: new Secret(SECRET),
          refreshToken: null,
          scope: 'mail',
        } as const;
        const credentials: Credentials = { user: USER, password: null, token: null, oauth, notices: [] };
        const argv = ['-p', String(lab.port('port')), '-m', 'tls', '--resolve', `${HOST}:127.0.0.1`, '--timeout', '5s'];
        const checked = await checkTarget(HOST, argv, { credentials, tls: { extraRoots: [labRootPem()] } });
        await provider[Symbol.asyncDispose]();
        await lab.close();
        assert.equal(checked.observations.credentials?.skipped?.reason, 'token-request-failed');
        assertNoBeginning(checked, `${limit}, ${JSON.stringify(body).slice(0, 40)}`);
      }
    }
  });
});
