// What can be done with a report once it was read: look at the transcript, keep it in a file, pass it on, hold an error
// message beside it. Must not know how the report came about.
import { stat } from 'node:fs/promises';
import type { Owner } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { visibleText } from '../../model/visible-text.ts';
import { type FormatName, savedFormats } from '../../report/formats/index.ts';
import { tellText } from '../../report/formats/tell-text.ts';
import { makeStyle } from '../../report/formats/text-style.ts';
import { transcriptSection } from '../../report/formats/text-transcript.ts';
import { loadLanguage } from '../../report/languages/index.ts';
import { type Printable, print } from '../commands/check.ts';
import type { CheckOptions } from '../options/options.ts';
import { checkOutputFile, deliver, OutputError, RefusedFile } from '../output/output.ts';
import { type Io, isColourful } from '../terminal/io.ts';
import { chosenLanguage } from '../terminal/locale.ts';
import { readPastedText } from '../terminal/pasted-text.ts';
import type { Choice, Prompter } from '../terminal/prompter.ts';
import { type CheckAnswers, shellCommand } from './command-line.ts';

const MAX_MESSAGE = 1_048_576;
/** Prose that is wider is hard to read. */
const MAX_COLUMNS = 110;

/** To whom, in the order in which a support engineer writes. */
const RECIPIENTS: readonly Choice<Owner>[] = [
  { name: 'The customer, who uses the server', value: 'you' },
  { name: 'The hoster, who runs the server', value: 'server' },
  { name: "Whoever runs the customer's network or firewall", value: 'network' },
  { name: 'The administrator of the account or tenant', value: 'provider' },
];

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

/** `20260131-120000`, by the clock on the wall. */
export function fileStamp(time: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${time.getFullYear()}${two(time.getMonth() + 1)}${two(time.getDate())}`;
  return `${day}-${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
}

/** What is there stays there: the report of an hour ago is what this one will be compared with. */
async function complaintAbout(path: string): Promise<string | null> {
  try {
    const present = await stat(path).catch(() => null);
    if (present?.isFile()) return 'there is one already: give another name';
    await checkOutputFile(path, false);
    return present === null ? null : 'that is no plain file';
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
    // The name stands in the line above.
    return error.yieldsToForce ? `${error.reason}; give another name` : error.reason;
  }
}

/** Asks for format and file, and writes it with the transcripts. A file that cannot be written is said, and no more. */
export async function saveReport(prompter: Prompter, checked: Printable, options: CheckOptions, io: Io): Promise<void> {
  const choices = formatChoices();
  const { format, extension } = await prompter.choose({ message: 'In which format?', choices, hasWayBack: true });
  const initial = `mailprobe-${safeName(checked.report.target.host)}-${fileStamp(new Date())}.${extension}`;
  const path = await prompter.text({ message: 'File name:', initial, validate: complaintAbout, hasWayBack: true });
  const { json: _json, quiet: _quiet, ...others } = options;
  try {
    await deliver(await print(checked, { ...others, format, output: path, verbose: true }, io), path, io);
    io.stderr.write(`Saved in ${visibleText(path)}, with the transcript; no password or token is in it.\n\n`);
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    io.stderr.write(`${visibleText(error.problem)}\n`);
  }
}

/** Reads an error message as it was pasted, and says what it means. */
export async function explainMessage(io: Io): Promise<void> {
  io.stderr.write('Paste the message here, then press Ctrl-D (Esc goes back):\n');
  const text = await readPastedText(io, MAX_MESSAGE);
  if (text.trim() === '') return;
  const { explainText } = await import('../../explain/explain.ts');
  const { formatExplanation } = await import('../commands/explain.ts');
  const columns = Math.min(io.stdout.columns || 80, MAX_COLUMNS);
  io.stdout.write(`\n${formatExplanation(explainText(text), makeStyle(isColourful(io, undefined)), columns)}\n`);
}

/** Asks for whom, and prints the text to pass on. */
export async function showTextFor(prompter: Prompter, { report }: Printable, io: Io): Promise<void> {
  const owner = await prompter.choose({ message: 'For whom?', choices: RECIPIENTS, hasWayBack: true });
  const language = (await loadLanguage(chosenLanguage(undefined, io.env))) ?? undefined;
  io.stdout.write(`\n${tellText(report, owner, Math.min(io.stdout.columns || 80, MAX_COLUMNS), language)}\n`);
}

/** The same by command line, to copy. */
export function showCommandLine(answers: CheckAnswers, io: Io): void {
  const lines = shellCommand(answers, (io.stderr.columns || 80) - 2).map((line) => `  ${visibleText(line)}`);
  io.stderr.write(`\n${lines.join('\n')}\n\n`);
}
