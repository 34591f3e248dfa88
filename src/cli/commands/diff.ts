// `mailprobe diff`: two saved reports, or a saved one and a check made now, side by side. Exit codes as diff(1) has them: 0
// nothing differs, 1 something does. Knows files, options and the terminal; nothing of what is compared.
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { toolVersion } from '../../check/tool-version.ts';
import { compareReports } from '../../compare/compare.ts';
import { type ComparisonFormatName, loadComparisonFormat } from '../../compare/formats/index.ts';
import { labelRuns } from '../../compare/run-labels.ts';
import { defaultPorts, MODES } from '../../model/protocol.ts';
import type { Report } from '../../model/report.ts';
import { quoteInput, shownPath, UsageError } from '../../model/usage-error.ts';
import { visibleText } from '../../model/visible-text.ts';
import { formatOfFile } from '../../report/formats/index.ts';
import { readTypedTarget } from '../../request/typed-target.ts';
import { findLastGood } from '../../saved/history.ts';
import { folderOf } from '../../saved/store.ts';
import { notice } from '../check-run.ts';
import type { CheckOptions } from '../options/options.ts';
import { EXIT } from '../output/exit-code.ts';
import { filesRead, type NamedFile } from '../output/named-files.ts';
import { checkOutputFile, deliver } from '../output/output.ts';
import { columnsOf, type Io, isColourful } from '../terminal/io.ts';
import { runCheckCommand } from './check.ts';
import type { CommandArguments } from './command.ts';
import { nameOfTarget } from './history.ts';
import { readSavedReport } from './show.ts';

interface DiffOptions extends Omit<CheckOptions, 'label' | 'format'> {
  readonly label?: readonly string[];
  readonly savedIn?: string;
  readonly format?: ComparisonFormatName;
}

type Operand = { readonly kind: 'file'; readonly path: string } | { readonly kind: 'target'; readonly typed: string };

/** A report that is there, or one that is meant to be. */
async function readOperand(word: string): Promise<Operand> {
  if (word === '-') return { kind: 'file', path: word };
  const present = word === '' || word.includes('\0') ? null : await stat(word).catch(() => null);
  if (present?.isDirectory()) throw new UsageError(`${visibleText(shownPath(word))} is a directory: name a report in it`);
  const isPath = /[/\\]/.test(word) && !/^[a-z][a-z0-9+.-]*:\/\//i.test(word);
  return present !== null || isPath || /\.json$/i.test(word) ? { kind: 'file', path: word } : { kind: 'target', typed: word };
}

const isFile = (operand: Operand): operand is Extract<Operand, { kind: 'file' }> => operand.kind === 'file';

function refuseOperands(operands: readonly Operand[], { label = [], verbose, quiet }: DiffOptions): void {
  const files = operands.filter(isFile);
  if (operands.length === 1 && files[0])
    throw new UsageError(
      `what is ${visibleText(shownPath(files[0].path))} to be compared with? Name a second report, or the target to check now`,
    );
  if (operands.length === 2 && files.length === 0)
    throw new UsageError(
      'one of the two must be a saved report: mailprobe check --json > a.json makes one (a target alone is compared with its last good one)',
    );
  if (files.filter(({ path }) => path === '-').length > 1) throw new UsageError('- can be one of the two only');
  if (verbose && quiet) throw new UsageError('--verbose and --quiet exclude each other');
  if (label.length > 2) throw new UsageError('--label: there are two runs, and more than two names');
}

function formatOfComparison({ json, format, output }: DiffOptions): ComparisonFormatName {
  if (json && format !== undefined && format !== 'json') throw new UsageError(`--json and --format ${format} exclude each other`);
  if (json) return 'json';
  const byFile = output === undefined ? null : formatOfFile(output);
  return format ?? (byFile === 'html' || byFile === 'markdown' || byFile === 'json' ? byFile : 'text');
}

/** The same is asked again: what the report looked at, unless the options say otherwise. */
function likeReport(options: CheckOptions, typed: string, { target, parts }: Report): CheckOptions {
  const { port, mode, protocol } = readTypedTarget(typed).target;
  if (parts !== undefined && port === null && options.port === undefined && options.protocol === undefined)
    return { ...options, all: true };
  const isOwn = options.protocol !== undefined || options.all === true || port !== null || mode !== null;
  const isDefault = (given: readonly unknown[], usual: readonly unknown[]): boolean =>
    given.length === usual.length && usual.every((item) => given.includes(item));
  const named = isOwn ? {} : protocol === target.protocol ? {} : { protocol: target.protocol };
  if (isOwn || options.port !== undefined || target.ports.length === 0) return { ...named, ...options };
  return {
    ...named,
    ...(isDefault(target.ports, defaultPorts(target.protocol)) ? {} : { port: target.ports }),
    ...(isDefault(target.modes, MODES.slice(0, 2)) ? {} : { mode: target.modes }),
    ...options,
  };
}

