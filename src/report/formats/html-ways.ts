// The ways into the mailbox in the HTML report: a row each, and the one that is advised. Draws; judges nothing.
import type { Report } from '../../model/report.ts';
import { advisedWay, WAY_STATE_WORDS, wayWords } from '../ways-part.ts';
import { escapeMarkup } from './markup.ts';

const withCommands = (text: string): string => escapeMarkup(text).replace(/`([^`]*)`/g, '<code>$1</code>');

export function waysTable({ ways }: Report): string {
  if (ways === undefined) return '';
  const advised = advisedWay(ways);
  const rows = ways.ways.map(
    (way) =>
      `<tr><th scope="row">${escapeMarkup(way.name)}</th><td>${WAY_STATE_WORDS[way.state]}</td><td>${withCommands(wayWords(way, false))}</td></tr>`,
  );
  const why =
    advised === null
      ? ''
      : `<p>Advised for sending: <strong>${escapeMarkup(advised.way.name)}</strong>. ${withCommands(advised.why)}</p>\n`;
  return `<h2>Ways into the mailbox</h2>
<p class="faint">For <code>${escapeMarkup(ways.mailbox)}</code> (${escapeMarkup(ways.provider)})</p>
<div class="scroll"><table>
<thead><tr><th>Way</th><th>State</th><th>What was seen, and what to do</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>
${why}`;
}
