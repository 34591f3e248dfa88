// Keeps secrets out of everything that is kept or shown: knows each secret and each payload that went over the wire,
// and writes *** for them in texts that come back. Must not know who reads the texts. Scrub single strings, not whole
// documents: a password may be a word that is also a JSON key. Short secrets (under 6 characters) are replaced only
// as whole words, those under 3 only between quotes or brackets; their Base64 and the blobs that hold them always.
import { Remembered } from '../model/remembered.ts';
import { MASK } from '../model/secret.ts';
import { base64Cores, type Noise, type Pattern, payloadPattern, secretPatterns, type Unit } from './secret-forms.ts';

/** A shorter payload (`AQ==`, `=`, `*`) says nothing of a secret. */
const MIN_PAYLOAD = 8;
/** Of longer secrets and payloads a fragment is a leak too: a server that cuts a token short, or wraps it over lines. */
const MIN_FRAGMENTED = 24;
const GRAM = 12;
/** A fragment of GRAM + STRIDE - 1 characters is sure to be found. */
const STRIDE = 4;
const MAX_PASSES = 4;
/** Texts whose search is remembered, and how long they may be: together about 1 MB. */
const MAX_TEXTS_KEPT = 2_000;
const MAX_TEXT_KEPT = 400;

const RUN = /[A-Za-z0-9+/_~-][A-Za-z0-9+/_.~-]{13,}[A-Za-z0-9+/_~-]=*/g;
const BASE64_CHARACTER = /[A-Za-z0-9+/_-]/;
const NAMED_ENTITY = /&(?:amp;)?[A-Za-z]{2,8};/y;
const WRAPPING = /(?:[ \t\r\n]|=\r?\n|\\+(?:[rnt]|x0[9ad])){1,64}/y;
const SEPARATOR = /(?:[ :,.\-\t\r\n]|\\+x|0[xX]|%){1,4}/y;
const SOFT_BREAK = /=(?:\r?\n|(?:\\x0d)?\\x0a)/y;
const ESCAPED_BEFORE = /(?:\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\[0nrt]|%[0-9A-Fa-f]{2}|=[0-9A-F]{2}|&#?\w{2,6};)$/;
const WORD_BEFORE = /[\p{L}\p{N}._@-]$/u;
const WORD_AFTER = /^(?:[\p{L}\p{N}_@-]|\.[\p{L}\p{N}])/u;
const CLOSING: Readonly<Record<string, string>> = {
  "'": "'",
  '"': '"',
  '`': '`',
  '<': '>',
  '(': ')',
  '[': ']',
  '{': '}',
  '«': '»',
  '“': '”',
  '‘': '’',
};

type Interval = [start: number, end: number];

/** The checks of a batch know the same secrets, each with a redactor of its own: their patterns are made once. */
const secretsBefore = new Remembered<readonly Pattern[]>(64);
const payloadsBefore = new Remembered<readonly Pattern[]>(64);

/** What stands before the text of a reply line: its code, where the line has it still, and the enhanced code. */
const REPLY_HEAD = /^(?:\d{3}[- ])?(?:[245]\.\d{1,3}\.\d{1,3} ?)?/;

interface Parts {
  readonly lines: string[];
  /** Each without its head. */
  readonly texts: readonly string[];
}

const withoutHeads = (lines: string[]): Parts => ({ lines, texts: lines.map((line) => line.replace(REPLY_HEAD, '')) });

function masked(text: string, found: readonly Interval[]): string {
  let result = '';
  let done = 0;
  for (const [start, end] of found) {
    result += text.slice(done, start) + MASK;
    done = end;
  }
  return result + text.slice(done);
}

const matchEnd = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
};

