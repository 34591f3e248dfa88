// From argv to the one command that it names, and from its mishaps to an exit code: usage errors are said in one line
// and end with 2 (as a Nagios plugin: UNKNOWN, 3). Must not know what any command does.
import { Command, CommanderError, Option } from 'commander';
import { toolVersion } from '../check/tool-version.ts';
import { quoteInput, quoteWord, UsageError } from '../model/usage-error.ts';
import { visibleText } from '../model/visible-text.ts';
import { CHECK } from './commands/check-spec.ts';
import { COMMAND_NAMES, type CommandArguments, type CommandSpec } from './commands/command.ts';
import { nameCommand, readCommandLine } from './commands/named-command.ts';
import { examplesHelp, helpSettings, OVERVIEW, rootExamples } from './options/help.ts';
import { type OptionSpec, optionName, readOptionValue } from './options/options.ts';
import { EXIT, NAGIOS } from './output/exit-code.ts';
import type { Io } from './terminal/io.ts';

interface Chosen {
  readonly spec: CommandSpec;
  readonly given: CommandArguments;
}

function makeOption(spec: OptionSpec): Option {
  const description = spec.fallback === undefined ? spec.description : `${spec.description} (default ${spec.fallback})`;
  const option = new Option(spec.flags, description).helpGroup(`${spec.group}:`);
  if (spec.refused !== undefined) return option.hideHelp();
  if (!option.required) return option;
  return option.argParser((text: string, previous: unknown) => {
    const value = readOptionValue(spec, text);
    const before: readonly unknown[] = Array.isArray(previous) ? previous : [];
    if (spec.repeatable) return [...before, value];
    // `-p 25 -p 465` means both.
    return Array.isArray(value) ? [...new Set([...before, ...value])] : value;
  });
}

function addCommand(program: Command, spec: CommandSpec, choose: (chosen: Chosen) => void): void {
  const command = new Command(spec.name).summary(spec.summary).description(`${spec.summary}.`);
  for (const { name, required, description, several } of spec.arguments) {
    const inner = several ? `${name}...` : name;
    command.argument(required ? `<${inner}>` : `[${inner}]`, description);
  }
  for (const option of spec.options) {
    command.addOption(makeOption(option));
    const { refused } = option;
    if (refused === undefined) continue;
    command.on(`option:${optionName(option)}`, () => {
      throw new UsageError(refused);
    });
  }
  command.addHelpText('after', examplesHelp(spec));
  if (spec.mayBeginWithDash) command.allowUnknownOption();
  command.action(() => {
    const stray = spec.mayBeginWithDash && command.args.find((word) => /^--?[a-z][a-z-]*(=.*)?$/.test(word));
    if (stray) command.error(`error: unknown option '${stray}'`, { code: 'commander.unknownOption' });
    choose({ spec, given: { positionals: command.args, options: command.opts() } });
  });
  program.addCommand(command);
}

/** The command line interface of these commands. `choose` is called with what was asked for, once it was understood. */
export function makeProgram(io: Io, choose: (chosen: Chosen) => void, commands: readonly CommandSpec[]): Command {
  const program = new Command('mailprobe')
    .description(OVERVIEW)
    .version(toolVersion(), '-V, --version', 'Print the version')
    .helpOption('-h, --help', 'Show help')
    .helpCommand('help [command]', 'Show the help of a command')
    .addHelpText('after', rootExamples(commands))
    .enablePositionalOptions()
    .exitOverride()
    .configureHelp(helpSettings)
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => {},
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  for (const spec of commands) addCommand(program, spec, choose);
  for (const command of program.commands) {
    command.copyInheritedSettings(program).addHelpOption(new Option('-h, --help', 'Show help').helpGroup('Output:'));
  }
  return program;
}

/** A command line of `check` that the program itself makes up, as if typed. Throws CommanderError and UsageError. */
export async function parseArguments(argv: readonly string[], io: Io): Promise<CommandArguments> {
  let parsed: CommandArguments = { positionals: [], options: {} };
  const program = makeProgram(
    io,
    ({ given }) => {
      parsed = given;
    },
    [CHECK],
  );
  await program.parseAsync([...argv], { from: 'user' });
  return parsed;
}

/** The option alone: what is glued to it may be a secret (`-phunter2`, `--password:hunter2`, `--passwordhunter2`). */
function flagOf(word: string): string {
  if (!word.startsWith('--')) return word.slice(0, 2);
  const named = /^(--[a-z][a-z-]*\d?)=/i.exec(word)?.[1];
  if (named !== undefined) return named;
  const secret = /^--(?:pass(?:word|wd|phrase)?|pwd|secret|token)(?=.)/i.exec(word)?.[0];
  return secret === undefined ? (/^--[a-z-]*\d?/i.exec(word)?.[0] ?? '--') : `${secret}…`;
}

