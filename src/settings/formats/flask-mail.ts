// Flask-Mail and Flask-Mailman: MAIL_SERVER and its like. Facts: flask_mail/__init__.py.
import { pythonFile } from '../dialects/languages.ts';
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { ON, type SettingsFormat } from '../format.ts';

export const flaskMail: SettingsFormat = {
  id: 'flask-mail',
  application: 'Flask-Mail',
  family: 'python-smtplib',
  readings: [{ dialect: pythonFile, files: /\.py$/i }, ...COMPOSE_READINGS],
  sections: [
    {
      protocol: 'smtp',
      prefix: /^(?:app\.config\.)?MAIL_/,
      writtenPrefix: 'MAIL_',
      keys: { host: ['SERVER'], port: ['PORT'], user: ['USERNAME'], secret: ['PASSWORD'], sender: ['DEFAULT_SENDER'] },
      modes: [{ when: { USE_SSL: ON }, mode: 'tls' }, { when: { USE_TLS: ON }, mode: 'starttls' }, { mode: 'plain' }],
      writes: {
        tls: { set: { USE_SSL: true }, clear: { USE_TLS: false } },
        starttls: { set: { USE_TLS: true }, clear: { USE_SSL: false } },
      },
      defaults: { host: '127.0.0.1', port: 25, timeoutMs: null },
      traps: [
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'USE_TLS',
          is: ON,
          and: (values) => values.is('USE_SSL', ON),
          title: 'MAIL_USE_TLS and MAIL_USE_SSL are both on: STARTTLS is sent within TLS, and refused',
          meaning: 'The library does one after the other.',
          fix: 'USE_TLS (STARTTLS) for 587, USE_SSL for 465.',
          change: false,
        },
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'SUPPRESS_SEND',
          is: ON,
          title: 'MAIL_SUPPRESS_SEND is on: no mail is sent',
          meaning: 'It is for tests.',
          fix: 'MAIL_SUPPRESS_SEND = False',
          change: false,
        },
      ],
    },
  ],
};
