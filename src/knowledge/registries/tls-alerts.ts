// Every TLS alert that IANA has assigned, in three lists, since it matters who sent it and who reads: received by a client
// (an alert about a certificate then means the client's own), received by a server (then it means the server's), and sent by
// the side that prints it (which is what did not like its peer).
import type { FindingId } from '../../model/finding.ts';
import { certain, likely, undecided } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const SOURCE = 'IANA TLS Alerts; RFC 8446 §6, RFC 5246 §7.2, RFC 6066 §9, RFC 4346 §7.2, RFC 6101 §5.4.2';

interface Alert {
  readonly number: number;
  readonly name: string;
  /** SSL_alert_desc_string_long: Postfix and Dovecot print it. */
  readonly openssl: string;
  /** The name of gnutls_alert_get_name. */
  readonly gnutls: string | null;
  /** The words of crypto/tls in Go. */
  readonly go: string | null;
}

const alert = (number: number, name: string, openssl: string, gnutls: string | null, go: string | null): Alert => ({
  number,
  name,
  openssl,
  gnutls,
  go,
});

const ALERTS: readonly Alert[] = [
  alert(0, 'close_notify', 'close notify', 'Close notify', 'close notify'),
  alert(10, 'unexpected_message', 'unexpected message', 'Unexpected message', 'unexpected message'),
  alert(20, 'bad_record_mac', 'bad record mac', 'Bad record MAC', 'bad record MAC'),
  alert(21, 'decryption_failed', 'decryption failed', 'Decryption failed', 'decryption failed'),
  alert(22, 'record_overflow', 'record overflow', 'Record overflow', 'record overflow'),
  alert(30, 'decompression_failure', 'decompression failure', 'Decompression failed', 'decompression failure'),
  alert(40, 'handshake_failure', 'handshake failure', 'Handshake failed', 'handshake failure'),
  alert(41, 'no_certificate', 'no certificate', 'No certificate (SSL 3.0)', null),
  alert(42, 'bad_certificate', 'bad certificate', 'Certificate is bad', 'bad certificate'),
  alert(43, 'unsupported_certificate', 'unsupported certificate', 'Certificate is not supported', 'unsupported certificate'),
  alert(44, 'certificate_revoked', 'certificate revoked', 'Certificate was revoked', 'revoked certificate'),
  alert(45, 'certificate_expired', 'certificate expired', 'Certificate is expired', 'expired certificate'),
  alert(46, 'certificate_unknown', 'certificate unknown', 'Unknown certificate', 'unknown certificate'),
  alert(47, 'illegal_parameter', 'illegal parameter', 'Illegal parameter', 'illegal parameter'),
  alert(48, 'unknown_ca', 'unknown CA', 'CA is unknown', 'unknown certificate authority'),
  alert(49, 'access_denied', 'access denied', 'Access was denied', 'access denied'),
  alert(50, 'decode_error', 'decode error', 'Decode error', 'error decoding message'),
  alert(51, 'decrypt_error', 'decrypt error', 'Decrypt error', 'error decrypting message'),
  alert(52, 'too_many_cids_requested', 'too many cids requested', null, null),
  alert(60, 'export_restriction', 'export restriction', 'Export restriction', 'export restriction'),
  alert(70, 'protocol_version', 'protocol version', 'Error in protocol version', 'protocol version not supported'),
  alert(71, 'insufficient_security', 'insufficient security', 'Insufficient security', 'insufficient security level'),
  alert(80, 'internal_error', 'internal error', 'Internal error', 'internal error'),
  alert(86, 'inappropriate_fallback', 'inappropriate fallback', 'Inappropriate fallback', 'inappropriate fallback'),
  alert(90, 'user_canceled', 'user canceled', 'User canceled', 'user canceled'),
  alert(100, 'no_renegotiation', 'no renegotiation', 'No renegotiation is allowed', 'no renegotiation'),
  alert(109, 'missing_extension', 'missing extension', 'An extension was expected but was not seen', 'missing extension'),
  alert(110, 'unsupported_extension', 'unsupported extension', 'An unsupported extension was sent', 'unsupported extension'),
  alert(
    111,
    'certificate_unobtainable',
    'certificate unobtainable',
    'Could not retrieve the specified certificate',
    'certificate unobtainable',
  ),
  alert(112, 'unrecognized_name', 'unrecognized name', 'The server name sent was not recognized', 'unrecognized name'),
  alert(113, 'bad_certificate_status_response', 'bad certificate status response', null, 'bad certificate status response'),
  alert(114, 'bad_certificate_hash_value', 'bad certificate hash value', null, 'bad certificate hash value'),
  alert(
    115,
    'unknown_psk_identity',
    'unknown PSK identity',
    'The SRP/PSK username is missing or not known',
    'unknown PSK identity',
  ),
  alert(116, 'certificate_required', 'certificate required', 'Certificate is required', 'certificate required'),
  alert(117, 'general_error', 'general error', null, null),
  alert(
    120,
    'no_application_protocol',
    'no application protocol',
    'No supported application protocol could be negotiated',
    'no application protocol',
  ),
  alert(121, 'ech_required', 'ech required', null, 'encrypted client hello required'),
];

