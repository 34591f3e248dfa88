// Chilkat's `LastErrorText`: a tree of what was done, with the socket's error among it (https://www.chilkatsoft.com/p, by topic).
import type { Dialect } from '../utterance.ts';
import { form, readForms, silent } from './forms.ts';

export const chilkat: Dialect = {
  name: 'Chilkat',
  marks:
    /^\s{0,20}(?:ChilkatLog|DllDate|SMTP_?Connect|SmtpConnect|SendEmail|smtp_?host|ImapConnect|PopConnect|socket2Connect|SocketError|SSPI Protocol):/im,
  more: "Chilkat's log without the server's words: `VerboseLogging = true` has the dialogue",
  read: readForms(
    // What a socket that does not wait says of every connect.
    silent(/WSAEWOULDBLOCK|EINPROGRESS|Unknown socket error|socket is not ready for writing|^\s{0,20}--\w{3,40}$/),
    form(/(?<words>Connection attempt timed out)/i, 'system'),
    form(/SocketError: (?<words>\S.{3,200})$/, 'system'),
    form(
      /(?<words>Failed to connect.{0,200}|Connect function failed.{0,200}|Failed to establish initial connection.{0,100})$/,
      'client',
      {
        isConsequence: true,
      },
    ),
  ),
};
