// Why a token was refused: what it and the challenge say on the left, the finding on the right.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TokenClaims } from '../../../src/model/observation.ts';
import { type TokenFaultInput, tokenFaultOf } from '../../../src/model/token-fault.ts';

const NOW = '2026-01-31T12:00:00.000Z';
const NO_CLAIMS: TokenClaims = {
  audience: [],
  issuer: null,
  expiresAt: null,
  notBefore: null,
  scopes: [],
  roles: [],
  user: null,
  tenant: null,
};
const GOOD: TokenClaims = {
  ...NO_CLAIMS,
  audience: ['https://outlook.office365.com/'],
  expiresAt: '2026-01-31T13:00:00.000Z',
  scopes: ['SMTP.Send'],
  user: 'ada@contoso.test',
};
const OFFICE = 'smtp.office365.com';

const cases: [name: string, changes: Partial<TokenFaultInput>, id: string, evidence: RegExp | null][] = [
  ['expired', { claims: { ...GOOD, expiresAt: '2026-01-31T11:00:00.000Z' } }, 'expired', /2026-01-31T11:00:00\.000Z, 60 min ago/],
  ['expired long ago', { claims: { ...GOOD, expiresAt: '2026-01-01T12:00:00.000Z' } }, 'expired', /30 days ago/],
  [
    'expired, and for Graph: the older fault hides the other',
    { claims: { ...GOOD, expiresAt: '2026-01-31T12:00:00.000Z', audience: ['https://graph.microsoft.com'] } },
    'expired',
    null,
  ],
  ['not yet valid', { claims: { ...GOOD, notBefore: '2026-01-31T12:10:00.000Z' } }, 'invalid', /nbf/],
  ['not yet valid within the skew of clocks', { claims: { ...GOOD, notBefore: '2026-01-31T12:02:00.000Z' } }, 'invalid', null],
  [
    'for Graph',
    { claims: { ...GOOD, audience: ['https://graph.microsoft.com/'] }, host: 'mail.example.test' },
    'scope',
    /aud of the token: https:\/\/graph/,
  ],
  ['for Graph, by its id', { claims: { ...GOOD, audience: ['00000003-0000-0000-c000-000000000000'] } }, 'scope', /00000003/],
  [
    'for an API of their own, at Exchange Online',
    { claims: { ...GOOD, audience: ['api://mine'] }, host: OFFICE },
    'scope',
    /Exchange Online takes/,
  ],
  [
    'for an API of their own, elsewhere',
    { claims: { ...GOOD, audience: ['api://mine'] }, host: 'mail.example.test' },
    'invalid',
    null,
  ],
  [
    "another user's",
    { claims: { ...GOOD, user: 'bob@contoso.test' } },
    'user',
    /bob@contoso\.test's, the user name sent is ada@contoso\.test/,
  ],
  ['the same user in capitals', { claims: { ...GOOD, user: 'ADA@contoso.test' } }, 'invalid', null],
  ['a bare name can not be compared', { user: 'ada' }, 'invalid', null],
  [
    'IMAP only, asked over SMTP',
    { claims: { ...GOOD, scopes: ['IMAP.AccessAsUser.All'] } },
    'scope',
    /SMTP\.Send is not among them/,
  ],
  ['the full scope as URL', { claims: { ...GOOD, scopes: ['https://outlook.office.com/SMTP.Send'] } }, 'invalid', null],
  [
    'an application without roles',
    { claims: { ...GOOD, scopes: [], user: null } },
    'scope',
    /roles of the token: none; SMTP\.SendAsApp/,
  ],
  [
    'an application with its role',
    { claims: { ...GOOD, scopes: [], user: null, roles: ['IMAP.AccessAsApp'] }, protocol: 'imap' },
    'invalid',
    null,
  ],
  ['nothing known at all', { claims: null }, 'invalid', null],
  ['the server says invalid_token', { claims: null, challenge: '{"status":"invalid_token"}' }, 'invalid', /invalid_token/],
  [
    'the server says insufficient_scope',
    { claims: null, challenge: '{"status":"insufficient_scope","scope":"mail"}' },
    'scope',
    /insufficient_scope/,
  ],
  [
    'the server says expired',
    { claims: null, challenge: '{"status":"401","error_description":"Token expired"}' },
    'expired',
    /expired/,
  ],
  [
    'Google, which always names its scope',
    { claims: null, challenge: '{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}' },
    'invalid',
    /400/,
  ],
  [
    'the server names a scope that the token says it lacks',
    { claims: { ...NO_CLAIMS, scopes: ['profile'] }, challenge: '{"status":"401","scope":"https://mail.google.com/"}' },
    'scope',
    /the server wants https:\/\/mail\.google\.com\//,
  ],
  [
    'the server names the scope that the token has',
    { claims: { ...NO_CLAIMS, scopes: ['mail'] }, challenge: '{"status":"401","scope":"mail"}' },
    'invalid',
    null,
  ],
  ['the server says another user', { claims: null, challenge: '{"error_description":"username mismatch"}' }, 'user', /mismatch/],
  ['words that are no JSON', { claims: null, challenge: 'token has expired' }, 'expired', /token has expired/],
  ['JSON that is no object', { claims: null, challenge: '[]' }, 'invalid', null],
  ['JSON of odd values', { claims: null, challenge: '{"status":{},"error":[],"scope":7}' }, 'invalid', null],
];

describe('tokenFaultOf', () => {
  for (const [name, changes, id, evidence] of cases) {
    it(`${name} → ${id}`, () => {
      const fault = tokenFaultOf({
        claims: GOOD,
        user: 'ada@contoso.test',
        host: OFFICE,
        protocol: 'smtp',
        now: NOW,
        challenge: null,
        ...changes,
      });
      assert.equal(fault.id, `auth-token-${id}`);
      if (evidence) assert.match(fault.evidence.join('\n'), evidence);
    });
  }
});
