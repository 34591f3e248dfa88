// Servers whose logs need few forms: Courier, Cyrus and others that give mailboxes out, Domino, Kerio, MailEnable, Haraka, Stalwart, Zimbra, ASSP; and the
// filters beside a server: amavis, rspamd, greylisting, OpenDKIM, procmail, fail2ban.
import type { Dialect } from '../utterance.ts';
import { form, readForms, silent } from './forms.ts';

const BY_US = { direction: 'by-us' } as const;

export const mailFilters: Dialect = {
  name: 'a mail filter',
  isLog: true,
  marks:
    /\b(?:amavis|rspamd|rmilter|postgrey|milter-greylist|opendkim|opendmarc|policyd-spf|spamd|clamd|clamav-milter|sa-exim)\S{0,60}(?:\[\d|: )|^\s{0,8}(?:procmail|maildrop): |action=greylist|Ok, discarded, id=|run_av \(|\bSA: Action: |rspamd_task_write_log|fail2ban\.actions|\[Worker_\d|The message WAS NOT relayed|From MTA\(|MTA-BLOCKED|rspamd_\w{4,40}: /m,
  more: 'a log of a mail filter in which it refused nothing and names no fault of its own',
  read: readForms(
    form(
      /\bFWD from .{0,600} 250 |\bPassed (?:CLEAN|SPAM|SPAMMY|BAD-HEADER)|flagged as Spam but accepted|action=pass\b/,
      'server',
      { isSuccess: true },
    ),
    form(/250 2\.7\.0 Ok, (?<words>discarded, id=[^ ]{1,60} - (?:spam|INFECTED|VIRUS|BANNED).{0,200})/i, 'server-log', BY_US),
    form(
      /^(?<words>.{0,40}(?:has been quarantined as|identified this incoming e-?mail as possible spam|Spam scanner report|Virus scanner output).{0,200})$/,
      'server-log',
      BY_US,
    ),
    form(
      /(?<words>(?:[45]\.\d\.\d )?(?:Temporary MTA failure|id=\S{1,40} - Temporary MTA|Blocked MTA-BLOCKED|.{0,40}From MTA\(.{0,200}\) during).{0,400})$/,
      'server-log',
      BY_US,
    ),
    form(/\b(?<words>rspamd_\w{4,40}: .{1,400})$/, 'server-log', BY_US),
    // Its own reply to a client.
    form(/\[(?:SMTP (?:Error|Reply|Status))\] (?<words>[45]\d\d .{1,600})$/, 'server', BY_US),
    form(
      /(?<words>(?:action=greylist|Blocked |INFECTED: |virus_scan: |\[\w{3,30}\] |\((?:default|settings)|mlfi_|NOTICE).{0,600})$/,
      'server-log',
      BY_US,
    ),
    form(
      /(?:^|\b)(?<words>(?:(?:procmail|maildrop|opendkim|opendmarc|rmilter|amavis|clamav-milter|spamd|rspamd|postgrey|milter-greylist|policyd-spf)(?:\[\d{1,10}\])?: ).{1,600})$/,
      'server-log',
      BY_US,
    ),
  ),
};

/** Sentences of ngx_mail_auth_http_module.c, ngx_mail_proxy_module.c and ngx_mail_handler.c; its context stands behind each. */
export const nginxMail: Dialect = {
  name: 'the mail proxy of nginx',
  isLog: true,
  marks:
    /while in (?:http )?auth state|auth http server |\d#\d{1,10}: \*\d{1,12} .{1,600}, server: \S{1,60}:(?:25|110|143|465|587|993|995)\b/,
  more: 'a log of the mail proxy of nginx in which nothing failed for a reason that it names: the log of the service at `auth_http` has the login',
  read: readForms(
    form(/#\d{1,10}: (?:\*\d{1,12} )?(?<words>client login failed: .{1,300})/, 'server-log', { ...BY_US, stage: 'auth' }),
    form(
      /#\d{1,10}: (?:\*\d{1,12} )?(?<words>(?:auth http|.{1,200} while in (?:http )?auth state).{0,600})$/,
      'server-log',
      BY_US,
    ),
    silent(/#\d{1,10}: .{0,100}\bclient logged in\b|\[(?:notice|info)\] \d{1,10}#\d/),
    // The server that it hands the session on to.
    form(/#\d{1,10}: (?:\*\d{1,12} )?(?<words>(?:recv\(|connect\(|upstream |no live upstreams).{1,600})$/, 'system'),
    form(
      /#\d{1,10}: (?:\*\d{1,12} )?(?<words>(?:SSL_do_handshake|client (?:timed out|was rejected)).{1,600})$/,
      'server-log',
      BY_US,
    ),
  ),
};

/** HAProxy's reasons for a connection that it could not begin (src/connection.c), and stunnel's log. */
export const tlsProxies: Dialect = {
  name: 'a proxy before the mail server',
  isLog: true,
  marks:
    /\] \S{0,40}(?:smtp|imap|pop3|mail|submission|sieve)\S{0,40}\/\S{1,60}: (?:SSL|Connection|Timeout|Received|Truncated|Too many SSL)|\bLOG[0-7]\[[^\]]{1,40}\]: /i,
  more: 'a log of a proxy in which nothing failed for a reason that it names',
  read: readForms(
    form(
      /\] \S{1,80}\/\S{1,60}: (?<words>(?:.{0,60}PROXY protocol|(?:SSL|TLS|Connection|Timeout).{0,60}handshake|SSL client|Too many SSL).{0,200})$/,
      'server-log',
      BY_US,
    ),
    form(/LOG[0-4]\[[^\]]{1,40}\]: s_connect: (?<words>connect .{1,200})$/, 'system'),
    form(/LOG[0-4]\[[^\]]{1,40}\]: (?<words>.{0,100}TIMEOUT\w{4,8} exceeded.{0,60})$/, 'mailer'),
    form(/LOG[0-4]\[[^\]]{1,40}\]: (?<words>SSL_accept.{1,400})$/, 'tls', BY_US),
    form(/LOG[0-4]\[[^\]]{1,40}\]: (?<words>(?:SSL_connect|CERT|error queue).{1,400})$/, 'tls'),
    silent(/LOG[5-7]\[[^\]]{1,40}\]: |LOG3\[[^\]]{1,40}\]: No more addresses/),
  ),
};

