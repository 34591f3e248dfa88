// What Exchange and Exchange Online say in replies and non-delivery reports: the codes that are theirs alone, their
// agents' names (RESOLVER…, STOREDRV…), and the sentences beside codes that others use as well. Knows no text but its own.
import type { FindingId } from '../../model/finding.ts';
import type { Registry, RegistryEntry } from './registry.ts';

type Words = Pick<RegistryEntry, 'title' | 'meaning' | 'fix'>;
type Confidence = RegistryEntry['confidence'];

const NDR =
  'https://learn.microsoft.com/exchange/mail-flow-best-practices/non-delivery-reports-in-exchange-online/non-delivery-reports-in-exchange-online';
const ON_PREMISES =
  'https://learn.microsoft.com/exchange/mail-flow/non-delivery-reports-and-bounce-messages/non-delivery-reports-and-bounce-messages';
const SUBMISSION =
  'https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission';

/** The first form is the entry's name. */
const entry = (
  forms: readonly [string, ...string[]],
  id: FindingId,
  confidence: Confidence,
  words: Words = {},
  source: string = NDR,
): RegistryEntry => ({ code: forms[0], forms, id, confidence, source, ...words });

/** An agent that names the real fault behind it. */
const wraps = (forms: readonly [string, ...string[]], title: string): RegistryEntry => ({
  code: forms[0],
  forms,
  id: null,
  confidence: 'likely',
  title,
  meaning: 'It names no cause of its own: the exception behind it does.',
  source: ON_PREMISES,
});

/** `range('5.7', 606, 649)` are the codes 5.7.606 to 5.7.649. */
const range = (subject: string, first: number, last: number): [string, ...string[]] => [
  `${subject}.${first}`,
  ...Array.from({ length: last - first }, (_, at) => `${subject}.${first + 1 + at}`),
];

/** For now and for good: Exchange gives the same detail with both classes. */
const both = (detail: string): [string, string] => [`5.${detail}`, `4.${detail}`];

const BANNED_ACCOUNT: Words = {
  title: 'Microsoft has barred the account from sending, since it sent spam',
  meaning: 'The account or tenant was misused, mostly with a stolen password. Connection and login work.',
  fix: 'Exchange administrator: change the password and end all sessions, look for forwarding rules, then release the user under Defender > Review > Restricted entities.',
};
const BANNED_ADDRESS: Words = {
  title: "Microsoft refuses mail from this server's address",
  meaning: 'The sending IP address stands on a block list of Microsoft. The login is not at fault.',
  fix: 'Cure the cause, then ask for removal at https://sender.office.com/ (Outlook.com: https://olcsupport.office.com/) with the address from the reply.',
};
const INTERNAL_ONLY: Words = {
  title: 'The recipient takes mail from certain senders only',
  meaning: 'The group, mailbox or folder is closed to senders outside its organisation, or to those not on its list.',
  fix: "The owner of the group or the recipient's Exchange administrator admits the sender: `Set-DistributionGroup -RequireSenderAuthenticationEnabled $false`, or AcceptMessagesOnlyFrom.",
};
const SENDING_LIMIT: Words = {
  title: 'The sending limit of the mailbox is used up',
  meaning: 'Exchange Online counts messages and recipients of a mailbox (10 000 recipients a day, 30 messages a minute).',
};
const RECIPIENT_LIMIT: Words = {
  title: 'The recipient gets too much mail in this hour',
  meaning: "A limit of the recipient's mailbox, not of the login: it takes no more for now.",
  fix: 'Send fewer messages to this recipient, and later.',
};
const SEND_AS: Words = {
  fix: 'Set the From address to the mailbox that logs in, or have the Exchange administrator grant it: `Add-RecipientPermission <mailbox> -Trustee <login> -AccessRights SendAs`.',
};
const OTHER_SIDE_TLS = (title: string): Words => ({
  title,
  meaning:
    "Exchange Online holds to DANE or MTA-STS, and the recipient's server does not fit it. Connection and login of the sender were fine.",
  fix: "The recipient's mail administrator must mend certificate, STARTTLS or the TLSA records of the MX; the sender can only wait.",
});
const NO_WAY_ON: Words = {
  title: "The recipient's server could not be reached",
  meaning: 'Exchange took the message and could not hand it on. Connection and login of the sender were fine.',
  fix: "The recipient's mail administrator looks at the MX and its firewall; the report names the host and address that were tried.",
};
const LOOP: Words = {
  fix: 'Exchange administrator: look for two systems that forward to each other (connectors, accepted domains set to internal relay, MX, mailbox rules).',
};

