// Keycloak's realm: smtpServer of an export. Facts: keycloak DefaultEmailSenderProvider.java.
import { jsonc } from '../dialects/json.ts';
import { ON, type SettingsFormat } from '../format.ts';

export const keycloak: SettingsFormat = {
  id: 'keycloak',
  application: 'Keycloak',
  family: 'angus-mail',
  readings: [{ dialect: jsonc, files: /\.json$/i }],
  sections: [
    {
      protocol: 'smtp',
      prefix: /^(?:\d+\.)?smtpServer\./,
      writtenPrefix: 'smtpServer.',
      keys: { host: ['host'], port: ['port'], user: ['user'], secret: ['password'], sender: ['from'], timeout: ['timeout'] },
      modes: [{ when: { ssl: ON }, mode: 'tls' }, { when: { starttls: ON }, mode: 'starttls-if-offered' }, { mode: 'plain' }],
      writes: {
        tls: { set: { ssl: 'true' }, clear: { starttls: 'false' } },
        starttls: { set: { starttls: 'true' }, clear: { ssl: 'false' } },
      },
      defaults: { port: 25, timeoutMs: 10_000 },
      timeoutUnit: 'ms',
      logsInWhen: { auth: ON },
      fixed: { auth: 'true' },
      traps: [
        {
          id: 'config-trap',
          severity: 'warning',
          key: 'starttls',
          is: ON,
          and: (values) => values.is('ssl', ON),
          title: 'ssl and starttls are both on: STARTTLS is passed over',
          meaning: 'The connection is under TLS already when STARTTLS would come.',
          fix: 'Keep the one that goes with the port.',
          change: 'false',
        },
      ],
    },
  ],
};
