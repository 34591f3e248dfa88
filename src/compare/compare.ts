// Two reports become one comparison: what differs, and what only the two together prove. Pure; knows no file and no format.
import type { Report } from '../model/report.ts';
import { compareAsked } from './asked.ts';
import { compareAspects } from './aspects/index.ts';
import type { ComparedRun, ReportComparison } from './comparison.ts';
import { concludeFrom } from './conclusions/index.ts';
import { type Pairing, pairReports, type Run } from './pairing.ts';

export interface LabelledReport {
  readonly label: string;
  readonly report: Report;
}

const comparedRun = ({ label, report }: Run): ComparedRun => ({
  label,
  host: report.target.host,
  startedAt: report.startedAt,
  verdict: report.verdict,
  summary: report.summary,
  version: report.tool.version,
});

/** The gravest conclusion; where there is none, how much differs. */
function summarise(
  { a, b, onlyIn }: Pairing,
  { conclusions, differences, asked }: Pick<ReportComparison, 'conclusions' | 'differences' | 'asked'>,
): string {
  const limit =
    (onlyIn.a.length + onlyIn.b.length > 0 ? ' in what both looked at' : '') +
    (asked.length > 0 ? ', each asked in its own way' : '');
  if (differences.length === 0) return `Nothing differs between ${a.label} and ${b.label}${limit}.`;
  const [first] = conclusions;
  if (first) return `${first.title}.`;
  const count = differences.length;
  return `${count} ${count === 1 ? 'thing differs' : 'things differ'} between ${a.label} and ${b.label}, and nothing more follows from it.`;
}

export function compareReports(first: LabelledReport, second: LabelledReport, toolVersion: string): ReportComparison {
  const run = (side: Run['side'], { label, report }: LabelledReport): Run => ({
    side,
    label,
    report,
    startedMs: Date.parse(report.startedAt),
  });
  const pairing = pairReports(run('a', first), run('b', second));
  const asked = compareAsked(pairing);
  const { differences, alike } = compareAspects(pairing);
  const conclusions = differences.length === 0 ? [] : concludeFrom(pairing);
  return {
    schemaVersion: 1,
    tool: { name: 'mailprobe', version: toolVersion },
    kind: 'comparison',
    same: differences.length === 0,
    summary: summarise(pairing, { conclusions, differences, asked }),
    a: comparedRun(pairing.a),
    b: comparedRun(pairing.b),
    conclusions,
    differences,
    asked,
    alike,
    onlyIn: pairing.onlyIn,
  };
}
