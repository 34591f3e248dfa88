// The traces in the HTML report: a row a hop, the ports side by side, and what follows. Draws; judges nothing.
import type { Report } from '../../model/report.ts';
import { traceSentence, traceTable } from '../trace-part.ts';
import { escapeMarkup } from './markup.ts';

export function traceTableHtml(report: Report): string {
  const { trace } = report;
  if (trace === undefined) return '';
  const table = traceTable(report);
  const sentence = `<p>${escapeMarkup(traceSentence(trace)).replace(/`([^`]*)`/g, '<code>$1</code>')}</p>`;
  if (table === null) return `<h2>Trace</h2>\n${sentence}\n`;
  const heads = table.heads.map((head) => `<th>${escapeMarkup(head)}</th>`).join('');
  const rows = table.rows.map(
    ([hop = '', ...cells]) =>
      `<tr><td class="number">${escapeMarkup(hop)}</td>${cells.map((one) => `<td><code>${escapeMarkup(one)}</code></td>`).join('')}</tr>`,
  );
  return `<h2>Trace</h2>
<p class="faint">To <code>${escapeMarkup(trace.address ?? '')}</code> by ${escapeMarkup(trace.tool ?? '')}</p>
${sentence}
<div class="scroll"><table>
<thead><tr><th class="number">Hop</th>${heads}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>
`;
}
