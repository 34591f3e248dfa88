// Replies of Exchange Online, Outlook.com and Exchange on premises. Facts as data; knows no engine.
import { delegatedScope } from '../advice.ts';
import { type ReplyEntry, says } from '../reply-entry.ts';

const MS = 'Microsoft 365 / Outlook.com';
const EXCHANGE = 'Microsoft Exchange Server';
const AUTH_DOC =
  'https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission';
const NDR =
  'https://learn.microsoft.com/exchange/mail-flow-best-practices/non-delivery-reports-in-exchange-online/non-delivery-reports-in-exchange-online';

/** The parameter that allows passwords again, by protocol (Set-AuthenticationPolicy). */
const BASIC_AUTH_SWITCH = {
  smtp: ' -AllowBasicAuthSmtp',
  imap: ' -AllowBasicAuthImap',
  pop3: ' -AllowBasicAuthPop',
  graph: '',
  ews: '',
} as const;

export const microsoft = (): readonly ReplyEntry[] => [
  says('auth-protocol-disabled', MS, /smtpclientauthentication is disabled for the tenant/, {
    title: 'SMTP AUTH is switched off for the whole organisation',
    meaning: 'The tenant refuses authenticated SMTP for every mailbox that has no exception. OAuth does not get round it.',
    fix: 'Exchange administrator: `Set-TransportConfig -SmtpClientAuthenticationDisabled $false`, or for one mailbox only `Set-CASMailbox -Identity <user> -SmtpClientAuthenticationDisabled $false`. Allow some minutes up to an hour.',
    owner: 'provider',
    reference: 'https://aka.ms/smtp_auth_disabled',
  }),
  says('auth-protocol-disabled', MS, [/smtpclientauthentication is disabled/, /smtp_auth_disabled/], {
    title: 'SMTP AUTH is switched off for this mailbox',
    meaning: 'The mailbox itself does not allow authenticated SMTP, neither by password nor by OAuth.',
    fix: 'Exchange administrator: `Set-CASMailbox -Identity <user> -SmtpClientAuthenticationDisabled $false`, or tick "Authenticated SMTP" under the user\'s Mail apps in the Microsoft 365 admin centre. New personal accounts have no such switch: use another account or the Graph API.',
    owner: 'provider',
    reference: 'https://aka.ms/smtp_auth_disabled',
  }),
  says('auth-no-common-mechanism', MS, /cannot achieve exchange server authentication/, { confidence: 'likely', keepsId: true }),
  says('service-unavailable', MS, /^(?:no|bad) server unavailable\. \d{1,3}\b/, {
    confidence: 'likely',
    keepsId: true,
    saidByOthers: true,
  }),
  // Exchange before TLS, where LOGIN is barred until then
  says('auth-encryption-required', MS, /^bad command received in invalid state/, {
    confidence: 'likely',
    stages: ['auth'],
    stageMustBeKnown: true,
    about: 'imap',
    saidByOthers: true,
  }),
  says('auth-policy-blocked', MS, [/security defaults/, /user is locked by your organi[sz]ation/], {
    title: 'Security defaults of the organisation block this login',
    meaning: 'Microsoft Entra security defaults forbid legacy authentication. The user is not locked, the password may be right.',
    fix: 'Use OAuth 2.0 (XOAUTH2), or the Entra administrator switches security defaults off (Entra ID > Properties) and replaces them by Conditional Access with an exception for this account.',
    reference: 'https://learn.microsoft.com/entra/fundamentals/security-defaults',
  }),
  says(
    'auth-policy-blocked',
    MS,
    [
      /did not meet the criteria to be authenticated/,
      /conditional access/,
      /blocked by (?:your )?(?:tenant|organi[sz]ation)/,
      /5\.7\.139 .{0,80}(?:multi-?factor|strong authentication|risk)/,
    ],
    {
      title: 'A sign-in policy refuses this login',
      meaning:
        'Conditional Access, a location or risk policy, or multi-factor login refused it: typical where it works from the office and fails from a cloud server.',
      fix: 'Entra administrator: open Sign-in logs for this user and time (the policy is named there) and exclude the account or its address; or use OAuth 2.0.',
      reference: 'https://learn.microsoft.com/entra/identity/conditional-access/',
    },
  ),
  says(
    'auth-basic-disabled',
    MS,
    [
      /basic auth(?:entication)? is (?:disabled|not supported|not enabled|blocked|no longer)/,
      // Google says x.7.30 of DKIM: the number alone decides nothing.
      /\b5\.7\.30\b(?!.{0,120}dkim)/,
      /basic authentication .{0,40}(?:retired|deprecated|turned off)/,
      /basicauthblocked/,
    ],
    {
      title: 'Password login is switched off, OAuth is wanted',
      meaning:
        'This mailbox takes no user name and password any more: all personal Outlook.com accounts since September 2024, and tenants with an authentication policy. App passwords do not help.',
      fix: (seen) =>
        `Switch the client to OAuth 2.0 (scope ${delegatedScope(seen)}). For a work account the Exchange administrator may allow it: \`Set-AuthenticationPolicy${BASIC_AUTH_SWITCH[seen.protocol ?? 'smtp']}\` for this user.`,
      reference:
        'https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/disable-basic-authentication-in-exchange-online',
    },
  ),
  says('auth-temporary-failure', MS, [/federated sts/, /sts (?:service|url)/, /adfs .{0,40}(?:unreachable|unavailable|failed)/], {
    title: "The organisation's own sign-in service (AD FS) does not answer",
    meaning:
      'Exchange Online hands the password to the federation service of the organisation, which is unreachable or has no HTTPS.',
    fix: "The organisation's AD FS administrator: check that the federation service answers from the internet over HTTPS with TLS 1.2 and a valid certificate.",
    owner: 'server',
    reference: AUTH_DOC,
  }),
  says(
    'auth-protocol-disabled',
    MS,
    [
      /user or tenant not allowed/,
      /is not (?:enabled|allowed|provisioned) for (?:smtp|imap|pop)/,
      /imap4? (?:is )?(?:disabled|not enabled) for/,
      /user is authenticated but not connected/,
      /this account has pop disabled/,
      /protocoldisabled/,
    ],
    {
      meaning: 'The login itself was taken, but the protocol is off for this mailbox, or the user has no mailbox licence.',
      fix: 'Exchange administrator: `Set-CASMailbox -Identity <user> -ImapEnabled $true -PopEnabled $true` and -SmtpClientAuthenticationDisabled $false, and check the licence. Personal account: Outlook settings > Mail > Forwarding and IMAP > let devices and apps use POP/IMAP.',
    },
  ),
  says(
    'auth-account-locked',
    MS,
    [
      /5\.7\.139 .{0,60}(?:account|user) (?:is )?(?:locked|disabled|blocked)/,
      /5\.7\.139 .{0,60}password (?:has |is )?expired/,
      /sign-in .{0,40}blocked/,
    ],
    {
      meaning: 'Smart lockout after failed logins, a disabled user, or a password that must be changed.',
      fix: 'Stop all clients with the old password and wait 15 minutes; the Microsoft 365 administrator checks "Block sign-in" and resets the password in the admin centre.',
      reference: AUTH_DOC,
    },
  ),
  says(
    'auth-rejected',
    MS,
    [/5\.7\.139 .{0,60}(?:user )?credentials (?:were|are) incorrect/, /5\.7\.139 authentication unsuccessful.?$/],
    {
      fix: 'Check the user principal name (it may differ from the address) and the password in Outlook on the web. With multi-factor login use OAuth 2.0; an app password only where per-user MFA is in use.',
      reference: AUTH_DOC,
    },
  ),
  says('auth-rejected', MS, /5\.7\.3 authentication unsuccessful/, {
    confidence: 'likely',
    meaning:
      'Wrong password, an account with multi-factor login, SMTP AUTH switched off, or with XOAUTH2 a token for another user or audience: Microsoft says the same in all these cases.',
    fix: "Test the password in Outlook on the web. Administrator: `Get-CASMailbox <user> | fl SmtpClientAuthenticationDisabled`, then security defaults and Conditional Access. With OAuth: the token's aud must be outlook.office.com and its user the login name.",
    reference: AUTH_DOC,
  }),
  says('auth-encryption-required', MS, [/5\.7\.3 starttls is required/, /5\.7\.51 .{0,60}tls/], { reference: NDR }),
  says('tls-version-unsupported', MS, [/4\.7\.66|5\.7\.66/, /tls 1\.0 and 1\.1 are not supported/, /smtp_auth_tls/], {
    fix: 'Update the program or its TLS library to TLS 1.2 (.NET 4.6.2 or newer with SystemDefault, OpenSSL 1.0.1 or newer, Java 8). Devices that cannot: smtp-legacy.office365.com after the administrator has allowed it.',
    reference: 'https://aka.ms/smtp_auth_tls',
  }),
  says(
    'server-fault',
    EXCHANGE,
    [/temporary server error.{0,60}prx\d/, /^4\d\d (?!.{0,200}(?:connections|limit)).{0,300}\bprx\d\b/],
    {
      title: 'Exchange cannot reach its own back end',
      meaning:
        'The front-end transport of an Exchange server finds no way to the mailbox server: DNS on the adapter, a stopped service or a full disk.',
      fix: 'Exchange administrator: check DNS servers in the transport settings (`Get-FrontendTransportService | fl *DNS*`), that MSExchangeTransport runs, and remove entries for other DNS servers from the network adapter.',
      reference: 'https://learn.microsoft.com/exchange/mail-flow/',
    },
  ),
  says(
    'server-fault',
    EXCHANGE,
    [
      /4\.3\.1 insufficient (?:system )?(?:resources|storage)/,
      /5\.7\.3 (?:unable|cannot) to (?:proxy|achieve exchange server authentication)/,
      /cannot achieve exchange server authentication/,
      /4\.4\.397|4\.4\.3(?:16|98)\b/,
    ],
    {
      fix: 'Exchange administrator: free disk space (back pressure stops mail below a limit) and check the health of the transport services: `Get-ServerHealth`, Event ID 15004 to 15007.',
    },
  ),
  says(
    'rate-limited',
    MS,
    [
      /concurrent_sending/,
      /concurrent connections limit exceeded/,
      /submission_?limit/,
      /4\.3\.2 .{0,20}stoolimit|sto?redrv.{0,80}throttl/,
    ],
    {
      meaning: 'A mailbox may hold three connections and send 30 messages a minute.',
      fix: 'Send over one connection, at most 30 messages a minute, and spread the rest; for more use High Volume Email or a relay service.',
      reference: 'https://aka.ms/concurrent_sending',
    },
  ),
  says(
    'account-quota-exceeded',
    MS,
    [
      /submissionquotaexceeded/,
      /recipient (?:rate )?limit .{0,40}exceeded.{0,60}(?:outlook|office)/,
      /message was not sent.{0,40}recipientlimit/,
      /5\.1\.90\b|5\.7\.705|5\.7\.750/,
      /tenant has exceeded threshold/,
      /organi[sz]ation queue quota exceeded/,
    ],
    {
      meaning: 'The mailbox (10,000 recipients a day) or the tenant has sent as much as it may.',
      fix: 'Wait 24 hours and spread the sending. The administrator finds blocked senders in Microsoft Defender under Restricted entities.',
      reference: NDR,
    },
  ),
  says(
    'sender-not-allowed',
    MS,
    [
      /sendasdenied/,
      /5\.7\.60\b/,
      /not allowed to send as/,
      /does not have permissions? to send as/,
      /\b5\.2\.252\b/,
      /mapiexceptionsendas/,
    ],
    {
      title: 'The login may not send as this address',
      meaning: 'The From address is neither the mailbox that logged in nor one that it holds Send As for.',
      fix: 'Set the From address to the login, or the Exchange administrator grants it: `Add-RecipientPermission <mailbox> -Trustee <login> -AccessRights SendAs`. For a shared mailbox log in as yourself.',
      owner: 'provider',
      reference: NDR,
    },
  ),
  says(
    'relay-denied',
    MS,
    [/tenantattribution/, /5\.7\.64\b/, /5\.7\.54 .{0,40}unable to relay/, /unable to relay recipient in non-accepted domain/],
    {
      meaning: 'The message matches no connector of the tenant by address or certificate, and the recipient is outside.',
      fix: 'Exchange administrator: put the public sending IP address (or the certificate\'s name) into the inbound connector of type "your organisation\'s email server", or send by login on smtp.office365.com:587. On premises: a receive connector with relay permission for this address.',
      about: 'smtp',
      owner: 'provider',
      reference: NDR,
    },
  ),
  says(
    'account-restricted',
    MS,
    [
      /bad outbound sender/,
      /5\.1\.8 .{0,60}(?:access denied|outbound)/,
      /5\.7\.50[123] .{0,60}(?:spam|banned) ?(?:abuse|sender)?/,
      /5\.7\.(?:501|502|503)\b/,
      /banned sender(?! ?\[| ip)/,
      /outbound ?spam/,
    ],
    {
      title: 'Microsoft has barred this sender',
      meaning: 'Spam was seen from the mailbox or the tenant; sending is blocked until someone unblocks it.',
      fix: 'Change the password and check for forwarding rules; then the administrator removes the user in Microsoft Defender > Email & collaboration > Review > Restricted entities.',
      reference: NDR,
    },
  ),
  says('auth-token-user', MS, /invalid xoauth2 auth data/, {
    confidence: 'likely',
    meaning: 'The user name that was sent with the token is no address, or not as SASL XOAUTH2 wants it: `user=<address>`.',
  }),
  says(
    'auth-required',
    MS,
    [/5\.7\.57\b/, /client (?:was )?not authenticated to send/, /not authenticated to send anonymous mail/],
    {
      meaning: 'No login came before MAIL FROM, or it had failed and the client went on.',
      fix: 'Switch SMTP authentication on for smtp.office365.com:587 with STARTTLS, and read the refused login earlier in the log. A device without login: use the MX host of the domain on port 25 (direct send) or a connector.',
      about: 'smtp',
      reference: AUTH_DOC,
    },
  ),
  says('server-blocks-ip', MS, /5\.7\.708\b|traffic not accepted from this ip/, {
    title: "Microsoft takes no mail from the tenant's address for now",
    meaning:
      'Exchange Online refuses what new and trial tenants, and addresses of low reputation, send outside. Connection and login were fine.',
    fix: 'Exchange administrator: look for a stolen mailbox, then ask Microsoft support to release the tenant; a new tenant is released once it is paid for.',
    confidence: 'likely',
    reference: NDR,
  }),
  says(
    'server-blocks-ip',
    MS,
    [
      /banned sending ip/,
      /5\.7\.(?:60[6-9]|6[1-4]\d)\b/,
      /sender\.office\.com/,
      /part of their network is on our block list/,
      /\(s3(?:150|140|113|114|115)\)/,
      /4\.7\.650\b/,
      /temporarily rate limited due to ip reputation/,
      /5\.7\.511\b/,
      /blocklist .{0,60}outlook|sendersupport\.olc/,
    ],
    {
      meaning: "Microsoft's filter bars or slows the sending IP address.",
      fix: "Send through your provider's submission server. For a mail server of your own ask for delisting at https://sender.office.com/ (Outlook.com: https://olcsupport.office.com/) with the address from the reply.",
      reference: NDR,
    },
  ),
  says('ehlo-name-rejected', MS, /5\.7\.506\b|bad helo/, { reference: NDR }),
  says(
    'rate-limited',
    MS,
    [
      /4\.7\.500 server busy/,
      /4\.7\.5(?:[0-9]{2})\b/,
      /4\.7\.[56]\d\d .{0,40}access denied, please try again later/,
      /as\(\d{3,5}\)/,
    ],
    { reference: NDR },
  ),
  says('auth-mechanism-rejected', MS, [/5\.7\.4 unrecogni[sz]ed authentication type/, /unrecogni[sz]ed authentication type/], {
    meaning:
      'Exchange does not take this mechanism as things stand: AUTH PLAIN, any AUTH before STARTTLS, or password login that the administrator switched off.',
    fix: 'Start TLS first and use LOGIN or XOAUTH2 instead of PLAIN. If LOGIN is missing after TLS: on premises tick "Basic authentication" on the receive connector; in Exchange Online use OAuth 2.0.',
    reference: AUTH_DOC,
  }),
  says(
    'auth-mechanism-rejected',
    EXCHANGE,
    [/\b250.{0,600}x-exps (?:gssapi|ntlm)/, /\bauth (?:gssapi )?ntlm(?: x-exps| 8bitmime|$)/],
    {
      title: 'Exchange offers NTLM and Kerberos only',
      meaning:
        'This receive connector lists no LOGIN (it may after STARTTLS); clients that know only PLAIN and LOGIN find no way in.',
      fix: 'Start TLS first: LOGIN often appears then. Otherwise the Exchange administrator ticks "Basic authentication after TLS" on the client receive connector, or the client uses NTLM.',
      confidence: 'likely',
    },
  ),
  says('auth-rejected', EXCHANGE, [/logon failure: unknown user name or bad password/, /5\.7\.8 .{0,20}logon denied/], {
    fix: 'Check the user name as UPN (user@domain) or DOMAIN\\user, and the password in Outlook on the web.',
  }),
  says('greeting-refused', EXCHANGE, /^(?:421 )?4\.3\.2 service not available$/, {
    meaning:
      'The transport service is up and takes nobody: it is draining, in maintenance, or its receive connector forbids this address.',
    fix: 'Exchange administrator: `Get-ServerComponentState` must show FrontendTransport and HubTransport Active; check the remote IP ranges of the receive connector.',
    confidence: 'likely',
  }),
  says('auth-policy-blocked', MS, [/5\.7\.23[0-9]? .{0,60}policy/, /accessdenied.{0,40}clientaccessrule|client access rule/]),
];
