// Takes secrets out of pasted text before anything is made of it: what the dialogue tells, what decodes to a login, what
// stands in a setting, an option, a call, a header or a key. Errs on the side of taking out too much. Knows nothing of
// what the text means.
import { MASK } from '../model/secret.ts';
import { maskBlobs } from './blob-secrets.ts';
import { maskCalls } from './call-secrets.ts';
import { maskDialogue } from './dialogue-secrets.ts';
import { AFTER_SETTINGS, applyShape, BEFORE_SETTINGS, maskSettings, TWO_LINES } from './shape-secrets.ts';

const KEY_BEGIN = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/g;
const KEY_END = /-----END [A-Z ]{0,30}PRIVATE KEY-----/g;

/** To the end of the block, or of the text where it has none. */
function maskKeys(text: string): string {
  let masked = '';
  let at = 0;
  KEY_BEGIN.lastIndex = 0;
  for (let begin = KEY_BEGIN.exec(text); begin !== null; begin = KEY_BEGIN.exec(text)) {
    KEY_END.lastIndex = KEY_BEGIN.lastIndex;
    const end = KEY_END.exec(text);
    masked += `${text.slice(at, begin.index)}${MASK}`;
    at = end === null ? text.length : KEY_END.lastIndex;
    KEY_BEGIN.lastIndex = at;
  }
  return masked + text.slice(at);
}

/** `text` with every secret that can be told as such replaced by `***`. */
export function redactText(text: string): string {
  const told = maskBlobs(maskDialogue(maskKeys(text)));
  const before = BEFORE_SETTINGS.reduce(applyShape, maskCalls(TWO_LINES.reduce(applyShape, told)));
  return AFTER_SETTINGS.reduce(applyShape, before.replace(/[^\r\n]+/g, maskSettings));
}
