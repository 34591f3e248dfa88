// mbedTLS, the TLS of microcontrollers (ESP32, Mbed, Zephyr, Pico), of curl, OpenVPN, Godot and Julia: its error numbers with
// their names and the sentences of mbedtls_strerror, of the releases 2 and 3, and what a verification adds.
import { certain, likely, undecided } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const PROGRAM = 'The program that prints this, its memory, its random numbers or its own key: not the peer.';
const INNER = 'It tells of a step inside the library, which is no failure.';
const OWN_FILE = "The program's own certificate or list of authorities cannot be read: not the peer's certificate.";

/** As C, Arduino and Julia print it. Its name in PolarSSL, of which mbedTLS is the successor, too. */
const numbered = (number: number, entry: RegistryEntry): RegistryEntry => {
  const hex = number.toString(16).padStart(4, '0');
  return { ...entry, forms: [...entry.forms, `-0x${hex}`, `${-number}`] };
};
const ssl = (name: string): string => `MBEDTLS_ERR_SSL_${name}`;
const says = (name: string, sentence: string): [string, string[]] => [
  ssl(name),
  [ssl(name).replace('MBEDTLS', 'POLARSSL'), `SSL - ${sentence}`],
];
const x509 = (name: string, sentence: string): [string, string[]] => [
  `MBEDTLS_ERR_X509_${name}`,
  [`POLARSSL_ERR_X509_${name}`, `X509 - ${sentence}`],
];
const net = (name: string, sentence: string): [string, string[]] => [
  `MBEDTLS_ERR_NET_${name}`,
  [`POLARSSL_ERR_NET_${name}`, `NET - ${sentence}`],
];
/** In the two releases the number stands for two things; only that the handshake failed is sure. */
const ofTwoMeanings = (number: number): RegistryEntry => {
  const code = `-0x${number.toString(16)}`;
  return likely('tls-handshake-failed', code, [`${-number}`]);
};

const RECORDS: readonly RegistryEntry[] = [
  numbered(0x7000, undecided(INNER, ...says('CRYPTO_IN_PROGRESS', 'A cryptographic operation is in progress. Try again later'))),
  numbered(0x7080, likely('tls-handshake-failed', ...says('FEATURE_UNAVAILABLE', 'The requested feature is not available'))),
  numbered(0x7100, undecided(PROGRAM, ...says('BAD_INPUT_DATA', 'Bad input parameters to function'))),
  numbered(0x7180, likely('tls-handshake-failed', ...says('INVALID_MAC', 'Verification of the message MAC failed'))),
  numbered(
    0x7200,
    likely('mode-mismatch', ...says('INVALID_RECORD', 'An invalid SSL record was received'), {
      meaning:
        'What came is no TLS: on ports 587, 143, 110 and 25 the server greets in plain text first, and TLS begins with STARTTLS.',
    }),
  ),
  numbered(0x7280, likely('connection-closed', ...says('CONN_EOF', 'The connection indicated an EOF'))),
  likely('tls-handshake-failed', ...says('UNKNOWN_CIPHER', 'An unknown cipher was received')),
  likely('tls-handshake-failed', ...says('DECODE_ERROR', 'A message could not be parsed due to a syntactic error')),
  numbered(
    0x7380,
    certain('tls-no-shared-cipher', ...says('NO_CIPHER_CHOSEN', 'The server has no ciphersuites in common with the client')),
  ),
  numbered(0x7400, undecided(PROGRAM, ...says('NO_RNG', 'No RNG was provided to the SSL module'))),
  numbered(
    0x7480,
    certain(
      'tls-client-certificate-required',
      ...says(
        'NO_CLIENT_CERTIFICATE',
        'No client certification received from the client, but required by the authentication mode',
      ),
    ),
  ),
  undecided(PROGRAM, ...says('CERTIFICATE_TOO_LARGE', 'Our own certificate(s) is/are too large to send in an SSL message')),
  likely('tls-handshake-failed', ...says('UNSUPPORTED_EXTENSION', 'A TLS extension is not supported')),
  certain(
    'tls-client-certificate-required',
    ...says('CERTIFICATE_REQUIRED', 'The own certificate is not set, but needed by the server'),
  ),
  likely('tls-handshake-failed', ...says('NO_APPLICATION_PROTOCOL', 'No ALPN protocols supported that the client advertises')),
  numbered(
    0x7600,
    undecided(PROGRAM, ...says('PRIVATE_KEY_REQUIRED', 'The own private key or pre-shared key is not set, but needed')),
  ),
  numbered(0x7680, undecided(OWN_FILE, ...says('CA_CHAIN_REQUIRED', 'No CA Chain is set, but required to operate'))),
  numbered(
    0x7700,
    likely('tls-handshake-failed', ...says('UNEXPECTED_MESSAGE', 'An unexpected message was received from our peer')),
  ),
  numbered(
    0x7780,
    likely('tls-handshake-failed', ...says('FATAL_ALERT_MESSAGE', 'A fatal alert message was received from our peer'), {
      meaning:
        'The server broke the handshake off with an alert: mostly no TLS version or cipher in common, or a name (SNI) that it does not know.',
    }),
  ),
  likely('cert-untrusted-root', ...says('PEER_VERIFY_FAILED', 'Verification of our peer failed')),
  likely('tls-handshake-failed', ...says('UNRECOGNIZED_NAME', 'No server could be identified that handles the requested name')),
  numbered(
    0x7880,
    likely('connection-closed', ...says('PEER_CLOSE_NOTIFY', 'The peer notified us that the connection is going to be closed')),
  ),
];

