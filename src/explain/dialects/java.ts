// Java: JavaMail and Jakarta Mail with their debug log, Spring, and whatever else nests exceptions.
import type { Dialect } from '../utterance.ts';
import { exceptions } from './exceptions.ts';
import { form, readForms, silent } from './forms.ts';

export const java: Dialect = {
  name: 'Java',
  marks:
    /\b(?:javax?|jakarta|sun|com|org|net|io)\.[\w.$]{1,120}(?:Exception|Error)\b|nested exception is|^Caused by: |DEBUG:? (?:SMTP|IMAP|POP3)|\.java:\d/m,
  more: "a Java exception without the server's reply: the log with `mail.debug=true` (Spring: `spring.mail.properties.mail.debug=true`) has it",
  read: readForms(
    // SMTPTransport: a server that greets with a refusal
    form(/Could not connect to SMTP host: (?<host>[\w.-]{1,200}), port: \d{1,5}, response: (?<words>[45]\d\d)\b/, 'server', {
      protocol: 'smtp',
      stage: 'greeting',
    }),
    form(/got response code (?:\d{3}|-1), with response: (?<words>.{1,4000})$/, 'server', { protocol: 'smtp' }),
    form(/got bad greeting from host.{0,200}response: (?<words>.{1,400})$/, 'client', { stage: 'greeting' }),
    silent(
      /DEBUG:? (?:SMTP|IMAPS?|POP3S?|JavaMail|Jakarta)?:? ?.{0,40}(?:useEhlo|trying to connect|connected to host|Found extension|getProvider|setDebug|protocolConnect login|Attempt to authenticate|check mechanisms|mechanism .{0,20} (?:not )?|use8bit|Verified|sending|QUIT)/,
    ),
    // Its own farewell, which no server has sent: why the connection broke stands behind.
    (line) => {
      const words = /\* BYE (?:JavaMail|Jakarta Mail) Exception: (.{1,400})$/.exec(line)?.[1];
      if (words === undefined) return null;
      // A fault of the program itself ended the session as well.
      const exception = words.startsWith('java.lang.') ? {} : { exception: 'FolderClosedException' };
      return [{ speaker: 'client', words, protocol: 'imap', ...exception }];
    },
    silent(/^\s{0,8}at [\w.$/@<>]{1,300}\(.{0,300}\)/),
    silent(/^\s{0,8}\.{3} \d{1,4} (?:more|common frames)/),
    silent(/^\s{0,8}nested exception is:\s{0,2}$/),
    exceptions,
  ),
};
