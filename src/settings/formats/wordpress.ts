// WordPress: constants of WP Mail SMTP (WPMS_…) in wp-config.php. Facts: awesomemotive/wp-mail-smtp, Options.php and Processor.php.
import { phpDefine } from '../dialects/languages.ts';
import { OFF, ON, type SettingsFormat } from '../format.ts';

export const wpMailSmtp: SettingsFormat = {
  id: 'wp-mail-smtp',
  application: 'WordPress with WP Mail SMTP',
  family: 'phpmailer',
  readings: [{ dialect: phpDefine, files: /\.php$/i }],
  sections: [
    {
      protocol: 'smtp',
      prefix: /^WPMS_/,
      writtenPrefix: 'WPMS_',
      keys: {
        host: ['SMTP_HOST'],
        port: ['SMTP_PORT'],
        user: ['SMTP_USER'],
        secret: ['SMTP_PASS'],
        sender: ['MAIL_FROM'],
      },
      modes: [
        { when: { SSL: /^ssl$/i }, mode: 'tls' },
        { when: { SSL: /^tls$/i }, mode: 'starttls' },
        { when: { SMTP_AUTOTLS: OFF }, mode: 'plain' },
        { mode: 'starttls-if-offered' },
      ],
      writes: { tls: { set: { SSL: 'ssl' } }, starttls: { set: { SSL: 'tls' } } },
      defaults: { port: 25, timeoutMs: 300_000 },
      logsInWhen: { SMTP_AUTH: ON },
      fixed: { ON: true, MAILER: 'smtp' },
      traps: [
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'ON',
          is: null,
          title: 'WPMS_ON is not set: the constants are not read, the options in the database are',
          meaning: 'The plugin takes all of its constants or none.',
          fix: "Add define( 'WPMS_ON', true );",
          change: true,
        },
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'ON',
          is: OFF,
          title: 'WPMS_ON is off: the constants are not read, the options in the database are',
          meaning: 'The plugin takes all of its constants or none.',
          fix: "define( 'WPMS_ON', true );",
          change: true,
        },
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'MAILER',
          is: /^(?!smtp$)/i,
          title: 'WPMS_MAILER is not smtp: the SMTP settings are not used',
          meaning: 'Mail goes through the named service or the mail() of PHP.',
          fix: "define( 'WPMS_MAILER', 'smtp' );",
          change: 'smtp',
        },
      ],
    },
  ],
};