const CODES: readonly RegistryEntry[] = [
  entry(both('4.316'), 'server-fault', 'certain', NO_WAY_ON),
  // Said of any failure at or after the connection: STARTTLS, a refusal in the greeting, no answer.
  entry(both('4.317'), 'tcp-timeout', 'likely', NO_WAY_ON),
  entry(both('4.312'), 'recipient-unknown', 'likely', {
    title: "The recipient's domain could not be looked up in DNS",
    meaning: 'Exchange found no usable DNS answer for the domain. Connection and login of the sender were fine.',
  }),
  entry(both('4.300'), 'server-fault', 'likely', NO_WAY_ON),
  entry(both('4.310'), 'recipient-unknown', 'certain', { title: "The recipient's domain does not exist" }),
  entry(both('4.14'), 'mail-loop', 'certain', LOOP),
  entry(both('7.321'), 'delivery-tls-failed', 'certain', OTHER_SIDE_TLS("The recipient's server offers no STARTTLS")),
  entry(both('7.322'), 'delivery-tls-failed', 'certain', OTHER_SIDE_TLS("The certificate of the recipient's server has expired")),
  entry(
    both('7.323'),
    'delivery-tls-failed',
    'certain',
    OTHER_SIDE_TLS("The certificate of the recipient's server does not fit its TLSA record"),
  ),
  entry(both('7.324'), 'delivery-tls-failed', 'certain', OTHER_SIDE_TLS("The DNSSEC of the recipient's domain is broken")),
  entry(
    both('7.325'),
    'delivery-tls-failed',
    'certain',
    OTHER_SIDE_TLS("The certificate of the recipient's server is for another name"),
  ),
  entry(['5.0.350'], 'content-rejected', 'likely', {
    title: "The recipient's system refuses the message, without a narrower reason",
    fix: 'Send as plain HTML or text instead of Rich Text, and without nested attachments.',
  }),
  entry(['5.1.90'], 'account-quota-exceeded', 'certain', SENDING_LIMIT),
  entry(['5.2.121'], 'rate-limited', 'certain', RECIPIENT_LIMIT),
  entry(['5.2.122'], 'rate-limited', 'certain', RECIPIENT_LIMIT),
  entry(['5.2.252'], 'sender-not-allowed', 'certain', SEND_AS),
  entry(['5.3.190'], 'content-rejected', 'certain', {
    title: 'The organisation does not journal mail in the cloud',
    fix: 'Exchange administrator: switch the journal archive on, or let the journal rule point elsewhere.',
  }),
  entry(['5.6.11'], 'content-rejected', 'certain', {
    title: 'The message holds bare line feeds',
    meaning:
      'The sending program ends lines with LF alone, which the receiving server does not take (BDAT is not offered there).',
    fix: 'Have the program end every line with CRLF.',
  }),
  entry(['5.7.57'], 'auth-required', 'likely', {
    title: 'The login is missing',
    meaning: 'smtp.office365.com got a MAIL FROM without a login before it.',
    fix: 'Switch SMTP authentication on in the application or device: port 587, STARTTLS, user name and password or OAuth of a mailbox with a licence.',
  }),
  entry(['5.7.60'], 'sender-not-allowed', 'certain', SEND_AS),
  entry(['5.7.64'], 'relay-denied', 'certain', {
    title: 'No inbound connector fits this server',
    meaning:
      'Exchange Online cannot tell to which tenant the sending server belongs: address or certificate of the connector do not fit.',
    fix: 'Exchange administrator: Mail flow > Connectors, enter the public address or the certificate name of the sending server.',
  }),
  entry(['5.7.66', '4.7.66'], 'tls-version-unsupported', 'certain'),
  entry(['5.7.124'], 'sender-not-allowed', 'certain', INTERNAL_ONLY),
  entry(['5.7.129'], 'sender-not-allowed', 'certain', INTERNAL_ONLY),
  entry(['5.7.133'], 'sender-not-allowed', 'certain', INTERNAL_ONLY),
  entry(['5.7.134'], 'sender-not-allowed', 'certain', INTERNAL_ONLY),
  entry(['5.7.135'], 'sender-not-allowed', 'certain', INTERNAL_ONLY),
  entry(['5.7.136'], 'sender-not-allowed', 'certain', INTERNAL_ONLY),
  entry(['5.7.193'], 'sender-not-allowed', 'certain', INTERNAL_ONLY),
  entry(range('4.7', 500, 699), 'rate-limited', 'likely', {
    title: "Exchange Online holds mail from this server's address back",
    meaning:
      'The address is new or was noticed for something; sending from it is limited for a while. The login is not at fault.',
    fix: 'Send less at a time and let the queue retry; the limit rises with good mail, SPF, DKIM and reverse DNS.',
  }),
  entry(range('4.7', 850, 899), 'rate-limited', 'likely', {
    title: "Exchange Online holds mail from this server's address back",
    meaning: 'The address was noticed for something; sending from it is limited for a while. The login is not at fault.',
  }),
  entry(['5.7.501'], 'account-restricted', 'certain', BANNED_ACCOUNT),
  entry(['5.7.502'], 'account-restricted', 'certain', BANNED_ACCOUNT),
  entry(['5.7.503'], 'account-restricted', 'certain', BANNED_ACCOUNT),
  entry(['5.7.504'], 'recipient-unknown', 'certain'),
  entry(['5.7.505'], 'recipient-unknown', 'certain', { title: 'Microsoft takes no mail for this recipient' }),
  entry(['5.7.506'], 'ehlo-name-rejected', 'certain'),
  entry(['5.7.507'], 'server-blocks-ip', 'certain', { title: "The recipient's organisation blocks this server's address" }),
  entry(['5.7.508'], 'rate-limited', 'certain', { title: 'The IPv6 range of this server sends too much' }),
  entry(['5.7.509'], 'sender-unauthenticated', 'certain'),
  entry(['5.7.510'], 'server-blocks-ip', 'certain', {
    title: 'The recipient takes no mail over IPv6',
    fix: 'Let the sending server deliver over IPv4.',
  }),
  entry(['5.7.511'], 'server-blocks-ip', 'certain', BANNED_ADDRESS),
  entry(['5.7.512'], 'content-rejected', 'certain', {
    title: 'The message has no valid From header',
    fix: 'Write From as `Name <user@example.com>`, once.',
  }),
  entry(['5.7.513'], 'server-blocks-ip', 'certain', { title: "The recipient's domain blocks this server's address" }),
  entry(['5.7.515'], 'sender-unauthenticated', 'certain'),
  entry(range('5.7', 606, 649), 'server-blocks-ip', 'certain', BANNED_ADDRESS),
  entry(['5.7.703'], 'sender-not-allowed', 'certain', {
    title: "The sender's own organisation blocks this recipient",
    fix: 'Exchange administrator: Defender > Tenant Allow/Block List.',
  }),
  entry(['5.7.705'], 'account-quota-exceeded', 'certain', {
    title: 'The tenant sends too much, or too much that looks like spam',
  }),
  entry(['5.7.708'], 'server-blocks-ip', 'likely', { title: "Microsoft takes no mail from the tenant's address for now" }),
  entry(['5.7.750'], 'sender-not-allowed', 'certain', {
    title: 'The tenant sends from domains that are not its own',
    fix: 'Add and verify every domain that is sent from in the Microsoft 365 admin centre.',
  }),
];

