// Who can use this server, as a table to look at: a row a way in, a condition or a reason, with those whom it is true of; below it,
// closed, every client on every platform. Draws; judges nothing.
import type { ClientView } from '../../model/application-settings.ts';
import type { Report } from '../../model/report.ts';
import {
  CLIENT_VERDICT_WORDS,
  type ClientGroup,
  changeOf,
  clientsTitle,
  familiesOf,
  groupClients,
  platformsOfGroup,
  remarkOf,
  rowsText,
} from '../clients-part.ts';
import { escapeMarkup } from './markup.ts';

const TONE: Readonly<Record<ClientView['verdict'], string>> = {
  works: 'ok',
  'works-if': 'warn',
  fails: 'fail',
  'not-judged': 'skipped',
};

const badge = (verdict: ClientView['verdict']): string =>
  `<span class="badge ${TONE[verdict]}">${CLIENT_VERDICT_WORDS[verdict]}</span>`;
const cells = (...texts: readonly string[]): string => `<tr>${texts.map((text) => `<td>${text}</td>`).join('')}</tr>`;
const table = (heads: readonly string[], rows: readonly string[]): string =>
  `<div class="scroll"><table class="who"><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;

/** What most of a group would have to change. */
function changeOfGroup({ views }: ClientGroup): string {
  const counts = new Map<string, number>();
  for (const change of views.map(changeOf)) if (change !== '') counts.set(change, (counts.get(change) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}

export function clientsTable(report: Report): string {
  const { clients } = report;
  if (clients === undefined || clients.views.length === 0) return '';
  const { views, bestServerChange } = clients;
  const groups = groupClients(clients);
  const rows = (
    verdict: ClientView['verdict'],
    list: readonly ClientGroup[],
    namesOf: (one: ClientGroup) => readonly string[],
  ): string[] =>
    list.map((one) => {
      const [way, change] = [
        verdict === 'works-if' ? (one.views[0]?.why ?? '') : one.what,
        verdict === 'works' ? '' : changeOfGroup(one),
      ];
      return cells(
        badge(verdict),
        escapeMarkup(way),
        `${rowsText(one.views.length)}: ${escapeMarkup(namesOf(one).join(', '))}`,
        escapeMarkup(change),
      );
    });
  const grouped = [
    ...rows('works', groups.works, (one) => familiesOf(one, views)),
    ...rows('works-if', groups.worksIf, (one) => familiesOf(one, views)),
    ...rows('fails', groups.fails, platformsOfGroup),
    ...rows('not-judged', groups.notJudged, platformsOfGroup),
  ];
  const best =
    bestServerChange === null
      ? ''
      : `<p><strong>At the server:</strong> ${escapeMarkup(bestServerChange.change)}: lets in ${rowsText(bestServerChange.brings)} that cannot use it now.</p>\n`;
  const whole = views.map((view) =>
    cells(
      escapeMarkup(view.name),
      escapeMarkup(view.platform?.label ?? ''),
      badge(view.verdict),
      escapeMarkup(remarkOf(view)) +
        (view.symptom === null ? '' : `<br/><span class="faint">Its user sees: ${escapeMarkup(view.symptom)}</span>`),
      escapeMarkup(changeOf(view)),
      view.basis,
    ),
  );
  return `<h2>${escapeMarkup(clientsTitle(report))}</h2>
${best}${table(['Verdict', 'How, or why', 'Who', 'Change'], grouped)}
<details><summary>Every client on every platform: ${rowsText(views.length)}</summary>${table(['Client', 'On', 'Verdict', 'How, or why', 'Change', 'Known by'], whole)}</details>
`;
}
