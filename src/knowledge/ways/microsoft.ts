// The ways into a mailbox of Exchange Online. Facts as data; Microsoft describes them at
// https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth,
// https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission and
// https://learn.microsoft.com/graph/permissions-reference; when a way ends stands in the calendar of dated facts alone.
import type { MailboxWay, ProviderWays } from './way.ts';

const MAILBOXES = 'outlook.office365.com';
const SUBMISSION = 'smtp.office365.com';
const CLIENT = '--oauth microsoft --tenant <tenant> --client-id <id> --client-secret-env <VAR>';
const REGISTRATION = 'Entra admin centre > App registrations > API permissions';
const ONLY_IN_EXCHANGE =
  'then in Exchange `New-ServicePrincipal` and `Add-MailboxPermission -Identity <mailbox> -User <service principal id> -AccessRights FullAccess`';
const SMTP_ON =
  'Exchange administrator: `Set-CASMailbox -Identity <mailbox> -SmtpClientAuthenticationDisabled $false`, or for the tenant `Set-TransportConfig -SmtpClientAuthenticationDisabled $false`';

const reading = (protocol: 'imap' | 'pop3', name: string, word: string, parameter: string): MailboxWay => ({
  id: `${protocol}-oauth`,
  name: `${name}, OAuth`,
  protocol,
  login: 'token',
  sends: false,
  host: MAILBOXES,
  on: `Exchange administrator: \`Set-CASMailbox -Identity <mailbox> -${parameter} $true\``,
  permission: `${REGISTRATION} > Office 365 Exchange Online: ${word}.AccessAsApp (a person: ${word}.AccessAsUser.All), with admin consent; ${ONLY_IN_EXCHANGE}`,
  test: `\`mailprobe check <mailbox> --protocol ${protocol} ${CLIENT}\``,
});

export const MICROSOFT_WAYS: ProviderWays = {
  provider: 'Microsoft 365',
  hosts: /^(?:smtp|outlook)\.office365\.com$/,
  // Personal accounts: tokens of a person alone, and no administrator.
  exceptDomains: /^(?:outlook|hotmail|live|msn|passport)\.[a-z.]+$/,
  asks: ['graph'],
  ways: [
    {
      id: 'smtp-oauth',
      name: 'SMTP, OAuth',
      protocol: 'smtp',
      login: 'token',
      sends: true,
      host: SUBMISSION,
      on: SMTP_ON,
      permission: `${REGISTRATION} > Office 365 Exchange Online: SMTP.SendAsApp (a person: SMTP.Send), with admin consent; ${ONLY_IN_EXCHANGE}`,
      test: `\`mailprobe check <mailbox> ${CLIENT}\``,
    },
    {
      id: 'graph',
      name: 'Graph',
      protocol: 'graph',
      login: 'token',
      sends: true,
      host: 'graph.microsoft.com',
      on: `Entra administrator: ${REGISTRATION} > Microsoft Graph > Mail.Send, "Grant admin consent"`,
      permission: `Entra administrator: ${REGISTRATION} > Microsoft Graph > Mail.Send, "Grant admin consent"`,
      test: `\`mailprobe check <mailbox> --protocol graph ${CLIENT}\``,
    },
    {
      id: 'smtp-password',
      name: 'SMTP, password',
      protocol: 'smtp',
      login: 'password',
      sends: true,
      host: SUBMISSION,
      on: `${SMTP_ON}; and \`Set-AuthenticationPolicy -AllowBasicAuthSmtp\``,
      permission: SMTP_ON,
      test: '`mailprobe check <mailbox> --user <mailbox>`',
    },
    {
      id: 'ews',
      name: 'EWS',
      protocol: 'ews',
      login: 'token',
      sends: true,
      host: MAILBOXES,
      endsWith: 'exchange-online-ews-end',
      on: 'Exchange administrator: `Set-OrganizationConfig -EwsEnabled $true`, and the application in EWSAllowedAppIDs',
      permission: `${REGISTRATION} > Office 365 Exchange Online: full_access_as_app (a person: EWS.AccessAsUser.All), with admin consent`,
      test: `\`mailprobe check <mailbox> --protocol ews ${CLIENT} --as <mailbox>\``,
    },
    reading('imap', 'IMAP', 'IMAP', 'ImapEnabled'),
    reading('pop3', 'POP3', 'POP', 'PopEnabled'),
  ],
};
