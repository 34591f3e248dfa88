// Judges a notice of failure: in its own words, in those of its mailer, in those of the server that it quotes without a code.
import { explainReply } from '../knowledge/index.ts';
import { BOUNCES, mailerWords } from '../knowledge/server-logs/index.ts';
import type { Explanation } from '../model/finding.ts';
import { bySentence } from './known-words.ts';
import type { Utterance } from './utterance.ts';

/** Words without a code are believed less. */
const likely = (match: Explanation): Explanation => (match.confidence === 'certain' ? { ...match, confidence: 'likely' } : match);

/** A notice quotes the server that refused, with no code: `Grund: "IP is rejected"`. */
function asReply({ words }: Utterance): Explanation[] {
  const quoted = /["“„«](.{8,1000})["”“»]/.exec(words)?.[1] ?? words;
  const found = explainReply(quoted, { transaction: 'rcpt', isPlain: true });
  return found.filter(({ confidence }) => confidence !== 'generic').map(likely);
}

export function judgeNotice(utterance: Utterance, judgePlain: (utterance: Utterance) => Explanation[]): readonly Explanation[] {
  // All that was copied of a reply: what servers say is asked first.
  const quoted = utterance.words.startsWith('"') ? asReply(utterance) : [];
  if (quoted.length > 0) return quoted;
  const said = bySentence(utterance, BOUNCES, ...mailerWords(utterance.dialect));
  if (said === 'no fault' || said.length > 0) return said === 'no fault' ? [] : said;
  const plain = judgePlain(utterance);
  return plain.length > 0 ? plain : asReply(utterance);
}
