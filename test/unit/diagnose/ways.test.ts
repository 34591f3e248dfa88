// How each way into a mailbox stands, by what a check saw: nothing works that was not proved, and what was not asked says so.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeWays, type SeenProtocol } from '../../../src/diagnose/ways.ts';
import type { FindingId } from '../../../src/model/finding.ts';
import type { Report } from '../../../src/model/report.ts';

interface Seen {
  readonly host?: string;
  readonly mechanism?: string;
  readonly status?: 'accepted' | 'rejected';
  readonly cause?: FindingId;
  readonly finding?: FindingId;
  readonly isDown?: true;
}

const HOSTS: Readonly<Record<string, string>> = { smtp: 'smtp.office365.com', graph: 'graph.microsoft.com' };

function seen(
  protocol: string,
  { host, mechanism, status = 'accepted', cause, finding = cause, isDown }: Seen,
  at: string,
  input: string,
): SeenProtocol {
  const id = '587/starttls@192.0.2.10';
  const report = {
    target: { input, host: host ?? HOSTS[protocol] ?? 'outlook.office365.com' },
    startedAt: at,
    endpoints: [{ id, status: isDown ? 'failed' : 'ok' }],
    credentials: mechanism ? { cause: cause ?? null, attempts: [{ endpoint: id, mechanism, status }] } : null,
    findings: finding ? [{ id: finding, title: `about ${finding}`, severity: 'error', endpoints: [id] }] : [],
  };
  return { protocol, report: report as unknown as Report };
}

const ways = (all: Readonly<Record<string, Seen>>, at = '2026-11-27T12:00:00.000Z', input = 'alice@contoso.example') => {
  const [first, ...rest] = Object.entries(all).map(([protocol, one]) => seen(protocol, one, at, input));
  assert.ok(first);
  return judgeWays([first, ...rest]);
};

/** Each way with its state; those that are not named were not tested. */
const statesOf = (judged: ReturnType<typeof ways>): Record<string, string> =>
  Object.fromEntries((judged?.ways ?? []).filter(({ state }) => state !== 'not-tested').map(({ id, state }) => [id, state]));

const ROWS: readonly (readonly [
  name: string,
  all: Readonly<Record<string, Seen>>,
  states: Record<string, string>,
  advised: string,
])[] = [
  ['no login', { smtp: {}, imap: {}, pop3: {}, graph: {} }, {}, 'smtp-oauth'],
  ['a password that is taken', { smtp: { mechanism: 'LOGIN' } }, { 'smtp-password': 'works' }, 'smtp-oauth'],
  ['a token that is taken', { smtp: { mechanism: 'XOAUTH2' } }, { 'smtp-oauth': 'works' }, 'smtp-oauth'],
  [
    'SMTP AUTH off, whatever one logs in by',
    { smtp: { mechanism: 'LOGIN', status: 'rejected', cause: 'auth-protocol-disabled' } },
    { 'smtp-password': 'off', 'smtp-oauth': 'off' },
    'graph',
  ],
  [
    'passwords off, and nothing said of tokens',
    { smtp: { mechanism: 'LOGIN', status: 'rejected', cause: 'auth-basic-disabled' } },
    { 'smtp-password': 'off' },
    'smtp-oauth',
  ],
  [
    'a token without the permission',
    { smtp: { mechanism: 'XOAUTH2', status: 'rejected', cause: 'auth-token-scope' } },
    { 'smtp-oauth': 'needs-permission' },
    'smtp-oauth',
  ],
  [
    'a token refused for what nobody knows',
    { smtp: { mechanism: 'XOAUTH2', status: 'rejected', cause: 'auth-token-invalid' } },
    { 'smtp-oauth': 'fails' },
    'graph',
  ],
  ['a token that Graph takes', { smtp: {}, graph: { mechanism: 'BEARER' } }, { graph: 'works' }, 'graph'],
  [
    'a token that Graph takes, and a mailbox that stays shut',
    { smtp: {}, graph: { mechanism: 'BEARER', finding: 'graph-mailbox-denied' } },
    { graph: 'needs-permission' },
    'smtp-oauth',
  ],
  ['EWS, once it is asked', { smtp: {}, ews: { mechanism: 'BEARER' } }, { ews: 'works' }, 'smtp-oauth'],
  [
    'no way out of the network',
    { smtp: { isDown: true, finding: 'tcp-timeout' } },
    { 'smtp-oauth': 'not-reached', 'smtp-password': 'not-reached' },
    'graph',
  ],
];

describe('the ways into a mailbox of Exchange Online', () => {
  for (const [name, all, states, advised] of ROWS)
    it(name, () => {
      const judged = ways(all);
      assert.deepEqual(statesOf(judged), states);
      assert.equal(judged?.recommended?.id, advised);
    });

  it('says how each is switched on, permitted or tested, for this mailbox', () => {
    const off = ways({ smtp: { mechanism: 'LOGIN', status: 'rejected', cause: 'auth-protocol-disabled' } });
    const steps = (off?.ways ?? []).filter(({ state }) => state !== 'works').map(({ step }) => step);
    assert.ok(steps.every((step) => step !== '' && !step.includes('<mailbox>')));
    assert.match(steps[0] ?? '', /Set-CASMailbox -Identity alice@contoso\.example -SmtpClientAuthenticationDisabled \$false/);
  });

  it('tells what ends, by the calendar', () => {
    const of = (id: string, at: string) => ways({ smtp: {} }, at)?.ways.find((way) => way.id === id);
    assert.match(of('smtp-password', '2026-11-27T00:00:00Z')?.ends?.day ?? '', /2026/);
    assert.match(of('ews', '2026-11-27T00:00:00Z')?.detail ?? '', /since 2026-10-01/);
    assert.equal(of('ews', '2026-11-27T00:00:00Z')?.ends?.day, '2027-04-01');
    assert.equal(of('ews', '2027-04-02T00:00:00Z')?.state, 'ended');
    assert.equal(of('smtp-oauth', '2030-01-01T00:00:00Z')?.ends, null);
    // The end of an old version of TLS is none of the way.
    assert.equal(of('imap-oauth', '2026-11-27T00:00:00Z')?.ends, null);
    assert.doesNotMatch(of('smtp-oauth', '2026-11-27T00:00:00Z')?.detail ?? '', /TLS/);
  });
});

describe('the ways into other mailboxes', () => {
  const google = { smtp: { host: 'smtp.gmail.com' } };

  it("knows Google's, its API by name alone", () => {
    const judged = ways(google, undefined, 'ada@company.example');
    assert.equal(judged?.ways.find(({ id }) => id === 'gmail-api')?.state, 'not-tested');
    assert.equal(judged?.recommended?.id, 'smtp-oauth');
    const taken = ways({ smtp: { host: 'smtp.gmail.com', mechanism: 'PLAIN' } }, undefined, 'ada@gmail.com');
    assert.equal(taken?.recommended?.id, 'smtp-app-password');
  });

  for (const [name, host, input] of [
    ['a personal account of Microsoft', 'outlook.office365.com', 'ada@outlook.com'],
    ['a host', 'smtp.office365.com', 'smtp.office365.com'],
    ['another provider', 'mail.company.example', 'ada@company.example'],
  ] as const)
    it(`has none for ${name}`, () => assert.equal(ways({ smtp: { host } }, undefined, input), null));
});
