// What the wizard asks of a server: which host, which login, which port. Answers go through the readers that the options use, and a bad
// one is asked again with the reason. Every question but the first has a way back. Runs nothing.
import {
  CHECKED_PROTOCOLS,
  DEFAULT_PROTOCOL,
  isMailProtocol,
  knownPort,
  MODES,
  type Mode,
  PROTOCOL_FACTS,
  PROTOCOLS,
  type Protocol,
  protocolOfHost,
} from '../../model/protocol.ts';
import { Secret } from '../../model/secret.ts';
import type { Target } from '../../model/target.ts';
import { UsageError } from '../../model/usage-error.ts';
import { parsePort } from '../../request/target.ts';
import { readTypedTarget, type TypedTarget } from '../../request/typed-target.ts';
import { parseUser } from '../../request/values.ts';
import { registerSecret } from '../login/redaction.ts';
import type { Choice, Prompter, Validate } from '../terminal/prompter.ts';
import { type CheckAnswers, checkOf, type LoginAnswers } from './command-line.ts';

/** A reader of option values as a validator. */
const readBy =
  (read: (text: string) => unknown): Validate =>
  (answer) => {
    try {
      read(answer);
      return null;
    } catch (error) {
      if (error instanceof UsageError) return error.message;
      throw error;
    }
  };

const hasWayBack = true;

export async function askTarget(prompter: Prompter): Promise<TypedTarget> {
  const message = 'Mail host or mail address:';
  return readTypedTarget(await prompter.text({ message, validate: readBy(readTypedTarget), hasWayBack }));
}

/** All protocols, unless the target says itself which one it is. */
export function answersFor({ bare, target }: Pick<TypedTarget, 'bare' | 'target'>): CheckAnswers {
  const { port, mode, protocol } = target;
  const isOne = port !== null || mode !== null || protocol !== DEFAULT_PROTOCOL;
  return { ...checkOf(bare.trim()), all: !isOne };
}

/** The target without its port or scheme: a mailbox stays one, since its host is for the check to find and to vouch for. */
export function withoutPort({ mailbox, host }: Target): string {
  return mailbox === null ? host : `${mailbox.user}@${mailbox.domain}`;
}

const LOGIN_KINDS: readonly Choice<LoginAnswers['kind']>[] = [
  { name: 'With a user name and a password', value: 'password' },
  { name: 'With an OAuth 2.0 access token', value: 'token' },
];

const validateSecret: Validate = (answer) => {
  if (answer === '') return 'nothing was typed';
  // RFC 4616 §2: PLAIN separates its fields by NUL.
  return answer.includes('\0') ? 'there is a NUL character in it, which no login can carry' : null;
};

/** `before`: whom the last one was for, or whose address is checked. */
export async function askLogin(prompter: Prompter, before: string | null): Promise<LoginAnswers> {
  const kind = await prompter.choose({ message: 'Log in how? It is tried once.', choices: LOGIN_KINDS, hasWayBack });
  const initial = before === null ? {} : { initial: before };
  const user = await prompter.text({ message: 'User name:', ...initial, validate: readBy(parseUser), hasWayBack });
  const message = kind === 'token' ? `Access token of ${user}:` : `Password of ${user}:`;
  const secret = new Secret(await prompter.secret({ message, validate: validateSecret, hasWayBack }));
  registerSecret(secret, user);
  return { user, kind, secret };
}

const MODE_NAMES: Readonly<Record<Mode, string>> = {
  tls: 'TLS from the first byte (SSL/TLS, as on 465, 993, 995)',
  starttls: 'STARTTLS (begins in the clear, as on 25, 587, 143, 110)',
  plain: 'No encryption at all',
};

const protocolChoice = (value: Protocol): Choice<Protocol> => {
  const { purpose, word } = PROTOCOL_FACTS[value];
  return { name: purpose.includes(word) ? purpose : `${purpose} (${word})`, value };
};

export const PROTOCOL_CHOICES: readonly Choice<Protocol>[] = PROTOCOLS.map(protocolChoice);
const SERVICE_CHOICES: readonly Choice<Protocol>[] = CHECKED_PROTOCOLS.filter((one) => !isMailProtocol(one)).map(protocolChoice);

/** Services over HTTP, which have hosts of their own: a mailbox leads to them. */
export const askService = (prompter: Prompter): Promise<Protocol> =>
  prompter.choose({ message: 'Which service?', choices: SERVICE_CHOICES, hasWayBack });

/** `initial`: the port that the report recommends. */
export async function askEndpoint(
  prompter: Prompter,
  initial: number,
  host: string,
): Promise<Pick<CheckAnswers, 'protocol' | 'port' | 'mode'>> {
  const validate = readBy((text) => parsePort(text.trim()));
  const port = parsePort((await prompter.text({ message: 'Port:', initial: String(initial), validate, hasWayBack })).trim());
  const known = knownPort(port);
  const protocol =
    known?.protocol ?? (await prompter.choose({ message: `What is port ${port} for?`, choices: PROTOCOL_CHOICES, hasWayBack }));
  const automatic: Choice<Mode | null> = { name: 'Find it out', value: null };
  // RFC 8314 §3.3: some ports begin with TLS.
  const usual = known?.mode ?? 'starttls';
  const modes = [...MODES].sort((one, other) => Number(other === usual) - Number(one === usual));
  const choices = [automatic, ...modes.map((value) => ({ name: MODE_NAMES[value], value }))];
  const mode = await prompter.choose({ message: `How does port ${port} get its TLS?`, choices, hasWayBack });
  return { protocol: protocolToName(protocol, host), port, mode };
}

/** SMTP is what `check` takes for granted of most hosts: the command line to copy is shorter without it. */
export function protocolToName(protocol: Protocol, host: string): Protocol | null {
  const isTakenForGranted = protocol === DEFAULT_PROTOCOL && (protocolOfHost(host) ?? DEFAULT_PROTOCOL) === protocol;
  return isTakenForGranted ? null : protocol;
}
