// Joomla's configuration.php: class JConfig. Facts: joomla-cms configuration.php-dist; PHPMailer.
import { phpClass } from '../dialects/languages.ts';
import { ON, type SettingsFormat } from '../format.ts';

export const joomla: SettingsFormat = {
  id: 'joomla',
  application: 'Joomla',
  family: 'phpmailer',
  readings: [{ dialect: phpClass, files: /\.php$/i }],
  sections: [
    {
      protocol: 'smtp',
      prefix: /^(?=smtp\w+$|mailer$|mailfrom$|mailonline$)/,
      writtenPrefix: '',
      keys: { host: ['smtphost'], port: ['smtpport'], user: ['smtpuser'], secret: ['smtppass'], sender: ['mailfrom'] },
      modes: [
        { when: { smtpsecure: /^ssl$/i }, mode: 'tls' },
        { when: { smtpsecure: /^tls$/i }, mode: 'starttls' },
        { mode: 'starttls-if-offered' },
      ],
      writes: { tls: { set: { smtpsecure: 'ssl' } }, starttls: { set: { smtpsecure: 'tls' } } },
      defaults: { host: 'localhost', port: 25, timeoutMs: 300_000 },
      logsInWhen: { smtpauth: ON },
      fixed: { mailer: 'smtp', smtpauth: true },
      traps: [
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'mailer',
          is: /^(?!smtp$)/i,
          title: '$mailer is not smtp: the SMTP settings are not used',
          meaning: 'Mail goes through mail() or sendmail of this machine.',
          fix: "public $mailer = 'smtp';",
          change: 'smtp',
        },
      ],
    },
  ],
};
