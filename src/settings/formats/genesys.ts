// Genesys E-mail Server: options of the sections smtp-client and pop-client, as far as they speak a mail protocol. Facts: its options reference (smtp-client: server,
// port, smtp-connection-security, enable-authentication, timeouts as hh:mm:ss; pop-client by the same words).
import { CONFIGPARSER, ini } from '../dialects/ini.ts';
import type { Section, SettingsFormat } from '../format.ts';
import { EXCHANGE_SECTIONS, oauthBy } from './genesys-exchange.ts';
import { DELEGATE, SLOW } from './genesys-traps.ts';

const modesOf = (key: string): Section['modes'] => [
  { when: { [key]: /^ssl-tls$/i }, mode: 'tls' },
  { when: { [key]: /^start-tls-required$/i }, mode: 'starttls' },
  { when: { [key]: /^start-tls$/i }, mode: 'starttls-if-offered' },
  { mode: 'plain' },
];

const writesOf = (key: string): Section['writes'] => ({
  tls: { set: { [key]: 'ssl-tls' } },
  starttls: { set: { [key]: 'start-tls-required' } },
  plain: { set: { [key]: 'none' } },
});

const KEYS = { host: ['server'], port: ['port'], secret: ['password'], timeout: ['protocol-timeout'] };

const incoming = (protocol: 'imap' | 'pop3'): Section => ({
  protocol,
  prefix: /^(pop-client\d*)\./,
  writtenPrefix: 'pop-client.',
  keys: { ...KEYS, user: ['mailbox', 'user'] },
  // `type` is POP3 where nothing is said; a port of IMAP says IMAP as well.
  requires: protocol === 'imap' ? { type: /^imap/i } : { type: /^(?!imap|ews$|graph$)/i },
  modes: modesOf('pop-connection-security'),
  writes: writesOf('pop-connection-security'),
  defaults: {
    port: (mode) => (protocol === 'imap' ? (mode === 'tls' ? 993 : 143) : mode === 'tls' ? 995 : 110),
    timeoutMs: 300_000,
  },
  oauth: oauthBy(`mail.${protocol}.auth.mechanisms`),
  traps: [SLOW],
});

export const genesys: SettingsFormat = {
  id: 'genesys',
  application: 'Genesys E-mail Server',
  family: 'genesys',
  readings: [{ dialect: ini(CONFIGPARSER), files: /\.(?:conf|cfg|ini|txt)$/i }],
  sections: [
    {
      protocol: 'smtp',
      prefix: /^(smtp-client\d*)\./,
      writtenPrefix: 'smtp-client.',
      excludes: { 'server-type': /^(?:EWS|GRAPH)$/i },
      keys: { ...KEYS, user: ['user'], mechanisms: ['mail.smtp.auth.mechanisms'] },
      modes: modesOf('smtp-connection-security'),
      writes: writesOf('smtp-connection-security'),
      defaults: { port: 25, timeoutMs: 300_000 },
      logsInWhen: { 'enable-authentication': /^(?:true|yes|1|on)$/i },
      fixed: { 'enable-authentication': true },
      oauth: oauthBy('mail.smtp.auth.mechanisms'),
      traps: [
        DELEGATE,
        {
          id: 'config-trap',
          severity: 'warning',
          key: 'enable-debug',
          is: /^true$/i,
          title: 'enable-debug=true writes SMTP passwords into the log',
          meaning: 'Whoever reads the log has them.',
          fix: 'Switch it off again, and change the password if the log went anywhere.',
          change: false,
        },
        SLOW,
      ],
    },
    incoming('pop3'),
    incoming('imap'),
    // Nothing says which: by the port.
    { ...incoming('pop3'), requires: { type: null, port: /^(?!143$|993$)/ } },
    { ...incoming('imap'), requires: { type: null, port: /^(?:143|993)$/ } },
    ...EXCHANGE_SECTIONS,
  ],
};
