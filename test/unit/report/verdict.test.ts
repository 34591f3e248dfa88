// The verdict by a table: what was concluded on the left, ok, warn or fail on the right.
import assert from 'node:assert/strict';
import test from 'node:test';
import { judge } from '../../../src/report/verdict.ts';
import { makeFinding, makeParts, type RunCase } from './fixtures.ts';

const NAMED = { endpointsNamed: true } as const;
const TLS_465 = { port: 465, mode: 'tls' } as const;
const STARTTLS_587 = { port: 587, mode: 'starttls' } as const;
const FAILED_465 = { ...TLS_465, status: 'failed' } as const;
const FAILED_587 = { ...STARTTLS_587, status: 'failed' } as const;
const PLAIN_25 = { port: 25, mode: 'plain' } as const;
const OTHER_ADDRESS = '192.0.2.11';

const CASES: readonly (readonly [what: string, run: RunCase, expected: string])[] = [
  ['healthy host', {}, 'ok healthy'],
  ['healthy, with a note', { findings: [makeFinding('dns-ptr-missing')] }, 'ok healthy'],
  ['healthy, with a warning', { findings: [makeFinding('cert-expiring-soon')] }, 'warn finding'],
  ['an error that leaves a way in', { findings: [makeFinding('starttls-injection')] }, 'warn finding'],
  ['one port of two fails, none was named', { endpoints: [TLS_465, FAILED_587] }, 'ok healthy'],
  ['nothing works', { endpoints: [FAILED_465, FAILED_587] }, 'fail no-secure-endpoint'],
  ['no endpoint at all', { endpoints: [] }, 'fail no-secure-endpoint'],
  ['reached, and not usable', { endpoints: [{ ...TLS_465, usable: false }] }, 'fail no-secure-endpoint'],
  ['plain alone works, and nothing warns', { endpoints: [PLAIN_25] }, 'fail no-secure-endpoint'],
  ['plain as asked, with its warning', { endpoints: [PLAIN_25], findings: [makeFinding('auth-over-plaintext')] }, 'warn finding'],
  ['a named endpoint works', { plan: NAMED, endpoints: [TLS_465] }, 'ok healthy'],
  ['a named endpoint failed', { plan: NAMED, endpoints: [TLS_465, FAILED_587] }, 'fail named-endpoint'],
  [
    'a named endpoint is a mismatch',
    { plan: NAMED, endpoints: [TLS_465, { port: 587, mode: 'tls', status: 'mismatch' }] },
    'fail named-endpoint',
  ],
  [
    'two modes of a port were named, and one works',
    { plan: NAMED, endpoints: [TLS_465, { port: 465, mode: 'starttls', status: 'mismatch' }] },
    'ok healthy',
  ],
  [
    'a named endpoint was not tested',
    { plan: NAMED, endpoints: [TLS_465, { ...STARTTLS_587, status: 'skipped' }] },
    'ok healthy',
  ],
  [
    'a named endpoint works on one address of two',
    {
      plan: NAMED,
      endpoints: [TLS_465, { ...FAILED_465, address: OTHER_ADDRESS }],
      findings: [makeFinding('addresses-disagree')],
    },
    'warn finding',
  ],
  [
    'a named endpoint is fine, and a warning stands',
    { plan: NAMED, endpoints: [TLS_465], findings: [makeFinding('cert-weak-key')] },
    'warn finding',
  ],
  ['login accepted', { credentials: { status: 'accepted', cause: null } }, 'ok healthy'],
  ['login rejected', { credentials: { status: 'rejected', cause: 'auth-rejected' } }, 'fail credentials'],
  ['login undecided', { credentials: { status: 'error', cause: null } }, 'fail credentials'],
  ['login not tried', { credentials: { status: 'skipped', cause: 'auth-not-advertised' } }, 'fail credentials'],
  ['an expectation does not hold', { findings: [makeFinding('expectation-failed')] }, 'fail expectation'],
  ['no such name', { endpoints: [], findings: [makeFinding('dns-name-not-found')] }, 'fail no-secure-endpoint'],
  [
    'interrupted, with something found',
    { interrupted: true, endpoints: [TLS_465, { ...STARTTLS_587, status: 'skipped' }] },
    'ok healthy',
  ],
  ['interrupted at once', { interrupted: true, endpoints: [{ ...TLS_465, status: 'skipped' }] }, 'fail no-secure-endpoint'],
];

for (const [what, run, expected] of CASES) {
  test(`verdict: ${what}`, () => {
    const { plan, observations, diagnosis } = makeParts(run);
    const { verdict, reason, failed } = judge(plan, observations, diagnosis);
    assert.equal(`${verdict} ${reason}`, expected);
    assert.equal(failed.length > 0, reason === 'named-endpoint');
    const isGrave = diagnosis.findings.some(({ severity }) => severity !== 'info');
    if (verdict === 'ok') assert.equal(isGrave, false);
    if (verdict === 'warn') assert.equal(isGrave, true);
    if (verdict !== 'fail') assert.ok(diagnosis.endpoints.some(({ status }) => status === 'ok'));
  });
}
