// Whole hosts on the left, every finding that is said of them on the right: no more, no less.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnose } from '../../../src/diagnose/diagnose.ts';
import type { Observations } from '../../../src/model/observation.ts';
import type { Plan } from '../../../src/model/plan.ts';
import {
  ADDRESS,
  attempt,
  credentials,
  dropped,
  fails,
  failsAfterEhlo,
  faulty,
  healthy,
  named,
  notOffered,
  observations,
  plan,
  refused,
  refusedAt,
  reply,
  resetAt,
  silent,
  twoSyns,
  works,
  wrongVersion,
} from './facts.ts';

const said = (planned: Plan, seen: Observations): string[] =>
  diagnose(planned, seen).findings.map(({ id, severity }) => `${severity} ${id}`);
const untrusted = credentials({
  skipped: { reason: 'untrusted', endpoints: [`465/tls@${ADDRESS}`], offered: ['PLAIN'], allowed: [] },
});
const wrongPassword = credentials({ attempts: [attempt('rejected', reply(535, '5.7.8 Authentication credentials invalid'))] });

describe('whole hosts', () => {
  it('healthy: nothing', () => assert.deepEqual(said(plan(), observations(healthy())), []));

  it('25 dropped, 465 and 587 fine: one calm word', () => {
    const seen = [fails('25/starttls', twoSyns), fails('25/tls', twoSyns), works('465/tls'), works('587/starttls')];
    assert.deepEqual(said(plan(), observations(seen)), ['info port-25-blocked']);
  });

  it('all refused: one finding for all ports', () => {
    const seen = [25, 465, 587].flatMap((port) => [fails(`${port}/tls`, refused), fails(`${port}/starttls`, refused)]);
    assert.deepEqual(said(plan(), observations(seen)), ['error tcp-refused']);
    assert.equal(diagnose(plan(), observations(seen)).findings[0]?.endpoints.length, 6);
  });

  it('25 dropped and the rest refused: both are said', () => {
    const seen = [fails('25/starttls', dropped), fails('465/tls', refused), fails('587/starttls', refused)];
    assert.deepEqual(said(plan(), observations(seen)), ['error tcp-refused', 'warning port-25-blocked']);
  });

  it('all dropped: the host, not its ports', () => {
    const seen = [25, 465, 587].flatMap((port) => [fails(`${port}/tls`, dropped), fails(`${port}/starttls`, dropped)]);
    assert.deepEqual(said(plan(), observations(seen)), ['error host-unreachable']);
  });

  it('only 587 open: the closed ports are no matter', () => {
    const seen = [
      fails('25/starttls', refused),
      fails('465/tls', refused),
      works('587/starttls'),
      fails('587/tls', wrongVersion),
    ];
    assert.deepEqual(said(plan(), observations(seen)), ['info tcp-refused']);
  });

  it('ports swapped: both work, each with the other mode', () => {
    const seen = [works('465/starttls'), works('587/tls'), fails('465/tls', wrongVersion), fails('587/starttls', silent)];
    assert.deepEqual(said(plan(), observations(seen)), ['info mode-mismatch', 'info mode-mismatch']);
  });

  it('the wrong mode asked for by name: what to set instead', () => {
    const seen = observations([fails('465/tls', wrongVersion)], { auxiliary: [works('465/starttls')] });
    assert.deepEqual(said(named(465, 'tls'), seen), ['error mode-mismatch']);
    assert.match(diagnose(named(465, 'tls'), seen).findings[0]?.fix ?? '', /465 to STARTTLS/);
  });

  it('expired, and credentials kept back for it', () => {
    const seen = observations([works('465/tls', { tls: faulty('cert-expired', 'CERT_HAS_EXPIRED') })], {
      credentials: untrusted,
    });
    assert.deepEqual(said(named(465, 'tls'), seen), ['error cert-expired', 'warning auth-skipped-untrusted']);
    assert.deepEqual(diagnose(named(465, 'tls'), seen).credentials, { status: 'skipped', cause: 'auth-skipped-untrusted' });
  });

  it('one certificate on three ports is one finding', () => {
    const expired = { tls: faulty('cert-expired', 'CERT_HAS_EXPIRED') };
    const seen = [works('25/starttls', expired), works('465/tls', expired), works('587/starttls', expired)];
    assert.deepEqual(said(plan(), observations(seen)), ['error cert-expired']);
  });

  it('a wrong password: the login fails, the endpoint does not', () => {
    const { endpoints, credentials: fate } = diagnose(plan(), observations(healthy(), { credentials: wrongPassword }));
    assert.deepEqual(fate, { status: 'rejected', cause: 'auth-rejected' });
    assert.equal(endpoints.find(({ id }) => id.startsWith('465/tls'))?.status, 'ok');
    assert.deepEqual(said(plan(), observations(healthy(), { credentials: wrongPassword })), ['error auth-rejected']);
  });

  it('reset at AUTH says nothing of the password', () => {
    const reset = credentials({ attempts: [attempt('error', null, { failure: resetAt('auth') })] });
    const { credentials: fate } = diagnose(plan(), observations(healthy(), { credentials: reset }));
    assert.deepEqual(fate, { status: 'error', cause: 'tcp-reset' });
    assert.deepEqual(said(plan(), observations(healthy(), { credentials: reset })), ['error tcp-reset']);
  });

  it('undecodable challenge, then accepted: no finding', () => {
    const broken = attempt('error', reply(501, 'cancelled'), {
      mechanism: 'CRAM-MD5',
      failure: { kind: 'sasl', stage: 'auth', mechanism: 'CRAM-MD5', detail: 'no Base64' },
    });
    const seen = observations(healthy(), {
      credentials: credentials({ attempts: [broken, attempt('accepted', reply(235, 'ok'))] }),
    });
    assert.deepEqual(diagnose(plan(), seen).credentials, { status: 'accepted', cause: null });
    assert.deepEqual(said(plan(), seen), []);
  });

  it('a masking firewall on a port asked for by name', () => {
    const masked = failsAfterEhlo('587/starttls', notOffered, {
      greeting: reply(220, '*'.repeat(68)),
      capabilities: { plaintext: ['8BITMIME', 'XXXXXXXA'], tls: null },
    });
    assert.deepEqual(said(named(587, 'starttls'), observations([masked])), [
      'error middlebox-masking',
      'error starttls-stripped',
    ]);
  });

  it('a silent 587 beside a working 465, in both modes: one warning', () => {
    const seen = [
      works('465/tls'),
      fails('587/starttls', silent),
      fails('587/tls', { kind: 'timeout', stage: 'tls', budget: 'patience', budgetMs: 900, waitedMs: 900, siblingMs: 20 }),
    ];
    assert.deepEqual(said(plan({ ports: [465, 587] }), observations(seen)), ['warning greeting-timeout']);
  });

  it('the gravest first, then in the order of the plan', () => {
    const seen = [
      fails('25/starttls', refused),
      failsAfterEhlo('587/starttls', refusedAt('starttls', 454, '4.7.0 TLS not available')),
      fails('465/tls', refused),
    ];
    const order = diagnose(plan(), observations(seen)).findings.map(({ severity }) => severity);
    assert.deepEqual(
      order,
      [...order].sort((a, b) => ['error', 'warning', 'info'].indexOf(a) - ['error', 'warning', 'info'].indexOf(b)),
    );
  });

  it('a domain in place of its mail host', () => {
    const seen = observations([fails('465/tls', refused), fails('587/starttls', refused)]);
    const withMx = { ...seen, dns: { ...seen.dns, mx: [{ preference: 10, exchange: 'mx1.example.org' }] } };
    assert.deepEqual(said(plan(), withMx), ['error target-is-domain']);
  });

  it('interrupted before anything: nothing is said', () => {
    const seen = [fails('465/tls', { kind: 'not-tried', stage: 'connect', reason: 'interrupted' })];
    assert.deepEqual(said(plan(), observations(seen, { interrupted: true })), []);
  });
});
