// What Mail of iOS and macOS shows in its alerts and in the Connection Doctor; of each sentence the piece before the name
// that is written into it. Knows no text but its own.
import type { FindingId } from '../../model/finding.ts';
import type { Registry, RegistryEntry } from './registry.ts';

type Words = Pick<RegistryEntry, 'title' | 'meaning' | 'fix'>;

const IOS = 'iOS MessageFramework, MFMessageErrorDomain (table "Delayed")';
const MAC = 'https://support.apple.com/guide/mail/troubleshoot-a-mail-server-mlhl07254fe2/mac';
const CONNECTION_DOCTOR = 'https://www.networkoverload.com/errors/apple_mail/';
const GERMAN =
  'https://itwelt.at/knowhow/so-beheben-sie-mailserver-fehler-in-apple-mail-fuer-macos; https://macpaw.com/de/how-to/unable-to-verify-account-name-password';

const tells = (
  forms: readonly [string, ...string[]],
  id: FindingId,
  words: Words = {},
  source: string = IOS,
  confidence: RegistryEntry['confidence'] = 'likely',
): RegistryEntry => ({ code: forms[0], forms, id, confidence, source, ...words });

const onlySays = (
  forms: readonly [string, ...string[]],
  title: string,
  meaning: string,
  source: string = IOS,
): RegistryEntry => ({
  code: forms[0],
  forms,
  id: null,
  confidence: 'likely',
  title,
  meaning,
  source,
});

const LOGIN: Words = {
  fix: 'Settings > Apps > Mail > Mail Accounts: enter the password anew; Google, Microsoft, Yahoo and iCloud want the sign-in of their own button, or an app password. The outgoing server (SMTP) has a password of its own there.',
};
const NOT_REACHED: Words = {
  meaning: 'Mail got no usable connection: host name, port, SSL setting, network, or a provider that takes passwords no more.',
  fix: 'Settings > Apps > Mail > Mail Accounts > the account > Advanced: server name, "Use SSL" and port (993; outgoing 587 or 465). Remove an account of Google or Microsoft and add it anew by its own button.',
};

export const APPLE_MAIL_DIALOGS: Registry = {
  name: "Apple Mail's dialogs",
  source: IOS,
  speaker: 'dialog',
  entries: [
    tells(['The user name or password for', 'Der Benutzername oder das Passwort für'], 'auth-rejected', LOGIN),
    tells(
      [
        'Unable to verify account name or password',
        'Account name or password could not be verified',
        'Accountname/Passwort konnte nicht überprüft werden',
        'Accountname oder Passwort konnte nicht überprüft werden',
      ],
      'auth-rejected',
      LOGIN,
      GERMAN,
    ),
    tells(
      ['Account not authenticated'],
      'auth-rejected',
      LOGIN,
      'https://support.microsoft.com/office/3584197b-8ffb-46ce-b5c6-f4cc71ff29a7',
    ),
    tells(['Logins are disabled for'], 'auth-protocol-disabled'),
    onlySays(
      ['No password provided for', 'No password provided'],
      'Mail has no password for the account',
      'Nothing was refused: the password is missing in the settings. The outgoing server has a field of its own.',
    ),
    tells(
      [
        'The connection to the outgoing server',
        'Additional Outgoing Mail Servers can be configured for Mail accounts',
        'Die Verbindung zum Postausgangsserver',
        'Zusätzliche Postausgangsserver können für E-Mail-Konten',
      ],
      'host-unreachable',
      { ...NOT_REACHED, title: 'Mail could not use the outgoing server' },
    ),
    tells(['The connection to the server failed'], 'host-unreachable', {
      ...NOT_REACHED,
      title: 'Mail could not use the server',
    }),
    tells(
      [
        'is not responding. Verify that you have entered the correct account info in Mail settings',
        'is not responding. Check your network connection and that you entered the correct information in the',
      ],
      'host-unreachable',
      {
        ...NOT_REACHED,
        title: 'The server does not answer Mail',
      },
    ),
    tells(['Verify that this server supports SSL and that your account settings are correct'], 'tls-handshake-failed', {
      meaning:
        'The TLS connection did not come about: the port is not one with SSL, or both sides know no TLS version in common.',
    }),
    tells(['Check the SSL setting for the outgoing server'], 'auth-encryption-required', {
      title: 'SSL is set wrongly for the outgoing server',
      meaning: 'The server wants encryption first, or offers no STARTTLS where Mail asks for it.',
      fix: 'Settings > Apps > Mail > Mail Accounts > the account > SMTP > the server: "Use SSL" on, port 587 or 465.',
    }),
    onlySays(
      ['Check the account settings for the outgoing server'],
      'The outgoing server refused the message',
      "Mail does not say why; the server's words stand behind it, if any.",
    ),
    onlySays(
      ['Check the settings for the outgoing servers in Settings'],
      'No outgoing server is set',
      'The account has no SMTP server that is switched on.',
    ),
    tells(['was rejected by the server because the user is unknown'], 'recipient-unknown', {}, IOS, 'certain'),
    tells(['was rejected by the server because it does not allow relaying'], 'relay-denied', {}, IOS, 'certain'),
    tells(
      ['was rejected by the server because it is not a valid email address'],
      'recipient-unknown',
      { title: "The recipient's address is malformed" },
      IOS,
      'certain',
    ),
    tells(['Sending the message failed because you exceeded your sending limit'], 'account-quota-exceeded', {}, IOS, 'certain'),
    tells(['The message was rejected by the server because it is too large'], 'message-too-large', {}, IOS, 'certain'),
    tells(['The message was rejected by the server'], 'content-rejected'),
    tells(['The sender address was rejected by the server', 'Die Absenderadresse war ungültig'], 'sender-not-allowed'),
    onlySays(
      ['Cannot Send Mail', 'Cannot Get Mail', 'Multiple Account Errors'],
      'Mail names no cause here',
      'It is the heading of the alert: the sentence below it says more.',
    ),
    tells(
      [
        'Cannot Verify Server Identity',
        'Mail can’t verify the identity of the server',
        "Mail can't verify the identity of the server",
        'The identity of the server cannot be verified',
      ],
      'cert-untrusted-root',
      {
        title: 'Mail does not trust the certificate of the server',
        meaning:
          'The certificate is self-signed, expired, of another name, or its chain is incomplete. The details of the alert say which.',
        fix: 'Do not tap "Continue" before the certificate was compared. Enter the host name that the certificate is for, or have the administrator install a valid one with its chain.',
      },
      MAC,
    ),
    tells(
      ['Trouble connecting to the server'],
      'host-unreachable',
      { ...NOT_REACHED, title: 'Mail has trouble to reach the server' },
      CONNECTION_DOCTOR,
    ),
    tells(
      [
        'Could not connect to this server',
        'Could not connect to this SMTP server',
        'Could not connect to this IMAP server',
        'Could not connect to this POP server',
      ],
      'host-unreachable',
      NOT_REACHED,
      CONNECTION_DOCTOR,
    ),
    tells(['Trouble logging into this'], 'auth-rejected', LOGIN, CONNECTION_DOCTOR),
    tells(
      ['Connection and login to the server succeeded', 'Connection to the server succeeded; login not required'],
      'nothing-wrong',
      { title: 'Connection and login were fine', meaning: 'The Connection Doctor found nothing wrong with this server.' },
      CONNECTION_DOCTOR,
      'certain',
    ),
  ],
};
