// Causes that everybody tells in words of his own: limits of sending, proxies, logins by the web, sessions that end well. Each
// text is one that no entry was written for.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainText } from '../../../src/explain/explain.ts';
import type { FindingId } from '../../../src/model/finding.ts';

const first = (text: string): FindingId | undefined => explainText(text).matches[0]?.id;

const SAID: readonly (readonly [text: string, id: FindingId | undefined])[] = [
  // limits of sending, whoever says it
  ['Mailbox bob@example.org has exceeded its 12-hour sending limit', 'account-quota-exceeded'],
  [
    '550 5.7.1 <DATA>: Data command rejected: limit of 50 messages per 60 minutes for client bob reached',
    'account-quota-exceeded',
  ],
  ['451 4.7.1 You reached your hourly limit of 250 recipients', 'account-quota-exceeded'],
  ['554 Maximum emails per day (300) reached for this account', 'account-quota-exceeded'],
  [
    'This message was created automatically by mail delivery software.\n\nThe following address(es) deferred:\n\n  bob@example.net\n    Domain example.org has exceeded the max emails per hour (61/60 (101%)) allowed.  Message will be reattempted later',
    'account-quota-exceeded',
  ],
  // a program's own refusal of its configuration
  ["/home/bob/.mbsyncrc:4: keyword 'UseTLSv2' is not recognized in IMAPAccount sections", undefined],
  ["msmtp: /home/bob/.msmtprc: line 3: unrecognized command 'tls_trustfile'", undefined],
  ['msmtp: account work not found: no configuration file available', undefined],
  // what s_client says, and Thunderbird in its languages
  ["CONNECTED(00000003)\ndidn't found starttls in server response, try anyway...", 'starttls-not-offered'],
  [
    'Die Nachricht konnte nicht gesendet werden, weil die Verbindung mit dem SMTP-Server smtp.example.org unterbrochen wurde.',
    'connection-closed',
  ],
  [
    "Le message n'a pas pu être envoyé car la connexion au serveur SMTP smtp.example.org a été perdue au milieu de la transaction.",
    'connection-closed',
  ],
  // proxies
  ['imapflow: Failed to establish proxy connection', 'proxy-protocol-error'],
  ['socks.GeneralProxyError: Socket error: 403: Forbidden', 'proxy-refused'],
  ['socks.ProxyConnectionError: Error connecting to SOCKS5 proxy 192.0.2.1:1080: timed out', 'proxy-unreachable'],
  ['socks.SOCKS5AuthError: SOCKS5 authentication failed', 'proxy-auth-required'],
  // why it could not connect is not told
  ['SMTP Error: Could not connect to SMTP host. Failed to connect to server', 'host-unreachable'],
  // a connection that stands, and no answer
  ['send mail: read tcp 192.0.2.10:51000->192.0.2.25:587: i/o timeout', 'command-timeout'],
  ['dial tcp 192.0.2.25:587: i/o timeout', 'tcp-timeout'],
  // Outlook's sentence in its languages
  [
    "Aucune des méthodes d'authentification prises en charge par ce client n'est prise en charge par votre serveur.",
    'auth-no-common-mechanism',
  ],
  [
    'Geen van de verificatiemethoden die door deze client worden ondersteund, wordt door de server ondersteund.',
    'auth-no-common-mechanism',
  ],
  [
    'Ни один из способов проверки подлинности, поддерживаемых данным клиентом, не поддерживается сервером.',
    'auth-no-common-mechanism',
  ],
  // logins that a provider wants otherwise
  ['Login to server imap.example.org failed.\nAlert: Please log in via your web browser (Failure)', 'auth-web-login-required'],
  ['Mail clients show an authentication error: Login failed, please generate an app password.', 'auth-app-password-required'],
  // what is no fault
  [
    '> EHLO a.example.org\n< 250-mx.example.org\n< 250 SIZE\n> EXPN staff\n< 502 5.5.1 EXPN not available here\n> QUIT\n< 221 Bye',
    undefined,
  ],
  [
    'S: 220 mx.example.org ESMTP\nC: EHLO a.example.org\nS: 250 mx.example.org\nC: QUIT\nS: 221 Bye\nConnection closed by remote host.',
    undefined,
  ],
  // Postfix
  [
    'Nov 27 01:00:00 mx postfix/smtpd[1]: connect from a.example.org[192.0.2.1]\nNov 27 01:00:01 mx postfix/smtpd[1]: lost connection after STARTTLS from a.example.org[192.0.2.1]',
    'tls-handshake-failed',
  ],
  // replies in few words
  ['502 5.5.1 Error: issue AUTH first', 'auth-required'],
  ['550 SPF check: rejected', 'sender-unauthenticated'],
  ['550 Sorry, you are not allowed to send mail', 'sender-not-allowed'],
  ['554 5.7.1 <bob@example.org>: Recipient address rejected: Access denied', 'relay-denied'],
  [
    'Your message cannot be delivered to the following recipients:\n\n  Recipient address: bob@example.jp\n  Reason: Illegal host/domain name found',
    'dns-name-not-found',
  ],
];

describe('told in any words', () => {
  for (const [text, id] of SAID) {
    it(`${text.replaceAll('\n', ' ').slice(0, 90)} → ${id}`, () => {
      const got = first(text);
      assert.equal(got === 'nothing-wrong' ? undefined : got, id);
    });
  }
});
