// `mailprobe explain`: what a pasted reply, log line or error code means, offline. Exit code 0: recognised, 1: not.
// Reads and prints; what the text means is src/explain's to say.
import type { ExplainedText } from '../../explain/explain.ts';
import { explainText } from '../../explain/explain.ts';
import type { Explanation } from '../../model/finding.ts';
import { UsageError } from '../../model/usage-error.ts';
import { hanging } from '../../report/formats/text-layout.ts';
import { makeStyle, type Style } from '../../report/formats/text-style.ts';
import { OWNER_WORDS } from '../../report/wording.ts';
import { EXIT } from '../output/exit-code.ts';
import { filesRead } from '../output/named-files.ts';
import { checkOutputFile, deliver, wantsJson } from '../output/output.ts';
import { readStdin } from '../terminal/input.ts';
import { columnsOf, type Io, isColourful } from '../terminal/io.ts';
import type { CommandArguments } from './command.ts';

export interface ExplainRequest {
  /** The text in words, as the shell split it; `-` alone, or none with a pipe: from stdin. */
  readonly words: readonly string[];
  readonly json: boolean;
  readonly colour: boolean;
  readonly columns: number;
  readonly output?: string | undefined;
}

/** A day's log of a busy server; what is longer has its failures at its end, and `tail` brings them. */
const MAX_INPUT_BYTES = 8 * 1024 * 1024;
/** For a pipe that nobody closes. */
const STDIN_PATIENCE_MS = 60_000;

const CONFIDENCE: Readonly<Record<Explanation['confidence'], string>> = {
  certain: 'certain',
  likely: 'likely',
  generic: 'generic: told by the code alone',
};

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

async function readText(words: readonly string[], io: Io): Promise<string> {
  const fromStdin = words.length === 0 ? io.stdin.isTTY !== true : words.length === 1 && words[0] === '-';
  if (fromStdin) return decodePastedText(await readStdin(io, 'explain', MAX_INPUT_BYTES, STDIN_PATIENCE_MS));
  if (words.length === 0) throw new UsageError('explain: give the reply or error as an argument, or pipe it in');
  return words.join(' ').slice(0, MAX_INPUT_BYTES);
}

const asJson = ({ input, recognised, matches }: ExplainedText): string =>
  `${JSON.stringify(
    {
      input,
      recognised,
      matches: matches.map(({ id, title, meaning, fix, owner, provider, confidence, reference }) => ({
        id,
        title,
        meaning,
        fix,
        owner,
        provider,
        confidence,
        reference,
      })),
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
    ...(match.reference === null ? [] : row('Reference', match.reference)),
  ];
}

/** The explanation as text: the best reading in full, up to three others in a line each. */
function formatExplanation({ recognised, matches }: ExplainedText, style: Style, columns: number): string {
  const [best, ...others] = matches;
  if (!recognised || best === undefined) {
    return `${[style.doubtful('Not recognised: nothing that a mail server or mail program is known to say.'), '', ...WHAT_TO_PASTE].join('\n')}\n`;
  }
  const lines = matchText(best, style, columns);
  if (others.length > 0) {
    lines.push('', 'Also in the text, or possible:');
    for (const other of others.slice(0, 3)) {
      lines.push(...hanging('- ', `${other.title} (${other.id}, ${other.confidence}): ${other.fix}`, columns));
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Resolves with the exit code. Throws UsageError where there is no text to read. */
export async function runExplain(request: ExplainRequest, io: Io): Promise<number> {
  const explained = explainText(await readText(request.words, io));
  const columns = Math.min(Math.max(request.columns, 40), 110);
  const text = request.json ? asJson(explained) : formatExplanation(explained, makeStyle(request.colour), columns);
  await deliver(text, request.output, io);
  return explained.recognised ? EXIT.ok : EXIT.fail;
}

interface Given {
  readonly json?: true;
  readonly output?: string;
  readonly force?: true;
  readonly color?: boolean;
}

export async function run({ positionals, options }: CommandArguments, io: Io): Promise<number> {
  const given = options as Given;
  if (given.output !== undefined && given.output !== '-')
    await checkOutputFile(given.output, given.force === true, filesRead(given, io));
  return runExplain(
    {
      words: positionals,
      json: wantsJson(given),
      colour: given.output === undefined && isColourful(io, given.color),
      columns: columnsOf(io),
      output: given.output,
    },
    io,
  );
}