/** The places where the next unit may begin: here, or after what may stand between. */
function placesAfterNoise(text: string, at: number, noise: Noise): number[] {
  const places = [at];
  const code = text.charCodeAt(at);
  // Letters are never noise; digits only as the beginning of a separator `0x`.
  if (code > 0x3f && code !== 0x5c) return places;
  if (noise === 'escapes') {
    let next = at;
    for (; next < at + 3 && text.charCodeAt(next) === 0x5c; next++) places.push(next + 1);
    if (text.charCodeAt(next) === 0x5c) {
      // A long row: its end, and the place before its last one, which may begin an escape sequence.
      while (text.charCodeAt(next) === 0x5c) next++;
      places.push(next - 1, next);
    }
    const end = code === 0x3d ? matchEnd(SOFT_BREAK, text, at) : -1;
    if (end > 0) places.push(end);
    return places;
  }
  const end = matchEnd(noise === 'wrapping' ? WRAPPING : SEPARATOR, text, at);
  if (end > 0) places.push(end);
  if (noise === 'wrapping' && code === 0x5c) places.push(at + 1);
  return places;
}

/** `ends` is a set of two or three numbers at most: an array is quicker. */
function addEnd(ends: number[], end: number): void {
  if (!ends.includes(end)) ends.push(end);
}

function addEnds(text: string, at: number, unit: Unit, ends: number[]): void {
  const encodings = unit.encodings.get(text.charCodeAt(at));
  if (!encodings) return;
  for (const encoding of encodings)
    if (encoding.length === 1 || text.startsWith(encoding, at)) addEnd(ends, at + encoding.length);
  if (unit.entity && text.charCodeAt(at) === 0x26) {
    const end = matchEnd(NAMED_ENTITY, text, at);
    if (end > 0) addEnd(ends, end);
  }
}

/** Where the pattern that begins here ends, at the farthest; -1: it does not match. All readings are followed at once, so time stays linear. */
function endOfMatch(text: string, start: number, pattern: Pattern): number {
  let ends: number[] = [];
  const first = pattern.units[0];
  if (first) addEnds(text, start, first, ends);
  for (let index = 1; index < pattern.units.length && ends.length > 0; index++) {
    const unit = pattern.units[index];
    if (!unit) break;
    const next: number[] = [];
    for (const end of ends) {
      if (unit.optional) addEnd(next, end);
      for (const place of placesAfterNoise(text, end, pattern.noise)) addEnds(text, place, unit, next);
    }
    ends = next;
  }
  return ends.length === 0 ? -1 : Math.max(...ends);
}

function isBounded(text: string, [start, end]: Interval, pattern: Pattern): boolean {
  switch (pattern.bound) {
    case 'anywhere':
      return true;
    case 'blob':
      return !BASE64_CHARACTER.test(text.charAt(start - 1)) && !BASE64_CHARACTER.test(text.charAt(end));
    case 'quoted':
      return CLOSING[text.charAt(start - 1)] === text.charAt(end) && text.charAt(end) !== '';
    case 'word': {
      const before = text.slice(Math.max(0, start - 8), start);
      return (!WORD_BEFORE.test(before) || ESCAPED_BEFORE.test(before)) && !WORD_AFTER.test(text.slice(end, end + 3));
    }
  }
}

function widen(text: string, [start, end]: Interval, pattern: Pattern): Interval {
  if (pattern.backslashBefore) while (text.charCodeAt(start - 1) === 0x5c) start--;
  if (pattern.wholeRun) {
    while (start > 0 && BASE64_CHARACTER.test(text.charAt(start - 1))) start--;
    while (end < text.length && BASE64_CHARACTER.test(text.charAt(end))) end++;
  }
  if (pattern.noise === 'wrapping') while (text.charCodeAt(end) === 0x3d) end++;
  return [start, end];
}

/** The parts of a decoded payload that are proofs or secrets, not names: SCRAM's p=, DIGEST's response=, CRAM's digest, a bearer token. */
const PROOFS = /(?:^|,)p=([^,]+)|(?:^|,)response="?([0-9a-f]{32})|Bearer ([^\u0001]+)| ([0-9a-f]{32})$/g;

/** The patterns that can begin with one code unit. */
interface Start {
  readonly patterns: Set<Pattern>;
  /** What can stand next where one of them goes on at once, without noise between; null: anything. */
  next: Set<number> | null;
}

