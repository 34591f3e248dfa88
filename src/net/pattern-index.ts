// Which patterns may begin at a place of a text, told by its character and the next: most places begin none, and texts are
// long. Knows no secret.
import { canBeNoise } from './secret-noise.ts';
import type { Pattern } from './secret-pattern.ts';

/** The patterns that can begin with one code unit. */
interface Start {
  readonly patterns: Set<Pattern>;
  /** What can stand next where one of them goes on at once, without noise between; null: anything. */
  next: Set<number> | null;
}

/** Code units that the second unit begins with, where the first is sure to be this one code unit; null: not so. */
function nextCodes({ units }: Pattern, code: number): Set<number> | null {
  const [first] = units;
  if (!first || units.length < 2 || code === 0x26) return null;
  if (first.encodings.get(code)?.some((encoding) => encoding.length > 1)) return null;
  const codes = new Set<number>();
  for (const unit of units.slice(1)) {
    for (const one of unit.encodings.keys()) codes.add(one);
    if (!unit.blank) return codes;
  }
  return null;
}

export class PatternIndex {
  readonly #starts = new Map<number, Start>();
  /** 1: an ASCII character that a pattern can begin with. */
  readonly #asciiStarts = new Uint8Array(128);

  get isEmpty(): boolean {
    return this.#starts.size === 0;
  }

  add(pattern: Pattern): void {
    const first = pattern.units[0];
    if (!first) return;
    const firsts = new Set(first.encodings.keys());
    if (first.codePoints) firsts.add(0x26);
    for (const code of firsts) {
      const start: Start = this.#starts.get(code) ?? { patterns: new Set(), next: new Set() };
      this.#starts.set(code, start);
      if (code < 128) this.#asciiStarts[code] = 1;
      start.patterns.add(pattern);
      const next = nextCodes(pattern, code);
      if (next === null) start.next = null;
      else for (const one of next) start.next?.add(one);
    }
  }

  /** Null: none can. */
  startingAt(text: string, at: number): ReadonlySet<Pattern> | null {
    const code = text.charCodeAt(at);
    if (code < 128 && this.#asciiStarts[code] === 0) return null;
    const start = this.#starts.get(code);
    if (!start) return null;
    const nextCode = text.charCodeAt(at + 1);
    return start.next && !canBeNoise(nextCode) && !start.next.has(nextCode) ? null : start.patterns;
  }
}
