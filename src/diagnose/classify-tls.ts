// Gives a failed TLS handshake its name. Codes are matched by OpenSSL's reason or the alert number, never whole:
// OpenSSL 3.5 renamed the alerts (ERR_SSL_SSLV3_ALERT_… became ERR_SSL_SSL/TLS_ALERT_…). Knows no other layer.
import type { FindingId } from '../model/finding.ts';
import type { EndpointObservation, TlsScanObservation } from '../model/observation.ts';
import type { Failure } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Cause } from './cause.ts';
import { makeCause } from './cause.ts';
import { clip } from './phrases.ts';
import { versionsOffered } from './versions-offered.ts';

type TlsFailure = Extract<Failure, { kind: 'tls' }>;
type Lenient = NonNullable<TlsScanObservation['lenient']>;

// No TLS record came: OpenSSL reads `220 ` as a record of an impossible version or length.
const PLAINTEXT_ANSWER = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|RECORD_TOO_(?:SMALL|LARGE)|BAD_RECORD_TYPE/;
const VERSION =
  /UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|UNSUPPORTED_SSL_VERSION|NO_PROTOCOLS_AVAILABLE|VERSION_TOO_LOW|LEGACY_SIGALG|INAPPROPRIATE_FALLBACK/;
const CIPHER =
  /HANDSHAKE_FAILURE|NO_SHARED|KEY_TOO_SMALL|MODULUS_TOO_SMALL|DH_PARAM_SIZE|UNKNOWN_CIPHER|WRONG_CIPHER|NO_CIPHERS|NO_SUITABLE|INSUFFICIENT_SECURITY|WRONG_SIGNATURE_TYPE|BAD_ECPOINT|WRONG_CURVE/;
const CLIENT_CERTIFICATE = /CERTIFICATE_REQUIRED/;

const PROTOCOL_VERSION_ALERT = 70;
const CERTIFICATE_REQUIRED_ALERT = 116;
const CIPHER_ALERTS = [40, 71];
/** bad_certificate … unknown_ca: what a server says of a client's certificate (RFC 8446 §6.2). */
const CERTIFICATE_ALERTS = [42, 43, 44, 45, 46, 48];
/** Switched off in current clients: no encryption, no certificate, or a broken cipher or hash. */
const OBSOLETE_CIPHER = /NULL|ANON|ADH|AECDH|RC4|DES|EXP|MD5|SEED|IDEA/i;

/** What a client that takes everything came to with the server is a version that this one did not offer. */
function isBeyondOffer({ protocol }: Lenient, { tls }: Pick<Plan, 'tls'>): boolean {
  const [lowest, highest] = versionsOffered(tls);
  return LEGACY.includes(protocol) || protocol < lowest || protocol > highest;
}

const LEGACY = ['TLSv1', 'TLSv1.1', 'SSLv3'];

export const isPlaintextAnswer = ({ systemCode, plaintext }: TlsFailure): boolean =>
  plaintext !== undefined || PLAINTEXT_ANSWER.test(systemCode);

/** The server asked for a client certificate, and what ended the connection fits that it missed one. */
export function endsForClientCertificate(seen: EndpointObservation, failure: Failure, scan: TlsScanObservation | null): boolean {
  const asked =
    seen.tls?.clientCertificateRequested === true ||
    (failure.kind === 'tls' && failure.clientCertificateRequested === true) ||
    // Closed within the handshake: a second one tells that the server asks.
    Boolean(scan?.clientAuthorities);
  if (!asked) return false;
  if (failure.kind === 'tls')
    return failure.alert === undefined || [...CIPHER_ALERTS, ...CERTIFICATE_ALERTS, 116].includes(failure.alert);
  const first = failure.stage === 'tls' || failure.stage === 'greeting' || (failure.stage === 'ehlo' && seen.mode === 'starttls');
  return first && (failure.kind === 'closed' || failure.kind === 'system') && seen.capabilities.tls === null;
}

