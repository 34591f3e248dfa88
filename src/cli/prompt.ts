// The hidden prompt for a secret, on stderr so that stdout stays the report's. Loads inquirer, so it is itself
// loaded only on a terminal. Must not know what the secret is for.
import inquirer from 'inquirer';
import { PromptAborted } from './interrupt.ts';

/** Asks without echo. Throws PromptAborted at Ctrl-C; inquirer has given the terminal back by then. */
export async function promptSecret(label: string): Promise<string> {
  const ask = inquirer.createPromptModule({ output: process.stderr });
  try {
    const { secret } = await ask([{ type: 'password', name: 'secret', message: label, mask: false, toggleMask: false }]);
    return typeof secret === 'string' ? secret : '';
  } catch (error) {
    if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError'))
      throw new PromptAborted();
    throw error;
  }
}
