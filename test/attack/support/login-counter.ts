// The server's side of a login, on which logins are counted: it lets AUTH end in one of many ways, and whoever checks it
// comes in by a door (a command, the library, a batch). Says what went over the wire; what a door may send is for tests.
import { setTimeout } from 'node:timers/promises';
import { challengeRaw } from '../../../src/lab/authentication.ts';
import { type Lab, startLab } from '../../../src/lab/lab.ts';
import type { Action, LabSession, LabStep, PortConfig } from '../../../src/lab/port.ts';
import { commandsOf, type LabRecord, loginsOf } from '../../../src/lab/record.ts';
import { portsOnly } from '../../../src/lab/scenario.ts';
import type { FindingId } from '../../../src/model/finding.ts';
import type { MailProtocol } from '../../../src/model/protocol.ts';

export type Wire = LabSession;

/** What a door is given: a host of the user's own naming, and an account there. The credentials are right. */
export interface DoorRequest {
  readonly protocol: MailProtocol;
  readonly host: string;
  readonly address: string;
  /** Implicit TLS. */
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** In place of the password. */
  readonly token: string | null;
  readonly caPem: string;
  readonly timeoutMs: number;
  /** `--auth`: only these; null: no such wish. */
  readonly only: readonly string[] | null;
}

/** What a door says became of the login; null: it does not tell, or has no name for it. */
export interface DoorVerdict {
  readonly status: string | null;
  readonly cause: string | null;
  /** Of each attempt: `nothing`, `proof` or `secret`; null: it does not tell. */
  readonly sent: readonly string[] | null;
}

export type Door = (request: DoorRequest) => Promise<DoorVerdict>;

export interface LoginCount {
  /** Logins begun: AUTH, AUTHENTICATE, LOGIN, USER, APOP. */
  readonly begun: number;
  /** Of these, the ones in which the secret came, or a proof made with it: what a server counts against the account. */
  readonly guesses: number;
}

/** One way in which a login ends. */
export interface LoginEnding {
  /** What the server offers; the ending is that of the one that comes first among the client's own. Default: PLAIN, LOGIN. */
  readonly offers?: readonly string[];
  /** SMTP's and POP3's verb, or IMAP's command, that ends so instead; no mechanism is offered then. */
  readonly command?: 'LOGIN' | 'USER' | 'PASS' | 'APOP';
  /** Whether it ends at the command itself, or once the secret is in. */
  readonly at: 'command' | 'secret';
  /** What the server says and does then. `%t` is IMAP's tag. */
  readonly does: readonly LabStep[];
  readonly with?: 'token';
  readonly account?: Partial<Lab['account']>;
  /** The wait is the whole check's: nothing else ends it. */
  readonly isEndless?: true;
  /** Every mechanism that is offered ends so, not the first alone. */
  readonly isOfAll?: true;
  /** IMAP: no SASL-IR, so that the client must wait for the go-ahead. */
  readonly isWithoutInitialResponse?: true;
  readonly only?: readonly string[];
  readonly expect: {
    readonly begun: number;
    readonly guesses: number;
    readonly status: 'accepted' | 'rejected' | 'error';
    /** One of these; empty: none is named. */
    readonly causes: readonly FindingId[];
  };
}

const tagOf = (session: Wire): string => session.record.commands.at(-1)?.line.split(' ')[0] ?? '*';
const challengeOf = (session: Wire, text: string): string => `${session.config.protocol === 'smtp' ? '334' : '+'} ${text}`;

/** Says lines in one segment: a client that stops at the first has the others unread. */
export const atOnce =
  (...lines: readonly string[]): Action =>
  async (session) => {
    await session.write(Buffer.from(lines.map((line) => `${line.replaceAll('%t', tagOf(session))}\r\n`).join('')));
    return undefined;
  };

/** Sends this as challenge, as it stands, and takes what comes back. */
export const ask =
  (text: string): Action =>
  async (session) => {
    await challengeRaw(session, challengeOf(session, text));
    return undefined;
  };

/** Waits for the answer to a cancellation, if one comes, and confirms it. */
export const confirmCancel =
  (line: string): Action =>
  (session) => {
    if (session.lastLogin?.wire.at(-1) === '*') return atOnce(line)(session);
    return undefined;
  };

