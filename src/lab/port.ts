// What one port of the lab is told to do: its protocol, TLS, certificate, replies and misbehaviour, and what a connection to
// it can be made to do. Types alone.
import type { TLSSocket, TlsOptions } from 'node:tls';
import type { CertificateKind, LabCertificate } from './certificates.ts';
import type { AuthRecord, ConnectionEnd, ConnectionRecord } from './record.ts';

/** Returned by an action: go on with what the server would have done without it. */
export const PROCEED = 'proceed';

/** One connection as protocols and actions see it. */
export interface LabSession {
  readonly host: string;
  readonly account: LabAccount;
  readonly config: PortConfig;
  readonly record: ConnectionRecord;
  readonly secure: boolean;
  readonly ended: boolean;
  readonly tlsSocket: TLSSocket | null;
  readonly lastLogin: AuthRecord | null;
  /** An AUTH exchange reads Base64, which may happen to look like a command. */
  exchanging: boolean;
  /** The server certificate's hash for tls-server-end-point (RFC 5929 §4.1): SHA-256 also for one signed by SHA-1. */
  certificateHash(): Buffer;
  /** The next line without its end; null once nothing more will come. */
  readLine(): Promise<string | null>;
  /** The next line, written down as a command. */
  readCommand(): Promise<string | null>;
  /** Resolves once the client has sent anything (protocol or not), or has gone. The bytes stay where they are. */
  firstBytes(): Promise<Buffer>;
  send(...lines: readonly string[]): void;
  /** Writes as it is. Resolves when it can take more, or the client has gone. */
  write(bytes: Uint8Array): Promise<void>;
  /** Runs a step. True: it is done with; false: the ordinary behaviour is to follow. */
  perform(step: LabStep | undefined): Promise<boolean>;
  /** Waits; shorter when the client goes. */
  wait(ms: number): Promise<void>;
  /** Resolves when the client has gone (or the lab is closed). */
  gone(): Promise<void>;
  /** TLS from here on, as the server. False: it came to nothing. */
  upgrade(): Promise<boolean>;
  /** FIN, after what was written. */
  close(reason?: ConnectionEnd): void;
  /** FIN, and the connection stays up to listen. */
  halfClose(): void;
  /** RST. */
  reset(): void;
  destroy(reason: ConnectionEnd): void;
}

export type Action = (session: LabSession) => undefined | typeof PROCEED | Promise<undefined | typeof PROCEED>;

/** A line, lines, raw bytes (nothing is added to them), or something to do. */
export type LabStep = string | readonly string[] | Buffer | Action;

export interface LabAccount {
  readonly user: string;
  readonly password: string;
  /** The OAuth 2.0 access token that is accepted. */
  readonly token: string;
}

/** Fixed values in place of random ones, for test vectors. */
export interface FixedNonces {
  readonly nonce?: string;
  readonly salt?: Buffer;
  readonly iterations?: number;
  readonly cramChallenge?: string;
  readonly realm?: string;
  readonly ntlmChallenge?: Buffer;
}

export interface LabAuth {
  /** Offered and taken under TLS. Default PLAIN and LOGIN; an empty list: no AUTH at all. */
  readonly mechanisms?: readonly string[];
  /** Offered and taken before TLS. Default none. */
  readonly plaintextMechanisms?: readonly string[];
  /** Answers every completed exchange, right or wrong. */
  readonly deny?: LabStep;
  /** Answers an exchange with wrong credentials. */
  readonly failure?: LabStep;
  readonly success?: LabStep;
  /** In place of the exchange of that mechanism: the answer to the AUTH command. */
  readonly on?: Readonly<Record<string, LabStep>>;
  /** LOGIN's two questions, before Base64. */
  readonly prompts?: readonly [string, string];
  /** What XOAUTH2 and OAUTHBEARER say before they refuse, before Base64. */
  readonly errorChallenge?: string;
  /** No responses in the AUTH command itself (IMAP without SASL-IR; SMTP: 501). */
  readonly noInitialResponse?: boolean;
  /** SCRAM: the server proves itself wrongly. */
  readonly falseServerSignature?: boolean;
  readonly fixed?: FixedNonces;
}

export interface ConnectionLimit {
  /** How many may stand at once. */
  readonly connections: number;
  readonly per: 'port' | 'host';
  /** What the others get: a line and a close, or a reset. */
  readonly refusal: string | 'reset';
}

/** What becomes of a connection on which nothing was said for so long. */
export interface IdleFate {
  readonly afterMs: number;
  /** The connection stays, and nothing that comes over it is heard: a NAT that has forgotten it. Else the step, and the end. */
  readonly isForgotten?: true;
  readonly step?: LabStep;
}

/** No more than so many connections within so long, whatever became of them. */
export interface RateLimit {
  readonly connections: number;
  readonly withinMs: number;
  readonly refusal: string;
}

export interface PortConfig {
  /** Default smtp. */
  readonly protocol?: 'smtp' | 'imap' | 'pop3';
  readonly tls: 'implicit' | 'starttls' | 'none';
  /** Default: the kind `good`. */
  readonly certificate?: CertificateKind | LabCertificate;
  /** Passed to node:tls: versions, ciphers, requestCert, rejectUnauthorized … */
  readonly tlsOptions?: TlsOptions;
  readonly greeting?: LabStep;
  /** Keyword lines of EHLO, CAPABILITY or CAPA, in place of those that follow from the rest. SMTP: the first is the domain. */
  readonly keywords?: { readonly plaintext?: readonly string[]; readonly tls?: readonly string[] };
  /** Replies by verb, in upper case. `onPlain` and `onTls` go before `on`. */
  readonly on?: Readonly<Record<string, LabStep>>;
  readonly onPlain?: Readonly<Record<string, LabStep>>;
  readonly onTls?: Readonly<Record<string, LabStep>>;
  /** Before anything else, also before an implicit TLS handshake. */
  readonly accept?: LabStep;
  /** Where a TLS handshake would begin. */
  readonly handshake?: LabStep;
  readonly auth?: LabAuth;
  readonly limit?: ConnectionLimit;
  readonly rate?: RateLimit;
  readonly idle?: IdleFate;
  /** What came in plaintext behind STARTTLS is obeyed inside TLS (the fault of CVE-2011-0411). */
  readonly obeysInjectedCommands?: boolean;
}
