// Prose of ours in pieces, for formats that can show a command as code and a URL as a link. What a peer said is never a
// link: a URL that stands anywhere in the report but in a fix or a reference is not one. Knows no syntax of a format.
import type { Report } from '../../model/report.ts';

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

/** https alone, a name with a dot, and nothing that a reader could take for something else. */
const SOUND_URL = /^https:\/\/(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#][A-Za-z0-9/?#._~%&=+-]*)?$/;
const PIECES = /`([^`]+)`|https:\/\/[^\s`"'<>()]+/g;
const RFC = /^RFC (\d{3,5})(?: §([0-9.]+))?$/;

export type IsOurs = (url: string) => boolean;

/** What may be a link in this report. */
export function linksOf(report: Report): IsOurs {
  let said: string | null = null;
  return (url) => {
    if (!SOUND_URL.test(url)) return false;
    said ??= JSON.stringify({
      ...report,
      findings: report.findings.map(({ fix: _fix, reference: _reference, ...rest }) => rest),
    });
    return !said.includes(url);
  };
}

/** `text` on one line. */
export function piecesOf(text: string, isOurs: IsOurs): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const add = (piece: Piece): void => {
    if (piece.text !== '') pieces.push(piece);
  };
  for (const { 0: whole, 1: command, index } of text.matchAll(PIECES)) {
    add({ kind: 'text', text: text.slice(at, index) });
    if (command !== undefined) {
      add({ kind: 'code', text: command });
      at = index + whole.length;
      continue;
    }
    const url = whole.replace(/[.,;:!?]$/, '');
    add(isOurs(url) ? { kind: 'link', text: url, url } : { kind: 'code', text: url });
    at = index + url.length;
  }
  add({ kind: 'text', text: text.slice(at) });
  return pieces;
}

/** Where a reference leads: its RFC, or its own URL; null: it can only be looked up. */
export function urlOfReference(reference: string, isOurs: IsOurs): string | null {
  const [, number, section] = RFC.exec(reference) ?? [];
  if (number !== undefined)
    return `https://www.rfc-editor.org/rfc/rfc${number}${section === undefined ? '' : `#section-${section.replace(/\.$/, '')}`}`;
  return isOurs(reference) ? reference : null;
}
