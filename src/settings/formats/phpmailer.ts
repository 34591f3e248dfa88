// PHPMailer in PHP code: assignments to the properties of one object. Facts: PHPMailer.php, SMTP.php.
import { phpObject } from '../dialects/languages.ts';
import { OFF, ON, type SettingsFormat } from '../format.ts';

export const phpmailer: SettingsFormat = {
  id: 'phpmailer',
  application: 'PHPMailer',
  family: 'phpmailer',
  readings: [{ dialect: phpObject, files: /\.(?:php|inc)$/i }],
  sections: [
    {
      protocol: 'smtp',
      prefix: /^(\w+)\.(?=(?:Host|Port|Username|Password|SMTP\w+|AuthType|Timeout|Helo|Hostname|From)(?:\.|$))/,
      writtenPrefix: 'mail.',
      joined: { Host: 'address' },
      keys: {
        host: ['Host#host'],
        port: ['Port', 'Host#port'],
        user: ['Username'],
        secret: ['Password'],
        ehloName: ['Helo', 'Hostname'],
        mechanisms: ['AuthType'],
        timeout: ['Timeout'],
        sender: ['From'],
      },
      modes: [
        { when: { 'Host#scheme': /^ssl$/i }, mode: 'tls' },
        { when: { 'Host#scheme': /^tls$/i }, mode: 'starttls' },
        { when: { SMTPSecure: /^ssl$/i }, mode: 'tls' },
        { when: { SMTPSecure: /^tls$/i }, mode: 'starttls' },
        { when: { SMTPAutoTLS: OFF }, mode: 'plain' },
        { mode: 'starttls-if-offered' },
      ],
      writes: { tls: { set: { SMTPSecure: 'ssl' } }, starttls: { set: { SMTPSecure: 'tls' } } },
      defaults: { host: 'localhost', port: 25, timeoutMs: 300_000 },
      unverified: { 'SMTPOptions.ssl.verify_peer': OFF, 'SMTPOptions.ssl.allow_self_signed': ON },
      logsInWhen: { SMTPAuth: ON },
      fixed: { SMTPAuth: true },
    },
  ],
};
