// How every text that `--output` writes begins, so that the next run may write over it and over nothing else. A mark
// further down proves nothing: other people's notes, package lists and metrics speak of mailprobe, too.
import { comparisonBeginnings } from '../../compare/formats/index.ts';
import { csvHeader } from '../../report/formats/csv.ts';
import { formatBeginnings, JSON_REPORT_BEGINNING } from '../../report/formats/index.ts';

const BEGINNINGS: readonly RegExp[] = [
  ...formatBeginnings(),
  ...comparisonBeginnings(),
  // history: the verdict and the time.
  /^(?:OK {7}|WARNING {2}|FAIL {5}|\? {8})\d{4}-\d\d-\d\d \d\d:\d\d:\d\d /,
  // Lines of batch.
  /^(?:OK {7}|WARNING {2}|FAIL {5})\S[^\n]*\n(?:$|(?:OK {7}|WARNING {2}|FAIL {5})\S)/,
  // explain.
  /^\{\n {2}"input": "(?:[^"\\]|\\.)*",\n {2}"recognised": (?:true|false),\n {2}"matches": \[/,
  /^\S[^\n]* \([a-z0-9-]+\)\n\nMeaning {5}\S/,
  /^Not recognised: nothing that a mail server or mail program is known to say\.\n/,
  // discover: the domain, then what serves it.
  /^[^\s:]+(?:: [^\n]+)?\n\n(?:SMTP, for sending|IMAP|POP3)\n {2}\S/,
  // discover --mine.
  /^[^\s:]+: [^\n]+\n\n(?:What to change, first things first\n {1,2}\d|(?: {2}\d+ more could be added [^\n]+\n\n)?Published\n {2}\S)/,
];

/** The columns of every version begin with these. */
const CSV_BEGINNING = csvHeader().slice(0, csvHeader().indexOf(',line,reason'));

/** `text`: the first bytes of a file. An empty one is anybody's, and nobody's loss. */
export const beginsAsOurs = (text: string): boolean =>
  text === '' || text.startsWith(CSV_BEGINNING) || BEGINNINGS.some((beginning) => beginning.test(text));

const CUT_LINE = '{"schemaVersion":1,"tool":{"name":"mailprobe"';

/** The same for JSON Lines of `batch`, also of a run that was killed within its first line. */
export const beginsAsResults = (text: string): boolean =>
  JSON_REPORT_BEGINNING.test(text) || (text.length < CUT_LINE.length && CUT_LINE.startsWith(text));
