// Reads one reply and says what it means: the entries in their order, then the codes alone. Where the stage is known,
// the same words can mean another finding. Knows how to match, not what is matched.
import type { Explanation, FindingId } from '../model/finding.ts';
import type { Protocol, Stage } from '../model/protocol.ts';
import type { Reply } from '../model/reply.ts';
import { type AdviceContext, adviceFor, isForeignTo } from './advice.ts';
import { type CodeMeaning, codeMeaning, type Transaction } from './fallback.ts';
import { type KnownReply, replyTiers } from './replies/index.ts';
import { calibrated, isOfLogin } from './reply-confidence.ts';
import type { EntryWords, ReplyEntry } from './reply-entry.ts';
import { innerReply, type ReadReply, readReply } from './reply-text.ts';
import { isPossible } from './required-literals.ts';
import { senderOf } from './sender.ts';
import { wordingOf } from './wording.ts';

export interface ReplyContext {
  readonly protocol?: Protocol;
  readonly stage?: Stage;
  /** What was refused of a message, where that is known; `stage` is then none. */
  readonly transaction?: Transaction;
  readonly host?: string;
  /** Words of which nothing tells that a server said them: what is vague in a server's mouth means nothing in them. */
  readonly isPlain?: true;
  /** The server's, as far as it was seen; null: nothing told. */
  readonly software?: string | null;
}

/** Best first, with no more than so many readings. */
const MAX_READINGS = 5;

// A finding of one stage in another stage's mouth: `greeting-refused` with a 4xx is a busy server, a server that
// names its own fault while checking a password has a back end that is down.
const AT_STAGE: Readonly<Partial<Record<Stage, Readonly<Partial<Record<FindingId, FindingId>>>>>> = {
  greeting: {
    'auth-required': 'greeting-refused',
    'auth-rejected': 'greeting-refused',
    'relay-denied': 'greeting-refused',
    'auth-policy-blocked': 'greeting-refused',
    'auth-ip-not-allowed': 'server-blocks-ip',
    'auth-temporary-failure': 'greeting-busy',
    'auth-not-advertised': 'greeting-refused',
    'ehlo-rejected': 'greeting-refused',
    'starttls-rejected': 'greeting-refused',
    'sender-not-allowed': 'greeting-refused',
    // Nobody has logged in yet: what is too many are connections.
    'auth-rate-limited': 'rate-limited',
  },
  ehlo: {
    'auth-rate-limited': 'rate-limited',
    // Words that bar a client in general: here it was its introduction that was refused.
    'greeting-refused': 'ehlo-rejected',
    'relay-denied': 'ehlo-rejected',
    'auth-not-advertised': 'ehlo-rejected',
    'starttls-rejected': 'ehlo-rejected',
    'auth-temporary-failure': 'greeting-busy',
  },
  starttls: {
    'auth-rate-limited': 'rate-limited',
    'server-fault': 'starttls-rejected',
    'auth-not-advertised': 'starttls-rejected',
    'auth-protocol-error': 'starttls-rejected',
    'auth-temporary-failure': 'starttls-rejected',
    'greeting-busy': 'starttls-rejected',
    'ehlo-rejected': 'starttls-rejected',
    'greeting-refused': 'starttls-rejected',
  },
  auth: {
    'server-fault': 'auth-temporary-failure',
    'greeting-busy': 'auth-temporary-failure',
    'greeting-refused': 'auth-rejected',
    'auth-required': 'auth-rejected',
    'relay-denied': 'auth-rejected',
    'starttls-rejected': 'auth-not-advertised',
    'ehlo-rejected': 'auth-not-advertised',
    greylisted: 'auth-temporary-failure',
  },
};

