// Sentry self-hosted: mail.* of config.yml. Facts: getsentry/self-hosted sentry/config.example.yml; issue 2745.
import { yaml } from '../dialects/yaml.ts';
import { ON, type SettingsFormat } from '../format.ts';

export const sentry: SettingsFormat = {
  id: 'sentry',
  application: 'Sentry',
  family: 'django',
  readings: [{ dialect: yaml, files: /\.ya?ml$/i }],
  sections: [
    {
      protocol: 'smtp',
      // One key with a dot in it.
      prefix: /^mail\.(?=(?:backend|host|port|username|password|from|use-tls|use-ssl)$)/,
      writtenPrefix: 'mail.',
      marks: ['use-tls', 'use-ssl', 'backend'],
      keys: { host: ['host'], port: ['port'], user: ['username'], secret: ['password'], sender: ['from'] },
      modes: [{ when: { 'use-ssl': ON }, mode: 'tls' }, { when: { 'use-tls': ON }, mode: 'starttls' }, { mode: 'plain' }],
      writes: {
        tls: { set: { 'use-ssl': true }, clear: { 'use-tls': false } },
        starttls: { set: { 'use-tls': true }, clear: { 'use-ssl': false } },
      },
      defaults: { host: 'smtp', port: 25, timeoutMs: null },
      traps: [
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'use-tls',
          is: ON,
          and: (values) => values.is('use-ssl', ON),
          title: 'mail.use-tls and mail.use-ssl exclude each other',
          meaning: 'Django, which sends the mail, stops with a ValueError.',
          fix: 'use-tls (STARTTLS) for 587, use-ssl for 465.',
          change: false,
        },
        {
          id: 'config-trap',
          severity: 'info',
          key: 'host',
          is: null,
          title: 'mail.host is not set: the container called smtp stands in',
          meaning: 'That is the mail server of the bundle, which sends by itself.',
          fix: 'Set mail.host to the relay.',
        },
      ],
    },
  ],
};
