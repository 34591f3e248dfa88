// What an earlier run has already written: which entries are done, and where its last whole line ends. Puts a file right
// that a killed run left with half a line, or an interrupted one with half a check. Must not know how results are made.
import { type FileHandle, truncate } from 'node:fs/promises';
import { openInputFile } from '../request/input-file.ts';
import { LIMITS } from '../request/limits.ts';
import { hashOf } from './entry.ts';
import { EntrySet } from './entry-set.ts';

export interface EarlierResults {
  readonly done: EntrySet;
  readonly doneCount: number;
  /** Lines that are no whole result: cut in half, interrupted, or not ours. */
  readonly strayLines: number;
  /** Bytes up to the end of the last line that has one. */
  readonly wholeBytes: number;
  readonly totalBytes: number;
}

/** A line of results, read. Nothing in it can be relied on but that it is an object. */
export interface ResultLine {
  readonly report: object;
  /** What it is the result of. */
  readonly entry: string;
  /** The check was cut short: it is to be made again. */
  readonly isInterrupted: boolean;
}

/** null: it is no result. */
function parseResult(line: string): ResultLine | null {
  let report: unknown;
  try {
    report = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof report !== 'object' || report === null || !('verdict' in report)) return null;
  const entry = entryOf(report);
  return entry === null ? null : { report, entry, isInterrupted: 'interrupted' in report };
}

function entryOf(report: object): string | null {
  if ('batch' in report && typeof report.batch === 'object' && report.batch !== null && 'entry' in report.batch)
    return String(report.batch.entry);
  // The report of a single check: known by its target alone.
  if (!('target' in report) || typeof report.target !== 'object' || report.target === null) return null;
  return 'input' in report.target ? String(report.target.input) : null;
}

const isWhole = (result: ResultLine | null): result is ResultLine => result !== null && !result.isInterrupted;

interface FoundLine {
  readonly bytes: Buffer;
  readonly hasEnd: boolean;
}

/** The lines of a file, however long it is. */
export async function* linesOf(path: string): AsyncGenerator<FoundLine> {
  let rest: Buffer[] = [];
  for await (const chunk of piecesOf(path)) {
    let at = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, at)) {
      yield { bytes: Buffer.concat([...rest, chunk.subarray(at, end)]), hasEnd: true };
      rest = [];
      at = end + 1;
    }
    if (at < chunk.length) rest.push(chunk.subarray(at));
  }
  if (rest.length > 0) yield { bytes: Buffer.concat(rest), hasEnd: false };
}

/** `--resume <(zcat results.jsonl.gz)` takes its time; a pipe that nobody writes to is none. */
async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  const { stream } = await openInputFile(path);
  const onSilence = (): void => void stream.destroy(Object.assign(new Error('nobody wrote to it'), { code: 'ETIMEDOUT' }));
  const timer = setTimeout(onSilence, LIMITS.totalMs);
  try {
    for await (const piece of stream) {
      clearTimeout(timer);
      yield piece as Buffer;
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Throws what the file system says; a file that is not there is an empty one. `onResult`: is shown every result. */
export async function readEarlierResults(path: string, onResult?: (result: ResultLine) => void): Promise<EarlierResults> {
  const done = new EntrySet();
  let [doneCount, strayLines, wholeBytes, totalBytes] = [0, 0, 0, 0];
  try {
    for await (const { bytes, hasEnd } of linesOf(path)) {
      totalBytes += bytes.length + (hasEnd ? 1 : 0);
      if (hasEnd) wholeBytes = totalBytes;
      const result = hasEnd ? parseResult(bytes.toString('utf8')) : null;
      if (result) onResult?.(result);
      if (!isWhole(result)) {
        if (bytes.length > 0) strayLines += 1;
        continue;
      }
      done.add(hashOf(result.entry));
      doneCount += 1;
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  return { done, doneCount, strayLines, wholeBytes, totalBytes };
}

/** Puts what is written in the place of a file, in one step. */
export type ReplaceFile = (path: string, write: (file: FileHandle) => Promise<void>) => Promise<void>;

/** Makes the file one of whole results, to be gone on with. Half a line at its end is cut off; anything else stray costs a copy. */
export async function repairResults(path: string, earlier: EarlierResults, replace: ReplaceFile): Promise<void> {
  const { strayLines, wholeBytes, totalBytes } = earlier;
  const isCut = wholeBytes < totalBytes;
  if (strayLines > (isCut ? 1 : 0)) return replace(path, (file) => copyWholeResults(path, file));
  if (isCut) await truncate(path, wholeBytes);
}

async function copyWholeResults(path: string, to: FileHandle): Promise<void> {
  for await (const { bytes, hasEnd } of linesOf(path)) {
    const line = bytes.toString('utf8');
    if (hasEnd && isWhole(parseResult(line))) await to.appendFile(`${line}\n`);
  }
}