function codeOf(failure: TlsFailure, seen: EndpointObservation, scan: TlsScanObservation | null, plan: Plan): FindingId {
  const { systemCode, alert, detail } = failure;
  if (alert === CERTIFICATE_REQUIRED_ALERT || CLIENT_CERTIFICATE.test(systemCode)) return 'tls-client-certificate-required';
  if (endsForClientCertificate(seen, failure, scan)) return 'tls-client-certificate-required';
  if (/\b(?:EE|CA) (?:certificate )?key too (?:weak|small)/i.test(detail)) return 'cert-weak-key';
  if (/signature digest algorithm too weak|\bmd too weak/i.test(detail)) return 'cert-weak-signature';
  // GnuTLS and others answer a version that they lack with a bare handshake_failure; what made it work tells.
  if (scan?.lenient && isBeyondOffer(scan.lenient, plan)) return 'tls-version-unsupported';
  if (alert === PROTOCOL_VERSION_ALERT || VERSION.test(systemCode)) return 'tls-version-unsupported';
  if ((alert !== undefined && CIPHER_ALERTS.includes(alert)) || CIPHER.test(systemCode)) return 'tls-no-shared-cipher';
  return 'tls-handshake-failed';
}

/** Broken off in the handshake without an alert: what a client that takes everything got there tells why. Null: nothing does. */
export function handshakeCause(failure: Failure, scan: TlsScanObservation | null, plan: Pick<Plan, 'tls'>): Cause | null {
  if (!scan?.lenient) return null;
  const { protocol, cipher, hasCertificate } = scan.lenient;
  if (isBeyondOffer(scan.lenient, plan))
    return makeCause(failure, 'tls', 'tls-version-unsupported', `broken off without an alert; with ${protocol} it goes on`);
  // A cipher that this client has as well shows no more than that the second connection was luckier.
  if (hasCertificate !== false && !OBSOLETE_CIPHER.test(cipher)) return null;
  return makeCause(failure, 'tls', 'tls-no-shared-cipher', `broken off without an alert; with ${cipher} it goes on`);
}

/** RFC 8446 §6.2 and what servers mean by it, where the finding's own words do not say it already. */
const ALERT_NAMES: Readonly<Record<number, string>> = {
  10: 'unexpected message',
  20: 'bad record MAC',
  40: 'handshake failure',
  42: 'bad certificate',
  43: 'unsupported certificate',
  44: 'certificate revoked',
  45: 'certificate expired',
  46: 'certificate unknown',
  47: 'illegal parameter',
  48: 'unknown CA',
  49: 'access denied',
  50: 'decode error',
  51: 'decrypt error',
  70: 'protocol version',
  71: 'insufficient security',
  80: 'internal error',
  86: 'inappropriate fallback',
  109: 'missing extension',
  112: 'unrecognized name',
  116: 'certificate required',
  120: 'no application protocol',
};

export const nameOfAlert = (alert: number): string => ALERT_NAMES[alert] ?? 'unnamed';

export function classifyTls(failure: TlsFailure, seen: EndpointObservation, scan: TlsScanObservation | null, plan: Plan): Cause {
  const { stage, systemCode, alert, plaintext } = failure;
  const answered = plaintext === undefined ? '' : `, but in plaintext: ${clip(plaintext, 120)}`;
  if (isPlaintextAnswer(failure)) {
    return makeCause(failure, stage, 'tls-handshake-failed', `the server does not answer in TLS${answered}`, { systemCode });
  }
  const code = codeOf(failure, seen, scan, plan);
  const said = alert === undefined ? systemCode : `the server sent alert ${alert} (${nameOfAlert(alert)})`;
  const message: Partial<Record<FindingId, string>> = {
    'tls-version-unsupported': `no TLS version in common: ${said}`,
    'tls-no-shared-cipher': `no cipher or key exchange in common: ${said}`,
    'tls-client-certificate-required': `the server ${plan.tls.clientCertificate ? 'does not take the client certificate given' : 'wants a client certificate'}: ${said}`,
    'cert-weak-key': `the key is too weak for this client: ${systemCode}`,
    'cert-weak-signature': `the signature is too weak for this client: ${systemCode}`,
  };
  return makeCause(failure, stage, code, message[code] ?? `the TLS handshake failed: ${said}`, { systemCode });
}
