// One status line with performance data, as Nagios, Icinga and Checkmk read it (Monitoring Plugins guidelines).
// The status word and the exit code are one decision, made here. Knows no other format.
import { monitoringDays } from '../../diagnose/certificate-lifetime.ts';
import type { Report, ReportCertificate } from '../../model/report.ts';
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

/** The certificate of an endpoint that runs out first; undefined where none was seen. */
const firstToExpire = ({ endpoints }: Report): ReportCertificate | undefined =>
  endpoints.flatMap(({ tls }) => tls?.certificate ?? []).toSorted((a, b) => a.daysLeft - b.daysLeft)[0];

export function nagios(report: Report, options: FormatOptions): string {
  const performance = [`time=${(report.durationMs / 1000).toFixed(3)}s;;;0`];
  const certificate = firstToExpire(report);
  if (certificate) {
    const { warn, critical } = monitoringDays(certificate, options.warnDays);
    performance.push(`cert_days=${certificate.daysLeft};${warn};${critical}`);
  }
  performance.push(`endpoints_ok=${report.endpoints.filter(({ status }) => status === 'ok').length};;;0`);
  return `MAILPROBE ${nagiosStatus(report, options)} - ${statusText(report.summary)} | ${performance.join(' ')}\n`;
}
