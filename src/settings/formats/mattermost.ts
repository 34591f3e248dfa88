// Mattermost: EmailSettings of config.json, MM_EMAILSETTINGS_*. Facts: mattermost platform/shared/mail/mail.go.
import { jsonc } from '../dialects/json.ts';
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { ON, type SettingsFormat } from '../format.ts';

export const mattermost: SettingsFormat = {
  id: 'mattermost',
  application: 'Mattermost',
  family: 'go-net-smtp',
  isRelaxed: true,
  readings: [{ dialect: jsonc, files: /\.json$/i }, ...COMPOSE_READINGS],
  sections: [
    {
      protocol: 'smtp',
      prefix: /^(?:EmailSettings\.|MM_EMAILSETTINGS_)/,
      writtenPrefix: 'EmailSettings.',
      keys: {
        host: ['SMTPServer'],
        port: ['SMTPPort'],
        user: ['SMTPUsername'],
        secret: ['SMTPPassword'],
        sender: ['FeedbackEmail'],
        timeout: ['SMTPServerTimeout'],
      },
      modes: [
        { when: { ConnectionSecurity: /^TLS$/i }, mode: 'tls' },
        { when: { ConnectionSecurity: /^STARTTLS$/i }, mode: 'starttls' },
        { mode: 'plain' },
      ],
      writes: { tls: { set: { ConnectionSecurity: 'TLS' } }, starttls: { set: { ConnectionSecurity: 'STARTTLS' } } },
      defaults: { port: 10_025, timeoutMs: 10_000 },
      unverified: { SkipServerCertificateVerification: ON },
      logsInWhen: { EnableSMTPAuth: ON },
      fixed: { EnableSMTPAuth: true },
    },
  ],
};
