// The ways into the mailbox that its provider has, in text: a few lines each, and the one that is advised. Draws; judges nothing.
import type { WayState } from '../../model/report.ts';
import { advisedWay, WAY_STATE_WORDS, wayWords } from '../ways-part.ts';
import { oneLine } from './options.ts';
import { hanging, padEnd } from './text-layout.ts';
import type { TextPage } from './text-page.ts';

const NAME_WIDTH = 20;
const STATE_WIDTH = 12;

export function waysSection({ report, options, style, width }: TextPage): string[] {
  const { ways } = report;
  if (ways === undefined) return [];
  const paint = (state: WayState): ((text: string) => string) =>
    state === 'works' ? style.good : state === 'not-tested' ? style.faint : style.doubtful;
  const advised = advisedWay(ways);
  const rows = ways.ways.flatMap((way) => {
    const word = WAY_STATE_WORDS[way.state];
    const label = `${way.id === advised?.way.id ? '*' : ' '} ${padEnd(way.name, NAME_WIDTH)}${padEnd(word, STATE_WIDTH)}`;
    const evidence = options.verbose
      ? way.evidence.flatMap((line) => hanging('    ', oneLine(line), width).map(style.faint))
      : [];
    const text = oneLine(wayWords(way, !options.verbose));
    // A step with its commands wants the whole width.
    const isShort = label.length + text.length <= width;
    const name = style.strong(label.slice(0, NAME_WIDTH + 2)) + paint(way.state)(label.slice(NAME_WIDTH + 2));
    return [...(isShort ? [name + text] : [name, ...(text === '' ? [] : hanging('    ', text, width))]), ...evidence];
  });
  const why = advised === null ? [] : hanging('* advised for sending: ', oneLine(`${advised.way.name}: ${advised.why}`), width);
  return [style.strong(oneLine(`Ways for ${ways.mailbox} (${ways.provider})`)), ...rows, ...why];
}