const failedStep = (message: string): string => `Processing of the ${message} handshake message failed`;
const HANDSHAKE: readonly RegistryEntry[] = [
  numbered(0x7900, likely('tls-handshake-failed', ...says('BAD_HS_CLIENT_HELLO', failedStep('ClientHello')))),
  numbered(0x7980, likely('tls-handshake-failed', ...says('BAD_HS_SERVER_HELLO', failedStep('ServerHello')))),
  likely('tls-handshake-failed', ...says('BAD_HS_CERTIFICATE', failedStep('Certificate'))),
  likely('tls-handshake-failed', ssl('BAD_CERTIFICATE')),
  numbered(0x7a80, likely('tls-handshake-failed', ...says('BAD_HS_CERTIFICATE_REQUEST', failedStep('CertificateRequest')))),
  likely('tls-handshake-failed', ...says('BAD_HS_SERVER_KEY_EXCHANGE', failedStep('ServerKeyExchange'))),
  undecided(INNER, ...says('RECEIVED_NEW_SESSION_TICKET', 'NewSessionTicket message has been received')),
  likely('tls-handshake-failed', ...says('BAD_HS_SERVER_HELLO_DONE', failedStep('ServerHelloDone'))),
  undecided(INNER, ...says('CANNOT_READ_EARLY_DATA', 'Not possible to read early data')),
  likely('tls-handshake-failed', ...says('BAD_HS_CLIENT_KEY_EXCHANGE', failedStep('ClientKeyExchange'))),
  undecided(INNER, ...says('RECEIVED_EARLY_DATA', 'Early data has been received as part of an on-going handshake')),
  likely('tls-handshake-failed', ssl('BAD_HS_CLIENT_KEY_EXCHANGE_RP')),
  undecided(INNER, ...says('CANNOT_WRITE_EARLY_DATA', 'Not possible to write early data')),
  numbered(0x7d00, likely('tls-handshake-failed', ssl('BAD_HS_CLIENT_KEY_EXCHANGE_CS'))),
  numbered(0x7d80, likely('tls-handshake-failed', ...says('BAD_HS_CERTIFICATE_VERIFY', failedStep('CertificateVerify')))),
  numbered(0x7e00, likely('tls-handshake-failed', ...says('BAD_HS_CHANGE_CIPHER_SPEC', failedStep('ChangeCipherSpec')))),
  numbered(0x7e80, likely('tls-handshake-failed', ...says('BAD_HS_FINISHED', failedStep('Finished')))),
  numbered(0x7f00, undecided(PROGRAM, ...says('ALLOC_FAILED', 'Memory allocation failed'))),
  numbered(0x7f80, undecided(PROGRAM, ...says('HW_ACCEL_FAILED', 'Hardware acceleration function returned with error'))),
  numbered(
    0x6f80,
    undecided(PROGRAM, ...says('HW_ACCEL_FALLTHROUGH', 'Hardware acceleration function skipped / left alone data')),
  ),
  numbered(
    0x6f00,
    likely('tls-handshake-failed', ...says('COMPRESSION_FAILED', 'Processing of the compression / decompression failed')),
  ),
  numbered(
    0x6e80,
    certain('tls-version-unsupported', ssl('BAD_PROTOCOL_VERSION'), [
      ssl('BAD_HS_PROTOCOL_VERSION'),
      'SSL - Handshake protocol not within min/max boundaries',
    ]),
  ),
  likely('tls-handshake-failed', ...says('BAD_HS_NEW_SESSION_TICKET', failedStep('NewSessionTicket'))),
  likely('tls-no-shared-cipher', ...says('HANDSHAKE_FAILURE', 'The handshake negotiation failed')),
  numbered(0x6d80, undecided(INNER, ...says('SESSION_TICKET_EXPIRED', 'Session ticket has expired'))),
  numbered(0x6d00, likely('tls-no-shared-cipher', ...says('PK_TYPE_MISMATCH', 'Public key type mismatch'))),
  numbered(0x6c80, likely('tls-handshake-failed', ...says('UNKNOWN_IDENTITY', 'Unknown identity received'))),
  numbered(0x6c00, undecided(PROGRAM, ...says('INTERNAL_ERROR', 'Internal error'))),
  numbered(0x6b80, undecided(PROGRAM, ...says('COUNTER_WRAPPING', 'A counter would wrap'))),
  numbered(
    0x6b00,
    likely('tls-handshake-failed', ...says('WAITING_SERVER_HELLO_RENEGO', 'Unexpected message at ServerHello in renegotiation')),
  ),
  numbered(0x6a80, undecided(INNER, ...says('HELLO_VERIFY_REQUIRED', 'DTLS client must retry for hello verification'))),
  numbered(0x6a00, undecided(PROGRAM, ...says('BUFFER_TOO_SMALL', 'A buffer is too small to receive or write a message'))),
  numbered(
    0x6980,
    certain('tls-no-shared-cipher', ...says('NO_USABLE_CIPHERSUITE', 'None of the common ciphersuites is usable')),
  ),
  numbered(
    0x6900,
    undecided(INNER, ...says('WANT_READ', 'No data of requested type currently available on underlying transport')),
  ),
  numbered(0x6880, undecided(INNER, ...says('WANT_WRITE', 'Connection requires a write call'))),
  numbered(0x6800, likely('command-timeout', ...says('TIMEOUT', 'The operation timed out'))),
  numbered(0x6780, undecided(INNER, ...says('CLIENT_RECONNECT', 'The client initiated a reconnect from the same port'))),
  numbered(0x6700, likely('mode-mismatch', ...says('UNEXPECTED_RECORD', 'Record header looks valid but is not expected'))),
  numbered(0x6680, undecided(INNER, ...says('NON_FATAL', 'The alert message received indicates a non-fatal error'))),
  undecided(PROGRAM, ssl('INVALID_VERIFY_HASH')),
  likely('tls-handshake-failed', ...says('ILLEGAL_PARAMETER', 'A field in a message was incorrect or inconsistent')),
  numbered(0x6580, undecided(INNER, ssl('CONTINUE_PROCESSING'))),
  numbered(0x6500, undecided(INNER, ...says('ASYNC_IN_PROGRESS', 'The asynchronous operation is not completed yet'))),
  numbered(0x6480, undecided(INNER, ssl('EARLY_MESSAGE'))),
  numbered(0x6000, undecided(INNER, ssl('UNEXPECTED_CID'))),
  numbered(0x5f00, likely('tls-version-unsupported', ssl('VERSION_MISMATCH'))),
  numbered(0x5e80, undecided(PROGRAM, ...says('BAD_CONFIG', 'Invalid value in SSL config'))),
  ...[0x7300, 0x7500, 0x7580, 0x7800, 0x7a00, 0x7b00, 0x7b80, 0x7c00, 0x7c80, 0x6e00, 0x6600].map(ofTwoMeanings),
];

