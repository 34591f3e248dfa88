// `mailprobe batch`: a list of targets in, one report a line out, in order of completion. Joins the list, the workers and
// the sink; how each works is their own business.
import { availableParallelism } from 'node:os';
import { getAsset, isSea } from 'node:sea';
import { setFlagsFromString } from 'node:v8';
import { AddressGate } from '../../batch/address-gate.ts';
import type { Admit, CheckWorker, Logins } from '../../batch/check-worker.ts';
import { Dispatcher } from '../../batch/dispatcher.ts';
import type { EarlierResults } from '../../batch/earlier-results.ts';
import { type Entry, entryOf, hashOf, isInShard } from '../../batch/entry.ts';
import { LoginLedger } from '../../batch/login-ledger.ts';
import { ReaderGone, type ResultSink } from '../../batch/result-sink.ts';
import { progressLine, RunCounters, summaryLines } from '../../batch/run-counters.ts';
import { targetLines } from '../../batch/target-lines.ts';
import { ThreadWorker } from '../../batch/thread-worker.ts';
import { UsageError } from '../../model/usage-error.ts';
import type { LoginPlace } from '../../probe/login-turn.ts';
import { csvHeader } from '../../report/formats/csv.ts';
import { BatchChecks, type BatchJob } from '../batch/batch-check.ts';
import { prepareCredentials } from '../batch/batch-credentials.ts';
import { checkBatchFiles, type List, openList, openSink } from '../batch/batch-files.ts';
import { packJob } from '../batch/batch-job.ts';
import { openJournal, readEarlierLogins } from '../batch/batch-logins.ts';
import { type BatchOptions, batchFormat, DEFAULT_CONCURRENCY, DEFAULT_PER_HOST } from '../batch/batch-options.ts';
import { notice, noticesOf } from '../check-run.ts';
import { readRequest } from '../options/request.ts';
import { EXIT } from '../output/exit-code.ts';
import { stdoutFile } from '../output/named-files.ts';
import { OutputError } from '../output/output.ts';
import { describeSystemError } from '../terminal/input.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import { type Io, isColourful } from '../terminal/io.ts';
import { startProgress } from '../terminal/progress.ts';
import type { CommandArguments } from './command.ts';

/** A thread costs some 100 ms and 40 MB to start; one core checks some hundred targets a second. */
const FURTHER_AFTER = 200;
const MAX_WORKERS = 4;
const PROGRESS_EVERY_MS = 200;
const NO_JOURNAL =
  'with the results in a file of the shell, --resume after a kill cannot know which logins were under way; with --output it does';
/**
 * What the V8 of Node 20 does by itself fits a program that runs for long with a core to spare. Here every core checks,
 * and nearly all that is made is done with at once. So fewer functions are compiled with full effort, which takes a tenth
 * of all time at 2,000 targets and pays for itself at 10,000 only, and the heap is looked through before it has doubled
 * (6 MB less). Newer ones see that themselves, and have other words for it.
 */
function tuneV8(): void {
  if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=200000 --heap-growing-percent=10');
}

declare const __MAILPROBE_BATCH_WORKER__: string | undefined;
/** A file, or the script itself out of a single executable; null: run from source, which a thread cannot load in every Node. */
function threadScript(): URL | string | null {
  if (typeof __MAILPROBE_BATCH_WORKER__ !== 'string') return null;
  return isSea() ? getAsset('thread.cjs', 'utf8') : new URL(__MAILPROBE_BATCH_WORKER__, import.meta.url);
}

/** The entries that are this run's to check; the rest is counted. */
async function* entriesOf(
  list: List,
  { shard }: BatchOptions,
  earlier: EarlierResults | null,
  { counters, inputProgress }: { counters: RunCounters; inputProgress: InputProgress },
): AsyncGenerator<Entry> {
  for await (const line of targetLines(list.bytes)) {
    inputProgress.taken += 1;
    inputProgress.takenBytes = line.endsAt;
    const entry = entryOf(line);
    if ((shard && !isInShard(entry.text, shard)) || earlier?.done.take(hashOf(entry.text))) counters.skipped += 1;
    else yield entry;
  }
}

/** From how far the list was read to how long it may be. */
interface InputProgress {
  taken: number;
  takenBytes: number;
}

function watchProgress(
  io: Io,
  options: BatchOptions,
  counters: RunCounters,
  list: List,
  inputProgress: InputProgress,
): () => void {
  const startedAt = performance.now();
  // Lines that go by show as much, and a spinner would stand among them.
  const isShown = options.format === 'text' && isOnTerminal(options, io);
  const progress = startProgress(io, isShown || options.quiet === true, 'Reading the list');
  const timer = setInterval(() => {
    const { taken, takenBytes } = inputProgress;
    const total = list.size === null || takenBytes === 0 ? null : Math.round((taken * list.size) / takenBytes);
    const running = taken - counters.done - counters.skipped;
    progress.say(
      progressLine(counters, { elapsedMs: performance.now() - startedAt, running, total }, (io.stderr.columns ?? 80) - 3),
    );
  }, PROGRESS_EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    progress.stop();
  };
}

function ownWorker(job: BatchJob, admit: Admit, logins: Logins | null): CheckWorker {
  const checks = new BatchChecks(job);
  return {
    get load() {
      return checks.load;
    },
    check: (entry) => {
      const loginTurn = logins && {
        begin: (place: LoginPlace) => logins.begin(entry, place),
        accepted: () => logins.accepted(entry),
      };
      return checks.check(entry, { admit, loginTurn });
    },
    interrupt: () => checks.interrupt(),
    close: async () => {},
  };
}

