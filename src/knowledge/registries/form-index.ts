// Finds thousands of literal forms in a text at once: a tree of their words, walked from each word of the text. Knows nothing
// of what a form means.
import { readWords } from './words.ts';

/** A word is known by its number. Most nodes have a single one after them: no table is made for that. */
interface FormNode<Place> {
  word: number;
  next: FormNode<Place> | null;
  others: Map<number, FormNode<Place>> | null;
  /** Of the forms that end here. */
  places: Place[] | null;
}

export interface FormIndex<Place> {
  readonly root: FormNode<Place>;
  readonly numbers: ReadonlyMap<string, number>;
  /** In characters. */
  readonly longestWord: number;
  /** In words. */
  readonly longestForm: number;
}

export interface FoundForm<Place> {
  readonly places: readonly Place[];
  readonly start: number;
  readonly end: number;
}

/** No word has this number. */
const NO_WORD = -1;
const makeNode = <Place>(): FormNode<Place> => ({ word: NO_WORD, next: null, others: null, places: null });

const step = <Place>(node: FormNode<Place>, word: number): FormNode<Place> | null =>
  node.word === word ? node.next : (node.others?.get(word) ?? null);

function addStep<Place>(node: FormNode<Place>, word: number): FormNode<Place> {
  const made = makeNode<Place>();
  if (node.next === null) [node.word, node.next] = [word, made];
  else {
    node.others ??= new Map();
    node.others.set(word, made);
  }
  return made;
}

export function indexForms<Place>(
  named: Iterable<{ readonly place: Place; readonly forms: readonly string[] }>,
): FormIndex<Place> {
  const root = makeNode<Place>();
  const numbers = new Map<string, number>();
  let longestWord = 0;
  let longestForm = 0;
  let node = root;
  let length = 0;
  const addWord = (word: string): void => {
    let number = numbers.get(word);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(word, number);
      longestWord = Math.max(longestWord, word.length);
    }
    node = step(node, number) ?? addStep(node, number);
    length += 1;
  };
  for (const { place, forms } of named) {
    for (const form of forms) {
      node = root;
      length = 0;
      readWords(form, Number.MAX_SAFE_INTEGER, addWord);
      longestForm = Math.max(longestForm, length);
      if (length === 0) continue;
      node.places ??= [];
      // Two spellings that differ in case alone are one form.
      if (!node.places.includes(place)) node.places.push(place);
    }
  }
  return { root, numbers, longestWord, longestForm };
}

/** Words are gathered up to here before they are searched, so that memory does not grow with the text. */
const BATCH_WORDS = 65_536;

/** Forms of accepted places in `text`: the longest at each place, none within another. */
export function searchForms<Place>(
  { root, numbers, longestWord, longestForm }: FormIndex<Place>,
  text: string,
  accepts: (place: Place) => boolean,
): FoundForm<Place>[] {
  const found: FoundForm<Place>[] = [];
  const words: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];

  /** The longest form that begins with the word at `from`: how many words it has; 0: none. */
  const takeForm = (from: number): number => {
    let places: readonly Place[] = [];
    let length = 0;
    let node = step(root, words[from] ?? NO_WORD);
    for (let read = 1; node !== null; read++) {
      const accepted = node.places?.filter(accepts) ?? [];
      if (accepted.length > 0) [places, length] = [accepted, read];
      node = from + read < words.length ? step(node, words[from + read] ?? NO_WORD) : null;
    }
    if (length > 0) found.push({ places, start: starts[from] ?? 0, end: ends[from + length - 1] ?? 0 });
    return length;
  };

  /** Searches what was gathered, and keeps the last words where more of the text may go on with them. */
  const search = (kept: number): void => {
    let from = 0;
    while (from < words.length - kept) from += Math.max(1, takeForm(from));
    for (const list of [words, starts, ends]) list.splice(0, from);
  };

  readWords(text, longestWord, (word, start, end) => {
    const number = numbers.get(word);
    // No form goes over a word that none has.
    if (number === undefined) {
      if (words.length > 0) search(0);
      return;
    }
    words.push(number);
    starts.push(start);
    ends.push(end);
    if (words.length > BATCH_WORDS + longestForm) search(longestForm);
  });
  search(0);
  return found;
}
