// The contract of every SASL mechanism (RFC 4422): a pure exchange of bytes. Must not know which protocol carries it,
// how Base64 gets on the wire, nor what a refusal means.
import type { Secret } from '../model/secret.ts';
import type { WireForm } from '../model/wire-form.ts';

export type SecretUse = 'password' | 'token' | 'certificate' | 'nothing';

export interface SaslMechanism {
  /** As registered with IANA, upper case. */
  readonly name: string;
  readonly uses: SecretUse;
  /** What carries the secret has it in clear or recoverable form, so that TLS is all that protects it; else it is a proof. */
  readonly exposesSecret: boolean;
  /** `limited`: obsolete in parts or never specified; `historic`: withdrawn, or a vendor's own on its way out. */
  readonly standing: 'current' | 'limited' | 'historic';
  /** What the list of authentication methods in mail clients calls it; null: by its own name, or not at all. */
  readonly clientWord: string | null;
  /** Needs channel binding data (the -PLUS variants of SCRAM). */
  readonly bindsChannel: boolean;
  start(input: SaslInput): SaslExchange;
}

/** What ties an exchange to its TLS connection. */
export interface ChannelBinding {
  /** `tls-exporter` (RFC 9266): 32 bytes of keying material; null below TLS 1.3. */
  readonly exporter: Buffer | null;
  /** `tls-server-end-point` (RFC 5929 §4): hash of the server's certificate; null where its hash is not defined. */
  readonly endPoint: Buffer | null;
  /** The server advertised any mechanism that ends in -PLUS: decides between the flags n and y (RFC 5802 §6). */
  readonly serverOffersPlus: boolean;
}

export interface SaslInput {
  readonly user: string;
  readonly secret: Secret | null;
  readonly host: string;
  readonly port: number;
  /** GSSAPI service names (RFC 4954 §3, RFC 3501 §6.2.2, RFC 5034 §4). */
  readonly service: string;
  /** null: no TLS, or no binding data to be had. */
  readonly channelBinding: ChannelBinding | null;
  /** Absent: the form that most servers take. */
  readonly form?: WireForm;
  randomBytes(size: number): Buffer;
  /**
   * Called with each message that carries the secret or a proof of it, in Base64, before it is handed out. For the redactor.
   * `proofs`: what in it was made of the secret, where the rest is the server's own words come back; absent: all of it is.
   */
  onSent(payload: string, proofs?: readonly (string | Buffer)[]): void;
  /** Makes the key of a derivation that takes its time; null: there was none left. Default: made here, to its end. */
  deriveKey?(derivation: KeyDerivation): Promise<Buffer | null>;
}

/** PBKDF2 (RFC 8018 §5.2). */
export interface KeyDerivation {
  readonly hash: 'sha1' | 'sha256' | 'sha512';
  readonly password: string;
  readonly salt: Buffer;
  readonly iterations: number;
  readonly bytes: number;
}

export interface SaslExchange {
  /**
   * null: this mechanism lets the server begin. An empty Buffer: present and empty, `=` on the wire (RFC 4954 §4).
   * Where a protocol can't send it with the command, it answers the server's first, empty challenge, which then does
   * not go to `respond`.
   */
  readonly initialResponse: Buffer | null;
  /** The initial response waits for the first challenge, also where it could go with the command. */
  readonly waitsForChallenge?: boolean;
  /** The server has asked for what had gone with the command: it did not read it there. */
  readonly isAskedAgain?: boolean;
  /** The initial response carries the secret, or a proof made with it. */
  readonly opensWithSecret: boolean;
  respond(challenge: Buffer): Promise<SaslStep>;
  /** At the server's success, with the data that came with it, if any: says whether the server has proved itself. */
  finish(finalData: Buffer | null): SaslVerdict;
  /** What the server said of its refusal inside the exchange (XOAUTH2's JSON, SCRAM's `e=`), whole, as visible text. Scrub it, then cut it. */
  readonly errorChallenge: string | null;
  /** NTLM: what the server told of itself, as visible text. */
  readonly targetInformation?: string;
}

/** What does not fit, in our words; `said`: the server's own words for it, as visible text, to be scrubbed. */
export interface SaslFault {
  readonly detail: string;
  readonly said?: string;
  /** It did not prove that it knows the password, as the mechanism has it do: it may be another server. */
  readonly isServerUnproven?: true;
}

/**
 * `carriesSecret`: the response has the secret in it, or a proof made with it. Once it is out the server may judge the
 * credentials, and count a failure against the account. `abort`: cancel the exchange (`*` on the wire); `detail`: what
 * does not fit, as visible text.
 */
export type SaslStep =
  | { readonly kind: 'response'; readonly bytes: Buffer; readonly carriesSecret: boolean }
  | ({ readonly kind: 'abort' } & SaslFault);

export type SaslVerdict = { readonly ok: true } | ({ readonly ok: false } & SaslFault);

/** No mechanism here has a use for more; RFC 4954 §4 lets lines have 12288 octets. */
export const MAX_CHALLENGE_BYTES = 12_288;

/** A response that gives nothing of the secret away. */
export const respondWith = (bytes: Buffer): SaslStep => ({ kind: 'response', bytes, carriesSecret: false });
export const respondWithSecret = (bytes: Buffer): SaslStep => ({ kind: 'response', bytes, carriesSecret: true });
export const abort = (fault: string | SaslFault): SaslStep => ({
  kind: 'abort',
  ...(typeof fault === 'string' ? { detail: fault } : fault),
});
export const ACCEPT: SaslVerdict = { ok: true };
export const NOTHING = Buffer.alloc(0);

/** The secret's text. A mechanism that needs one is never chosen without: an Error here is our own bug. */
export function revealSecret(input: SaslInput, mechanism: string): string {
  if (!input.secret) throw new Error(`${mechanism} was started without a secret`);
  return input.secret.reveal();
}