const LOGIN_PROMPTS = ['VXNlcm5hbWU6', 'UGFzc3dvcmQ6'];
const CRAM_CHALLENGE = Buffer.from('<1896.697170952@mail.lab.test>').toString('base64');

/** Brings the client to the point at which its secret is out. */
async function takeSecret(session: Wire): Promise<void> {
  const login = session.lastLogin;
  if (!login) return;
  if (login.mechanism === 'LOGIN') {
    for (const prompt of LOGIN_PROMPTS) await challengeRaw(session, challengeOf(session, prompt));
  } else if (login.mechanism === 'CRAM-MD5') {
    await challengeRaw(session, challengeOf(session, CRAM_CHALLENGE));
  } else if (login.payloads.length === 0) {
    await challengeRaw(session, challengeOf(session, ''));
  }
}

const endsAs =
  ({ at, command, does }: LoginEnding): Action =>
  async (session) => {
    if (at === 'secret' && command === undefined) await takeSecret(session);
    for (const step of does) {
      if (session.ended) break;
      if (typeof step === 'string') await atOnce(step)(session);
      else if (typeof step === 'function' || Buffer.isBuffer(step)) await session.perform(step);
      else await atOnce(...step)(session);
    }
    return undefined;
  };

function portOf(protocol: MailProtocol, ending: LoginEnding): PortConfig {
  const { command, offers = ['PLAIN', 'LOGIN'] } = ending;
  const step = endsAs(ending);
  const base = { protocol, tls: 'implicit' } as const;
  if (command !== undefined) return { ...base, auth: { mechanisms: [] }, on: { [command]: step } };
  const ended = ending.isOfAll ? offers : offers.slice(0, 1);
  const on = Object.fromEntries(ended.map((name) => [name, step]));
  return { ...base, auth: { mechanisms: offers, on, noInitialResponse: ending.isWithoutInitialResponse ?? false } };
}

const isProof = (payload: Buffer): boolean => /^\S+ [0-9a-f]{32}$/.test(payload.toString('latin1'));

/** Counts what came, whatever it was answered with. */
export function countLogins(record: LabRecord, { password, token }: Lab['account']): LoginCount {
  const sasl = loginsOf(record).filter(({ mechanism }) => !['IMAP-LOGIN', 'POP3-USER', 'APOP'].includes(mechanism));
  const bears = (payload: Buffer): boolean => payload.includes(password) || payload.includes(token) || isProof(payload);
  const lines = commandsOf(record);
  const begunByCommand = lines.filter((line) => /^(?:USER|APOP) |^(?!AUTH )\S+ LOGIN /i.test(line));
  // A password may follow as a literal, on a line of its own.
  const guessedByCommand = lines.filter((line) => /^(?:PASS|APOP) /i.test(line) || line.includes(password));
  return {
    begun: sasl.length + begunByCommand.length,
    guesses: sasl.filter(({ payloads }) => payloads.some(bears)).length + guessedByCommand.length,
  };
}

const PATIENCE_MS = 10_000;

/** What the client said last is on its way while it closes: every connection is read to its end before anything is counted. */
export async function readToEnd({ connections }: LabRecord): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (connections.some(({ ended }) => ended === null) && performance.now() < until) await setTimeout(10);
}

const TIMEOUT_MS = 30_000;
/** Long enough for a busy machine to come as far as AUTH; every check of an endless login takes all of it. */
const ENDLESS_MS = 8_000;

/** One server whose login ends so, and one who comes in by the door. */
export async function countThrough(
  door: Door,
  protocol: MailProtocol,
  ending: LoginEnding,
): Promise<{ readonly count: LoginCount; readonly verdict: DoorVerdict }> {
  const lab = await startLab(portsOnly({ port: portOf(protocol, ending) }), { account: ending.account ?? {} });
  try {
    const { user, password, token } = lab.account;
    const verdict = await door({
      protocol,
      host: lab.host,
      address: lab.address,
      port: lab.port('port'),
      user,
      password,
      token: ending.with === 'token' ? token : null,
      caPem: lab.caPem,
      timeoutMs: ending.isEndless ? ENDLESS_MS : TIMEOUT_MS,
      only: ending.only ?? null,
    });
    await readToEnd(lab.record);
    return { count: countLogins(lab.record, lab.account), verdict };
  } finally {
    await lab.close();
  }
}
