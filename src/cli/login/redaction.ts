// What the program says of itself on a terminal or a pipe: one redactor for the whole process, told of every secret as
// soon as it is read. Runs have redactors of their own that know more (what went over the wire); this one also
// stands behind the crash handler and whatever is quoted of the command line. Sentences of ours never pass it: a password may
// be a word of them. Must not know what is printed.
import type { Secret } from '../../model/secret.ts';
import { hideInQuotes } from '../../model/usage-error.ts';
import { visibleText } from '../../model/visible-text.ts';
import { Redactor } from '../../net/redactor.ts';

/** The process's own: a run that is the only one of its process may be handed it. */
export const processRedactor = new Redactor();

/** From here on nothing is printed that bears this secret. */
export function registerSecret(secret: Secret | null | undefined, user?: string): void {
  if (secret) processRedactor.add(secret.reveal(), user);
}

/** One line for stderr of words that are not ours: no secret, no control character. */
export const safeLine = (text: string): string => visibleText(processRedactor.scrub(text));

export const scrubSecrets = (text: string): string => processRedactor.scrub(text);

hideInQuotes(scrubSecrets);
