// The vocabulary of diagnoses: every finding id, its usual severity, and what a finding is. Imports nothing.

export type Severity = 'error' | 'warning' | 'info';
/** Gravest first. */
export const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly Severity[];

/** Who must act: the user of the server, whoever runs the network between, whoever runs the mail host, an account or tenant setting. */
export type Owner = 'you' | 'network' | 'server' | 'provider';

/** The four as people are asked for by (`--for`). */
export const OWNER_OF_ROLE = {
  customer: 'you',
  network: 'network',
  server: 'server',
  provider: 'provider',
} as const satisfies Record<string, Owner>;
export type Role = keyof typeof OWNER_OF_ROLE;

const E = 'error';
const W = 'warning';
const I = 'info';

/** The default severity of each finding. Use, not form, decides in the end: see `report/`. */
export const DEFAULT_SEVERITY = {
  // target and DNS
  'bad-target': E,
  'dns-name-not-found': E,
  'dns-no-address': E,
  'dns-server-failure': E,
  'dns-timeout': E,
  'dns-hosts-override': W,
  'dns-name-typo': I,
  'dns-mx-null': I,
  'dns-ptr-missing': I,
  'login-host-unproven': E,
  'dns-contradicts-provider': W,
  'target-is-domain': W,
  'mailbox-without-server': E,
  'tlsa-mismatch': E,
  'tlsa-insecure': W,
  'dane-verified': I,
  'mta-sts-mismatch': E,
  'mta-sts-unreachable': W,
  // the application's own settings
  'config-mismatch': E,
  'config-insecure': W,
  'config-trap': W,
  // the check itself
  'expectation-failed': E,
  'client-cannot': W,
  'internal-error': E,
  // network
  'tcp-refused': E,
  'tcp-timeout': E,
  'tcp-unreachable': E,
  'tcp-reset': E,
  'connection-closed': E,
  'port-25-blocked': I,
  'host-unreachable': E,
  'ipv6-broken': W,
  'ipv6-unavailable': I,
  'addresses-disagree': W,
  intermittent: W,
  'submission-not-offered': W,
  'proxy-unreachable': E,
  'proxy-auth-required': E,
  'proxy-refused': E,
  'proxy-protocol-error': E,
  'deadline-exceeded': E,
  'idle-timeout': I,
  'idle-dropped-silently': W,
  'connection-limit': I,
  // greeting and EHLO
  'greeting-timeout': E,
  'greeting-slow': I,
  'greeting-refused': E,
  'greeting-busy': E,
  'server-blocks-ip': E,
  'rate-limited': E,
  'not-smtp': E,
  'reply-malformed': E,
  'mode-mismatch': E,
  'middlebox-masking': W,
  greylisted: I,
  'ehlo-rejected': E,
  'ehlo-name-rejected': E,
  'client-no-rdns': E,
  'client-too-early': E,
  'server-fault': E,
  'server-timeout': E,
  'esmtp-unsupported': W,
  // STARTTLS and TLS
  'starttls-not-offered': E,
  'starttls-stripped': W,
  'starttls-rejected': E,
  'starttls-injection': E,
  'tls-handshake-failed': E,
  'tls-version-unsupported': E,
  'tls-no-shared-cipher': E,
  'client-certificate-unfit': W,
  'tls-client-certificate-required': E,
  'tls-legacy-version': W,
  'tls-large-clienthello': I,
  'tls-intercepted': W,
  'cert-expired': E,
  'cert-not-yet-valid': E,
  'cert-name-mismatch': E,
  'cert-self-signed': E,
  'cert-untrusted-root': E,
  'cert-missing-intermediate': E,
  'cert-wrong-purpose': E,
  'cert-revoked': E,
  'cert-expiring-soon': W,
  'revocation-unknown': W,
  'cert-chain-order': I,
  'cert-must-staple': W,
  'cert-weak-key': W,
  'cert-weak-signature': W,
  // authentication
  'auth-not-advertised': W,
  'auth-server-unproven': E,
  'auth-over-plaintext': W,
  'auth-no-common-mechanism': E,
  'auth-encryption-required': E,
  'auth-rejected': E,
  'auth-app-password-required': E,
  'auth-web-login-required': E,
  'auth-basic-disabled': E,
  'auth-oauth-required': E,
  'auth-protocol-disabled': E,
  'auth-policy-blocked': E,
  'auth-ip-not-allowed': E,
  'auth-api-key-invalid': E,
  'auth-username-format': E,
  'auth-protocol-error': E,
  'auth-account-locked': E,
  'auth-rate-limited': E,
  'auth-mechanism-rejected': E,
  'auth-temporary-failure': E,
  'auth-token-invalid': E,
  'auth-token-expired': E,
  'auth-token-scope': E,
  'auth-token-user': E,
  'oauth-token-request-failed': E,
  // a service that is asked over HTTP
  'http-foreign-answer': E,
  'http-redirected': E,
  'http-refused': E,
  'http-clock-off': W,
  'graph-token-audience': E,
  'graph-token-refused': E,
  'graph-permission-missing': E,
  'graph-mailbox-denied': E,
  'graph-mailbox-unavailable': E,
  'graph-mailbox-unknown': E,
  'graph-throttled': E,
  'graph-send-untested': I,
  'ews-path-unknown': E,
  'ews-not-allowed': E,
  'ews-impersonation-refused': E,
  'ews-mailbox-unknown': E,
  'ews-mailbox-denied': E,
  'ews-mailbox-unavailable': E,
  'ews-throttled': E,
  'ews-version-unsupported': E,
  'ews-server-version': I,
  'ews-send-untested': I,
  'login-not-repeated': W,
  'auth-skipped-plaintext': W,
  'auth-skipped-untrusted': W,
  'credential-shape': W,
  'provider-note': I,
  'retirement-ahead': I,
  // met by `explain` only
  'auth-required': E,
  'relay-denied': E,
  'sender-not-allowed': E,
  'account-quota-exceeded': E,
  'account-restricted': E,
  'mailbox-in-use': E,
  'service-unavailable': E,
  'recipient-unknown': E,
  'mailbox-full': E,
  'message-too-large': E,
  'content-rejected': E,
  'sender-unauthenticated': E,
  'mail-loop': E,
  'delivery-tls-failed': E,
  'command-timeout': E,
  'cert-revocation-unchecked': E,
  'cert-malformed': E,
  'nothing-wrong': I,
} as const satisfies Record<string, Severity>;

