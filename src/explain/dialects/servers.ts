// The logs of mail servers. A log of Postfix, Exim or Sendmail tells of both sides: it quotes the server that it delivers
// to, and its own refusals of those who come to it (`by-us`).
import type { Dialect } from '../utterance.ts';
import { type Form, form, readForms, silent } from './forms.ts';

const BY_US = { direction: 'by-us' } as const;

/** What stands in the brackets of `status=bounced (…)`, and in a warning of the same delivery. */
const deliveryReason = readForms(
  // What a program says that Postfix hands the message to.
  form(/^(?<words>(?:temporary failure|Command (?:died|time limit)|.{0,60}Command output: ).{0,600}?)\)?$/, 'server-log'),
  form(
    /(?:host|server) (?<host>[\w.-]{1,200})\[[^\]]{1,200}\](?::\d{1,5})? said: (?<words>.{1,4000}?)(?: \(in reply to (?<command>[^)]{1,60})\))?\)?$/,
    'server',
  ),
  form(/host (?<host>[\w.-]{1,200})\[[^\]]{1,200}\](?::\d{1,5})? refused to talk to me: (?<words>.{1,4000}?)\)?$/, 'server', {
    stage: 'greeting',
  }),
  form(/connect to (?<host>[\w.-]{1,200})\[[^\]]{1,200}\](?::\d{1,5})?: (?<words>.{1,300}?)\)?$/, 'system'),
  form(/cannot authenticate to server (?<host>[\w.-]{1,200})\[[^\]]{1,200}\](?::\d{1,5})?: (?<words>.{1,300}?)\)?$/, 'client', {
    stage: 'auth',
  }),
  form(/(?<words>SASL authentication fail(?:ure|ed)[:;]? .{0,300}?)\)?$/, 'client', { stage: 'auth' }),
  form(
    /(?<words>(?:lost connection with|conversation with|timed out while|delivery temporarily suspended: (?:lost connection|conversation)).{0,300}?)\)?$/,
    'client',
    { isConsequence: true },
  ),
  form(/(?<words>TLS is required, but was not offered.{0,200}?)\)?$/, 'client'),
  form(/(?<words>(?:Cannot start TLS|SSL_connect error).{0,300}?)\)?$/, 'client', { stage: 'tls', isConsequence: true }),
  form(
    /(?<words>(?:Server certificate|TLS is required|Untrusted TLS|certificate verification failed|TLS library problem|peer certificate).{0,600}?)\)?$/,
    'tls',
  ),
  form(
    /(?<words>(?:Host or domain name not found|Name service error|Host not found|type=(?:MX|A|AAAA): Host not found).{0,300}?)\)?$/,
    'system',
  ),
  form(
    /(?<words>(?:mail for .{1,200} loops back|message size .{0,100}exceeds|unknown user|User unknown|.{0,120}quota|.{0,80}disk full).{0,300}?)\)?$/i,
    'server',
    { transaction: 'rcpt' },
  ),
);

const status: Form = (line) => {
  const found = /\bstatus=(\S{3,20}) \((.{0,6000})$/.exec(line);
  if (found === null) return null;
  const reason = found[2] ?? '';
  if (found[1] === 'sent') return [{ speaker: 'server', words: reason.replace(/\)$/, ''), isSuccess: true }];
  return deliveryReason(reason) ?? [{ speaker: 'server', words: reason.replace(/\)$/, ''), transaction: 'rcpt' }];
};

/** `smtpd` and `postscreen` are what others connect to; the other daemons deliver. */
const incoming = /\b(?:smtpd|postscreen|submission|smtps|dnsblog|tlsproxy|anvil|cleanup)\[\d{1,10}\]: /;
const inIncoming =
  (read: Dialect['read']): Form =>
  (line) =>
    incoming.test(line) ? read(line) : null;
const inOutgoing =
  (read: Dialect['read']): Form =>
  (line) =>
    incoming.test(line) ? null : read(line);