/** Words that bar in general, where a command or a message was refused, and no greeting. */
const OF_A_MESSAGE = /recipient|sender|<[^>@]{1,200}@|mail ?polic|deliver|mailbox/;
const OF_A_SESSION = /connect|session|service|\bhosts?\b|client|\bips?\b|network|welcome|go away/;
function unstaged(id: FindingId, read: ReadReply): FindingId {
  const { code, enhanced, status, text } = read;
  // RFC 3463: x.1 is an address, x.2 its mailbox, and no login is refused with 55x where none is named.
  const isOfAddress =
    /^[45]\.[12]\./.test(enhanced ?? '') || (code === 550 && !/auth|log-?(?:in|on)|passw|credential|sign-?in|account/.test(text));
  if ((id === 'auth-account-locked' || id === 'auth-rejected') && code !== null && !isOfLogin(read) && isOfAddress)
    return 'recipient-unknown';
  // 550 to 553 are said of an address or a message, never of the session (RFC 5321 §4.2.3 has 554 and 521 for that).
  const isOfMessage = code !== null && code >= 550 && code <= 553 && !OF_A_SESSION.test(text);
  if (id === 'greeting-refused' && code !== null && (isOfMessage || OF_A_MESSAGE.test(text))) return 'content-rejected';
  if (id === 'auth-temporary-failure' && code !== null && !isOfLogin(read) && !/auth|log-?(?:in|on)|passw|credential/.test(text))
    return 'server-fault';
  if (status !== 'no' && status !== 'bad' && status !== '-err') return id;
  if (id === 'greeting-refused') return 'auth-rejected';
  return id === 'greeting-busy' && status !== '-err' ? 'auth-temporary-failure' : id;
}

function staged(id: FindingId, stage: Stage | undefined, read: ReadReply): FindingId {
  const { code } = read;
  // A refusal for good is no busy server, whatever words it uses.
  if (id === 'greeting-busy' && code !== null && code >= 500 && stage !== 'auth' && stage !== 'starttls')
    return 'greeting-refused';
  if (stage === undefined) return unstaged(id, read);
  const at = stage === 'connect' ? 'greeting' : stage;
  const moved = AT_STAGE[at]?.[id] ?? id;
  if (moved === 'greeting-refused' && at === 'greeting' && code !== null && code < 500) return 'greeting-busy';
  if (moved === 'auth-rejected' && at === 'auth' && code !== null && code < 500 && id !== 'auth-rejected')
    return 'auth-temporary-failure';
  return moved;
}

/** Where no login is known to be refused, too many connections are no failed logins; RFC 5530 has LIMIT for both. */
const ofConnections = (id: FindingId, text: string, stage: Stage | undefined): FindingId =>
  stage === undefined &&
  id === 'auth-rate-limited' &&
  /\bconnections?\b/.test(text) &&
  !/\[limit|log-?in|auth|attempt|fail(?!ure\))/.test(text)
    ? 'rate-limited'
    : id;

/** What is said of a recipient is not meant where the sender was given: in answer to MAIL, or by its enhanced code. */
const isOfSender = ({ enhanced }: ReadReply, { transaction }: ReplyContext): boolean =>
  transaction === 'mail' || /^[45]\.(?:1\.[78]|7\.27)$/.test(enhanced ?? '');

/** IMAP and POP3 hand no message over: nobody's sender, recipient or content is refused by NO, BAD and -ERR. */
const OF_DELIVERY = /^(?:sender-|recipient-|content-|relay-|mail-loop$|greylisted$)/;
const isOfDelivery = (id: FindingId, { status }: ReadReply): boolean => status !== null && OF_DELIVERY.test(id);

/** x.3.x is the mail system's: its disk, nobody's mailbox. */
const isOfSystem = ({ enhanced }: ReadReply): boolean => /^[45]\.3\./.test(enhanced ?? '');

const isOfMessage = (read: ReadReply, { stage, transaction, protocol }: ReplyContext): boolean =>
  stage === undefined &&
  (transaction !== undefined || !isOfLogin(read)) &&
  // IMAP and POP3 hand no message over: their NO, BAD and -ERR speak of the reader's own mailbox.
  (protocol === undefined || protocol === 'smtp' || read.code !== null);

/** What is said of a login alone is not meant where a step of a message was refused. */
const isOfLoginAlone = ({ stages, by }: ReplyEntry): boolean =>
  by === null && stages !== undefined && stages.length === 1 && stages[0] === 'auth';

