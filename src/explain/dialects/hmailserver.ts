// hMailServer: its log of tab-separated columns. SMTPD, IMAPD and POP3D are its server sides, SMTPC its client.
import type { Dialect } from '../utterance.ts';
import { form, readForms, silent } from './forms.ts';

const BY_US = { direction: 'by-us' } as const;

export const hmailserver: Dialect = {
  name: 'hMailServer',
  isLog: true,
  marks: /^"?(?:SMTPD|SMTPC|IMAPD|POP3D|TCPIP|APPLICATION|ERROR)"?\t|hMailServer/m,
  more: 'a log of hMailServer in which nothing failed for a reason that it names',
  read: readForms(
    form(/^"(?:SMTPD|IMAPD|POP3D)"\t.{0,200}"SENT: (?<words>.{1,4000}?)"?$/, 'server', BY_US),
    form(/^"SMTPC"\t.{0,200}"RECEIVED: (?<words>.{1,4000}?)"?$/, 'server'),
    silent(/^"\w{4,6}"\t.{0,200}"(?:RECEIVED|SENT): /),
    form(/TLS\/SSL handshake with client failed\.(?<words>.{1,400})$/, 'tls', BY_US),
    form(/Remote server replied: (?<words>[45]\d\d.{1,2000})$/, 'server'),
    form(/Error: (?<words>.{1,400})$/, 'client'),
  ),
};
