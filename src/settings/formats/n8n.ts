// n8n: N8N_SMTP_*. Facts: n8n user-management.config.ts; n8n-io/n8n 3297.
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { OFF, ON, type SettingsFormat } from '../format.ts';

export const n8n: SettingsFormat = {
  id: 'n8n',
  application: 'n8n',
  family: 'nodemailer',
  readings: COMPOSE_READINGS,
  sections: [
    {
      protocol: 'smtp',
      prefix: /^N8N_SMTP_/,
      writtenPrefix: 'N8N_SMTP_',
      keys: { host: ['HOST'], port: ['PORT'], user: ['USER'], secret: ['PASS', 'PASS_FILE'], sender: ['SENDER'] },
      modes: [
        { when: { SSL: ON }, mode: 'tls' },
        { when: { SSL: OFF, STARTTLS: OFF }, mode: 'plain' },
        { when: { SSL: OFF }, mode: 'starttls-if-offered' },
        // On where nothing is said, whatever the port.
        { mode: 'tls' },
      ],
      writes: { tls: { set: { SSL: true } }, starttls: { set: { SSL: false }, clear: { STARTTLS: true } } },
      defaults: { port: 465, timeoutMs: 30_000 },
    },
  ],
};
