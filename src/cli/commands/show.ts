// `mailprobe show`: a saved report in any format, the same bytes as the check itself would have printed; judged again where
// its observations were kept. Reads and prints; opens no connection.

import { shownPath, UsageError } from '../../model/usage-error.ts';
import { visibleText } from '../../model/visible-text.ts';
import { readReportFile, type SavedReport } from '../../saved/read-report.ts';
import { formatOf, notice } from '../check-run.ts';
import type { CheckOptions } from '../options/options.ts';
import { EXIT, exitCode } from '../output/exit-code.ts';
import { checkOutputFile, deliver } from '../output/output.ts';
import { readStdin } from '../terminal/input.ts';
import type { Io } from '../terminal/io.ts';
import { print } from './check.ts';
import type { CommandArguments } from './command.ts';

/** For a pipe that nobody closes. */
const STDIN_PATIENCE_MS = 60_000;

/** A report by its file, `-` from stdin. Throws UsageError. */
export const readSavedReport = (path: string, io: Io): Promise<SavedReport> =>
  readReportFile(path, (maxBytes) => readStdin(io, 'report', maxBytes, STDIN_PATIENCE_MS));

export const shownReport = (path: string): string => (path === '-' ? 'stdin' : visibleText(shownPath(path)));

interface ShowOptions extends CheckOptions {
  readonly rejudge?: true;
}

function refuseContradictions({ json, format, for: role, verbose, quiet }: ShowOptions): void {
  if (json && format !== undefined && format !== 'json') throw new UsageError(`--json and --format ${format} exclude each other`);
  if (role !== undefined && (json || (format !== undefined && format !== 'text')))
    throw new UsageError(`--for ${role} is text: leave out ${json ? '--json' : `--format ${format}`}`);
  if (verbose && quiet) throw new UsageError('--verbose and --quiet exclude each other');
}

export async function run({ positionals, options: given }: CommandArguments, io: Io): Promise<number> {
  const options = given as ShowOptions;
  const [path = '-'] = positionals;
  refuseContradictions(options);
  const { output } = options;
  if (output !== undefined && output !== '-')
    await checkOutputFile(output, options.force === true, path === '-' ? [] : [{ what: 'the report', at: path }]);
  const saved = await readSavedReport(path, io);
  const report = options.rejudge ? (await import('../../saved/rejudge.ts')).rejudge(saved, shownReport(path)) : saved.report;
  if (options.rejudge && report.verdict !== saved.report.verdict)
    notice(io, options, `judged again: ${report.verdict}, and ${saved.report.verdict} by mailprobe ${saved.report.tool.version}`);
  const plan = { strict: options.strict === true, warnDays: options.warnDays ?? null };
  await deliver(await print({ plan, report }, options, io), output, io);
  // A plugin's caller goes by the code; to everybody else the report was shown.
  return formatOf(options) === 'nagios' ? exitCode(report, { strict: plan.strict, nagios: true }) : EXIT.ok;
}
