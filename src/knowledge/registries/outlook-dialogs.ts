// The sentences of Outlook's dialogs, of the new Outlook and of Windows Mail, beside or without an error number. Knows no
// text but its own.
import type { FindingId } from '../../model/finding.ts';
import type { Registry, RegistryEntry } from './registry.ts';

type Words = Pick<RegistryEntry, 'title' | 'meaning' | 'fix'>;

const TROUBLESHOOT = 'https://learn.microsoft.com/outlook/troubleshoot/';
const SUPPORT = 'https://support.microsoft.com/office/';
const OUTLOOK_EXPRESS = 'Outlook Express and Windows Mail: what they show of a failed task';

const tells = (
  forms: readonly [string, ...string[]],
  id: FindingId,
  words: Words = {},
  confidence: RegistryEntry['confidence'] = 'likely',
  source: string = TROUBLESHOOT,
): RegistryEntry => ({ code: forms[0], forms, id, confidence, source, ...words });

const onlySays = (
  forms: readonly [string, ...string[]],
  title: string,
  meaning: string,
  source: string = TROUBLESHOOT,
): RegistryEntry => ({
  code: forms[0],
  forms,
  id: null,
  confidence: 'likely',
  title,
  meaning,
  source,
});

const CANNOT_CONNECT: Words = {
  title: 'Outlook could not connect to the server',
  meaning:
    'It names no cause: a wrong host or port, a firewall or antivirus, or a provider that blocks port 25 are the usual ones.',
};
const ANOTHER_ENCRYPTION: Words = {
  meaning: 'The encryption type does not fit the port: TLS from the first byte against STARTTLS, or no encryption at all.',
  fix: 'Account settings, Advanced: 465, 993 and 995 with SSL/TLS; 587, 143 and 110 with STARTTLS.',
};

