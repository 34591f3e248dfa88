// The logins that a run has begun, on disk before anything of them is sent, beside its results: what is begun and has no
// result was cut off by a kill, and must not be sent again by the run that goes on. Knows no secret.
import { type FileHandle, open, rm } from 'node:fs/promises';
import type { LoginPlace } from '../probe/login-turn.ts';
import { linesOf, type ReplaceFile } from './earlier-results.ts';
import { hashOf } from './entry.ts';
import type { EntrySet } from './entry-set.ts';
import { type ResultSink, syncedSink } from './result-sink.ts';

export interface BegunLogin extends LoginPlace {
  readonly user: string;
  /** Text of the entry, as its result has it. */
  readonly entry: string;
}

/** Beside the results, found again by their name. */
export const journalPath = (results: string): string => `${results}.logins`;

const MARK = '{"login":"begun",';

const lineOf = ({ user, entry, host, address, protocol }: BegunLogin): string =>
  `${MARK}${JSON.stringify({ user, entry, host, address, protocol }).slice(1)}\n`;

/** A line of a journal; null: it was cut off, so that nothing was sent, or is none. */
function parseLine(line: string): BegunLogin | null {
  if (!line.startsWith(MARK)) return null;
  try {
    return JSON.parse(line) as BegunLogin;
  } catch {
    return null;
  }
}

/** Whether a file begins as a journal does, also one that was cut within its first line. */
export const isJournal = (text: string): boolean => text.startsWith(MARK) || MARK.startsWith(text);

/** The logins of a journal that have no result: `done` has the entries that do, each as often as it has one, and is used up. */
export async function readUnresolved(path: string, done: EntrySet): Promise<BegunLogin[]> {
  const unresolved: BegunLogin[] = [];
  try {
    for await (const { bytes } of linesOf(path)) {
      const login = parseLine(bytes.toString('utf8'));
      if (login && !done.take(hashOf(login.entry))) unresolved.push(login);
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  return unresolved;
}

export class LoginJournal {
  readonly #path: string;
  readonly #sink: ResultSink;
  readonly #replace: ReplaceFile;
  /** Begun and without a written result, by entry. */
  readonly #open = new Map<string, BegunLogin[]>();

  private constructor(path: string, file: FileHandle, replace: ReplaceFile) {
    this.#path = path;
    this.#sink = syncedSink(file);
    this.#replace = replace;
  }

  /** Begins a journal with what earlier runs left unresolved. For its owner's eyes: it names accounts and hosts. */
  static async open(path: string, unresolved: readonly BegunLogin[], replace: ReplaceFile): Promise<LoginJournal> {
    // In one step: what is known of earlier logins is at no moment lost.
    await replace(path, async (file) => {
      await file.chmod(0o600);
      await file.writeFile(unresolved.map(lineOf).join(''));
    });
    const journal = new LoginJournal(path, await open(path, 'a'), replace);
    for (const login of unresolved) journal.#keep(login);
    return journal;
  }

  /** Resolves when it is on the disk. Rejects with what the system says. */
  begun(login: BegunLogin): Promise<void> {
    this.#keep(login);
    return this.#sink.write(lineOf(login));
  }

  /** One login of the entry has a result that is written, or was not sent after all. */
  settled(entry: string): void {
    const logins = this.#open.get(entry);
    if (!logins) return;
    if (logins.length === 1) this.#open.delete(entry);
    else logins.pop();
  }

  /** Leaves what is still without a result; nothing, where all have one. Call it when the results are on the disk. */
  async close(): Promise<void> {
    await this.#sink.close();
    const left = [...this.#open.values()].flat();
    if (left.length === 0) await rm(this.#path, { force: true });
    else await this.#replace(this.#path, (file) => file.writeFile(left.map(lineOf).join('')));
  }

  #keep(login: BegunLogin): void {
    this.#open.set(login.entry, [...(this.#open.get(login.entry) ?? []), login]);
  }
}
