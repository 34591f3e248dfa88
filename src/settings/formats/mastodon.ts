// Mastodon's SMTP_* of .env.production. Facts: mastodon config/email.yml, PR 36646.
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { OFF, ON, type SettingsFormat } from '../format.ts';

export const mastodon: SettingsFormat = {
  id: 'mastodon',
  application: 'Mastodon',
  family: 'ruby-mail',
  readings: COMPOSE_READINGS,
  sections: [
    {
      protocol: 'smtp',
      prefix: /^SMTP_/,
      writtenPrefix: 'SMTP_',
      marks: ['LOGIN', 'OPENSSL_VERIFY_MODE', 'ENABLE_STARTTLS'],
      keys: {
        host: ['SERVER'],
        port: ['PORT'],
        user: ['LOGIN'],
        secret: ['PASSWORD'],
        sender: ['FROM_ADDRESS'],
        ehloName: ['DOMAIN'],
        mechanisms: ['AUTH_METHOD'],
      },
      modes: [
        { when: { TLS: ON }, mode: 'tls' },
        { when: { SSL: ON }, mode: 'tls' },
        { when: { ENABLE_STARTTLS: /^always$/i }, mode: 'starttls' },
        { when: { ENABLE_STARTTLS: /^never$/i }, mode: 'plain' },
        { mode: 'starttls-if-offered' },
      ],
      writes: {
        tls: { set: { TLS: true, ENABLE_STARTTLS: 'never' } },
        starttls: { set: { ENABLE_STARTTLS: 'always' }, clear: { TLS: false, SSL: false } },
      },
      defaults: { port: 587, timeoutMs: 20_000 },
      unverified: { OPENSSL_VERIFY_MODE: /^none$/i },
      traps: [
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'ENABLE_STARTTLS',
          is: /^(?!never$)/i,
          and: (_values, { mode }) => mode.value === 'tls',
          title: 'SMTP_TLS and SMTP_ENABLE_STARTTLS exclude each other',
          meaning: 'The mail library stops with an ArgumentError before anything is sent.',
          fix: 'SMTP_ENABLE_STARTTLS=never beside SMTP_TLS=true on 465; or SMTP_TLS=false on 587.',
          change: 'never',
        },
        {
          id: 'config-mismatch',
          severity: 'warning',
          key: 'ENABLE_STARTTLS',
          is: null,
          and: (values, { mode }) => mode.value === 'tls' && !values.is('ENABLE_STARTTLS_AUTO', OFF),
          title: 'SMTP_TLS is on, and SMTP_ENABLE_STARTTLS_AUTO by default: they exclude each other',
          meaning:
            'With mail 2.9 it stops with an ArgumentError before anything is sent, until a Mastodon that leaves the default out.',
          fix: 'SMTP_ENABLE_STARTTLS=never beside SMTP_TLS=true.',
          change: 'never',
        },
      ],
    },
  ],
};
