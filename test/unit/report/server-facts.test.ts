// What a server says of itself: keywords on the left, facts on the right.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EndpointObservation } from '../../../src/model/observation.ts';
import type { ReportServer } from '../../../src/model/report.ts';
import { mechanismsText, serverFacts, serverRows } from '../../../src/report/server-facts.ts';

const says = (
  tls: readonly string[] | null,
  plaintext: readonly string[] | null = null,
): Pick<EndpointObservation, 'capabilities'> => ({
  capabilities: { plaintext, tls },
});

const CASES: readonly (readonly [readonly string[], string | null, ReportServer | null])[] = [
  [
    ['PIPELINING', 'SIZE 10240000', 'SMTPUTF8', 'CHUNKING', 'LIMITS MAILMAX=20 RCPTMAX=100'],
    'Postfix',
    { software: 'Postfix', size: 10_240_000, limits: 'MAILMAX=20 RCPTMAX=100', smtputf8: true, chunking: true },
  ],
  [['SIZE'], null, null],
  [['SIZE 0'], null, { size: 0 }],
  [['SIZE lots', 'size 99999999999999999999'], null, null],
  [['LOGIN-DELAY 900', 'UIDL'], 'Dovecot', { software: 'Dovecot', loginDelay: 900 }],
  [['LOGIN-DELAY 900 USER'], null, { loginDelay: 900 }],
  [
    ['BEARER authorization_uri=https://login.example/authorize', 'BASIC'],
    null,
    { tokens: 'authorization_uri=https://login.example/authorize' },
  ],
  [['BEARER'], null, null],
  [['XSMTPUTF8', 'SIZEABLE 12'], null, null],
  [[], null, null],
];

describe('serverFacts', () => {
  for (const [keywords, software, facts] of CASES)
    it(`${software}: ${keywords.join(', ')}`, () => assert.deepEqual(serverFacts(says(keywords), software), facts));

  it('takes what was listed under TLS before what was not', () =>
    assert.deepEqual(serverFacts(says(['SIZE 2'], ['SIZE 1']), null), { size: 2 }));
});

it('tells sizes for people', () => {
  assert.deepEqual(serverRows({ size: 10_240_000 }), [['Largest message', '10240000 bytes (10 MB)']]);
  assert.deepEqual(serverRows({ size: 0, loginDelay: 60 }), [
    ['Largest message', 'no limit named'],
    ['Between logins', '60 s'],
  ]);
});

it('tells mechanisms before and after TLS', () => {
  assert.equal(mechanismsText({ plaintext: [], tls: ['PLAIN', 'LOGIN'] }), 'PLAIN, LOGIN under TLS; none before it');
  assert.equal(mechanismsText({ plaintext: ['PLAIN'], tls: null }), 'PLAIN without TLS');
  assert.equal(mechanismsText({ plaintext: null, tls: null }), null);
});
