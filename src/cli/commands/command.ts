// What a command is: its face as data, and the module that runs it. Below the commands and their list, so that both may
// know it.
import type { OptionSpec } from '../options/options.ts';
import type { Io } from '../terminal/io.ts';

/** In the order of the program's help. What they are loads when it is needed. */
export const COMMAND_NAMES = [
  'check',
  'explain',
  'discover',
  'watch',
  'diff',
  'show',
  'history',
  'batch',
  'serve',
  'mcp',
  'lab',
  'completion',
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

export interface CommandArguments {
  readonly positionals: readonly string[];
  /** By long option name in camelCase; absent where not given. */
  readonly options: Readonly<Record<string, unknown>>;
}

export interface CommandModule {
  /** Resolves with the exit code. Throws UsageError for what is the user's to mend. */
  readonly run: (given: CommandArguments, io: Io) => Promise<number>;
}

export interface CommandSpec {
  readonly name: CommandName;
  readonly summary: string;
  readonly arguments: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly description: string;
    readonly several?: true;
  }[];
  readonly options: readonly OptionSpec[];
  /** What the options do not say, a paragraph each. */
  readonly notes?: readonly string[];
  /** What it is for, then the command line. */
  readonly examples: readonly (readonly [string, string])[];
  /** Its text may begin with a dash (`-ERR …`): only what looks like an option in lower case is refused as one. */
  readonly mayBeginWithDash?: true;
  /** null: announced, not part of this build. */
  readonly load: (() => Promise<CommandModule>) | null;
}
