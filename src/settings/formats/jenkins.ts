// Jenkins' Mailer: its XML, and unclassified.mailer of configuration as code; the extended e-mail plugin likewise. Facts:
// jenkinsci/mailer-plugin Mailer.java; email-ext-plugin MailAccount.java.
import { xml } from '../dialects/xml.ts';
import { yaml } from '../dialects/yaml.ts';
import { ON, type Section, type SettingsFormat } from '../format.ts';

const SECTION: Section = {
  protocol: 'smtp',
  prefix: /^hudson\.tasks\.Mailer_-DescriptorImpl\//,
  writtenPrefix: 'hudson.tasks.Mailer_-DescriptorImpl/',
  keys: {
    host: ['smtpHost'],
    port: ['smtpPort'],
    user: ['authentication/username', 'smtpAuthUsername'],
    secret: ['authentication/password', 'smtpAuthPassword'],
    sender: ['replyToAddress'],
  },
  modes: [{ when: { useSsl: ON }, mode: 'tls' }, { when: { useTls: ON }, mode: 'starttls' }, { mode: 'plain' }],
  writes: {
    tls: { set: { useSsl: true }, clear: { useTls: false } },
    starttls: { set: { useTls: true }, clear: { useSsl: false } },
  },
  defaults: { port: (mode) => (mode === 'tls' ? 465 : mode === 'starttls' ? 587 : 25), timeoutMs: 60_000 },
  traps: [
    {
      id: 'config-trap',
      severity: 'warning',
      key: 'useTls',
      is: ON,
      and: (values) => values.is('useSsl', ON),
      title: 'useSsl and useTls are both on: TLS from the first byte is what happens',
      meaning: 'useTls (STARTTLS) has no effect then.',
      fix: 'Keep useSsl for 465, useTls for 587.',
      change: false,
    },
  ],
};

export const jenkins: SettingsFormat = {
  id: 'jenkins-mailer',
  application: 'Jenkins (Mailer)',
  family: 'jakarta-mail',
  otherFamilies: ['angus-mail'],
  readings: [
    { dialect: xml, files: /\.xml$/i },
    { dialect: yaml, files: /\.ya?ml$/i },
  ],
  sections: [
    SECTION,
    {
      ...SECTION,
      prefix: /^unclassified\.mailer\./,
      writtenPrefix: 'unclassified.mailer.',
      keys: {
        ...SECTION.keys,
        user: ['authentication.username', 'smtpAuthUsername'],
        secret: ['authentication.password', 'smtpAuthPassword'],
      },
    },
  ],
};
