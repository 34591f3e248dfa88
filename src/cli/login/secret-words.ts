// The secrets that a command line brings along, before anything reads it: in variables, by names that options give, and in
// words that are refused later. Nothing is judged here; what is registered once too often does no harm. Must not fail.
import { SECRET_HABITS } from '../options/habits.ts';

/** Options that name a variable with a secret in it. */
const NAMING = ['--password-env', '--token-env', '--client-secret-env', '--refresh-token-env'];
/** Options that are refused, since their value would be a secret for all to see. */
const REFUSED = ['--password', '--token', '--client-secret', '--refresh-token', ...SECRET_HABITS];
/** What may hold one behind a colon. */
const PAIRS = ['--user', '-u'];

/** The values given to these options, also in the word itself. */
function valuesOf(argv: readonly string[], names: readonly string[]): string[] {
  return argv.flatMap((word, at) => {
    if (names.includes(word)) return [argv[at + 1] ?? ''];
    const name = names.find((one) => word.startsWith(`${one}=`) || (one.length === 2 && word.startsWith(one)));
    return name === undefined ? [] : [word.slice(name.length).replace(/^=/, '')];
  });
}

/** `scheme://user:password@host`, as written and as meant. */
function passwordsOfUrl(text: string): string[] {
  const password = /^[a-z0-9+.-]+:\/\/[^:/?#]*:(.*)@/is.exec(text)?.[1];
  if (password === undefined) return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}

/** As they are used: the newline that echo adds is none of them. */
export function findSecretWords(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): string[] {
  const named = valuesOf(argv, NAMING).map((name) => env[name] ?? '');
  const typed = valuesOf(argv, REFUSED);
  const paired = valuesOf(argv, PAIRS).flatMap((pair) => (pair.includes(':') ? [pair.slice(pair.indexOf(':') + 1)] : []));
  const urls = [env.MAILPROBE_PROXY ?? '', ...argv.map((word) => word.replace(/^--[a-z-]+=/, ''))].flatMap(passwordsOfUrl);
  return [env.MAILPROBE_PASSWORD ?? '', ...named, ...typed, ...paired, ...urls]
    .map((word) => word.replace(/\r?\n$/, ''))
    .filter((word) => word !== '');
}
