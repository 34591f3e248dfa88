// MAILER_DSN of Symfony, in .env files and mailer.yaml. Facts: symfony/mailer EsmtpTransportFactory, EsmtpTransport, SocketStream;
// symfony-docs 19465 (auto_tls).
import { SYMFONY_READINGS } from '../dialects/readings.ts';
import { yaml } from '../dialects/yaml.ts';
import { OFF, type Section, type SettingsFormat } from '../format.ts';

const section = (prefix: RegExp, key: string, writtenPrefix: string): Section => ({
  protocol: 'smtp',
  prefix,
  writtenPrefix,
  joined: { [key]: 'url' },
  keys: {
    host: [`${key}#host`],
    port: [`${key}#port`],
    user: [`${key}#user`],
    secret: [`${key}#secret`],
    ehloName: [`${key}#query.local_domain`],
  },
  marks: [`${key}#host`],
  modes: [
    { when: { [`${key}#scheme`]: /^smtps$/i }, mode: 'tls' },
    // The port decides; without one it is TLS on 465, but for localhost.
    { port: (port, host) => port === 465 || (port === null && host !== 'localhost'), mode: 'tls' },
    { when: { [`${key}#query.auto_tls`]: OFF }, mode: 'plain' },
    { mode: 'starttls-if-offered' },
  ],
  writes: { tls: { set: { [`${key}#scheme`]: 'smtps' } }, starttls: { set: { [`${key}#scheme`]: 'smtp' } } },
  defaults: {
    port: (mode, host) => (mode === 'tls' && host !== 'localhost' ? 465 : 25),
    ehloName: '[127.0.0.1]',
    timeoutMs: 60_000,
  },
  unverified: { [`${key}#query.verify_peer`]: OFF },
  traps: [
    {
      id: 'config-trap',
      severity: 'info',
      key: `${key}#port`,
      is: null,
      and: (values) => values.is(`${key}#scheme`, /^smtp$/i) && !values.is(`${key}#host`, /^localhost$/),
      title: 'smtp:// without a port is TLS from the first byte on port 465, not STARTTLS',
      meaning: 'The port decides, and 465 stands in.',
      fix: 'Write the port: …:587 for STARTTLS.',
    },
    {
      id: 'config-trap',
      severity: 'warning',
      key: `${key}#query.encryption`,
      title: 'encryption= is a parameter of the old MAILER_URL: MAILER_DSN does not read it',
      meaning: 'Scheme and port say how it is encrypted.',
      fix: 'Take it out: smtps:// for 465, smtp://…:587 for STARTTLS.',
    },
  ],
});

export const symfonyDsn: SettingsFormat = {
  id: 'symfony-dsn',
  application: 'Symfony (MAILER_DSN)',
  family: 'symfony-mailer',
  readings: [...SYMFONY_READINGS, { dialect: yaml, files: /\.ya?ml$/i }],
  sections: [
    section(/^(?=MAILER_DSN$)/, 'MAILER_DSN', ''),
    section(/^(?:when@\w+\.)?framework\.mailer\./, 'dsn', 'framework.mailer.'),
  ],
};