export const OUTLOOK_DIALOGS: Registry = {
  name: "Outlook's dialogs",
  source: TROUBLESHOOT,
  speaker: 'dialog',
  entries: [
    // sending and fetching
    tells(
      ['None of the authentication methods supported by this client are supported by your server'],
      'auth-no-common-mechanism',
      {
        fix: 'Account settings > More Settings > Outgoing Server: untick SPA, tick authentication, and use the encrypted port, where the server offers its login.',
      },
      'certain',
      `${TROUBLESHOOT}0x800ccc80`,
    ),
    tells(
      [
        'Outlook cannot connect to your incoming',
        'Outlook is unable to connect to your incoming',
        'Outlook cannot connect to your outgoing',
        'Outlook is unable to connect to your outgoing',
        'Cannot connect to your incoming',
        'Cannot connect to your outgoing',
        'Unable to connect to your incoming',
      ],
      'host-unreachable',
      CANNOT_CONNECT,
    ),
    tells(
      [
        'The operation timed out waiting for a response from the receiving',
        'The operation timed out waiting for a response from the sending',
      ],
      'command-timeout',
      { title: 'The server did not answer in time' },
    ),
    tells(
      ['Your server does not support the connection encryption type you have specified'],
      'mode-mismatch',
      ANOTHER_ENCRYPTION,
    ),
    tells(
      ['Your outgoing (SMTP) e-mail server does not support SSL', 'The outgoing SMTP server does not support secure connections'],
      'starttls-not-offered',
      ANOTHER_ENCRYPTION,
    ),
    tells(
      [
        'Your e-mail server rejected your login',
        'Your email server rejected your login',
        'The server rejected your login. Verify your user name and password',
        'There was a problem logging onto your mail server. Your Password was rejected',
        'There was a problem logging onto your mail server. Your User Name was rejected',
      ],
      'auth-rejected',
    ),
    tells(
      ['because one of the recipients was rejected by the server'],
      'relay-denied',
      {
        meaning:
          'An old sentence for a recipient that was refused: nearly always since the server wants a login before it passes mail on.',
      },
      'likely',
      OUTLOOK_EXPRESS,
    ),
    tells(
      ["because the server rejected the sender's e-mail address", "because the server rejected the sender's email address"],
      'sender-not-allowed',
      {},
      'likely',
      OUTLOOK_EXPRESS,
    ),
    tells(
      [
        'Your server has unexpectedly terminated the connection',
        'The connection to the server was interrupted',
        'サーバーは接続を解除しました',
      ],
      'connection-closed',
      {},
      'likely',
      OUTLOOK_EXPRESS,
    ),
    tells(['The connection to the server has failed'], 'host-unreachable', CANNOT_CONNECT, 'likely', OUTLOOK_EXPRESS),
    tells(
      ['could not be found. Please verify that you have entered the server name correctly'],
      'dns-name-not-found',
      {},
      'certain',
      OUTLOOK_EXPRESS,
    ),
    onlySays(
      [
        'Cannot send the message. Verify the email address in your account properties',
        'Cannot send the message. Verify the e-mail address in your account properties',
      ],
      'The server refused the sender',
      'The words behind "The server responded" say why: another From address than that of the login, or no login.',
    ),
    onlySays(
      [
        'Your outgoing (SMTP) email server has reported an internal error',
        'Your outgoing (SMTP) e-mail server has reported an internal error',
        'An unknown error has occurred. Subject',
        'The message could not be sent. The error number is',
      ],
      'The server refused the message',
      'The words behind "The server responded" say what is wrong.',
    ),
    onlySays(
      [
        'Outlook cannot log on. Verify you are connected to the network and are using the proper server and mailbox name',
        'Cannot open your default e-mail folders',
        'Cannot start Microsoft Outlook. Cannot open the Outlook window',
      ],
      'Outlook cannot open its Exchange mailbox',
      'It is about the profile and the Exchange connection, not about SMTP, IMAP or POP3.',
    ),
    tells(
      ['The connection to Microsoft Exchange is unavailable. Outlook must be online or connected to complete this action'],
      'host-unreachable',
      {
        title: 'Outlook cannot reach its Exchange mailbox',
        meaning:
          'Outlook (MAPI) found no server, works offline, or its stored sign-in does not fit. SMTP and IMAP are not concerned.',
        fix: 'Switch "Work Offline" off, remove old entries of the account in the Credential Manager, and make a new profile if it lasts.',
      },
    ),
    // certificates
    tells(
      [
        'The server you are connected to is using a security certificate that cannot be verified',
        'The server you are connected to is using a security certificate that could not be verified',
      ],
      'cert-untrusted-root',
    ),
    tells(
      [
        'The target principal name is incorrect',
        'The name on the security certificate is invalid or does not match the name of the site',
      ],
      'cert-name-mismatch',
      {},
      'certain',
    ),
    tells(['The security certificate has expired or is not yet valid'], 'cert-expired'),
    tells(
      [
        'The security certificate was issued by a company you have not chosen to trust',
        'A certificate chain processed, but terminated in a root certificate which is not trusted by the trust provider',
      ],
      'cert-untrusted-root',
      {},
      'certain',
    ),
    tells(
      [
        'Revocation information for the security certificate for this site is not available',
        'The revocation function was unable to check revocation',
      ],
      'cert-revocation-unchecked',
      {
        title: 'Whether the certificate was revoked could not be asked',
        meaning:
          "The client could not reach the authority's list of revoked certificates (CRL or OCSP). The certificate itself may be fine.",
        fix: "Let this computer reach the authority's revocation server over HTTP (proxy, firewall), and try again.",
      },
      'certain',
    ),
    // setting up an account
    tells(
      ["Something went wrong and Outlook couldn't set up your account", "We couldn't set up the account automatically"],
      'host-unreachable',
      {
        title: 'Outlook could not set the account up',
        meaning:
          'Neither automatic settings nor guessed ones led to a login; the server, its ports or the password may be at fault.',
        fix: 'Set the account up by hand (Advanced options > Let me set up my account manually), with the host names of the provider.',
      },
      'likely',
      SUPPORT,
    ),
    tells(
      [
        'Log onto incoming mail server (POP3): Outlook cannot',
        'Log onto incoming mail server (IMAP): Outlook cannot',
        'Send test e-mail message: Outlook cannot',
      ],
      'host-unreachable',
      CANNOT_CONNECT,
    ),
    onlySays(
      [
        'Your account settings are out of date',
        'Your account settings are out-of-date',
        'Outlook account settings are out of date',
      ],
      'Windows Mail wants the account signed in anew',
      'The password changed, the provider takes passwords no more, or the certificate is not trusted: "Fix account" leads there.',
      SUPPORT,
    ),
    onlySays(
      ["We couldn't sign you in", "We can't sign you in"],
      'The sign-in did not come about',
      'It names no cause: the code or line below it does.',
      SUPPORT,
    ),
    onlySays(['Need Password'], 'Outlook waits for a sign-in', 'Nothing was refused: click it and sign in.', SUPPORT),
  ],
};
