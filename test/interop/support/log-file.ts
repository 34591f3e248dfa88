// A server's log, as a test reads it: from a mark on, and waiting for what must still come. Knows no server.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 60_000;

export class LogFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** All lines, or those after a mark. */
  lines(mark = 0): string[] {
    return this.#read().split('\n').slice(0, -1).slice(mark);
  }

  /** Where the log ends now: hand it to `lines` later. */
  mark(): number {
    return this.lines().length;
  }

  /**
   * The lines after the mark, as soon as they are what is waited for; servers write their logs a little after their replies.
   * Throws, with the lines, where that does not come about.
   */
  async until(isEnough: (lines: string[]) => boolean, what: string, mark = 0): Promise<string[]> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const lines = this.lines(mark);
      if (isEnough(lines)) return lines;
      if (Date.now() > deadline) throw new Error(`the log never showed ${what}:\n${lines.join('\n')}`);
      await sleep(15);
    }
  }

  #read(): string {
    try {
      return readFileSync(this.#path, 'utf8');
    } catch {
      return '';
    }
  }
}
