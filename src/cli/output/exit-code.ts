// What the process says to the shell. Scripts rely on these numbers: a change is a breaking change. Pure.
import type { Report, Verdict } from '../../model/report.ts';

export const EXIT = { ok: 0, fail: 1, usage: 2, internal: 3, interrupted: 130 } as const;

/** The Monitoring Plugins' return codes. */
export const NAGIOS = { ok: 0, warning: 1, critical: 2, unknown: 3 } as const;

export interface Judging {
  readonly strict: boolean;
  readonly nagios: boolean;
}

const NAGIOS_CODE: Readonly<Record<Verdict, number>> = { ok: NAGIOS.ok, warn: NAGIOS.warning, fail: NAGIOS.critical };

/** The exit code that a report stands for. Interruption and our own faults outrank the verdict: it is not the whole truth then. */
export function exitCode(report: Pick<Report, 'verdict' | 'findings' | 'interrupted'>, { strict, nagios }: Judging): number {
  if (report.interrupted) return EXIT.interrupted;
  if (report.findings.some(({ id }) => id === 'internal-error')) return nagios ? NAGIOS.unknown : EXIT.internal;
  const verdict: Verdict = strict && report.verdict === 'warn' ? 'fail' : report.verdict;
  if (nagios) return NAGIOS_CODE[verdict];
  return verdict === 'fail' ? EXIT.fail : EXIT.ok;
}