const SENTENCES: readonly RegistryEntry[] = [
  entry(['SmtpClientAuthentication is disabled for the Tenant'], 'auth-protocol-disabled', 'certain', {}, SUBMISSION),
  entry(['SmtpClientAuthentication is disabled for the Mailbox'], 'auth-protocol-disabled', 'certain', {}, SUBMISSION),
  entry(
    [
      'Authentication unsuccessful, basic authentication is disabled',
      'Basic authentication is not supported for Client Submission',
    ],
    'auth-basic-disabled',
    'certain',
    {},
    SUBMISSION,
  ),
  entry(
    [
      'the request did not meet the criteria to be authenticated successfully',
      "user is locked by your organization's security defaults policy",
    ],
    'auth-policy-blocked',
    'certain',
    {},
    SUBMISSION,
  ),
  entry(['the user credentials were incorrect'], 'auth-rejected', 'certain', {}, SUBMISSION),
  entry(
    [
      'Client not authenticated to send mail',
      'Client was not authenticated to send anonymous mail during MAIL FROM',
      '5.7.1 Client was not authenticated',
    ],
    'auth-required',
    'likely',
  ),
  entry(['must pass either SPF or DKIM validation'], 'sender-unauthenticated', 'certain'),
  entry(['does not pass DMARC verification and has a DMARC policy of reject'], 'sender-unauthenticated', 'certain'),
  entry(['The message was rejected because of Sender Policy Framework violation'], 'sender-unauthenticated', 'certain'),
  entry(['must have a reverse DNS record'], 'client-no-rdns', 'certain'),
  entry(['Access denied, bad outbound sender'], 'account-restricted', 'certain', BANNED_ACCOUNT),
  entry(['Access denied, spam abuse detected', 'Access denied, banned sender'], 'account-restricted', 'likely', BANNED_ACCOUNT),
  entry(['Access denied, banned sending IP'], 'server-blocks-ip', 'certain', BANNED_ADDRESS),
  entry(['Access denied, tenant has exceeded threshold'], 'account-quota-exceeded', 'certain'),
  entry(['Recipient address rejected: Access denied'], 'recipient-unknown', 'likely', {
    meaning: 'The domain refuses recipients that its directory does not know. Connection and login of the sender were fine.',
  }),
  entry(['550 5.5.0 Requested action not taken: mailbox unavailable'], 'recipient-unknown', 'certain'),
  entry(['not found by SMTP address lookup'], 'recipient-unknown', 'certain'),
  entry(
    ['Submission quota exceeded', "sender's submission quota was exceeded", 'SubmissionQuotaExceededException'],
    'account-quota-exceeded',
    'certain',
    SENDING_LIMIT,
  ),
  entry(['recipient thread limit exceeded'], 'rate-limited', 'certain', RECIPIENT_LIMIT),
  entry(['Hop count exceeded - possible mail loop'], 'mail-loop', 'certain', LOOP),
  entry(
    [
      'Sender was not authenticated by organization',
      'Sender not authenticated for group',
      'Sender was not authenticated for mailbox',
      'Sender was not authenticated for public folder',
      'Sender not in allowed-senders list',
    ],
    'sender-not-allowed',
    'certain',
    INTERNAL_ONLY,
  ),
  entry(['Unable to relay recipient in non-accepted domain'], 'relay-denied', 'certain'),
];

