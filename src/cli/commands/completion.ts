// `mailprobe completion`: prints the completion script of a shell, made of the command list.
import { quoteInput, UsageError } from '../../model/usage-error.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { type CommandWords, commandWords } from '../completion/words.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { EXIT } from '../output/exit-code.ts';
import type { Io } from '../terminal/io.ts';
import type { CommandArguments } from './command.ts';
import { COMMANDS, SHELLS } from './index.ts';

const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], (commands: readonly CommandWords[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** The script for one shell. */
export async function completionScript(shell: (typeof SHELLS)[number]): Promise<string> {
  const { SCENARIOS } = await import('../../lab/scenarios/index.ts');
  const operands = {
    batch: 'file',
    diff: 'file',
    show: 'file',
    lab: SCENARIOS.map(({ name }) => name),
    completion: SHELLS,
  } as const;
  return SCRIPTS[shell](commandWords(COMMANDS, operands));
}

export async function run({ positionals }: CommandArguments, io: Io): Promise<number> {
  const wanted = positionals[0] ?? '';
  const shell = SHELLS.find((name) => name === wanted);
  if (shell === undefined)
    throw new UsageError(`no completion for the shell ${quoteInput(wanted)}: there is ${SHELLS.join(', ')}`);
  io.stdout.write(await completionScript(shell));
  return EXIT.ok;
}
