// `mailprobe explain`: what a pasted reply, log line or error code means, offline. Exit code 0: recognised, 1: not.
// Reads and prints; what the text means is src/explain's to say.
import { stat } from 'node:fs/promises';
import type { ExplainedText } from '../../explain/explain.ts';
import { explainText } from '../../explain/explain.ts';
import { namesNear } from '../../knowledge/near-names.ts';
import { type Explanation, FINDING_IDS, type FindingId, isFindingId } from '../../model/finding.ts';
import { shownPath } from '../../model/usage-error.ts';
import { visibleText } from '../../model/visible-text.ts';
import { hanging } from '../../report/formats/text-layout.ts';
import { makeStyle, type Style } from '../../report/formats/text-style.ts';
import { type LanguageCode, loadLanguage } from '../../report/languages/index.ts';
import { OWNER_WORDS } from '../../report/wording.ts';
import { EXIT } from '../output/exit-code.ts';
import { filesRead, type NamedFile } from '../output/named-files.ts';
import { checkOutputFile, deliver, wantsJson } from '../output/output.ts';
import { readInputFile, readStdin } from '../terminal/input.ts';
import { PromptAborted, PromptBack } from '../terminal/interrupt.ts';
import { columnsOf, type Io, isColourful } from '../terminal/io.ts';
import { chosenLanguage } from '../terminal/locale.ts';
import { readPastedText } from '../terminal/pasted-text.ts';
import type { CommandArguments } from './command.ts';

export interface ExplainRequest {
  /** The text in words, as the shell split it, or the name of a file; `-` alone, or none: from stdin. */
  readonly words: readonly string[];
  readonly json: boolean;
  readonly colour: boolean;
  readonly columns: number;
  readonly output?: string | undefined;
  /** Of the page of a finding; absent: as the locale says. */
  readonly lang?: LanguageCode | undefined;
}

/** A day's log of a busy server; what is longer has its failures at its end, and `tail` brings them. */
const MAX_INPUT_BYTES = 8 * 1024 * 1024;
/** For a pipe that nobody closes. */
const STDIN_PATIENCE_MS = 60_000;

const CONFIDENCE: Readonly<Record<Explanation['confidence'], string>> = {
  certain: 'certain',
  likely: 'likely',
  generic: 'generic: told by the code, by a sentence that names no cause, or in words of no program',
};

