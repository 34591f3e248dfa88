// How every text that `--output` writes begins, so that the next run may write over it and over nothing else. A mark
// further down proves nothing: other people's notes, package lists and metrics speak of mailprobe, too.
import { csvHeader } from '../../report/formats/csv.ts';

/** Enough of a file to tell by: the longest summary of a report, and what follows it. */
export const BEGINNING_BYTES = 8_192;

const JSON_REPORT = /^\{\s*"schemaVersion":\s*\d+,\s*"tool":\s*\{\s*"name":\s*"mailprobe"/;

const BEGINNINGS: readonly RegExp[] = [
  // check, lab and discover as JSON; a line of batch.
  JSON_REPORT,
  // Text: the verdict, folded to the width, then the page's first row, or the table of endpoints and a section's name as
  // earlier versions had them; with --quiet nothing more.
  /^(?:OK|WARNING|FAIL) {2}\S[^\n]*\n(?: {4,9}\S[^\n]*\n)*(?:$|\n(?:(?:What|Ports|When) {2,3}\S|\+- Settings |\S+ +connect +greeting |(?:TLS|DNS|Login) {3,}\S|(?:ERROR|WARNING|NOTE) {1,3}\S))/,
  // The same with --all: a line for each protocol, outgoing mail first.
  /^SMTP {2}(?:OK|WARNING|FAIL) +(?:\S+: )?\d{1,5} (?:SSL\/TLS|STARTTLS|no encryption|[a-z ]+)/,
  // --for: to one of the four, with the time or without anything to do.
  /^To the (?:customer(?:'s\s+network\s+people)?|mail\s+hoster|tenant's\s+administrator):\s+(?:On \d{4}-\d\d-\d\d\s+at\s|at\s+\S+\s+there\s+is\s+nothing\s+for\s+you\s+to\s+change)/,
  // Lines of batch.
  /^(?:OK {7}|WARNING {2}|FAIL {5})\S[^\n]*\n(?:$|(?:OK {7}|WARNING {2}|FAIL {5})\S)/,
  // Markdown.
  /^# (?:OK|WARNING|FAIL): `[^\n]+\n\n[^\n]+\n\nChecked `[^\n]+` with mailprobe `/,
  // HTML, as of now and as of the versions that did not say who wrote it.
  /^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8"\/>\n<meta name="generator" content="mailprobe /,
  /^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8"\/>\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[\w+/=]+'; img-src data:; base-uri 'none'; form-action 'none'"\/>\n/,
  /^MAILPROBE (?:OK|WARNING|CRITICAL|UNKNOWN) - /,
  /^# HELP probe_success Whether the check did not fail\n# TYPE probe_success gauge\n/,
  /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="mailprobe" /,
  // explain.
  /^\{\n {2}"input": "(?:[^"\\]|\\.)*",\n {2}"recognised": (?:true|false),\n {2}"matches": \[/,
  /^\S[^\n]* \([a-z0-9-]+\)\n\nMeaning {5}\S/,
  /^Not recognised: nothing that a mail server or mail program is known to say\.\n/,
  // discover: the domain, then what serves it.
  /^[^\s:]+(?:: [^\n]+)?\n\n(?:SMTP, for sending|IMAP|POP3)\n {2}\S/,
];

/** The columns of every version begin with these. */
const CSV_BEGINNING = csvHeader().slice(0, csvHeader().indexOf(',line,reason'));

/** `text`: the first bytes of a file. An empty one is anybody's, and nobody's loss. */
export const beginsAsOurs = (text: string): boolean =>
  text === '' || text.startsWith(CSV_BEGINNING) || BEGINNINGS.some((beginning) => beginning.test(text));

const CUT_LINE = '{"schemaVersion":1,"tool":{"name":"mailprobe"';

/** The same for JSON Lines of `batch`, also of a run that was killed within its first line. */
export const beginsAsResults = (text: string): boolean =>
  JSON_REPORT.test(text) || (text.length < CUT_LINE.length && CUT_LINE.startsWith(text));