export const postfix: Dialect = {
  name: 'Postfix',
  marks:
    /\bpostfix(?:[\w-]{0,40})?\/|\bstatus=(?:sent|bounced|deferred|undeliverable)|\b(?:smtpd?|lmtp|qmgr|cleanup|postscreen|pickup)\[\d{1,10}\]: |NOQUEUE:|said: \d{3}|refused to talk to me: /,
  more: 'a log of Postfix in which nothing failed, or not for a reason that it names: the lines with the same queue id, up to `status=`, tell it',
  read: readForms(
    status,
    // The reply that went to the client; its words stand as it got them.
    form(
      /(?:NOQUEUE|[0-9A-Za-z]{3,20}): (?:milter-)?reject: (?<command>[\w-]{4,16}) from [^:]{1,300}: (?<words>[45](?:\d\d |\.\d{1,3}\.\d{1,3} ).{1,2000}?)(?:; (?:from|to|proto|helo|client)[=<].{0,600})?$/,
      'server',
      { ...BY_US, protocol: 'smtp' },
    ),
    inIncoming(
      readForms(
        form(/warning: (?<words>TLS library problem: .{1,600})$/, 'tls', BY_US),
        form(/(?<words>SSL_accept error .{1,300})$/, 'server-log', { ...BY_US, isConsequence: true }),
        form(/\[\d{1,10}\]: (?:[0-9A-Za-z]{6,20}: )?(?<words>.{1,2000})$/, 'server-log', BY_US),
      ),
    ),
    inOutgoing(deliveryReason),
    silent(/ (?:to|from)=<.{0,400}relay=|: removed$|message-id=<|\(queue active\)$|returned to sender/),
    form(
      /\/(?:master|qmgr|trivial-rewrite|proxymap|local|virtual|pipe|smtp|lmtp)\[\d{1,10}\]: (?<words>(?:fatal|panic|error|warning): .{1,600})$/,
      'server-log',
      BY_US,
    ),
  ),
};

export const exim: Dialect = {
  name: 'Exim',
  marks:
    /\b[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4} (?:\*\*|==|=>|->|<=|Completed)|R=\w{2,60} T=\w{2,60}|\bSMTP(?:<<|>>)|SMTP error from remote mail(?:er| server)|authenticator failed for|TLS error on connection|rejected (?:RCPT|MAIL|EHLO|HELO|connection|after DATA)/,
  more: 'a log of Exim in which nothing failed, or not for a reason that it names: `exigrep <address> mainlog` brings the lines of one message together',
  read: readForms(
    form(/^(?:.{0,40} )?[\w-]{15,30} [=-]> /, 'server', { isSuccess: true }),
    silent(
      /^(?:.{0,40} )?[\w-]{15,30} (?:<= |Completed)|SMTP>> |SMTP connection from .{0,200}(?:closed|D=)|retry timeout exceeded/,
    ),
    form(
      /SMTP error from remote mail(?:er| server) after (?<command>[\w ]{2,40}?)(?::<[^>]{0,320}>)?(?: \w{1,20}=\S{0,200}){0,4}:(?: host (?<host>[\w.-]{1,200}) \[[^\]]{1,60}\]:)? (?<words>[2345]\d\d.{0,4000})$/,
      'server',
    ),
    form(/SMTP error from remote mail(?:er| server) after (?<command>[\w ]{2,40}?):?$/, null, { isConsequence: true }),
    form(/SMTP<< (?<words>.{1,4000})$/, 'server', { protocol: 'smtp' }),
    form(/authenticator failed for .{1,300}?: (?<words>[45]\d\d .{1,400}?)(?: \(set_id=.{0,200}\))?$/, 'server', {
      ...BY_US,
      stage: 'auth',
      protocol: 'smtp',
    }),
    form(/(?<words>TLS error on connection .{1,600})$/, 'tls'),
    form(
      /rejected (?<command>RCPT|MAIL|EHLO|HELO|connection|after DATA|AUTH)(?: <[^>]{0,320}>)?:? (?<words>.{1,600})$/,
      'server',
      BY_US,
    ),
    silent(/retry time not reached|Message is frozen|retry_defer/),
    form(
      /(?<words>\b(?:Connection (?:timed out|refused|reset)|Network is unreachable|No route to host|host lookup did not complete|Operation timed out).{0,100})$/,
      'system',
    ),
    // Exim's own reason stands where else a server's reply would: the router's or the transport's.
    form(
      / (?:==|\*\*) \S{1,320} (?:<[^>]{1,320}> )?R=[\w-]{1,60}(?: T=[\w-]{1,60})?(?: H=(?<host>[\w.-]{1,200}) \[[^\]]{1,60}\])?.{0,60}?: (?<words>\S.{1,600})$/,
      'server',
      { transaction: 'rcpt' },
    ),
  ),
};

