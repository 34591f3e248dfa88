// What the large mailbox providers say when they refuse one message or the server that brings it, by the words and tags that
// are theirs alone. None of it is said of a login. Facts as data; knows no engine.
import type { FindingId } from '../../model/finding.ts';
import { type EntryWords, type ReplyEntry, says as saysAnywhere } from '../reply-entry.ts';

const GOOGLE = 'Google (Gmail, Workspace)';
const MICROSOFT = 'Microsoft 365 / Outlook.com';
const YAHOO = 'Yahoo Mail / AOL';
const APPLE = 'Apple iCloud Mail';
const GMX = 'GMX / WEB.DE / mail.com';
const TELEKOM = 'T-Online (Telekom)';
const QQ = 'QQ Mail';
const NETEASE = 'NetEase (163.com, 126.com)';
const MAIL_RU = 'Mail.ru';
const YANDEX = 'Yandex Mail';

const says = (id: FindingId, by: string | null, when: RegExp | readonly RegExp[], words: EntryWords = {}): ReplyEntry =>
  saysAnywhere(id, by, when, { ...words, ofMessage: true });

const GMAIL_ERRORS = 'https://knowledge.workspace.google.com/admin/support/troubleshooting/gmail-smtp-errors-and-codes';
const EXCHANGE_NDRS =
  'https://learn.microsoft.com/exchange/mail-flow-best-practices/non-delivery-reports-in-exchange-online/non-delivery-reports-in-exchange-online';
const YAHOO_ERRORS = 'https://senders.yahooinc.com/smtp-error-codes/';
const GMX_ERRORS = 'https://postmaster.gmx.net/en/error-messages';
const QQ_ERRORS = 'https://service.mail.qq.com/detail/122/57';

/** OFR_417, OFR004_104, LPN105-402: https://postmaster.orange.fr, and the list of Sisimai (lib/Sisimai/Rhost/FrancePTT.pm). */
const numbered = (numbers: string): RegExp => new RegExp(`\\b(?:ofr|lpn|ouk|sfr)[_ ]?(?:\\d{3}[-_ ])?(?:${numbers})\\b`);

