// SMTP_HOST and its like, of any container: what a switch means is for the library to say, which the file does not name. Facts:
// names met in many projects; docs.docker.com (env_file, interpolation).
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { type ModeRow, OFF, ON, type Section, type SettingsFormat } from '../format.ts';

const SWITCHES = ['SECURE', 'SSL', 'USE_SSL', 'ENABLE_SSL', 'TLS', 'USE_TLS', 'ENABLE_TLS'] as const;
const WORDS = ['ENCRYPTION', 'SECURITY', 'SECURE', 'PROTOCOL', 'SCHEME', 'CONNECTION_SECURITY'] as const;
const STARTTLS = ['STARTTLS', 'USE_STARTTLS', 'ENABLE_STARTTLS', 'STARTTLS_ENABLE'] as const;

const words: readonly ModeRow[] = WORDS.flatMap((key): ModeRow[] => [
  { when: { [key]: /^(?:ssl|smtps|implicit|force_tls|ssl[/_]tls)$/i }, mode: 'tls' },
  { when: { [key]: /^(?:starttls|start_tls|explicit)$/i }, mode: 'starttls' },
  { when: { [key]: /^(?:none|plain|off)$/i }, mode: 'plain' },
  { when: { [key]: /^tls$/i }, port: (port) => port !== 465, mode: 'starttls' },
  { when: { [key]: /^tls$/i }, mode: 'tls' },
]);

const switches = (on: ModeRow['mode'], off: ModeRow['mode']): readonly ModeRow[] =>
  SWITCHES.flatMap((key): ModeRow[] => [
    { when: { [key]: ON }, port: (port) => port === 465, mode: 'tls' },
    { when: { [key]: ON }, mode: on },
    { when: { [key]: OFF }, mode: off },
  ]);

const STARTTLS_ROWS = STARTTLS.map((key): ModeRow => ({ when: { [key]: ON }, mode: 'starttls' }));

/** The one switch that the file has is written; where it has none, a new SECURE is (nodemailer's name). */
const all = (keys: readonly string[], value: boolean): Record<string, boolean> =>
  Object.fromEntries(keys.map((key) => [key, value]));

const SECTION: Section = {
  protocol: 'smtp',
  prefix: /^((?:[A-Z0-9]+_)*?(?:SMTP|E?MAIL|MAILER|EMAIL_SMTP)_(?:SMTP_)?)(?=[A-Z])/,
  writtenPrefix: 'SMTP_',
  keys: {
    host: ['HOST', 'SERVER', 'ADDRESS', 'ADDR', 'HOSTNAME', 'SERVER_HOST', 'SERVER_ADDRESS'],
    port: ['PORT', 'SERVER_PORT'],
    user: ['USER', 'USERNAME', 'LOGIN', 'AUTH_USER', 'AUTH_USERNAME', 'USER_NAME'],
    secret: ['PASS', 'PASSWORD', 'AUTH_PASS', 'AUTH_PASSWORD', 'SECRET', 'PASSWORD_FILE', 'PASS_FILE'],
    sender: ['FROM', 'FROM_ADDRESS', 'FROM_EMAIL', 'SENDER'],
    ehloName: ['HELO', 'EHLO', 'HELO_NAME', 'EHLO_NAME'],
    mechanisms: ['AUTH_MECHANISM', 'AUTH_METHOD', 'AUTH_TYPE'],
  },
  modes: [...words, ...STARTTLS_ROWS, ...switches('auto', 'starttls-if-offered'), { mode: 'auto' }],
  modesOf: {
    nodemailer: [
      ...words,
      ...switches('tls', 'starttls-if-offered'),
      { port: (port) => port === 465, mode: 'tls' },
      { mode: 'starttls-if-offered' },
    ],
    'python-smtplib': [...words, ...STARTTLS_ROWS, ...switches('starttls', 'plain'), { mode: 'plain' }],
    phpmailer: [...words, ...switches('starttls', 'starttls-if-offered'), { mode: 'starttls-if-offered' }],
  },
  writes: {
    tls: { set: {}, clear: { ...all(SWITCHES, true), ...all(STARTTLS, false), ENCRYPTION: 'ssl', SECURITY: 'tls' } },
    starttls: {
      set: {},
      clear: { ...all(SWITCHES, false), ...all(STARTTLS, true), ENCRYPTION: 'starttls', SECURITY: 'starttls' },
    },
  },
  defaults: { port: (mode) => (mode === 'tls' ? 465 : mode === 'plain' ? 25 : 587) },
};

export const genericEnv: SettingsFormat = {
  id: 'generic-env',
  application: 'an application with SMTP_* variables',
  family: null,
  otherFamilies: [
    'nodemailer',
    'nodemailer-6',
    'phpmailer',
    'curl',
    'python-smtplib',
    'go-net-smtp',
    'gomail',
    'lettre',
    'mailkit',
    'ruby-mail',
    'symfony-mailer',
    'jakarta-mail',
  ],
  generality: 3,
  readings: COMPOSE_READINGS,
  sections: [SECTION],
};
