// What a text must hold for a pattern to match it, told by the pattern's own form. Compiling a pattern takes V8 far longer
// than looking for a word, and a text meets a handful of many. Knows no pattern.

/** One of these is in every text that matches; null: nothing can be told. */
export type Literals = readonly string[] | null;

/** Beyond so many, looking for them is no shorter way. */
const MAX_LITERALS = 40;

const shortest = (literals: readonly string[]): number => Math.min(...literals.map(({ length }) => length));

/** Of what a sequence needs all, what tells the most: the longer words. */
const better = (one: Literals, other: Literals): Literals => {
  if (one === null || other === null) return one ?? other;
  const difference = shortest(one) - shortest(other);
  return difference > 0 || (difference === 0 && one.length <= other.length) ? one : other;
};

/** Reads the source of a pattern (ECMA-262 §22.2.1) from left to right; what it does not know needs nothing. */
class PatternReader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Up to the end, or to the parenthesis that closes the group. */
  readAlternatives(): Literals {
    const all: Literals[] = [this.#readSequence()];
    while (this.#source[this.#at] === '|') {
      this.#at += 1;
      all.push(this.#readSequence());
    }
    const literals = all.flatMap((one) => one ?? []);
    return all.includes(null) || literals.length > MAX_LITERALS ? null : literals;
  }

  #readSequence(): Literals {
    let best: Literals = null;
    let run = '';
    const endRun = (): void => {
      if (run !== '') best = better(best, [run]);
      run = '';
    };
    for (;;) {
      const next = this.#source[this.#at];
      if (next === undefined || next === '|' || next === ')') break;
      if (next === '(') {
        endRun();
        const inner = this.#readGroup();
        if (this.#readLeast() !== 0) best = better(best, inner);
        continue;
      }
      const character = this.#readCharacter(next);
      // Between characters, and none itself.
      if (character === '') continue;
      const least = this.#readLeast();
      if (character !== null && least !== 0) run += character;
      if (character === null || least !== null) endRun();
    }
    endRun();
    return best;
  }

  #readGroup(): Literals {
    const [opening] = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(this.#source.slice(this.#at, this.#at + 40)) ?? ['('];
    this.#at += opening.length;
    const inner = this.readAlternatives();
    this.#at += 1;
    // What is not to follow need not be there.
    return opening === '(' || opening === '(?:' ? inner : null;
  }

  /** The one character that must stand here; '': none is taken up; null: any of several. */
  #readCharacter(next: string): string | null {
    this.#at += 1;
    if (next === '^' || next === '$') return '';
    if (next === '.') return null;
    if (next === '[') return this.#skipClass();
    if (next !== '\\') return next;
    const escaped = this.#source[this.#at] ?? '';
    this.#at += 1;
    if (escaped === 'b' || escaped === 'B') return '';
    if (!/[a-z0-9]/i.test(escaped)) return escaped;
    if (escaped === 'u' || escaped === 'x') this.#at += escaped === 'u' ? 4 : 2;
    return null;
  }

  #skipClass(): null {
    while (this.#at < this.#source.length && this.#source[this.#at] !== ']') this.#at += this.#source[this.#at] === '\\' ? 2 : 1;
    this.#at += 1;
    return null;
  }

  /** How often at the least, by the quantifier that stands here; null: there is none. */
  #readLeast(): number | null {
    const next = this.#source[this.#at];
    if (next !== '?' && next !== '{' && next !== '*' && next !== '+') return null;
    const [quantifier, least] =
      /^(?:[?*+]|\{(\d{1,9})(?:,\d{0,9})?\})\??/.exec(this.#source.slice(this.#at, this.#at + 24)) ?? [];
    if (quantifier === undefined) return null;
    this.#at += quantifier.length;
    return least === undefined ? Number(next === '+') : Number(least);
  }
}

/** Of a pattern without flags: with `i` it would match other words, with `u` or `v` it has another form. */
export const requiredLiterals = ({ source, flags }: RegExp): Literals =>
  flags === '' ? new PatternReader(source).readAlternatives() : null;

/** False: no pattern of which these literals are required can match. */
export const isPossible = (literals: Literals, text: string): boolean =>
  literals === null || literals.some((literal) => text.includes(literal));
