// Wrong usage: the one kind of exception that is the user's to mend (exit 2). Its message is one line, names what is
// wrong, and is safe to print. Must not know where secrets come from.
import { shorten } from './shorten.ts';
import { visibleText } from './visible-text.ts';

export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** The option or setting that it is about, as the user wrote it: `--ca`, `ca_file`; null: none in particular. */
  readonly about: string | null;
  /** The message without it: for who shows it beside that very option or setting. */
  readonly problem: string;

  constructor(problem: string, about: string | null = null) {
    super(visibleText(about === null ? problem : `${about}: ${problem}`));
    this.about = about;
    this.problem = visibleText(problem);
  }
}

/** It cannot be told which of several is meant; whoever asks a person can ask for one of them. */
export class AmbiguousSettings extends UsageError {
  readonly kind: 'part' | 'client';
  readonly choices: readonly string[];

  constructor(problem: string, about: string, { kind, choices }: Pick<AmbiguousSettings, 'kind' | 'choices'>) {
    super(problem, about);
    this.kind = kind;
    this.choices = choices;
  }
}

const SHOWN = 60;

let hide = (text: string): string => text;

/** What takes known secrets out of input that is quoted from now on: one may be typed in the place of something else. */
export function hideInQuotes(scrub: (text: string) => string): void {
  hide = scrub;
}

// What a host name, a number, a mechanism or an assertion (`tls>=1.2`) is made of. Where something else begins, a password
// may begin: `alice:secret`, `host|user|secret`, `host password=secret`.
const HARMLESS = /^(?:[\p{L}\p{M}\p{N}._*+<>~-]|(?!\s)\p{C}|(?<=[<>])=)*/u;
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
/** What follows the last @ of a URL and can be nothing but its host. */
const URL_HOST = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?::\d{1,5})?\/?$/u;
/** `user@domain` as far as it goes, where what follows is not a part of it. */
const MAILBOX = /^[\p{L}\p{M}\p{N}._+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u;

/** What was typed up to where it may be a password, and `***` for the rest; in a URL its host as well. */
export function withoutSecrets(text: string): string {
  const scheme = SCHEME.exec(text)?.[0] ?? '';
  const rest = text.slice(scheme.length);
  if (scheme !== '' && rest.includes('@')) {
    const host = rest.slice(rest.lastIndexOf('@') + 1);
    return URL_HOST.test(host) ? `${scheme}***@${host}` : `${scheme}***`;
  }
  const shown = MAILBOX.exec(rest)?.[0] ?? HARMLESS.exec(rest)?.[0] ?? '';
  return shown === rest ? text : `${scheme}${shown}***`;
}

/** Quoted as it is, cut after 60. Only for what was understood, so that it can hold no secret by mistake. */
export function quoteWord(text: string): string {
  return `'${shorten(visibleText(text), SHOWN + 1)}'`;
}

/** What the user typed and what was not understood, quoted for a message: no control characters, no password. */
export const quoteInput = (text: string): string => quoteWord(withoutSecrets(hide(text)));

/** The name of a file, or what was typed in its place: a colon stands in few names but behind a drive's letter. */
export const shownPath = (path: string): string =>
  /[:@]/.test(path.replace(/^[A-Za-z]:(?=[\\/])/, '')) ? withoutSecrets(path) : path;
