// The name of a mail client or of a platform as it is typed: its form alone, since what there is by it is loaded late.
import { quoteInput, UsageError } from '../model/usage-error.ts';

/** A name of a client, a platform, or `all`; whether there is one by it, `clients/` says. */
export function parseClient(text: string): string {
  const id = text.trim().toLowerCase();
  if (!/^[a-z0-9][a-z0-9.+@_-]{0,79}$/.test(id))
    throw new UsageError(`${quoteInput(text)} is no name of a client: say one such as mailkit, or all`);
  return id;
}
