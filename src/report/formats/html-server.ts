// What each port's server says of itself, in the HTML report: software, limits, login mechanisms. Draws; judges nothing.
import { MODE_FACTS } from '../../model/protocol.ts';
import type { Report } from '../../model/report.ts';
import { mechanismsText, serverRows } from '../server-facts.ts';
import { escapeMarkup } from './markup.ts';

/** Ports that say the same share one entry. */
export function serverCards({ endpoints }: Report): string {
  const groups = new Map<string, string[]>();
  for (const { port, mode, auth, server } of endpoints) {
    const mechanisms = mechanismsText(auth);
    const rows = [
      ...(server === undefined ? [] : serverRows(server)),
      ...(mechanisms === null ? [] : [['Logins', mechanisms] as const]),
    ];
    if (rows.length === 0) continue;
    const body = rows.map(([label, value]) => `<tr><th scope="row">${label}</th><td>${escapeMarkup(value)}</td></tr>`).join('\n');
    const names = groups.get(body) ?? [];
    const name = `${port} ${MODE_FACTS[mode].word}`;
    groups.set(body, names.includes(name) ? names : [...names, name]);
  }
  if (groups.size === 0) return '';
  const entries = [...groups].map(
    ([body, names]) =>
      `<h3>${escapeMarkup(names.join(', '))}</h3>\n<div class="scroll"><table class="chain">${body}</table></div>\n`,
  );
  return `<h2>Server</h2>\n${entries.join('')}`;
}
