// The files of a batch: the list, the results of an earlier run, the output; and which of them may be the same. All of it
// is looked at before any is opened for writing. Must not know what is checked.
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type EarlierResults, repairResults } from '../../batch/earlier-results.ts';
import { fileSink, type ResultSink, streamSink } from '../../batch/result-sink.ts';
import { shownPath, UsageError } from '../../model/usage-error.ts';
import { openInputFile } from '../../request/input-file.ts';
import { replaceFile, statIfAny } from '../output/file-replacement.ts';
import { filesRead, isSameFile, type NamedFile, stdoutFile } from '../output/named-files.ts';
import { checkOutputFile, descriptorOf, readBeginning } from '../output/output.ts';
import { beginsAsResults } from '../output/own-beginnings.ts';
import { describeSystemError } from '../terminal/input.ts';
import type { Io } from '../terminal/io.ts';
import { checkJournal } from './batch-logins.ts';
import type { BatchOptions } from './batch-options.ts';

export interface List {
  readonly bytes: AsyncIterable<Buffer | string>;
  /** null: not known, as of a pipe. */
  readonly size: number | null;
}

/** Throws UsageError. */
export async function openList(path: string, io: Io): Promise<List> {
  if (path === '-') return { bytes: io.stdin as AsyncIterable<Buffer | string>, size: null };
  try {
    if ((await statIfAny(path))?.isDirectory()) throw new UsageError(`cannot read ${shownPath(path)}: it is a directory`);
    // A list may come as slowly as it likes; what waits for it must not hold up Ctrl-C.
    const { stream, size } = await openInputFile(path);
    return { bytes: stream, size };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`cannot read ${shownPath(path)}: ${describeSystemError(error)}`);
  }
}

/** Where the results go, once it is known that they may. */
export interface ResultsPlace {
  /** null: to stdout. */
  readonly path: string | null;
  /** It is the file of the earlier results: what is in it stays. */
  readonly goesOn: boolean;
  /** The file of results that a journal of logins stands beside; null: there are no logins, or no such file. */
  readonly journaled: string | null;
}

/** Everything about the files that can be refused, with nothing changed. Throws UsageError. */
export async function checkBatchFiles(list: string, options: BatchOptions, io: Io): Promise<ResultsPlace> {
  const { output, resume, force = false } = options;
  const listFile: NamedFile[] = list === '-' ? [] : [{ what: 'the list', at: list }];
  const stdout = await stdoutFile(io);
  if (stdout !== null && list !== '-' && (await isSameFile(list, stdout)))
    throw new UsageError(`${shownPath(list)} is the list, and stdout is redirected to it`);
  if (resume !== undefined) await checkResume(resume, list, options);
  if (output === undefined || output === '-') {
    const isAppended = stdout !== null && resume !== undefined && (await isSameFile(resume, stdout));
    return { path: null, goesOn: false, journaled: await journaledFile(isAppended ? resume : null, options) };
  }
  const goesOn = resume !== undefined && (await isSameFile(resume, output));
  const earlier: NamedFile[] = resume === undefined || goesOn ? [] : [{ what: '--resume', at: resume }];
  // What is gone on with was just seen to be results.
  await checkOutputFile(output, force || goesOn, [...listFile, ...earlier, ...filesRead(options, io)]);
  const present = descriptorOf(output) === null ? await statIfAny(output) : null;
  if (present?.isFile() && present.size > 0 && !goesOn && !force)
    throw new UsageError(
      `${shownPath(output)} has results in it: go on with --resume ${shownPath(output)}, or begin anew with --force`,
      '--output',
    );
  const isPlain = descriptorOf(output) === null && (present === null || present.isFile());
  return { path: output, goesOn, journaled: await journaledFile(isPlain ? output : null, options) };
}

/** What is no JSON Lines cannot be gone on with. */
async function journaledFile(results: string | null, { user, format }: BatchOptions): Promise<string | null> {
  if (results === null || user === undefined || format === 'csv' || format === 'text') return null;
  await checkJournal(results);
  return results;
}

async function checkResume(resume: string, list: string, { format, output }: BatchOptions): Promise<void> {
  // On a terminal the lines are for reading, and what is left of the list can be looked at so.
  if (format === 'csv' || (format === 'text' && output !== undefined))
    throw new UsageError(`--resume reads JSON Lines: it does not go with --format ${format}`);
  if (await isSameFile(resume, list))
    throw new UsageError(`${shownPath(resume)} is the list itself, not the results of a run`, '--resume');
  try {
    const present = await statIfAny(resume);
    // A pipe is read once.
    if (present?.isFile() && !beginsAsResults(await readBeginning(resume)))
      throw new UsageError(`${shownPath(resume)} does not begin as the results of mailprobe batch do (JSON Lines)`, '--resume');
  } catch (error) {
    throw error instanceof UsageError
      ? error
      : new UsageError(`cannot read ${shownPath(resume)}: ${describeSystemError(error)}`, '--resume');
  }
}

/** Opens the place for writing; earlier results that are gone on with are put right first. Throws UsageError. */
export async function openSink({ path, goesOn }: ResultsPlace, earlier: EarlierResults | null, io: Io): Promise<ResultSink> {
  if (path === null) return streamSink(io.stdout);
  const descriptor = descriptorOf(path);
  if (descriptor === 1) return streamSink(io.stdout);
  if (descriptor === 2) return streamSink(io.stderr);
  if (descriptor !== null) return streamSink(createWriteStream(path, { fd: descriptor, autoClose: false }));
  try {
    if (goesOn && earlier !== null) await repairResults(path, earlier, replaceFile);
    return fileSink(await open(path, goesOn ? 'a' : 'w', 0o644));
  } catch (error) {
    throw new UsageError(`cannot write ${shownPath(path)}: ${describeSystemError(error)}`, '--output');
  }
}