/** Code units that the second unit begins with, where the first is sure to be this one code unit; null: not so. */
function nextCodes({ units }: Pattern, code: number): Set<number> | null {
  const [first] = units;
  if (!first || units.length < 2 || (first.entity && code === 0x26)) return null;
  if (first.encodings.get(code)?.some((encoding) => encoding.length > 1)) return null;
  const codes = new Set<number>();
  for (const unit of units.slice(1)) {
    for (const one of unit.encodings.keys()) codes.add(one);
    if (!unit.optional) return codes;
  }
  return null;
}

/** As in `placesAfterNoise`: nothing that stands between two units begins with another code unit. */
const canBeNoise = (code: number): boolean => code <= 0x3f || code === 0x5c;

export class Redactor {
  readonly #starts = new Map<number, Start>();
  /** 1: an ASCII character that a pattern can begin with. Most cannot, and texts are long. */
  readonly #asciiStarts = new Uint8Array(128);
  readonly #grams = new Set<string>();
  readonly #known = new Set<string>();
  /** What was found in texts that come again and again in a batch: keywords, names, the wording of findings. */
  readonly #foundBefore = new Map<string, Interval[]>();

  /** Secrets and payloads that it knows. */
  get size(): number {
    return this.#known.size;
  }

  get isEmpty(): boolean {
    return this.#starts.size === 0;
  }

  /** A password, token or client secret; `user`: the name that goes with it in PLAIN and XOAUTH2 blobs. */
  add(secret: string, user?: string): void {
    const key = JSON.stringify([secret, user ?? null]);
    if (secret === '' || this.#known.has(key)) return;
    this.#known.add(key);
    this.#foundBefore.clear();
    for (const pattern of secretsBefore.get(key, () => secretPatterns(secret, user))) this.#addPattern(pattern);
    // A space at either end is what pasting leaves behind, and what a server that echoes the rest may trim.
    this.add(secret.trim(), user);
    if (secret.length < MIN_FRAGMENTED) return;
    if (/^[\w.~+/=-]+$/.test(secret)) this.#addGrams(secret);
    for (const core of base64Cores(Buffer.from(secret))) this.#addGrams(core);
  }

  /** A Base64 payload as it went over the wire (CRAM answer, SCRAM proof, XOAUTH2 blob …), with what it decodes to. */
  addSent(payload: string): void {
    if (payload.length < MIN_PAYLOAD || this.#known.has(payload)) return;
    this.#known.add(payload);
    this.#foundBefore.clear();
    for (const pattern of payloadsBefore.get(payload, () => [payloadPattern(payload)])) this.#addPattern(pattern);
    if (payload.length >= MIN_FRAGMENTED) this.#addGrams(payload.replace(/=+$/, ''));
    const decoded = Buffer.from(payload, 'base64').toString('utf8');
    if (decoded.length < MIN_PAYLOAD || decoded.includes('\ufffd')) return;
    for (const match of decoded.matchAll(PROOFS)) this.add(match.slice(1).find((part) => part !== undefined) ?? '');
    // A single word may be a user name (LOGIN); anything with a separator in it is a message.
    if (/[\u0000-\u0020,]/.test(decoded)) this.add(decoded);
  }

  /** The text with *** for every secret in every known form. Doing it twice changes nothing more. */
  scrub(text: string): string {
    if (this.isEmpty || text === '') return text;
    let current = text;
    // The mask may join what stood apart into a secret again, if a secret has asterisks.
    for (let pass = 0; pass < MAX_PASSES; pass++) {
      const next = this.#pass(current);
      if (next === current) break;
      current = next;
    }
    return current;
  }

  /** Lines that belong together: each scrubbed, and so are the pieces of a secret that a server has split over them. */
  scrubLines(lines: readonly string[]): string[] {
    const alone = lines.map((line) => this.scrub(line));
    if (this.isEmpty || lines.length < 2) return alone;
    // A long line is split anywhere, or where a space was, which is gone then.
    const parts = withoutHeads(alone);
    const closed = this.#scrubJoined(parts, '');
    return this.#scrubJoined(closed === alone ? parts : withoutHeads(closed), ' ');
  }

  #scrubJoined({ lines, texts }: Parts, joint: string): string[] {
    const found = this.#found(texts.join(joint));
    if (found.length === 0) return lines;
    let offset = 0;
    return texts.map((text, at) => {
      const within = found
        .map(([start, end]): Interval => [Math.max(0, start - offset), Math.min(text.length, end - offset)])
        .filter(([start, end]) => start < end);
      offset += text.length + joint.length;
      const line = lines[at] ?? '';
      return line.slice(0, line.length - text.length) + masked(text, within);
    });
  }

  #pass(text: string): string {
    const found = this.#found(text);
    return found.length === 0 ? text : masked(text, found);
  }

