// IMAP where SMTP is looked for: the ports of incoming and outgoing mail were swapped.
import { imap, imaps, type LabScenario } from '../scenario.ts';

export const imapOnPort: LabScenario = {
  name: 'imap-on-port',
  title: 'an IMAP server answers on the SMTP port',
  ports: () => ({ submission: imap(), submissions: imaps() }),
  expect: ['not-smtp'],
};
