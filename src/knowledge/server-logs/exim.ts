// The sentences of Exim: what it refuses its clients and why, its panic log, then what its routers and transports say
// themselves. Facts of its sources (src/smtp_in.c, acl.c, verify.c, daemon.c, route.c, transports/).
import { always, mostly, type Sentence } from '../sentence.ts';

export const EXIM: readonly Sentence[] = [
  // its own configuration: the MX of a domain leads here, and the domain is not local
  mostly('server-fault', /temporarily rejected rcpt .{0,330}lowest numbered mx/),
  mostly('server-fault', /temporarily rejected (?:by local_scan|after data)|local_scan\(\) (?:library|function)/),
  mostly('client-too-early', /smtp protocol synchroni[sz]ation error/),
  mostly(
    'rate-limited',
    /dropped: too many|refused: too many (?:concurrent )?connections|too many (?:nonmail|syntax|unrecogni[sz]ed|non-mail)|ratelimit|sender rate|exceeded (?:the )?(?:connection|rate)/,
  ),
  mostly(
    'server-blocks-ip',
    /host_reject_connection|refused connection from .{0,300}\((?:host_reject|tcp wrappers)|refused by tcp wrappers/,
  ),
  mostly(
    'greeting-busy',
    /refused: (?:.{0,40}load|queue)|rejecting smtp connection: load average|not in reserve list and load average|load average .{0,20}(?:high|too)/,
  ),
  mostly(
    'sender-not-allowed',
    /sender verify (?:fail|defer)|sender verification|could not (?:complete|verify) sender|no valid sender in any header/,
    {
      meaning:
        "In this log the server speaks: it tried to verify the sender's address, as it would deliver to it, and could not.",
    },
  ),
  mostly('ehlo-name-rejected', /rejected (?:ehlo|helo).{0,240}: syntactically|syntactically invalid (?:ehlo|helo|argument)/),
  mostly('auth-not-advertised', /auth command used when not advertised/),
  mostly('message-too-large', /message too big: read|message (?:is )?too big/),
  mostly(
    'content-rejected',
    /rejected by local_scan|this message contains (?:a virus|malware)|rejected after data: .{0,80}(?:spam|virus|malware|score)|hits=\d/,
  ),
  mostly('server-timeout', /smtp (?:command|data|message) timeout|smtp timeout (?:while )?(?:on|connected)/),
  // A message that was taken under load waits for the next run of the queue.
  always(
    null,
    /no immediate delivery: load average|no mail in smtp connection|smtp connection from .{0,300}(?:closed by quit|d=\d)|unexpected disconnection while reading smtp command|no host name found for ip|no ip address found for host|host name .{0,80}(?:does not|alias)|^dkim: |dns list lookup defer|start queue run|end queue run|no server certificate defined|suggested action: either install a certificate|purging the environment|message is frozen|spool file is locked|exim .{0,40}daemon started|log: /,
  ),
  mostly('connection-closed', /smtp connection from .{0,300} lost/),
  // tls-openssl.c and tls-gnu.c name the step at which their own certificate, key or list could not be read
  mostly(
    'server-fault',
    /\((?:ssl_ctx_(?:use|load|set)_[a-z_]{2,40}|cert\/key setup|dh params|crl|ocsp)[^)]{0,240}\):? ?.{0,80}(?:error|no such|permission|key values mismatch|no start line)/,
    {
      title: 'The server cannot read its own certificate or key',
      meaning:
        'In this log the server speaks: the file that the line names is not there, not readable for Exim, or no certificate or key.',
      fix: 'See that the files of `tls_certificate` and `tls_privatekey` exist, belong together and are readable for the user that Exim runs as; then try `openssl x509 -noout -in <file>`.',
    },
  ),
  mostly(
    'server-fault',
    /cannot open (?:main|panic|reject) ?log|could not open panic log|exim configuration error|unable to (?:open|create|mkdir|chdir|bind|set|drop)|failed to (?:create|open|expand|find|get|write|read|chdir|rename|lock|fork|start|unlink|bind|load|connect)|spool (?:directory|partition|file) .{0,60}(?:full|error|denied|space)|(?:malware|spam|spf|dkim) acl condition|(?:clamd|spamd|cmdline)[^ ]{0,80}:? .{0,60}(?:unable|failed|cannot|refused|no such)|socket bind\(\)|gave defer|lookup .{0,60}(?:defer|failed to complete)|string too large|acl .{0,60}error|undefined macro|main option|local_scan\(\) (?:function|library) (?:crash|fail|timed)|temporarily rejected after data/,
  ),
];

