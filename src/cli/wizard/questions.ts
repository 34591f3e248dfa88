// What the wizard asks, in its order: which host, what of it, with which login. Answers go through the readers that
// the options use, and a bad one is asked again with the reason. Runs nothing.

import type { Discovery } from '../../discover/candidate.ts';
import {
  DEFAULT_PROTOCOL,
  defaultPorts,
  knownPort,
  MODES,
  type Mode,
  PROTOCOL_FACTS,
  PROTOCOLS,
  type Protocol,
} from '../../model/protocol.ts';
import { Secret } from '../../model/secret.ts';
import type { Target } from '../../model/target.ts';
import { UsageError } from '../../model/usage-error.ts';
import { parsePort, parseTarget } from '../../request/target.ts';
import { parseUser } from '../../request/values.ts';
import { registerSecret } from '../login/redaction.ts';
import type { Io } from '../terminal/io.ts';
import type { Choice, Prompter, Validate } from '../terminal/prompter.ts';
import type { CheckAnswers, LoginAnswers } from './command-line.ts';
import { namedHosts, tellServers } from './found-servers.ts';

/** A reader of option values as a validator. */
const readBy =
  (read: (text: string) => unknown): Validate =>
  (answer) => {
    try {
      read(answer.trim());
      return null;
    } catch (error) {
      if (error instanceof UsageError) return error.message;
      throw error;
    }
  };

const PROTOCOL_CHOICES: readonly Choice<Protocol>[] = PROTOCOLS.map((value) => {
  const { purpose, word } = PROTOCOL_FACTS[value];
  return { name: purpose.includes(word) ? purpose : `${purpose} (${word})`, value };
});

const MODE_NAMES: Readonly<Record<Mode, string>> = {
  tls: 'TLS from the first byte (SSL/TLS, as on 465, 993, 995)',
  starttls: 'STARTTLS (begins in the clear, as on 25, 587, 143, 110)',
  plain: 'No encryption at all',
};
const modeChoices: readonly Choice<Mode>[] = MODES.map((value) => ({ name: MODE_NAMES[value], value }));

/** RFC 8314 §3.3: the ports that begin with TLS. */
const usualMode = (port: number): Mode => knownPort(port)?.mode ?? 'starttls';
const usualFirst = (port: number): readonly Choice<Mode>[] =>
  [...modeChoices].sort((one, other) => Number(other.value === usualMode(port)) - Number(one.value === usualMode(port)));

type Scope = Pick<CheckAnswers, 'port' | 'mode'>;
const EVERYTHING: Scope = { port: null, mode: null };

async function askScope(prompter: Prompter, target: Target, protocol: Protocol): Promise<Scope> {
  if (target.mode !== null) return EVERYTHING;
  if (target.port !== null) {
    const automatic: Choice<Mode | null> = { name: 'Find it out (recommended)', value: null };
    const choices = [automatic, ...usualFirst(target.port)];
    return { port: null, mode: await prompter.choose({ message: `How does port ${target.port} get its TLS?`, choices }) };
  }
  const ports = defaultPorts(protocol);
  const isAutomatic = await prompter.choose({
    message: 'What should be tested?',
    choices: [
      { name: `Everything: ports ${ports.join(', ')}, TLS and STARTTLS (recommended)`, value: true },
      { name: 'One port in one mode', value: false },
    ],
  });
  if (isAutomatic) return EVERYTHING;
  const initial = String(ports.at(-1));
  const port = parsePort((await prompter.text({ message: 'Port:', initial, validate: readBy(parsePort) })).trim());
  return { port, mode: await prompter.choose({ message: `How does port ${port} get its TLS?`, choices: usualFirst(port) }) };
}

const LOGIN_KINDS: readonly Choice<LoginAnswers['kind'] | null>[] = [
  { name: 'No', value: null },
  { name: 'Yes, with a user name and a password', value: 'password' },
  { name: 'Yes, with an OAuth 2.0 access token', value: 'token' },
];

const validateSecret: Validate = (answer) => {
  if (answer === '') return 'nothing was typed';
  // RFC 4616 §2: PLAIN separates its fields by NUL.
  return answer.includes('\0') ? 'there is a NUL character in it, which no login can carry' : null;
};

/** null: no login. `before`: whom the last one was for. */
export async function askLogin(prompter: Prompter, before: string | null): Promise<LoginAnswers | null> {
  const kind = await prompter.choose({ message: 'Try a login? It is tried once.', choices: LOGIN_KINDS });
  if (kind === null) return null;
  const initial = before === null ? {} : { initial: before };
  const user = await prompter.text({ message: 'User name:', ...initial, validate: (answer) => readUser(answer) });
  const message = kind === 'token' ? `Access token of ${user}:` : `Password of ${user}:`;
  const secret = new Secret(await prompter.secret({ message, validate: validateSecret }));
  registerSecret(secret, user);
  return { user, kind, secret };
}

function readUser(answer: string): string | null {
  try {
    parseUser(answer);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return null;
}

/** For a bare domain that names a server: which of the two was meant. */
async function chooseHost(
  prompter: Prompter,
  typed: string,
  target: Target,
  discovery: Discovery | null,
  protocol: Protocol | null,
): Promise<string> {
  if (discovery === null || target.mailbox !== null) return typed;
  const hosts = namedHosts(discovery, protocol, target.host).slice(0, 3);
  if (hosts.length === 0) return typed;
  const choices = [
    ...hosts.map(({ host, isProven }) => ({
      name: isProven ? `${host}, the server for ${target.host}` : `${host}, by unsigned DNS: be sure of it before you log in`,
      value: host,
    })),
    { name: `${target.host} itself`, value: typed },
  ];
  return prompter.choose({ message: 'Which host should be checked?', choices });
}

/** All of it. Throws PromptAborted. */
export async function askCheck(prompter: Prompter, io: Io): Promise<CheckAnswers> {
  const message = 'Mail host or mail address:';
  const typed = (await prompter.text({ message, validate: readBy(parseTarget) })).trim();
  const target = parseTarget(typed);
  const discovery = await tellServers(target, io);
  // A URL or an assigned port says which protocol it is; of any other port the number says nothing.
  const said = target.mode !== null || (target.port !== null && knownPort(target.port) !== null) ? target.protocol : null;
  const protocol = said ?? (await prompter.choose({ message: 'What is it for?', choices: PROTOCOL_CHOICES }));
  const host = await chooseHost(prompter, typed, target, discovery, protocol);
  const scope = await askScope(prompter, target, protocol);
  const login = await askLogin(prompter, target.mailbox === null ? null : typed);
  // SMTP is what `check` takes for granted: the command line to copy is shorter without it.
  return { target: host, protocol: said !== null || protocol === DEFAULT_PROTOCOL ? null : protocol, ...scope, login };
}
