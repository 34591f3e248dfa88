// Exchange Online's own switches, as PowerShell prints them and as commands set them: what is off there is refused to every client,
// whatever its settings. Only the values that bar something. Knows no text but its own.
import type { FindingId } from '../../model/finding.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const EWS_END =
  'Exchange Web Services (EWS) are off: Microsoft sets this switch tenant by tenant since October 2026, and takes EWS away for good on 1 April 2027.';

/** `Format-List` writes `EwsEnabled : False`, whatever blanks; commands `-EwsEnabled $false`; people "is false". */
const off = (
  name: string,
  value: 'true' | 'false',
  id: FindingId,
  words: Required<Pick<RegistryEntry, 'title' | 'meaning' | 'fix' | 'source'>>,
): RegistryEntry => ({
  code: `${name} : ${value}`,
  forms: [
    `${name} : ${value}`,
    `${name}=${value}`,
    `${name} $${value}`,
    `${name}:$${value}`,
    `${name} is ${value}`,
    `${name} ${value}`,
  ],
  id,
  confidence: 'certain',
  owner: 'provider',
  ...words,
});

export const EXCHANGE_SWITCHES: Registry = {
  name: 'Switches of Exchange Online',
  source: 'https://learn.microsoft.com/en-us/powershell/module/exchangepowershell/',
  speaker: 'client',
  entries: [
    off('EwsEnabled', 'false', 'auth-protocol-disabled', {
      title: 'EWS is switched off in this tenant or mailbox',
      meaning: EWS_END,
      fix: 'Move the program to Microsoft Graph. Until 1 April 2027 an administrator can let it in by name: `Set-OrganizationConfig -EwsEnabled $true` with the application in EWSAllowedAppIDs.',
      source: 'https://mc.merill.net/message/MC1227454',
    }),
    off('SmtpClientAuthenticationDisabled', 'true', 'auth-protocol-disabled', {
      title: 'SMTP AUTH is switched off for this tenant or mailbox',
      meaning: 'Exchange Online takes no login over SMTP there, by password or by OAuth 2.0.',
      fix: 'An administrator allows it for the one mailbox: `Set-CASMailbox user@example.com -SmtpClientAuthenticationDisabled $false`.',
      source:
        'https://learn.microsoft.com/en-us/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission',
    }),
    off('AllowBasicAuthSmtp', 'false', 'auth-basic-disabled', {
      title: 'The authentication policy bars passwords over SMTP',
      meaning: 'Exchange Online refuses a password over SMTP to every mailbox under this policy; OAuth 2.0 is not touched.',
      fix: 'Use OAuth 2.0. An administrator can allow passwords for one mailbox by a policy of its own: `Set-AuthenticationPolicy -AllowBasicAuthSmtp`.',
      source:
        'https://learn.microsoft.com/en-us/exchange/clients-and-mobile-in-exchange-online/disable-basic-authentication-in-exchange-online',
    }),
    off('ImapEnabled', 'false', 'auth-protocol-disabled', {
      title: 'IMAP is switched off for this mailbox',
      meaning: 'Exchange refuses every login to this mailbox over IMAP.',
      fix: 'An administrator switches it on: `Set-CASMailbox user@example.com -ImapEnabled $true`.',
      source:
        'https://learn.microsoft.com/en-us/exchange/clients-and-mobile-in-exchange-online/pop3-and-imap4/enable-or-disable-pop3-or-imap4-access',
    }),
    off('PopEnabled', 'false', 'auth-protocol-disabled', {
      title: 'POP3 is switched off for this mailbox',
      meaning: 'Exchange refuses every login to this mailbox over POP3.',
      fix: 'An administrator switches it on: `Set-CASMailbox user@example.com -PopEnabled $true`.',
      source:
        'https://learn.microsoft.com/en-us/exchange/clients-and-mobile-in-exchange-online/pop3-and-imap4/enable-or-disable-pop3-or-imap4-access',
    }),
    off('RejectDirectSend', 'true', 'sender-not-allowed', {
      title: 'The tenant takes no mail from its own domain without a login',
      meaning:
        "Direct Send is off: what arrives at the tenant's MX in the name of its own domain, without a connector, is refused (550 5.7.68).",
      fix: 'Let the device log in, or have an administrator make a connector for its address; `Set-OrganizationConfig -RejectDirectSend $false` lets all of it in again.',
      source:
        'https://techcommunity.microsoft.com/blog/exchange/introducing-more-control-over-direct-send-in-exchange-online/4408790',
    }),
  ],
};

const NAMES = new RegExp(`\\b(?:${EXCHANGE_SWITCHES.entries.map(({ code }) => code.split(' ', 1)[0]).join('|')})\\b`, 'i');

/** Whether a line is of such a switch: what elsewhere is a setting and no failure decides here. */
export const namesExchangeSwitch = (line: string): boolean => NAMES.test(line);
