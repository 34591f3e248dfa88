// One status line with performance data, as Nagios, Icinga and Checkmk read it (Monitoring Plugins guidelines).
// The status word and the exit code are one decision, made here. Knows no other format.
import type { Report } from '../../model/report.ts';
import { isFailing } from '../wording.ts';
import { type FormatOptions, oneLine } from './options.ts';

export const NAGIOS_EXIT_CODES = { OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3 } as const;
export type NagiosStatus = keyof typeof NAGIOS_EXIT_CODES;

/** A fault of our own says nothing of the server: UNKNOWN. */
export function nagiosStatus(report: Report, { strict }: Pick<FormatOptions, 'strict'>): NagiosStatus {
  if (report.findings.some(({ id }) => id === 'internal-error')) return 'UNKNOWN';
  if (isFailing(report, strict)) return 'CRITICAL';
  return report.verdict === 'warn' ? 'WARNING' : 'OK';
}

/** Text ahead of the performance data: one line, and no pipe, which would end it. */
const statusText = (text: string): string => oneLine(text).replaceAll('|', '/').trim();

/** The line for what went wrong before there was a report: a usage error, a crash. */
export const nagiosUnknown = (message: string): string => `MAILPROBE UNKNOWN - ${statusText(message)}\n`;

/** Days until the first certificate of an endpoint runs out; null where none was seen. */
function certificateDays(report: Report): number | null {
  const days = report.endpoints.flatMap(({ tls }) => (tls?.certificate ? [tls.certificate.daysLeft] : []));
  return days.length === 0 ? null : Math.min(...days);
}

const CRITICAL_DAYS = 7;

export function nagios(report: Report, options: FormatOptions): string {
  const performance = [`time=${(report.durationMs / 1000).toFixed(3)}s;;;0`];
  const days = certificateDays(report);
  if (days !== null) performance.push(`cert_days=${days};${options.warnDays};${Math.min(CRITICAL_DAYS, options.warnDays)}`);
  performance.push(`endpoints_ok=${report.endpoints.filter(({ status }) => status === 'ok').length};;;0`);
  return `MAILPROBE ${nagiosStatus(report, options)} - ${statusText(report.summary)} | ${performance.join(' ')}\n`;
}
