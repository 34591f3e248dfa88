// How help looks: grouped, in 80 columns, a long option on a line of its own, worked examples at the end.
// Knows the command list's shape, no command.
import type { Help } from 'commander';
import type { CommandSpec } from '../commands/command.ts';

export const OVERVIEW = `Why does mail not go through this server, and who must change what?
Probes SMTP, IMAP and POP3 hosts. No mail is ever sent.`;

const TERM_WIDTH = 26;
const INDENT = '  ';

/** Wraps prose to `width` columns, without a word of commander's: its own wrapping depends on the longest option. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export const helpSettings: Partial<Help> = {
  helpWidth: 80,
  showGlobalOptions: false,
  padWidth: () => TERM_WIDTH,
  formatItem(term, _termWidth, description) {
    const gap = ' '.repeat(TERM_WIDTH + 4);
    const lines = wrapWords(description, 80 - gap.length);
    const rest = lines.slice(1).map((line) => gap + line);
    if (description === '') return INDENT + term;
    if (term.length > TERM_WIDTH) return [INDENT + term, ...lines.map((line) => gap + line)].join('\n');
    return [`${INDENT}${term.padEnd(TERM_WIDTH)}${INDENT}${lines[0] ?? ''}`, ...rest].join('\n');
  },
};

/** A command line folded at options, so that it can still be pasted. */
export function foldCommand(command: string, width: number): string[] {
  if (command.length <= width) return [command];
  const lines: string[] = [];
  for (const part of command.split(/ (?=--?\w)/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + part.length <= width - 2) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(lines.length === 0 ? part : `  ${part}`);
  }
  return lines.map((line, at) => (at < lines.length - 1 ? `${line} \\` : line));
}

/** The first example of each command, for the end of the program's own help. */
export const rootExamples = (commands: readonly CommandSpec[]): string =>
  `${examplesHelp({ examples: commands.flatMap(({ examples }) => examples.slice(0, 1)) })}
mailprobe <command> --help tells the rest. A target alone is checked:
mailprobe smtp.example.com. Without anything, mailprobe asks.
`;

/** What a command's options do not say, and its examples, for the end of its help. */
export function examplesHelp({ examples, notes = [] }: Pick<CommandSpec, 'examples' | 'notes'>): string {
  const paragraphs = notes.map((note) => `\n${wrapWords(note, 78).join('\n')}\n`).join('');
  const blocks = examples.map(([purpose, command]) =>
    [`  # ${purpose}`, ...foldCommand(command, 76).map((line) => `  ${line}`)].join('\n'),
  );
  return `${paragraphs}\nExamples:\n${blocks.join('\n\n')}\n`;
}