const AGENTS: readonly RegistryEntry[] = [
  entry(
    ['RESOLVER.ADR.RecipientNotFound', 'RESOLVER.ADR.RecipNotFound', 'RESOLVER.ADR.ExRecipNotFound'],
    'recipient-unknown',
    'certain',
    {
      fix: "Check the recipient's address letter by letter. An address that begins with IMCEAEX comes from Outlook's stored names: delete it there and choose it anew.",
    },
    ON_PREMISES,
  ),
  entry(
    ['RESOLVER.ADR.Ambiguous'],
    'recipient-unknown',
    'certain',
    { title: 'Two recipients have the same address' },
    ON_PREMISES,
  ),
  entry(
    ['RESOLVER.ADR.BadPrimary', 'RESOLVER.ADR.InvalidInSmtp'],
    'recipient-unknown',
    'certain',
    { title: "The recipient's address is malformed" },
    ON_PREMISES,
  ),
  entry(['RESOLVER.ADR.RecipLimit'], 'rate-limited', 'certain', { title: 'One message has too many recipients' }, ON_PREMISES),
  entry(
    ['RESOLVER.RST.AuthRequired', 'RESOLVER.RST.NotAuthorized', 'RESOLVER.RST.RestrictedToGroup'],
    'sender-not-allowed',
    'certain',
    INTERNAL_ONLY,
    ON_PREMISES,
  ),
  entry(
    [
      'RESOLVER.RST.SendSizeLimit',
      'RESOLVER.RST.RecipSizeLimit',
      'RESOLVER.RST.SendSizeLimit.Org',
      'RESOLVER.RST.RecipSizeLimit.Msg',
    ],
    'message-too-large',
    'certain',
    {},
    ON_PREMISES,
  ),
  entry(['RESOLVER.FWD.Loop', 'RESOLVER.GRP.Loop'], 'mail-loop', 'certain', LOOP, ON_PREMISES),
  entry(['ROUTING.SizeLimit', 'SMTPSEND.OverAdvertisedSize'], 'message-too-large', 'certain', {}, ON_PREMISES),
  entry(
    ['ROUTING.NoConnectorForAddressType', 'ROUTING.NoRouteToMDB', 'ROUTING.NoRouteToServer', 'ROUTING.NoHubs'],
    'server-fault',
    'certain',
    {
      title: 'Exchange finds no way to the recipient',
      fix: 'Exchange administrator: look at send connectors, accepted domains and the database of the mailbox.',
    },
    ON_PREMISES,
  ),
  entry(
    ['SMTPSEND.DNS.NonExistentDomain'],
    'recipient-unknown',
    'certain',
    { title: "The recipient's domain does not exist" },
    ON_PREMISES,
  ),
  entry(
    ['SMTPSEND.DNS.MxLoopback'],
    'mail-loop',
    'certain',
    { title: "The recipient's MX points back to this server" },
    ON_PREMISES,
  ),
  entry(['QUEUE.Expired'], 'server-fault', 'certain', NO_WAY_ON, ON_PREMISES),
  entry(
    ['TRANSPORT.RULES.RejectMessage'],
    'content-rejected',
    'certain',
    {
      title: 'A mail flow rule of the organisation refuses the message',
      fix: 'Exchange administrator: Mail flow > Rules; the message trace names the rule.',
    },
    ON_PREMISES,
  ),
  entry(
    ['TRANSPORT.MRA.RejectMessage', 'APPROVAL.InvalidContent'],
    'content-rejected',
    'likely',
    { title: 'A moderator or approval step refused the message' },
    ON_PREMISES,
  ),
  entry(
    ['SendAsDeniedException', 'MapiExceptionSendAsDenied', 'SendAsDenied'],
    'sender-not-allowed',
    'certain',
    SEND_AS,
    ON_PREMISES,
  ),
  entry(
    ['MapiExceptionShutoffQuotaExceeded', 'QuotaExceededException', 'STOREDRV.Deliver.Exception:QuotaExceededException'],
    'mailbox-full',
    'certain',
    {},
    ON_PREMISES,
  ),
  entry(['MapiExceptionMaxSubmissionExceeded'], 'message-too-large', 'certain', {}, ON_PREMISES),
  entry(['MapiExceptionNotAuthorized'], 'sender-not-allowed', 'likely', INTERNAL_ONLY, ON_PREMISES),
  wraps(['STOREDRV.Submit', 'STOREDRV.Submission.Exception'], 'Exchange could not hand the message over from the mailbox'),
  wraps(['STOREDRV.Deliver', 'STOREDRV.Deliver.Exception'], "Exchange could not store the message in the recipient's mailbox"),
];

/** Codes whose detail has three digits, and the names of its agents: nobody else says them. */
export const isOfExchangeAlone = ({ code }: Pick<RegistryEntry, 'code'>): boolean =>
  /^[45]\.\d\.\d{3}$|^[A-Z]{4,12}\.[A-Z]|Exception$|^Mapi|^SendAs/.test(code);

export const EXCHANGE_NDR: Registry = {
  name: 'Replies and non-delivery reports of Exchange',
  source: NDR,
  speaker: 'server',
  entries: [...CODES, ...SENTENCES, ...AGENTS],
};