export const sendmail: Dialect = {
  name: 'Sendmail',
  marks: /\bstat=\w|\b(?:sendmail|sm-mta|sm-msp-queue)\[\d|ruleset=check_\w|\.\.\. while talking to |STARTTLS=(?:client|server)/,
  more: 'a log of Sendmail in which nothing failed, or not for a reason that it names',
  read: readForms(
    form(/stat=Sent\b/, 'server', { isSuccess: true }),
    form(/reject=(?<words>[45]\d\d .{1,600})$/, 'server', BY_US),
    form(/reply=(?<words>[45]\d\d .{1,600}?)(?:, stat=.{0,200})?$/, 'server'),
    form(/stat=(?:Deferred: )?(?<words>.{1,400})$/, 'server', { transaction: 'rcpt' }),
    form(/(?<words>STARTTLS=(?:client|server), .{0,20}(?:error|verify=FAIL).{0,400})$/, 'tls'),
    form(/^<<< (?<words>[2345]\d\d.{0,2000})$/, 'server'),
    silent(/^>>> /),
  ),
};

export const dovecot: Dialect = {
  name: 'Dovecot',
  marks: /\bdovecot\b|\b(?:imap|pop3|submission|managesieve)-login: |auth-worker|\blmtp\(\S{1,200}\)/,
  more: 'a log of Dovecot in which nothing failed for a reason that it names: `auth_verbose = yes` and `auth_debug = yes` tell more',
  read: readForms(
    form(/-login: (?:Info: )?Login: user=</, 'server-log', { isSuccess: true }),
    form(/(?<words>(?:SSL_accept\(\) failed|TLS handshaking|SSL error|SSL_read|Stacked error).{1,400})$/, 'tls', BY_US),
    form(/(?<words>(?:Disconnected|Aborted login|Maximum|Connection closed|auth failed).{0,400})$/i, 'server-log', BY_US),
    form(/(?:dovecot|auth(?:-worker)?(?:\(\d{1,10}\))?|imap|pop3|lmtp|lda)[^:]{0,80}: (?<words>.{1,600})$/, 'server-log', BY_US),
  ),
};

export const hmailserver: Dialect = {
  name: 'hMailServer',
  marks: /^"?(?:SMTPD|SMTPC|IMAPD|POP3D|TCPIP|APPLICATION|ERROR)"?\t|hMailServer/m,
  more: 'a log of hMailServer in which nothing failed for a reason that it names',
  read: readForms(
    form(/^"(?:SMTPD|IMAPD|POP3D)"\t.{0,200}"SENT: (?<words>.{1,4000}?)"?$/, 'server', BY_US),
    form(/^"SMTPC"\t.{0,200}"RECEIVED: (?<words>.{1,4000}?)"?$/, 'server'),
    silent(/^"\w{4,6}"\t.{0,200}"(?:RECEIVED|SENT): /),
    form(/Error: (?<words>.{1,400})$/, 'client'),
  ),
};

export const mdaemon: Dialect = {
  name: 'MDaemon',
  marks: /\bMDaemon\b|\b\d\d:\d\d:\d\d(?:\.\d{3})?: ?\[?\d{0,10}\]? ?(?:<--|-->|\*)/,
  more: 'a log of MDaemon in which nothing failed for a reason that it names',
  read: readForms(
    form(/(?:<--|-->) (?<words>[2345]\d\d[ -].{0,2000})$/, 'server', { protocol: 'smtp' }),
    silent(/(?:<--|-->) [A-Z]{4}/),
    form(/\d: ?(?:\[\d{1,10}\] ?)?\*\s{1,3}(?<words>.{1,400})$/, null),
  ),
};

/** Delivery status notifications (RFC 3464), and how Exchange words them. */
export const bounces: Dialect = {
  name: 'a bounce',
  marks:
    /Diagnostic-Code:|Remote Server returned|Reporting-MTA:|Final-Recipient:|Generating server:|Undeliverable|Delivery has failed|could not be delivered|Delivery Status Notification|\bNDR\b|RESOLVER\.|STOREDRV\.|LED=\d|Mail Delivery System/i,
  more: 'a bounce without the reason: its part `Diagnostic-Code:` has the reply of the server that refused',
  read: readForms(
    form(/Diagnostic-Code:\s{0,4}(?:smtp|x-[\w-]{1,30}); ?(?<words>.{1,4000})$/i, 'server', { protocol: 'smtp' }),
    form(
      /(?:Remote Server returned|The (?:remote|mail) server (?:returned|responded)|response from the remote server (?:was|is)|LED=)[^'"\d<]{0,20}['"]?(?:<[\w.-]{1,200} #)?(?<words>[45]\d\d.{1,4000}?)['"]?$/i,
      'server',
      { protocol: 'smtp' },
    ),
    form(/#(?:< ?#)?(?<words>[45]\d\d \d\.\d{1,3}\.\d{1,3} .{1,2000}?)(?: ?#{1,2}>?)?$/, 'server', { protocol: 'smtp' }),
    silent(
      /^(?:Action|Status|Reporting-MTA|Arrival-Date|Final-Recipient|Original-Recipient|Remote-MTA|Last-Attempt-Date|X-[\w-]{1,40}): /i,
    ),
  ),
};