const isInvalid = (part: string): string => `The ${part} is invalid`;
const CERTIFICATES: readonly RegistryEntry[] = [
  numbered(0x2080, likely('cert-malformed', ...x509('FEATURE_UNAVAILABLE', 'Unavailable feature'))),
  numbered(0x2100, likely('cert-malformed', ...x509('UNKNOWN_OID', 'Requested OID is unknown'))),
  numbered(0x2180, undecided(OWN_FILE, ...x509('INVALID_FORMAT', 'The CRT/CRL/CSR format is invalid'))),
  numbered(0x2200, likely('cert-malformed', ...x509('INVALID_VERSION', 'The CRT/CRL/CSR version element is invalid'))),
  numbered(0x2280, likely('cert-malformed', ...x509('INVALID_SERIAL', isInvalid('serial tag or value')))),
  numbered(0x2300, likely('cert-malformed', ...x509('INVALID_ALG', isInvalid('algorithm tag or value')))),
  numbered(0x2380, likely('cert-malformed', ...x509('INVALID_NAME', isInvalid('name tag or value')))),
  numbered(0x2400, likely('cert-malformed', ...x509('INVALID_DATE', isInvalid('date tag or value')))),
  numbered(0x2480, likely('cert-malformed', ...x509('INVALID_SIGNATURE', 'The signature tag or value invalid'))),
  numbered(0x2500, likely('cert-malformed', ...x509('INVALID_EXTENSIONS', isInvalid('extension tag or value')))),
  numbered(0x2580, likely('cert-malformed', ...x509('UNKNOWN_VERSION', 'CRT/CRL/CSR has an unsupported version number'))),
  numbered(0x2600, likely('cert-weak-signature', ...x509('UNKNOWN_SIG_ALG', 'Signature algorithm (oid) is unsupported'))),
  numbered(0x2680, likely('cert-malformed', ...x509('SIG_MISMATCH', 'Signature algorithms do not match'))),
  numbered(
    0x2700,
    likely('cert-untrusted-root', ...x509('CERT_VERIFY_FAILED', 'Certificate verification failed'), {
      meaning:
        "The certificate does not verify: mostly the board's list lacks the authority that the server has now; its clock, or the name, may be the reason as well.",
      fix: 'Set the clock by NTP before the connection, connect by the name in the certificate, and give the program the root certificate of the authority that the server has now (Arduino: `setCACert`, or the bundle of ESP-IDF).',
    }),
  ),
  numbered(0x2780, undecided(OWN_FILE, ...x509('CERT_UNKNOWN_FORMAT', 'Format not recognized as DER or PEM'))),
  numbered(0x2800, undecided(PROGRAM, ...x509('BAD_INPUT_DATA', 'Input invalid'))),
  numbered(0x2880, undecided(PROGRAM, ...x509('ALLOC_FAILED', 'Allocation of memory failed'))),
  numbered(0x2900, undecided(OWN_FILE, ...x509('FILE_IO_ERROR', 'Read/write of file failed'))),
  numbered(0x2980, undecided(PROGRAM, ...x509('BUFFER_TOO_SMALL', 'Destination buffer is too small'))),
  numbered(0x3000, likely('cert-untrusted-root', ...x509('FATAL_ERROR', 'A fatal error occurred'))),
];

