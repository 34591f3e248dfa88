// A report read back. It is somebody else's file: bounded, judged by the schema, and every text in it goes through the door
// that shows what a terminal would act on. Says in one line what is wrong with it.
import type { Report } from '../model/report.ts';
import { shownPath, UsageError } from '../model/usage-error.ts';
import { visibleText } from '../model/visible-text.ts';
import { readInputFile } from '../request/input-file.ts';
import { RECORD_VERSION, type RecordedRun } from './recorded.ts';
import { faultOfReport } from './report-schema.ts';

/** The largest that a check makes, all transcripts and observations of a hostile server with it, is a tenth of it. */
export const MAX_REPORT_BYTES = 16 * 1_024 * 1_024;
/** Nothing of ours is nested deeper than a dozen. */
const MAX_DEPTH = 40;
const SCHEMA_VERSION = 1;

export interface SavedReport {
  readonly report: Report;
  /** What newer rules can judge; null: it was not saved. */
  readonly recorded: RecordedRun | null;
}

/** Line ends stay: our own sentences have them, and every format takes a text apart by them. */
const shown = (text: string): string => (text.includes('\n') ? text.split('\n').map(visibleText).join('\n') : visibleText(text));

class TooDeep extends Error {}

/** The same with no character that acts, in keys neither. */
function madeVisible(value: unknown, depth = 0): unknown {
  if (depth > MAX_DEPTH) throw new TooDeep();
  if (typeof value === 'string') return shown(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => madeVisible(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [shown(key), madeVisible(item, depth + 1)]));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Several documents, a line each: the results of `batch`. */
const isJsonLines = (text: string): boolean => {
  const lines = text.split('\n', 3).filter((line) => line.trim() !== '');
  return lines.length > 1 && lines.slice(0, 2).every((line) => line.startsWith('{"') && line.trimEnd().endsWith('}'));
};

function parse(text: string, refuse: (reason: string) => UsageError): Record<string, unknown> {
  let document: unknown;
  try {
    document = madeVisible(JSON.parse(text.replace(/^\ufeff/, '')));
  } catch (error) {
    if (error instanceof TooDeep) throw refuse('it is nested too deeply for a report');
    if (text.trim() === '') throw refuse('it is empty');
    if (isJsonLines(text)) throw refuse('it has several reports, a line each (batch): take one line of it');
    throw refuse('it is no JSON: a report is what check --json prints');
  }
  if (!isRecord(document)) throw refuse('it is JSON, and no report');
  return document;
}

/** Which of our documents it is, before anything of it is judged. */
function refuseOtherDocuments(document: Record<string, unknown>, refuse: (reason: string) => UsageError): void {
  const { tool, schemaVersion, kind } = document;
  if (!isRecord(tool) || tool.name !== 'mailprobe') throw refuse('it is JSON, and no report of mailprobe');
  if (kind === 'comparison') throw refuse('it is a comparison (mailprobe diff), and no report');
  if (typeof schemaVersion !== 'number' || !Number.isInteger(schemaVersion))
    throw refuse('it does not say its schemaVersion as a report does');
  const version = typeof tool.version === 'string' ? ` ${tool.version.slice(0, 40)}` : '';
  if (schemaVersion > SCHEMA_VERSION)
    throw refuse(
      `it was written by a newer mailprobe${version} (schemaVersion ${schemaVersion}, this one reads ${SCHEMA_VERSION}): update mailprobe`,
    );
  if (schemaVersion < SCHEMA_VERSION)
    throw refuse(`there was no schemaVersion ${schemaVersion}: this one reads ${SCHEMA_VERSION}`);
}

/** `shownAs`: what complaints call it. Throws UsageError. */
export function parseReport(text: string, shownAs: string): SavedReport {
  const refuse = (reason: string): UsageError => new UsageError(`${shownAs}: ${reason}`);
  const document = parse(text, refuse);
  refuseOtherDocuments(document, refuse);
  const { recorded = null, ...report } = document;
  const fault = faultOfReport(report);
  if (fault !== null) throw refuse(`it is no whole report: ${fault}`);
  return { report: report as unknown as Report, recorded: recorded as RecordedRun | null };
}

/** `-`: what `readStdin` gives. Throws UsageError. */
export async function readReportFile(path: string, readStdin: (maxBytes: number) => Promise<Buffer>): Promise<SavedReport> {
  const bytes = path === '-' ? await readStdin(MAX_REPORT_BYTES) : (await readInputFile(path, 'report', MAX_REPORT_BYTES)).bytes;
  // PowerShell writes UTF-16 where output is redirected.
  const text = bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.subarray(2).toString('utf16le') : bytes.toString('utf8');
  return parseReport(text, path === '-' ? 'stdin' : visibleText(shownPath(path)));
}

/** Throws UsageError where the observations are of a version that this program does not read. */
export function refuseForeignRecord({ recorded }: SavedReport, shownAs: string): RecordedRun {
  if (recorded === null)
    throw new UsageError(`${shownAs}: it holds no observations to judge again: they are saved by check --save --observations`);
  const version: unknown = isRecord(recorded) ? recorded.version : undefined;
  if (version !== RECORD_VERSION)
    throw new UsageError(
      `${shownAs}: its observations are of version ${typeof version === 'number' ? version : 'unknown'}, and this mailprobe judges version ${RECORD_VERSION}`,
    );
  return recorded;
}
