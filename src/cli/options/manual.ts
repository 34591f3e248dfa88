// The manual page mailprobe(1) as roff, made of the same command list as the help. Pure; knows the list's shape, and what
// no option says: exit codes, variables of the environment, where to read on.
import type { CommandSpec } from '../commands/command.ts';
import { HABITS, type Habit } from './habits.ts';
import { foldCommand, OVERVIEW } from './help.ts';
import type { OptionSpec } from './options.ts';

/** Text that roff prints as it stands: no escapes, no requests, no hyphens that it may set as other signs. */
export const roffText = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replaceAll('…', '...')
    .replace(/^\./gm, '\\&.');

const EXIT_CODES: readonly (readonly [string, string])[] = [
  ['0', 'The verdict is ok or warn; explain: recognised; discover: found; with --mine: no mail program fails.'],
  [
    '1',
    'The verdict is fail, or warn with --strict; watch: that of the worst run, or an --expect over all runs does not hold; explain and discover: nothing found; discover --mine: something to change.',
  ],
  ['2', 'Wrong usage: an option, a target or a file.'],
  ['3', 'mailprobe itself failed.'],
  ['130', 'Interrupted; what was found so far is printed.'],
];

const VARIABLES: readonly (readonly [string, string])[] = [
  ['MAILPROBE_PASSWORD', 'The password for --user, where no option names another source.'],
  ['MAILPROBE_PROXY', 'As --proxy; a user name and password may be in it.'],
  ['MAILPROBE_KEY_PASSPHRASE', 'Opens the key of --client-key.'],
  ['MAILPROBE_PFX_PASSPHRASE', 'Opens the file of --pfx.'],
  ['MAILPROBE_TRUST_PASSPHRASE', 'Of the keystore of --trust, where it is not changeit.'],
  ['NODE_EXTRA_CA_CERTS', 'A file of certificates to trust besides the public roots.'],
  ['NO_COLOR, FORCE_COLOR', 'No colours, or colours where no terminal is.'],
  ['MAILPROBE_DEBUG', 'Set to anything: an internal error is printed with its stack.'],
];

const section = (title: string): string => `.SH "${title.toUpperCase()}"`;
const paragraph = (text: string): string => `.PP\n${roffText(text)}`;
const tagged = (tag: string, text: string): string => `.TP\n${tag}\n${roffText(text)}`;

/** `-p, --port <n,…>`: names in bold, the value in italics. */
function optionTag({ flags }: OptionSpec): string {
  const [, names = '', value = ''] = /^([^<[]*)(.*)$/.exec(flags) ?? [];
  const bold = names
    .trim()
    .split(/,\s*/)
    .map((name) => `\\fB${roffText(name)}\\fR`)
    .join(', ');
  return value === '' ? bold : `${bold} \\fI${roffText(value.replace(/^<|>$/g, ''))}\\fR`;
}

function optionItem(spec: OptionSpec): string {
  const fallback = spec.fallback === undefined ? '' : ` (default ${spec.fallback})`;
  return tagged(optionTag(spec), `${spec.description}${fallback}.`);
}

/** Options under the heading of their group, in the order in which groups first come. */
function optionGroups(options: readonly OptionSpec[]): string[] {
  const shown = options.filter(({ refused }) => refused === undefined);
  const groups = [...new Set(shown.map(({ group }) => group))];
  return groups.flatMap((group) => [`.SS "${group}"`, ...shown.filter((spec) => spec.group === group).map(optionItem)]);
}

function synopsis({ name, arguments: operands }: CommandSpec): string {
  const words = operands.map(({ name: operand, required }) => {
    const word = `\\fI${roffText(operand)}\\fR`;
    return required ? word : `[${word}]`;
  });
  return ['.br', [`\\fBmailprobe ${name}\\fR`, '[\\fIoptions\\fR]', ...words].join(' ')].join('\n');
}

/** What a command has beside the options of `check`. */
function commandPart(spec: CommandSpec, shared: readonly OptionSpec[]): string[] {
  const { name, summary, arguments: operands, options, notes = [] } = spec;
  const own = options.filter((option) => !shared.includes(option) && option.refused === undefined);
  const takesShared = name !== 'check' && options.some((option) => shared.includes(option));
  return [
    `.SS "mailprobe ${name}"`,
    `${roffText(summary)}.`,
    ...operands.map((operand) => tagged(`\\fI${roffText(operand.name)}\\fR`, `${operand.description}.`)),
    ...own.map(optionItem),
    ...notes.map(paragraph),
    ...(takesShared ? [paragraph(`Takes the options of check that apply; mailprobe ${name} --help lists them.`)] : []),
  ];
}

/** What stands for a habit, in words: `--insecure`, `--proxy`. */
function habitMeaning({ means, meansWith, refused }: Habit): string | null {
  if (meansWith !== undefined || refused !== undefined || means === undefined || means.length === 0) return null;
  return means.join(' ');
}

/** Flags of other programs that stand for ours, one paragraph; those with values are told by their complaints. */
function habitsPart(): string {
  const rows = HABITS.flatMap((habit) => {
    const meaning = habitMeaning(habit);
    return meaning === null ? [] : [`${habit.names.join(', ')} (${meaning})`];
  });
  const text = `Options of curl, openssl s_client, gnutls-cli, swaks and nc are taken for what they mean here, among them -connect, -servername, -CAfile, --cacert, --max-time, -x, --connect-to, --server, --auth-user with their values, and ${rows.join('; ')}. What sends mail, and a password as a word of the command line, is refused.`;
  return paragraph(text);
}

const example = ([purpose, command]: readonly [string, string]): string =>
  [`${roffText(purpose)}:`, '.PP', '.RS 4', '.nf', ...foldCommand(command, 72).map(roffText), '.fi', '.RE'].join('\n');

/** The page. `version`: for its foot. */
export function manualPage(commands: readonly CommandSpec[], version: string): string {
  const check = commands.find(({ name }) => name === 'check');
  const shared = check?.options ?? [];
  return `${[
    `.TH MAILPROBE 1 "" "mailprobe ${roffText(version)}" "User Commands"`,
    section('Name'),
    'mailprobe \\- why does mail not go through this server, and who must change what',
    section('Synopsis'),
    '\\fBmailprobe\\fR',
    ...commands.map(synopsis),
    section('Description'),
    ...OVERVIEW.split('\n').map(roffText),
    paragraph(
      'Without arguments, on a terminal, it asks for a host, checks it and offers what comes next. A first word with a dot, a colon or an @ that is no command is a target of check.',
    ),
    section('Commands'),
    ...commands.flatMap((spec) => commandPart(spec, shared)),
    section('Options of check'),
    ...optionGroups(shared),
    section('Options of other programs'),
    habitsPart(),
    section('Exit status'),
    ...EXIT_CODES.map(([code, text]) => tagged(`\\fB${code}\\fR`, text)),
    paragraph('With --format nagios: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.'),
    section('Environment'),
    ...VARIABLES.map(([name, text]) => tagged(`\\fB${name}\\fR`, text)),
    section('Examples'),
    commands.flatMap(({ examples }) => examples.map(example)).join('\n.PP\n'),
    section('See also'),
    '\\fBopenssl\\-s_client\\fR(1), \\fBdig\\fR(1), \\fBcurl\\fR(1)',
  ].join('\n')}\n`;
}
