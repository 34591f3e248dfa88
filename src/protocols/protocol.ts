// The contract that every mail protocol answers: a session that can greet, identify,
// upgrade, authenticate and take its leave. The ladder in probe/ knows protocols only by this.
import type { HttpExchangeObservation, TokenClaims } from '../model/observation.ts';
import type { Failure, Outcome } from '../model/outcome.ts';
import type { HttpProtocol, MailProtocol } from '../model/protocol.ts';
import type { Reply } from '../model/reply.ts';
import type { Secret } from '../model/secret.ts';
import type { Channel } from '../net/channel.ts';
import type { Redactor } from '../net/redactor.ts';
import type { SaslExchange } from '../sasl/mechanism.ts';
import type { HttpDoor } from './http-door.ts';
import type { LeaveLimits } from './leave.ts';

export interface SessionOptions {
  /** What EHLO says; protocols without a client name ignore it. */
  readonly clientName: string;
  readonly greetingMs: number;
  readonly commandMs: number;
  readonly authMs: number;
  readonly maxReplyLines: number;
  readonly redactor: Redactor;
}

/** What the server says it can do, at one moment: before TLS and under TLS are two different answers. */
export interface Capabilities {
  /** As said, without the protocol's framing: `SIZE 1000`, `AUTH PLAIN LOGIN`. */
  readonly keywords: readonly string[];
  /** SASL mechanisms as advertised, upper case, each once. */
  readonly mechanisms: readonly string[];
  /** The protocol's own ways to log in, the best first: for servers and passwords that no SASL mechanism brings together. */
  readonly loginCommands: readonly LoginCommand[];
  readonly offersStartTls: boolean;
  /** SMTP: the first line of the reply to EHLO, which names the server and often how it sees the client. */
  readonly firstLine?: string;
  /** SMTP: EHLO was refused with this and HELO taken. */
  readonly refusal: Reply | null;
}

/** A login outside SASL: IMAP's LOGIN, POP3's USER and PASS, APOP; HTTP's schemes. */
export interface LoginCommand {
  /** What `--auth` calls it, and reports name it by. */
  readonly name: string;
  /** Taken only where `--auth` names it. */
  readonly onlyByName: boolean;
  /** It has the secret as it is, not a proof made with it. */
  readonly exposesSecret: boolean;
  /** It takes an access token; absent: a password. */
  readonly takesToken?: true;
}

export interface PlainLogin {
  readonly user: string;
  readonly secret: Secret;
}

/** Where one login attempt ended. `challenge`: the server's decoded error challenge or NTLM target information. */
export interface LoginResult {
  readonly status: 'accepted' | 'rejected' | 'error';
  readonly reply: Reply | null;
  readonly failure: Failure | null;
  readonly challenge: string | null;
  /** There was no answer to its challenge, and it took the cancellation: the fault is the mechanism's, not the credentials'. */
  readonly faultsMechanism: boolean;
  /** The secret, or a proof made with it, went out: the server may have judged it, whatever it answered. */
  readonly hasSentSecret: boolean;
  /** The server spoke before it was asked: what it says next may be the answer to anything. */
  readonly isOutOfStep?: true;
}

export interface Session {
  /** Waits for the complete greeting. A refusing greeting is an outcome that failed with `reply`. */
  greet(): Promise<Outcome<Reply>>;
  /** EHLO (then HELO), CAPABILITY or CAPA. */
  identify(): Promise<Outcome<Capabilities>>;
  /** Says STARTTLS or STLS; on success the next byte belongs to TLS. `injected`: a harmless line sent in the same segment, to test the server. */
  requestTls(injected?: string): Promise<Outcome<Reply>>;
  /** Where the server lists nothing that it can do: the reason that it gives to whoever asks for something; null: none. */
  askWhy?(): Promise<Reply | null>;
  /** One attempt by one mechanism. */
  authenticate(mechanism: string, exchange: SaslExchange): Promise<LoginResult>;
  /** One attempt by one of the capabilities' login commands; a protocol that has none leaves it out. */
  logIn?(command: string, login: PlainLogin): Promise<LoginResult>;
  /** What the server says unasked within so many milliseconds; fails with `timeout` where it keeps silent. */
  hear(ms: number): Promise<Outcome<Reply>>;
  /** A command that asks for nothing and keeps the session alive: NOOP, or CAPA where POP3 has no NOOP yet. Any reply is an answer. */
  keepAlive(): Promise<Outcome<Reply>>;
  /** QUIT or LOGOUT, whose answer is not waited for. */
  quit(): void;
  /**
   * The same after a login that was accepted, and reads what the server says of the session until it has answered,
   * within the limits: the reply that ends or refuses the session, without lines where it is ended without a word; null: none.
   */
  leave(limits: LeaveLimits): Promise<Reply | null>;
}

/** What a login needs of a session: it is made in the same way whatever carries it. */
export type LoginSession = Pick<Session, 'authenticate' | 'logIn'>;

export interface HttpSessionOptions {
  readonly commandMs: number;
  readonly authMs: number;
  readonly redactor: Redactor;
  /** The mailbox in question; null: none is known. */
  readonly mailbox: string | null;
  /** Where the service is at its host. */
  readonly path: string;
  /** Whose mailbox is to be opened in the owner's name (`--as`); null: nobody's. */
  readonly impersonated: string | null;
  /** What the token says of itself; null: there is none, or it says nothing. */
  readonly claims: () => TokenClaims | null;
}

/** A service that is asked over HTTP. Whatever it is asked goes through one door (`http-door.ts`), and changes nothing there. */
export interface HttpSession extends LoginSession {
  /** The first request, without a login: whether the service answers, and which logins it takes. */
  identify(): Promise<Outcome<Capabilities>>;
  /** After a login that was accepted: what it may do with the mailbox. Null: that cannot be told without doing it. */
  askPermissions(): Promise<Outcome<null> | null>;
  /** What was asked and answered so far. */
  readonly exchanges: readonly HttpExchangeObservation[];
}

export interface HttpServiceDefinition {
  readonly name: HttpProtocol;
  open(door: HttpDoor, options: HttpSessionOptions): HttpSession;
}

export interface ProtocolDefinition {
  readonly name: MailProtocol;
  /** A line that no server of the protocol minds: it makes a TLS server, silent so far, show itself. */
  readonly harmlessLine: string;
  open(channel: Channel, options: SessionOptions): Session;
}
