// Which command a line names: also one that begins with a target, with options, or with the name of another program. Looks
// whether a file of that name exists; must not know what any command does.
import { statSync } from 'node:fs';
import { shownPath, UsageError } from '../../model/usage-error.ts';
import { COMMAND_HABITS } from '../options/habits.ts';
import type { OptionSpec } from '../options/options.ts';
import { findOperand, readTypedWords, type TypedWords } from '../options/typed-words.ts';
import type { CommandSpec } from './command.ts';

/** Answered by the program itself, whatever else is there. */
const ROOT_OPTIONS = ['-h', '--help', '-V', '--version'];

/** Endings that no top-level domain has, and what such a file is for. */
const FILE_ENDINGS = /\.(?:txt|list|log|eml|msg|json|jsonl|csv|tsv|html?|xml|ya?ml|conf|cnf|ini|env|pem|crt|cer|key|pfx|p12)$/i;

function isFile(path: string): boolean {
  try {
    return !path.includes('\0') && statSync(path).isFile();
  } catch {
    return false;
  }
}

/** A first word with a dot, a colon or an `@`. */
const looksLikeTarget = (word: string): boolean => /[.:@]/.test(word);

function refuseFile(word: string): void {
  if (!(FILE_ENDINGS.test(word) || /[/\\]/.test(word)) || /^[a-z][a-z0-9+.-]*:\/\//i.test(word) || !isFile(word)) return;
  const path = shownPath(word);
  if (/\.json$/i.test(word))
    throw new UsageError(
      `${path} is a file: mailprobe show ${path} shows the report in it, mailprobe diff compares it with another`,
    );
  throw new UsageError(
    `${path} is a file: mailprobe batch ${path} checks the targets in it, mailprobe explain ${path} reads the error or log in it`,
  );
}

function refuseReply(word: string): void {
  if (/^(?:[245]\d\d[ -]|[+-](?:ok|err)\b|[a-z]*(?:error|exception)\b)/i.test(word) && /\s/.test(word))
    throw new UsageError('that is what a server or program says, and no command: mailprobe explain "…" tells what it means');
}

/**
 * The words with the command first. `names`: of all commands; `checkOptions`: for what stands before any command. Throws
 * UsageError where the first word is something else.
 */
export function nameCommand(
  argv: readonly string[],
  names: readonly string[],
  checkOptions: readonly OptionSpec[],
): readonly string[] {
  const [first = ''] = argv;
  if (names.includes(first) || ROOT_OPTIONS.includes(first) || argv.length === 0) return argv;
  refuseReply(first);
  const at = first.startsWith('-') ? findOperand(argv, checkOptions) : 0;
  if (at < 0) {
    const root = argv.find((word) => ROOT_OPTIONS.includes(word));
    return root === undefined ? ['check', ...argv] : [root, ...argv.filter((word) => word !== root)];
  }
  const word = argv[at] ?? '';
  const others = argv.toSpliced(at, 1);
  if (names.includes(word)) return [word, ...others];
  if (Object.hasOwn(COMMAND_HABITS, word))
    return [...(COMMAND_HABITS[word] ?? []), ...(others[0] === 's_client' ? others.slice(1) : others)];
  // Behind options a word without a dot may be a host; in front it is more likely a slip of a command.
  if (!looksLikeTarget(word)) return at > 0 ? ['check', ...argv] : argv;
  refuseFile(word);
  return ['check', ...argv];
}

/** The whole line in words of ours. Throws UsageError. */
export function readCommandLine(argv: readonly string[], commands: readonly CommandSpec[]): TypedWords {
  const specOf = (name: string | undefined): CommandSpec | undefined => commands.find((spec) => spec.name === name);
  const named = nameCommand(argv, ['help', ...commands.map(({ name }) => name)], specOf('check')?.options ?? []);
  const spec = specOf(named[0]);
  if (!spec) return { words: named, notices: [] };
  const { words, notices } = readTypedWords(named.slice(1), spec.options, spec.mayBeginWithDash);
  return { words: [spec.name, ...words], notices };
}
