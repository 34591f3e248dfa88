// Python: smtplib, imaplib, poplib, ssl, aiosmtplib and imap_tools, in tracebacks and in smtplib's debug log.
import type { Dialect } from '../utterance.ts';
import { exceptions } from './exceptions.ts';
import { form, readForms, silent } from './forms.ts';

export const python: Dialect = {
  name: 'Python',
  marks:
    /Traceback \(most recent|\b(?:aio)?smtplib\b|imaplib|poplib|imap_tools|ssl\.SSL|\[SSL: |socket\.(?:gaierror|timeout|error)|\[(?:Errno|WinError) -?\d{1,5}\]|SMTP(?:Authentication|Connect|Data|Helo|NotSupported|Recipients|Response|Sender|Server)\w{0,20}|File ".{1,200}", line \d/,
  more: "a Python traceback without the server's reply: `server.set_debuglevel(1)` before the login prints the dialogue",
  read: readForms(
    silent(/^\s{0,8}File ".{1,300}", line \d/),
    silent(/^\s{0,8}(?:Traceback \(most recent|During handling of the above|The above exception was)/),
    silent(
      /^\s{3,16}(?:raise |return |self\.|\w{1,40}(?:\.\w{1,40}){0,4}\(|\(?code, ?(?:resp|msg)|with |\^{1,80}|~{1,80}|[\w., ]{1,60} = )/,
    ),
    silent(/^send: /),
    // The rest of a line that has no code: smtplib's getreply makes -1 of it.
    form(/SMTPConnectError: (?<words>\(-1, b?['"](?:\[CAPABILITY|\/1\.[01]|ready))/, 'client', { stage: 'greeting' }),
    silent(/^reply: .{0,4000}retcode|^reply: retcode/),
    form(/^reply: b?['"](?<words>[2345]\d\d.{0,4000})['"]$/, 'server', { protocol: 'smtp' }),
    // IMAP's NO, as imaplib and imap_tools quote it.
    form(/Response status "OK" expected, but "(?:NO|BAD)" received\. Data: \[b?['"](?<words>.{1,2000})['"]\]/, 'server', {
      protocol: 'imap',
      stage: 'auth',
    }),
    form(
      /imaplib\.(?:IMAP4\.)?error: (?:\w{1,12} (?:command )?(?:error|failed)?:? ?(?:BAD|NO)? ?)?\[?b?['"](?<words>.{1,2000}?)['"]\]?$/,
      'server',
      { protocol: 'imap' },
    ),
    // The greeting of another protocol; what is no greeting at all is imaplib's own to tell.
    form(/imaplib\.(?:IMAP4\.)?abort: unexpected response: b?['"](?<words>(?:220[ -]|\+OK\b).{1,400}?)['"]$/, 'server', {
      protocol: 'imap',
    }),
    form(/poplib\.error_proto: b?['"](?<words>.{1,2000}?)['"]$/, 'server', { protocol: 'pop3' }),
    exceptions,
  ),
};
