// The door through which a peer's bytes become text. What passes here can be printed anywhere: no control
// character, no invisible or direction-changing character, no broken encoding. Imports nothing.

// C0, DEL, C1; zero-width, bidirectional and other invisible format characters; line and paragraph separators;
// lone surrogates, noncharacters and tags. Each could move a cursor, hide text, or show it in another order.
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\u{e0001}|[\u{e0020}-\u{e007f}]/gu;

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