  /** Every place of a secret, in order, none touching another. */
  #found(text: string): Interval[] {
    if (!this.#mayHold(text)) return [];
    const known = this.#foundBefore.get(text);
    if (known) return known;
    const found = this.#search(text);
    if (text.length > MAX_TEXT_KEPT) return found;
    if (this.#foundBefore.size >= MAX_TEXTS_KEPT) this.#foundBefore.clear();
    this.#foundBefore.set(text, found);
    return found;
  }

  /** False where nothing can be found, which a glance at each character tells of most texts. */
  #mayHold(text: string): boolean {
    if (this.#grams.size > 0 && text.length >= GRAM) return true;
    for (let at = 0; at < text.length; at++) if (this.#startAt(text, at)) return true;
    return false;
  }

  /** What may begin at this place, by its character and the next. */
  #startAt(text: string, at: number): Start | null {
    const code = text.charCodeAt(at);
    if (code < 128 && this.#asciiStarts[code] === 0) return null;
    const start = this.#starts.get(code);
    if (!start) return null;
    const nextCode = text.charCodeAt(at + 1);
    return start.next && !canBeNoise(nextCode) && !start.next.has(nextCode) ? null : start;
  }

  #search(text: string): Interval[] {
    const merged: Interval[] = [];
    const found: Interval[] = [];
    this.#findPatterns(text, found);
    this.#findFragments(text, found);
    for (const [start, end] of found.sort((a, b) => a[0] - b[0])) {
      const last = merged.at(-1);
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else merged.push([start, end]);
    }
    return merged;
  }

  #findPatterns(text: string, found: Interval[]): void {
    // A pattern is not tried again inside its own match: a self-similar secret in a self-similar text stays cheap.
    const resumeAt = new Map<Pattern, number>();
    for (let at = 0; at < text.length; at++) {
      const start = this.#startAt(text, at);
      if (!start) continue;
      for (const pattern of start.patterns) {
        if (at < (resumeAt.get(pattern) ?? 0)) continue;
        const end = endOfMatch(text, at, pattern);
        if (end <= at || !isBounded(text, [at, end], pattern)) continue;
        const interval = widen(text, [at, end], pattern);
        resumeAt.set(pattern, interval[1]);
        found.push(interval);
      }
    }
  }

  #findFragments(text: string, found: Interval[]): void {
    if (this.#grams.size === 0) return;
    for (const match of text.matchAll(RUN)) {
      const run = match[0].replaceAll('-', '+').replaceAll('_', '/');
      for (let at = 0; at + GRAM <= run.length; at += STRIDE) {
        if (!this.#grams.has(run.slice(at, at + GRAM))) continue;
        found.push([match.index, match.index + match[0].length]);
        break;
      }
    }
  }

  #addPattern(pattern: Pattern): void {
    const first = pattern.units[0];
    if (!first) return;
    const firsts = new Set(first.encodings.keys());
    if (first.entity) firsts.add(0x26);
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

  #addGrams(text: string): void {
    const run = text.replaceAll('-', '+').replaceAll('_', '/');
    for (let at = 0; at + GRAM <= run.length; at++) this.#grams.add(run.slice(at, at + GRAM));
  }
}
