// What the wizard was told as a command line: once as it is run, once as it can be copied into a shell. No
// secret stands in either. Pure.
import type { Mode, Protocol } from '../../model/protocol.ts';
import type { Secret } from '../../model/secret.ts';

export interface LoginAnswers {
  readonly user: string;
  readonly kind: 'password' | 'token';
  readonly secret: Secret;
}

/** null: left to `check`. */
export interface CheckAnswers {
  /** Empty where a settings file says it. */
  readonly target: string;
  /** A settings file, and its part. */
  readonly config: string | null;
  /** With the user and password of that file. */
  readonly fileLogin: boolean;
  /** The program that cannot send or read mail: its client library, and the format of its settings. */
  readonly client: string | null;
  readonly settingsFor: string | null;
  /** Every protocol. */
  readonly all: boolean;
  readonly protocol: Protocol | null;
  readonly port: number | null;
  readonly mode: Mode | null;
  /** The roots of the program, as `--trust` takes them. */
  readonly trust: string | null;
  readonly login: LoginAnswers | null;
}

/** One option with its value a group, so that folding keeps them together. */
function words(answers: CheckAnswers, secretOption: readonly string[]): string[][] {
  const { target, config, fileLogin, client, settingsFor, all, protocol, port, mode, trust, login } = answers;
  return [
    ...(config === null ? [['check', target]] : [['check', '--config', config]]),
    ...(fileLogin ? [['--login']] : []),
    ...(all ? [['--all']] : []),
    ...(protocol === null ? [] : [['--protocol', protocol]]),
    ...(port === null ? [] : [['--port', String(port)]]),
    ...(mode === null ? [] : [['--mode', mode]]),
    ...(client === null ? [] : [['--client', client]]),
    ...(settingsFor === null ? [] : [['--settings-for', settingsFor]]),
    ...(trust === null ? [] : [['--trust', trust]]),
    ...(login === null ? [] : [['-u', login.user], secretOption.slice()]),
  ];
}

/** What follows `mailprobe`; the secret is in the variable. */
export const runArguments = (answers: CheckAnswers, variable: string): string[] =>
  words(answers, [answers.login?.kind === 'token' ? '--token-env' : '--password-env', variable]).flat();

/** A word as a POSIX shell takes it (zsh would expand a leading `=`). */
const quoteForPosix = (word: string): string =>
  /^[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/**
 * As cmd and PowerShell take it, and Microsoft's C runtime then reads it, which wants a backslash ahead of a quote doubled. What
 * they expand between double quotes (%NAME%, $name) stands in no host, and in few names of users and files.
 */
const quoteForWindows = (word: string): string =>
  /^[A-Za-z0-9_+:.\\/-][A-Za-z0-9_@+:.\\/-]*$/.test(word)
    ? word
    : `"${word.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;

export const quoteForShell = (word: string, platform: NodeJS.Platform = process.platform): string =>
  platform === 'win32' ? quoteForWindows(word) : quoteForPosix(word);

/** A check of this target, and no more. */
export const checkOf = (target: string): CheckAnswers => ({
  target,
  config: null,
  fileLogin: false,
  client: null,
  settingsFor: null,
  all: false,
  protocol: null,
  port: null,
  mode: null,
  trust: null,
  login: null,
});

/** The command line to copy, folded at options where the shell can join it; on a terminal it asks for the secret. */
export function shellCommand(answers: CheckAnswers, width: number, platform: NodeJS.Platform = process.platform): string[] {
  const groups = words(answers, [answers.login?.kind === 'token' ? '--token-stdin' : '--password-stdin']);
  const lines: string[] = [];
  for (const group of groups) {
    const text = group.map((word) => quoteForShell(word, platform)).join(' ');
    const last = lines.at(-1);
    if (last === undefined) lines.push(`mailprobe ${text}`);
    // cmd would go on behind ^, PowerShell behind `.
    else if (platform === 'win32' || last.length + 1 + text.length <= width - 2) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(`  ${text}`);
  }
  return lines.map((line, at) => (at < lines.length - 1 ? `${line} \\` : line));
}
