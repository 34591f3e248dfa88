// How soon is soon for a certificate: by its own lifetime, since one of six days is new where one of a year is overdue. Knows
// no finding and no format: the rule and the monitoring thresholds both ask here.
import type { CertificateObservation } from '../model/observation.ts';

const DAY_MS = 86_400_000;

/** RFC 5280 §4.1.2.5: a certificate is valid through the second of notAfter, so one of 90 days names 90 days less a second. */
const INCLUSIVE_MS = 1_000;

/** Let's Encrypt's advice, and certbot's habit since 4.0: renew with a third of the lifetime left, with half of it up to ten days … */
const SHORT_LIVED_MS = 10 * DAY_MS;
/** … and of those that live for half a year or one, authorities and their clients renew a month ahead. */
const MOST_DAYS = 30;

type Validity = Pick<CertificateObservation, 'validFrom' | 'validTo'>;

/** NaN where a date is none. */
const lifetimeMs = ({ validFrom, validTo }: Validity): number => Date.parse(validTo) - Date.parse(validFrom) + INCLUSIVE_MS;

/** The lifetime in days, rounded: 90, 45, 7. */
export const lifetimeDays = (validity: Validity): number => Math.round(lifetimeMs(validity) / DAY_MS);

/** A renewal is due with less than so many days left; a fraction of one counts. NaN where a date is none. */
export function renewalDueDays(validity: Validity): number {
  const lifetime = lifetimeMs(validity);
  return Math.min(MOST_DAYS, lifetime / DAY_MS / (lifetime <= SHORT_LIVED_MS ? 2 : 3));
}

/** `warnDays`: as named by the user, in whole days; null: by the lifetime. `now`: milliseconds of the epoch. */
export function isExpiringSoon(
  certificate: Validity & Pick<CertificateObservation, 'daysLeft'>,
  warnDays: number | null,
  now: number,
): boolean {
  if (certificate.daysLeft < 0) return false;
  if (warnDays !== null) return certificate.daysLeft <= warnDays;
  const leftMs = Date.parse(certificate.validTo) + INCLUSIVE_MS - now;
  return leftMs < renewalDueDays(certificate) * DAY_MS;
}

/** In whole days, for monitoring: nothing is due with as many left as `warn`. Critical is a week, and half of it at most. */
export function monitoringDays(
  certificate: Validity,
  warnDays: number | null,
): { readonly warn: number; readonly critical: number } {
  if (warnDays !== null) return { warn: warnDays, critical: Math.min(CRITICAL_DAYS, warnDays) };
  const due = renewalDueDays(certificate);
  const warn = Math.floor(Number.isNaN(due) ? MOST_DAYS : due);
  return { warn, critical: Math.min(CRITICAL_DAYS, Math.floor(warn / 2)) };
}

const CRITICAL_DAYS = 7;
