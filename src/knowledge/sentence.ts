// The shape of a sentence that a program always says in the same words, and the search in a list of them. Knows none.
import type { Explanation, FindingId, Owner } from '../model/finding.ts';
import { type AdviceContext, NOTHING_SEEN } from './advice.ts';
import { foldText } from './reply-text.ts';
import { wordingOf } from './wording.ts';

export interface Sentence {
  /** Null: known, and no fault of mail. */
  readonly id: FindingId | null;
  /** Over folded text (`foldText`): lower case, one line, unaccented. Bounded, as the patterns of replies are. */
  readonly when: RegExp;
  readonly confidence: 'certain' | 'likely';
  readonly title?: string;
  readonly meaning?: string;
  readonly fix?: string;
  readonly owner?: Owner;
  readonly reference?: string;
}

type SentenceWords = Omit<Sentence, 'id' | 'when' | 'confidence'>;

/** `certain`: the sentence is said for this cause and no other. */
export const always = (id: FindingId | null, when: RegExp, words: SentenceWords = {}): Sentence => ({
  ...words,
  id,
  when,
  confidence: 'certain',
});

/** `likely`: the usual one of several causes. */
export const mostly = (id: FindingId | null, when: RegExp, words: SentenceWords = {}): Sentence => ({
  ...words,
  id,
  when,
  confidence: 'likely',
});

/** More than one sentence has; what is beyond is cut. */
const MAX_CHARACTERS = 4000;

/** Of the first that the words hold; null: none. An `id` of null: it is known to be no fault. */
export function explainSentence(
  words: string,
  sentences: readonly Sentence[],
  seen: AdviceContext = NOTHING_SEEN,
): Explanation | null | { readonly id: null } {
  const folded = foldText(words.slice(0, MAX_CHARACTERS));
  const found = sentences.find(({ when }) => when.test(folded));
  if (found === undefined) return null;
  if (found.id === null) return { id: null };
  const wording = wordingOf(found.id, seen);
  return {
    id: found.id,
    title: found.title ?? wording.title,
    meaning: found.meaning ?? wording.meaning,
    fix: found.fix ?? wording.fix,
    provider: null,
    owner: found.owner ?? wording.owner,
    confidence: found.confidence,
    reference: found.reference ?? wording.reference,
  };
}