export const EXIM_DELIVERIES: readonly Sentence[] = [
  mostly(
    'mail-loop',
    /too many "?received"? headers|suspected mail loop|lowest numbered mx record points to local host|remote host address is the local host|routing loop|self = /,
  ),
  mostly('dns-mx-null', /mx or srv record indicated no smtp service/),
  mostly(
    'dns-name-not-found',
    /all relevant mx records point to non-?existent hosts|all host address lookups failed permanently|host lookup failed|mx records? point to non-?existent/,
  ),
  mostly(
    'dns-server-failure',
    /host lookup did not complete|lookup of host .{0,120} failed|mx lookup .{0,40}(?:fail|defer)|dns lookup .{0,40}(?:fail|defer)|tlsa lookup defer/,
  ),
  mostly(
    'delivery-tls-failed',
    /dane (?:error|fail|attempt|required)|tlsa .{0,60}(?:fail|mismatch|error)|tls session is required.{0,300}attempt to start tls failed|tls-required/,
  ),
  mostly('starttls-not-offered', /tls session is required.{0,300}did not offer tls|required .{0,30}tls.{0,40}not offered/),
  mostly('greeting-timeout', /smtp timeout .{0,200}after initial connection/),
  mostly(
    'command-timeout',
    /smtp timeout .{0,200}after |lmtp timeout|timeout .{0,40}after (?:mail from|rcpt to|data|end of data|ehlo|helo|pipelined)/,
  ),
  mostly(
    'connection-closed',
    /remote host .{0,120}closed connection|closed connection in response to|connection (?:was )?closed by remote/,
  ),
  mostly('auth-not-advertised', /server (?:did not|does not) (?:advertise|offer) auth/),
  mostly(
    'recipient-unknown',
    /unrouteable address|unroutable address|user not found|unknown user|unknown local[- ]part|no such (?:user|address|person|local user)|address (?:unknown|does not exist)/,
    {
      meaning:
        'Connection and login were fine. No router of the server knows a way for this address: no such user, or no such domain.',
    },
  ),
  // Debian's configuration for a system that delivers to its own users alone.
  mostly('relay-denied', /mailing to remote domains not supported/),
  mostly('mailbox-full', /mailbox is full|quota exceeded|over ?quota|mailbox quota|error 122\b|\bedquot\b/),
  always(null, /retry time not reached/),
  mostly('host-unreachable', /retry timeout exceeded|all hosts .{0,60}have been failing|has been frozen|in the queue too long/, {
    title: 'The message could not be handed on in the time allowed',
    meaning:
      'The time that the sending server tries for is over, or its next attempt is not due: an earlier line of this message has the reason.',
  }),
  mostly(
    'server-fault',
    /local delivery failed|delivery to (?:file|pipe) forbidden|child process of |transport .{0,40}(?:returned|failed|not found|crash)|failed to (?:create|open|write|chdir|rename|lock|fork|expand|stat|unlink)|(?:mailbox|directory|file) .{0,120}(?:has wrong|is not|not owned|permission denied|does not exist)|permission denied|lmtp error after|temporary internal error|exec of .{0,40}failed|router .{0,40}(?:fail|error|defer)|local configuration error|spool/,
  ),
];