const google = (): readonly ReplyEntry[] => [
  // 4.7.29 and 5.7.29 are Google's own use of the code, as 5.7.30 is (IANA has ARC and REQUIRETLS there).
  says('delivery-tls-failed', GOOGLE, /(?:not sent over|was not sent via|requires?) (?:a )?tls.{0,120}(?:gsmtp|google|gmail)/, {
    title: 'Gmail takes mail from other servers over TLS alone',
    meaning: "The sending server delivered without STARTTLS. The recipient's address and the message may well be right.",
    fix: 'Whoever runs the sending server switches opportunistic TLS on for its outgoing mail.',
    reference: GMAIL_ERRORS,
  }),
  says(
    'sender-unauthenticated',
    GOOGLE,
    [
      /^\d{3} [45]\.7\.(?:26|27|30|31|32|40)\b.{0,400}(?:\bspf\b|dkim|dmarc|unauthenticated|not authenticated|alignment)/,
      /(?:e-?mail|message|mail) .{0,40}(?:does not have authentication information|fails to pass authentication checks)/,
      /because (?:it|the sender|this message) is unauthenticated/,
    ],
    { reference: GMAIL_ERRORS },
  ),
  says(
    'rate-limited',
    GOOGLE,
    [
      /^\d{3} [45]\.7\.28 .{0,300}(?:gsmtp|google|gmail|unusual|rate)/,
      /unusual (?:rate|amount|volume) of (?:unsolicited )?(?:mail|e-?mail|messages)/,
      /receiving mail (?:too quickly|at a rate that)/,
    ],
    { reference: GMAIL_ERRORS },
  ),
  says('delivery-tls-failed', GOOGLE, /tls required for rcpt domain/, { reference: GMAIL_ERRORS }),
  says('rate-limited', GOOGLE, /try again later, closing connection.{0,6}\((?:mail|rcpt|data|starttls|eof)/, {
    title: 'Google takes no more mail from this client for now',
    meaning: 'Google closes the connection without saying why: too many connections or messages, or a fault of its own.',
    fix: 'Wait, then send more slowly and over one connection. If it stays: the reputation of the address in Google Postmaster Tools.',
    confidence: 'likely',
    reference: GMAIL_ERRORS,
  }),
  says('client-no-rdns', GOOGLE, /does not have a ptr record/, { reference: GMAIL_ERRORS }),
  says(
    'content-rejected',
    GOOGLE,
    [
      /message is likely (?:unsolicited|suspicious)/,
      /content presents a potential security (?:issue|risk)/,
      /(?:detected|contains?) an? (?:illegal|blocked|prohibited) attachment/,
      /suspicious due to the (?:very low reputation of the (?!sending ip)|nature of the content)/,
    ],
    { reference: GMAIL_ERRORS },
  ),
  says(
    'server-blocks-ip',
    GOOGLE,
    /ip you're using to send mail is not authori[sz]ed to send e?-?mail directly|not allowed to send (?:e-?mail )?directly to our servers/,
    {
      reference: GMAIL_ERRORS,
    },
  ),
  says('server-blocks-ip', GOOGLE, [/ip not in whitelist for rcpt domain/, /very low reputation of the sending ip\b/], {
    reference: GMAIL_ERRORS,
  }),
  says('mailbox-full', GOOGLE, /inbox is out of storage|account that you tried to reach is over quota/, {
    reference: GMAIL_ERRORS,
  }),
  says(
    'recipient-unknown',
    GOOGLE,
    /(?:e-?mail )?account that you tried to reach (?:is|does|has)|user you are trying to contact is disabled/,
    {
      reference: GMAIL_ERRORS,
    },
  ),
  says('server-fault', GOOGLE, /^4\d\d .{0,12}temporary system problem/, { reference: GMAIL_ERRORS }),
  says('rate-limited', GOOGLE, /your message has too many recipients/, { reference: GMAIL_ERRORS }),
];

const microsoft = (): readonly ReplyEntry[] => [
  says('host-unreachable', MICROSOFT, /5\.4\.317 message expired, cannot connect to remote/, {
    title: "The recipient's server could not be reached in the time allowed",
    meaning:
      'Exchange Online tried for a day: no connection, or none that TLS could be spoken over. Connection and login of the sender were fine.',
    fix: "The recipient's mail administrator looks at the MX, its firewall and its certificate; the report names the host and address that were tried.",
    confidence: 'likely',
    reference: EXCHANGE_NDRS,
  }),
  says(
    'server-blocks-ip',
    MICROSOFT,
    [
      /part of their network is on our block ?list/,
      /banned sending ip|access denied, banned sender ?\[/,
      /traffic not accepted from this ip/,
      /messages from \[?[0-9a-f.:]{4,45}\]? weren't sent(?!.{0,120}we have limits)/,
      /access denied.{0,80}block list.{0,80}(?:microsoft|office|outlook)/,
    ],
    { reference: EXCHANGE_NDRS },
  ),
  says(
    'rate-limited',
    MICROSOFT,
    [
      /temporarily rate limited due to ip reputation/,
      /messages from .{0,60}weren't sent.{0,40}we have limits/,
      /server busy\. please try again later from/,
      /organi[sz]ation queue quota exceeded/,
      /submission rate for this client has exceeded/,
      /(?:concurrent connections|(?:sender|recipient|mailbox|thread) (?:thread )?limit) (?:limit )?exceeded/,
    ],
    { reference: EXCHANGE_NDRS },
  ),
  says('rate-limited', MICROSOFT, /exceeded their limit for the number of messages they can receive/, {
    reference: EXCHANGE_NDRS,
  }),
  says('sender-not-allowed', MICROSOFT, /sending this from a different address or alias/, { reference: EXCHANGE_NDRS }),
  says('sender-unauthenticated', MICROSOFT, /sending domain .{0,120}does not (?:meet the required authentication|pass dmarc)/, {
    reference: EXCHANGE_NDRS,
  }),
  says('relay-denied', MICROSOFT, /external sending is not supported for high volume/, {
    title: 'High Volume Email goes to recipients of the own organisation alone',
    meaning: 'The account is one for High Volume Email, which takes no recipients outside since June 2025. The login was right.',
    fix: 'Send to outside recipients through Azure Communication Services, a relay service, or a mailbox with a licence.',
    reference: 'https://learn.microsoft.com/exchange/mail-flow-best-practices/high-volume-mails-m365',
  }),
  says('content-rejected', MICROSOFT, /does not allow external forwarding/, {
    title: 'The organisation lets no mail be forwarded to the outside',
    meaning:
      "The message was forwarded by a rule of the mailbox, and the outbound spam policy of its organisation forbids that. The sender's login is not at fault.",
    fix: 'Exchange administrator: Defender > Policies > Anti-spam outbound policy, allow automatic forwarding for this mailbox, or have the rule removed.',
    owner: 'provider',
    reference: EXCHANGE_NDRS,
  }),
  says('connection-closed', MICROSOFT, /connection dropped due to /, { confidence: 'likely', reference: EXCHANGE_NDRS }),
  // The edge asks the directory, and says so with the code of a host that does not answer.
  says('recipient-unknown', MICROSOFT, /^550 5\.4\.1 .{0,330}recipient address(?:es)? rejected ?: access denied/, {
    meaning:
      "The recipient is not in the directory of its organisation, which has Exchange Online refuse such mail at the edge (or its domain is no accepted one). The sender's login is not at fault.",
    fix: "Check the recipient's address letter by letter. The recipient's Exchange administrator: the address, or the type of the accepted domain (internal relay lets unknown addresses through).",
    reference: EXCHANGE_NDRS,
  }),
  says('server-blocks-ip', MICROSOFT, /tenantinboundattribution|restrictdomainsto(?:ipaddresses|certificate)/, {
    title: "A connector of the recipient's organisation takes mail of this domain from named servers only",
    meaning: "The sending server's address or certificate is not the one that the connector names. The login is not at fault.",
    fix: 'Exchange administrator of the recipient: look at the inbound connector for that domain (RestrictDomainsToIPAddresses, RestrictDomainsToCertificate).',
    confidence: 'likely',
    reference: EXCHANGE_NDRS,
  }),
  says('sender-not-allowed', MICROSOFT, /direct send not allowed|sendernotauthenticatedfor|resolver\.rst\.(?:auth|not|rest)/, {
    reference: EXCHANGE_NDRS,
  }),
  says('content-rejected', MICROSOFT, /transport\.rules\.|rejected by organi[sz]ation policy|detected as spam/, {
    confidence: 'likely',
    reference: EXCHANGE_NDRS,
  }),
  says('account-restricted', MICROSOFT, /bad outbound sender|spam abuse detected|sending account has been banned/, {
    reference: EXCHANGE_NDRS,
  }),
  says('sender-not-allowed', MICROSOFT, /blocked from sending from unregistered domain/, { reference: EXCHANGE_NDRS }),
];

const others = (): readonly ReplyEntry[] => [
  // Yahoo and AOL: the tag in brackets names the rule.
  says(
    'server-blocks-ip',
    YAHOO,
    /\[(?:bl\d{2}|ts0[23])\] |permanently deferred; retrying will not|aol will not accept delivery/,
    {
      reference: YAHOO_ERRORS,
    },
  ),
  says('sender-not-allowed', YAHOO, /unresolvable rfc\.?532[12]\.?.{0,10}(?:from|mailfrom) domain/, {
    title: "Yahoo cannot resolve the sender's domain",
    meaning:
      "The domain of the sender's address has no DNS record that Yahoo finds: misspelt, without A and MX, or its name servers do not answer.",
    fix: "Whoever runs the sender's domain looks up its A and MX records from outside; the program's From address may be misspelt.",
    confidence: 'likely',
    reference: YAHOO_ERRORS,
  }),
  says('rate-limited', YAHOO, /\[(?:tss?\d{2}|gl01)\] |temporarily deferred due to (?:unexpected volume|user complaints)/, {
    reference: YAHOO_ERRORS,
  }),
  says(
    'content-rejected',
    YAHOO,
    /message (?:was )?not (?:accepted|allowed) (?:for|due to) policy reasons|message not allowed - |\(pool-[a-z]{2,4}\)|\bpolicy-[a-z]{2,8}\]/,
    {
      reference: YAHOO_ERRORS,
    },
  ),
  says('recipient-unknown', YAHOO, /delivery error: dd (?!.{0,300}over quota)|mail action aborted, mailbox not found/, {
    reference: YAHOO_ERRORS,
  }),
  says('server-fault', YAHOO, /resources temporarily not available/, { confidence: 'likely', reference: YAHOO_ERRORS }),
  // iCloud
  says('content-rejected', APPLE, /\[(?:cs|hm|ha)\d{2}\] .{0,60}(?:reject|polic)|(?:reject|polic).{0,80}support\.apple\.com/, {
    reference: 'https://support.apple.com/102322',
  }),
  // GMX, WEB.DE, mail.com, IONOS: the first line is the standard's, the second says why.
  // The link says it, too: its `c` is the reason.
  says('client-no-rdns', GMX, [/bad dns ptr/, /[?&]c=rdns\b/], { reference: GMX_ERRORS }),
  says('sender-unauthenticated', GMX, /reject due to spf polic|[?&]c=spf\b/, { reference: GMX_ERRORS }),
  says('content-rejected', GMX, /[?&]c=h[id]\b/, {
    title: 'The header of the message is not as RFC 5322 has it',
    meaning:
      'GMX, WEB.DE, mail.com and IONOS refuse a message whose Date, From, Sender or To is missing, malformed or there twice. Connection and login were fine.',
    fix: 'Have the sending program write each of these fields once, with a valid date and addresses in ASCII or encoded words.',
    owner: 'you',
    confidence: 'likely',
    reference: GMX_ERRORS,
  }),
  says('server-blocks-ip', GMX, /no smtp service.{0,40}ip address is (?:black|block) ?listed/, { reference: GMX_ERRORS }),
  says('sender-not-allowed', GMX, /sender address (?:is )?not allowed/, { reference: GMX_ERRORS }),
  says('rate-limited', GMX, /mail send limit exceeded/, { reference: GMX_ERRORS }),
  says('content-rejected', GMX, /reject due to polic(?:y|ies)(?: restrictions| violations)?/, {
    title: 'The message is refused by a rule of the receiving provider',
    confidence: 'likely',
    reference: GMX_ERRORS,
  }),
  // T-Online gives the address and, in brackets, the rule.
  says('server-blocks-ip', TELEKOM, /\bip=[0-9a-f.:]{4,45} - |(?:tosa|tobr)@rx\.t-online|(?:none|bad)\/(?:bad|none) reputation/, {
    reference: 'https://postmaster.t-online.de/',
  }),
  // Orange, La Poste and SFR number their refusals alike: the last three digits tell.
  says('rate-limited', 'Orange', numbered('10[345]')),
  says('server-blocks-ip', 'Orange', numbered('102|510'), { confidence: 'likely' }),
  says('sender-unauthenticated', 'Orange', numbered('401')),
  says('auth-required', 'Orange', numbered('402')),
  says('sender-not-allowed', 'Orange', numbered('40[35]|415|421')),
  says('recipient-unknown', 'Orange', numbered('41[68]|42[06]')),
  says('mailbox-full', 'Orange', numbered('417')),
  says('message-too-large', 'Orange', numbered('514')),
  says('service-unavailable', 'Orange', numbered('505|999'), { confidence: 'likely' }),
  says('content-rejected', 'Orange', [/mail rejet?e\b/, numbered('50[0-46-9]|51[1-35-9]|43\\d')], { confidence: 'likely' }),
  says('server-blocks-ip', 'Free (Iliad)', /too many spams from your ip/),
  says('rate-limited', 'Free (Iliad)', /too many errors from your ip/),
  // QQ: what it counts is per address, domain and sender.
  says('rate-limited', QQ, /(?:ip|domain|sender|connection|user|recipient) frequency (?:is )?limit/, { reference: QQ_ERRORS }),
  says('server-blocks-ip', QQ, /suspected spam ip|suspected bounce attacks?/, { reference: QQ_ERRORS }),
  says('sender-unauthenticated', QQ, /^550 (?:spf|dkim|dmarc) check failed/, { reference: QQ_ERRORS }),
  says('content-rejected', QQ, /mail content denied|^550 mail is rejected by recipients/, { reference: QQ_ERRORS }),
  says('recipient-unknown', QQ, /mailbox not found or access denied/, { reference: QQ_ERRORS }),
  says('rate-limited', NETEASE, /\b(?:mi:(?:sfq|cel|dmc|ccf|sts)|hl:(?:itc|icc|ifc|mep)|rp:(?:qrc|cel|drc|frl|trc))\b/),
  says('rate-limited', NETEASE, /并发连接数?.{0,6}(?:过|超)/),
  says('server-blocks-ip', NETEASE, /\b(?:mi:(?:ipb|nhd)|hl:(?:rep|ihu)|dt:rbl|rp:(?:rdn|ipb))\b/),
  says('content-rejected', NETEASE, /\b(?:dt:spm|mi:spb|mi:spf|dt:bch)\b/),
  says('sender-not-allowed', NETEASE, /\bdt:sum\b/),
  says('auth-rate-limited', NETEASE, /smtp auth error limit exceed/),
  says('account-restricted', MAIL_RU, /message sending for this account is disabled/),
  says('content-rejected', MAIL_RU, /spam message rejected/, { reference: 'https://help.mail.ru/notspam-support' }),
  says('recipient-unknown', MAIL_RU, /non-local recipient verification|invalid mailbox\. local mailbox/),
  says('content-rejected', YANDEX, /rejected under suspicion of spam/, {
    reference: 'https://yandex.com/support/yandex-360/customers/mail/en/web/letter/create/spam-outgoing.html',
  }),
  says('recipient-unknown', YANDEX, /policy rejection on the target address/, { confidence: 'likely' }),
  says('greylisted', YANDEX, /the service is currently unavailable\. please come back later/, { confidence: 'likely' }),
  says('server-blocks-ip', 'Libero / Virgilio', /ip blacklisted by csi/),
  // MailChannels, for its hosters: the rule stands in brackets.
  says('sender-unauthenticated', 'MailChannels', /\[bfd\] .{0,60}(?:spf|prohibited)|sender prohibited by spf/),
  says('sender-not-allowed', 'MailChannels', /\[sdnf\] |sender domain not found/),
  says('account-restricted', 'MailChannels', /\[(?:tax|esc|susp)\] /, { confidence: 'likely' }),
  says('content-rejected', 'MailChannels', /\[(?:cs|uce|txt)\] .{0,40}(?:block|reject|spam)/),
];

export const receivers = (): readonly ReplyEntry[] => [...google(), ...microsoft(), ...others()];
