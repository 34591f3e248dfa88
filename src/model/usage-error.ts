// Wrong usage: the one kind of exception that is the user's to mend (exit 2). Its message is one line, names what is
// wrong, and is safe to print. Imports nothing but visible text.
import { visibleText } from './visible-text.ts';

export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(message: string) {
    super(visibleText(message));
  }
}

const SHOWN = 60;

/** What the user typed, quoted for a message: no control characters, cut after 60. Never for anything that may be a secret. */
export function quoteInput(text: string): string {
  const cut = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  return `'${visibleText(cut)}'`;
}
