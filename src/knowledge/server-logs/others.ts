// The sentences of other servers in their own logs: Courier, Cyrus, Domino, Kerio, MailEnable, hMailServer, MDaemon, OpenSMTPD,
// Haraka, Stalwart, Zimbra, SmarterMail, Exchange's receive connectors. Facts of their logs; knows no dialect.
import { always, mostly, type Sentence } from '../sentence.ts';

export const OTHERS: readonly Sentence[] = [
  // Stalwart before its version 0.9
  mostly('auth-rejected', /event="authenticate" result="failed"|context="auth" event="(?:failed|rejected|error)"/),
  mostly('auth-rate-limited', /context="auth" event="(?:too-many|limit|ban)/),
  mostly('relay-denied', /context="rcpt" event="(?:rejected|error)".{0,200}relay/),
  mostly('recipient-unknown', /context="rcpt" event="(?:rejected|error)".{0,200}(?:mailbox|does not exist|unknown|invalid)/),
  // Stalwart names the event in brackets
  mostly('auth-rate-limited', /\((?:auth\.too-many-attempts|security\.(?:authentication|auth)[a-z-]{0,20}(?:ban|abuse)?)\)/),
  mostly('auth-rejected', /\(auth\.(?:failed|error)\)/),
  mostly('relay-denied', /\(smtp\.relay-not-allowed\)/),
  mostly('recipient-unknown', /\(smtp\.mailbox-does-not-exist\)/),
  mostly(
    'rate-limited',
    /\(smtp\.(?:rate-limit-exceeded|too-many-(?:messages|recipients|invalid-rcpt)|concurrency-limit-exceeded)\)|\(limit\.[a-z-]{3,40}\)/,
  ),
  // Each unsigned message is noted so; only where the check is strict is it refused for that.
  always(null, /\(smtp\.(?:spf|dkim|dmarc|arc|iprev)-[a-z-]{0,20}fail\)(?=.{0,1000}\bstrict = false)/),
  mostly('sender-unauthenticated', /\(smtp\.(?:spf|dkim|dmarc|arc|iprev)-[a-z-]{0,20}fail\)/),
  mostly('message-too-large', /\(smtp\.message-too-large\)/),
  // Kerio
  mostly('client-too-early', /client sent data before smtp greeting/),
  mostly('client-no-rdns', /has no reverse dns entry/),
  mostly(
    'sender-not-allowed',
    /sender [^ ]{1,320} rejected: sender domain|sender domain does not exist|rejected: (?:sender|invalid sender)/,
  ),
  mostly('sender-unauthenticated', /rejected: .{0,40}spf|spf check failed/),
  mostly(
    'recipient-unknown',
    /attempt to deliver to unknown recipient|verify_user\([^)]{1,200}\) failed: mailbox does not exist|recipient .{0,120}(?:unknown|not found)/,
  ),
  mostly(
    'relay-denied',
    /relay attempt from|attempt to relay|relays? to recipient's domain denied|relaying (?:denied|not allowed)/,
  ),
  mostly(
    'server-blocks-ip',
    /found in (?:the )?(?:dns |ip )?(?:black|block)list|is (?:in|on) .{0,30}(?:black|block)list|ip (?:address )?.{0,60}(?:is )?(?:blocked|banned|blacklisted)|block(?:ed|ing) ip/,
  ),
  mostly('auth-account-locked', /account .{0,120}(?:locked|lockout|disabled|suspended|frozen)/),
  // HAProxy
  mostly('server-fault', /proxy protocol header|protocol in the proxy protocol/, {
    title: 'The PROXY protocol is expected from who does not speak it',
    meaning:
      'In this log the server speaks: this port waits for the line of another proxy (PROXY protocol), and the client did not send it.',
  }),
  mostly('tls-client-certificate-required', /ssl client (?:certificate not trusted|ca chain cannot be verified)/),
  mostly('tls-handshake-failed', /ssl handshake failure|(?:connection (?:closed|error)|timeout) (?:during|in) ssl handshake/),
  // nginx as a mail proxy asks a service over HTTP for each login, and that service names the server
  mostly('auth-rejected', /client login failed: /, {
    meaning: 'In this log the server speaks: the service that judges the logins of its mail proxy refused this one.',
    owner: 'you',
  }),
  mostly(
    'auth-temporary-failure',
    /auth http server .{0,120}(?:timed out|prematurely closed|sent (?:invalid|too big)|did not send|refused)|(?:recv|connect)\(\) failed .{0,120}while in http auth state/,
    {
      title: 'The service that judges logins for the mail proxy does not do its work',
      meaning:
        'In this log the server speaks: nginx asks the service at `auth_http` about each login, and got no answer that it can use. Nothing is said of any password.',
      fix: 'See that the service runs, and that it answers with the headers Auth-Status, Auth-Server and Auth-Port: it tells the reason in its own log.',
      reference: 'https://nginx.org/en/docs/mail/ngx_mail_auth_http_module.html',
    },
  ),
  // Cyrus SASL
  mostly('auth-encryption-required', /encryption needed to use mechanism|sasl\(-16\)/, {
    meaning: 'In this log the server speaks: the mechanism that its client chose is taken under TLS alone.',
  }),
  mostly(
    'auth-temporary-failure',
    /sasl\(-1\): generic failure|authdaemon: .{0,60}(?:failed|refused|no such)|saslauthd.{0,120}(?:no such file|refused|failed to connect|cannot connect)/,
  ),
  mostly(
    'auth-mechanism-rejected',
    /sasl\(-4\)|no mechanism available|mech [a-z0-9_-]{1,24} is too weak|doesn't support .{0,20}mechanism|unsupported auth(?:entication)? mechanism/,
  ),
  mostly(
    'auth-rejected',
    /badlogin: |login failed|failed (?:smtp|imap|pop3?|http|webmail|activesync|login|authentication|xmpp|ldap)[^ ]{0,12} (?:login|authentication|attempt)|authentication failure using internet password|authentication failed for (?:user|\[|')|invalid password for user|inbound authentication failed|auth_zimbra: .{0,120}failed|result="?permfail|smtp (?:login|auth)[^:]{0,40}fail|logon (?:failure|denied)|user .{0,160}doesn't exist\. attempt|wrong password|vchkpw[^:]{0,20}: (?:vpopmail user not found|password fail|invalid user)|auth(?:entication)? failure/,
    {
      meaning: 'In this log the server speaks: it refused a login. User name or password of the client were not accepted.',
      owner: 'you',
    },
  ),
  mostly(
    'rate-limited',
    /maximum connection limit reached|too many (?:recipients|connections|sessions|messages)|connection limit (?:reached|exceeded)/,
  ),
  mostly(
    'tls-handshake-failed',
    /unexpected ssl connection shutdown|couldn't? (?:start|accept) tls|starttls negotiation failed|ssl negotiation with client failed/,
  ),
  mostly(
    'server-fault',
    /\b(?:dberror|ioerror)\b|cannot load ca data|unable to get (?:certificate|private key)|could not (?:start|bind|open)/,
  ),
];
