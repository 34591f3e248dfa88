// Which steps on the way to a login with a token at Exchange Online are ticked, by the token's claims and the server's reply; and
// that a refused login tells them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnose } from '../../../src/diagnose/diagnose.ts';
import { exchangeSteps } from '../../../src/diagnose/exchange-steps.ts';
import { stepLines } from '../../../src/diagnose/step-list.ts';
import type { TokenClaims } from '../../../src/model/observation.ts';
import { attempt, credentials, NOW, named, observations, reply, works } from './facts.ts';

const application: TokenClaims = {
  audience: ['https://outlook.office365.com'],
  issuer: null,
  expiresAt: '2026-06-15T13:00:00.000Z',
  notBefore: null,
  scopes: [],
  roles: ['SMTP.SendAsApp', 'IMAP.AccessAsApp'],
  user: null,
  tenant: 'a-tenant',
  application: 'an-application',
};
const person: TokenClaims = {
  ...application,
  roles: [],
  scopes: ['SMTP.Send', 'IMAP.AccessAsUser.All'],
  user: 'alice@contoso.example',
};
const UNTOLD = '535 5.7.3 Authentication unsuccessful';
const OF_TENANT =
  '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled';
const OF_MAILBOX = '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.';
const DEFAULTS =
  "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.";

const stepsOf = (protocol: 'smtp' | 'imap' | 'pop3', claims: TokenClaims | null, said: string): readonly string[] =>
  stepLines(
    exchangeSteps({
      protocol,
      claims,
      mailbox: 'alice@contoso.example',
      attempt: attempt('rejected', { code: null, enhanced: null, lines: [said] }, { mechanism: 'XOAUTH2' }),
      now: NOW,
    }),
  );

/** One letter a step: x proved, - missing, ? not told; the number is that of the next one. */
const rows: readonly (readonly [
  name: string,
  given: readonly ['smtp' | 'imap' | 'pop3', TokenClaims | null, string],
  marks: string,
  next: number | null,
  says?: RegExp,
])[] = [
  ['nothing but the token', ['smtp', application, UNTOLD], 'xxxx??????', null, /New-ServicePrincipal -AppId an-application/],
  ['a token for Graph', ['smtp', { ...application, audience: ['https://graph.microsoft.com'] }, UNTOLD], 'x-xx??????', 2],
  [
    'by the id of Exchange',
    ['smtp', { ...application, audience: ['00000002-0000-0ff1-ce00-000000000000'] }, UNTOLD],
    'xxxx??????',
    null,
  ],
  [
    'no permission of the protocol',
    ['smtp', { ...application, roles: ['Mail.Send'] }, UNTOLD],
    'xx-x??????',
    3,
    /SMTP\.SendAsApp/,
  ],
  ['a permission of another protocol', ['pop3', application, '-ERR no'], 'xx-x?????', 3, /POP\.AccessAsApp/],
  ['an expired token', ['smtp', { ...application, expiresAt: '2026-06-15T11:00:00.000Z' }, UNTOLD], 'xxx-??????', 4],
  [
    'off for the tenant',
    ['smtp', application, OF_TENANT],
    'xxxx???-??',
    8,
    /Set-TransportConfig -SmtpClientAuthenticationDisabled \$false/,
  ],
  ['off for the mailbox', ['smtp', application, OF_MAILBOX], 'xxxx??-???', 7, /Set-CASMailbox -Identity alice@contoso\.example/],
  ['security defaults', ['smtp', person, DEFAULTS], 'xxxxx???-', 9, /Sign-in logs/],
  ['a person at the own mailbox', ['imap', person, 'NO AUTHENTICATE failed.'], 'xxxxx???', null, /ImapEnabled/],
  [
    'a person at the mailbox of another',
    ['imap', { ...person, user: 'bob@contoso.example' }, 'NO AUTHENTICATE failed.'],
    'xxxx????',
    null,
    /-User bob@contoso\.example -AccessRights FullAccess/,
  ],
  ['a token that says nothing', ['smtp', null, UNTOLD], '?????????', null],
];

describe('the steps to a login with a token at Exchange Online', () => {
  for (const [name, given, marks, next, says] of rows) {
    it(name, () => {
      const steps = stepsOf(...given);
      assert.equal(steps.map((step) => step[1]?.replace(' ', '-')).join(''), marks, steps.join('\n'));
      const marked = steps.findIndex((step) => step.endsWith('<- next'));
      assert.equal(marked < 0 ? null : marked + 1, next);
      if (says) assert.match(steps.join('\n'), says);
    });
  }
});

describe('a refused login with a token', () => {
  const told = (host: string, kind: 'token' | 'password' = 'token', said = UNTOLD) => {
    const plan = named(587, 'starttls', { host });
    const made = attempt('rejected', reply(535, said.slice(4)), { endpoint: '587/starttls@192.0.2.10', mechanism: 'XOAUTH2' });
    const seen = credentials({ kind, attempts: [made], claims: kind === 'token' ? { ...application, roles: [] } : null });
    const { credentials: fate, findings } = diagnose(plan, observations([works('587/starttls')], { credentials: seen }));
    return findings.find(({ id }) => id === fate?.cause);
  };

  it('tells them at Exchange Online, the next one in the advice', () => {
    const finding = told('smtp.office365.com');
    assert.ok(finding?.evidence.some((line) => line.startsWith('[ ] 3. SMTP.SendAsApp') || line.startsWith('[ ] 3. SMTP.Send')));
    assert.match(finding?.fix ?? '', /Step 3 of \d+ is missing/);
  });

  it('does not say a command twice', () => {
    const fix = told('smtp.office365.com', 'token', OF_TENANT)?.fix ?? '';
    assert.equal(fix.split('Set-TransportConfig').length, 2, fix);
  });

  for (const [name, host, kind] of [
    ['of another provider', 'smtp.gmail.com', 'token'],
    ['with a password', 'smtp.office365.com', 'password'],
  ] as const)
    it(`tells none ${name}`, () => assert.ok(told(host, kind)?.evidence.every((line) => !line.startsWith('['))));
});
