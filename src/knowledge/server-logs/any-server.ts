// What mail servers write into their own logs alike, whatever their names: their clients are the peers there. Behind the
// sentences that one of them alone has.
import { always, mostly, type Sentence } from '../sentence.ts';

const PEER = 'In this log the server speaks: it is a client of it that was refused.';

/** What OpenSSL says of files that the server itself was to read, whoever was connected at the moment. */
export const OWN_CERTIFICATE: readonly Sentence[] = [
  mostly(
    'server-fault',
    /x509_check_private_key|key values mismatch|key type mismatch|(?:ssl_ctx_)?use_(?:certificate|privatekey|rsaprivatekey)\w{0,20}:|pem_read_bio|no start line|bad decrypt|fopen\('|:fopen:|bio_new_file|no certificate assigned|cannot (?:get|load|read) .{0,40}(?:certificate|private key)/,
    {
      title: 'The server cannot use its own certificate or key',
      meaning:
        'In this log the server speaks: the file of its certificate or its private key cannot be read, or the two do not belong together. Nothing is said of the client.',
      fix: 'See that both files exist, are readable for the server, and belong together: `openssl x509 -noout -pubkey -in <certificate>` and `openssl pkey -pubout -in <key>` must print the same.',
    },
  ),
];

export const ANY_SERVER: readonly Sentence[] = [
  // what the administrator has to mend
  mostly(
    'auth-temporary-failure',
    /sasl: connect to .{0,120} failed|(?:saslauthd|auth(?:entication)? (?:service|server|socket|client)|auth-(?:userdb|client|master)|private\/auth|ldap|sql|mysql|pgsql|pam).{0,120}(?:no such file|connection refused|can't connect|cannot connect|unavailable|not available|permission denied|timed? ?out|failed to connect|connect\(.{0,60}failed|internal (?:auth )?failure|is down|lost connection)|(?:cannot|can't|could not|unable to) connect to (?:.{0,20})(?:auth|saslauthd|ldap|mysql|pgsql)|internal authentication failure|temporary authentication failure|temporary internal error/,
  ),
  mostly(
    'server-fault',
    /ssl context initiali[sz]ation failed|can(?:not|'t) (?:get|load|open|read) .{0,40}(?:certificate|private key|key file|dh param)|(?:certificate|key|file) .{0,60}(?:no such file|permission denied|key values mismatch)|no space left on device|insufficient system (?:storage|resources)|(?:queue|mail) file (?:write|open) error|(?:unsupported|bad) (?:dictionary|map) type|(?:open|lookup) (?:database|table|map) .{0,120}(?:error|fail|no such|unavail)|table .{0,60}lookup (?:problem|error)|mail (?:system|transport) (?:is )?(?:unavailable|configuration error)|mail_queue_enter|unable to (?:bind|open|create|write)|(?:fatal|panic): .{0,200}|out of memory|server configuration (?:error|problem)|daemon said|failed to (?:open|load|parse|read) (?:table|config|certificate|key)|(?:socket )?bind(?:\(\))?[: ].{0,120}(?:address|permission denied)|command (?:died|output|time limit)|proxymap|address already in use/,
  ),
  mostly('mail-loop', /mail for .{0,120}loops back to myself|too many hops|mail (?:forwarding )?loop/),
  // TLS with a client
  mostly(
    'mode-mismatch',
    /wrong version number|unknown protocol|http request|(?:client )?disconnected .{0,40}during tls|non-tls connection|plaintext connection on/,
  ),
  // GnuTLS, mostly of a peer that went without a close notify
  mostly('tls-handshake-failed', /tls packet with unexpected length/),
  // a peer that only looks around
  always(
    null,
    /^(?:dis)?connect from|no auth attempts(?!.{0,60}too many invalid)|lost connection after (?:connect|ehlo|helo|quit|noop|unknown|rset)|did not issue mail\/expn\/vrfy\/etrn|^timeout after (?:connect|ehlo|helo|starttls|quit|end-of)|improper command pipelining|non-smtp command|warning: hostname .{0,200}(?:does not resolve|verification failed)|^statistics:|anonymous tls connection|untrusted tls connection|trusted tls connection|verified tls connection|logged out|has quit the connection|^removed$|^client=|^message-id=|^from=<|setting up tls connection|queue active/,
  ),
  // Go's servers: the alert of a client that does not take the certificate
  mostly('cert-untrusted-root', /tls: (?:bad|unknown) certificate/, {
    title: "A client does not accept the server's certificate",
    meaning:
      'In this log the server speaks: the client broke the handshake off with an alert about the certificate that it got, which is self-signed, of an authority unknown to it, or for another name.',
    fix: 'Install a certificate of a public authority with its whole chain on the server, or import it in the client as trusted; the client connects by a name that the certificate bears.',
    owner: 'server',
  }),
  mostly(
    'auth-encryption-required',
    /tried to use (?:disallowed )?(?:plaintext|cleartext) auth|(?:plaintext|cleartext) auth(?:entication)? (?:disallowed|disabled|not allowed)|must use (?:ssl|tls)/,
    { meaning: `${PEER} It tried to log in without TLS, which the server does not take.` },
  ),
  // refused peers
  mostly(
    'auth-rejected',
    /sasl \S{1,20} authentication failed|auth(?:entication)? failed|auth failed|auth(?:entication)? failure|password mismatch|unknown user|invalid credentials|authenticator failed|pam_authenticate\(\) failed|given password|login failed|user (?:.{0,60})not found|couldn't log in|failed (?:login|authentication)/,
    { meaning: `${PEER} User name or password of the login were not accepted.`, owner: 'you' },
  ),
  mostly(
    'rate-limited',
    /too many (?:concurrent|simultaneous|simul)? ?(?:connections|invalid commands|errors|logins|recipients)|maximum number of connections|connection (?:count|rate) (?:limit|exceed)|mail_max_userip_connections|rate limit|anvil/,
  ),
  mostly('auth-account-locked', /(?:user|account|password) (?:is |has )?(?:disabled|locked|expired)/),
  mostly('server-blocks-ip', /dnsbl rank|blacklisted|blocked (?:using|by)|listed (?:in|by)|pregreet|dnsbl|auto-?ban/),
  mostly('mailbox-full', /quota exceeded|mailbox (?:for user )?is full|over quota/),
  mostly('server-timeout', /(?:inactivity|timeout (?:after|exceeded)|disconnected for inactivity|idle for too long)/),
  mostly('connection-closed', /connection closed|lost connection|disconnected|unexpected disconnection|connection reset/),
];
