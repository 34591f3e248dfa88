// The record of one connection's talk, redacted as it is written. Bounded: an endless peer fills no memory.
import type { TranscriptLine } from '../model/observation.ts';
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

  /** The lines so far; what was left out is said in a last note. Scrubbed again: a secret may have become known since. */
  lines(): readonly TranscriptLine[] {
    const scrubbed = groupsOf(this.#lines).flatMap((group) => {
      const lines = this.#redactor.scrubLines(group.map(({ line }) => line));
      return group.map((entry, at) => ({ ...entry, line: lines[at] ?? '' }));
    });
    if (this.#dropped === 0) return scrubbed;
    const line = `${this.#dropped} more lines left out`;
    return [...scrubbed, { ms: this.#deadline.elapsedMs(), direction: 'note', line, secure: this.#secure }];
  }

  #add(direction: TranscriptLine['direction'], line: string): void {
    if (!this.#isKept) return;
    if (this.#lines.length >= MAX_LINES) {
      this.#dropped += 1;
      return;
    }
    const shown =
      line.length > MAX_LINE_CHARACTERS ? `${line.slice(0, MAX_LINE_CHARACTERS)} … (${line.length} characters)` : line;
    this.#lines.push({ ms: this.#deadline.elapsedMs(), direction, line: this.#redactor.scrub(shown), secure: this.#secure });
  }
}

/** Lines that were said in a row: a secret may be split over them. */
function groupsOf(lines: readonly TranscriptLine[]): TranscriptLine[][] {
  const groups: TranscriptLine[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    if (group?.[0]?.direction === line.direction) group.push(line);
    else groups.push([line]);
  }
  return groups;
}
