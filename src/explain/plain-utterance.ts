// An utterance that stands alone: of no dialect, outside any session. Knows no text.
import { readReply } from '../knowledge/index.ts';
import type { Protocol } from '../model/protocol.ts';
import type { Said, Utterance } from './utterance.ts';

/** The name of no dialect. */
export const GENERIC = 'plain text';

/** The form tells: codes are SMTP's, NO and BAD IMAP's, -ERR POP3's. */
export function protocolOf(words: string): Protocol | null {
  if (/^[2-5]\d\d(?:[ -]|$)/.test(words)) return 'smtp';
  if (/^[-+]ERR\b/.test(words)) return 'pop3';
  return /^(?:\S{1,12} )?(?:NO|BAD|BYE)\b/.test(words) ? 'imap' : null;
}

/** Of no dialect, outside any session. */
export function plainUtterance({ speaker, words }: Pick<Said, 'speaker' | 'words'>, line: number): Utterance {
  const read = speaker === 'server' ? readReply(words) : { code: null, enhanced: null };
  return {
    speaker,
    dialect: GENERIC,
    protocol: speaker === 'server' ? protocolOf(words) : null,
    stage: null,
    transaction: null,
    code: read.code,
    enhanced: read.enhanced,
    words,
    exception: null,
    mechanism: null,
    host: null,
    provider: null,
    direction: 'to-us',
    line,
    isModeMismatched: false,
    isLoginAfterTls: false,
    isReading: false,
    isConsequence: false,
    isSuccess: false,
  };
}
