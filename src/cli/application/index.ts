// What `check` does for --config and --settings-for, loaded for them alone: the file ahead of the check, the report completed
// after it, the file written.
import type { Checked } from '../../check/check.ts';
import { shownPath, UsageError } from '../../model/usage-error.ts';
import type { Correction } from '../../settings/correct.ts';
import type { SettingsFormat } from '../../settings/format.ts';
import { notice } from '../check-run.ts';
import type { CheckOptions } from '../options/options.ts';
import type { Io } from '../terminal/io.ts';
import type { ApplicationFile } from './application-file.ts';
import { proposeCorrection, reasonForNoCorrection, settingsFor } from './working-settings.ts';
import { hasPath, type WritableFile, writeBack } from './write-back.ts';

export { credentialsOf, readApplicationFile, requestForApplication } from './application-file.ts';
export { formatNamed } from './working-settings.ts';
export { checkWritable } from './write-back.ts';

export interface ApplicationQuestion {
  readonly file: ApplicationFile | null;
  /** Of `--settings-for`. */
  readonly format: SettingsFormat | null;
  readonly options: CheckOptions;
}

/** What came of it, for stderr: a disk that is full takes nothing from the report. */
async function write(file: WritableFile, correction: Correction): Promise<string> {
  try {
    const backup = await writeBack(file, correction);
    return `${shownPath(file.path)} is corrected; as it was it is in ${shownPath(backup)}`;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** The report with the lines to write; and with `--write` they are written. */
export async function completeReport(checked: Checked, { file, format, options }: ApplicationQuestion, io: Io): Promise<Checked> {
  let { report } = checked;
  if (file !== null && report.application !== undefined) {
    const found = proposeCorrection(file.reading, checked);
    const correction = found === null ? null : { changes: found.changes, lines: found.lines };
    const noCorrection = found === null ? reasonForNoCorrection(file.reading, checked) : null;
    report = { ...report, application: { ...report.application, correction, noCorrection } };
    if (options.write && hasPath(file) && found === null)
      notice(io, options, `--write: nothing was changed in ${shownPath(file.path)}`);
    if (options.write && hasPath(file) && found !== null)
      notice(
        io,
        options,
        checked.report.interrupted ? '--write: the check was interrupted, and nothing was written' : await write(file, found),
      );
  }
  if (format !== null) {
    const lines = settingsFor(format, checked);
    if (lines) report = { ...report, settingsFor: lines };
    else notice(io, options, `--settings-for: nothing that works here can be written for ${format.application}`);
  }
  return { ...checked, report };
}
