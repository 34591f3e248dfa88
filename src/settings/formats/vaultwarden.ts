// Vaultwarden's SMTP_*. Facts: dani-garcia/vaultwarden .env.template, config.rs, mail.rs.
import { jsonc } from '../dialects/json.ts';
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { OFF, ON, type SettingsFormat } from '../format.ts';

export const vaultwarden: SettingsFormat = {
  id: 'vaultwarden',
  application: 'Vaultwarden',
  family: 'lettre',
  isRelaxed: true,
  // What was saved on the admin page stands in config.json, in small letters, and comes before the environment.
  readings: [...COMPOSE_READINGS, { dialect: jsonc, files: /^config\.json$/i }],
  sections: [
    {
      protocol: 'smtp',
      prefix: /^(?=SMTP_|HELO_NAME$)/i,
      writtenPrefix: '',
      marks: ['SMTP_SECURITY', 'SMTP_EXPLICIT_TLS', 'SMTP_ACCEPT_INVALID_CERTS', 'SMTP_ACCEPT_INVALID_HOSTNAMES'],
      keys: {
        host: ['SMTP_HOST'],
        port: ['SMTP_PORT'],
        user: ['SMTP_USERNAME'],
        secret: ['SMTP_PASSWORD'],
        sender: ['SMTP_FROM'],
        ehloName: ['HELO_NAME'],
        mechanisms: ['SMTP_AUTH_MECHANISM'],
        timeout: ['SMTP_TIMEOUT'],
      },
      modes: [
        { when: { SMTP_SECURITY: /^force_tls$/i }, mode: 'tls' },
        { when: { SMTP_SECURITY: /^off$/i }, mode: 'plain' },
        { when: { SMTP_SECURITY: /^starttls$/i }, mode: 'starttls' },
        { when: { SMTP_EXPLICIT_TLS: ON }, mode: 'tls' },
        { when: { SMTP_SSL: OFF }, mode: 'plain' },
        { mode: 'starttls' },
      ],
      writes: { tls: { set: { SMTP_SECURITY: 'force_tls' } }, starttls: { set: { SMTP_SECURITY: 'starttls' } } },
      defaults: { port: (mode) => (mode === 'tls' ? 465 : mode === 'plain' ? 25 : 587), timeoutMs: 15_000 },
      unverified: { SMTP_ACCEPT_INVALID_CERTS: ON, SMTP_ACCEPT_INVALID_HOSTNAMES: ON },
      traps: [
        {
          id: 'config-trap',
          severity: 'warning',
          key: 'SMTP_EXPLICIT_TLS',
          is: ON,
          title: 'SMTP_EXPLICIT_TLS=true means TLS from the first byte, in spite of its name',
          meaning: 'It is deprecated; SMTP_SECURITY=force_tls says the same.',
          fix: 'SMTP_SECURITY=force_tls for 465, SMTP_SECURITY=starttls for 587.',
        },
        {
          id: 'config-trap',
          severity: 'info',
          key: 'SMTP_SSL',
          is: ON,
          title: 'SMTP_SSL=true means STARTTLS here',
          meaning: 'It is deprecated; SMTP_SECURITY=starttls says the same.',
          fix: 'SMTP_SECURITY=starttls for 587, SMTP_SECURITY=force_tls for 465.',
        },
      ],
    },
  ],
};
