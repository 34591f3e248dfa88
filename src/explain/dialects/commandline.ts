// Programs of the command line: curl, msmtp, the fetchers (mutt, isync, OfflineIMAP, getmail, fetchmail), and the TLS
// clients of OpenSSL and GnuTLS.
import type { Dialect } from '../utterance.ts';
import { type Form, form, readForms, silent } from './forms.ts';

/** `Login denied` alone may be anybody's; behind a function of libcurl it is CURLE_LOGIN_DENIED (lib/strerror.c). */
const ofLibcurl: Form = (line) =>
  /\bcurl_\w{3,40}(?:\([^()]{0,200}\))?(?: failed)? ?: ?Login denied/.test(line)
    ? [{ speaker: 'client', words: 'CURLE_LOGIN_DENIED: Login denied', stage: 'auth' }]
    : null;

export const curl: Dialect = {
  name: 'curl',
  marks:
    /\bcurl: \(\d|\bcurl_\w{3,40}(?:\([^()]{0,200}\))?(?: failed)? ?: |\bcurl error|cURL error|CURLE_|^< (?:[2-5]\d\d[ -]|\* |\+OK|-ERR|\w{1,8} (?:OK|NO|BAD) )|^> (?:EHLO|HELO|AUTH|STARTTLS|STLS|MAIL FROM|RCPT TO|USER|CAPA|QUIT|\w{1,8} (?:CAPABILITY|LOGIN|AUTHENTICATE))|^\* (?:Trying|Connected to|Could not resolve|SSL|TLS|Closing connection|Connection #|Server certificate)/m,
  more: 'a message of curl without the reply: `curl -v` prints the dialogue',
  read: readForms(
    silent(/^> /),
    ofLibcurl,
    form(/^< (?<words>.{1,4000})$/, 'server'),
    // curl lib/smtp.c: which command was refused, and the code alone
    form(/\b(?<command>MAIL|RCPT|DATA) failed: (?<words>[45]\d\d)\b/, 'server', { protocol: 'smtp' }),
    form(/(?<words>(?:curl: \(\d{1,3}\)|c?curl error:? ?\d{1,3}).{0,600})$/i, 'client'),
  ),
};

export const msmtp: Dialect = {
  name: 'msmtp',
  marks:
    /\bmsmtp\b|\.msmtprc|smtpstatus=|account default from|^sendmail: (?:the server|TLS|could not|cannot|authentication|network)/m,
  more: 'a message of msmtp without the reply: `msmtp --debug` prints the dialogue',
  read: readForms(
    form(/smtpmsg='(?<words>.{1,4000}?)'(?: errormsg=| exitcode=|$)/, 'server', { protocol: 'smtp' }),
    form(/exitcode=EX_OK/, 'client', { isSuccess: true }),
    form(/(?:msmtp|sendmail): server message: (?<words>.{1,2000})$/, 'server', { protocol: 'smtp' }),
    form(/(?:msmtp|sendmail): could not send mail/, 'client', { isConsequence: true }),
    form(/(?:msmtp|sendmail): (?<words>TLS .{1,400})$/, 'tls'),
    form(/(?:msmtp|sendmail): (?<words>(?:cannot (?:connect|locate)|network).{1,400})$/, 'system'),
    form(/(?:msmtp|sendmail): (?<words>.{1,400})$/, 'client'),
    form(/errormsg='(?<words>.{1,400}?)'/, 'client'),
  ),
};

export const openssl: Dialect = {
  name: 'openssl s_client',
  marks:
    /^CONNECTED\(\d|\bs_client\b|Verify return code|verify error:num|verify return:\d|no peer certificate available|SSL handshake has read/m,
  more: 'the output of openssl s_client, with nothing in it that failed',
  read: readForms(
    form(/Verify return code: 0 |Verification: OK/, 'tls', { isSuccess: true }),
    silent(
      /No client certificate CA names|Acceptable client certificate|Client Certificate Types|SSL handshake has read|verify return:1|^\s{0,3}\d{1,2} s:|^\s{0,6}[ia]:|^depth=|^Verification error: .{0,10}$/,
    ),
    form(/(?<words>verify error:num=.{1,300}|Verify return code: [1-9].{0,200}|Verification error: .{0,200})/, 'tls'),
    form(/(?<words>:error:.{1,400}|write:errno=\d{1,4}|connect:errno=\d{1,4})/, 'tls'),
    form(/^(?<words>no peer certificate available)/, 'tls', { isConsequence: true }),
  ),
};

export const gnutls: Dialect = {
  name: 'GnuTLS',
  marks: /gnutls|GNUTLS_E_|^- Status: |\*\*\* (?:Fatal error|PKI verification|Verifying)/m,
  more: 'the output of GnuTLS, with nothing in it that failed',
  read: readForms(
    form(
      /(?<words>\*\*\* (?:Fatal error|PKI verification).{1,400}|- Status: The certificate is NOT trusted.{0,600}|gnutls\S{0,40}(?:\(\))?.{0,10}: .{1,400}|gnutls.{0,20}error.{1,400})$/i,
      'tls',
    ),
    form(/- Status: The certificate is trusted/, 'tls', { isSuccess: true }),
  ),
};

export const fetchers: Dialect = {
  name: 'a mail fetcher',
  marks:
    /\b(?:fetchmail|getmail|offlineimap|OfflineIMAP|OfflineImapError|mbsync|isync|neomutt|mutt|mpop|imapsync|davmail)\b|\bSocket error(?: on|:) |\bIMAP (?:error: |command ')/,
  more: 'a mail fetcher’s message without the server’s reply: its verbose mode (`fetchmail -vv`, `mbsync -D`, `offlineimap -d imap`) prints the dialogue',
  read: readForms(
    silent(/fetchmail: (?:IMAP|POP3|SMTP)> |^>{1,3} /),
    form(/fetchmail: IMAP< (?<words>.{1,2000})$/, 'server', { protocol: 'imap' }),
    form(/fetchmail: POP3< (?<words>.{1,2000})$/, 'server', { protocol: 'pop3' }),
    form(/fetchmail: SMTP< (?<words>.{1,2000})$/, 'server', { protocol: 'smtp' }),
    form(/^<{1,3} (?<words>.{1,2000})$/, 'server'),
    form(/fetchmail: (?<words>.{0,200}upgrade to TLS failed.{0,200})$/, 'client', { isConsequence: true }),
    // What fetchmail says after the reply that it got, whatever that was.
    form(
      /fetchmail: (?<words>.{0,200}(?:Unknown login or authentication error|socket error while fetching|client\/server (?:synchronization|protocol) error|Query status=).{0,200})$/,
      'client',
      { isConsequence: true },
    ),
    form(/Socket error: secure (?:read|write|connect)\w{0,3} .{1,200}?: (?<words>.{3,300})$/, 'tls', { protocol: 'imap' }),
    form(/(?<words>Socket error on .{1,200}: timeout)\b/, 'client', { protocol: 'imap' }),
    form(/(?<words>IMAP error: .{3,400})$/, 'client', { protocol: 'imap' }),
    form(/IMAP command '.{1,60}' returned an error: (?<words>.{1,2000})$/, 'server', { protocol: 'imap' }),
    form(/(?:fetchmail|getmail|mutt|mbsync): (?<words>(?:SSL|TLS|certificate|OpenSSL|Server certificate).{1,600})$/i, 'tls'),
    form(/(?:fetchmail|getmail|mbsync|mpop): (?<words>.{4,600})$/, 'client'),
  ),
};
