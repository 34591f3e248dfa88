// The ways into the mailbox in Markdown: a row each, and the one that is advised. Draws; judges nothing.
import type { Report } from '../../model/report.ts';
import { advisedWay, WAY_STATE_WORDS, wayWords } from '../ways-part.ts';
import { codeSpan, prose, tableRow as row } from './markdown-text.ts';

export function waysLines({ ways }: Report): string[] {
  if (ways === undefined) return [];
  const advised = advisedWay(ways);
  return [
    '## Ways into the mailbox',
    '',
    `For ${codeSpan(ways.mailbox)} (${prose(ways.provider)}).`,
    '',
    row('Way', 'State', 'What was seen, and what to do'),
    row('---', '---', '---'),
    ...ways.ways.map((way) => row(prose(way.name), WAY_STATE_WORDS[way.state], prose(wayWords(way, false)))),
    ...(advised === null ? [] : ['', `Advised for sending: ${prose(advised.way.name)}. ${prose(advised.why)}`]),
  ];
}
