// A report as one line for a person who watches many go by: the verdict, then the sentence that says why. Must not know
// where the line goes.
import type { Report, Verdict } from '../../model/report.ts';
import { shorten } from '../../model/shorten.ts';
import { oneLine } from './options.ts';
import { makeStyle } from './text-style.ts';

const WORDS: Readonly<Record<Verdict, string>> = { ok: 'OK', warn: 'WARNING', fail: 'FAIL' };
const WIDTH = 9;

export interface TextLineOptions {
  readonly colour: boolean;
  /** Cut to so many; null: as long as it is. */
  readonly columns: number | null;
}

/** What the decisive finding saw, for a sentence that says no more than that a line was wrong. */
export function decisiveEvidence({ findings }: Pick<Report, 'findings'>): string {
  const decisive = findings.find(({ severity }) => severity !== 'info');
  return decisive?.evidence[0] ?? decisive?.detail ?? '';
}

function sentence(report: Report): string {
  const { summary, dns, target } = report;
  if (dns === null) return `${target.input}: ${decisiveEvidence(report)}`;
  return summary.startsWith(target.input) ? summary : `${target.input}: ${summary}`;
}

/** With a line end. */
export function textLine(report: Report, { colour, columns }: TextLineOptions): string {
  const style = makeStyle(colour);
  const paint = { ok: style.good, warn: style.doubtful, fail: style.bad }[report.verdict];
  const text = oneLine(sentence(report));
  const shown = columns === null ? text : shorten(text, Math.max(20, columns - WIDTH));
  return `${paint(WORDS[report.verdict].padEnd(WIDTH))}${shown}\n`;
}
