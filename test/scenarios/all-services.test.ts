// What `--all` asks of the services that a mailbox's provider has over HTTP: who answers, without any login; a token where it is
// made out to the service, and nowhere else.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askServices, checkAll } from '../../src/check/check-all.ts';
import { judgeWays } from '../../src/diagnose/ways.ts';
import { startLab } from '../../src/lab/lab.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { imaps, portsOnly, submissions } from '../../src/lab/scenario.ts';
import type { Credentials } from '../../src/model/plan.ts';
import type { Report } from '../../src/model/report.ts';
import { Secret } from '../../src/model/secret.ts';
import { Deadline } from '../../src/net/deadline.ts';
import { isMadeOutToGraph } from '../../src/probe/token-service.ts';
import { DEFAULT_REQUEST } from '../../src/request/plan.ts';
import { parseTarget } from '../../src/request/target.ts';
import { startDnsServer } from '../support/dns-server.ts';
import { APPLICATION_CLAIMS, makeToken, startGraphServer } from '../support/graph-server.ts';

const withToken = (claims: Readonly<Record<string, unknown>>): Credentials => ({
  user: 'alice@contoso.example',
  password: null,
  token: new Secret(makeToken(claims)),
  oauth: null,
  notices: [],
});
const EXCHANGE_CLAIMS = { ...APPLICATION_CLAIMS, aud: 'https://outlook.office365.com', roles: ['SMTP.SendAsApp'] };

/** What mail's own check of the mailbox found. */
const smtpAt = (host: string) => ({
  protocol: 'smtp' as const,
  report: {
    target: { input: 'alice@contoso.example', host },
    startedAt: '2026-11-27T12:00:00.000Z',
    endpoints: [],
    credentials: null,
    findings: [],
  } as unknown as Report,
});

async function ask(host: string, credentials: Credentials | null) {
  const server = await startGraphServer();
  const deadline = new Deadline(60_000);
  try {
    const request = {
      ...DEFAULT_REQUEST,
      ports: [server.port],
      resolve: new Map([['graph.microsoft.com', ['127.0.0.1']]]),
      tls: { ...DEFAULT_REQUEST.tls, extraRoots: server.extraRoots },
      credentials,
    };
    const smtp = smtpAt(host);
    const parts = await askServices(parseTarget('alice@contoso.example'), request, [smtp], deadline, {});
    const way = judgeWays([smtp, ...parts])?.ways.find(({ id }) => id === 'graph');
    return { way, requests: server.requests.length, logins: server.logins().length };
  } finally {
    deadline.release();
    await server.close();
  }
}

describe('--all and the services of a provider', () => {
  it('asks Graph who answers, once and without a login', async () => {
    const { way, requests, logins } = await ask('smtp.office365.com', null);
    assert.deepEqual([requests, logins], [1, 0]);
    assert.equal(way?.state, 'not-tested');
    assert.match(way?.detail ?? '', /its server answers/);
  });

  it('shows Graph a token that is for it', async () => {
    const { way, logins } = await ask('smtp.office365.com', withToken(APPLICATION_CLAIMS));
    assert.equal(logins, 1);
    assert.equal(way?.state, 'works');
  });

  it('asks nothing of a provider that has none', async () => {
    assert.equal((await ask('mail.contoso.example', null)).requests, 0);
  });

  it('knows whom a token is for', async () => {
    assert.equal(await isMadeOutToGraph(withToken(APPLICATION_CLAIMS)), true);
    assert.equal(await isMadeOutToGraph(withToken(EXCHANGE_CLAIMS)), false);
    assert.equal(
      await isMadeOutToGraph({ ...withToken({}), token: new Secret('EwB4A8l6BAAUOUQVnDFoVxMbGTMmYyvtsM7JsGcAAQ') }),
      false,
    );
  });

  it('shows no mail server a token for Graph', async () => {
    const host = 'mail.company.example';
    const ports = portsOnly({ submissions: submissions({ auth: { mechanisms: ['XOAUTH2'] } }), imaps: imaps() });
    const lab = await startLab(ports, { host });
    const srv = (role: string) => ({ SRV: [[0, 0, lab.port(role), host] as const] });
    const dns = await startDnsServer({
      'company.example': {},
      [host]: { A: [lab.address] },
      '_submissions._tcp.company.example': srv('submissions'),
      '_imaps._tcp.company.example': srv('imaps'),
    });
    const deadline = new Deadline(60_000);
    try {
      const { report } = await checkAll(
        parseTarget('ada@company.example'),
        {
          ...DEFAULT_REQUEST,
          dnsServer: { address: '127.0.0.1', port: dns.port },
          tls: { ...DEFAULT_REQUEST.tls, extraRoots: [lab.caPem] },
          // Nothing listens there: what matters is who is shown it.
          resolve: new Map([['graph.microsoft.com', ['127.0.0.2']]]),
          credentials: withToken(APPLICATION_CLAIMS),
        },
        deadline,
      );
      assert.equal(loginsOf(lab.record).length, 0);
      assert.equal(report.parts?.at(-1)?.target.protocol, 'graph');
      assert.equal(report.credentials?.status, 'skipped');
    } finally {
      deadline.release();
      await dns.close();
      await lab.close();
    }
  });
});