const verdict = (flag: string, sentence: string): [string, string[]] => [`MBEDTLS_X509_${flag}`, [sentence]];
const VERDICTS: readonly RegistryEntry[] = [
  certain('cert-expired', ...verdict('BADCERT_EXPIRED', 'The certificate validity has expired')),
  certain('cert-revoked', ...verdict('BADCERT_REVOKED', 'The certificate has been revoked (is on a CRL)')),
  certain(
    'cert-name-mismatch',
    ...verdict('BADCERT_CN_MISMATCH', 'The certificate Common Name (CN) does not match with the expected CN'),
  ),
  likely('cert-untrusted-root', ...verdict('BADCERT_NOT_TRUSTED', 'The certificate is not correctly signed by the trusted CA')),
  certain('cert-revocation-unchecked', ...verdict('BADCRL_NOT_TRUSTED', 'The CRL is not correctly signed by the trusted CA')),
  certain('cert-revocation-unchecked', ...verdict('BADCRL_EXPIRED', 'The CRL is expired')),
  likely('tls-handshake-failed', ...verdict('BADCERT_MISSING', 'Certificate was missing')),
  undecided(PROGRAM, ...verdict('BADCERT_SKIP_VERIFY', 'Certificate verification was skipped')),
  undecided('The program itself refused the certificate.', 'MBEDTLS_X509_BADCERT_OTHER'),
  certain('cert-not-yet-valid', ...verdict('BADCERT_FUTURE', 'The certificate validity starts in the future')),
  certain('cert-revocation-unchecked', ...verdict('BADCRL_FUTURE', 'The CRL is from the future')),
  certain('cert-wrong-purpose', ...verdict('BADCERT_KEY_USAGE', 'Usage does not match the keyUsage extension')),
  certain('cert-wrong-purpose', ...verdict('BADCERT_EXT_KEY_USAGE', 'Usage does not match the extendedKeyUsage extension')),
  certain('cert-wrong-purpose', ...verdict('BADCERT_NS_CERT_TYPE', 'Usage does not match the nsCertType extension')),
  certain('cert-weak-signature', ...verdict('BADCERT_BAD_MD', 'The certificate is signed with an unacceptable hash')),
  likely('cert-weak-signature', ...verdict('BADCERT_BAD_PK', 'The certificate is signed with an unacceptable PK alg')),
  certain('cert-weak-key', ...verdict('BADCERT_BAD_KEY', 'The certificate is signed with an unacceptable key')),
  certain('cert-revocation-unchecked', ...verdict('BADCRL_BAD_MD', 'The CRL is signed with an unacceptable hash')),
  certain('cert-revocation-unchecked', ...verdict('BADCRL_BAD_PK', 'The CRL is signed with an unacceptable PK alg')),
  certain('cert-revocation-unchecked', ...verdict('BADCRL_BAD_KEY', 'The CRL is signed with an unacceptable key')),
];

