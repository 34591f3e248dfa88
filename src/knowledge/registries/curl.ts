// What curl and libcurl end with, CURLE_* and exit codes 0 to 101, with the sentences of curl_easy_strerror: PHP, WordPress, R
// and many shell scripts send mail or talk to identity providers by it.
import { certain, likely, undecided } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const OK = 'Curl did what it was told; what failed, if anything did, stands elsewhere.';
const SEND =
  'Curl says this of a broken connection and of a refused MAIL, RCPT or DATA alike: the reply beside it decides (`MAIL failed: 550`).';
const LOCAL = 'The machine, the options or the files of the curl that prints this: not the mail server.';
const FTP = 'Of FTP alone: no mail protocol ends so.';
const HTTP = 'Of HTTP alone: the mail server was not asked; an identity provider or an API may have been.';
const OTHER = 'Of LDAP, TFTP, RTSP or SSH alone: no mail protocol ends so.';
const RETIRED = 'Not used by any curl of the last ten years.';

const exit = (number: number, entry: RegistryEntry): RegistryEntry => ({
  ...entry,
  forms: [
    ...entry.forms,
    `curl: (${number})`,
    `curl error ${number}`,
    `curl error: ${number}`,
    `curl error (${number})`,
    `curl error code ${number}`,
    `curl error code: ${number}`,
    `curl_errno ${number}`,
    `curl_errno: ${number}`,
    `curl_errno() ${number}`,
    `curl errno ${number}`,
    `curl errno: ${number}`,
    `CURLcode ${number}`,
    `CURLcode: ${number}`,
    `libcurl error ${number}`,
    `curl exit code ${number}`,
  ],
});

