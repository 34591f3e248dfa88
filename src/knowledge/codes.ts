// What clients say when no server reply is at hand: errno names, OpenSSL verify codes, reasons and alerts, and the
// exceptions of Node, .NET, Java, Python, Go, PHP, curl and GnuTLS. Matches reasons and alert numbers rather than
// whole codes: OpenSSL 3.5 renamed SSLV3_ALERT_… to SSL/TLS_ALERT_….
import type { Explanation, FindingId } from '../model/finding.ts';
import { type AdviceContext, NOTHING_SEEN } from './advice.ts';
import { interceptorOf } from './middleboxes.ts';
import { foldText } from './reply-text.ts';
import { wordingOf } from './wording.ts';

interface CodeWords {
  readonly title?: string;
  readonly meaning?: string;
  readonly fix?: string;
  readonly reference?: string;
}

interface CodeEntry extends CodeWords {
  readonly id: FindingId;
  /** `certain`: named by its code; `likely`: by words. */
  readonly confidence: 'certain' | 'likely';
  readonly when: RegExp;
}

const code = (id: FindingId, when: RegExp, words: CodeWords = {}): CodeEntry => ({ ...words, id, when, confidence: 'certain' });
const text = (id: FindingId, when: RegExp, words: CodeWords = {}): CodeEntry => ({ ...words, id, when, confidence: 'likely' });

const OPENSSL_ALERTS = 'RFC 8446 §6.2';