/** As rustls and .NET write a name: CertificateUnknown, UnknownCA. */
const camelCase = (name: string): string => name.replace(/(?:^|_)(ca$|[a-z])/g, (_, start: string) => start.toUpperCase());

/** As Java writes them (javax.net.debug). */
const TLS_VERSIONS = ['v1', 'v1.0', 'v1.1', 'v1.2', 'v1.3'];

/** Those that .NET writes otherwise (TlsAlertMessage). */
const DOTNET_NAMES: Readonly<Record<number, string>> = { 71: 'InsuffientSecurity', 110: 'UnsupportedExt' };

/** OpenSSL writes the protocol that an alert comes from before it, in 3.2 and later both that it may be from. */
const OPENSSL_PREFIXES = ['sslv3', 'tlsv1', 'tlsv13', 'ssl/tls'];

function receivedForms({ number, name, openssl, gnutls, go }: Alert): string[] {
  const words = openssl === 'user canceled' ? 'user cancelled' : openssl;
  const upper = words.toUpperCase().replaceAll(' ', '_');
  const ofOpenssl = OPENSSL_PREFIXES.flatMap((prefix) => [
    `${prefix} alert ${words}`,
    `${prefix.toUpperCase()}_ALERT_${upper}`,
    `ERR_SSL_${prefix.toUpperCase()}_ALERT_${upper}`,
    `SSL_R_${prefix.toUpperCase()}_ALERT_${upper}`,
  ]);
  return [
    ...ofOpenssl,
    // Those of RFC 6066 have no "alert" in their name.
    ...(number >= 110 && number <= 114 ? [`tlsv1 ${words}`, `TLSV1_${upper}`, `ERR_SSL_TLSV1_${upper}`] : []),
    `0A${(1000 + number).toString(16).padStart(6, '0')}`,
    `SSL alert number ${number}`,
    `alert number ${number}`,
    `alert read:fatal:${openssl}`,
    `alert read:warning:${openssl}`,
    `SSL alert: ${openssl}`,
    `TLS alert: ${openssl}`,
    // curl -v: `* TLSv1.3 (IN), TLS alert, unknown CA (560):`.
    `(IN), TLS alert, ${openssl}`,
    ...TLS_VERSIONS.flatMap((version) => [
      `RECV TLS${version} ALERT: fatal, ${name}`,
      `RECV TLS${version} ALERT: warning, ${name}`,
    ]),
    // Dovecot: `SSL alert: where=0x4004, ret=560: fatal unknown CA`; 0x4008 is one that is sent.
    `where=0x4004, ret=${512 + number}: fatal ${openssl}`,
    `where=0x4004, ret=${512 + number}`,
    `Received fatal alert: ${name}`,
    `received handshake warning: ${name}`,
    `TlsFatalAlertReceived: ${name}`,
    `received fatal alert: ${camelCase(name)}`,
    `AlertReceived(${camelCase(name)})`,
    `remote party sent a TLS alert: '${DOTNET_NAMES[number] ?? camelCase(name)}'`,
    `received alert [${number}]`,
    `alert [${number}]`,
    `The TLS protocol defined fatal alert code is ${number}`,
    `The following fatal alert was received: ${number}`,
    ...(go === null ? [] : [`remote error: tls: ${go}`]),
    ...(gnutls === null ? [] : [`A TLS fatal alert has been received: ${gnutls}`, `received alert [${number}]: ${gnutls}`]),
    `tls: alert(${number})`,
  ];
}

