// Paperless-ngx: PAPERLESS_EMAIL_*. Facts: paperless-ngx docs/configuration.md, settings.py.
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { ON, type SettingsFormat } from '../format.ts';

export const paperless: SettingsFormat = {
  id: 'paperless',
  application: 'Paperless-ngx',
  family: 'django',
  readings: COMPOSE_READINGS,
  sections: [
    {
      protocol: 'smtp',
      prefix: /^PAPERLESS_EMAIL_/,
      writtenPrefix: 'PAPERLESS_EMAIL_',
      keys: { host: ['HOST'], port: ['PORT'], user: ['HOST_USER'], secret: ['HOST_PASSWORD'], sender: ['FROM'] },
      modes: [{ when: { USE_SSL: ON }, mode: 'tls' }, { when: { USE_TLS: ON }, mode: 'starttls' }, { mode: 'plain' }],
      writes: {
        tls: { set: { USE_SSL: true }, clear: { USE_TLS: false } },
        starttls: { set: { USE_TLS: true }, clear: { USE_SSL: false } },
      },
      defaults: { host: 'localhost', port: 25, timeoutMs: null },
      traps: [
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'USE_TLS',
          is: ON,
          and: (values) => values.is('USE_SSL', ON),
          title: 'USE_TLS and USE_SSL exclude each other',
          meaning: 'Django, which sends the mail, stops with a ValueError.',
          fix: 'USE_TLS (STARTTLS) for 587, USE_SSL for 465.',
          change: false,
        },
      ],
    },
  ],
};
