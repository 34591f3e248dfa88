// Which finding comes first: one line a pair, the winner on the left. The order of the input is against it each time.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type OrderedEndpoint, orderFindings } from '../../../src/diagnose/order.ts';
import type { Finding, FindingId, Owner, Severity } from '../../../src/model/finding.ts';
import type { Stage } from '../../../src/model/protocol.ts';

type Place = readonly [port: number, stage: Stage | null, code?: FindingId];

const endpoint = ([port, stage, code = 'connection-closed']: Place): OrderedEndpoint => ({
  id: String(port),
  port,
  failure: stage === null ? null : { stage, code },
});

const finding = (id: FindingId, severity: Severity, ports: readonly number[], owner: Owner = 'server'): Finding => ({
  id,
  severity,
  title: id,
  detail: '',
  evidence: ['seen'],
  fix: '',
  owner,
  endpoints: ports.map(String),
  reference: null,
});

const first = (
  places: readonly Place[],
  findings: readonly Finding[],
  loginCauses: readonly FindingId[] = [],
): FindingId | undefined => orderFindings(findings, { endpoints: places.map(endpoint), loginCauses })[0]?.id;

const CASES: Readonly<Record<string, () => FindingId | undefined>> = {
  'cert-expired: severity before all else': () =>
    first(
      [
        [25, 'connect'],
        [465, 'tls', 'cert-expired'],
      ],
      [finding('tcp-refused', 'info', [25]), finding('cert-expired', 'error', [465])],
    ),
  'ehlo-rejected: what got to EHLO before what failed at the greeting': () =>
    first(
      [
        [465, 'greeting'],
        [587, 'ehlo'],
      ],
      [finding('greeting-busy', 'error', [465]), finding('ehlo-rejected', 'error', [587])],
    ),
  'config-mismatch: switches that exclude each other before the port that was never asked': () =>
    first(
      [[2525, 'greeting', 'mode-mismatch']],
      [finding('mode-mismatch', 'error', [2525], 'you'), finding('config-mismatch', 'error', [], 'you')],
    ),
  'cert-expired: a certificate stops no ladder': () =>
    first(
      [
        [465, 'tls', 'cert-expired'],
        [587, 'starttls'],
      ],
      [finding('starttls-rejected', 'error', [587]), finding('cert-expired', 'error', [465])],
    ),
  'auth-rejected: the login got furthest of all': () =>
    first(
      [
        [465, null],
        [587, 'ehlo'],
      ],
      [finding('ehlo-rejected', 'error', [587]), finding('auth-rejected', 'error', [465])],
      ['auth-rejected'],
    ),
  'greeting-busy: submission before port 25': () =>
    first(
      [
        [25, 'greeting'],
        [587, 'greeting'],
      ],
      [finding('greeting-refused', 'error', [25]), finding('greeting-busy', 'error', [587])],
    ),
  'greeting-refused: then the order of the plan': () =>
    first(
      [
        [465, 'greeting'],
        [587, 'greeting'],
      ],
      [finding('greeting-busy', 'error', [587]), finding('greeting-refused', 'error', [465])],
    ),
  'target-is-domain: the wrong host explains what is found there': () =>
    first(
      [[465, 'tls', 'cert-name-mismatch']],
      [finding('cert-name-mismatch', 'error', [465]), finding('target-is-domain', 'error', [465])],
    ),
  'dns-name-typo: what was meant before that it does not exist': () =>
    first([], [finding('dns-name-not-found', 'error', []), finding('dns-name-typo', 'error', [])]),
  'tls-intercepted: the interceptor before its certificate': () =>
    first(
      [[465, 'tls', 'cert-name-mismatch']],
      [finding('cert-name-mismatch', 'error', [465]), finding('tls-intercepted', 'error', [465])],
    ),
  'cert-name-mismatch: an interceptor on another port explains nothing here': () =>
    first(
      [
        [25, 'tls', 'cert-untrusted-root'],
        [465, 'tls', 'cert-name-mismatch'],
      ],
      [finding('tls-intercepted', 'error', [25]), finding('cert-name-mismatch', 'error', [465])],
    ),
  'cert-not-yet-valid: a wrong clock before what else it upsets': () =>
    first(
      [[465, 'tls', 'cert-not-yet-valid']],
      [finding('auth-token-expired', 'error', [465]), finding('cert-not-yet-valid', 'error', [465], 'you')],
      ['auth-token-expired'],
    ),
  'cert-expired: a login withheld for it is its consequence': () =>
    first(
      [[465, 'tls', 'cert-expired']],
      [finding('auth-skipped-untrusted', 'error', [465]), finding('cert-expired', 'error', [465])],
      ['auth-skipped-untrusted'],
    ),
  'starttls-rejected: an expectation that fails for it is its consequence': () =>
    first([[587, 'starttls']], [finding('expectation-failed', 'error', []), finding('starttls-rejected', 'error', [587])]),
  'expectation-failed: before a mere warning': () =>
    first([[465, null]], [finding('cert-expiring-soon', 'warning', [465]), finding('expectation-failed', 'error', [465])]),
  'cert-expired: what fails on one address before that the addresses differ': () =>
    first(
      [
        [465, 'tls', 'cert-expired'],
        [587, null],
      ],
      [finding('addresses-disagree', 'warning', [465, 587]), finding('cert-expired', 'warning', [465])],
    ),
  'cert-expiring-soon: what may fail once before an address that is dead': () =>
    first(
      [
        [587, 'connect'],
        [465, null],
      ],
      [finding('ipv6-broken', 'warning', [587]), finding('cert-expiring-soon', 'warning', [465])],
    ),
  'greeting-busy: what fails before what may once': () =>
    first(
      [
        [465, null],
        [587, 'greeting'],
      ],
      [finding('cert-expiring-soon', 'warning', [465]), finding('greeting-busy', 'warning', [587])],
    ),
};

describe('the order of findings', () => {
  for (const [name, play] of Object.entries(CASES)) it(name, () => assert.equal(play(), name.split(':')[0]));

  it('is the same whatever the order they were found in', () => {
    const places: Place[] = [
      [465, 'tls', 'cert-expired'],
      [587, 'starttls'],
      [25, 'connect'],
    ];
    const all = [
      finding('tls-intercepted', 'error', [465]),
      finding('cert-expired', 'error', [465]),
      finding('starttls-rejected', 'error', [587]),
      finding('expectation-failed', 'error', [465, 587]),
      finding('auth-skipped-untrusted', 'warning', [465]),
      finding('tcp-refused', 'info', [25]),
    ];
    const order = (findings: readonly Finding[]) =>
      orderFindings(findings, { endpoints: places.map(endpoint), loginCauses: [] }).map(({ id }) => id);
    assert.deepEqual(order(all.toReversed()), order(all));
  });
});
