// Questions to a person at a terminal, on stderr so that stdout stays the report's. Loads inquirer, so it is itself
// loaded only when something is asked; terminals that cannot move their cursor get plain lines instead. However a
// question ends, the terminal echoes and shows its cursor again. Must not know what the answers are for.
import { wrapWords } from '../options/help.ts';
import { PromptAborted } from './interrupt.ts';
import type { Prompter, Validate } from './prompter.ts';

export async function openPrompter(env: Readonly<Record<string, string | undefined>> = process.env): Promise<Prompter> {
  return env.TERM === 'dumb' ? (await import('./plain-prompt.ts')).plainPrompter : INQUIRER;
}

/** Asks for a secret without echo. */
export async function promptSecret(label: string): Promise<string> {
  return (await openPrompter()).secret({ message: label });
}

/** inquirer breaks lines within words. */
const checked =
  (validate: Validate | undefined) =>
  async (answer: string): Promise<true | string> => {
    const complaint = await validate?.(answer);
    return complaint ? wrapWords(complaint, (process.stderr.columns || 80) - 4).join('\n  ') : true;
  };

const INQUIRER: Prompter = {
  text: async ({ message, initial, validate }) =>
    String(
      await ask({
        type: 'input',
        message,
        validate: checked(validate),
        ...(initial === undefined ? {} : { default: initial }),
      }),
    ),
  secret: async ({ message, validate }) =>
    String(await ask({ type: 'password', message, mask: false, toggleMask: false, validate: checked(validate) })),
  async choose({ message, choices }) {
    const at = await ask({
      type: 'select',
      message,
      pageSize: 10,
      loop: false,
      choices: choices.map(({ name }, value) => ({ name, value })),
    });
    const chosen = choices[Number(at)];
    if (!chosen) throw new PromptAborted();
    return chosen.value;
  },
};

type Question =
  | {
      readonly type: 'input' | 'password';
      readonly message: string;
      readonly default?: string;
      readonly mask?: false;
      readonly toggleMask?: false;
      readonly validate: (answer: string) => Promise<true | string>;
    }
  | {
      readonly type: 'select';
      readonly message: string;
      readonly pageSize: number;
      readonly loop: false;
      readonly choices: readonly { readonly name: string; readonly value: number }[];
    };

const ABORTED = new Set(['ExitPromptError', 'AbortPromptError', 'CancelPromptError']);

async function ask(question: Question): Promise<unknown> {
  const { default: inquirer } = await import('inquirer');
  const abort = new AbortController();
  const release = onAbandoned(() => abort.abort());
  const prompt = inquirer.createPromptModule({ output: process.stderr, signal: abort.signal });
  try {
    return (await prompt<{ readonly answer: unknown }>([{ ...question, name: 'answer' }])).answer;
  } catch (error) {
    if (error instanceof Error && ABORTED.has(error.name)) throw new PromptAborted();
    throw error;
  } finally {
    release();
  }
}

/**
 * inquirer hears Ctrl-C itself. At Ctrl-D or a terminal that went away its readline closes and it waits for ever; at
 * SIGTERM the process would end with the cursor hidden.
 */
function onAbandoned(abandon: () => void): () => void {
  const onKey = (_text: string | undefined, key: { readonly ctrl?: boolean; readonly name?: string }): void => {
    // readline has left raw mode only where the line was empty: else Ctrl-D deletes a character.
    if (key.ctrl && key.name === 'd') setImmediate(() => process.stdin.isRaw || abandon());
  };
  process.stdin.on('keypress', onKey).on('end', abandon);
  process.on('SIGTERM', abandon);
  return () => {
    process.stdin.off('keypress', onKey).off('end', abandon);
    process.off('SIGTERM', abandon);
  };
}