export const CURL: Registry = {
  name: 'curl',
  source: 'curl include/curl/curl.h, lib/strerror.c, lib/smtp.c; docs/libcurl/libcurl-errors.md',
  speaker: 'client',
  entries: [
    exit(0, undecided(OK, 'CURLE_OK')),
    exit(
      1,
      likely('bad-target', 'CURLE_UNSUPPORTED_PROTOCOL', [], {
        meaning:
          'The URL begins with a scheme that this curl does not know, or was built without: smtp:// and smtps://, imap:// and imaps://, pop3:// and pop3s:// are those of mail.',
        fix: 'Correct the scheme of the URL; `curl --version` lists those that this curl was built with.',
      }),
    ),
    exit(2, undecided(LOCAL, 'CURLE_FAILED_INIT')),
    exit(3, certain('bad-target', 'CURLE_URL_MALFORMAT', ['URL using bad/illegal format or missing URL'])),
    exit(
      4,
      undecided(LOCAL, 'CURLE_NOT_BUILT_IN', [
        'A requested feature, protocol or option was not found built-in in this libcurl due to a build-time decision.',
      ]),
    ),
    exit(
      5,
      certain('proxy-unreachable', 'CURLE_COULDNT_RESOLVE_PROXY', [
        "Couldn't resolve proxy name",
        'Could not resolve proxy name',
      ]),
    ),
    exit(
      6,
      likely('dns-name-not-found', 'CURLE_COULDNT_RESOLVE_HOST', [
        "Couldn't resolve host name",
        'Could not resolve hostname',
        'Could not resolve host',
        "Couldn't resolve host",
      ]),
    ),
    exit(7, likely('tcp-refused', 'CURLE_COULDNT_CONNECT', ["Couldn't connect to server", 'Could not connect to server'])),
    // `Failed to connect to mail.example.com port 587: Connection timed out`; without what follows, anybody says it of anything
    {
      ...undecided('It names no cause: what stands behind it does (refused, timed out, no route).', 'Failed to connect to'),
      title: 'The program got no connection to the server',
      atLeast: 'host-unreachable',
    },
    exit(8, likely('reply-malformed', 'CURLE_WEIRD_SERVER_REPLY', ['Weird server reply', 'FTP: weird server reply'])),
    exit(
      9,
      likely('ehlo-rejected', 'CURLE_REMOTE_ACCESS_DENIED', ['Access denied to remote resource'], {
        meaning: 'In SMTP curl says this where the server refused EHLO and HELO; the reply stands before it with -v.',
      }),
    ),
    exit(10, undecided(FTP, 'CURLE_FTP_ACCEPT_FAILED', ['FTP: The server failed to connect to data port'])),
    exit(11, undecided(FTP, 'CURLE_FTP_WEIRD_PASS_REPLY', ['FTP: unknown PASS reply'])),
    exit(12, undecided(FTP, 'CURLE_FTP_ACCEPT_TIMEOUT', ['FTP: Accepting server connect has timed out'])),
    exit(13, undecided(FTP, 'CURLE_FTP_WEIRD_PASV_REPLY', ['FTP: unknown PASV reply'])),
    exit(14, undecided(FTP, 'CURLE_FTP_WEIRD_227_FORMAT', ['FTP: unknown 227 response format'])),
    exit(15, undecided(FTP, 'CURLE_FTP_CANT_GET_HOST', ["FTP: can't figure out the host in the PASV response"])),
    exit(16, undecided(HTTP, 'CURLE_HTTP2', ['Error in the HTTP2 framing layer'])),
    exit(17, undecided(FTP, 'CURLE_FTP_COULDNT_SET_TYPE', ["FTP: couldn't set file type"])),
    exit(18, undecided(LOCAL, 'CURLE_PARTIAL_FILE', ['Transferred a partial file'])),
    exit(19, undecided(FTP, 'CURLE_FTP_COULDNT_RETR_FILE', ["FTP: couldn't retrieve (RETR failed) the specified file"])),
    exit(20, undecided(RETIRED, 'CURLE_OBSOLETE20')),
    exit(21, undecided(LOCAL, 'CURLE_QUOTE_ERROR', ['Quote command returned error'])),
    exit(22, undecided(HTTP, 'CURLE_HTTP_RETURNED_ERROR', ['HTTP response code said error'])),
    exit(23, undecided(LOCAL, 'CURLE_WRITE_ERROR', ['Failed writing received data to disk/application'])),
    exit(24, undecided(RETIRED, 'CURLE_OBSOLETE24')),
    exit(25, undecided(LOCAL, 'CURLE_UPLOAD_FAILED', ['Upload failed (at start/before it took off)'])),
    exit(26, undecided(LOCAL, 'CURLE_READ_ERROR', ['Failed to open/read local data from file/application'])),
    exit(27, undecided(LOCAL, 'CURLE_OUT_OF_MEMORY')),
    exit(
      28,
      likely('tcp-timeout', 'CURLE_OPERATION_TIMEDOUT', [
        'Timeout was reached',
        'Operation timed out after',
        'Connection timed out after',
      ]),
    ),
    exit(29, undecided(RETIRED, 'CURLE_OBSOLETE29')),
    exit(30, undecided(FTP, 'CURLE_FTP_PORT_FAILED', ['FTP: command PORT failed'])),
    exit(31, undecided(FTP, 'CURLE_FTP_COULDNT_USE_REST', ['FTP: command REST failed'])),
    exit(32, undecided(RETIRED, 'CURLE_OBSOLETE32')),
    exit(33, undecided(FTP, 'CURLE_RANGE_ERROR', ['Requested range was not delivered by the server'])),
    exit(34, undecided(RETIRED, 'CURLE_OBSOLETE34', ['Internal problem setting up the POST'])),
    exit(35, likely('tls-handshake-failed', 'CURLE_SSL_CONNECT_ERROR', ['SSL connect error'])),
    exit(36, undecided(FTP, 'CURLE_BAD_DOWNLOAD_RESUME', ["Couldn't resume download"])),
    exit(37, undecided(LOCAL, 'CURLE_FILE_COULDNT_READ_FILE', ["Couldn't read a file:// file"])),
    exit(38, undecided(OTHER, 'CURLE_LDAP_CANNOT_BIND', ['LDAP: cannot bind'])),
    exit(39, undecided(OTHER, 'CURLE_LDAP_SEARCH_FAILED', ['LDAP: search failed'])),
    exit(40, undecided(RETIRED, 'CURLE_OBSOLETE40')),
    exit(41, undecided(LOCAL, 'CURLE_FUNCTION_NOT_FOUND', ['A required function in the library was not found'])),
    exit(42, undecided(LOCAL, 'CURLE_ABORTED_BY_CALLBACK', ['Operation was aborted by an application callback'])),
    exit(43, undecided(LOCAL, 'CURLE_BAD_FUNCTION_ARGUMENT', ['A libcurl function was given a bad argument'])),
    exit(44, undecided(RETIRED, 'CURLE_OBSOLETE44')),
    exit(45, undecided(LOCAL, 'CURLE_INTERFACE_FAILED', ['Failed binding local connection end'])),
    exit(46, undecided(RETIRED, 'CURLE_OBSOLETE46')),
    exit(47, undecided(HTTP, 'CURLE_TOO_MANY_REDIRECTS', ['Number of redirects hit maximum amount'])),
    exit(48, undecided(LOCAL, 'CURLE_UNKNOWN_OPTION', ['An unknown option was passed in to libcurl'])),
    exit(49, undecided(LOCAL, 'CURLE_SETOPT_OPTION_SYNTAX', ['Malformed option provided in a setopt'])),
    exit(50, undecided(RETIRED, 'CURLE_OBSOLETE50')),
    exit(
      51,
      likely('cert-name-mismatch', 'CURLE_OBSOLETE51', ['SSL peer certificate or SSH md5 fingerprint was not OK'], {
        meaning: 'Up to curl 7.61: the certificate is for another name than the one that was connected to.',
      }),
    ),
    exit(
      52,
      certain('connection-closed', 'CURLE_GOT_NOTHING', [
        'Server returned nothing (no headers, no data)',
        'Empty reply from server',
      ]),
    ),
    exit(53, undecided(LOCAL, 'CURLE_SSL_ENGINE_NOTFOUND', ['SSL crypto engine not found'])),
    exit(54, undecided(LOCAL, 'CURLE_SSL_ENGINE_SETFAILED', ['Can not set SSL crypto engine as default'])),
    exit(55, undecided(SEND, 'CURLE_SEND_ERROR', ['Failed sending data to the peer'])),
    exit(
      56,
      likely('tcp-reset', 'CURLE_RECV_ERROR', ['Failure when receiving data from the peer'], {
        meaning: 'The connection broke while curl waited for an answer; what broke it stands beside the code.',
      }),
    ),
    exit(57, undecided(RETIRED, 'CURLE_OBSOLETE57')),
    exit(58, undecided(LOCAL, 'CURLE_SSL_CERTPROBLEM', ['Problem with the local SSL certificate'])),
    exit(59, likely('tls-no-shared-cipher', 'CURLE_SSL_CIPHER', ["Couldn't use specified SSL cipher"])),
    exit(
      60,
      likely(
        'cert-untrusted-root',
        'CURLE_PEER_FAILED_VERIFICATION',
        [
          'SSL peer certificate or SSH remote key was not OK',
          'Peer certificate cannot be authenticated with known CA certificates',
          'Peer certificate cannot be authenticated with given CA certificates',
          'SSL certificate problem',
        ],
        {
          meaning:
            'The certificate was not accepted: the reason stands beside the code (expired, self-signed, another name, an issuer that is not known here).',
        },
      ),
    ),
    exit(61, undecided(HTTP, 'CURLE_BAD_CONTENT_ENCODING', ['Unrecognized or bad HTTP Content or Transfer-Encoding'])),
    exit(62, undecided(RETIRED, 'CURLE_OBSOLETE62')),
    exit(63, undecided(LOCAL, 'CURLE_FILESIZE_EXCEEDED', ['Maximum file size exceeded'])),
    exit(
      64,
      likely(
        'starttls-not-offered',
        'CURLE_USE_SSL_FAILED',
        [
          'Requested SSL level failed',
          'STARTTLS not supported',
          'STARTTLS not available',
          'STLS not supported',
          'STARTTLS denied',
        ],
        { meaning: 'TLS was demanded (--ssl-reqd) and the server did not offer it, or refused STARTTLS.' },
      ),
    ),
    exit(65, undecided(LOCAL, 'CURLE_SEND_FAIL_REWIND', ['Send failed since rewinding of the data stream failed'])),
    exit(66, undecided(LOCAL, 'CURLE_SSL_ENGINE_INITFAILED', ['Failed to initialise SSL crypto engine'])),
    exit(67, likely('auth-rejected', 'CURLE_LOGIN_DENIED')),
    exit(68, undecided(OTHER, 'CURLE_TFTP_NOTFOUND', ['TFTP: File Not Found'])),
    exit(69, undecided(OTHER, 'CURLE_TFTP_PERM', ['TFTP: Access Violation'])),
    exit(70, undecided(LOCAL, 'CURLE_REMOTE_DISK_FULL', ['Disk full or allocation exceeded'])),
    exit(71, undecided(OTHER, 'CURLE_TFTP_ILLEGAL', ['TFTP: Illegal operation'])),
    exit(72, undecided(OTHER, 'CURLE_TFTP_UNKNOWNID', ['TFTP: Unknown transfer ID'])),
    exit(73, undecided(LOCAL, 'CURLE_REMOTE_FILE_EXISTS', ['Remote file already exists'])),
    exit(74, undecided(OTHER, 'CURLE_TFTP_NOSUCHUSER', ['TFTP: No such user'])),
    exit(75, undecided(RETIRED, 'CURLE_OBSOLETE75')),
    exit(76, undecided(RETIRED, 'CURLE_OBSOLETE76')),
    exit(
      77,
      likely('cert-untrusted-root', 'CURLE_SSL_CACERT_BADFILE', ['Problem with the SSL CA cert (path? access rights?)'], {
        meaning:
          'The file of trusted authorities that curl was told to use cannot be read, so that no certificate could be checked.',
        fix: 'Correct --cacert, CURL_CA_BUNDLE or curl.cainfo in php.ini, or install ca-certificates.',
      }),
    ),
    exit(78, undecided(LOCAL, 'CURLE_REMOTE_FILE_NOT_FOUND', ['Remote file not found'])),
    exit(79, undecided(OTHER, 'CURLE_SSH', ['Error in the SSH layer'])),
    exit(80, undecided(LOCAL, 'CURLE_SSL_SHUTDOWN_FAILED', ['Failed to shut down the SSL connection'])),
    exit(81, undecided(LOCAL, 'CURLE_AGAIN', ['Socket not ready for send/recv'])),
    exit(
      82,
      likely('cert-revocation-unchecked', 'CURLE_SSL_CRL_BADFILE', ['Failed to load CRL file (path? access rights?, format?)']),
    ),
    exit(83, likely('cert-untrusted-root', 'CURLE_SSL_ISSUER_ERROR', ['Issuer check against peer certificate failed'])),
    exit(84, undecided(FTP, 'CURLE_FTP_PRET_FAILED', ['FTP: The server did not accept the PRET command.'])),
    exit(85, undecided(OTHER, 'CURLE_RTSP_CSEQ_ERROR', ['RTSP CSeq mismatch or invalid CSeq'])),
    exit(86, undecided(OTHER, 'CURLE_RTSP_SESSION_ERROR')),
    exit(87, undecided(FTP, 'CURLE_FTP_BAD_FILE_LIST', ['Unable to parse FTP file list'])),
    exit(88, undecided(FTP, 'CURLE_CHUNK_FAILED', ['Chunk callback failed'])),
    exit(89, undecided(LOCAL, 'CURLE_NO_CONNECTION_AVAILABLE', ['The max connection limit is reached'])),
    exit(
      90,
      likely('cert-untrusted-root', 'CURLE_SSL_PINNEDPUBKEYNOTMATCH', ['SSL public key does not match pinned public key'], {
        meaning:
          'The server has another key than the one that --pinnedpubkey names: it was renewed, or something on the way replaced the certificate.',
      }),
    ),
    exit(
      91,
      likely('cert-revocation-unchecked', 'CURLE_SSL_INVALIDCERTSTATUS', ['SSL server certificate status verification FAILED']),
    ),
    exit(92, undecided(HTTP, 'CURLE_HTTP2_STREAM', ['Stream error in the HTTP/2 framing layer'])),
    exit(93, undecided(LOCAL, 'CURLE_RECURSIVE_API_CALL', ['API function called from within callback'])),
    exit(94, likely('auth-protocol-error', 'CURLE_AUTH_ERROR', ['An authentication function returned an error'])),
    exit(95, undecided(HTTP, 'CURLE_HTTP3')),
    exit(96, undecided(HTTP, 'CURLE_QUIC_CONNECT_ERROR', ['QUIC connection error'])),
    exit(97, likely('proxy-protocol-error', 'CURLE_PROXY', ['proxy handshake error'])),
    exit(98, certain('tls-client-certificate-required', 'CURLE_SSL_CLIENTCERT', ['SSL Client Certificate required'])),
    exit(99, undecided(LOCAL, 'CURLE_UNRECOVERABLE_POLL', ['Unrecoverable error in select/poll'])),
    exit(100, undecided(LOCAL, 'CURLE_TOO_LARGE', ['A value or data field grew larger than allowed'])),
    exit(101, undecided(HTTP, 'CURLE_ECH_REQUIRED', ['ECH attempted but failed'])),
    // beside 51 and 60
    certain(
      'cert-name-mismatch',
      'SSL: no alternative certificate subject name matches target',
      [
        'SSL: no alternative certificate subject name matches target host name',
        'SSL: no alternative certificate subject name matches target hostname',
        'SSL: no alternative certificate subject name matches target ipv4 address',
        'SSL: no alternative certificate subject name matches target ipv6 address',
        'curl: (60) SSL: no alternative certificate subject name matches target',
        'curl: (51) SSL: no alternative certificate subject name matches target',
        'cURL error 60: SSL: no alternative certificate subject name matches target',
        'cURL error 51: SSL: no alternative certificate subject name matches target',
        'SSL: certificate subject name',
        'does not match target host name',
        'does not match target hostname',
      ],
      { source: 'curl lib/vtls/openssl.c' },
    ),
  ],
};
