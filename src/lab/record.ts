// What clients did to the lab, connection by connection: the evidence that tests judge a client by. It only writes
// down; the one thing it condemns is a command that would move mail.
export interface CommandRecord {
  readonly line: string;
  readonly secure: boolean;
  /** It came together with the bytes of an earlier command, before that one was answered. */
  readonly pipelined: boolean;
}

export interface AuthRecord {
  readonly mechanism: string;
  readonly secure: boolean;
  /** The AUTH command itself carried a response (also an empty one, `=`). */
  readonly withInitialResponse: boolean;
  /** Each client response, decoded from Base64. */
  readonly payloads: Buffer[];
  /** Each client response as it went over the wire. */
  readonly wire: string[];
  /** null: the exchange did not come to an end. */
  accepted: boolean | null;
}

export interface TlsRecord {
  readonly protocol: string;
  readonly cipher: string;
  /** What SNI asked for; null where the client sent none. */
  readonly servername: string | null;
  /** Subject of the client certificate and whether the lab's authority signed it; null where none came. */
  readonly clientCertificate: { readonly subject: string; readonly trusted: boolean } | null;
}

export type ConnectionEnd =
  | 'quit'
  | 'client-closed'
  | 'client-reset'
  | 'server-closed'
  | 'server-reset'
  | 'refused'
  | 'lab-closed';

export interface ConnectionRecord {
  readonly role: string;
  readonly port: number;
  /** `address:port` of the client. */
  readonly peer: string;
  /** Milliseconds since the lab started. */
  readonly openedMs: number;
  closedMs: number | null;
  ended: ConnectionEnd | null;
  /** Bytes of protocol came before the server had said anything; a TLS handshake does not count. */
  spokeFirst: boolean;
  /** A line ended in LF without CR. */
  bareLf: boolean;
  bytesReceived: number;
  readonly commands: CommandRecord[];
  readonly auth: AuthRecord[];
  tls: TlsRecord | null;
  /** Why a TLS handshake did not come to an end. */
  tlsError: string | null;
  /** Plaintext that came after STARTTLS and before the handshake. */
  injected: string | null;
}

export interface LabRecord {
  readonly connections: ConnectionRecord[];
  /** The most connections that stood at the same time. */
  mostAtOnce: number;
  /** Command lines that would have moved mail: with one of these, `lab.close()` throws. */
  readonly mailCommands: string[];
}

export const createRecord = (): LabRecord => ({ connections: [], mostAtOnce: 0, mailCommands: [] });

// SMTP's mail transaction, IMAP's and POP3's ways to change a mailbox.
const MAIL_COMMAND = /^(?:(?:MAIL|RCPT|BDAT)\s|DATA\s*$|\S+ (?:APPEND|STORE|EXPUNGE|DELETE|MOVE)\b|(?:DELE|RETR)\s)/i;

export const isMailCommand = (line: string): boolean => MAIL_COMMAND.test(line);

/** Every command of every connection, in order of arrival within each. */
export const commandsOf = (record: LabRecord): string[] =>
  record.connections.flatMap((connection) => connection.commands.map((command) => command.line));

/** Every login attempt of every connection. */
export const loginsOf = (record: LabRecord): AuthRecord[] => record.connections.flatMap((connection) => connection.auth);

/** Whether the text went over the wire anywhere, raw or in Base64 inside a login. */
export function wasSent(record: LabRecord, text: string): boolean {
  return (
    commandsOf(record).some((line) => line.includes(text)) ||
    loginsOf(record).some((login) => login.payloads.some((payload) => payload.includes(text)))
  );
}
