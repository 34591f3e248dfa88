// What filters in front of mailboxes say when they refuse one message or the server that brings it: gateways, block lists,
// policy daemons, greylisting. None of it is said of a login. Facts as data; knows no engine.
import type { FindingId } from '../../model/finding.ts';
import { type EntryWords, type ReplyEntry, says as saysAnywhere } from '../reply-entry.ts';

const MIMECAST = 'Mimecast';
const PROOFPOINT = 'Proofpoint';
const BARRACUDA = 'Barracuda';
const MESSAGELABS = 'Broadcom (MessageLabs)';
const CISCO = 'Cisco Secure Email';
const SPAMEXPERTS = 'SpamExperts';
const CPANEL = 'cPanel (Exim)';

const says = (id: FindingId, by: string | null, when: RegExp | readonly RegExp[], words: EntryWords = {}): ReplyEntry =>
  saysAnywhere(id, by, when, { ...words, ofMessage: true });

const MIMECAST_ERRORS = 'https://mimecastsupport.zendesk.com/hc/en-us/articles/34000709564691';

export const filters = (): readonly ReplyEntry[] => [
  // Mimecast: the words stand before a link that is the same for all of them.
  says(
    'sender-not-allowed',
    MIMECAST,
    /(?:manually|permanently) blocked senders?|envelope blocked - user|blocked senders? (?:list|policy)/,
    {
      title: 'The recipient has barred this sender',
      meaning: "A list of the recipient or of its organisation refuses the sender's address. The login is not at fault.",
      fix: "The recipient, or the administrator of the recipient's filter, takes the address off the list of blocked senders.",
      reference: MIMECAST_ERRORS,
    },
  ),
  says('sender-unauthenticated', MIMECAST, /anti-?spoofing (?:policy|header|lockout)|anti-?spoof(?:ing)? (?:check|rule)/, {
    title: 'The message claims to come from the domain of its recipient',
    meaning: "A filter takes mail with its own organisation's sender address from known servers only.",
    fix: "The administrator of the recipient's filter lets the sending server by; the sender publishes SPF and signs with DKIM.",
    reference: MIMECAST_ERRORS,
  }),
  says(
    'content-rejected',
    MIMECAST,
    /administrative prohibition - envelope|rejected due to security polic|email rejected due to|rejected by (?:email|e-mail|content) polic/,
    {
      confidence: 'likely',
      reference: MIMECAST_ERRORS,
    },
  ),
  says('greylisted', MIMECAST, /^451 internal resources? (?:are |is )?temporarily unavailable/, { reference: MIMECAST_ERRORS }),
  says('server-blocks-ip', MIMECAST, /host network not allowed|ip(?: address)? found on one or more rbl/, {
    reference: MIMECAST_ERRORS,
  }),
  // Proofpoint
  says('server-blocks-ip', PROOFPOINT, /ipcheck\.proofpoint|proofpoint\.com\/dnsbl|blocked - see https?:\/\/(?:support|ipcheck)/),
  says('content-rejected', PROOFPOINT, /^55\d .{0,8}local policy violation/, { confidence: 'likely' }),
  // Barracuda names the recipient, then what stands behind the colon.
  says(
    'content-rejected',
    BARRACUDA,
    /permanent failure for one or more recipients \([^)]{0,320}:blocked\)|rejected due to spam (?:content|url)|rejecting (?:banned content|spoofed message)/,
  ),
  says('server-blocks-ip', BARRACUDA, /barracuda ?(?:central|networks|reputation)/),
  // Trend Micro
  says('recipient-unknown', 'Trend Micro', /recipient address rejected: (?:no-domain|invalid-recipient)/),
  says('sender-not-allowed', 'Trend Micro', /recipient address rejected: block-send/, { confidence: 'likely' }),
  // Symantec Email Security.cloud
  says('content-rejected', MESSAGELABS, /message filtered\.|symanteccloud\.com\/troubleshooting/),
  says('server-blocks-ip', MESSAGELABS, /connection rejected by policy \[|^554 5\.7\.1 you are not allowed to connect/),
  // IronPort: the listener's defaults.
  says('server-blocks-ip', 'Symantec Messaging Gateway', /symantec zodiac/, { confidence: 'likely' }),
  says('server-blocks-ip', CISCO, /access to (?:submit messages to )?this (?:e-?mail|mail) system has been rejected/),
  // Cloudmark, at cable providers, and its gateway.
  says(
    'content-rejected',
    'Cloudmark',
    /suspected spam message rejected|(?:blocked|rejected) by cloudmark|\baup#(?:cxsnd|i-1\d{3}|o-1\d{3})/,
  ),
  says('server-blocks-ip', 'Cloudmark', /csi\.cloudmark\.com|\baup#(?:in-|bl|dnsbl|1\d{3})/),
  // SpamExperts
  says('content-rejected', SPAMEXPERTS, /^550 high probability of spam|url in this e-?mail .{0,120}(?:listed|blacklist)/),
  says('greylisted', SPAMEXPERTS, /^451 temporarily rejected\. (?:please )?try again later/, { confidence: 'likely' }),
  // cPanel's Exim
  says('server-blocks-ip', CPANEL, /junkmail rejected - .{0,120}(?:rbl|dnsbl|black|block)/),
  says('content-rejected', CPANEL, /junkmail rejected/),
  says('server-blocks-ip', CPANEL, /your country is not allowed to connect|connections from (?:your|this) country/, {
    title: 'The server takes no connections from this country',
    fix: 'Send through a server in another country, or have the administrator of the receiving server take the country off the list of those it bars.',
  }),
  says('account-restricted', CPANEL, /outgoing mail from .{1,120}has been suspended/),
  // amavis: its id, then the kind of its verdict; as milters and SpamAssassin's wrappers say it.
  says('content-rejected', 'amavis', /reject, id=[\w/-]{3,40} - |(?:^| )(?:banned|infected|bad[_-]header): /),
  says('content-rejected', 'SpamAssassin', /(?:blocked|rejected|refused) by spam ?assassin|spamassassin (?:score|threshold)/),
  says('content-rejected', 'rspamd', /gtube pattern|5\.7\.1 spam message rejected/),
  // An address that may not send for a domain: what SPF says, in older words.
  says('sender-unauthenticated', null, /invalid ip for sending mail of domain/, { confidence: 'likely' }),
  says('client-no-rdns', null, [
    /(?:cannot|can't|could not|unable to) resolve your (?:address|ip|host)|forward dns entry .{0,30}(?:does not|doesn't)|no reverse (?:name|dns|lookup|entry|record)/,
  ]),
  // What a block list answers to whoever asks it through somebody's public resolver, or too often, is no listing.
  says(
    'server-fault',
    'Spamhaus',
    /spamhaus.{0,60}error: (?:open resolver|(?:excessive|blocked) (?:number of )?(?:queries|query))|spamhaus\.org\/returnc\//,
    {
      title: 'The receiving server takes an error of a block list for a listing',
      meaning:
        'It asks Spamhaus through a public resolver, or too often, and gets an error in place of an answer. Neither the message nor its server is listed.',
      fix: "The receiving server's administrator asks the list through a resolver of his own, or with a key of Spamhaus' Data Query Service.",
      reference: 'https://www.spamhaus.org/faqs/dnsbl-usage/',
      confidence: 'likely',
    },
  ),
  says('ehlo-name-rejected', null, /(?:helo|ehlo) command (?:rejected: )?.{0,120}blocked using/, {
    title: 'The name given in EHLO stands on a block list',
    confidence: 'likely',
  }),
  // Block lists, by name: of domains and links it is the message that is listed, of addresses its server.
  says(
    'content-rejected',
    null,
    /(?:blocked (?:using|by)|listed (?:in|on|at|by)) [^ ]{0,40}(?:\bdbl\.|surbl|uribl|\brhsbl)|(?:domain|url|link)s? .{0,60}(?:listed|black).{0,40}(?:dbl|surbl|uribl|spamhaus)/,
    {
      title: 'A domain in the message, or that of its sender, stands on a block list',
      meaning: 'The list is of domains, not of addresses: the sending server may be in good standing. The login is not at fault.',
      fix: 'Look the domain up on the page of the list that is named; remove the link, or clear the domain there.',
      confidence: 'likely',
    },
  ),
  says('server-blocks-ip', null, [
    /\bis in an? (?:dns)?(?:rbl|bl)(?: on|,|:| see)|^55\d (?:5\.7\.\d )?(?:<[^>]{1,320}>:? )?blocked\.?$|too many unwanted messages have been sent from|spamhaus\.org\/(?:query|lookup)|spamcop\.net\/bl\b/,
    /(?:not (?:allowed|accepted|permitted)|rejected|refused|denied|blocked) from (?:this|your) (?:range|network|subnet|netblock)\b/,
    // Whatever it is refused for: spam, recipients that do not exist, failed logins.
    /^(?:[45]\d\d )?(?:[45]\.\d{1,3}\.\d{1,3} )?.{0,40}\b(?:this|your|the|sender|source|sending|client|connecting|originating) ips?(?: address)?\b.{0,30}(?:has been |have been |is |was |are )(?:now |temporarily |permanently |currently )?(?:blocked|black ?listed|block ?listed|banned|barred|filtered|denied)/,
    /client host (?:\[|rejected).{0,80}(?:blocked|listed) (?:using|by|in|at|on) /,
    /\b(?:spamhaus|spamcop|sorbs|uceprotect|barracudacentral|psbl|sbl-?xbl|abuseat|manitu|invaluement|mail-abuse|trend ?micro|senderscore|hostkarma|blocklist\.de|truncate|backscatterer|spamrats)\b.{0,160}/,
    /refused by (?:blackhole|black ?list|rbl|dnsbl)|(?:^| )ip (?:address )?(?:is )?(?:in|on) (?:an? |our |the )?(?:rbl|dnsbl|black ?list|block ?list)/,
    /^554 denied \[[a-z]{2,8}\]/,
  ]),
  // Policy daemons of Postfix
  says(
    'account-quota-exceeded',
    'PolicyD',
    /policy rejection- ?.{0,20}quota|message quota exceeded|quota exceeded for (?:sender|user|sasl)/,
    {
      confidence: 'likely',
    },
  ),
  // An address that is refused for now and for no other reason is greylisted; of the server's own faults it says so.
  says(
    'server-fault',
    null,
    /^4\d\d (?:4\.\d\.\d )?(?:<[^>]{0,320}>:? )?.{0,30}temporary (?:local |system |internal |server |lookup |dns |database )?(?:failure|error|problem)(?!.{0,20}\d{1,5} (?:s|m)|.{0,60}gr[ae]y)|^4\d\d .{0,40}mail server temporarily rejected/,
    {
      confidence: 'likely',
    },
  ),
  says(
    'greylisted',
    null,
    [
      /^(?:45[01] (?:4\.[27]\.[01] |4\.3\.2 )?|4\.[27]\.[01] )(?:<[^>]{0,320}>:? )?(?:(?:recipient|sender) address rejected: )?(?:policy rejection ?- ?)?(?:please |temporar(?:y|ily) (?:reject|defer|refus)[a-z]{2,4}[.,;:]? ?)?(?:please )?(?:try|retry|come back|call back|attempt) ?(?:again |back )?(?:later|in )/,
      /^4\d\d .{0,340}intentional policy rejection/,
      /^4\d\d .{0,60}(?:first (?:contact|time (?:sender|seen))|not (?:yet )?authori[sz]ed to deliver mail from|new (?:sender|triplet|contact)|unknown triplet|sender is new|known sender)/,
      /^45[01] .{0,60}(?:try|retry|come back|wait|again) .{0,20}\d{1,6} ?(?:s|sec|secs|seconds|m|min|mins|minutes|hours?)\b/,
      /^45[01] (?:4\.7\.1 )?(?:temporar(?:y|ily) (?:reject|defer|refus)[a-z]{2,4})\b.{0,30}(?:try|retry|later|again)/,
    ],
    {
      confidence: 'likely',
      meaning:
        'Refused for now, without another reason given: greylisting has unknown senders come a second time. A sending server does so by itself within minutes. (Some servers say so when they are busy.)',
    },
  ),
];