const sentForms = ({ number, name, openssl, go }: Alert): string[] => [
  `TlsFatalAlert: ${name}`,
  `Fatal (${name.toUpperCase()})`,
  `(OUT), TLS alert, ${openssl}`,
  ...TLS_VERSIONS.map((version) => `SEND TLS${version} ALERT: fatal, description = ${name}`),
  // openssl s_client -msg.
  ...TLS_VERSIONS.map((version) => `>>> TLS ${version.slice(1)}, Alert [length 0002], fatal ${name}`),
  `alert write:fatal:${openssl}`,
  `alert write:warning:${openssl}`,
  `where=0x4008, ret=${512 + number}: fatal ${openssl}`,
  `where=0x4008, ret=${512 + number}`,
  `The TLS protocol defined fatal error code is ${number}`,
  `The following fatal alert was generated: ${number}`,
  ...(go === null ? [] : [`local error: tls: ${go}`]),
];

type Judge = (code: string) => RegistryEntry;
const is =
  (make: typeof certain, id: FindingId, words: Parameters<typeof certain>[3] = {}): Judge =>
  (code) =>
    make(id, code, [], words);
const isNone =
  (meaning: string): Judge =>
  (code) =>
    undecided(meaning, code);

const judged = (judges: Readonly<Record<number, Judge>>, usual: Judge, formsOf: (one: Alert) => string[]): RegistryEntry[] =>
  ALERTS.map((one) => {
    const judge = judges[one.number] ?? usual;
    const entry = judge(one.name);
    return { ...entry, forms: [...entry.forms, ...formsOf(one)] };
  });

const FAILED = is(likely, 'tls-handshake-failed');
const PROTOCOL_FAULT = is(likely, 'tls-handshake-failed', {
  meaning:
    'The peer could not make sense of what it received: a fault of one of the two TLS libraries, or something on the way that changes the bytes.',
});
const NO_SHARED = is(likely, 'tls-no-shared-cipher');
const VERSION = is(certain, 'tls-version-unsupported');
const CLOSED = isNone('The orderly end of a TLS connection: what came before it decides.');
const NAME_UNKNOWN = is(likely, 'tls-handshake-failed', {
  title: 'The server does not know the name that was asked for',
  meaning: 'The host name that the client sent (SNI) is not among those that the server is set up for.',
  fix: "Connect by the host name from the provider's help page. On your own server: give it a certificate for this name, or a default one.",
  source: 'RFC 6066 §3',
});
const SERVER_FAULT = is(likely, 'tls-handshake-failed', {
  meaning: 'The peer names a fault of its own: its log has the reason at that minute.',
});
const CANCELED = isNone('The program at the other end, or its user, broke the handshake off: it names no fault.');

const ownRefused = (what: string): Judge =>
  is(likely, 'tls-client-certificate-required', {
    title: 'The server does not accept the client certificate',
    meaning: `The server received a certificate from this client, or none, and answers that ${what}. Its own certificate is not meant.`,
  });

