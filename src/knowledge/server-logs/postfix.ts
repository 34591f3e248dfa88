// The sentences of Postfix: smtpd, postscreen, cleanup and the tables and filters they ask, then what its delivery agents
// say themselves of a delivery. Facts of its sources (src/smtpd, src/postscreen, src/milter, src/smtp, src/local, src/dns).
import { always, mostly, type Sentence } from '../sentence.ts';

const MILTER = {
  title: 'A content filter (milter) of the server does not do its work',
  meaning: 'In this log the server speaks: a milter that it asks about each message is not there, or fails, and mail waits.',
  fix: 'See that the milter runs and listens where `smtpd_milters` and `non_smtpd_milters` say; `milter_default_action = accept` lets mail through without it.',
  reference: 'http://www.postfix.org/MILTER_README.html',
} as const;
const TABLE = {
  title: 'A table of the server cannot be asked',
  meaning:
    'In this log the server speaks: a look-up in one of its own tables (file, SQL, LDAP, socketmap) failed, and mail waits.',
  fix: 'Mend the table that the line names: file and rights, or the service behind it; `postmap -q <key> <table>` tries it.',
} as const;

export const POSTFIX: readonly Sentence[] = [
  // Of a machine without NIS: said at each start, and nothing waits for it.
  always(null, /nis domain name not set/),
  mostly(
    'server-fault',
    /connect to milter service|milter [^ ]{1,120}: (?:can't|can not|cannot|error|unreasonable|timeout|malformed|unexpected|read error|write error)|milter-reject:? .{0,20}service unavailable/,
    MILTER,
  ),
  mostly(
    'server-fault',
    /haproxy read: |haproxy: (?:protocol|read) error|proxy protocol.{0,60}(?:error|unsupported|unexpected|invalid)|unexpected proxy protocol/,
    {
      title: 'The PROXY protocol is expected from who does not speak it',
      meaning:
        'In this log the server speaks: this port waits for the line of a load balancer (PROXY protocol) before anything else, and the client did not send it, or sent another version. Mail through the load balancer may work all the same.',
      fix: 'Give clients that come directly (own containers, monitoring, the filter that hands mail back) a port without `smtpd_upstream_proxy_protocol` and `postscreen_upstream_proxy_protocol`; or have the load balancer send the PROXY line.',
      reference: 'http://www.postfix.org/postconf.5.html#smtpd_upstream_proxy_protocol',
    },
  ),
  mostly('greeting-busy', /reject: connect from .{0,120}all (?:server|screening) ports (?:are )?busy/),
  mostly(
    'auth-temporary-failure',
    /sasl: connect to|xsasl_dovecot|sasl (?:per-(?:connection|process)) initialization failed|unknown password verifier|sasl_server_new|unable to open berkeley db .{0,40}sasldb|sasldb2.{0,40}(?:no such|denied)/,
    {
      meaning: 'In this log the server speaks: the service that checks its logins is not there. Nothing is said of any password.',
      fix: 'See that the password service runs (Dovecot: its `auth` socket for Postfix; saslauthd) and that `smtpd_sasl_path` and `smtpd_sasl_type` name it.',
      reference: 'http://www.postfix.org/SASL_README.html',
    },
  ),
  mostly(
    'auth-temporary-failure',
    /sasl [^ ]{1,20} authentication failed: .{0,40}(?:generic failure|connection lost|temporary|internal error|unavailable|cannot connect)/,
  ),
  mostly(
    'auth-mechanism-rejected',
    /sasl [^ ]{1,20} authentication failed: .{0,40}(?:invalid authentication mechanism|no mechanism|mechanism too weak)/,
  ),
  mostly('auth-encryption-required', /sasl [^ ]{1,20} authentication failed: .{0,40}encryption (?:needed|required)/),
  mostly(
    'auth-protocol-error',
    /sasl [^ ]{1,20} authentication failed: .{0,40}(?:base64|aborted|cancel|bad protocol|malformed|another step is needed)/,
  ),
  mostly('auth-account-locked', /sasl [^ ]{1,20} authentication failed: .{0,40}(?:disabled|expired|locked)/),
  mostly('server-fault', /fatal: no sasl authentication mechanisms/),
  // tables and policy services
  mostly(
    'server-fault',
    /(?:table|lookup|socketmap|proxy|mysql|pgsql|ldap|hash|lmdb|btree|regexp|pcre|tcp|memcache|cidr):? ?.{0,160}(?:lookup error|lookup problem|query error|lookup failed)|map lookup problem|policy table lookup error|dict_(?:ldap|mysql|pgsql|nis|proxy)|temporary lookup failure|unsupported (?:dictionary|map) type|open (?:database|lookup table) |malformed attribute\/value pair|invalid attribute (?:name|value)|connect to (?:mysql|pgsql) server|non-[^ ]{1,20} table/,
    TABLE,
  ),
  mostly(
    'server-fault',
    /problem talking to (?:server|service)|access policy (?:delegation )?.{0,40}(?:fail|error)|policy service .{0,40}(?:fail|refused|timeout)/,
    {
      title: 'A policy service of the server does not answer',
      meaning:
        'In this log the server speaks: a service that it asks before it takes mail (greylisting, SPF, quota) is not there.',
      fix: 'See that the service runs and listens where `check_policy_service` says.',
      reference: 'http://www.postfix.org/SMTPD_POLICY_README.html',
    },
  ),
  mostly(
    'server-fault',
    /connect to (?:transport )?private\/|(?:private|public)\/[^ ]{1,40} socket: (?:malformed|connection|no such|service)|transport [^ ]{1,40} failure|bad command startup|process [^ ]{1,120} pid \d{1,10} (?:exit status|killed)|has reached its process limit|no server certs available|disabling tls support|tls (?:engine|support) (?:is )?(?:unavailable|disabled)|cannot (?:get|load) [^:]{0,60}(?:certificate|private key|key)|bad string length|bad numerical|parameter .{0,60}(?:unknown|invalid|error)|not enough free space|connect to (?:subsystem (?!public\/\S{1,20}$)|[^ ]{1,80}\.sock(?:et)?\b)/,
  ),
  mostly('content-rejected', /(?:reject|discard|hold|milter-discard): (?:header|body|mime|mime-header|nested-header) /, {
    meaning: 'In this log the server speaks: one of its own header or body checks refused a message.',
    fix: 'The pattern stands in `header_checks`, `body_checks` or `mime_header_checks`; `postmap -q` tries it.',
  }),
  // clients
  mostly('client-too-early', /improper command pipelining|^(?:warning: )?pregreet \d|command pipelining from/),
  mostly('reply-malformed', /bare (?:newline|<lf>)|bare lf /),
  mostly('server-blocks-ip', /^dnsbl rank|^(?:black|deny|reject)listed |^denylisted/),
  mostly(
    'auth-rate-limited',
    /(?:auth(?:entication)?|sasl)[^:]{0,40}rate limit exceeded|rate limit exceeded: \d{1,9} from .{0,120}for service .{0,30}auth/,
  ),
  mostly(
    'rate-limited',
    /(?:connection|message delivery request|message|recipient address|recipient|new tls session|tls session) (?:rate|concurrency|count) limit exceeded|^too many errors after(?! unknown\b)|^command count limit/,
  ),
  // A client's first record of TLS is no command: what is read of it is UNKNOWN.
  mostly('mode-mismatch', /^too many errors after unknown\b/, {
    title: 'A client spoke TLS, or another protocol, where SMTP in plaintext was expected',
    meaning:
      'In this log the server speaks: none of what the client sent was a command. So it looks when a client begins with TLS on a port that wants STARTTLS (25, 587).',
  }),
  mostly('server-timeout', /^timeout after (?:data|bdat|auth|mail|rcpt|end-of-message)|^command time limit from/),
  mostly('auth-rejected', /^disconnect from .{1,300} auth=0\/\d/, {
    meaning: 'In this log the server speaks: every login that this client tried was refused.',
  }),
  mostly('tls-handshake-failed', /^lost connection after starttls\b/, {
    title: 'A client broke the TLS handshake off',
    meaning:
      'In this log the server speaks: the client sent STARTTLS and closed the connection before TLS stood. As a rule it does not accept the certificate; or the two have no version or cipher in common.',
    fix: 'Look at the certificate as that client sees it (name, chain, date), and set smtpd_tls_loglevel = 1 to see where the handshake ends.',
    reference: 'http://www.postfix.org/DEBUG_README.html',
  }),
  always(
    null,
    /^warning: (?:hostname|numeric hostname|non-smtp|[^ ]{1,200}: (?:hostname|address not listed)|database [^ ]{1,120} is older|dns lookup|ip address|valid_hostname|do not list|[^ ]{1,80}\.cf|psc_cache|network_biopair|symlink|not owned|group or other)|^hangup after|^pass (?:old|new)|^connect from|^noqueue: client=|^whitelist|^allowlist|^lost connection after (?:connect|ehlo|helo|quit|noop|unknown|rset)|^non-smtp command|^command length limit from|^cache |postfix stop|^reload|daemon started|refreshing the|^starting |^warning: run-time|enabling (?:pix|long)|^using backwards/,
  ),
];

const WAITS = 'Connection and login of the sender were fine: the message waits in the queue of this server.';

export const POSTFIX_DELIVERIES: readonly Sentence[] = [
  mostly('mail-loop', /loops? back to myself|greeted me with my own hostname|mail forwarding loop|too many hops/),
  mostly('dns-mx-null', /does not accept mail \(null ?mx\)|null ?mx/),
  mostly(
    'dns-server-failure',
    /host not found, try again|malformed or unexpected name server reply|name service error .{0,120}(?:try again|malformed|server failure|non-?recoverable)/,
  ),
  mostly('dns-no-address', /host found but no data record|no data record of requested type|no address associated/),
  always(
    'dns-name-not-found',
    /host or domain name not found|name service error .{0,120}host not found|unable to look up host .{0,120}(?:not known|not found|no such)/,
  ),
  // TLS that the sender's own rules demand
  mostly(
    'delivery-tls-failed',
    /non[- ]dnssec destination|no (?:usable )?tlsa records|tlsa (?:lookup|record).{0,40}(?:error|fail|problem|found)|tls policy (?:lookup|table)|client tls configuration|server certificate (?:not (?:verified|trusted|matched)|[^ ]{0,20}mismatch)|tls is required, but our|tls_policy_maps|dane .{0,60}(?:fail|error|required)|requires? (?:verified|secure) tls|mta-sts .{0,60}(?:fail|error)|requiretls|tls security level/,
    {
      meaning: `The sending server's own rules (DANE, MTA-STS, its TLS policy table) demand TLS that could not be had. ${WAITS}`,
    },
  ),
  mostly('server-fault', /connect to [^ ]{1,200}\[(?:private|public|\/)[^\]]{0,200}\]: /, {
    title: 'A service of the same machine, to which mail is handed on, is not there',
    fix: "See that the service (Dovecot's LMTP, a filter) runs, and that its socket stands where the transport names it, with rights for Postfix.",
  }),
  // Over IPv6 from a machine that has none, the next address is tried.
  mostly(
    'tcp-unreachable',
    /connect to [^ ]{1,200}\[[0-9a-f]{0,4}:[0-9a-f:.]{2,40}\](?::\d{1,5})?: (?:network is unreachable|cannot assign requested address|no route to host|address family)/,
    {
      title: 'This machine has no way over IPv6',
      meaning:
        'The sending server tried an IPv6 address, and has no IPv6 route itself. Nothing is said of the server that it asked.',
      fix: 'Mend the IPv6 route of this machine, or have Postfix use IPv4 alone: `inet_protocols = ipv4`.',
      owner: 'network',
    },
  ),
  mostly('connection-closed', /server dropped connection without sending the initial smtp greeting/),
  // The local mailbox
  mostly(
    'mailbox-full',
    /\bquota\b|overquota|mailbox .{0,40}(?:full|size limit)|disk quota|file too large|can't create (?:user )?output|mailbox size limit|maildir over/,
  ),
  mostly(
    'recipient-unknown',
    /^unknown user|user unknown|user doesn't exist|user does not exist|unknown (?:local|virtual) user|mail to .{0,120}alias.{0,20}not found/,
  ),
  // qmgr, of an address that cannot be read
  mostly('recipient-unknown', /^bad address syntax$/, { title: "The recipient's address is malformed" }),
  mostly('message-too-large', /message size \d{1,12} exceeds|message (?:file )?too (?:big|large)/),
  mostly(
    'server-fault',
    /cannot (?:update|open|create|access|write|find|append|lock) .{0,80}(?:mailbox|file|maildir|directory)|unable to create lock file|maildir delivery failed|mail(?:box)? file .{0,60}(?:error|denied)|command (?:died|time limit|output)|local (?:configuration|data) error|mail (?:system|transport) |unknown mail transport|address resolver failure|temporary (?:lookup )?failure(?! in )|user lookup error|insufficient (?:system )?(?:storage|resources)|permission denied|data format error|internal software error|queue file write|mail_queue|sasl-xoauth2|sasl_client_add_plugin|deferred transport|transport is unavailable/,
    {
      meaning: `The sending server's own part fails: its mailbox files, a program it hands mail to, or its set-up. ${WAITS}`,
    },
  ),
  mostly('auth-no-common-mechanism', /no (?:mechanism available|worthy mechs)|no sasl mechanism/),
  mostly('deadline-exceeded', /^expired\b|message expired|expired, returned/),
];
