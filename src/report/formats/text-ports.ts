// One line of what each port came to: `25 refused · 465 SSL/TLS ok · 587 STARTTLS: certificate`. Ports that nobody needs
// are dim. Draws; judges nothing.
import type { Protocol } from '../../model/protocol.ts';
import { portWord, settingWord } from '../languages/report-words.ts';
import { type PortState, type PortWay, portStates, wayText } from '../port-states.ts';
import { oneLine } from './options.ts';
import { displayWidth, wrap } from './text-layout.ts';
import { paddedLabel, type TextPage } from './text-page.ts';

/** A piece of the line, and the ink that it gets. */
interface PortPiece {
  readonly text: string;
  readonly paint: (text: string) => string;
}

function paintOf({ style }: TextPage, { status, isGrave }: PortWay): (text: string) => string {
  if (status === 'ok') return style.good;
  return status === 'failed' && isGrave ? style.bad : style.faint;
}

function piecesOf(page: TextPage, state: PortState): PortPiece[] {
  const { language } = page.options;
  return state.ways.map((way) => {
    const mode = way.mode === null ? null : settingWord(language, way.mode);
    return { text: wayText(state, { ...way, mode, word: portWord(language, way.word) }), paint: paintOf(page, way) };
  });
}

const plain: (text: string) => string = (text) => text;

/** Address by address where they differ; else once. */
export function portPieces(page: TextPage, protocol: Protocol): PortPiece[] {
  const states = portStates(page.report).filter((state) => state.protocol === protocol);
  const addresses = [...new Set(states.map(({ address }) => address))];
  const byAddress = addresses.map((address) => ({
    address,
    pieces: states.filter((state) => state.address === address).flatMap((state) => piecesOf(page, state)),
  }));
  const said = new Set(byAddress.map(({ pieces }) => pieces.map(({ text }) => text).join('\n')));
  if (said.size <= 1) return byAddress[0]?.pieces ?? [];
  return byAddress.flatMap(({ address, pieces }) => [{ text: `${oneLine(address)}:`, paint: plain }, ...pieces]);
}

/** The pieces in lines, each in its ink: laid out bare first, since colour has no width. */
export function portRow({ width }: TextPage, label: string, pieces: readonly PortPiece[]): string[] {
  if (pieces.length === 0) return [];
  const lines: { text: string; used: number }[] = [];
  const indent = ' '.repeat(displayWidth(label));
  let wantsDot = false;
  for (const { text, paint } of pieces) {
    const last = lines.at(-1);
    const gap = wantsDot ? ' \u00b7 ' : ' ';
    const isAddress = text.endsWith(':');
    if (last !== undefined && !isAddress && last.used + gap.length + displayWidth(text) <= width) {
      last.text += gap + paint(text);
      last.used += gap.length + displayWidth(text);
    } else {
      for (const part of wrap(text, width - indent.length))
        lines.push({ text: (lines.length === 0 ? label : indent) + paint(part), used: indent.length + displayWidth(part) });
    }
    wantsDot = !isAddress;
  }
  return lines.map(({ text }) => text);
}

export function portsSection(page: TextPage): string[] {
  const label = paddedLabel(page, 'Ports');
  return portRow(page, label, portPieces(page, page.report.target.protocol)).map((line, at) =>
    at === 0 ? page.style.strong(label) + line.slice(label.length) : line,
  );
}
