// Asks a person whether a login may go to a host that only unsigned DNS records name. Off a terminal nobody can answer, and
// it may not. Must not know how hosts are found.

import type { FoundHost } from '../../discover/found-host.ts';
import { visibleText } from '../../model/visible-text.ts';
import type { Io } from '../terminal/io.ts';
import type { Progress } from '../terminal/progress.ts';

/** Throws PromptAborted. */
export async function confirmHost({ target, request }: FoundHost, progress: Progress, io: Io): Promise<boolean> {
  const { discovery, credentials } = request;
  if (!io.stdin.isTTY || !io.stderr.isTTY || discovery === null || credentials === null) return false;
  progress.stop();
  const { openPrompter } = await import('../terminal/prompt.ts');
  const prompter = await openPrompter(io.env);
  const what = `${target.host} was learned from unsigned DNS (${discovery.detail}); nothing proves that it serves ${discovery.domain}.`;
  io.stderr.write(`${visibleText(what)}\n`);
  return prompter.choose({
    message: `Send the login of ${visibleText(credentials.user)} there?`,
    choices: [
      { name: 'No, check everything but the login', value: false },
      { name: `Yes, I know that ${visibleText(target.host)} is the right server`, value: true },
    ],
  });
}
