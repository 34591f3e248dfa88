// The SMTP enhanced status codes of IANA's registry, each by its subject and detail: the class says only whether it is
// for now (4) or for good (5). A code alone never decides where there are words. Knows no text.
import type { FindingId } from '../../model/finding.ts';
import type { Advice } from '../advice.ts';

export interface EnhancedStatus {
  /** As IANA lists it. */
  readonly name: string;
  /** null where the code says nothing by itself, or speaks of a success. */
  readonly id: FindingId | null;
  readonly title?: string;
  readonly meaning?: string;
  readonly fix?: Advice;
  readonly reference: string;
}

/** One whose code alone says something. */
export interface TellingStatus extends EnhancedStatus {
  readonly id: FindingId;
}

export const ENHANCED_STATUS_SOURCE = 'https://www.iana.org/assignments/smtp-enhanced-status-codes';

type Words = Pick<EnhancedStatus, 'title' | 'meaning' | 'fix'>;

const is = (name: string, id: FindingId, reference: string, words: Words = {}): EnhancedStatus => ({
  name,
  id,
  reference,
  ...words,
});
const saysNothing = (name: string, reference: string, meaning: string): EnhancedStatus => ({
  name,
  id: null,
  reference,
  meaning,
});

const ONLY_A_SUCCESS = 'It goes with class 2, a delivery that succeeded.';
const WORDS_DECIDE = 'It does not say what is wrong: the words of the reply do.';

const ADDRESSING = 'RFC 3463 §3.2';
const MAILBOX = 'RFC 3463 §3.3';
const SYSTEM = 'RFC 3463 §3.4';
const ROUTING = 'RFC 3463 §3.5';
const PROTOCOL = 'RFC 3463 §3.6';
const CONTENT = 'RFC 3463 §3.7';
const SECURITY = 'RFC 3463 §3.8';
const INTERNATIONAL = 'RFC 6531';
const PRIORITY = 'RFC 6710';
const AUTH = 'RFC 4954 §6';
const TLS_AND_ACCOUNTS = 'RFC 5248';
const RRVS = 'RFC 7293';
const MAIL_AUTH = 'RFC 7372';
const NULL_MX = 'RFC 7505';

const ADDRESS_IN_ASCII: Words = {
  title: 'An address with letters beyond ASCII cannot be carried',
  meaning: 'The address or a header is written in UTF-8, and the server, or the next one on the way, takes ASCII only.',
  fix: 'Use an ASCII address (the domain as xn--…), or a way on which every server offers SMTPUTF8.',
};
const TAKES_NO_MAIL_NOW: Words = {
  title: "The recipient's mailbox takes no mail",
  meaning: 'The mailbox exists and is disabled or otherwise closed. Connection and login of the sender were fine.',
  fix: "Reach the recipient by another way; the recipient's mail administrator can enable the mailbox.",
};

