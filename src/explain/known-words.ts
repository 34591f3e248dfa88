// What the lists know of an utterance's words: the sentences of its speaker, the published registries, the codes. Judges
// nothing between them.
import { NO_CONNECTION } from '../knowledge/client-words.ts';
import { explainCode, explainReply, wordingOf } from '../knowledge/index.ts';
// Through no door: a check must not load the lists.
import { findInRegistries, type RegistryEntry } from '../knowledge/registries/index.ts';
import { explainSentence, type Sentence } from '../knowledge/sentence.ts';
import type { Speaker } from '../knowledge/speaker.ts';
import { TOLD_WORDS } from '../knowledge/told-words.ts';
import type { Explanation, FindingId } from '../model/finding.ts';
import { plainly, seenIn } from './session-context.ts';
import type { Utterance } from './utterance.ts';

/** The first of these lists that knows the sentence. */
export function bySentence(utterance: Utterance, ...lists: readonly (readonly Sentence[])[]): Explanation[] | 'no fault' {
  const words = utterance.exception === null ? utterance.words : `${utterance.exception}: ${utterance.words}`;
  for (const list of lists) {
    const found = explainSentence(words, list, seenIn(utterance));
    if (found !== null) return found.id === null ? 'no fault' : [{ ...found, provider: found.provider ?? utterance.provider }];
  }
  return [];
}

/** The words are in a list, and the list says that they name no fault by themselves: nobody is to guess at them. */
interface Listed {
  readonly matches: Explanation[];
  readonly isVetoed: boolean;
}

/** OpenSSL up to 1.1 had the function between library and reason, which its third version left out: `1408F10B`, `0A00010B`. */
const BY_FUNCTION = /\berror:14[\dA-F]{3}([\dA-F]{3})\b/i;
/** Postfix says it of every handshake that did not come about: no alert's name. */
const ANY_HANDSHAKE = /(?<=cannot start tls: )handshake failure/i;
function withReason(words: string): string {
  const reason = BY_FUNCTION.exec(words)?.[1];
  const own = words.replace(ANY_HANDSHAKE, 'no handshake');
  return reason === undefined ? own : `${own} 0A000${reason.toUpperCase()}`;
}

/** What the published lists of codes have of these speakers. */
export function inRegistries(utterance: Utterance, speakers: readonly Speaker[]): Listed {
  const found = findInRegistries(withReason(utterance.words), speakers);
  // One program's sentence may be another's as well, which decides nothing by it.
  const isUndecided = (at: number, form: string): boolean =>
    found.some(({ entry, index, form: other }) => entry.id === null && index === at && other === form);
  const matches = found.flatMap(({ registry, entry, index, form }) => {
    if (entry.id === null || isUndecided(index, form)) return [];
    const general = plainly(entry.id, entry.confidence, utterance);
    return [
      {
        ...general,
        title: entry.title ?? general.title,
        meaning: entry.meaning ?? general.meaning,
        fix: entry.fix ?? general.fix,
        owner: entry.owner ?? general.owner,
        reference: entry.source ?? general.reference ?? registry.source,
      },
    ];
  });
  return { matches, isVetoed: matches.length === 0 && found.length > 0 };
}

export const byRegistry = (utterance: Utterance, speakers: readonly Speaker[]): Explanation[] =>
  inRegistries(utterance, speakers).matches;

/** What a program passes on of its TLS library and its system: by their codes, then by the words around them. */
export function byCode(utterance: Utterance, speakers: readonly Speaker[]): Explanation[] {
  const words = utterance.exception === null ? utterance.words : `${utterance.exception}: ${utterance.words}`;
  const { matches: listed, isVetoed } = inRegistries(utterance, speakers);
  const coded = explainCode(words, seenIn(utterance)).filter(({ confidence }) => !isVetoed || confidence === 'certain');
  const all = [...coded, ...listed].toSorted((a, b) => SPEAKS_FOR_ITSELF(a) - SPEAKS_FOR_ITSELF(b));
  return all.filter(({ id }, at) => all.findIndex((other) => other.id === id) === at);
}

const CAUSE = /^(?:tcp-(?:refused|unreachable)|dns-)/;
/** A window has the program's code and the system's: what the network answered says more than that there was no connection. */
export const causesFirst = (matches: readonly Explanation[]): Explanation[] =>
  matches.toSorted((a, b) => Number(CAUSE.test(b.id)) - Number(CAUSE.test(a.id)));

const explanationOf = (id: FindingId): Explanation => {
  const { title, meaning, fix, owner, reference } = wordingOf(id);
  return { id, title, meaning, fix, owner, reference, provider: null, confidence: 'generic' };
};

/** Of a sentence that is known and decides nothing by itself: what it is, and where the cause stands. Null: none is known. */
export function undecidedIn(words: string): string | null {
  const found = findInRegistries(words, ['client', 'dialog']).find(
    ({ entry }) => entry.id === null && entry.meaning !== undefined,
  );
  if (found === undefined) return null;
  const { title, meaning } = found.entry;
  return title === undefined ? `${meaning}` : `${title}. ${meaning}`;
}

