// Thunderbird's prefs.js and user.js. Facts: comm-central MailNewsTypes2.idl (socketType, authMethod), SmtpServer.sys.mjs.
import { mozillaPrefs } from '../dialects/languages.ts';
import type { Section, SettingsFormat } from '../format.ts';

const rows = (key: string): Section['modes'] => [
  { when: { [key]: /^3$/ }, mode: 'tls' },
  { when: { [key]: /^2$/ }, mode: 'starttls' },
  { when: { [key]: /^1$/ }, mode: 'starttls-if-offered' },
  { mode: 'plain' },
];

const authTraps: Section['traps'] = [
  {
    id: 'config-trap',
    severity: 'info',
    key: 'authMethod',
    is: /^(?:4|5|6|7|10)$/,
    title: 'authMethod asks for another login than a password (4 encrypted password, 5 GSSAPI, 6 NTLM, 7 certificate, 10 OAuth2)',
    meaning: 'Where the server has no such mechanism, Thunderbird says so and sends nothing.',
    fix: 'authMethod 3 is the password, under TLS.',
  },
];

const incoming = (protocol: 'imap' | 'pop3'): Section => ({
  protocol,
  prefix: /^mail\.server\.(server\d+)\./,
  writtenPrefix: 'mail.server.server1.',
  keys: { host: ['hostname', 'realhostname'], port: ['port'], user: ['userName', 'realuserName'] },
  modes: rows('socketType'),
  writes: { tls: { set: { socketType: 3 } }, starttls: { set: { socketType: 2 } } },
  defaults: {
    port: (mode) => (protocol === 'imap' ? (mode === 'tls' ? 993 : 143) : mode === 'tls' ? 995 : 110),
    timeoutMs: 100_000,
  },
  fixed: { type: protocol },
  traps: authTraps,
});

export const thunderbirdPrefs: SettingsFormat = {
  id: 'thunderbird',
  application: 'Thunderbird',
  family: 'thunderbird',
  readings: [{ dialect: mozillaPrefs, files: /^(?:prefs|user)(?:-\d+)?\.js$|\.cfg$/i }],
  sections: [
    {
      protocol: 'smtp',
      prefix: /^mail\.smtpserver\.(smtp\d+)\./,
      writtenPrefix: 'mail.smtpserver.smtp1.',
      keys: { host: ['hostname'], port: ['port'], user: ['username'], ehloName: ['hello_argument'] },
      modes: rows('try_ssl'),
      writes: { tls: { set: { try_ssl: 3 } }, starttls: { set: { try_ssl: 2 } } },
      defaults: { port: (mode) => (mode === 'tls' ? 465 : 587), timeoutMs: 100_000 },
      traps: authTraps,
    },
    { ...incoming('imap'), requires: { type: /^imap$/ } },
    { ...incoming('pop3'), requires: { type: /^pop3$/ } },
  ],
};
