// Exim: its main, reject and panic logs, its debug output (`SMTP<<`) and its bounces. `H=` behind a name tells of the server
// that it delivers to, `for` of a client.
import type { Dialect } from '../utterance.ts';
import { form, inFront, readForms, silent } from './forms.ts';

const BY_US = { direction: 'by-us' } as const;

/** A word of each sentence below, without which none of them is looked for at every letter of a line. */
const OF_A_SERVER =
  /SMTP |sender verify|temporarily rejected|rejected [EH]|unexpected disc|onnection from|no (?:MAIL|host|IP)|\w log\b|config|socket bind|acl|expand|too large|lookup defer|certificate|Suggested/;

export const exim: Dialect = {
  name: 'Exim',
  isLog: true,
  marks:
    /\b[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4} (?:\*\*|==|=>|->|<=|Completed)|R=\w{2,60} T=\w{2,60}|\bT=\w{2,60} defer \(-?\d|\bSMTP(?:<<|>>)|SMTP error from remote (?:mail(?:er| server)|server)|authenticator failed |TLS error on connection|rejected (?:RCPT|MAIL|EHLO|HELO|connection|after DATA|by local_scan)|sender verify (?:fail|defer)|SMTP (?:protocol (?:synchronization )?error|call from|command timeout|connection from)|no MAIL in SMTP|LOG: (?:MAIN|PANIC|[\w ]{1,40} MAIN)|Unrouteable address|[Aa]ll relevant MX|[Rr]etry time(?:out exceeded| not reached)|\bexim\d?\b|^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:[+-]\d{4} )?(?:\[\d{1,10}\] )?(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4} |H=|Connection from|SMTP |rejected |(?:temporarily )?refused connection|no host name|unexpected disc)|created automatically by mail delivery software/m,
  more: 'a log of Exim in which nothing failed, or not for a reason that it names: `exigrep <address> mainlog` brings the lines of one message together',
  read: readForms(
    form(/^(?:.{0,60} )?[\w-]{15,30} (?:=|-|>)> /, 'server', { isSuccess: true }),
    silent(/^(?:.{0,60} )?[\w-]{15,30} (?:<= |Completed)|SMTP>> |SMTP connection from .{0,200}(?:closed by QUIT|D=)|^LOG: /),
    form(
      /SMTP error from remote (?:mail(?:er| server)|server) after (?<command>[\w ]{2,40}?)(?::<[^>]{0,320}>)?(?: \w{1,20}=\S{0,200}){0,4}:(?: host (?<host>[\w.-]{1,200}) \[[^\]]{1,60}\]:)? (?<words>[2345]\d\d.{0,4000})$/,
      'server',
    ),
    form(/SMTP error from remote (?:mail(?:er| server)|server) after (?<command>[\w ]{2,40}?):?$/, null, { isConsequence: true }),
    form(/SMTP<< (?<words>.{1,4000})$/, 'server', { protocol: 'smtp' }),
    // The server that Exim itself logs in at.
    form(/authenticator failed H=(?<host>[\w.-]{1,200}) \[[^\]]{1,60}\](?::\d{1,5})? (?<words>[45]\d\d.{1,2000})$/, 'server', {
      stage: 'auth',
      protocol: 'smtp',
    }),
    form(/authenticator failed for .{1,300}?: (?<words>[45]\d\d .{1,400}?)(?: \(set_id=.{0,200}\))?$/, 'server', {
      ...BY_US,
      stage: 'auth',
      protocol: 'smtp',
    }),
    form(
      /(?<words>\((?:SSL_CTX_(?:use|load|set)_\w{2,40}|cert\/key setup|DH params|CRL|OCSP)[^)]{0,240}\):? .{1,300})$/,
      'server-log',
      BY_US,
    ),
    form(/(?<words>TLS error on connection from .{1,600})$/, 'tls', BY_US),
    form(/(?<words>TLS error on connection .{1,600})$/, 'tls'),
    // Behind it stands what the client sent.
    form(/(?<words>SMTP protocol synchroni[sz]ation error [^:]{0,160})/, 'server-log', BY_US),
    inFront(
      OF_A_SERVER,
      form(
        /(?<words>(?:SMTP protocol error|SMTP call from .{1,300} dropped|SMTP (?:command|data|message) timeout|sender verify (?:fail|defer)|no MAIL in SMTP connection|SMTP connection from|temporarily rejected (?:after DATA|RCPT <[^>]{0,320}>: lowest numbered MX)|rejected (?:EHLO|HELO) from .{1,200}: syntactically|unexpected disconnection while|[Cc]onnection from .{1,300} refused|(?:temporarily )?refused connection from|no host name found|no IP address found|Cannot open \w{1,10} log|could not open panic log|Exim configuration error|socket bind\(\)|malware acl|spam acl|failed to expand|string too large|DNS list lookup defer|Warning: No server certificate|Suggested action).{0,600})$/,
        'server-log',
        BY_US,
      ),
    ),
    inFront(
      /rejected by local_scan|message too big: /,
      form(/(?<words>(?:[\w ]{0,20}rejected by local_scan|.{0,40}message too big: ).{0,600})$/, 'server-log', BY_US),
    ),
    form(
      /rejected (?<command>RCPT|MAIL|EHLO|HELO|connection|after DATA|AUTH)(?: <[^>]{0,320}>)?:? (?<words>.{1,600})$/,
      'server',
      BY_US,
    ),
    // Exim's own reason stands where else a server's reply would: the router's or the transport's.
    form(
      /(?<words>[Rr]etry time(?:out exceeded| not reached).{0,200}|all hosts .{0,60}have been failing.{0,100}|Message is frozen)$/,
      'mailer',
      { isConsequence: true },
    ),
    form(
      /(?<words>\b(?:Connection (?:timed out|refused|reset)|Network is unreachable|No route to host|Operation timed out)(?::? H=.{0,200}|.{0,100}))$/,
      'system',
    ),
    form(
      / (?:==|\*\*) \S{1,320} (?:<[^>]{1,320}> )?(?:F=<[^>]{0,320}> )?R=[\w-]{1,60}(?: T=[\w-]{1,60})?(?: H=(?<host>[\w.-]{1,200}) \[[^\]]{1,60}\](?::\d{1,5})?)?.{0,60}?: (?<words>\S.{1,600})$/,
      'mailer',
    ),
    // Cut off before the address, and where a long expansion was broken.
    form(/(?:^|\s)(?:R=[\w-]{1,60} )?T=[\w-]{1,60} defer \(-?\d{1,5}\): (?<words>\S.{1,600})$/, 'mailer'),
    form(/^\s{0,12}(?<words>failed to (?:open|create|expand|stat|link|rename|chdir) .{1,300})$/, 'mailer'),
    form(/ (?:==|\*\*) [^\s:]{1,320}(?: [^:]{0,160})?: (?<words>\S.{1,600})$/, 'mailer'),
    form(
      / H=(?<host>[\w.-]{1,200}) \[[^\]]{1,60}\](?::\d{1,5})?:? (?<words>(?:Remote host|SMTP timeout|LMTP|[a-z ]{0,30}TLS session|DANE|a TLS).{1,400})$/,
      'mailer',
    ),
    // In a bounce, below the address.
    form(
      /^\s{2,12}(?<words>(?:Unrouteable|unrouteable|all |an MX|lowest numbered|lookup of host|host lookup|mailbox is full|retry |local delivery|remote host|SMTP timeout|Child process|delivery to|Too many|a TLS session|error ).{0,400})$/,
      'mailer',
    ),
    form(
      /^(?<words>(?:Unrouteable address|[Aa]ll relevant MX records|[Rr]etry timeout exceeded|an MX or SRV record|lowest numbered MX|all host address lookups).{0,200})$/,
      'mailer',
    ),
    form(/(?<words>\bdefer \(-\d{1,3}\).{0,200})$/, 'mailer'),
    silent(/retry_defer/),
  ),
};