const EDGES = /^[\s"'`([{<*«„“-]{1,20}|[\s"'`)\]}>.!»”]{1,20}$/g;
/** Shorter ones are words that anybody says. */
const SENTENCE_FROM = 14;
/** Who introduces a sentence: `Error: …`, `our program shows "…"`. */
const INTRODUCED = /^[^:："“„«]{1,120}(?:[:：]|(?=["“„«]))\s{0,4}(\S{1,60} .{1,400})$/;
const idsOfWhole = (words: string, speakers: readonly Speaker[]): FindingId[] => {
  const bare = words.replace(EDGES, '');
  return findInRegistries(bare, bare.length < SENTENCE_FROM ? ['client'] : speakers).flatMap(({ entry, form, index }) =>
    entry.id !== null && index === 0 && form.length === bare.length ? [entry.id] : [],
  );
};
/** A line, or what it introduces, that is a sentence of a program from its first word to its last, whatever words it is made of. */
export const isSentenceAlone = (line: string): boolean =>
  [line, INTRODUCED.exec(line)?.[1] ?? ''].some((one) => idsOfWhole(one, ['client', 'tls', 'system', 'dialog']).length > 0);

/** The same, of a program that does nothing but mail: it needs no other mark of mail. A library that gets tokens serves any. */
export const isOfAMailProgram = (line: string): boolean =>
  [line, INTRODUCED.exec(line)?.[1] ?? ''].some(
    (one) => one.length >= SENTENCE_FROM && idsOfWhole(one, ['client', 'dialog']).some((id) => !id.startsWith('oauth-')),
  );

/** Of name, port, firewall and TLS, a check from the same place tells which. */
const ASK_THE_HOST =
  'Run `mailprobe check <host> --port <port>` on the machine where it happened: it tells name, port, firewall and TLS apart.';

type Least = Pick<RegistryEntry, 'atLeast' | 'title' | 'meaning' | 'fix'>;
/** In nobody's words that are known: the same as any program says. */
const NO_CONNECTION_TOLD: Least = {
  atLeast: 'host-unreachable',
  title: 'The program got no usable connection to the server',
  meaning: 'The text names no cause: refused, timed out, an unknown name and TLS look alike in it.',
};
const leastEntryIn = (words: string): Least | undefined =>
  findInRegistries(words, ['client', 'dialog']).find(({ entry: { atLeast } }) => atLeast !== undefined)?.entry ??
  (NO_CONNECTION.test(words) ? NO_CONNECTION_TOLD : undefined);

/** The least that such a sentence tells, where the text has nothing else: never a cause. */
export function leastIn(words: string): Explanation[] {
  // There it may be TLS that failed.
  if (/\b(?:ssl|tls):\/\//.test(words)) return [];
  const entry = leastEntryIn(words);
  if (entry?.atLeast === undefined) return [];
  const at = words.split('\n').findIndex((line) => leastEntryIn(line) !== undefined);
  const least = explanationOf(entry.atLeast);
  const { title = least.title, meaning = least.meaning, fix = ASK_THE_HOST } = entry;
  // Who acts is not known either: whoever runs the program learns it.
  return [{ ...least, title, meaning, fix, owner: 'you', line: Math.max(at, 0) + 1 }];
}

/** A link or a name alone is none. */
const WORDS_OF_A_REPLY = 5;
/** RFC 5321 §4.5.3.1.5 has 512 octets; what is so long without a code is prose. */
const MAX_REPLY = 240;
/** What one provider alone says, for certain: the code in front of it was left out. */
export function providersWordsIn(text: string): Explanation[] {
  for (const [at, line] of text.split('\n').entries()) {
    if (line.length > MAX_REPLY || line.trim().split(/\s+/).length < WORDS_OF_A_REPLY || /\bHTTP\b/.test(line)) continue;
    const [best] = explainReply(line, { isPlain: true });
    if (best?.confidence === 'certain' && best.provider !== null) return [{ ...best, confidence: 'likely', line: at + 1 }];
  }
  return [];
}

/** A sentence, and no header, setting or reply. */
const OF_A_PERSON = /^\s{0,4}(?!\S{1,12} (?:NO|BAD|OK)\b|[\w-]{1,40}:|[45]\d\d\b|[-*#>|`])(?:[\p{L}'’-]{1,30},? ){3}/u;
const OF_MAIL_AT_ALL =
  /\b(?:e-?)?mails?\b|mail ?server|\bserver\b|\bsmtp\b|\bimap\b|\bpop3?\b|\bspf\b|\bdkim\b|postfach|mailbox|serveur|servidor|correo|courriel|messagerie|buz[oó]n|\bips?\b|recipient|\boutlook\b|\bgmail\b/i;
/** Another server's trouble, in the same words; and a question tells of none. */
const OF_ANOTHER_SERVER =
  /\b(?:web|data ?base|sql|file|print|terminal|licen[cs]e|proxy|app(?:lication)?|git|ssh|s?ftp|domain|game|vpn|ldap|backup|media|chat|api|http|update)[- ]?servers?\b|\?\s{0,4}$/i;
const isOfAPerson = (line: string): boolean =>
  OF_A_PERSON.test(line) && OF_MAIL_AT_ALL.test(line) && !OF_ANOTHER_SERVER.test(line);
/** What somebody tells in words of their own, the least that is believed. */
export function toldIn(text: string): Explanation[] {
  for (const [at, line] of text.split('\n').entries()) {
    const told = isOfAPerson(line) ? explainSentence(line, TOLD_WORDS) : null;
    if (told !== null && told.id !== null) return [{ ...told, confidence: 'generic', line: at + 1 }];
  }
  return [];
}

/** What stands around every other failure of its kind goes behind it. */
export const AROUND: readonly FindingId[] = [
  'tls-handshake-failed',
  'connection-closed',
  'tcp-reset',
  'tcp-timeout',
  'auth-rejected',
];
const SPEAKS_FOR_ITSELF = ({ id, confidence }: Explanation): number =>
  AROUND.indexOf(id) + 1 + (confidence === 'certain' ? 0 : 10);
