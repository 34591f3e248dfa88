// The sentences of Sendmail: its rulesets' and limits' refusals, its milters, then the reasons that it gives in `stat=`, in
// mailq and in its bounces. Facts of its sources (sendmail/srvrsmtp.c, daemon.c, deliver.c, sysexits.c, milter.c).
import { always, mostly, type Sentence } from '../sentence.ts';

export const SENDMAIL: readonly Sentence[] = [
  mostly('client-too-early', /pre-?greeting traffic|unauthorized pipelining|rejecting commands from/),
  mostly('mail-loop', /syserr.{0,120}(?:mail loops back|loops back to me)|mail loops back to me|too many hops/),
  mostly('greeting-timeout', /during client greeting|timeout waiting for input from .{0,120}during client (?:greeting|open)/),
  mostly('server-timeout', /timeout waiting for input/),
  mostly('greeting-busy', /rejecting (?:connections|new messages).{0,80}(?:load average|min free)/),
  // ConnectionRateThrottle
  mostly('rate-limited', /deferring connections/),
  mostly('auth-rate-limited', /possible smtp attack: command=auth/),
  mostly('auth-rejected', /auth failure \(/),
  mostly(
    'server-fault',
    /milter \([^)]{1,80}\): (?:error|to error state|timeout|can't|write|read)|syserr\(|cannot bind|opendaemonsocket|problem creating smtp socket|unsafe map file|cannot open hash database|low on (?:disk )?space|insufficient disk space|out of memory|starttls=(?:client|server): file |starttls: (?:servercertfile|clientcertfile|cacertfile).{0,60}(?:unsafe|missing)|readable(?:.{0,20})by (?:group|world)/,
  ),
  always(
    null,
    /did not issue mail\/expn\/vrfy\/etrn|^from=<|nrcpts=\d|starttls=(?:client|server), .{0,200}verify=(?:ok|no|not)\b|^clone |auth=server/,
  ),
  mostly('connection-closed', /lost input channel|premature eom|unexpected close on connection/),
];

export const SENDMAIL_DELIVERIES: readonly Sentence[] = [
  mostly('mail-loop', /mail loops back|loops back to me|config error: mail/),
  mostly(
    'dns-server-failure',
    /host name lookup failure|host map: lookup .{0,160}deferred|name server: .{0,120}(?:fail|timeout|refused)|name server timeout/,
  ),
  mostly('dns-name-not-found', /host unknown|name server: .{0,200}host not found|unknown host/),
  mostly('tcp-timeout', /connection timed out (?:with|during)|operation timed out (?:with|during)|connection timed out/),
  mostly('tcp-refused', /connection refused/),
  mostly('tcp-reset', /connection reset by/),
  mostly('tcp-unreachable', /no route to host|network is unreachable|host is down/),
  mostly('mailbox-full', /can't create (?:user )?output|quota exceeded|mailbox full|over quota/),
  mostly('recipient-unknown', /^user unknown|: user unknown|address rejected$/),
  // EX_UNAVAILABLE: the other server refused for good, and its reply stands in another line, or nowhere.
  mostly('content-rejected', /^service unavailable$/, {
    title: "The recipient's server refused the message for good",
    meaning:
      'Sendmail notes no more than that: the reply itself stands in the notice of failure, or in the log with LogLevel 14. Connection and login of the sender were fine.',
  }),
  mostly('message-too-large', /message (?:exceeds|too large|size)/),
  mostly('host-unreachable', /message could not be delivered for|message timed out|cannot send message for \d/, {
    title: 'The message could not be handed on in the time allowed',
  }),
  mostly(
    'server-fault',
    /local configuration error|i\/o error|operating system error|unknown mailer error|internal error|remote protocol error|system file missing|data format error|queuing? (?:suspended|error)|prog mailer|smrsh|savemail/,
  ),
];
