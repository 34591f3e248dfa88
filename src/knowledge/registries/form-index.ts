// Finds thousands of literal forms in a text at once: a tree of their words, walked from each word of the text. Knows nothing
// of what a form means.
import { readFirstWord, readWords } from './words.ts';

/** A word is known by its number. Most nodes have a single one after them: no table is made for that. */
interface FormNode<Place> {
  word: number;
  next: FormNode<Place> | null;
  others: Map<number, FormNode<Place>> | null;
  /** Of the forms that end here. */
  places: Place[] | null;
}

/** Of forms by their numbers: which of them begin with a word. */
export type FirstWords = readonly (readonly [word: string, forms: readonly number[]])[];

/**
 * A text has few of the words with which forms begin: those that begin with one of them enter the tree when it is first
 * met. Of 25,000 forms a short text asks for some hundreds.
 */
export interface FormIndex<Place> {
  readonly forms: readonly string[];
  /** Of each form. */
  readonly places: readonly Place[];
  /** Those not yet in the tree. */
  readonly waiting: Map<string, readonly number[]>;
  readonly root: FormNode<Place>;
  readonly numbers: Map<string, number>;
  /** No word of a form has more characters. */
  readonly longestWord: number;
  /** In words, of those in the tree. */
  longestForm: number;
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

export function firstWordsOf(forms: readonly string[]): FirstWords {
  const words = new Map<string, number[]>();
  for (const [number, form] of forms.entries()) {
    const first = readFirstWord(form);
    if (first === null) continue;
    const others = words.get(first);
    if (others === undefined) words.set(first, [number]);
    else others.push(number);
  }
  return [...words];
}

type Named<Place> = Iterable<{ readonly place: Place; readonly forms: readonly string[] }>;

/** `firstWords`, of all these forms one after the other, where they are known already. */
export function indexForms<Place>(named: Named<Place>, firstWords?: FirstWords): FormIndex<Place> {
  const forms: string[] = [];
  const places: Place[] = [];
  let longestWord = 0;
  for (const { place, forms: its } of named) {
    for (const form of its) {
      forms.push(form);
      places.push(place);
      longestWord = Math.max(longestWord, form.length);
    }
  }
  const waiting = new Map(firstWords ?? firstWordsOf(forms));
  return { forms, places, waiting, root: makeNode(), numbers: new Map(), longestWord, longestForm: 0 };
}

function addForm<Place>(index: FormIndex<Place>, form: string, place: Place): void {
  const { root, numbers } = index;
  let node = root;
  let length = 0;
  readWords(form, Number.MAX_SAFE_INTEGER, (word) => {
    let number = numbers.get(word);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(word, number);
    }
    node = step(node, number) ?? addStep(node, number);
    length += 1;
  });
  index.longestForm = Math.max(index.longestForm, length);
  node.places ??= [];
  // Two spellings that differ in case alone are one form.
  if (!node.places.includes(place)) node.places.push(place);
}

/** The number of a word of the text; `undefined`: none of the forms that can be met here has it. */
function numberOf<Place>(index: FormIndex<Place>, word: string): number | undefined {
  const { forms, places, waiting } = index;
  const these = waiting.get(word);
  if (these !== undefined) {
    waiting.delete(word);
    for (const number of these) addForm(index, forms[number] as string, places[number] as Place);
  }
  return index.numbers.get(word);
}

/** Words are gathered up to here before they are searched, so that memory does not grow with the text. */
const BATCH_WORDS = 65_536;

/** Forms of accepted places in `text`: the longest at each place, none within another. */
export function searchForms<Place>(
  index: FormIndex<Place>,
  text: string,
  accepts: (place: Place) => boolean,
): FoundForm<Place>[] {
  const { root, longestWord } = index;
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
    const number = numberOf(index, word);
    // No form goes over a word that none has.
    if (number === undefined) {
      if (words.length > 0) search(0);
      return;
    }
    words.push(number);
    starts.push(start);
    ends.push(end);
    if (words.length > BATCH_WORDS + index.longestForm) search(index.longestForm);
  });
  search(0);
  return found;
}
