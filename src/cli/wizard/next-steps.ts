// What can be done with a report once it was read: look at the transcript, keep it in a file. Must not know how the
// report came about.
import { stat } from 'node:fs/promises';
import type { Report } from '../../model/report.ts';
import { visibleText } from '../../model/visible-text.ts';
import { type FormatName, savedFormats } from '../../report/formats/index.ts';
import { makeStyle } from '../../report/formats/text-style.ts';
import { transcriptSection } from '../../report/formats/text-transcript.ts';
import { type Printable, print } from '../commands/check.ts';
import type { CheckOptions } from '../options/options.ts';
import { checkOutputFile, deliver, OutputError, RefusedFile } from '../output/output.ts';
import { type Io, isColourful } from '../terminal/io.ts';
import type { Choice, Prompter } from '../terminal/prompter.ts';

export const hasTranscript = ({ endpoints }: Report): boolean => endpoints.some(({ transcript }) => transcript.length > 0);

export function showTranscript({ report }: Printable, io: Io): void {
  const style = makeStyle(isColourful(io, undefined));
  const columns = io.stdout.columns || 80;
  const options = { verbose: true, quiet: false, colour: false, columns, strict: false, warnDays: 0 };
  const lines = transcriptSection({ report, options, style, width: columns, squeeze: 0 });
  io.stdout.write(`\n${lines.join('\n')}\n\n`);
}

const formatChoices = (): Choice<{ readonly format: FormatName; readonly extension: string }>[] =>
  savedFormats().map(({ name, title, extension }) => ({ name: title, value: { format: name, extension } }));

const safeName = (host: string): string => host.replace(/[^A-Za-z0-9.-]+/g, '-').replace(/^[.-]+/, '') || 'host';

async function complaintAbout(path: string): Promise<string | null> {
  try {
    await checkOutputFile(path, false);
    return (await stat(path).catch(() => null))?.isFile() === false ? 'that is no plain file' : null;
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
    // The name stands in the line above.
    return error.yieldsToForce ? `${error.reason}; give another name` : error.reason;
  }
}

/** Asks for format and file, and writes it with the transcripts. A file that cannot be written is said, and no more. */
export async function saveReport(prompter: Prompter, checked: Printable, options: CheckOptions, io: Io): Promise<void> {
  const { format, extension } = await prompter.choose({ message: 'In which format?', choices: formatChoices() });
  const initial = `mailprobe-${safeName(checked.report.target.host)}.${extension}`;
  const path = await prompter.text({ message: 'File name:', initial, validate: complaintAbout });
  const { json: _json, quiet: _quiet, ...others } = options;
  try {
    await deliver(await print(checked, { ...others, format, output: path, verbose: true }, io), path, io);
    io.stderr.write(`Saved in ${visibleText(path)}, with the transcript; no password or token is in it.\n`);
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    io.stderr.write(`${visibleText(error.problem)}\n`);
  }
}
