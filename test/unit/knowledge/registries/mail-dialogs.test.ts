// The dialogs of mail programs: Thunderbird, Apple Mail, Outlook, Android.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ANDROID_MAIL_DIALOGS } from '../../../../src/knowledge/registries/android-mail-dialogs.ts';
import { APPLE_MAIL_DIALOGS } from '../../../../src/knowledge/registries/apple-mail-dialogs.ts';
import { OUTLOOK_DIALOGS } from '../../../../src/knowledge/registries/outlook-dialogs.ts';
import { THUNDERBIRD_DIALOGS } from '../../../../src/knowledge/registries/thunderbird-dialogs.ts';
import { holdRegistryRules, longestEntryIn } from './registry-rules.ts';

describe("Thunderbird's dialogs", () => {
  holdRegistryRules(THUNDERBIRD_DIALOGS);

  it('are there in 24 languages', () => {
    for (const { code, forms } of THUNDERBIRD_DIALOGS.entries) assert.ok(forms.length >= 22, `${code}: ${forms.length}`);
  });

  for (const [text, id] of [
    ['Sending of the message failed.', null],
    ['Login to server imap.example.com with username alice failed.', 'auth-rejected'],
    ['Senden der Nachricht fehlgeschlagen.\nFehler beim Senden der Nachricht: SMTP-Server-Fehler', null],
    ['Der POP3-Server erlaubt die ungesicherte Übertragung des Passworts im Klartext nicht.', 'auth-mechanism-rejected'],
    ['Impossible de s’authentifier sur le serveur sortant (SMTP) smtp.example.fr. Veuillez vérifier', 'auth-rejected'],
    ['Non-overridabe TLS error occurred. Handshake error or probably the TLS version', 'tls-handshake-failed'],
    ['送信メッセージのサイズがサーバーのサイズ制限を超えたため、メッセージを送信できませんでした', 'message-too-large'],
    ['The message was sent successfully, but could not be copied to your Sent folder.', null],
    ['The message could not be sent because connecting to SMTP server smtp.live.com failed.', 'tcp-refused'],
  ] as const)
    it(`knows ${JSON.stringify(text.slice(0, 50))}`, () => {
      const entry = longestEntryIn(THUNDERBIRD_DIALOGS, text);
      assert.ok(entry);
      assert.equal(entry.id, id);
    });
});

describe("Apple Mail's dialogs", () => {
  holdRegistryRules(APPLE_MAIL_DIALOGS);

  for (const [text, id] of [
    ['Cannot Get Mail\nThe user name or password for “imap.example.com” is incorrect.', 'auth-rejected'],
    ['Cannot Get Mail - The connection to the server failed.', 'host-unreachable'],
    ['The recipient “bob@example.com” was rejected by the server because it does not allow relaying.', 'relay-denied'],
    ['The message was rejected by the server because it is too large.', 'message-too-large'],
    ['Die Verbindung zum Postausgangsserver „smtp.example.de“ ist fehlgeschlagen.', 'host-unreachable'],
  ] as const)
    it(`knows ${JSON.stringify(text.slice(0, 50))}`, () => {
      assert.equal(longestEntryIn(APPLE_MAIL_DIALOGS, text)?.id, id);
    });
});

describe("Outlook's dialogs", () => {
  holdRegistryRules(OUTLOOK_DIALOGS);

  for (const [text, id] of [
    [
      "Task 'x - Sending' reported error (0x800CCC80) : 'None of the authentication methods supported by this client are supported by your server.'",
      'auth-no-common-mechanism',
    ],
    [
      'The connection to Microsoft Exchange is unavailable. Outlook must be online or connected to complete this action.',
      'host-unreachable',
    ],
    [
      'Revocation information for the security certificate for this site is not available. Do you want to proceed?',
      'cert-revocation-unchecked',
    ],
    ['サーバーは接続を解除しました。サーバーまたはネットワークに問題があるか', 'connection-closed'],
  ] as const)
    it(`knows ${JSON.stringify(text.slice(0, 50))}`, () => {
      assert.equal(longestEntryIn(OUTLOOK_DIALOGS, text)?.id, id);
    });
});

describe("Android's dialogs", () => {
  holdRegistryRules(ANDROID_MAIL_DIALOGS);

  for (const [text, id] of [
    ['Setup could not finish\nUsername or password incorrect.\n(ERR01 Account does not exist)', 'auth-rejected'],
    ['Unable to open connection to server due to security error.', 'tls-handshake-failed'],
    ['Authentifizierungsmethoden werden nicht vom Server unterstützt.', 'auth-no-common-mechanism'],
  ] as const)
    it(`knows ${JSON.stringify(text.slice(0, 50))}`, () => {
      assert.equal(longestEntryIn(ANDROID_MAIL_DIALOGS, text)?.id, id);
    });
});
