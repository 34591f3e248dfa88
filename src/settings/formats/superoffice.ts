// SuperOffice: web.config names the mail component alone; server, port and the SSL checkbox are on a screen of the product, a
// set for each user. Facts: SuperOffice's documentation of the Mail section (Reader, Sender, from 8.1 MailKit).
import { labels } from '../dialects/labels.ts';
import { xml } from '../dialects/xml.ts';
import type { SettingsFormat } from '../format.ts';

export const superoffice: SettingsFormat = {
  id: 'superoffice',
  application: 'SuperOffice',
  family: 'mailkit',
  readings: [
    { dialect: labels, files: /(?!)/ },
    { dialect: xml, files: /\.config$/i },
  ],
  namedBy: /(?:^|\/)Mail\/Component\/add:(?:Reader|Sender)/,
  hostElsewhere: 'SuperOffice has the mail server in the product (the mail settings of each user), not in web.config',
  sections: [
    {
      protocol: 'smtp',
      prefix: /^(?:.*\/)?Mail\/Component\/add:/,
      writtenPrefix: '',
      marks: ['Reader@value', 'Sender@value'],
      keys: { host: ['Outgoing server'], port: ['Port'], user: ['User name'] },
      modes: [{ mode: 'auto' }],
      // The checkbox is implicit TLS; without it MailKit takes STARTTLS where it is offered.
      writes: { tls: { set: { SSL: true } }, starttls: { set: { SSL: false } } },
      defaults: { port: 25 },
    },
    ...(['imap', 'pop3'] as const).map((protocol) => ({
      protocol,
      prefix: /(?!)/,
      writtenPrefix: '',
      keys: { host: ['Incoming server'], port: ['Port'], user: ['User name'] },
      modes: [{ mode: 'auto' as const }],
      writes: { tls: { set: { SSL: true } }, starttls: { set: { SSL: false } } },
      defaults: { port: protocol === 'imap' ? 993 : 995 },
    })),
  ],
};
