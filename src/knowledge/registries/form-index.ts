// Finds thousands of literal forms in a text at once: a tree of their words, walked from each word of the text. Knows nothing
// of what a form means.
import { readWords } from './words.ts';

interface FormNode<Place> {
  /** By the number of the word; null: no form goes on. */
  next: Map<number, FormNode<Place>> | null;
  /** Of the forms that end here; null: none does. */
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

const makeNode = <Place>(): FormNode<Place> => ({ next: null, places: null });

export function indexForms<Place>(
  named: Iterable<{ readonly place: Place; readonly forms: readonly string[] }>,
): FormIndex<Place> {
  const root = makeNode<Place>();
  const numbers = new Map<string, number>();
  let longestWord = 0;
  let longestForm = 0;
  for (const { place, forms } of named) {
    for (const form of forms) {
      let node = root;
      let length = 0;
      readWords(form, Number.MAX_SAFE_INTEGER, (word) => {
        const number = numbers.get(word) ?? numbers.size;
        numbers.set(word, number);
        node.next ??= new Map();
        const next = node.next.get(number) ?? makeNode<Place>();
        node.next.set(number, next);
        node = next;
        longestWord = Math.max(longestWord, word.length);
        length += 1;
      });
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
    let node = root.next?.get(words[from] ?? -1);
    let places: readonly Place[] = [];
    let length = 0;
    for (let read = 1; node !== undefined; read++) {
      const accepted = node.places?.filter(accepts) ?? [];
      if (accepted.length > 0) [places, length] = [accepted, read];
      node = node.next?.get(words[from + read] ?? -1);
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
