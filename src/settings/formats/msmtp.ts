// msmtp's accounts. Facts: msmtp.texi, smtp.c of msmtp.
import { msmtprc } from '../dialects/words.ts';
import { OFF, ON, type SettingsFormat } from '../format.ts';

export const msmtpSettings: SettingsFormat = {
  id: 'msmtprc',
  application: 'msmtp',
  family: 'msmtp',
  readings: [{ dialect: msmtprc, files: /msmtprc[\w.-]*$|^config$/i }],
  sections: [
    {
      protocol: 'smtp',
      prefix: /^(?!defaults\.)([^.]+)\.(?=[a-z_]+$)/,
      inherits: /^defaults\./,
      writtenPrefix: 'default.',
      keys: {
        host: ['host'],
        port: ['port'],
        user: ['user'],
        secret: ['password', 'passwordeval'],
        ehloName: ['domain'],
        sender: ['from'],
        mechanisms: ['auth'],
        timeout: ['timeout'],
      },
      modes: [{ when: { tls: ON, tls_starttls: OFF }, mode: 'tls' }, { when: { tls: ON }, mode: 'starttls' }, { mode: 'plain' }],
      writes: {
        tls: { set: { tls: true, tls_starttls: false } },
        starttls: { set: { tls: true }, clear: { tls_starttls: true } },
      },
      defaults: { port: (mode) => (mode === 'tls' ? 465 : 25), ehloName: 'localhost', timeoutMs: null },
      tlsVersions: [{ key: 'tls_priorities', form: 'gnutls' }],
      unverified: { tls_certcheck: OFF },
      fixed: { auth: true },
      traps: [
        {
          id: 'config-trap',
          severity: 'warning',
          key: 'auth',
          is: null,
          and: (values) => values.has('user'),
          title: 'A user is set, and auth is off: msmtp does not log in',
          meaning: 'auth is off by default.',
          fix: 'auth on',
          change: true,
        },
        {
          id: 'config-trap',
          severity: 'warning',
          key: 'tls',
          is: null,
          and: (values) => values.has('user'),
          title: 'tls is off by default, and without it msmtp sends no password',
          meaning: 'It says "cannot use a secure authentication method": PLAIN and LOGIN are for TLS alone.',
          fix: 'tls on',
          change: true,
        },
      ],
    },
  ],
};
