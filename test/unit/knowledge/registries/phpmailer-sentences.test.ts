import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PHPMAILER_SENTENCES } from '../../../../src/knowledge/registries/phpmailer-sentences.ts';
import { entryOf, holdRegistryRules, longestEntryIn } from './registry-rules.ts';

describe("PHPMailer's sentences", () => {
  holdRegistryRules(PHPMAILER_SENTENCES);

  it('are all of its table but the labels of a reply, in its 58 languages', () => {
    const names = PHPMAILER_SENTENCES.entries.map(({ source }) => /'(\w+)'$/.exec(source ?? '')?.[1]);
    assert.deepEqual(
      names.sort(),
      `authenticate buggy_php connect_host data_not_accepted empty_message encoding execute extension_missing file_access file_open
      from_failed instantiate invalid_address invalid_header invalid_host invalid_hostentry mailer_not_supported provide_address
      recipients_failed signing smtp_connect_failed smtp_error variable_set`
        .split(/\s+/)
        .sort(),
    );
    const authenticate = entryOf(PHPMAILER_SENTENCES, 'SMTP Error: Could not authenticate');
    assert.equal(authenticate?.forms.length, 58);
  });

  for (const [text, code] of [
    ['SMTP-Fehler: Authentifizierung fehlgeschlagen.', 'SMTP Error: Could not authenticate'],
    ['Mailer Error : Echec de la connexion SMTP : https://github.com/PHPMailer', undefined],
    ['Erreur SMTP : échec de l’authentification.', 'SMTP Error: Could not authenticate'],
    ['Błąd SMTP: Nie można przeprowadzić uwierzytelnienia.', 'SMTP Error: Could not authenticate'],
    ['SMTP 错误：登录失败。', 'SMTP Error: Could not authenticate'],
    ['Verbindung zum SMTP-Server fehlgeschlagen. https://github.com/PHPMailer/PHPMailer/wiki', 'SMTP connect() failed'],
  ] as const)
    it(`knows ${JSON.stringify(text.slice(0, 50))}`, () => {
      assert.equal(longestEntryIn(PHPMAILER_SENTENCES, text)?.code, code);
    });

  it('blame no password for a connection that did not come about', () => {
    assert.equal(entryOf(PHPMAILER_SENTENCES, 'SMTP connect() failed')?.id, null);
    assert.equal(entryOf(PHPMAILER_SENTENCES, 'SMTP Error: Could not connect to SMTP host')?.id, null);
  });
});
