// Runs one SASL exchange over whatever carries it (AUTH, AUTHENTICATE): Base64 in and out, cancelling, the record of
// what the client said, and the port's settings for how a login ends. Knows no protocol's reply words.
import type { LabAuth, LabSession } from './port.ts';
import type { AuthRecord } from './record.ts';
import { SERVER_MECHANISMS } from './sasl.ts';
import { type LabSaslExchange, SaslAborted } from './sasl-exchange.ts';

const DEFAULT_MECHANISMS = ['PLAIN', 'LOGIN'] as const;
const ERROR_CHALLENGE = '{"status":"401","schemes":"bearer","scope":"https://mail.lab.test/"}';
const MAX_CHALLENGES = 10_000;

/** How a protocol words the parts of an exchange. */
export interface AuthWire {
  readonly service: LabSaslExchange['service'];
  /** A challenge, already in Base64. */
  challenge(base64: string): void;
  readonly replies: {
    readonly success: string;
    readonly failure: string;
    readonly cancelled: string;
    readonly malformed: string;
    readonly unknownMechanism: string;
  };
}

export function offeredMechanisms(session: LabSession): readonly string[] {
  const auth = session.config.auth ?? {};
  const bare = session.config.tls === 'none' ? auth.mechanisms : undefined;
  return session.secure ? (auth.mechanisms ?? DEFAULT_MECHANISMS) : (auth.plaintextMechanisms ?? bare ?? []);
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function decode(text: string): Buffer {
  if (!BASE64.test(text)) throw new SaslAborted('malformed');
  return Buffer.from(text, 'base64');
}

async function readResponse(session: LabSession, login: AuthRecord): Promise<Buffer> {
  session.exchanging = true;
  const line = await session.readLine();
  session.exchanging = false;
  if (line === null) throw new SaslAborted('gone');
  login.wire.push(line);
  if (line === '*') throw new SaslAborted('cancelled');
  const payload = decode(line);
  login.payloads.push(payload);
  return payload;
}

/** Sends a challenge as raw text (no Base64 is made of it) and reads a response, whatever it is; null once gone. */
export async function challengeRaw(session: LabSession, line: string): Promise<string | null> {
  session.send(line);
  session.exchanging = true;
  const response = await session.readLine();
  session.exchanging = false;
  if (response !== null) {
    session.lastLogin?.wire.push(response);
    session.lastLogin?.payloads.push(Buffer.from(response, 'base64'));
  }
  return response;
}

function channelBinding(session: LabSession, type: string): Buffer | null {
  const socket = session.tlsSocket;
  if (!socket) return null;
  if (type === 'tls-server-end-point') return session.certificateHash();
  // RFC 9266: a label of its own, and a context of no length.
  return type === 'tls-exporter' ? socket.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0)) : null;
}

function certificateUser(session: LabSession): string | null {
  const certificate = session.record.tls?.clientCertificate;
  return certificate?.trusted ? (/^CN=(.*)$/m.exec(certificate.subject)?.[1] ?? null) : null;
}

function exchangeOf(
  session: LabSession,
  wire: AuthWire,
  login: AuthRecord,
  initial: Buffer | null,
  auth: LabAuth,
): LabSaslExchange {
  let asked = 0;
  return {
    account: session.account,
    host: session.host,
    service: wire.service,
    fixed: auth.fixed ?? {},
    prompts: auth.prompts ?? ['Username:', 'Password:'],
    errorChallenge: auth.errorChallenge ?? ERROR_CHALLENGE,
    falseServerSignature: auth.falseServerSignature ?? false,
    certificateUser: certificateUser(session),
    initial,
    ask(challenge) {
      if (asked++ > MAX_CHALLENGES) throw new SaslAborted('gone');
      wire.challenge(Buffer.from(challenge).toString('base64'));
      return readResponse(session, login);
    },
    channelBinding: (type) => channelBinding(session, type),
  };
}

async function answer(session: LabSession, auth: LabAuth, accepted: boolean, wire: AuthWire): Promise<void> {
  const step = auth.deny ?? (accepted ? auth.success : auth.failure);
  if (!(await session.perform(step))) session.send(accepted && !auth.deny ? wire.replies.success : wire.replies.failure);
}

/** From the mechanism's name to the final reply. `given`: the initial response as it came, or null. */
export async function authenticate(session: LabSession, wire: AuthWire, name: string, given: string | null): Promise<boolean> {
  const auth = session.config.auth ?? {};
  const mechanism = name.toUpperCase();
  const login: AuthRecord = {
    mechanism,
    secure: session.secure,
    withInitialResponse: given !== null,
    payloads: [],
    wire: [],
    accepted: null,
  };
  session.record.auth.push(login);
  const run = SERVER_MECHANISMS[mechanism];
  try {
    // RFC 4954 §4: a lone `=` is a response of no bytes.
    const initial = given === null ? null : decode(given === '=' ? '' : given);
    if (given !== null && initial) {
      login.wire.push(given);
      login.payloads.push(initial);
    }
    const instead = auth.on?.[mechanism];
    if (instead !== undefined && (await session.perform(instead))) return false;
    if (!run || !offeredMechanisms(session).includes(mechanism)) {
      session.send(wire.replies.unknownMechanism);
      return false;
    }
    if (initial && auth.noInitialResponse) throw new SaslAborted('malformed');
    const right = await run(exchangeOf(session, wire, login, initial, auth));
    login.accepted = right && auth.deny === undefined;
    await answer(session, auth, right, wire);
    return login.accepted;
  } catch (error) {
    if (!(error instanceof SaslAborted)) throw error;
    if (error.reason !== 'gone') session.send(wire.replies[error.reason]);
    return false;
  }
}

/** A login without SASL (IMAP LOGIN, POP3 USER and PASS, APOP): recorded and answered the same way. */
export async function logIn(
  session: LabSession,
  wire: AuthWire,
  mechanism: string,
  said: readonly string[],
  right: boolean,
): Promise<boolean> {
  const auth = session.config.auth ?? {};
  const accepted = right && auth.deny === undefined;
  session.record.auth.push({
    mechanism,
    secure: session.secure,
    withInitialResponse: true,
    payloads: said.map((part) => Buffer.from(part, 'utf8')),
    wire: [...said],
    accepted,
  });
  await answer(session, auth, right, wire);
  return accepted;
}
