// The ways into a mailbox of Gmail and Google Workspace. Facts as data; Google describes them at
// https://support.google.com/mail/answer/185833 (app passwords), https://developers.google.com/workspace/gmail/imap/xoauth2-protocol
// and https://developers.google.com/workspace/gmail/api/auth/scopes. The API is named and not asked.
import type { MailboxWay, ProviderWays } from './way.ts';

const APP_PASSWORD =
  'the owner of the account: 2-Step Verification on, then https://myaccount.google.com/apppasswords (an administrator of Workspace may have closed it)';
const CONSENT =
  'Google Cloud console > APIs & Services: an OAuth client; the owner consents to the scope https://mail.google.com/';
const TOKEN = '--oauth google --oauth-flow refresh-token --client-id <id> --client-secret-env <VAR> --refresh-token-env <VAR>';
const SWITCH = 'Google Admin console > Apps > Google Workspace > Gmail > End User Access (POP and IMAP access)';

const mail = (protocol: 'smtp' | 'imap' | 'pop3', name: string, login: MailboxWay['login']): MailboxWay => ({
  id: `${protocol}-${login === 'token' ? 'oauth' : 'app-password'}`,
  name: `${name}, ${login === 'token' ? 'OAuth' : 'app password'}`,
  protocol,
  login,
  sends: protocol === 'smtp',
  host: `${protocol === 'pop3' ? 'pop' : protocol}.gmail.com`,
  on: protocol === 'smtp' ? (login === 'token' ? CONSENT : APP_PASSWORD) : SWITCH,
  permission: login === 'token' ? CONSENT : APP_PASSWORD,
  test: `\`mailprobe check <mailbox> --protocol ${protocol} ${login === 'token' ? TOKEN : '--user <mailbox>'}\`${login === 'token' ? '' : ' with the app password'}`,
});

export const GOOGLE_WAYS: ProviderWays = {
  provider: 'Google (Gmail, Workspace)',
  hosts: /^(?:smtp|imap|pop)\.(?:gmail|googlemail)\.com$/,
  asks: [],
  ways: [
    mail('smtp', 'SMTP', 'token'),
    mail('smtp', 'SMTP', 'password'),
    {
      id: 'gmail-api',
      name: 'Gmail API',
      protocol: 'gmail-api',
      login: 'token',
      sends: true,
      host: 'gmail.googleapis.com',
      on: 'Google Cloud console > APIs & Services > Library: Gmail API, Enable',
      permission:
        'scope https://www.googleapis.com/auth/gmail.send; an application for all of a Workspace: domain-wide delegation',
      test: 'it is named here and never asked; `users.getProfile` in the API explorer tells',
    },
    mail('imap', 'IMAP', 'token'),
    mail('imap', 'IMAP', 'password'),
    mail('pop3', 'POP3', 'password'),
  ],
};
