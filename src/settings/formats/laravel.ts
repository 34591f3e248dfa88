// Laravel's MAIL_* of .env. Facts: laravel/laravel config/mail.php and .env.example, framework MailManager.php, symfony/mailer
// EsmtpTransportFactory; issues laravel/framework 53861, 53718, 40887. phpdotenv puts in ${NAME} alone.
import { PHP_READINGS } from '../dialects/readings.ts';
import type { SettingsFormat } from '../format.ts';

export const laravel: SettingsFormat = {
  id: 'laravel',
  application: 'Laravel',
  family: 'symfony-mailer',
  otherFamilies: ['swiftmailer'],
  readings: PHP_READINGS,
  sections: [
    {
      protocol: 'smtp',
      prefix: /^MAIL_/,
      writtenPrefix: 'MAIL_',
      marks: ['MAILER', 'DRIVER', 'ENCRYPTION', 'SCHEME'],
      keys: {
        host: ['HOST'],
        port: ['PORT'],
        user: ['USERNAME'],
        secret: ['PASSWORD'],
        sender: ['FROM_ADDRESS'],
        ehloName: ['EHLO_DOMAIN'],
        timeout: ['TIMEOUT'],
      },
      // Symfony decides by the port: 465 is TLS whatever the words say, but for smtps.
      modes: [
        { when: { SCHEME: /^smtps$/i }, mode: 'tls' },
        { port: (port) => port === 465, mode: 'tls' },
        { mode: 'starttls-if-offered' },
      ],
      modesOf: {
        swiftmailer: [
          { when: { ENCRYPTION: /^ssl$/i }, mode: 'tls' },
          { when: { ENCRYPTION: /^tls$/i }, mode: 'starttls' },
          { mode: 'plain' },
        ],
      },
      writes: {
        tls: { set: { SCHEME: 'smtps' }, clear: { ENCRYPTION: 'ssl' } },
        starttls: { set: { SCHEME: 'smtp' }, clear: { ENCRYPTION: 'tls' } },
      },
      defaults: { host: '127.0.0.1', port: 2525, ehloName: '[127.0.0.1]', timeoutMs: 60_000 },
      unverified: { VERIFY_PEER: /^false$/i },
      fixed: { MAILER: 'smtp' },
      traps: [
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'MAILER',
          is: /^(?:log|array|null)$/i,
          title: 'MAIL_MAILER is not smtp: mail goes into the log, and no server is contacted',
          meaning: 'It is the value that a new project begins with.',
          fix: 'Set MAIL_MAILER=smtp, then php artisan config:clear.',
          change: 'smtp',
        },
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'SCHEME',
          is: /^(?!smtps?$|null$)/i,
          title: 'MAIL_SCHEME is smtp, smtps or null: anything else ends in "scheme is not supported"',
          meaning: 'tls, ssl and starttls were words of MAIL_ENCRYPTION, which Laravel 11 gave up.',
          fix: 'MAIL_SCHEME=smtp for 587 and 25, smtps for 465.',
        },
        {
          id: 'config-trap',
          severity: 'info',
          key: 'ENCRYPTION',
          is: /^(?:tls|ssl)$/i,
          and: (values) => !values.has('SCHEME'),
          title: 'MAIL_ENCRYPTION is read by Laravel up to 10; from 11 on MAIL_SCHEME is, and the port decides',
          meaning:
            'With tls on 587 it comes to STARTTLS in all versions but 9.0 and 11.35.0, which took it for TLS from the first byte.',
          fix: 'From Laravel 11 on: MAIL_SCHEME=smtp for 587, MAIL_SCHEME=smtps for 465.',
        },
        {
          id: 'config-trap',
          severity: 'info',
          key: 'URL',
          title: 'MAIL_URL comes before the single settings',
          meaning: 'What it says is what counts.',
          fix: 'Leave one of the two.',
        },
      ],
    },
  ],
};