/** A name with an ending, or with a folder in front, and no text; on a drive or share with blanks as well. */
const LOOKS_LIKE_FILE = /^(?:(?:[^\s:]*[/\\])?[^\s:/\\]+|(?:[a-z]:|\\\\)[\\/]?[^:*?"<>|\r\n]+)\.[a-z][a-z\d]{1,5}$/i;
const PASTE_HERE = 'Paste the reply, the error or the log here, then press Ctrl-D (Ctrl-C ends it):';

const WHAT_TO_PASTE = [
  "Paste the server's reply with its code, for example:",
  '  mailprobe explain "535 5.7.8 Authentication failed"',
  'or the error as the program printed it, or the part of the log around the failure:',
  '  tail -n 50 /var/log/mail.log | mailprobe explain -',
];

/** PowerShell pipes UTF-16; what is no UTF-8 is taken as Latin-1, so that no word is lost. */
function decodePastedText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

async function isFile(path: string): Promise<boolean> {
  if (path === '' || path.includes('\0')) return false;
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** Whatever stands there: where it is no file, it is none that could be written over. */
const fileOf = ([first, ...more]: readonly string[]): NamedFile[] =>
  first === undefined || more.length > 0 ? [] : [{ what: 'the text', at: first }];

/** From a terminal, with what to do said there; from a pipe; from a file; or the words themselves. */
async function readText(words: readonly string[], io: Io): Promise<string> {
  const [first = '-', ...more] = words;
  if (more.length > 0) return words.join(' ').slice(0, MAX_INPUT_BYTES);
  if (first === '-') {
    if (!io.stdin.isTTY) return decodePastedText(await readStdin(io, 'explain', MAX_INPUT_BYTES, STDIN_PATIENCE_MS));
    io.stderr.write(`${PASTE_HERE}\n`);
    return readPasted(io);
  }
  // A name without a slash may be a code as well: ECONNREFUSED is read as a file only where there is one.
  if (await isFile(first)) return decodePastedText((await readInputFile(first, 'explain', MAX_INPUT_BYTES)).bytes);
  return first.slice(0, MAX_INPUT_BYTES);
}

/** There is nothing to go back to: Esc ends it as Ctrl-C does. */
async function readPasted(io: Io): Promise<string> {
  try {
    return await readPastedText(io, MAX_INPUT_BYTES);
  } catch (error) {
    throw error instanceof PromptBack ? new PromptAborted() : error;
  }
}

const asJson = ({ input, recognised, matches, heard }: ExplainedText): string =>
  `${JSON.stringify(
    {
      input,
      recognised,
      matches: matches.map(({ id, title, meaning, fix, owner, provider, confidence, reference, line }) => ({
        id,
        title,
        meaning,
        fix,
        owner,
        provider,
        confidence,
        reference,
        line,
      })),
      heard,
    },
    null,
    2,
  )}\n`;

function matchText(match: Explanation, style: Style, columns: number): string[] {
  const row = (label: string, text: string): string[] => hanging(`${label.padEnd(12)}`, text, columns);
  return [
    `${style.strong(match.title)} ${style.faint(`(${match.id})`)}`,
    '',
    ...row('Meaning', match.meaning),
    ...row('Fix', match.fix),
    ...row('Who acts', OWNER_WORDS[match.owner]),
    ...(match.provider === null ? [] : row('Said by', match.provider)),
    ...row('Confidence', CONFIDENCE[match.confidence]),
    ...(match.line === undefined || match.line === 1 ? [] : row('Line', String(match.line))),
    ...(match.reference === null ? [] : row('Reference', match.reference)),
  ];
}

const lineOf = ({ line = 1 }: Explanation): string => (line === 1 ? '' : `, line ${line}`);

/** The explanation as text: the best reading in full, up to three others in a line each. */
export function formatExplanation({ recognised, matches, heard }: ExplainedText, style: Style, columns: number): string {
  const [best, ...others] = matches;
  if (!recognised || best === undefined) {
    const what =
      heard === null
        ? [style.doubtful('Not recognised: nothing that a mail server or mail program is known to say.')]
        : [style.doubtful('Not recognised: no cause is told.'), '', ...hanging('Heard'.padEnd(12), heard, columns)];
    return `${[...what, '', ...WHAT_TO_PASTE].join('\n')}\n`;
  }
  const lines = matchText(best, style, columns);
  if (others.length > 0) {
    lines.push('', 'Also in the text, or possible:');
    for (const other of others.slice(0, 3)) {
      lines.push(...hanging('- ', `${other.title} (${other.id}, ${other.confidence}${lineOf(other)}): ${other.fix}`, columns));
    }
  }
  return `${lines.join('\n')}\n`;
}

/** `explain cert-expired`, `explain cert expired`: the finding itself is asked for, unless a file has its name. */
async function namedFinding(words: readonly string[]): Promise<FindingId | null> {
  const id = words.join(' ').trim().toLowerCase().replaceAll(/ +/g, '-');
  return isFindingId(id) && !(await isFile(words[0] ?? '')) ? id : null;
}

/** Words with hyphens and nothing else, which nothing says: a slip in the name of a finding. */
const LOOKS_LIKE_FINDING = /^[a-z\d]{2,}(?:-[a-z\d]+){1,5}$/;

/** What to say of a word that is neither a text nor a name; null: it may well be a text. */
async function wordInstead(word: string): Promise<string | null> {
  if (LOOKS_LIKE_FILE.test(word) && !(await isFile(word)))
    return `there is no file ${visibleText(shownPath(word))}: it was taken for the text itself`;
  const near = LOOKS_LIKE_FINDING.test(word) ? namesNear(word, FINDING_IDS) : [];
  return near.length > 0 ? `no finding is called ${word}: did you mean ${near.join(', ')}?` : null;
}

async function runFinding(id: FindingId, request: ExplainRequest, columns: number, io: Io): Promise<number> {
  const { findingAsJson, findingPage, formatFinding } = await import('./finding-page.ts');
  const page = await findingPage(id);
  const language = (await loadLanguage(chosenLanguage(request.lang, io.env))) ?? undefined;
  const text = request.json ? findingAsJson(page) : formatFinding(page, makeStyle(request.colour), columns, language);
  await deliver(text, request.output, io);
  return EXIT.ok;
}

/** Resolves with the exit code. Throws UsageError where a file cannot be read. */
export async function runExplain(request: ExplainRequest, io: Io): Promise<number> {
  const finding = await namedFinding(request.words);
  const columns = Math.min(Math.max(request.columns, 40), 110);
  if (finding !== null) return runFinding(finding, request, columns, io);
  const explained = explainText(await readText(request.words, io));
  const text = request.json ? asJson(explained) : formatExplanation(explained, makeStyle(request.colour), columns);
  await deliver(text, request.output, io);
  const [word = '', ...more] = request.words;
  const instead = explained.recognised || more.length > 0 ? null : await wordInstead(word);
  if (instead !== null) io.stderr.write(`mailprobe: ${instead}\n`);
  return explained.recognised ? EXIT.ok : EXIT.fail;
}

interface Given {
  readonly json?: true;
  readonly output?: string;
  readonly force?: true;
  readonly lang?: LanguageCode;
  readonly color?: boolean;
}

export async function run({ positionals, options }: CommandArguments, io: Io): Promise<number> {
  const given = options as Given;
  if (given.output !== undefined && given.output !== '-')
    await checkOutputFile(given.output, given.force === true, [...filesRead(given, io), ...fileOf(positionals)]);
  return runExplain(
    {
      words: positionals,
      json: wantsJson(given),
      colour: given.output === undefined && isColourful(io, given.color),
      columns: columnsOf(io),
      output: given.output,
      lang: given.lang,
    },
    io,
  );
}