export const courier: Dialect = {
  name: 'Courier or Cyrus',
  isLog: true,
  marks:
    /\b(?:courier\w{3,12}|authdaemond?|(?:imapd|pop3d)(?:-ssl)?|ipop[23]d|q?popper|popa3d|perdition\S{0,20}|dbmail-\w{3,12}|badlogin|cyrus\/\w{3,8}|saslauthd)(?:\[\d{1,10}\])?: |badlogin: |couriertls|\b(?:IOERROR|DBERROR)\b/,
  more: 'a log of Courier or Cyrus in which nothing failed for a reason that it names',
  read: readForms(
    form(/courieresmtpd?: error,.{0,600}(?:msg="|: )(?<words>[45]\d\d .{1,600}?)"?(?:,cmd: .{0,200})?$/, 'server', BY_US),
    form(/courieresmtp: id=.{1,400}>: (?<words>(?:Connection|No route|Network|Host|DNS|\S{1,40} lookup).{1,200})$/, 'mailer'),
    form(/(?<words>\b(?:IOERROR|DBERROR)\b.{1,300})$/, 'server-log', BY_US),
    form(/(?:LOGIN, user=|login: .{0,300}User logged in|: (?:Login|Auth(?:enticated)?) user=\S{1,64} )/, 'server-log', {
      isSuccess: true,
    }),
    form(/couriertls: (?:accept|connect|read|write): (?<words>.{1,400})$/, 'tls', BY_US),
    silent(/: (?:Connection|LOGOUT|DISCONNECTED|Disconnected), /),
    form(
      /(?:courier\w{3,12}|authdaemond?|(?:imapd|pop3d)(?:-ssl)?|ipop[23]d|q?popper|popa3d|perdition\S{0,20}|dbmail-\w{3,12}|cyrus\/\w{3,8}|imap|pop3|saslauthd)(?:\[\d{1,10}\])?: (?<words>.{1,600})$/,
      'server-log',
      BY_US,
    ),
    form(/(?<words>badlogin: .{1,400})$/, 'server-log', BY_US),
  ),
};

export const haraka: Dialect = {
  name: 'Haraka',
  isLog: true,
  marks:
    /\bharaka\b|\[(?:INFO|NOTICE|ERROR|WARN|CRIT|PROTOCOL|DEBUG)\] \[[0-9A-F-]{6,40}[\d.]{0,12}\] \[|\] \[outbound\] |\] \[auth\/|\bretval=DENY/i,
  more: 'a log of Haraka in which nothing failed for a reason that it names: the lines with the same id tell it',
  read: readForms(
    form(/\[outbound\] (?:delivered|successfully)/, 'server', { isSuccess: true }),
    form(/hook=(?<command>\w{3,12}) .{0,300}retval=DENY\w{0,12} msg="(?<words>[^"]{1,400})"/, 'server', BY_US),
    form(/(?:rejected|bounc\w{1,6}|deferred|failed)[^:]{0,200}: (?<words>[45]\d\d .{1,1000})$/, 'server', {
      transaction: 'rcpt',
    }),
    form(/\[auth\/[\w-]{2,40}\] (?<words>.{1,300})$/, 'server-log', BY_US),
    silent(/Temp failing|Tried all MXs|bouncing mail/),
    form(/\[outbound\] (?<words>.{0,60}(?:closed connection|timed out|ECONN|ETIMEDOUT|unreach|refused).{0,300})$/, 'mailer'),
  ),
};

