// Questions to a person at a terminal, on stderr so that stdout stays the report's. Loads inquirer, so it is itself
// loaded only when something is asked; terminals that cannot move their cursor get plain lines instead. However a
// question ends, the terminal echoes and shows its cursor again. Must not know what the answers are for.
import { wrapWords } from '../options/help.ts';
import { PromptAborted, PromptBack } from './interrupt.ts';
import { type Prompter, type Validate, withWayBack } from './prompter.ts';

export async function openPrompter(env: Readonly<Record<string, string | undefined>> = process.env): Promise<Prompter> {
  return env.TERM === 'dumb' ? (await import('./plain-prompt.ts')).plainPrompter : INQUIRER;
}

/** Asks for a secret without echo. */
export async function promptSecret(label: string): Promise<string> {
  return (await openPrompter()).secret({ message: label });
}

/** inquirer breaks lines within words; it puts two characters in front. */
const folded = (text: string): string => wrapWords(text, (process.stderr.columns || 80) - 4).join('\n  ');

const checked =
  (validate: Validate | undefined) =>
  async (answer: string): Promise<true | string> => {
    const complaint = await validate?.(answer);
    return complaint ? folded(complaint) : true;
  };

const BACK = 'Back';
const shown = (message: string, hasWayBack: boolean | undefined): string =>
  folded(hasWayBack ? withWayBack(message, 'Esc') : message);

const INQUIRER: Prompter = {
  text: async ({ message, initial, validate, hasWayBack }) =>
    String(
      await ask(
        {
          type: 'input',
          message: shown(message, hasWayBack),
          validate: checked(validate),
          ...(initial === undefined ? {} : { default: initial }),
        },
        hasWayBack,
      ),
    ),
  secret: async ({ message, validate, hasWayBack }) =>
    String(
      await ask(
        { type: 'password', message: shown(message, hasWayBack), mask: false, toggleMask: false, validate: checked(validate) },
        hasWayBack,
      ),
    ),
  async choose({ message, choices, hasWayBack }) {
    const names = [...choices.map(({ name }) => name), ...(hasWayBack ? [BACK] : [])];
    const at = await ask(
      {
        type: 'select',
        message: folded(message),
        pageSize: 14,
        loop: false,
        choices: names.map((name, value) => ({ name, value })),
      },
      hasWayBack,
    );
    const chosen = choices[Number(at)];
    if (!chosen) throw hasWayBack ? new PromptBack() : new PromptAborted();
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

async function ask(question: Question, hasWayBack = false): Promise<unknown> {
  const { default: inquirer } = await import('inquirer');
  const abort = new AbortController();
  let isBack = false;
  const goBack = (): void => {
    isBack = hasWayBack;
    if (hasWayBack) abort.abort();
  };
  const release = onAbandoned(() => abort.abort(), goBack);
  const prompt = inquirer.createPromptModule({ output: process.stderr, signal: abort.signal });
  try {
    return (await prompt<{ readonly answer: unknown }>([{ ...question, name: 'answer' }])).answer;
  } catch (error) {
    if (error instanceof Error && ABORTED.has(error.name)) throw isBack ? new PromptBack() : new PromptAborted();
    throw error;
  } finally {
    release();
  }
}

/**
 * inquirer hears Ctrl-C itself. At Ctrl-D or a terminal that went away its readline closes and it waits for ever; at
 * SIGTERM the process would end with the cursor hidden.
 */
function onAbandoned(abandon: () => void, goBack: () => void): () => void {
  const onKey = (_text: string | undefined, key: { readonly ctrl?: boolean; readonly name?: string }): void => {
    // readline has left raw mode only where the line was empty: else Ctrl-D deletes a character.
    if (key.name === 'escape') goBack();
    if (key.ctrl && key.name === 'd') setImmediate(() => process.stdin.isRaw || abandon());
  };
  process.stdin.on('keypress', onKey).on('end', abandon);
  process.on('SIGTERM', abandon);
  return () => {
    process.stdin.off('keypress', onKey).off('end', abandon);
    process.off('SIGTERM', abandon);
  };
}
