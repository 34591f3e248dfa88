// A secret as it is looked for in texts: unit by unit, each in any of its encodings. What secret-forms.ts makes and
// secret-match.ts finds; knows neither secrets nor texts.
import type { Noise } from './secret-noise.ts';

/** One step of a pattern: any one of these strings, by their first code unit. */
export interface Unit {
  readonly encodings: ReadonlyMap<number, readonly string[]>;
  /** A numeric HTML entity of one of these code points will do, however it is written. */
  readonly codePoints?: ReadonlySet<number>;
  /** Any named HTML entity will do. */
  readonly named?: boolean;
  /** A run of blanks: as many as there are, or none. */
  readonly blank?: boolean;
}

export function unitFrom(encodings: Iterable<string>): Unit {
  const byFirst = new Map<number, string[]>();
  for (const encoding of new Set(encodings)) {
    const code = encoding.charCodeAt(0);
    byFirst.set(code, [...(byFirst.get(code) ?? []), encoding]);
  }
  return { encodings: byFirst };
}

/**
 * Where a match counts. `anywhere`; `word`: not inside a longer word, host name or number; `quoted`: only between
 * quotes or brackets; `blob`: not inside a longer run of Base64; `number`: not inside a longer number.
 */
export type Bound = 'anywhere' | 'word' | 'quoted' | 'blob' | 'number';

export interface Pattern {
  readonly units: readonly Unit[];
  readonly noise: Noise;
  readonly bound: Bound;
  /** Redact the whole run of Base64 around the match, since its ragged ends hold bits of the secret too. */
  readonly wholeRun: boolean;
  /** The secret begins or ends with backslashes, which escaping may have doubled or eaten. */
  readonly backslashBefore: boolean;
  readonly backslashAfter: boolean;
  /** That many units in front of a cut tell so much that they count as the whole. */
  readonly telling: number;
}