/** By a client: what is said of a certificate is said of the client's own. */
export const TLS_ALERTS: Registry = {
  name: 'TLS alerts',
  source: SOURCE,
  speaker: 'tls',
  entries: judged(
    {
      0: CLOSED,
      40: is(likely, 'tls-no-shared-cipher', {
        meaning:
          'The server found nothing that it could agree to: no common cipher suite, group or signature algorithm, or no client certificate where it wants one.',
      }),
      41: is(certain, 'tls-client-certificate-required'),
      42: ownRefused('it is corrupt, missing or not verified'),
      43: ownRefused('it is of a kind that it does not take'),
      44: ownRefused('it was revoked'),
      45: ownRefused('it has expired'),
      46: ownRefused('something about it is not acceptable'),
      48: ownRefused('its authority is not known there'),
      49: ownRefused('it may not log in'),
      70: VERSION,
      71: is(certain, 'tls-no-shared-cipher'),
      80: SERVER_FAULT,
      86: is(likely, 'tls-version-unsupported', {
        meaning: 'The client came back with an older TLS version than both sides have, and the server takes that for an attack.',
        source: 'RFC 7507',
      }),
      90: CANCELED,
      112: NAME_UNKNOWN,
      115: ownRefused('the identity is not known'),
      116: is(certain, 'tls-client-certificate-required'),
    },
    PROTOCOL_FAULT,
    receivedForms,
  ),
};

const serverRefused = (make: typeof certain, id: FindingId, what: string): Judge =>
  is(make, id, {
    title: 'A client does not accept the certificate of this server',
    meaning: `The client at the other end answers this server's certificate with "${what}".`,
  });

/** In the log of a server: what is said of a certificate is said of the server's. */
export const TLS_ALERTS_IN_SERVER_LOGS: Registry = {
  name: 'TLS alerts, received by a server',
  source: SOURCE,
  speaker: 'server-log',
  entries: judged(
    {
      0: CLOSED,
      40: NO_SHARED,
      41: isNone('The client has no certificate, which is the rule for mail programs.'),
      42: serverRefused(likely, 'cert-untrusted-root', 'bad certificate'),
      43: serverRefused(likely, 'cert-wrong-purpose', 'unsupported certificate'),
      44: serverRefused(certain, 'cert-revoked', 'certificate revoked'),
      45: serverRefused(certain, 'cert-expired', 'certificate expired'),
      46: serverRefused(likely, 'cert-untrusted-root', 'certificate unknown'),
      48: serverRefused(likely, 'cert-untrusted-root', 'unknown CA'),
      70: VERSION,
      71: is(certain, 'tls-no-shared-cipher'),
      86: is(likely, 'tls-version-unsupported'),
      90: CANCELED,
      112: NAME_UNKNOWN,
      113: serverRefused(likely, 'cert-revocation-unchecked', 'bad certificate status response'),
      116: FAILED,
    },
    PROTOCOL_FAULT,
    receivedForms,
  ),
};

const weRefused = (make: typeof certain, id: FindingId): Judge =>
  is(make, id, { meaning: 'The side that prints this refused the certificate of its peer with this alert.' });

/** By the side that prints them: what is said of a certificate is said of the peer's. */
export const TLS_ALERTS_SENT: Registry = {
  name: 'TLS alerts, sent',
  source: SOURCE,
  speaker: 'tls',
  entries: judged(
    {
      0: CLOSED,
      40: NO_SHARED,
      42: weRefused(likely, 'cert-untrusted-root'),
      43: weRefused(likely, 'cert-wrong-purpose'),
      44: weRefused(certain, 'cert-revoked'),
      45: weRefused(certain, 'cert-expired'),
      46: weRefused(likely, 'cert-untrusted-root'),
      48: weRefused(likely, 'cert-untrusted-root'),
      70: VERSION,
      71: is(certain, 'tls-no-shared-cipher'),
      86: is(likely, 'tls-version-unsupported'),
      90: CANCELED,
      113: weRefused(likely, 'cert-revocation-unchecked'),
      116: is(certain, 'tls-client-certificate-required'),
    },
    FAILED,
    sentForms,
  ).map((entry) => ({ ...entry, code: `sent:${entry.code}`, forms: [`sent:${entry.code}`, ...entry.forms.slice(1)] })),
};
