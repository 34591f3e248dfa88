// Whether this machine's clock is wrong, so that a certificate is not blamed for it. The peers' clocks are the
// greetings: Exim and Sendmail write the time into theirs.
import type { Evidence } from './evidence.ts';
import { day, days } from './phrases.ts';

const DAY_MS = 86_400_000;
const RFC_5322_DATE = /\b(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}\b/;
/** A clock before this program was written is wrong for certain. */
const NOT_BEFORE = Date.parse('2025-11-01T00:00:00Z');

/** What shows that the clock here is wrong, as a line of evidence; null where nothing does. */
export function wrongClock({ observations, endpoints }: Evidence): string | null {
  const now = Date.parse(observations.startedAt);
  for (const { id, seen } of endpoints) {
    const written = RFC_5322_DATE.exec(seen.greeting?.lines.join(' ') ?? '')?.[0];
    const theirs = written === undefined ? Number.NaN : Date.parse(written);
    const apart = Math.round(Math.abs(theirs - now) / DAY_MS);
    // A server with a wrong clock of its own would not have got this certificate's dates right either.
    const fits =
      seen.tls?.certificate &&
      theirs >= Date.parse(seen.tls.certificate.validFrom) &&
      theirs <= Date.parse(seen.tls.certificate.validTo);
    if (apart >= 1 && fits)
      return `${id}: the greeting says ${written}, this machine ${observations.startedAt}: ${days(apart)} apart`;
  }
  return now < NOT_BEFORE
    ? `this machine's clock says ${day(observations.startedAt)}, which is before this version of mailprobe was made`
    : null;
}
