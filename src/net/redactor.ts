// Keeps secrets out of everything that is kept or shown: knows each secret and each payload that went over the wire,
// and writes *** for them in texts that come back. Must not know who reads the texts. Scrub single strings of a peer's, not
// whole documents, nor sentences of our own: a password may be a word of ours. Short secrets (under 6 characters) are
// replaced only as whole words, those under 3 only between quotes or brackets; their Base64 and the blobs that hold them always.
import { BoundedCache } from '../model/bounded-cache.ts';
import { shorten } from '../model/shorten.ts';
import { PatternIndex } from './pattern-index.ts';
import { base64Cores, bytePatterns, payloadPattern, secretPatterns } from './secret-forms.ts';
import { masked, maskOverLines } from './secret-lines.ts';
import { type Interval, Matcher } from './secret-match.ts';
import type { Pattern } from './secret-pattern.ts';

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

/** The checks of a batch know the same secrets, each with a redactor of its own: their patterns are made once. */
const secretsBefore = new BoundedCache<readonly Pattern[]>(64);
const payloadsBefore = new BoundedCache<readonly Pattern[]>(64);

/** Base64 and its variant for URLs, in any case: a fragment is long enough to be told without the case. */
const foldRun = (text: string): string => text.replaceAll('-', '+').replaceAll('_', '/').toLowerCase();

export class Redactor {
  readonly #index = new PatternIndex();
  /** Secrets whose patterns are made when the first text is to be searched: the first packet does not wait for them. */
  #waiting: (() => readonly Pattern[])[] = [];
  readonly #grams = new Set<string>();
  readonly #known = new Set<string>();
  /** What was found in texts that come again and again in a batch: keywords, names, the wording of findings. */
  readonly #foundBefore = new Map<string, Interval[]>();

  /** Secrets and payloads that it knows. */
  get size(): number {
    return this.#known.size;
  }

  get isEmpty(): boolean {
    this.#makePatterns();
    return this.#index.isEmpty;
  }

