// Supabase Auth: GOTRUE_SMTP_*. Facts: supabase/auth configuration.go, mailmeclient.go; gomail. The port alone says the mode.
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import type { SettingsFormat } from '../format.ts';

export const supabase: SettingsFormat = {
  id: 'supabase',
  application: 'Supabase Auth',
  family: 'gomail',
  readings: COMPOSE_READINGS,
  sections: [
    {
      protocol: 'smtp',
      prefix: /^GOTRUE_SMTP_/,
      writtenPrefix: 'GOTRUE_SMTP_',
      keys: { host: ['HOST'], port: ['PORT'], user: ['USER'], secret: ['PASS'], sender: ['ADMIN_EMAIL'] },
      modes: [{ port: (port) => port === 465, mode: 'tls' }, { mode: 'starttls-if-offered' }],
      writes: { tls: { set: {} }, starttls: { set: {} } },
      defaults: { port: 587, timeoutMs: 10_000 },
    },
  ],
};