export type FindingId = keyof typeof DEFAULT_SEVERITY;
export const FINDING_IDS = Object.keys(DEFAULT_SEVERITY) as FindingId[];
export const isFindingId = (id: string): id is FindingId => Object.hasOwn(DEFAULT_SEVERITY, id);

export interface Finding {
  readonly id: FindingId;
  readonly severity: Severity;
  /** One line, no full stop: what is the matter. */
  readonly title: string;
  /** Two or three sentences: what it means. */
  readonly detail: string;
  /** What was seen, one fact a line. Never empty for an error or a warning. */
  readonly evidence: readonly string[];
  /** What to do: names a setting, a command or a person. */
  readonly fix: string;
  readonly owner: Owner;
  /** Ids of the endpoints it is about. */
  readonly endpoints: readonly string[];
  /** An RFC section or a vendor's page, or null. */
  readonly reference: string | null;
}

/** What knowledge says of one reply, log line or error code: `explain` prints these, rules word their findings by them. */
export interface Explanation {
  readonly id: FindingId;
  readonly title: string;
  readonly meaning: string;
  readonly fix: string;
  readonly provider: string | null;
  readonly owner: Owner;
  readonly confidence: 'certain' | 'likely' | 'generic';
  readonly reference: string | null;
  /** Of the text that was explained, from 1; absent where it was no text of lines. */
  readonly line?: number;
}
