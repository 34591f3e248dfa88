// The record of one connection's talk, redacted as it is written. Bounded: an endless peer fills no memory.
import type { TranscriptLine } from '../model/observation.ts';
import type { Deadline } from './deadline.ts';
import type { Redactor } from './redactor.ts';

const MAX_LINES = 400;
const MAX_LINE_CHARACTERS = 1000;

export class Transcript {
  readonly #deadline: Deadline;
  readonly #redactor: Redactor;
  readonly #lines: TranscriptLine[] = [];
  #secure = false;
  #dropped = 0;

  constructor(deadline: Deadline, redactor: Redactor) {
    this.#deadline = deadline;
    this.#redactor = redactor;
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

  /** The lines so far; what was left out is said in a last note. Scrubbed again: a secret may have become known since. */
  lines(): readonly TranscriptLine[] {
    const scrubbed = this.#lines.map((entry) => ({ ...entry, line: this.#redactor.scrub(entry.line) }));
    if (this.#dropped === 0) return scrubbed;
    const line = `${this.#dropped} more lines left out`;
    return [...scrubbed, { ms: this.#deadline.elapsedMs(), direction: 'note', line, secure: this.#secure }];
  }

  #add(direction: TranscriptLine['direction'], line: string): void {
    if (this.#lines.length >= MAX_LINES) {
      this.#dropped += 1;
      return;
    }
    const shown =
      line.length > MAX_LINE_CHARACTERS ? `${line.slice(0, MAX_LINE_CHARACTERS)} … (${line.length} characters)` : line;
    this.#lines.push({ ms: this.#deadline.elapsedMs(), direction, line: this.#redactor.scrub(shown), secure: this.#secure });
  }
}
