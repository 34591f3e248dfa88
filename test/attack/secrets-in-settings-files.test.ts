// A password in a settings file may stand in an expression, behind a # that its owner took for a part of it, or in a URL that is
// none: wherever it stands, no line and no field that is said of the file has it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsageError } from '../../src/model/usage-error.ts';
import { correctSettings } from '../../src/settings/correct.ts';
import { readApplicationSettings } from '../../src/settings/read-settings.ts';

const SECRET = 'Quitte98';
const H = 'smtp.example.com';

const FILES: readonly (readonly [name: string, file: string, text: string])[] = [
  [
    'strings put together',
    'config.php',
    `<?php $CONFIG = array('mail_smtphost' => '${H}', 'mail_smtpport' => 587, 'mail_smtpsecure' => 'ssl', 'mail_smtppassword' => '${SECRET}' . '!');`,
  ],
  [
    'a default of a variable',
    'settings.py',
    `EMAIL_HOST = '${H}'; EMAIL_PORT = 587; EMAIL_USE_SSL = True; EMAIL_HOST_PASSWORD = os.environ.get('PW', '${SECRET}')\n`,
  ],
  [
    'a default beside a variable',
    'mailer.js',
    `createTransport({ host: '${H}', port: 587, secure: true, auth: { user: 'u', pass: process.env.PW || '${SECRET}' } })`,
  ],
  [
    'a template',
    'mailer.js',
    `createTransport({ host: '${H}', port: 587, secure: true, auth: { user: 'u', pass: \`\${x}${SECRET}\` } })`,
  ],
  [
    'a function',
    'mailer.js',
    `createTransport({ host: '${H}', port: 587, secure: true, auth: { user: 'u', pass: decrypt('${SECRET}') } })`,
  ],
  ['behind a #', '.env', `MAIL_MAILER=smtp\nMAIL_HOST=${H}\nMAIL_SCHEME=smtps\nMAIL_PORT=587\nMAIL_PASSWORD=a #${SECRET}\n`],
  ['a # in INI', 'grafana.ini', `[smtp]\nfrom_address=a@example.com\nhost = ${H}:465\npassword = x#${SECRET}\n`],
  [
    'a # in YAML',
    'alertmanager.yml',
    `global: { smtp_smarthost: "${H}:465", smtp_force_implicit_tls: true, smtp_auth_password: "${SECRET}" }\n`,
  ],
  ['a slash in a URL', '.env', `MAILER_DSN=smtp://u:x/${SECRET}@${H}:465\n`],
  ['a # in a URL', '.env', `MAILER_DSN=smtps://u:x#${SECRET}@${H}:465\n`],
  ['an @ in a URL', '.env', `MAILER_DSN=smtps://u:x@${SECRET}@${H}:465\n`],
  ['a URL as the host', '.env', `SMTP_HOST=smtp://u:${SECRET}@${H}\nSMTP_PORT=587\nSMTP_SECURITY=ssl\n`],
  [
    'a variable with a default',
    'compose.yml',
    `services:\n  a:\n    environment: { SMTP_HOST: ${H}, SMTP_PORT: 587, SMTP_SECURITY: ssl, SMTP_PASSWORD: "\${PW:-${SECRET}}" }\n`,
  ],
  [
    'one line of JSON',
    'demo-realm.json',
    `{"smtpServer":{"host":"${H}","port":"587","ssl":"true","password":"${SECRET}"},"clients":[{"secret":"${SECRET}"}],"x":{"apiKey":"${SECRET}"}}`,
  ],
  [
    'attributes of one element',
    'web.config',
    `<configuration><system.net><mailSettings><smtp><network password="${SECRET}" host="${H}" port="465"/></smtp></mailSettings></system.net><add key="Token" value="${SECRET}"/></configuration>`,
  ],
];

describe('a secret in a settings file', () => {
  for (const [name, file, text] of FILES) {
    it(`${name}: is in nothing that is said`, () => {
      let said = '';
      try {
        const reading = readApplicationSettings({ text, file });
        const { settings, traps } = reading;
        const corrections = [
          correctSettings(reading, { host: settings.host?.value ?? '', port: 587, mode: 'starttls' }),
          correctSettings(reading, { host: 'mx.example.org', port: 465, mode: 'tls' }),
        ];
        const shown = corrections.map((one) => [one?.lines, one?.changes]);
        // The host goes through the reading of targets, which quotes no password.
        said = JSON.stringify({ settings: { ...settings, host: null }, traps, shown });
      } catch (error) {
        assert.ok(error instanceof UsageError, `${error}`);
        said = error.message;
      }
      assert.ok(!said.includes(SECRET), said);
    });
  }
});