const stageFits = (entry: ReplyEntry, stage: Stage | undefined): boolean =>
  stage === undefined
    ? entry.stageMustBeKnown !== true
    : entry.stages === undefined || entry.stages.includes(stage) || (stage === 'tls' && entry.stages.includes('starttls'));

/** Whose words an entry has: `speaker`, if it is known who speaks. */
interface Speaker extends AdviceContext {
  /** By the host's name or by marks in the text. */
  readonly sender: string | null;
  readonly isHostKnown: boolean;
}

/** The entry's own words, or the finding's where these would be about somebody else. */
export function wordEntry(entry: ReplyEntry, id: FindingId, seen: Speaker): Explanation {
  const wording = wordingOf(id, seen);
  const { protocol, software, sender, isHostKnown } = seen;
  const isVouched = sender === entry.by || software === entry.by || !isHostKnown;
  const isForeign =
    (sender !== entry.by && isForeignTo(entry.by, seen)) ||
    (entry.saidByOthers === true && !isVouched) ||
    (entry.about !== undefined && protocol !== null && entry.about !== protocol);
  const own: EntryWords = isForeign ? {} : entry;
  const moved = id !== entry.id;
  return {
    id,
    title: (moved ? undefined : own.title) ?? wording.title,
    meaning: (moved ? undefined : own.meaning) ?? wording.meaning,
    fix: own.fix === undefined ? wording.fix : adviceFor(own.fix, seen),
    provider: isForeign ? sender : (entry.by ?? sender),
    owner: own.owner ?? wording.owner,
    confidence: entry.confidence ?? 'certain',
    reference: own.reference ?? wording.reference,
  };
}

function fromCode(meaning: CodeMeaning, { sender, ...seen }: Speaker): Explanation {
  const wording = wordingOf(meaning.id, seen);
  return {
    id: meaning.id,
    title: meaning.title ?? wording.title,
    meaning: meaning.meaning ?? wording.meaning,
    fix: meaning.fix === undefined ? wording.fix : adviceFor(meaning.fix, seen),
    provider: sender,
    owner: wording.owner,
    confidence: 'generic',
    reference: meaning.reference,
  };
}

/** By the form of the reply, where it is not known: codes are SMTP's, `NO` and `BAD` are IMAP's, `-ERR` is POP3's. */
function protocolOf({ code, status }: ReadReply): Protocol | null {
  if (code !== null) return 'smtp';
  if (status === '+ok' || status === '-err') return 'pop3';
  return status === null || status === undefined ? null : 'imap';
}

const speakerOf = (read: ReadReply, { protocol, host, software = null }: ReplyContext): Speaker => ({
  protocol: protocol ?? protocolOf(read),
  software,
  sender: senderOf(read.text, host),
  isHostKnown: host !== undefined,
});

/** Good news needs no explaining: 2xx, 3xx, OK, +OK (but an EHLO answer or a challenge may hold a reason). */
const isSuccess = (read: ReadReply): boolean =>
  read.status === 'ok' || read.status === 'preauth' || read.status === '+ok' || (read.code !== null && read.code < 400);

// Entries that hold for a success reply, too: masked greetings, other protocols' greetings, capabilities, challenges.
const TELLS_OF_SUCCESS = new Set<FindingId>([
  'middlebox-masking',
  'not-smtp',
  'auth-token-invalid',
  'auth-token-expired',
  'auth-token-scope',
]);
const isCapabilityList = (read: ReadReply): boolean => read.code === 250;

const isSaid = ({ when, literals }: KnownReply, text: string): boolean =>
  when.some((pattern, at) => isPossible(literals[at] ?? null, text) && pattern.test(text));

