// The traces in Markdown: a row a hop, the ports side by side, and what follows. Draws; judges nothing.
import type { Report } from '../../model/report.ts';
import { traceSentence, traceTable } from '../trace-part.ts';
import { codeSpan, prose, tableRow as row } from './markdown-text.ts';

export function traceParagraphs(report: Report): string[] {
  const { trace } = report;
  if (trace === undefined) return [];
  const table = traceTable(report);
  const sentence = prose(traceSentence(trace));
  if (table === null) return ['## Trace', '', sentence];
  return [
    '## Trace',
    '',
    `To ${codeSpan(trace.address ?? '')} by ${codeSpan(trace.tool ?? '')}. ${sentence}`,
    '',
    row('Hop', ...table.heads.map((head) => prose(head))),
    row('---:', ...table.heads.map(() => '---')),
    ...table.rows.map(([hop = '', ...cells]) => row(hop, ...cells.map((one) => (one === '' ? '' : codeSpan(one))))),
  ];
}