/** Small numbers: in hexadecimal alone, since -66 and -80 are lines, sizes and signal strengths as well. */
const small = (number: number, entry: RegistryEntry): RegistryEntry => ({
  ...entry,
  forms: [...entry.forms, `-0x${number.toString(16).padStart(4, '0')}`],
});
const NETWORK: readonly RegistryEntry[] = [
  small(0x42, undecided(PROGRAM, ...net('SOCKET_FAILED', 'Failed to open a socket'))),
  small(0x44, likely('tcp-refused', ...net('CONNECT_FAILED', 'The connection to the given server / port failed'))),
  small(0x46, undecided(PROGRAM, ...net('BIND_FAILED', 'Binding of the socket failed'))),
  small(0x48, undecided(PROGRAM, ...net('LISTEN_FAILED', 'Could not listen on the socket'))),
  small(0x4a, undecided(PROGRAM, ...net('ACCEPT_FAILED', 'Could not accept the incoming connection'))),
  small(0x4c, likely('connection-closed', ...net('RECV_FAILED', 'Reading information from the socket failed'))),
  small(0x4e, likely('connection-closed', ...net('SEND_FAILED', 'Sending information through the socket failed'))),
  small(0x50, likely('tcp-reset', ...net('CONN_RESET', 'Connection was reset by peer'))),
  small(0x52, likely('dns-name-not-found', ...net('UNKNOWN_HOST', 'Failed to get an IP address for the given hostname'))),
  small(0x43, undecided(PROGRAM, ...net('BUFFER_TOO_SMALL', 'Buffer is too small to hold the data'))),
  small(0x45, undecided(PROGRAM, ...net('INVALID_CONTEXT', 'The context is invalid, eg because it was free()ed'))),
  small(0x47, undecided(PROGRAM, ...net('POLL_FAILED', 'Polling the net context failed'))),
  small(0x49, undecided(PROGRAM, ...net('BAD_INPUT_DATA', 'Input invalid'))),
];

export const MBEDTLS: Registry = {
  name: 'mbedTLS',
  source: 'Mbed-TLS/mbedtls include/mbedtls/ssl.h, x509.h, net_sockets.h; library/x509_crt.c',
  speaker: 'tls',
  entries: [...RECORDS, ...HANDSHAKE, ...CERTIFICATES, ...VERDICTS, ...NETWORK],
};
