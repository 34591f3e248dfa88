// The record of one connection's talk, scrubbed as it is written, before a line is cut. Bounded: an endless peer fills no memory.
import type { TranscriptLine } from '../model/observation.ts';
import { shorten } from '../model/shorten.ts';
import type { Deadline } from './deadline.ts';
import type { Redactor } from './redactor.ts';

const MAX_LINES = 400;
const MAX_LINE_CHARACTERS = 1000;

export class Transcript {
  readonly #deadline: Deadline;
  readonly #redactor: Redactor;
  readonly #isKept: boolean;
  readonly #lines: TranscriptLine[] = [];
  #secure = false;
  #dropped = 0;

  /** `isKept`: false where nobody will read it; then it stays empty. */
  constructor(deadline: Deadline, redactor: Redactor, isKept = true) {
    this.#deadline = deadline;
    this.#redactor = redactor;
    this.#isKept = isKept;
  }

  /** From here on the talk is under TLS. */
  secured(): void {
    this.#secure = true;
  }

  client(line: string): void {
    this.#add('client', line);
  }

  server(line: string): void {
    this.#add('server', line);
  }

  note(line: string): void {
    this.#add('note', line);
  }

  /** The redactor of all that this connection's server says. */
  get redactor(): Redactor {
    return this.#redactor;
  }

  /** The lines so far, each scrubbed by itself; what was left out is said in a last note. */
  lines(): readonly TranscriptLine[] {
    if (this.#dropped === 0) return [...this.#lines];
    const line = `${this.#dropped} more lines left out`;
    return [...this.#lines, { ms: this.#deadline.elapsedMs(), direction: 'note', line, secure: this.#secure }];
  }

  #add(direction: TranscriptLine['direction'], line: string): void {
    if (!this.#isKept) return;
    if (this.#lines.length >= MAX_LINES) {
      this.#dropped += 1;
      return;
    }
    // Only the server's words are foreign: what this side said has its secrets left out where it is said.
    const whole = direction === 'server' ? this.#redactor.scrub(line) : line;
    const shown = shorten(whole, MAX_LINE_CHARACTERS);
    const kept = shown === whole ? shown : `${shown} (${line.length} characters)`;
    this.#lines.push({ ms: this.#deadline.elapsedMs(), direction, line: kept, secure: this.#secure });
  }
}