// Over folded text (lower case, one line). The gravest word of a message stands first: a certificate's fault before
// the "handshake failed" around it, a name's failure before the "connection failed" around it.
const CODES = (): readonly CodeEntry[] => [
  // what was given is no host
  code(
    'bad-target',
    /(?:enotfound|getaddrinfo|could not resolve|unknownhost|no such host|name or service)[^|]{0,80}(?:[a-z0-9]{2,12}:\/\/|:\d{2,5}\b(?!:)(?: |$|'|"|\)))|err_socket_bad_port|err_invalid_url|port should be >= 0|badname|eai_noname: .{0,40}:\/\/|unknownhostexception: [a-z]{2,12}:\/\//,
    {
      fix: 'Put the bare name into the host field (mail.example.com), without scheme, port, path or spaces; the port has a field of its own.',
    },
  ),
  // DNS: syscall query… means the resolver itself
  code(
    'dns-timeout',
    /host lookup did not complete|query[a-z]{1,6} (?:econnrefused|etimeout|etimedout)|eai_again|eai_fail\b|temporary failure in name resolution|try again.{0,30}getaddrinfo|wsatry_again|\b11002\b.{0,40}host|dns (?:query )?timed? ?out|resolving timed out|i\/o timeout.{0,30}(?:lookup|:53)|lookup .{0,120}i\/o timeout|lookup .{0,120}:53: (?:read|dial|connect|write)[^|]{0,60}(?:connection refused|timeout)|no dns servers|network name .{0,20}not (?:respond|available)|die namensauflosung|temporarer fehler bei der namens/,
  ),
  code(
    'dns-server-failure',
    /\b(?:eservfail|erefused|eformerr|enotimp|ebadresp)\b|\bservfail\b|wsano_recovery|\b11003\b|server misbehaving|dns server (?:failure|returned)|non-?recoverable (?:failure|error) in name resolution/,
  ),
  code(
    'dns-no-address',
    /\benodata\b|eai_nodata|eai_addrfamily|wsano_data|\b11004\b|(?<!": )no address associated with (?:host)?name(?!, errno = 7)|valid name, no data|host found but no data/,
  ),
  code(
    'dns-name-not-found',
    /\benotfound\b|eai_noname|nxdomain|wsahost_not_found|\b11001\b|0x80072af9|0x80072ee7|name or service not known|nodename nor servname|no such host|unknownhostexception|unknown host|could not resolve host|couldn't resolve host|host (?:name )?(?:could )?not (?:be )?(?:found|resolved)|remote name could not be resolved|php_network_getaddresses|getaddrinfo failed|name does not exist|der remotename konnte nicht aufgelost|hote inconnu|host desconocido|不知道这样的主机|ohne adresse|hostname cannot be resolved|unable to resolve host|curle_couldnt_resolve_host|curl: \(6\)|curl error 6\b/,
  ),
  // certificates
  code(
    'cert-expired',
    /cert_has_expired|certificate (?:\d{1,2} of \d{1,2} )?has expired|certificate (?:is |was )?expired|certificate_expired|alert certificate expired|certificateexpiredexception|\bnot_?after\b|cert_e_expired|0x800b0101|certificate has expired or is not yet valid|sec_e_cert_expired|0x80090328|gnutls.{0,40}expired|not_?time_?valid|x509: certificate has expired|alert number 45\b|validity check failed|\bcertexpired\b|peer certificate: expired|zertifikat ist abgelaufen|certificat (?:a |est )?expire/,
  ),
  code(
    'cert-not-yet-valid',
    /cert_not_yet_valid|certificate is not yet valid|not yet valid(?<!token.{0,30} not yet valid)|certificatenotyetvalid|not yet activated|certnotvalidyet|notvalidyet|\bnot_?before\b/,
  ),
  code(
    'cert-revoked',
    /cert_revoked|peer certificate: revoked|certificate (?:is |was |has been )?revoked|certificate_revoked|alert certificate revoked|crypt_e_revoked|0x80092010|alert number 44\b|certpathvalidatorexception: certificate has been revoked/,
  ),
  // A certificate that was noted once and is another now: renewed, or replaced on the way.
  text(
    'cert-untrusted-root',
    /fingerprint .{0,160}(?:does not|doesn't|not) match|fingerprint mismatch|pinned (?:key|certificate|public key).{0,60}(?:mismatch|not match)/,
    {
      title: 'The certificate is not the one that was noted in the client',
      meaning:
        'The client compares the certificate with a fingerprint in its settings, and it is another: the server has renewed it, or something on the way replaced it.',
      fix: 'Compare the fingerprint with the administrator of the server; if the certificate was renewed, note the new one, or trust its authority instead (msmtp: tls_trust_file, OfflineIMAP: sslcacertfile).',
    },
  ),
  code(
    'cert-name-mismatch',
    /err_tls_cert_altname_invalid|notvalidforname|\baltnames?\b|(?<!helo\/)hostname mismatch|host ?name .{0,80}(?:does ?n[o']t|not) match(?! configured)|does not match (?:certificate|host|the host|target|peer|server)|certificate is (?:not )?valid for .{0,200}, ?not |certificate (?:is )?not valid for|doesn't match (?:host|any)|no subject alternative (?:dns )?name|no name matching|remotecertificatenamemismatch|cert_e_cn_no_match|0x800b010f|peer certificate cn=|sec_e_wrong_principal|0x80090322|x509: certificate is valid for|cannot validate certificate for .{0,60}because it doesn't contain|certificate subject name .{0,120}does not match|did not match (?:expected|peer|host)|target principal name is incorrect|name on the security certificate|server identity mismatch|unable to match .{0,40}(?:cn|hostname)|owner does not match hostname|subject name .{0,60}(?:match|incorrect)|curl: \(51\)|ip address mismatch/,
  ),
  code(
    'cert-weak-key',
    /ee certificate key too weak|ca certificate key too weak|ee_key_too_small|ee key too small|certificate key (?:is )?too (?:weak|small)|key too small(?<!dh key too small)|x509: .{0,40}insecure key|algorithmconstraints.{0,60}rsa.{0,30}(?:512|768|1024)|rsa modulus too small|insecure rsa key/,
  ),
  code(
    'cert-weak-signature',
    /digest algorithm too weak|md too weak|ca_md_too_weak|ee_md_too_weak|insecure (?:signature )?algorithm|signature algorithm (?:too )?(?:weak|not allowed)|x509: cannot verify signature: insecure|weak signature|sha1withrsa.{0,60}(?:disabled|constraints)|algorithm constraints.{0,60}(?:sha1|md5)|insecure hash/,
  ),
  code(
    'cert-wrong-purpose',
    /invalid_purpose|invalidpurpose|causedasendentity|endentityusedasca|unsuitable certificate purpose|unsupported certificate purpose|incompatible key usage|cert_e_wrong_usage|0x800b0110|extended ?key ?usage|not permitted for this usage|keyusage does not allow|invalid_ca\b|invalid ca certificate|not.{0,10}wrong_usage|certificate type not approved|inadequate cert type/,
  ),
  code(
    'cert-self-signed',
    /depth_zero_self_signed_cert|(?:certificate verify failed: )self[- ]signed certificate(?! in)|(?<!in chain.{0,20})\bself[- ]signed certificate(?! in)|verify(?: return)? (?:code|error): ?(?:num=)?18\b|x509: certificate is self|cert is self-?signed|certificate[^|]{0,30}: self-?signed|selbstsigniert|selbst signiert|self_signed_certificate/,
  ),
  code(
    'cert-malformed',
    /unsupportedcertversion|peer certificate: (?:other\(.{0,40})?(?:badencoding|badder|extensionvalueinvalid|invalidcertvalidity)|asn1.{0,40}(?:bad object header|wrong tag|header too long)|malformed certificate|x509: (?:malformed|invalid version|negative serial)|certificate.{0,40}(?:parse|decod|encoding) ?error|error parsing certificate|version 1 certificate|x\.?509 v1/,
  ),
  code(
    'cert-untrusted-root',
    /self_signed_cert_in_chain|issuer certificate (?:of a locally looked up certificate )?could not be found|root certificate of the certificate chain is self-signed|self[- ]signed certificate in (?:the )?(?:certificate )?chain|unable_to_get_issuer_cert_locally|unable to get local issuer certificate|unable_to_get_issuer_cert\b|unable to get issuer certificate|cert_untrusted|certificate not trusted|untrusted ?root|cert_e_untrustedroot|0x800b0109|pkix path building failed|\bunknownissuer\b|suncertpathbuilderexception|unable to find valid certification path|trust anchor (?:for certification path )?not found|no trusted certificate found|x509: certificate signed by unknown authority|unknown authority|remotecertificatechainerrors|partialchain|cert_e_chaining|0x800b010a|terminated in a root certificate which is not trusted|not trusted by the trust provider|issuer is (?:unknown|not trusted|not recognized)|sec_e_untrusted_root|0x80090325|invalid_?ca|verify(?: return)? (?:code|error): ?(?:num=)?(?:19|20)\b|signer not found/,
  ),
  code(
    'cert-missing-intermediate',
    /unable_to_verify_leaf_signature|no certificates could be verified|unable to verify the first certificate|verify(?: return)? (?:code|error): ?(?:num=)?21\b|incomplete (?:certificate )?chain|missing (?:intermediate|chain) certificate|certificate chain .{0,20}incomplete/,
  ),
  // That it did not verify, and no more: most often the authority is not known here.
  text(
    'cert-untrusted-root',
    /pkix path validation failed|remote certificate (?:is invalid|was rejected)|certificate_verify_failed|certificate verify failed|certificate verification (?:failed|error)|peer(?:'s)? certificate (?:cannot|could not|can't|issuer)|invalid peer certificate|server certificate (?:verification failed|is not trusted|cannot be (?:verified|trusted))|could not establish trust relationship|curl: \(60\)|ssl certificate problem|unverified certificate|certificate (?:chain )?(?:is )?not (?:trusted|verified)|certificate fingerprint does not match|根据验证过程，远程证书无效|remotezertifikat ist .{0,40}ungultig|certificat distant n'est pas valide|certificado remoto no es valido|удаленный сертификат недействителен/,
  ),
  // TLS
  code(
    'mode-mismatch',
    /wrong[_ ]version[_ ]number|ssl_error_rx_record_too_long|record too long|packet[_ ]length[_ ]too[_ ]long|unexpected (?:tls )?(?:packet|message) (?:was )?received|first record does not look like a tls handshake|not an? ssl\/tls record|unsupported or unrecognized ssl message|unrecognized ssl message|plaintext connection\?|unknown[_ ]protocol|(?:ssl|routines|reason|error|library)[^|]{0,120}http[_ ]request\b|https proxy request|illegal packet|frame (?:format|type|size) .{0,20}(?:invalid|unknown)|cannot determine the frame size|handshake [^|]{0,40}unexpected packet format|invalidcontenttype|corrupt message of type|attempted to (?:connect|read) .{0,40}(?:implicit|plain|ssl)|tls: oversized record|tls record layer|gnutls_e_unexpected_packet|unexpected tls packet|protocol error: .{0,20}tls.{0,30}plain|ssl23_get_server_hello/,
    {
      title: 'TLS was spoken to a plaintext port',
      meaning:
        'The client began with TLS and the server answered in plaintext: the port wants STARTTLS, or is not a TLS port at all.',
      reference: 'RFC 8314 §3',
    },
  ),
  code(
    'tls-client-certificate-required',
    /certificate[_ ]required|alert (?:number )?(?:116|42|43|48)\b|alert bad certificate|alert unsupported certificate|alert unknown ca|alert_unknown_ca|alert_bad_certificate|alert_unsupported_certificate|alert_certificate_unknown|alert certificate unknown|alert number 46\b|tlsv13_alert_certificate_required|peer did not return a certificate|bad_certificate\b|received fatal alert: (?:bad_certificate|unknown_ca|certificate_required|certificate_unknown)|remote error: tls: (?:bad|unknown) certificate|(?:requires?|requested|requests|need|needs|expects?|provide|present|send|sent|missing|no|without) (?:an? |any |the |valid |its ){0,3}client certificate(?! ca names)|client certificate (?:is |was )?(?:required|requested|needed|missing|rejected|not (?:provided|sent|presented))/,
    {
      meaning:
        'The server wants a client certificate, or does not accept the one it got (or, where the alert says "unknown ca", the other side does not trust this side\'s certificate).',
      reference: OPENSSL_ALERTS,
    },
  ),
  code(
    'tls-version-unsupported',
    /unsupported[_ ]protocol(?! scheme)|alert[_ ]protocol[_ ]version|(?<!_|office )protocol[_ ]version\b(?! (?:number|\d))|alert number 70\b|no protocols available|no_protocols_available|legacy[_ ]sigalg[_ ]disallowed|version[_ ]too[_ ]low|protocol is disabled or cipher suites are inappropriate|no appropriate protocol|server (?:chose|selected) (?:an )?(?:unsupported )?(?:protocol|version)|protocol version not supported|tls: (?:no supported versions|server selected unsupported protocol|protocol version)|unsupported_protocol_version|sec_e_unsupported_function|0x80090302|client and server do not support a common (?:ssl |tls )?protocol|common protocol version|curle_ssl_.{0,12}version|gnutls_e_unsupported_version|inappropriate_fallback|alert number 86\b|\bsslv[23] (?:is |was )?(?:disabled|not supported|unsupported|rejected)/,
    { reference: 'RFC 8996' },
  ),
  code(
    'tls-no-shared-cipher',
    /dh[_ ]key[_ ]too[_ ]small|no[_ ]shared[_ ]cipher|alert number 71\b|unknown[_ ]cipher[_ ]returned|wrong[_ ]cipher[_ ]returned|no[_ ]ciphers?[_ ]available|no cipher suites in common|no cipher match|no[_ ]cipher[_ ]match|insufficient[_ ]security|bad ecpoint|wrong[_ ]curve|no[_ ]suitable[_ ](?:key[_ ]share|signature|groups)|no shared (?:signature|group)|prime .{0,20}(?:too small|not acceptable)|could not generate dh keypair|weak ephemeral|no common encryption|cipher mismatch|(?<!start )tls: handshake failure|received handshake warning|curle_ssl_cipher|curl: \(59\)|unacceptable ?(?:ec|dh)|internal dh error|digest too big for rsa/,
    { reference: 'RFC 9325 §4.2' },
  ),
  // Alert 40 says that no set of parameters was agreed on: ciphers as a rule, but a missing client certificate or SNI as well.
  text('tls-no-shared-cipher', /handshake[_ ]failure|alert number 40\b/, { reference: OPENSSL_ALERTS }),
  // Schannel has one word for ciphers and for versions.
  text('tls-no-shared-cipher', /sec_e_algorithm_mismatch|0x80090331|do not possess a common algorithm/, {
    reference: 'RFC 9325 §4.2',
  }),
  // connecting
  code(
    'tcp-unreachable',
    /\b(?:ehostunreach|enetunreach|eaddrnotavail|eacces|eperm|enetdown|ehostdown|wsaehostunreach|wsaenetunreach|eafnosupport)\b|\b1006[0-5]\b(?<!10060|10061)|\b10051\b|\b10049\b|permission denied (?:#13\b|\(13\))|cannot assign requested address|\b10050\b|\b10013\b|no route to host|network (?:is )?unreachable|host (?:is )?unreachable|noroutetohostexception|unreachable (?:host|network)|address family not supported|network is down|a socket operation was attempted to an unreachable|forbidden by its access permissions|netzwerk ist nicht erreichbar|keine route zum (?:host|zielrechner)/,
  ),
  code(
    'tcp-refused',
    /\b(?:econnrefused|wsaeconnrefused)\b|\b10061\b|0x8007274d|0x80072efd|connection refused|actively refused|(?:service|server) refused the connection|connectexception: connection refused|connection (?:was |has been )?refused|curl: \(7\)|failed to connect to .{0,120}(?:refused|port)|verbindung verweigert|verbindungsaufbau abgelehnt|connexion (?:est |a ete )?refusee|connessione rifiutata|conexion rechazada|соединение отклонено|отказано в соединении|目标计算机积极拒绝|拒绝连接|接続(?:を|が|は)拒否|接続できません.{0,20}拒否/,
  ),
  // Named before the errno that stands beside it: nodemailer's "Greeting never received" has the code ETIMEDOUT.
  code(
    'greeting-timeout',
    /greeting never received|no greeting|did(?:n't| not) (?:receive|get) (?:a |the )?(?:greeting|banner)|waiting for (?:the )?(?:greeting|banner|initial)/,
  ),
  code(
    'tcp-timeout',
    /\b(?:etimedout|esockettimedout|esocket_timeout|wsaetimedout|econnaborted_timeout)\b|\b10060\b|0x8007274c|connection timed out|connect(?:ion)? (?:attempt )?timed? ?out|connect timeout|dial tcp .{0,120}i\/o timeout|did not properly respond after a period|connected host has failed to respond/,
  ),
  // Go, of a connection that stands: between two addresses, where `dial tcp` names one.
  text('command-timeout', /\b(?:read|write) tcp \S{1,100}->\S{1,100}: i\/o timeout/),
  text(
    'tcp-timeout',
    /\betimeout\b|connection timeout|time-?out (?:occurred |error )?(?:while|when|on) connecting|timed out|connect: timeout|timeouterror|socket(?:timeout|timed)|sockettimeoutexception|i\/o timeout|failed to respond|curl: \(28\)|deadline exceeded|zeituberschreitung|wartezeit|delai (?:d'attente|depasse)|tiempo de espera|время ожидания|超时(?!时间|设置)|タイムアウト/,
  ),
  code(
    'tcp-reset',
    /\b(?:econnreset|wsaeconnreset|epipe|econnaborted|wsaeconnaborted|enotconn)\b(?!.{0,200}before secure tls)|\b1005[34]\b|0x80072746|connection (?:was |has been )?reset|reset by peer|broken pipe|forcibly closed|software caused connection abort|connection aborted|verbindung wurde (?:vom|zuruckgesetzt)|an existing connection was|curl: \(56\)|远程主机强迫关闭/,
  ),
  text(
    'tls-handshake-failed',
    /access[_ ]denied\b.{0,100}alert|alert access denied|alert_access_denied|alert number (?:49|80|112|120|0|10|20|50|51|90|109|110|115)\b|unrecogni[sz]ed[_ ]name|unsafe[_ ]legacy[_ ]renegotiation|before secure tls connection was established|alert internal error|alert_internal_error|alert decode error|alert decrypt error|alert illegal parameter|alert unexpected message|alert no application protocol|sslhandshakeexception|(?:fail|error|could not|cannot|can't|unable|abort|timeout|timed out|problem|exception|during|while|broke)\w{0,6}\b.{0,60}\b(?:ssl|tls)[ -]handshake|(?:ssl|tls)[ -]handshake.{0,60}(?:fail|error|abort|timeout|timed out|timedout|problem|exception|eof|closed|reset|refused|rejected|not complete|unsuccess)|handshake (?:failed|error|failure|was not|did not)|handshake_failed|unexpected eof while reading|ssl_error_syscall|ssl_error_eof|eof occurred in violation|sslerror|ssleoferror|ssl routines|ssl_connect|curl: \(35\)|could not create ssl\/tls secure channel|sslexception|failed to (?:enable|start) (?:crypto|tls|ssl|encryption)|enable_crypto|err_ssl_|gnutls(?:_e_|[^|]{0,80}(?:error|fail|fatal|alert|-\d))|(?:error|fail|fatal)\w{0,4}\b[^|]{0,60}gnutls|schannel\b[^|]{0,80}(?:error|fail|fatal|alert|0x)|(?:error|fail\w{0,3})\b[^|]{0,60}schannel\b|a call to sspi failed|sec_e_|the handshake failed|(?:error|fail\w{0,3}|dial|read|write|auth|handshake|connect\w{0,3}|starttls|smtp|imap|pop3?|\d)[^|]{0,160}: tls: |^tls: [^|]{0,120}(?:fail|error|not\b|bad\b|unsupported|\bno\b|invalid|unexpected|unknown|expired|mismatch)|ssl error|ssl_error|eproto\b|write eproto|secure channel|err_tls_|starttls failed|crypto operation|ssl negotiation/,
    {
      reference: OPENSSL_ALERTS,
    },
  ),
  code(
    'starttls-not-offered',
    /starttls (?:extension )?(?:is )?not (?:supported|available|offered|advertised) by (?:the )?server|starttls extension not supported|server does not support (?:starttls|tls|the starttls|secure connections)|does not support the starttls extension|must issue starttls.{0,10}but not|no starttls|starttls is required but host|smtpnotsupportederror: starttls/,
  ),
  text(
    'auth-not-advertised',
    /smtp auth extension not supported|server does not support (?:smtp )?auth|does not support authentication|smtpnotsupportederror|no suitable authentication method|auth not supported by server|unencrypted connection.{0,10}auth|smtp server does not support authentication/,
  ),
  text(
    'auth-no-common-mechanism',
    /no (?:supported|compatible|common|usable|suitable) (?:auth(?:entication)? )?(?:mechanism|method|authenticator)|no authentication mechanisms? (?:supported|in common)/,
  ),
  text(
    'connection-closed',
    /connection (?:was |has been |is )?(?:unexpectedly )?closed|unexpected(?:ly)? (?:end of|closed|disconnect)|econnection\b|remote end closed|smtpserverdisconnected|server disconnected|lost connection (?:with|after|while)|conversation with .{0,120}timed out|(?<!before )\beof\b|end of (?:file|stream)|closed by (?:remote|peer|foreign)|socket (?:closed|hang up|disconnected)|can't read from socket|could not read from socket|the imap server has unexpectedly disconnected|the smtp server has unexpectedly disconnected|verbindung (?:wurde )?geschlossen/,
  ),
  code('proxy-auth-required', /407 proxy|proxy authentication required|socks.{0,40}(?:auth|username)/),
  code('proxy-unreachable', /proxy.{0,40}(?:unreachable|refused|could not|cannot|failed to connect|timed? ?out)/),
  code('auth-token-invalid', /xoauth2.{0,40}(?:invalid|fail)|authenticationexception: .{0,60}oauth/),
];

let codes: readonly CodeEntry[] | null = null;

/** For the test that holds every pattern to be bounded. */
export const codePatterns = (): readonly RegExp[] => CODES().map(({ when }) => when);

/** An exception with its causes is shorter; what is beyond is cut. */
const MAX_CODE_CHARACTERS = 4000;

function intercepted(folded: string): Explanation | null {
  if (!/issuer|issued by|generated by|\bcn ?=|\bou? ?=/.test(folded)) return null;
  const interceptor = interceptorOf(folded);
  if (interceptor === null) return null;
  const wording = wordingOf('tls-intercepted');
  return {
    id: 'tls-intercepted',
    title: `${interceptor.product} replaces the server's certificate`,
    meaning: wording.meaning,
    fix: wording.fix,
    provider: interceptor.product,
    owner: wording.owner,
    confidence: 'certain',
    reference: wording.reference,
  };
}

/**
 * What an error code, or a message of a client that contains one, means; best first, empty where nothing is known.
 * Never throws.
 */
export function explainCode(codeOrMessage: string, seen: AdviceContext = NOTHING_SEEN): Explanation[] {
  const folded = foldText(codeOrMessage.slice(0, MAX_CODE_CHARACTERS));
  if (folded === '') return [];
  codes ??= CODES();
  const found: Explanation[] = [];
  const certificate = intercepted(folded);
  if (certificate !== null) found.push(certificate);
  for (const entry of codes) {
    if (found.length >= 4) break;
    if (found.some(({ id }) => id === entry.id) || !entry.when.test(folded)) continue;
    const wording = wordingOf(entry.id, seen);
    found.push({
      id: entry.id,
      title: entry.title ?? wording.title,
      meaning: entry.meaning ?? wording.meaning,
      fix: entry.fix ?? wording.fix,
      provider: null,
      owner: wording.owner,
      confidence: found.length === 0 ? entry.confidence : 'likely',
      reference: entry.reference ?? wording.reference,
    });
  }
  return found;
}
