// WWW-Authenticate as servers write it, and as nobody should (RFC 9110 §11.6.1).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { offeredSchemes, parseChallenges } from '../../../src/protocols/http-challenges.ts';
import fc from '../../support/property.ts';

/** `Scheme:token` or `Scheme{name=value}`, a challenge each. */
const shown = (field: string): string[] =>
  parseChallenges(field).map(({ scheme, token, parameters }) =>
    token === null ? `${scheme}{${[...parameters].map(([name, value]) => `${name}=${value}`).join(';')}}` : `${scheme}:${token}`,
  );

const CASES: readonly (readonly [field: string, ...challenges: string[]])[] = [
  ['', ...[]],
  [' , ,', ...[]],
  ['Negotiate', 'Negotiate{}'],
  ['Negotiate, NTLM', 'Negotiate{}', 'NTLM{}'],
  ['Negotiate,NTLM,Basic realm="autodiscover.contoso.com"', 'Negotiate{}', 'NTLM{}', 'Basic{realm=autodiscover.contoso.com}'],
  ['Basic Realm=""', 'Basic{realm=}'],
  ['Basic realm=mail', 'Basic{realm=mail}'],
  ['Basic realm = "a, b", charset="UTF-8"', 'Basic{realm=a, b;charset=UTF-8}'],
  ['Basic realm="say \\"hi\\", NTLM"', 'Basic{realm=say "hi", NTLM}'],
  ['NTLM TlRMTVNTUAACAAAA==', 'NTLM:TlRMTVNTUAACAAAA=='],
  ['NTLM TlRMTVNTUAACAAAA', 'NTLM:TlRMTVNTUAACAAAA'],
  ['NTLM TlRM==, Basic realm="x"', 'NTLM:TlRM==', 'Basic{realm=x}'],
  // Exchange Online, without a blank behind the comma, and Basic three times.
  [
    'Bearer client_id="00000002", authorization_uri="https://login.windows.net/common/oauth2/authorize", error="invalid_token",Basic Realm="",Basic Realm="",Basic Realm=""',
    'Bearer{client_id=00000002;authorization_uri=https://login.windows.net/common/oauth2/authorize;error=invalid_token}',
    'Basic{realm=}',
    'Basic{realm=}',
    'Basic{realm=}',
  ],
  // RFC 9110 §11.6.1 has it.
  [
    'Basic realm="simple", Newauth realm="apps", type=1, title="Login to \\"apps\\""',
    'Basic{realm=simple}',
    'Newauth{realm=apps;type=1;title=Login to "apps"}',
  ],
  // The first of two of one name; what cannot be read ends it.
  ['Basic realm="a", realm="b"', 'Basic{realm=a}'],
  ['NTLM, "quoted" nonsense, Basic realm="x"', 'NTLM{}'],
  ['Basic realm="never closed, NTLM', 'Basic{}'],
];

describe('WWW-Authenticate', () => {
  for (const [field, ...challenges] of CASES)
    it(JSON.stringify(field).slice(0, 90), () => assert.deepEqual(shown(field), challenges));

  it('names each scheme once, in upper case', () =>
    assert.deepEqual(offeredSchemes('bearer a="b",Basic Realm="",BASIC realm="",Ntlm'), ['BEARER', 'BASIC', 'NTLM']));

  it('reads anything, and no scheme that is not there', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'N', ' ', ',', '=', '"', '\\', '\t', 'é'), maxLength: 60 }), (field) => {
        for (const { scheme } of parseChallenges(field)) assert.ok(field.includes(scheme));
      }),
    ));

  it('in time that grows with the text alone', () => {
    for (const piece of ['a="', 'a=', 'a ', ',,', '"\\', 'NTLM a==', ' \t'])
      assert.ok(parseChallenges(`Basic ${piece.repeat(200_000 / piece.length)}`).length <= 20);
  });
});