/** What of the options is the check's. */
function checkOptionsOf(given: DiffOptions): CheckOptions {
  const {
    label: _label,
    savedIn: _savedIn,
    format: _format,
    json: _json,
    output: _output,
    force: _force,
    verbose: _verbose,
    ...check
  } = given;
  return check;
}

interface Found {
  readonly report: Report;
  readonly isNow: boolean;
}

async function checkNow(typed: string, other: Report, given: DiffOptions, io: Io): Promise<Found> {
  const options = likeReport(checkOptionsOf(given), typed, other);
  const { report } = await runCheckCommand({ positionals: [typed], options: options as CommandArguments['options'] }, io);
  return { report, isNow: true };
}

async function lastGood(typed: string, given: DiffOptions, io: Io): Promise<Found> {
  const { target } = readTypedTarget(typed);
  const folder = folderOf(given.savedIn ?? null, io.env, '--saved-in');
  const wanted = given.protocol ?? target.protocol;
  const found = await findLastGood(folder, nameOfTarget(target), ({ target: { protocol }, parts }) =>
    given.all === true ? parts !== undefined : parts === undefined && protocol === wanted,
  );
  if (found?.saved) {
    notice(io, checkOptionsOf(given), `compared with the last good one: ${shownPath(basename(found.path))}`);
    return { report: found.saved.report, isNow: false };
  }
  throw new UsageError(
    `no good report of ${quoteInput(typed)} is saved in ${shownPath(folder)}: mailprobe check --save keeps one, or name the report`,
  );
}

/** In the order given; a target alone comes second, as what is newer. */
async function findRuns(operands: readonly Operand[], given: DiffOptions, io: Io): Promise<readonly [Found, Found]> {
  const [first, second] = operands;
  if (first && !second && !isFile(first)) {
    const before = await lastGood(first.typed, given, io);
    return [before, await checkNow(first.typed, before.report, given, io)];
  }
  const saved = await Promise.all(
    operands.map(async (operand) =>
      isFile(operand) ? { report: (await readSavedReport(operand.path, io)).report, isNow: false } : null,
    ),
  );
  const other = saved.find((one) => one !== null);
  const runs: Found[] = [];
  for (const [at, operand] of operands.entries()) {
    const run = saved[at] ?? (isFile(operand) || !other ? null : await checkNow(operand.typed, other.report, given, io));
    if (run) runs.push(run);
  }
  const [a, b] = runs;
  if (!a || !b) throw new Error('two operands are two runs');
  return [a, b];
}

function namesOf([a]: readonly [Found, Found], label: readonly string[]): readonly [string | null, string | null] {
  const [one = null, two] = label;
  if (two !== undefined) return [one, two];
  // One name: of what is made now, which no report names.
  return a.isNow ? [one, null] : [null, one];
}

export async function run({ positionals, options }: CommandArguments, io: Io): Promise<number> {
  const given = options as DiffOptions;
  const operands = await Promise.all(positionals.slice(0, 2).map(readOperand));
  refuseOperands(operands, given);
  const format = formatOfComparison(given);
  const read: NamedFile[] = operands
    .filter(isFile)
    .flatMap(({ path }) => (path === '-' ? [] : [{ what: 'the report', at: path }]));
  const { output } = given;
  if (output !== undefined && output !== '-')
    await checkOutputFile(output, given.force === true, [...read, ...filesRead(given, io)]);
  const runs = await findRuns(operands, given, io);
  const [a, b] = runs;
  const names = runs.some(({ isNow }) => isNow)
    ? namesOf(runs, given.label ?? [])
    : [given.label?.[0] ?? null, given.label?.[1] ?? null];
  const labels = labelRuns({ report: a.report, name: names[0] ?? null }, { report: b.report, name: names[1] ?? null });
  const comparison = compareReports(
    { label: labels[0], report: a.report },
    { label: labels[1], report: b.report },
    toolVersion(),
  );
  const text = (await loadComparisonFormat(format))(comparison, {
    colour: output === undefined && isColourful(io, given.color),
    columns: columnsOf(io),
    verbose: given.verbose === true,
    quiet: given.quiet === true,
  });
  await deliver(text, output, io);
  if (runs.some(({ report, isNow }) => isNow && report.interrupted === true)) return EXIT.interrupted;
  return comparison.same ? EXIT.ok : EXIT.fail;
}
