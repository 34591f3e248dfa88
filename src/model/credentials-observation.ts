// What was seen of the credentials: the attempts to log in, or why there was none, and what can be told of them without
// sending them. Holds no secret.
import type { Failure } from './outcome.ts';
import type { Reply } from './reply.ts';
import type { SentForm } from './wire-form.ts';

export interface AuthAttempt {
  readonly endpoint: string;
  readonly mechanism: string;
  readonly status: 'accepted' | 'rejected' | 'error';
  readonly reply: Reply | null;
  /** Where it did not come to a verdict of the server. */
  readonly failure: Failure | null;
  /** The server's decoded error challenge (XOAUTH2, OAUTHBEARER) or the NTLM target information, as visible text. */
  readonly challenge: string | null;
  readonly sent: SentOfSecret;
  /** Absent: this program's own. */
  readonly form?: SentForm;
}

/** A login with the same credentials that was sent before this one, and for which this one is not. */
export interface EarlierLogin {
  /** `unanswered`: what the server made of it is not known. */
  readonly result: 'refused' | 'unanswered';
  /** The host, address, domain or account that both have in common; the target itself, of an earlier run. */
  readonly at: string;
  /** It was sent to this very target, by a run that was ended before the answer was written down. */
  readonly isOfEarlierRun: boolean;
}

/** A login that was given and is not to be sent, whatever the server offers. */
export type WithheldLogin = 'host-unproven' | 'refused-elsewhere';

/**
 * What of the secret went over the wire: nothing, a proof made with it (CRAM-MD5, DIGEST-MD5, SCRAM, NTLM, APOP), or the
 * secret itself, in clear or recoverable form. But for `nothing` the server may have counted it against the account.
 */
export type SentOfSecret = 'nothing' | 'proof' | 'secret';

/** `plaintext-injected`: words had been put in before TLS. */
export type AuthSkipReason =
  | 'plaintext'
  | 'plaintext-injected'
  | 'untrusted'
  | 'not-advertised'
  | 'no-common-mechanism'
  | 'oauth-required'
  | 'no-endpoint'
  | 'token-request-failed'
  | 'unsendable'
  | 'foreign-audience'
  | WithheldLogin
  | 'sent-before'
  | 'interrupted';

export interface CredentialsObservation {
  readonly user: string;
  readonly kind: 'password' | 'token' | 'certificate' | 'anonymous';
  readonly attempts: readonly AuthAttempt[];
  /** Why nothing was sent; null where something was. */
  readonly skipped: {
    readonly reason: AuthSkipReason;
    readonly endpoints: readonly string[];
    readonly offered: readonly string[];
    readonly allowed: readonly string[];
    /** With `sent-before`. */
    readonly earlier?: EarlierLogin;
  } | null;
  /** What looks wrong about them, seen before anything was sent. */
  readonly shape: readonly CredentialShape[];
  /** Claims of a JWT, read and not trusted; null for a password or an opaque token. */
  readonly claims: TokenClaims | null;
  readonly tokenRequest: TokenRequestFailure | null;
  readonly notices: readonly string[];
}

export type CredentialShape =
  | 'leading-space'
  | 'trailing-space'
  | 'newline'
  | 'typographic-quotes'
  | 'non-ascii'
  | 'control-character'
  | 'domain-backslash-user'
  | 'bare-user'
  | 'app-password-spaces'
  | 'token-space'
  | 'user-spaces'
  | 'empty-password';

export interface TokenClaims {
  readonly audience: readonly string[];
  readonly issuer: string | null;
  /** ISO 8601. */
  readonly expiresAt: string | null;
  readonly notBefore: string | null;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  readonly user: string | null;
  readonly tenant: string | null;
  /** The application that it was issued to; absent: the token does not say. */
  readonly application?: string;
  /** It is an application's own, no person's (`idtyp`); absent: the token does not say. */
  readonly isOfApplication?: boolean;
}

export interface TokenRequestFailure {
  readonly endpoint: string;
  /** HTTP status; null where no answer came. */
  readonly status: number | null;
  /** RFC 6749 §5.2 error, or null. */
  readonly error: string | null;
  readonly description: string | null;
  readonly systemCode: string | null;
}