function matching(read: ReadReply, text: string, context: ReplyContext): Explanation[] {
  const speaker = speakerOf(read, context);
  const success = isSuccess(read);
  const found: Explanation[] = [];
  for (const tier of context.isPlain ? replyTiers().slice(0, -1) : replyTiers()) {
    // Where one's own words settle it, what the same text might mean in another's mouth is noise.
    if (found[0]?.confidence === 'certain') break;
    for (const entry of tier) {
      if (found.length >= MAX_READINGS) break;
      if (success && !TELLS_OF_SUCCESS.has(entry.id) && !(isCapabilityList(read) && entry.id === 'auth-mechanism-rejected'))
        continue;
      if (entry.ofMessage && !isOfMessage(read, context)) continue;
      if (context.transaction !== undefined && isOfLoginAlone(entry)) continue;
      if (entry.ofMessage && entry.id === 'recipient-unknown' && isOfSender(read, context)) continue;
      if ((entry.id === 'mailbox-full' && isOfSystem(read)) || isOfDelivery(entry.id, read)) continue;
      if (!stageFits(entry, context.stage) || !isSaid(entry, text)) continue;
      const id = entry.keepsId ? entry.id : staged(ofConnections(entry.id, text, context.stage), context.stage, read);
      if (found.some((other) => other.id === id)) continue;
      const explanation = calibrated(wordEntry(entry, id, speaker), entry, read, {
        stage: context.stage,
        sender: speaker.sender,
      });
      found.push(
        found.length > 0 && explanation.confidence === 'certain' ? { ...explanation, confidence: 'likely' } : explanation,
      );
    }
  }
  return found;
}

/** IMAP and POP3 refuse a folder or a message in the words of any refusal; their usual farewell says no more than that. */
const NO_FAULT = [
  /^(?:no|bad|-err) .{0,40}(?:(?:(?:mailbox|folder)(?: name)?|[\w./-]{1,80}) (?:does not|doesn't) exist|(?:no such|unknown|nonexistent|invalid) (?:mailbox|folder|message)|(?:message|mail) .{0,20}(?:not found|too (?:large|big)|does not exist)|message \d{1,9} (?:expunged|deleted)|no matching messages|already (?:exists|subscribed))/,
  /^bye .{0,80}(?:server (?:terminating|closing) (?:the )?(?:connection|session)|signing off|logging out|logout|good ?bye)[.!]?$/,
] as const satisfies readonly RegExp[];
const isNoFault = ({ text }: ReadReply): boolean => NO_FAULT.some((pattern) => pattern.test(text));

/**
 * What a reply means, best first; empty for a success or for words that no mail server says. Never throws.
 * `context.stage`: at which step it came, where that is known.
 */
export function explainReply(reply: Reply | string, context: ReplyContext = {}): Explanation[] {
  const read = readReply(reply);
  if (read.text === '') return [];
  const inner = innerReply(read.text);
  if (inner !== null) {
    const innerRead = readReply(inner);
    const found = matching(innerRead, innerRead.text, context);
    if (found.length > 0) return found;
  }
  // Whatever else the name of a folder holds.
  if (context.stage === undefined && isNoFault(read)) return [];
  const found = matching(read, read.text, context);
  if (found.length > 0) return found;
  const speaker = speakerOf(read, context);
  const meaning = codeMeaning(read.code, read.enhanced, context.stage ?? null, context.transaction ?? null);
  if (meaning !== null) return [fromCode(meaning, speaker)];
  const refused = read.status === 'no' || read.status === '-err' || read.status === 'bye' || read.status === 'bad';
  if (!refused) return [];
  // A server that takes its leave in the middle of a login has judged nothing.
  if (read.status === 'bye' && context.stage === 'auth')
    return [fromCode({ id: 'auth-temporary-failure', reference: 'RFC 9051 §7.1.5' }, speaker)];
  // RFC 9051 §7.1.5: of a session that stood, or of one that is not let in; nothing tells which.
  if (read.status === 'bye' && context.stage === undefined)
    return [fromCode({ id: 'service-unavailable', reference: 'RFC 9051 §7.1.5' }, speaker)];
  return [fromCode({ id: byStatus(read.status, context.stage), reference: 'RFC 9051 §7.1' }, speaker)];
}

function byStatus(status: ReadReply['status'], stage: Stage | undefined): FindingId {
  if (stage === 'greeting' || status === 'bye') return 'greeting-refused';
  if (stage === 'starttls') return 'starttls-rejected';
  return status === 'bad' ? 'auth-protocol-error' : 'auth-rejected';
}
