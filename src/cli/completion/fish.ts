// The completion script for fish. Knows the shell, no command.
import type { CommandWords, Following, OptionWords } from './words.ts';

const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

function following(values: Following, isList: boolean): string {
  if (values === 'file') return '-r -F';
  if (values === null) return '-x';
  if (!isList) return `-x -a ${quote(values.join(' '))}`;
  return `-x -a ${quote(`(__fish_append , ${values.join(' ')})`)}`;
}

function optionLine(command: string, { long, short, description, takesValue, values, isList }: OptionWords): string {
  const names = [...(short ? [`-s ${short.slice(1)}`] : []), ...(long ? [`-l ${long.slice(2)}`] : [])];
  const value = takesValue ? [following(values, isList)] : [];
  return [
    `complete -c mailprobe -n ${quote(`__fish_seen_subcommand_from ${command}`)}`,
    ...names,
    ...value,
    '-d',
    quote(description),
  ].join(' ');
}

function operandLine({ name, operand }: CommandWords): string[] {
  if (!operand || operand.values === null) return [];
  const more = operand.values === 'file' ? '-F' : `-a ${quote(operand.values.join(' '))}`;
  return [`complete -c mailprobe -n ${quote(`__fish_seen_subcommand_from ${name}`)} ${more}`];
}

export const fishCompletion = (commands: readonly CommandWords[]): string =>
  [
    '# fish completion of mailprobe: mailprobe completion fish | source',
    'complete -c mailprobe -f',
    ...commands.map(({ name, summary }) => `complete -c mailprobe -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`),
    "complete -c mailprobe -n __fish_use_subcommand -a help -d 'Show the help of a command'",
    "complete -c mailprobe -n __fish_use_subcommand -s V -l version -d 'Print the version'",
    "complete -c mailprobe -n __fish_use_subcommand -s h -l help -d 'Show help'",
    ...commands.flatMap((command) => [
      ...command.options.map((option) => optionLine(command.name, option)),
      ...operandLine(command),
    ]),
    '',
  ].join('\n');
