// SmtpClient for Qt: the debug log of its socket, in which the server's lines stand in quotation marks.
// bluetiger9/SmtpClient-for-Qt src/smtpclient.cpp.
import type { Dialect } from '../utterance.ts';
import { form, readForms, silent } from './forms.ts';

export const qt: Dialect = {
  name: 'Qt',
  marks: /\[Socket\] (?:IN|OUT|State|ERROR): |\[SmtpClient\] State: /,
  more: 'a log of SmtpClient for Qt in which the server refused nothing',
  read: readForms(
    // No server of SMTP begins so (RFC 5321 §4.3.1).
    form(/(?<words>\[Socket\] IN: {1,4}"(?:\* OK|\+OK))/, 'client', { protocol: 'smtp', stage: 'greeting' }),
    form(/\[Socket\] IN: {1,4}"(?<words>[2345]\d\d[ -].{0,2000}?)(?:\\r\\n)?"/, 'server', { protocol: 'smtp' }),
    form(/\[Socket\] ERROR: (?<words>.{1,400})$/, 'system'),
    silent(/\[Socket\] (?:OUT|State): |\[SmtpClient\] State: /),
  ),
};
