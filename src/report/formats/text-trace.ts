// The traces in text: a row a hop, the ports side by side, then what follows. Hops that are the same for all ports are told in one
// row where the page is short of room. Draws; judges nothing.
import { traceSentence, traceTable } from '../trace-part.ts';
import { oneLine } from './options.ts';
import { hanging, padEnd } from './text-layout.ts';
import { labelWidth, paddedLabel, row, type TextPage } from './text-page.ts';

export function traceSection(page: TextPage): string[] {
  const { report, options, width, style } = page;
  const { trace } = report;
  if (trace === undefined) return [];
  const indent = ' '.repeat(labelWidth(page));
  const table = traceTable(report);
  if (table === null) return row(page, 'Trace', traceSentence(trace));
  const rows = options.verbose ? table.rows : withoutCommonWay(table.rows);
  const all = [['hop', ...table.heads], ...rows];
  const widths = all[0]?.map((_, at) => Math.max(...all.map((cells) => cells[at]?.length ?? 0))) ?? [];
  const lines = all.map((cells) =>
    cells
      .map((one, at) => padEnd(one, (widths[at] ?? 0) + 2))
      .join('')
      .trimEnd(),
  );
  return [
    `${style.strong(paddedLabel(page, 'Trace'))}to ${trace.address} by ${trace.tool}`,
    ...lines.flatMap((line) => hanging(indent, oneLine(line), Math.max(width, indent.length + line.length))),
    ...(saysSo(page) ? [] : hanging(indent, oneLine(traceSentence(trace)), width)),
  ];
}

/** From `1` to the last hop that all ports have in common: that one alone. */
function withoutCommonWay(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const isCommon = ([, first, ...others]: readonly string[]): boolean =>
    others.length > 0 && others.every((one) => one === first);
  const at = rows.findIndex((cells) => !isCommon(cells));
  const count = at === -1 ? rows.length : at;
  if (count < 2) return rows;
  const [ttl = '', ...cells] = rows[count - 1] ?? [];
  return [[`1-${ttl}`, ...cells], ...rows.slice(count)];
}

/** The headline is printed with its detail, and that says it. */
function saysSo({ report: { trace, findings } }: TextPage): boolean {
  const [headline] = findings;
  const sentence = trace?.follows?.sentence;
  return sentence !== undefined && headline !== undefined && headline.severity !== 'info' && headline.detail.includes(sentence);
}
