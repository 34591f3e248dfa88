// Nextcloud and ownCloud: mail_* of config.php. Facts: nextcloud/server issues 39538, 50633, config.sample.php; symfony/mailer.
import { phpArray } from '../dialects/languages.ts';
import { ON, type SettingsFormat } from '../format.ts';

export const nextcloud: SettingsFormat = {
  id: 'nextcloud',
  application: 'Nextcloud',
  family: 'symfony-mailer',
  otherFamilies: ['swiftmailer'],
  readings: [{ dialect: phpArray, files: /\.php$/i }],
  sections: [
    {
      protocol: 'smtp',
      prefix: /^(?:CONFIG\.)?(?=mail_)/,
      writtenPrefix: '',
      keys: {
        host: ['mail_smtphost'],
        port: ['mail_smtpport'],
        user: ['mail_smtpname'],
        secret: ['mail_smtppassword'],
        timeout: ['mail_smtptimeout'],
      },
      modes: [
        { when: { mail_smtpsecure: /^ssl$/i }, mode: 'tls' },
        { port: (port) => port === 465, mode: 'tls' },
        { mode: 'starttls-if-offered' },
      ],
      modesOf: {
        swiftmailer: [
          { when: { mail_smtpsecure: /^ssl$/i }, mode: 'tls' },
          { when: { mail_smtpsecure: /^tls$/i }, mode: 'starttls' },
          { mode: 'plain' },
        ],
      },
      writes: { tls: { set: { mail_smtpsecure: 'ssl' } }, starttls: { set: {}, clear: { mail_smtpsecure: 'tls' } } },
      defaults: { host: '127.0.0.1', port: 25, timeoutMs: 10_000 },
      unverified: { 'mail_smtpstreamoptions.ssl.verify_peer': /^false$/i, 'mail_smtpstreamoptions.ssl.allow_self_signed': ON },
      logsInWhen: { mail_smtpauth: ON },
      fixed: { mail_smtpmode: 'smtp', mail_smtpauth: true },
      traps: [
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'mail_smtpmode',
          is: /^(?!smtp$)/i,
          title: 'mail_smtpmode is not smtp: the server named here is not used',
          meaning: 'Mail goes to a program of this machine.',
          fix: "'mail_smtpmode' => 'smtp',",
          change: 'smtp',
        },
        {
          id: 'config-trap',
          severity: 'info',
          key: 'mail_smtpsecure',
          is: /^tls$/i,
          title: "mail_smtpsecure 'tls' is not read from Nextcloud 26 on",
          meaning: 'STARTTLS is taken where it is offered, whatever stands here; only ssl means something.',
          fix: "Leave it, or write '' for STARTTLS and 'ssl' for 465.",
        },
      ],
    },
  ],
};
