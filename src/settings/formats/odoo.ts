// Odoo: [options] of odoo.conf. Facts: odoo ir_mail_server.py. smtp_ssl means STARTTLS since version 7.
import { CONFIGPARSER, ini } from '../dialects/ini.ts';
import { ON, type SettingsFormat } from '../format.ts';

export const odoo: SettingsFormat = {
  id: 'odoo',
  application: 'Odoo',
  family: 'python-smtplib',
  readings: [{ dialect: ini(CONFIGPARSER), files: /\.conf$|odoorc$|\.ini$/i }],
  sections: [
    {
      protocol: 'smtp',
      prefix: /^options\.(?=smtp_|email_from)/,
      writtenPrefix: 'options.',
      keys: {
        host: ['smtp_server'],
        port: ['smtp_port'],
        user: ['smtp_user'],
        secret: ['smtp_password'],
        sender: ['email_from'],
      },
      modes: [{ when: { smtp_ssl: ON }, mode: 'starttls' }, { mode: 'plain' }],
      // The file cannot say implicit TLS; a record in the database can, and comes before the file.
      writes: { starttls: { set: { smtp_ssl: true } } },
      defaults: { host: 'localhost', port: 25, timeoutMs: 60_000 },
      traps: [
        {
          id: 'config-trap',
          severity: 'info',
          key: 'smtp_server',
          title: 'A mail server in the database (Settings, Outgoing Mail Servers) comes before this file',
          meaning: 'What stands here is used only where there is none.',
          fix: 'Look there first.',
        },
      ],
    },
  ],
};
