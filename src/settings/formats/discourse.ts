// Discourse: DISCOURSE_SMTP_* of containers/app.yml. Facts: discourse_docker samples/standalone.yml.
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { OFF, ON, type SettingsFormat } from '../format.ts';

export const discourse: SettingsFormat = {
  id: 'discourse',
  application: 'Discourse',
  family: 'ruby-mail',
  readings: COMPOSE_READINGS,
  sections: [
    {
      protocol: 'smtp',
      prefix: /^DISCOURSE_SMTP_/,
      writtenPrefix: 'DISCOURSE_SMTP_',
      keys: {
        host: ['ADDRESS'],
        port: ['PORT'],
        user: ['USER_NAME'],
        secret: ['PASSWORD'],
        ehloName: ['DOMAIN'],
        mechanisms: ['AUTHENTICATION'],
      },
      modes: [
        { when: { FORCE_TLS: ON }, mode: 'tls' },
        { when: { ENABLE_START_TLS: OFF }, mode: 'plain' },
        { mode: 'starttls-if-offered' },
      ],
      writes: { tls: { set: { FORCE_TLS: true } }, starttls: { set: { ENABLE_START_TLS: true }, clear: { FORCE_TLS: false } } },
      defaults: { port: 587, timeoutMs: 5_000 },
      unverified: { OPENSSL_VERIFY_MODE: /^none$/i },
    },
  ],
};
