// What a login that was not accepted puts at fault: the credentials, the protocol for this account, the mechanism, or the
// moment. Decides whether the same credentials may be tried by another protocol. Pure, by the finding that names the cause.
import type { CredentialsDiagnosis } from '../model/diagnosis.ts';
import type { FindingId } from '../model/finding.ts';

/**
 * `credentials`: they, or the account's right to log in from here, are refused, and would be elsewhere. `protocol`: this
 * protocol is off for the account, or takes no passwords; another may. `mechanism`: this way of logging in is not taken.
 * `temporary`: the server could not judge now. `limit`: there were too many logins, and another one adds to them.
 * `unknown`: it came to no answer, or to none that says whose fault it is.
 */
export type LoginFault = 'credentials' | 'protocol' | 'mechanism' | 'temporary' | 'limit' | 'unknown';

const BY_AUTH_CAUSE: Readonly<Record<Extract<FindingId, `auth-${string}`>, LoginFault>> = {
  'auth-rejected': 'credentials',
  'auth-app-password-required': 'credentials',
  'auth-web-login-required': 'credentials',
  'auth-policy-blocked': 'credentials',
  'auth-ip-not-allowed': 'credentials',
  'auth-api-key-invalid': 'credentials',
  'auth-username-format': 'credentials',
  'auth-account-locked': 'credentials',
  'auth-token-invalid': 'credentials',
  'auth-token-expired': 'credentials',
  'auth-token-user': 'credentials',
  'auth-required': 'credentials',
  'auth-basic-disabled': 'protocol',
  'auth-oauth-required': 'protocol',
  'auth-protocol-disabled': 'protocol',
  'auth-not-advertised': 'protocol',
  // A token's scopes are of one protocol each (SMTP.Send, IMAP.AccessAsUser.All): it may well have the next one's.
  'auth-token-scope': 'protocol',
  'auth-mechanism-rejected': 'mechanism',
  'auth-no-common-mechanism': 'mechanism',
  'auth-encryption-required': 'mechanism',
  'auth-temporary-failure': 'temporary',
  'auth-rate-limited': 'limit',
  'auth-protocol-error': 'unknown',
  // Whoever answered may not be the server: the same credentials are not given to it once more.
  'auth-server-unproven': 'credentials',
  'auth-over-plaintext': 'unknown',
  'auth-skipped-plaintext': 'unknown',
  'auth-skipped-untrusted': 'unknown',
};

/** What else a reply to AUTH, or the request for a token before it, may come to. */
const BY_OTHER_CAUSE: Readonly<Partial<Record<FindingId, LoginFault>>> = {
  'account-restricted': 'credentials',
  'graph-token-refused': 'credentials',
  'graph-token-audience': 'credentials',
  'graph-mailbox-unavailable': 'protocol',
  'graph-throttled': 'limit',
  'ews-path-unknown': 'protocol',
  'ews-throttled': 'limit',
  'oauth-token-request-failed': 'credentials',
  'account-quota-exceeded': 'limit',
  'mailbox-in-use': 'temporary',
  'rate-limited': 'limit',
  'server-fault': 'temporary',
  'server-timeout': 'temporary',
};

export const faultOfCause = (cause: FindingId): LoginFault =>
  (BY_AUTH_CAUSE as Readonly<Partial<Record<FindingId, LoginFault>>>)[cause] ?? BY_OTHER_CAUSE[cause] ?? 'unknown';

/** Of what became of a login. Null where it was accepted, or none was made. */
export function loginFaultOf({ status, cause }: CredentialsDiagnosis): LoginFault | null {
  if (status === 'accepted' || status === 'skipped') return null;
  return cause === null ? 'unknown' : faultOfCause(cause);
}
