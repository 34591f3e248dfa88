// What can be completed, as the shells need it: commands, their options, and what can follow each. Made of the command
// list, so that help and completion cannot disagree. Knows no shell.
import type { CommandSpec } from '../commands/command.ts';
import type { OptionSpec } from '../options/options.ts';

/** `file`: a path; a list of words; null: a value of the user's own. */
export type Following = 'file' | readonly string[] | null;

export interface OptionWords {
  /** `--port`; null for an option that has a short form alone. */
  readonly long: string | null;
  /** `-p`, or null. */
  readonly short: string | null;
  readonly description: string;
  readonly takesValue: boolean;
  readonly values: Following;
  /** Several values with commas between. */
  readonly isList: boolean;
  readonly isRepeatable: boolean;
}

export interface CommandWords {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly OptionWords[];
  /** What the command is called with, beside options. */
  readonly operand: { readonly name: string; readonly values: Following } | null;
}

const HELP: OptionWords = {
  long: '--help',
  short: '-h',
  description: 'Show help',
  takesValue: false,
  values: null,
  isList: false,
  isRepeatable: false,
};

function optionWords(spec: OptionSpec): OptionWords {
  const { flags, description, values = null, repeatable = false } = spec;
  const isList = flags.includes(',…>');
  return {
    long: /--[a-z0-9-]+/.exec(flags)?.[0] ?? null,
    short: /^-\w\b/.exec(flags)?.[0] ?? null,
    description,
    takesValue: flags.includes('<'),
    values: Array.isArray(values) && isList ? values.filter((word) => !word.includes(',')) : values,
    isList,
    isRepeatable: repeatable || isList,
  };
}

/** `operands`: what can be said in place of a command's argument, by the command's name. */
export function commandWords(
  commands: readonly CommandSpec[],
  operands: Readonly<Record<string, Following>>,
): readonly CommandWords[] {
  return commands.map(({ name, summary, options, arguments: [argument] }) => ({
    name,
    summary,
    options: [...options.filter(({ refused }) => refused === undefined).map(optionWords), HELP],
    operand: argument ? { name: argument.name, values: operands[name] ?? null } : null,
  }));
}

/** The names of an option, the long one first. */
export const namesOf = ({ long, short }: OptionWords): string[] => [long, short].filter((name) => name !== null);
