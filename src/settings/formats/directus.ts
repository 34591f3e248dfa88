// Directus: EMAIL_SMTP_*. Facts: directus/directus api/src/mailer.ts.
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { ON, type SettingsFormat } from '../format.ts';

export const directus: SettingsFormat = {
  id: 'directus',
  application: 'Directus',
  family: 'nodemailer',
  readings: COMPOSE_READINGS,
  sections: [
    {
      protocol: 'smtp',
      prefix: /^EMAIL_(?=SMTP_|TRANSPORT$|FROM$)/,
      writtenPrefix: 'EMAIL_',
      keys: {
        host: ['SMTP_HOST'],
        port: ['SMTP_PORT'],
        user: ['SMTP_USER'],
        secret: ['SMTP_PASSWORD'],
        ehloName: ['SMTP_NAME'],
        sender: ['FROM'],
      },
      modes: [
        { when: { SMTP_SECURE: ON }, mode: 'tls' },
        { when: { SMTP_IGNORE_TLS: ON }, mode: 'plain' },
        { mode: 'starttls-if-offered' },
      ],
      writes: {
        tls: { set: { SMTP_SECURE: true } },
        starttls: { set: { SMTP_SECURE: false }, clear: { SMTP_IGNORE_TLS: false } },
      },
      defaults: { port: (mode) => (mode === 'tls' ? 465 : 587), timeoutMs: 30_000 },
      fixed: { TRANSPORT: 'smtp' },
      traps: [
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'TRANSPORT',
          is: /^(?!smtp$)/i,
          title: 'EMAIL_TRANSPORT is not smtp: the server named here is not used',
          meaning: 'It is sendmail by default.',
          fix: 'EMAIL_TRANSPORT=smtp',
          change: 'smtp',
        },
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'TRANSPORT',
          is: null,
          title: 'EMAIL_TRANSPORT is not set: sendmail stands in, and the server named here is not used',
          meaning: 'It is sendmail by default.',
          fix: 'EMAIL_TRANSPORT=smtp',
          change: 'smtp',
        },
      ],
    },
  ],
};
