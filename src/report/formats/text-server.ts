// What each port's server says of itself, in text: software, limits, login mechanisms. Draws; judges nothing.
import { MODE_FACTS } from '../../model/protocol.ts';
import { mechanismsText, serverRows } from '../server-facts.ts';
import { oneLine } from './options.ts';
import { hanging, padEnd } from './text-layout.ts';
import type { TextPage } from './text-page.ts';

const LABEL_WIDTH = 9;
const INDENT = ' '.repeat(LABEL_WIDTH);

/** Ports that say the same share one entry. */
export function serverSection({ report, style, width }: TextPage): string[] {
  const groups = new Map<string, { names: string[]; lines: string[] }>();
  for (const { port, mode, auth, server } of report.endpoints) {
    const mechanisms = mechanismsText(auth);
    const lines = [
      ...(server === undefined ? [] : serverRows(server).map(([label, value]) => `${label}: ${value}`)),
      ...(mechanisms === null ? [] : [`Logins: ${mechanisms}`]),
    ];
    if (lines.length === 0) continue;
    const group = groups.get(lines.join('\n')) ?? { names: [], lines };
    const name = `${port} ${MODE_FACTS[mode].word}`;
    if (!group.names.includes(name)) group.names.push(name);
    groups.set(lines.join('\n'), group);
  }
  return [...groups.values()].flatMap(({ names, lines }, at) => [
    ...hanging(padEnd(at === 0 ? 'Server' : '', LABEL_WIDTH), names.join(', '), width).map(style.strong),
    ...lines.flatMap((line) => hanging(INDENT, oneLine(line), width)),
  ]);
}
