// Cases of public threads in which the file alone was wrong: no packet is needed to say so, and it is said first.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readApplicationSettings } from '../../../src/settings/read-settings.ts';
import { revealFileSecret } from '../../../src/settings/resolve.ts';

const H = 'smtp.example.com';

/** Switches that exclude each other: the library stops before anything is sent. */
const EXCLUSIVE: readonly (readonly [thread: string, file: string, text: string, title: RegExp, sound: string])[] = [
  [
    'mikel/mail#1536',
    'production.rb',
    `config.action_mailer.smtp_settings = { address: '${H}', port: 465, tls: true, enable_starttls_auto: true }\n`,
    /tls and enable_starttls_auto exclude each other/,
    `config.action_mailer.smtp_settings = { address: '${H}', port: 465, tls: true, enable_starttls_auto: false }\n`,
  ],
  [
    'zammad/zammad#6186',
    'configuration.yml',
    `production:\n  smtp_settings:\n    address: ${H}\n    port: 465\n    ssl: true\n    enable_starttls: true\n`,
    /tls and enable_starttls exclude each other/,
    `production:\n  smtp_settings:\n    address: ${H}\n    port: 465\n    ssl: true\n`,
  ],
  [
    'mastodon/mastodon#36646',
    '.env.production',
    `SMTP_SERVER=${H}\nSMTP_PORT=465\nSMTP_LOGIN=m\nSMTP_TLS=true\n`,
    /exclude each other/,
    `SMTP_SERVER=${H}\nSMTP_PORT=465\nSMTP_LOGIN=m\nSMTP_TLS=true\nSMTP_ENABLE_STARTTLS=never\n`,
  ],
];

const env = (assignment: string): string =>
  `SMTP_HOST=${H}\nSMTP_PORT=465\nSMTP_SECURITY=force_tls\nSMTP_USER=u\n${assignment}\n`;
const compose = (...lines: string[]): string =>
  `services:\n  app:\n    environment:\n${['SMTP_HOST=smtp.example.com', 'SMTP_PORT=465', 'SMTP_SECURITY=force_tls', 'SMTP_USER=u', ...lines].map((line) => `      - ${line}\n`).join('')}`;

/** Characters that the file eats or adds: as written, as read. */
const EATEN: readonly (readonly [thread: string, file: string, text: string, written: number, read: number, secret: string])[] = [
  ['baptisteArno/typebot.io#2404', '.env', env('SMTP_PASSWORD=abc$defghij'), 11, 3, 'abc$defghij'],
  ['goauthentik/authentik#24950', 'compose.yml', compose('SMTP_PASSWORD=abc$defghij'), 11, 3, 'abc$defghij'],
  ['mealie-recipes/mealie#3112', 'compose.yml', compose("SMTP_PASSWORD='Kw8quince'"), 9, 11, 'Kw8quince'],
  ['bitwarden/server#2419', '.env', env('SMTP_PASSWORD=Kw8 #quince'), 11, 3, '#quince'],
];
const WHOLE: readonly (readonly [file: string, text: string, secret: string])[] = [
  ['.env', env("SMTP_PASSWORD='abc$defghij'"), 'abc$defghij'],
  ['compose.yml', compose('SMTP_PASSWORD=abc$$defghij'), 'abc$defghij'],
  ['.env', env('SMTP_PASSWORD=a&b!c'), 'a&b!c'],
];

describe('what public threads found out about a file alone', () => {
  for (const [thread, file, text, title, sound] of EXCLUSIVE) {
    it(`${thread}: switches that exclude each other`, () => {
      const { traps } = readApplicationSettings({ file, text });
      assert.match(traps[0]?.title ?? '', title, JSON.stringify(traps, null, 1));
      const mended = readApplicationSettings({ file, text: sound }).traps;
      assert.ok(!mended.some((trap) => title.test(trap.title)), JSON.stringify(mended, null, 1));
    });
  }

  for (const [thread, file, text, written, read, secret] of EATEN) {
    it(`${thread}: the application reads another password than the one that is written`, () => {
      const reading = readApplicationSettings({ file, text });
      const { traps, settings } = reading;
      const wanted = `The password is written with ${written} characters, and the application reads ${read}`;
      const first = traps.filter(({ severity }) => severity !== 'info')[0];
      assert.equal(first?.title, wanted, JSON.stringify(traps, null, 1));
      assert.equal(revealFileSecret(reading)?.reveal().length ?? 0, read);
      assert.ok(!JSON.stringify({ traps, settings }).includes(secret));
    });
  }

  for (const [file, text, secret] of WHOLE) {
    it(`${file}: is read whole where it is written as the file wants it`, () => {
      const reading = readApplicationSettings({ file, text });
      assert.equal(revealFileSecret(reading)?.reveal(), secret);
      assert.ok(!reading.traps.some(({ title }) => /password/i.test(title)), JSON.stringify(reading.traps));
    });
  }
});
