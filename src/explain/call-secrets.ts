// Secrets that programs hand to calls: `Authenticate("user", "password")` in a pasted stack trace or source. Knows which
// argument of which call is one, and how string literals look in the languages of mail programs.
import { MASK } from '../model/secret.ts';
import { CALLS } from './secret-words.ts';

const NAMES = Object.keys(CALLS).filter((name) => name !== 'new');
const CALL = new RegExp(
  `(?:\\b(${NAMES.join('|')})|\\bCredentials::(new))[ \\t]{0,3}\\(|\\b(setPassword):|\\b(PSCredential)[ \\t]{1,3}\\(`,
  'g',
);
/** A literal, or what ends the arguments. `@"…"` of C# and Objective-C, `b'…'` of Python. */
const PIECE = /"((?:[^"\\\r\n]|\\.){0,400})"|'((?:[^'\\\r\n]|\\.){0,400})'|[()\r\n;]/g;
const MAX_PIECES = 16;

/** `text` with the secret arguments of known calls masked. */
export function maskCalls(text: string): string {
  let masked = '';
  let at = 0;
  CALL.lastIndex = 0;
  for (let call = CALL.exec(text); call !== null; call = CALL.exec(text)) {
    const rule = CALLS[call[1] ?? call[2] ?? call[3] ?? call[4] ?? ''];
    if (!rule) continue;
    PIECE.lastIndex = CALL.lastIndex;
    let depth = 0;
    let index = 0;
    for (let pieces = 0; pieces < MAX_PIECES; pieces += 1) {
      const piece = PIECE.exec(text);
      if (piece === null) break;
      if (piece[0] === '(') depth += 1;
      else if (piece[0] === ')') {
        depth -= 1;
        if (depth < 0) break;
      } else if (piece[0].length < 2) break;
      else {
        if (index >= rule.from && index <= (rule.to ?? index)) {
          masked += `${text.slice(at, piece.index + 1)}${MASK}`;
          at = PIECE.lastIndex - 1;
        }
        index += 1;
      }
    }
    // What was looked at is not looked at again, however many calls stand within one another.
    CALL.lastIndex = Math.max(CALL.lastIndex, at);
  }
  return at === 0 ? text : masked + text.slice(at);
}
