// authentik: AUTHENTIK_EMAIL__*. Facts: goauthentik/authentik authentik/lib/default.yml; issues 6726, 24950.
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { ON, type SettingsFormat } from '../format.ts';

export const authentik: SettingsFormat = {
  id: 'authentik',
  application: 'authentik',
  family: 'django',
  readings: COMPOSE_READINGS,
  sections: [
    {
      protocol: 'smtp',
      prefix: /^AUTHENTIK_EMAIL__/,
      writtenPrefix: 'AUTHENTIK_EMAIL__',
      keys: { host: ['HOST'], port: ['PORT'], user: ['USERNAME'], secret: ['PASSWORD'], sender: ['FROM'], timeout: ['TIMEOUT'] },
      modes: [{ when: { USE_SSL: ON }, mode: 'tls' }, { when: { USE_TLS: ON }, mode: 'starttls' }, { mode: 'plain' }],
      writes: {
        tls: { set: { USE_SSL: true }, clear: { USE_TLS: false } },
        starttls: { set: { USE_TLS: true }, clear: { USE_SSL: false } },
      },
      defaults: { host: 'localhost', port: 25, timeoutMs: 10_000 },
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
