// Bitwarden self-hosted: globalSettings__mail__smtp__*. Facts: bitwarden/server MailKitSmtpMailDeliveryService.cs, GlobalSettings.cs.
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { ON, type SettingsFormat } from '../format.ts';

export const bitwarden: SettingsFormat = {
  id: 'bitwarden',
  application: 'Bitwarden (self-hosted)',
  family: 'mailkit',
  readings: COMPOSE_READINGS,
  sections: [
    {
      protocol: 'smtp',
      prefix: /^globalSettings__mail__smtp__/,
      writtenPrefix: 'globalSettings__mail__smtp__',
      keys: { host: ['host'], port: ['port'], user: ['username'], secret: ['password'] },
      modes: [
        // 587 with ssl is corrected by the program, unless it is told not to.
        { when: { ssl: ON, sslOverride: null, port: /^587$/ }, mode: 'starttls-if-offered' },
        { when: { ssl: ON }, mode: 'tls' },
        { when: { startTls: ON }, mode: 'starttls-if-offered' },
        { port: (port) => port !== null && port !== 25, mode: 'starttls-if-offered' },
        { mode: 'plain' },
      ],
      writes: { tls: { set: { ssl: true }, clear: { startTls: false } }, starttls: { set: { ssl: false, startTls: true } } },
      defaults: { port: 25, timeoutMs: 120_000 },
      unverified: { trustServer: ON },
    },
  ],
};
