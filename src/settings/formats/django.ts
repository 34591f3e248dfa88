// Django's EMAIL_* of settings.py. Facts: django.core.mail.backends.smtp; PRs 16299, 16618, 16623; CPython smtplib.
import { pythonFile } from '../dialects/languages.ts';
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { OFF, ON, type SettingsFormat } from '../format.ts';
import type { Values } from '../values.ts';

export const django: SettingsFormat = {
  id: 'django',
  application: 'Django',
  family: 'django',
  readings: [{ dialect: pythonFile, files: /\.py$/i }, ...COMPOSE_READINGS],
  sections: [
    {
      protocol: 'smtp',
      prefix: /^EMAIL_/,
      writtenPrefix: 'EMAIL_',
      marks: ['USE_TLS', 'USE_SSL', 'HOST_USER', 'BACKEND', 'HOST_PASSWORD'],
      keys: {
        host: ['HOST'],
        port: ['PORT'],
        user: ['HOST_USER'],
        secret: ['HOST_PASSWORD'],
        timeout: ['TIMEOUT'],
      },
      modes: [{ when: { USE_SSL: ON }, mode: 'tls' }, { when: { USE_TLS: ON }, mode: 'starttls' }, { mode: 'plain' }],
      writes: {
        tls: { set: { USE_SSL: true }, clear: { USE_TLS: false } },
        starttls: { set: { USE_TLS: true }, clear: { USE_SSL: false } },
      },
      defaults: { host: 'localhost', port: 25, timeoutMs: null },
      traps: [
        ...(['USE_TLS', 'USE_SSL'] as const).map((key) => ({
          id: 'config-mismatch' as const,
          severity: 'error' as const,
          key,
          is: OFF,
          and: (values: Values) => values.entry(key)?.kind === 'text' && values.file.endsWith('.py'),
          title: `EMAIL_${key} is the text 'False', and to Python a text is true`,
          meaning: 'It switches on what it seems to switch off.',
          fix: `EMAIL_${key} = False, without quotes.`,
        })),
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'USE_TLS',
          is: ON,
          and: (values) => values.is('USE_SSL', ON),
          title: 'EMAIL_USE_TLS and EMAIL_USE_SSL exclude each other',
          meaning: 'Django stops with a ValueError: only one of the two may be True.',
          fix: 'USE_TLS (STARTTLS) for 587, USE_SSL for 465.',
          change: false,
        },
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'BACKEND',
          is: /console|dummy|locmem|filebased/,
          title: 'EMAIL_BACKEND is not the SMTP one: no server is contacted',
          meaning: 'Mail goes to the console, a file or nowhere.',
          fix: "EMAIL_BACKEND = 'django.core.mail.backends.smtp.EmailBackend'",
          change: 'django.core.mail.backends.smtp.EmailBackend',
        },
        {
          id: 'config-trap',
          severity: 'info',
          key: 'TIMEOUT',
          is: null,
          title: 'EMAIL_TIMEOUT is not set: a server that is silent holds the process for ever',
          meaning: 'A wrong mode then looks like a hang.',
          fix: 'EMAIL_TIMEOUT = 10',
          change: 10,
        },
      ],
    },
  ],
};
