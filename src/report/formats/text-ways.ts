// The ways into the mailbox that its provider has, in text: a few lines each, and the one that is advised. Draws; judges nothing.
import type { ReportWay, WayState } from '../../model/report.ts';
import { oneLine } from './options.ts';
import { hanging, padEnd } from './text-layout.ts';
import type { TextPage } from './text-page.ts';

const NAME_WIDTH = 20;
const STATE_WIDTH = 12;

const WAY_STATE_WORDS: Readonly<Record<WayState, string>> = {
  works: 'works',
  'needs-permission': 'needs right',
  off: 'off',
  fails: 'fails',
  'not-reached': 'no answer',
  'not-tested': 'not tested',
  ended: 'ended',
};

/** What was seen is told at length elsewhere, or is nothing: what is to be done stays. */
function rowText({ state, detail, step, ends }: ReportWay, isBrief: boolean): string {
  const seen = isBrief && state === 'not-tested' ? detail.split('; ').slice(1).join('; ') : detail;
  return [seen, step, ends === null ? '' : `ends by the calendar (${ends.day}): ${ends.change}`]
    .filter((part) => part !== '')
    .join('; ');
}

export function waysSection({ report, options, style, width }: TextPage): string[] {
  const { ways } = report;
  if (ways === undefined) return [];
  const paint = (state: WayState): ((text: string) => string) =>
    state === 'works' ? style.good : state === 'not-tested' ? style.faint : style.doubtful;
  const { recommended } = ways;
  const advised = ways.ways.find(({ id }) => id === recommended?.id);
  const rows = ways.ways.flatMap((way) => {
    const word = WAY_STATE_WORDS[way.state];
    const label = `${way.id === advised?.id ? '*' : ' '} ${padEnd(way.name, NAME_WIDTH)}${padEnd(word, STATE_WIDTH)}`;
    const evidence = options.verbose
      ? way.evidence.flatMap((line) => hanging('    ', oneLine(line), width).map(style.faint))
      : [];
    const text = oneLine(rowText(way, !options.verbose));
    // A step with its commands wants the whole width.
    const isShort = label.length + text.length <= width;
    const name = style.strong(label.slice(0, NAME_WIDTH + 2)) + paint(way.state)(label.slice(NAME_WIDTH + 2));
    return [...(isShort ? [name + text] : [name, ...(text === '' ? [] : hanging('    ', text, width))]), ...evidence];
  });
  const why =
    advised && recommended ? hanging('* advised for sending: ', oneLine(`${advised.name}: ${recommended.why}`), width) : [];
  return [style.strong(oneLine(`Ways for ${ways.mailbox} (${ways.provider})`)), ...rows, ...why];
}