export async function run({ positionals, options: given }: CommandArguments, io: Io): Promise<number> {
  const typed = given as BatchOptions;
  const format = batchFormat(typed, io.stdout.isTTY === true);
  if (typed.json && format !== 'jsonl') throw new UsageError(`--json and --format ${format} exclude each other`);
  const options: BatchOptions = { ...typed, format };
  const { json: _json, ...checkOptions } = options;
  const request = await readRequest(withoutFormat(checkOptions), io);
  const listPath = positionals[0] ?? '';
  const list = await openList(listPath, io);
  // Before any secret is asked for, any packet goes out, any file is opened for writing.
  const place = await checkBatchFiles(listPath, options, io);
  const ledger = options.user === undefined ? null : new LoginLedger(options.user);
  const before = options.resume === undefined ? null : await readEarlierLogins(options.resume, ledger);
  const credentials = await prepareCredentials(withoutFormat(checkOptions), request, io);
  // Before the results are put right: what they tell of logins must not be lost with the lines that are dropped.
  const journal = place.journaled === null ? null : await openJournal(place.journaled, before?.unresolved ?? []);
  if (journal) ledger?.writeTo(journal);
  const sink = await openSink(place, before?.earlier ?? null, io);
  const job: BatchJob = {
    request: { ...request, credentials },
    format,
    verbose: options.verbose === true,
    line: {
      colour: isOnTerminal(options, io) && isColourful(io, options.color),
      columns: isOnTerminal(options, io) ? io.stdout.columns || 80 : null,
    },
  };
  for (const text of noticesOf(job.request)) notice(io, withoutFormat(checkOptions), text);
  if (ledger && !journal && place.path === null && format === 'jsonl' && (await stdoutFile(io)) !== null)
    notice(io, withoutFormat(checkOptions), NO_JOURNAL);

  tuneV8();
  const startedAt = performance.now();
  const counters = new RunCounters();
  const outcome = await runJob({ job, list, earlier: before?.earlier ?? null, ledger, sink, counters, options, io });
  await sink.close();
  await journal?.close();
  if (!outcome.isReaderGone)
    for (const line of summaryLines(counters, performance.now() - startedAt)) notice(io, withoutFormat(checkOptions), line);
  if (outcome.isInterrupted) return EXIT.interrupted;
  if (counters.internal > 0) return EXIT.internal;
  return counters.fail > 0 || (request.strict && counters.warn > 0) ? EXIT.fail : EXIT.ok;
}

const isOnTerminal = ({ output }: BatchOptions, io: Io): boolean =>
  (output === undefined || output === '-') && io.stdout.isTTY === true;

const withoutFormat = ({ format: _format, ...options }: BatchOptions): Omit<BatchOptions, 'format'> => options;

interface Running {
  readonly job: BatchJob;
  readonly list: List;
  readonly earlier: EarlierResults | null;
  readonly ledger: LoginLedger | null;
  readonly sink: ResultSink;
  readonly counters: RunCounters;
  readonly options: BatchOptions;
  readonly io: Io;
}

async function runJob(running: Running): Promise<{ readonly isInterrupted: boolean; readonly isReaderGone: boolean }> {
  const { job, list, earlier, ledger, sink, counters, options, io } = running;
  const concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
  const gate = new AddressGate({
    inAll: concurrency,
    perAddress: options.perHost ?? DEFAULT_PER_HOST,
    perSecond: options.rate ?? null,
  });
  const admit: Admit = (addresses, isAlone) => gate.enter(addresses, isAlone);
  const script = threadScript();
  const threads = options.workers ?? Math.min(MAX_WORKERS, availableParallelism());
  let isReaderGone = false;
  let isInterrupted = false;
  let journalFault: unknown = null;
  const dispatcher = new Dispatcher({
    concurrency,
    gate,
    own: ownWorker(job, admit, ledger),
    further: script ? Array.from({ length: threads - 1 }, () => () => new ThreadWorker(script, packJob(job), admit, ledger)) : [],
    furtherAfter: FURTHER_AFTER,
    onStop: () => ledger?.close(),
    deliver: async (finished, entry) => {
      ledger?.end(entry, finished.login);
      try {
        if (!isReaderGone) await sink.write(finished.text);
        if (!finished.isInterrupted) ledger?.written(entry);
        counters.count(finished);
      } catch (error) {
        if (!(error instanceof ReaderGone)) throw new OutputError(`cannot write the results: ${describeSystemError(error)}`);
        isReaderGone = true;
        dispatcher.stop();
      }
    },
  });
  if (ledger)
    ledger.onFault = (error) => {
      journalFault ??= error;
      dispatcher.stop();
    };
  const release = onInterrupt(() => {
    isInterrupted = true;
    dispatcher.stop();
  });
  const inputProgress: InputProgress = { taken: 0, takenBytes: 0 };
  const stopWatching = watchProgress(io, options, counters, list, inputProgress);
  try {
    if (options.format === 'csv') await sink.write(csvHeader());
    await dispatcher.run(entriesOf(list, options, earlier, { counters, inputProgress }));
  } finally {
    stopWatching();
    release();
  }
  if (journalFault) throw new OutputError(`cannot write down the logins begun: ${describeSystemError(journalFault)}`);
  return { isInterrupted, isReaderGone };
}