/** By subject and detail: `1.1` is what stands in 4.1.1 and 5.1.1. */
export const ENHANCED_STATUS: Readonly<Record<string, EnhancedStatus>> = {
  '0.0': saysNothing('Other undefined Status', 'RFC 3463 §3.1', WORDS_DECIDE),
  // addresses
  '1.0': is('Other address status', 'recipient-unknown', ADDRESSING),
  '1.1': is('Bad destination mailbox address', 'recipient-unknown', ADDRESSING),
  '1.2': is('Bad destination system address', 'recipient-unknown', ADDRESSING, {
    title: "The recipient's domain does not exist or takes no mail",
  }),
  '1.3': is('Bad destination mailbox address syntax', 'recipient-unknown', ADDRESSING, {
    title: "The recipient's address is malformed",
    fix: "Write the recipient's address as name@domain, without spaces, quotes or a full stop at its end.",
  }),
  '1.4': is('Destination mailbox address ambiguous', 'recipient-unknown', ADDRESSING, {
    title: "The recipient's address fits several mailboxes",
  }),
  '1.5': saysNothing('Destination address valid', ADDRESSING, ONLY_A_SUCCESS),
  '1.6': is('Destination mailbox has moved, No forwarding address', 'recipient-unknown', ADDRESSING, {
    title: 'The recipient has moved, and left no new address',
  }),
  '1.7': is("Bad sender's mailbox address syntax", 'sender-not-allowed', ADDRESSING, {
    title: "The sender's address is malformed",
    fix: 'Write the From address as name@domain, without spaces or a display name where the bare address belongs.',
  }),
  '1.8': is("Bad sender's system address", 'sender-not-allowed', ADDRESSING, {
    title: "The sender's domain does not exist or takes no mail",
    fix: 'Send from a domain that has an MX or A record: `dig MX <domain>`.',
  }),
  '1.9': saysNothing('Message relayed to non-compliant mailer', 'RFC 3886', ONLY_A_SUCCESS),
  '1.10': is('Recipient address has null MX', 'recipient-unknown', NULL_MX, {
    title: "The recipient's domain says that it takes no mail",
    meaning: 'It publishes a null MX record. Connection and login of the sender were fine.',
  }),
  // mailboxes
  '2.0': is('Other or undefined mailbox status', 'recipient-unknown', MAILBOX, TAKES_NO_MAIL_NOW),
  '2.1': is('Mailbox disabled, not accepting messages', 'recipient-unknown', MAILBOX, TAKES_NO_MAIL_NOW),
  '2.2': is('Mailbox full', 'mailbox-full', MAILBOX),
  '2.3': is('Message length exceeds administrative limit', 'message-too-large', MAILBOX),
  '2.4': is('Mailing list expansion problem', 'recipient-unknown', MAILBOX, {
    title: 'The mailing list could not be resolved to its members',
  }),
  // the mail system
  '3.0': is('Other or undefined mail system status', 'server-fault', SYSTEM),
  '3.1': is('Mail system full', 'server-fault', SYSTEM),
  '3.2': is('System not accepting network messages', 'greeting-busy', SYSTEM),
  '3.3': is('System not capable of selected features', 'server-fault', SYSTEM),
  '3.4': is('Message too big for system', 'message-too-large', SYSTEM),
  '3.5': is('System incorrectly configured', 'server-fault', SYSTEM),
  '3.6': saysNothing('Requested priority was changed', PRIORITY, ONLY_A_SUCCESS),
  // network and routing, of the server that answers
  '4.0': is('Other or undefined network or routing status', 'server-fault', ROUTING),
  '4.1': is('No answer from host', 'server-fault', ROUTING, {
    title: 'The server reached nobody where it wanted to pass the mail on',
  }),
  '4.2': is('Bad connection', 'server-timeout', ROUTING),
  '4.3': is('Directory server failure', 'server-fault', ROUTING),
  '4.4': is('Unable to route', 'recipient-unknown', ROUTING, {
    title: "The server finds no way to the recipient's domain",
  }),
  '4.5': is('Mail system congestion', 'greeting-busy', ROUTING),
  '4.6': is('Routing loop detected', 'mail-loop', ROUTING),
  '4.7': is('Delivery time expired', 'server-fault', ROUTING, {
    title: 'The mail could not be delivered in the time allowed for it',
    meaning:
      'A server took the message, tried for hours or days to hand it on, and gives up. Connection and login of the sender were fine.',
    fix: "The reply or the bounce names the host that was tried last: its administrator, or the recipient's, must say why it took nothing.",
  }),
  // the protocol
  '5.0': saysNothing('Other or undefined protocol status', PROTOCOL, WORDS_DECIDE),
  '5.1': is('Invalid command', 'auth-required', PROTOCOL, {
    title: 'The command is not allowed at this point',
    meaning: 'The server does not know the command, or wants another first: EHLO, STARTTLS or AUTH.',
    fix: ({ protocol }) =>
      protocol === null || protocol === 'smtp'
        ? 'Send EHLO, then STARTTLS, EHLO again and AUTH before MAIL, on port 587; a mail library does so when encryption and authentication are switched on.'
        : 'Ask for the capabilities, start TLS, ask again and log in before anything else; a mail library does so when encryption and authentication are switched on.',
  }),
  '5.2': saysNothing('Syntax error', PROTOCOL, WORDS_DECIDE),
  '5.3': is('Too many recipients', 'rate-limited', PROTOCOL, {
    title: 'One message has too many recipients',
    fix: 'Send to fewer recipients at a time (50 is taken nearly everywhere).',
  }),
  '5.4': saysNothing('Invalid command arguments', PROTOCOL, WORDS_DECIDE),
  '5.5': saysNothing('Wrong protocol version', PROTOCOL, WORDS_DECIDE),
  '5.6': is('Authentication Exchange line is too long', 'auth-protocol-error', 'RFC 4954 §4'),
  // the message itself
  '6.0': is('Other or undefined media error', 'content-rejected', CONTENT),
  '6.1': is('Media not supported', 'content-rejected', CONTENT),
  '6.2': is('Conversion required and prohibited', 'content-rejected', CONTENT),
  '6.3': is('Conversion required but not supported', 'content-rejected', CONTENT, {
    title: 'The message would have to be converted on its way, and cannot be',
    fix: 'Have the program encode the message as quoted-printable or base64 instead of 8bit or binary.',
  }),
  '6.4': saysNothing('Conversion with loss performed', CONTENT, ONLY_A_SUCCESS),
  '6.5': is('Conversion Failed', 'content-rejected', CONTENT),
  '6.6': is('Message content not available', 'content-rejected', 'RFC 4468'),
  '6.7': is('Non-ASCII addresses not permitted for that sender/recipient', 'content-rejected', INTERNATIONAL, ADDRESS_IN_ASCII),
  '6.8': is(
    'UTF-8 string reply is required, but not permitted by the SMTP client',
    'content-rejected',
    INTERNATIONAL,
    ADDRESS_IN_ASCII,
  ),
  '6.9': is(
    'UTF-8 header message cannot be transferred to one or more recipients, so the message must be rejected',
    'content-rejected',
    INTERNATIONAL,
    ADDRESS_IN_ASCII,
  ),
  '6.10': is('Deprecated: duplicate of X.6.8', 'content-rejected', INTERNATIONAL, ADDRESS_IN_ASCII),
  // security and policy
  '7.0': saysNothing(
    'Other or undefined security status',
    SECURITY,
    'A login, a missing TLS, a refused content and a rate limit all come with it: the words of the reply decide.',
  ),
  '7.1': is('Delivery not authorized, message refused', 'content-rejected', SECURITY, {
    title: 'The message or its sender is refused by policy',
  }),
  '7.2': is('Mailing list expansion prohibited', 'sender-not-allowed', SECURITY, {
    title: 'This sender may not write to the mailing list',
    fix: 'Have the owner of the list admit the sender, or send from an address that is a member.',
  }),
  '7.3': is('Security conversion required but not possible', 'auth-rejected', SECURITY),
  '7.4': is('Security features not supported', 'auth-mechanism-rejected', SECURITY),
  '7.5': is('Cryptographic failure', 'auth-mechanism-rejected', SECURITY),
  '7.6': is('Cryptographic algorithm not supported', 'content-rejected', SECURITY),
  '7.7': is('Message integrity failure', 'content-rejected', SECURITY),
  '7.8': is('Authentication credentials invalid', 'auth-rejected', AUTH),
  '7.9': is('Authentication mechanism is too weak', 'auth-mechanism-rejected', AUTH),
  '7.10': is('Encryption Needed', 'auth-encryption-required', TLS_AND_ACCOUNTS),
  '7.11': is('Encryption required for requested authentication mechanism', 'auth-encryption-required', AUTH),
  '7.12': is('A password transition is needed', 'auth-mechanism-rejected', AUTH),
  '7.13': is('User Account Disabled', 'auth-account-locked', TLS_AND_ACCOUNTS),
  '7.14': is('Trust relationship required', 'auth-policy-blocked', TLS_AND_ACCOUNTS),
  '7.15': is('Priority Level is too low', 'greeting-busy', PRIORITY, {
    title: 'The server takes only mail of higher priority at the moment',
  }),
  '7.16': is('Message is too big for the specified priority', 'message-too-large', PRIORITY),
  '7.17': is('Mailbox owner has changed', 'recipient-unknown', RRVS, {
    title: 'The mailbox belongs to somebody else now',
  }),
  '7.18': is('Domain owner has changed', 'recipient-unknown', RRVS, {
    title: 'The domain belongs to somebody else now',
  }),
  '7.19': is('RRVS test cannot be completed', 'recipient-unknown', RRVS, {
    title: 'The server cannot tell since when the mailbox belongs to its owner',
  }),
  '7.20': is('No passing DKIM signature found', 'sender-unauthenticated', MAIL_AUTH),
  '7.21': is('No acceptable DKIM signature found', 'sender-unauthenticated', MAIL_AUTH),
  '7.22': is('No valid author-matched DKIM signature found', 'sender-unauthenticated', MAIL_AUTH),
  '7.23': is('SPF validation failed', 'sender-unauthenticated', MAIL_AUTH),
  '7.24': is('SPF validation error', 'sender-unauthenticated', MAIL_AUTH),
  '7.25': is('Reverse DNS validation failed', 'client-no-rdns', MAIL_AUTH),
  '7.26': is('Multiple authentication checks failed', 'sender-unauthenticated', MAIL_AUTH),
  '7.27': is('Sender address has null MX', 'sender-not-allowed', NULL_MX, {
    title: "The sender's domain says that it takes no mail",
    fix: 'Send from an address that can be answered: its domain publishes a null MX record.',
  }),
  '7.28': is('Mail flood detected', 'rate-limited', 'IANA SMTP enhanced status codes'),
  '7.29': is('ARC validation failure', 'sender-unauthenticated', 'RFC 8617'),
  '7.30': is('REQUIRETLS support required', 'delivery-tls-failed', 'RFC 8689'),
};

/** What a code says by itself; undefined where it is none of the registry, or says nothing without its words. */
export function tellingStatus(detail: string): TellingStatus | undefined {
  const status = Object.hasOwn(ENHANCED_STATUS, detail) ? ENHANCED_STATUS[detail] : undefined;
  return status === undefined || status.id === null ? undefined : { ...status, id: status.id };
}
