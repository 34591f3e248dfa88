// Who can use this server, in a few lines of text: the ways in that work and for whom, the reasons of the others, and the change
// that would help the most. The whole table is HTML's, Markdown's and JSON's. Draws; judges nothing.
import { type ClientView, runtimesOf } from '../../model/application-settings.ts';
import {
  CLIENT_VERDICT_WORDS,
  type ClientGroup,
  changeOf,
  clientsTitle,
  collapsePlatforms,
  familiesOf,
  groupClients,
  platformsOfGroup,
  remarkOf,
  rowsText,
} from '../clients-part.ts';
import { oneLine } from './options.ts';
import { hanging, padEnd } from './text-layout.ts';
import type { TextPage } from './text-page.ts';

const WORD_WIDTH = 12;
const MAX_NAMES = 5;
/** So few are told one by one, in their own words. */
const MAX_SINGLE = 6;

const some = (names: readonly string[], most: number): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;

export function clientsSection(page: TextPage): string[] {
  const { report, style, width } = page;
  const { clients } = report;
  // Where no port answered there is nothing to say of anybody.
  if (clients === undefined || clients.views.every(({ setting }) => setting === null)) return [];
  const line = (word: string, text: string): string[] => hanging(`  ${padEnd(word, WORD_WIDTH)}`, oneLine(text), width);
  const { views, bestServerChange } = clients;
  const isOne = new Set(views.map(({ client }) => client)).size === 1;
  const told = isOne || views.length <= MAX_SINGLE ? singleLines(views, page, line) : groupLines(views, page, line);
  const best =
    bestServerChange === null
      ? []
      : line(
          'server',
          isOne
            ? `${bestServerChange.change} would let it in`
            : `${bestServerChange.change} lets in ${rowsText(bestServerChange.brings)} that cannot use it now`,
        );
  return [style.strong(clientsTitle(report)), ...told, ...best];
}

type Line = (word: string, text: string) => string[];

/** Each client in its own words, once; its platforms are named where they are not all alike. */
function singleLines(views: readonly ClientView[], { report, options }: TextPage, line: Line): string[] {
  const groups = collapsePlatforms(views);
  const clients = new Set(views.map(({ client }) => client));
  const isWritten = (report.application?.correction ?? null) !== null;
  const most = options.verbose ? Number.POSITIVE_INFINITY : MAX_NAMES;
  return groups.flatMap((group) => {
    const [view] = group;
    const platforms = runtimesOf(group.flatMap(({ platform }) => platform?.label ?? []));
    const isDivided = groups.some(([other], at) => other.client === view.client && groups[at] !== group);
    const on = platforms.length === 1 || (isDivided && platforms.length > 1) ? ` (${some(platforms, most)})` : '';
    // What to write into the file stands above.
    const change = isWritten ? '' : changeOf(view);
    return [
      ...line(CLIENT_VERDICT_WORDS[view.verdict], `${clients.size > 1 ? `${view.name}: ` : ''}${remarkOf(view)}${on}`),
      ...(view.symptom === null || view.verdict !== 'fails' ? [] : line('', `its user sees: ${view.symptom}`)),
      ...(change === '' ? [] : line('', `change: ${change}`)),
    ];
  });
}

function groupLines(views: readonly ClientView[], { report, options }: TextPage, line: Line): string[] {
  if (report.clients === undefined) return [];
  const { works, worksIf, fails, notJudged } = groupClients(report.clients);
  const most = options.verbose ? Number.POSITIVE_INFINITY : MAX_NAMES;
  const tell = (word: string, groups: readonly ClientGroup[], namesOf: (one: ClientGroup) => readonly string[]): string[] =>
    groups.flatMap((one, at) =>
      line(at === 0 ? word : '', `${rowsText(one.views.length)}, ${one.what}: ${some(namesOf(one), most)}`),
    );
  return [
    ...tell('works', works, (one) => familiesOf(one, views)),
    ...tell('works if', worksIf, (one) => familiesOf(one, views)),
    ...tell('fails', fails, platformsOfGroup),
    ...tell('not judged', notJudged, platformsOfGroup),
  ];
}