export const otherServers: Dialect = {
  name: 'a mail server',
  isLog: true,
  marks:
    /\b(?:smtp|imap|pop3|managesieve|jmap)::\w{2,30}(?:::\w{2,30}){0,3}: |^\[\d\d\/[A-Z][a-z]{2}\/\d{4} \d\d:\d\d:\d\d\] |\bSMTP-(?:IN|OU)\t|\bsmtp: .{1,200}authentication failure|SMTP Server: |\bRouter: |\((?:auth|smtp|delivery|dane|mta-sts|security|tls|limit)\.[a-z-]{3,40}\)|auth_zimbra: |too much AUTH errors|Attempt to deliver to unknown|Failed (?:SMTP|IMAP|POP3) login|\] (?:rsp|RSP): \d{3}|\bvchkpw|pmg-smtp-filter|MailScanner|;oip=[\d.]{7,15}|SoapEngine|\bzimbra\b|\bResult: (?:delayed|failed), Status: \d/m,
  more: 'a log of a mail server in which nothing failed for a reason that it names',
  read: readForms(
    // Stalwart before its version 0.9 names the module and says what happened by its properties.
    form(/smtp::outbound::.{0,400}event="(?:delivered|success)"/, 'server', { isSuccess: true }),
    form(/\bsmtp::outbound::[\w:]{2,60}: .{0,300}?(?:reason="|error=)(?<words>[^"]{3,400})"?/, 'client'),
    form(/\bsmtp::outbound::[\w:]{2,60}: (?<words>.{1,600})$/, 'mailer'),
    form(/\b(?:smtp|imap|pop3|managesieve|jmap)::[\w:]{2,60}: (?<words>.{1,600})$/, 'server-log', BY_US),
    form(/\(delivery\.delivered\)/, 'server', { isSuccess: true }),
    form(/SMTP-IN\t.{0,400}?\b(?<words>[45]\d\d [A-Z(].{1,600})$/, 'server', BY_US),
    form(/SMTP-OU\t.{0,400}?\b(?<words>[45]\d\d [A-Z(<].{1,600})$/, 'server'),
    form(/\bResult: (?:delayed|failed), Status: [45]\.\d\.\d{1,3} (?<words>[A-Z].{3,400})$/, 'mailer'),
    silent(/\(dane\.tlsa-record-not-found\)|\(mta-sts\.policy-not-found\)/),
    form(/^(?<words>.{0,200}\((?:delivery|dane|mta-sts)\.[a-z-]{3,40}\).{0,600})$/, 'mailer'),
    form(/^(?<words>.{0,200}\((?:auth|smtp|security|limit)\.[a-z-]{3,40}\).{0,600})$/, 'server-log', BY_US),
    form(/(?:SoapEngine|account|AuthProvider|imap|pop|smtp|lmtp) - (?<words>.{1,600})$/, 'server-log', BY_US),
    // SmarterMail: small letters where it is the server, capitals where it delivers.
    form(/\] rsp: (?<words>[45]\d\d .{1,600})$/, 'server', BY_US),
    form(/\] RSP: (?<words>[45]\d\d .{1,600})$/, 'server'),
    form(/(?<words>(?:vchkpw[\w-]{0,20}|pmg-smtp-filter\[\d{1,10}\]|MailScanner\[\d{1,10}\]): .{1,400})$/, 'server-log', BY_US),
    form(/\bRouter: (?<words>.{1,400})$/, 'mailer'),
    form(
      /(?:^\[\d\d\/[A-Z][a-z]{2}\/\d{4} \d\d:\d\d:\d\d\] |\bsmtp: |SMTP Server: |auth_zimbra: )(?<words>.{1,600})$/,
      'server-log',
      BY_US,
    ),
    form(
      /^(?<words>.{0,60}(?:too much AUTH errors|Attempt to deliver to unknown|Failed (?:SMTP|IMAP|POP3) login).{0,300})$/,
      'server-log',
      BY_US,
    ),
  ),
};
