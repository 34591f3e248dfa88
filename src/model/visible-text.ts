// The door through which a peer's bytes become text. What passes here can be printed anywhere: no control
// character, no invisible or direction-changing character, no pile of marks, no broken encoding. Imports nothing.

// Each of these could move a cursor, hide text, or show it in another order. Named by Unicode's own properties, so that none
// is forgotten: controls; format characters (bidirectional, interlinear, tags); line and paragraph separators; lone
// surrogates; all that a display leaves out (Default_Ignorable_Code_Point: fillers, joiners, variation selectors);
// noncharacters; private use, which looks as whoever chose the font wants it; the empty braille pattern, which looks like
// a blank. And a combining mark on a letter that bears four already: more are piled up to cover other lines only. No
// word of a living language has more (Burmese has four; Hebrew as well, with points and accents).
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]|\p{M}(?<=\p{M}{5})/gu;

// Nearly all that servers say is of these, and this is quicker to see than that nothing is hidden in it.
const PRINTABLE_ASCII = /^[ -~]*$/;

const escapeCharacter = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
};

/** The text with every character that a terminal, browser or log viewer would act on written as `\x1b` or `\u202e`. */
export const visibleText = (text: string): string => (PRINTABLE_ASCII.test(text) ? text : text.replace(UNSEEN, escapeCharacter));

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as visible text: UTF-8 where they are UTF-8, else each byte outside ASCII as `\xNN`. */
export function visibleBytes(bytes: Uint8Array): string {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes);
  const latin = buffer.toString('latin1');
  if (PRINTABLE_ASCII.test(latin)) return latin;
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    text = latin.replace(/[\u0080-\u00ff]/g, escapeCharacter);
  }
  return visibleText(text);
}