  /** A password, token or client secret; `user`: the name that goes with it in PLAIN and XOAUTH2 blobs. */
  add(secret: string, user?: string): void {
    const key = JSON.stringify([secret, user ?? null]);
    if (secret === '' || !this.#isNew(key)) return;
    this.#waiting.push(() => secretsBefore.get(key, () => secretPatterns(secret, user)));
    // A space at either end is what pasting leaves behind, and what a server that echoes the rest may trim. Google's app
    // passwords are shown in four groups, and meant without the blanks.
    this.add(secret.trim(), user);
    this.add(secret.replaceAll(/\s/g, ''), user);
    if (secret.length < MIN_FRAGMENTED) return;
    if (/^[\w.~+/=-]+$/.test(secret)) this.#addGrams(secret);
    for (const core of base64Cores(Buffer.from(secret))) this.#addGrams(core);
  }

  /**
   * A Base64 payload as it went over the wire. `proofs`: what in it was made of the secret (SCRAM's proof, the response of
   * DIGEST-MD5 …), as text or as bytes; the rest of such a payload may be the server's own words, which are no secret.
   * Without them it is the secret's as a whole.
   */
  addSent(payload: string, proofs?: readonly (string | Buffer)[]): void {
    for (const proof of proofs ?? []) {
      if (typeof proof === 'string') this.add(proof);
      else this.#addBytes(proof);
    }
    if (payload.length < MIN_PAYLOAD || !this.#isNew(payload)) return;
    this.#waiting.push(() => payloadsBefore.get(payload, () => [payloadPattern(payload)]));
    if (payload.length >= MIN_FRAGMENTED && proofs === undefined) this.#addGrams(payload.replace(/=+$/, ''));
  }

  #addBytes(bytes: Buffer): void {
    if (!this.#isNew(bytes.toString('hex'))) return;
    this.#waiting.push(() => bytePatterns(bytes));
    for (const core of base64Cores(bytes)) this.#addGrams(core);
  }

  #isNew(key: string): boolean {
    if (this.#known.has(key)) return false;
    this.#known.add(key);
    this.#foundBefore.clear();
    return true;
  }

  /**
   * The text with *** for every secret in every known form, and for the beginning of one in front of the mark of a cut.
   * `isCut`: the text may end in the middle of what was said. Doing it twice changes nothing more.
   */
  scrub(text: string, isCut = false): string {
    if (this.isEmpty || text === '') return text;
    let current = text;
    // The mask may join what stood apart into a secret again, if a secret has asterisks.
    for (let pass = 0; pass < MAX_PASSES; pass++) {
      const next = this.#pass(current, isCut);
      if (next === current) break;
      current = next;
    }
    return current;
  }

  /** Scrubs the whole, and shortens it then: a cut secret is a leak, too. */
  excerpt(text: string, limit: number, isCut = false): string {
    return shorten(this.scrub(text, isCut), limit);
  }

  /** Lines that belong together: each scrubbed, and so are the pieces of a secret that a server has split over them. */
  scrubLines(lines: readonly string[]): string[] {
    const scrubbed = lines.map((line) => this.scrub(line));
    if (this.isEmpty || lines.length < 2) return scrubbed;
    return maskOverLines(scrubbed, (joined) => this.#found(joined, false));
  }

  #pass(text: string, isCut: boolean): string {
    const found = this.#found(text, isCut);
    return found.length === 0 ? text : masked(text, found);
  }

  /** Every place of a secret, in order, none touching another. */
  #found(text: string, isCut: boolean): Interval[] {
    this.#makePatterns();
    if (!this.#mayHold(text)) return [];
    if (isCut) return this.#search(text, true);
    const known = this.#foundBefore.get(text);
    if (known) return known;
    const found = this.#search(text, false);
    if (text.length > MAX_TEXT_KEPT) return found;
    if (this.#foundBefore.size >= MAX_TEXTS_KEPT) this.#foundBefore.clear();
    this.#foundBefore.set(text, found);
    return found;
  }

  /** False where nothing can be found, which a glance at each character tells of most texts. */
  #mayHold(text: string): boolean {
    if (this.#grams.size > 0 && text.length >= GRAM) return true;
    for (let at = 0; at < text.length; at++) if (this.#index.startingAt(text, at)) return true;
    return false;
  }

  #search(text: string, isCut: boolean): Interval[] {
    const merged: Interval[] = [];
    const found: Interval[] = [];
    this.#findPatterns(new Matcher(text, isCut), found);
    this.#findFragments(text, found);
    for (const [start, end] of found.sort((a, b) => a[0] - b[0])) {
      const last = merged.at(-1);
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else merged.push([start, end]);
    }
    return merged;
  }

  #findPatterns(matcher: Matcher, found: Interval[]): void {
    const { text } = matcher;
    // A pattern is not tried again inside its own match: a self-similar secret in a self-similar text stays cheap.
    const resumeAt = new Map<Pattern, number>();
    for (let at = 0; at < text.length; at++) {
      const patterns = this.#index.startingAt(text, at);
      if (!patterns) continue;
      for (const pattern of patterns) {
        if (at < (resumeAt.get(pattern) ?? 0)) continue;
        const interval = matcher.match(at, pattern);
        if (!interval) continue;
        resumeAt.set(pattern, interval[1]);
        found.push(interval);
      }
    }
  }

  #findFragments(text: string, found: Interval[]): void {
    if (this.#grams.size === 0) return;
    for (const match of text.matchAll(RUN)) {
      const run = foldRun(match[0]);
      for (let at = 0; at + GRAM <= run.length; at += STRIDE) {
        if (!this.#grams.has(run.slice(at, at + GRAM))) continue;
        found.push([match.index, match.index + match[0].length]);
        break;
      }
    }
  }

  #makePatterns(): void {
    if (this.#waiting.length === 0) return;
    for (const make of this.#waiting) for (const pattern of make()) this.#index.add(pattern);
    this.#waiting = [];
  }

  #addGrams(text: string): void {
    const run = foldRun(text);
    for (let at = 0; at + GRAM <= run.length; at++) this.#grams.add(run.slice(at, at + GRAM));
  }
}
