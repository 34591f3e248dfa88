// Certificates of every lifetime in use, day by day: no warning before a renewal is due by the authority's advice, and one
// as soon as it is. By the straight line's own diagnosis, and by the performance data that monitoring reads.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnose } from '../../../src/diagnose/diagnose.ts';
import type { CertificateObservation, Observations } from '../../../src/model/observation.ts';
import { buildReport } from '../../../src/report/build.ts';
import { loadFormat } from '../../../src/report/formats/index.ts';
import { sized } from '../../support/test-size.ts';
import { OPTIONS } from '../report/fixtures.ts';
import { certificate, named, observations, tls, works } from './facts.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BORN_MS = Date.parse('2026-02-03T04:05:06.000Z');

/**
 * Lifetimes in days, and with how many left the authority would have it renewed: Let's Encrypt a third, of its six-day ones a
 * half; of 200 and 398 days (CA/Browser Forum SC-081v3 and before) a month.
 */
const LIFETIMES = [
  { days: 160 / 24, dueDays: 80 / 24 },
  { days: 45, dueDays: 15 },
  { days: 64, dueDays: 64 / 3 },
  { days: 90, dueDays: 30 },
  { days: 200, dueDays: 30 },
  { days: 398, dueDays: 30 },
] as const;

/** As authorities write it: through the last second (RFC 5280 §4.1.2.5). */
function aged(days: number, ageMs: number): { readonly leaf: CertificateObservation; readonly seen: Observations } {
  const endMs = BORN_MS + days * DAY_MS - 1000;
  const now = BORN_MS + ageMs;
  const leaf = certificate({
    validFrom: new Date(BORN_MS).toISOString(),
    validTo: new Date(endMs).toISOString(),
    daysLeft: Math.trunc((endMs - now) / DAY_MS) || 0,
  });
  const seen = observations([works('465/tls', { tls: tls({ certificate: leaf }) })]);
  return { leaf, seen: { ...seen, startedAt: new Date(now).toISOString() } };
}

const asked = (warnDays: number | null) => named(465, 'tls', { warnDays });

const warns = (days: number, ageMs: number, warnDays: number | null = null): boolean =>
  diagnose(asked(warnDays), aged(days, ageMs).seen).findings.some(({ id }) => id === 'cert-expiring-soon');

describe('--warn-days unset', () => {
  for (const { days, dueDays } of LIFETIMES) {
    const dueMs = (days - dueDays) * DAY_MS;
    it(`a certificate of ${Math.round(days)} days warns when its renewal is due, and on no day before`, () => {
      for (let ageMs = 0; ageMs < days * DAY_MS - 1000; ageMs += DAY_MS) {
        assert.equal(warns(days, ageMs), ageMs > dueMs, `at the age of ${ageMs / DAY_MS} days`);
      }
      assert.equal(warns(days, Math.floor(dueMs)), false, 'in the second in which it is due');
      assert.equal(warns(days, Math.ceil(dueMs) + 60_000), true, 'a minute after it was due');
    });

    it(`monitoring has the same threshold for one of ${Math.round(days)} days`, async () => {
      const nagios = await loadFormat('nagios');
      for (let ageMs = 0; ageMs < days * DAY_MS - 1000; ageMs += sized(DAY_MS, 6 * HOUR_MS)) {
        const { leaf, seen } = aged(days, ageMs);
        const diagnosis = diagnose(asked(null), seen);
        const report = buildReport({ plan: asked(null), observations: seen, diagnosis, toolVersion: '0', verbose: false });
        const line = nagios(report, { ...OPTIONS, warnDays: null });
        const [, left, warn, critical] = (/ cert_days=(\d+);(\d+);(\d+) /.exec(line) ?? []).map(Number);
        assert.ok(left !== undefined && warn !== undefined && critical !== undefined, line);
        assert.equal(left, leaf.daysLeft);
        if (ageMs < dueMs) assert.ok(left >= warn, `${line} at the age of ${ageMs / DAY_MS} days`);
        if (ageMs > dueMs + DAY_MS) assert.ok(left < warn, `${line} at the age of ${ageMs / DAY_MS} days`);
        assert.ok(critical < warn && critical <= 7, line);
        assert.equal(line.startsWith('MAILPROBE OK'), ageMs <= dueMs, line);
      }
    });
  }

  it('says what the certificate was made for, and when a renewal was due', () => {
    const { findings } = diagnose(asked(null), aged(45, 31 * DAY_MS).seen);
    const [found] = findings.filter(({ id }) => id === 'cert-expiring-soon');
    assert.match(found?.detail ?? '', /45 days.*less than 15/s);
  });
});

describe('--warn-days named', () => {
  it('is taken as given, whatever the lifetime', () => {
    assert.equal(warns(160 / 24, 0, 30), true);
    assert.equal(warns(90, 50 * DAY_MS, 40), true);
    assert.equal(warns(90, 80 * DAY_MS, 3), false);
  });
});