/** commander's complaint in our form: one line, and nothing of what may be a secret glued to an unknown option. */
function toUsageError(error: CommanderError): UsageError {
  const [message = '', hint = ''] = error.message.replace(/^error: /, '').split('\n');
  const unknown = /^unknown option '(.*)'$/s.exec(message);
  if (unknown) {
    return new UsageError(`unknown option ${quoteWord(flagOf(unknown[1] ?? ''))}${hint && ` ${hint}`}`);
  }
  const command = /^unknown command '(.*)'$/s.exec(message);
  if (command)
    return new UsageError(
      `unknown command ${quoteInput(command[1] ?? '')}${hint ? ` ${hint}` : '; a host without a dot goes behind mailprobe check'}; see mailprobe --help`,
    );
  if (error.code === 'commander.excessArguments')
    return new UsageError('too many arguments: one target (many go into mailprobe batch)');
  return new UsageError(message);
}

/** Whether the answer goes to a Nagios-like caller; told from argv itself, since a usage error may come before any option is read. */
export function wantsNagios(argv: readonly string[]): boolean {
  const value = argv.flatMap((word, at) => {
    if (word === '--format' || word === '-f') return [argv[at + 1] ?? ''];
    const glued = /^(?:--format=|-f)(.+)$/.exec(word);
    return glued ? [glued[1] ?? ''] : [];
  });
  return value.at(-1)?.toLowerCase() === 'nagios';
}

async function complain(error: UsageError, argv: readonly string[], io: Io): Promise<number> {
  if (wantsNagios(argv)) {
    const { nagiosUnknown } = await import('../report/formats/nagios.ts');
    io.stdout.write(nagiosUnknown(error.message));
    return NAGIOS.unknown;
  }
  io.stderr.write(`mailprobe: ${error.message}\n`);
  return EXIT.usage;
}

async function runChosen({ spec, given }: Chosen, io: Io): Promise<number> {
  if (spec.load === null) throw new UsageError(`${spec.name} is not part of this build`);
  return (await spec.load()).run(given, io);
}

/** What ends a command before it has a result. Told by name, so that the modules that throw need not be loaded here. */
function answerMishap(error: unknown, io: Io): number {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PromptAborted') return EXIT.interrupted;
  if (!(error instanceof Error) || name !== 'OutputError') throw error;
  io.stderr.write(`mailprobe: ${visibleText(error.message)}\n`);
  return EXIT.internal;
}

const loadCommands = async (): Promise<readonly CommandSpec[]> => (await import('./commands/index.ts')).COMMANDS;

/** Without arguments: the wizard on a terminal, help off it. */
async function runBare(io: Io): Promise<number> {
  if (!io.stdin.isTTY || !io.stdout.isTTY || !io.stderr.isTTY) {
    makeProgram(io, () => {}, await loadCommands()).outputHelp({ error: true });
    return EXIT.usage;
  }
  return (await import('./wizard/wizard.ts')).runWizard(io);
}

/** `--version --verbose`: what a report of a fault wants to know. */
const wantsVersions = ([first = '', ...rest]: readonly string[]): boolean =>
  ['-V', '--version'].includes(first) && rest.some((word) => ['-v', '--verbose'].includes(word));

async function sayVersions(io: Io): Promise<number> {
  io.stdout.write((await import('./output/versions.ts')).versions());
  return EXIT.ok;
}

/** Runs one command line; resolves with the exit code. Rejects only for what is our own fault. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let chosen: Chosen | null = null;
  const choose = (choice: Chosen): void => {
    chosen = choice;
  };
  try {
    if (argv.length === 0) return await runBare(io);
    const named = nameCommand(argv, ['help', ...COMMAND_NAMES], CHECK.options);
    // The other commands and their options would only hold up a check.
    const commands = named[0] === CHECK.name ? [CHECK] : await loadCommands();
    const { words, notices } = readCommandLine(named, commands);
    if (wantsVersions(words)) return await sayVersions(io);
    const own = commands.filter(({ name }) => name === words[0]);
    await makeProgram(io, choose, own.length > 0 ? own : commands).parseAsync([...words], { from: 'user' });
    if (!words.includes('--quiet') && !words.includes('-q')) for (const text of notices) io.stderr.write(`mailprobe: ${text}\n`);
    return chosen === null ? EXIT.ok : await runChosen(chosen, io);
  } catch (error) {
    if (error instanceof UsageError) return complain(error, argv, io);
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.ok;
      return error.code === 'commander.help' ? EXIT.usage : complain(toUsageError(error), argv, io);
    }
    return answerMishap(error, io);
  }
}
