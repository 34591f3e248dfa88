// What mailers say themselves of a delivery, apart from those with a file of their own: qmail, OpenSMTPD, Courier, Haraka,
// Domino's router, Stalwart, Go and Rust mailers, hMailServer, MDaemon, and what many say alike. Facts of their sources.
import { SENDING_LIMIT } from '../sending-limits.ts';
import { mostly, type Sentence } from '../sentence.ts';

const WAITS = 'Connection and login of the sender were fine: the message waits in the queue of this server.';

export const DELIVERIES: readonly Sentence[] = [
  mostly('account-quota-exceeded', SENDING_LIMIT),
  // qmail-remote, qmail-send, qmail-local
  mostly(
    'dns-server-failure',
    /cname[ _]lookup failed temporarily|temporary failure in (?:mx|name) (?:lookup|resolution)|failed to resolve mx|mx lookup .{0,60}(?:fail|error)|\(delivery\.mx-lookup-failed\).{0,600}(?:server failure|servfail|refused|timed out|timeout|dns\.(?:error|resolver-error))|routing server failure/,
  ),
  mostly(
    'dns-name-not-found',
    /\(delivery\.mx-lookup-failed\)|couldn't find any host (?:by that name|named)|couldn't find a mail exchanger|no such (?:domain|host)|illegal host\/domain name|not a known tcp\/ip host|non-?existent domain|domain (?:does not|doesn't) exist|invalid domain name|unknown (?:domain|host)|unresolvable (?:domain|host)|host ?name not found|domain not found/,
  ),
  mostly('dns-no-address', /no mx found for domain|no mx (?:record|host)s?|no mail exchanger/),
  mostly('dns-mx-null', /\(delivery\.null-mx\)|domain does not accept mail/),
  mostly(
    'mail-loop',
    /this message is looping|delivered-to line|best-preference mx|isn't in my control\/locals|too many hops|loop detected|mail loop|routing loop|already been .{0,30}delivered/,
  ),
  mostly(
    'host-unreachable',
    /wasn't able to establish an smtp connection|network error on destination|no route found to domain|cannot connect to host|server unreachable|all mx(?:s| hosts| servers)? .{0,40}(?:fail|unreach|down)|could not connect to any|\(delivery\.connect-error\)|unable to (?:connect|establish)|could not connect to (?:remote|recipient|destination)|connection to recipients? server failed/,
  ),
  mostly(
    'connection-closed',
    /but connection died|remote end .{0,80}closed connection|closed connection while|connection closed unexpectedly|unexpected eof|unexpectedly closed|dropped the connection/,
  ),
  mostly('greeting-timeout', /unable to read banner|no greeting|waiting for (?:the )?(?:banner|greeting)/),
  mostly('greeting-refused', /but greeting failed|destination seems? to reject all mails?|\(delivery\.greeting-failed\)/),
  mostly('ehlo-name-rejected', /but my name was rejected|\(delivery\.ehlo-rejected\)/),
  mostly('sender-not-allowed', /but sender was rejected|\(delivery\.mail-from-rejected\)|bad source address/),
  mostly('content-rejected', /failed after i sent the message|failed on data command|\(delivery\.message-rejected\)/),
  mostly(
    'tcp-timeout',
    /timeoutconnect exceeded|^timed out\b|: timed out\]|outbound connection timed out|did(?: not|n't) respond|not responding|server did not respond/,
  ),
  mostly(
    'starttls-not-offered',
    /tls required but not supported|tls is required, but was not offered|\(delivery\.start-tls-(?:unavailable|disabled)\)/,
  ),
  mostly(
    'delivery-tls-failed',
    /\((?:dane\.(?:authentication-failure|no-certificates-found|tlsa-record-(?:not-dnssec-signed|invalid))|mta-sts\.(?:not-authorized|invalid-policy|policy-fetch-error))\)|(?:dane|mta-sts) failed to authenticate '|dane: (?!no tlsa).{0,60}(?:fail|mismatch|invalid)/,
  ),
  mostly('auth-rejected', /\(delivery\.auth-failed\)/),
  // OpenSMTPD, with `-v -T mta`
  mostly('tcp-timeout', /^\.\.\. timeout for \[relay:/),
  mostly('rate-limited', /^rate limited$|too many concurrent connections to remote server/),
  mostly(
    'recipient-unknown',
    /no mailbox here by that name|does not like recipient|\(delivery\.rcpt-to-rejected\)|unknown user|user unknown|no such user|invalid or unknown virtual user|some recipients failed/,
  ),
  mostly('mailbox-full', /over ?quota|disk quota exceeded|quota exceeded|mailbox (?:is )?full|maildir over quota/),
  mostly('message-too-large', /message ex(?:c?e)ed(?:s|ed) .{0,40}(?:size|limit|databytes)|message (?:is )?too (?:big|large)/),
  mostly(
    'host-unreachable',
    /in the queue too long|envelope expired|context deadline exceeded|message expired|retry (?:time|timeout|period).{0,20}(?:exceeded|expired)|giving up|delivery time expired|could not be delivered within|queue (?:life)?time (?:expired|exceeded)/,
    {
      title: 'The message could not be handed on in the time allowed',
      meaning: `The time that the sending server tries for is over; an earlier line, or an earlier notice, has the reason. ${WAITS}`,
    },
  ),
  mostly(
    'server-fault',
    /unable to (?:read|write|open|fork|switch|chdir|exec|run|create|access|find alias|stat|forward|parse)|qmail-(?:remote|local|queue|rspawn|lspawn)[^:]{0,40} (?:crashed|invoked improperly)|system resources temporarily unavailable|home directory is (?:writable|sticky)|uh-oh: |file has wrong permissions|internal error: |\(#4\.3\.0\)|qmail-spawn|temporary failure|could not deliver locally|mail\.[a-z]{2,12}: .{0,60}(?:error|fail)/,
  ),
];
