// Judges one utterance by the knowledge of its speaker alone: a server's phrases never see the name of an exception, nor a
// client's sentence the server's phrases. Chooses nothing between utterances.

import { exceptionClass } from '../knowledge/client-exceptions.ts';
import { CLIENT_CONSEQUENCES, CLIENT_WORDS } from '../knowledge/client-words.ts';
import { DIALOG_WORDS } from '../knowledge/dialog-words.ts';
import { explainOauthError, explainReply, oauthErrorIn, type ReplyContext } from '../knowledge/index.ts';
import { isOfExchangeAlone } from '../knowledge/registries/exchange-ndr.ts';
import { findInRegistries } from '../knowledge/registries/index.ts';
import { RELAY_SERVICES } from '../knowledge/replies/relays.ts';
import { mailerWords, OWN_CERTIFICATE, PLAIN_NOTICES, serverLogWords } from '../knowledge/server-logs/index.ts';
import type { Explanation } from '../model/finding.ts';
import { isMailServersChallenge, isResourcesChallenge } from './bearer-challenges.ts';
import { isOfARuntime } from './call-stack.ts';
import { withoutFolders } from './folders.ts';
import { greetingOfAnother } from './foreign-greeting.ts';
import { judgeNotice } from './judge-notice.ts';
import { AROUND, byCode, byRegistry, bySentence, causesFirst, inRegistries, isSentenceAlone } from './known-words.ts';
import { withoutLocalParts } from './local-parts.ts';
import { aboutClientCertificate, aboutPeersAlert, aboutPeersPlaintext, SERVER_SIDE } from './server-side-tls.ts';
import { atTransaction, inContext, inMode, inStack, plainly, seenIn } from './session-context.ts';
import { tellsOfTrouble } from './trouble-words.ts';
import type { Utterance } from './utterance.ts';

const likely = (matches: readonly Explanation[]): Explanation[] =>
  matches.map((match) => (match.confidence === 'certain' ? { ...match, confidence: 'likely' } : match));

const byClass = (utterance: Utterance): Explanation[] => {
  const id = utterance.exception === null ? undefined : exceptionClass(utterance.exception)?.id;
  return id === undefined ? [] : [plainly(id, 'likely', utterance)];
};

/** In a server's own log the client is the peer: the advice is for it, and it is not who reads. */
const TURNED_AWAY = 'In this log the server speaks: it turned its client away with this reply.';
const asPeer = (matches: readonly Explanation[]): Explanation[] =>
  matches.map((match) => ({ ...match, meaning: `${TURNED_AWAY} ${match.meaning}` }));

/** Whether an address exists is asked for curiosity (RFC 5321 §7.3): hardly a server tells it, and nothing hangs on it. */
const OF_A_QUERY = /^\d{3}[ -].{0,60}\b(?:vrfy|expn)\b/i;

function judgeReply(utterance: Utterance): Explanation[] {
  if (OF_A_QUERY.test(utterance.words)) return [];
  const said = atTransaction(judgeServer(utterance), utterance);
  // Whatever words the site gave it: after DATA only what the message holds was still to be judged.
  const isOfContent = said.length === 0 && utterance.direction === 'by-us' && utterance.transaction === 'data';
  const matches = isOfContent ? [plainly('content-rejected', 'likely', utterance)] : said;
  return utterance.direction === 'by-us' ? asPeer(matches) : matches;
}

const OF_THE_SYSTEM =
  /^(?:connection (?:refused|timed out|reset by peer)|no route to host|(?:network|host) is unreachable)\W{0,4}$/i;

function judgeServer(utterance: Utterance): Explanation[] {
  const { words, protocol, stage, transaction, host, code } = utterance;
  const context: ReplyContext = {
    ...(protocol === null ? {} : { protocol }),
    ...(stage === null ? {} : { stage }),
    ...(transaction === null ? {} : { transaction }),
    ...(host === null || utterance.direction === 'by-us' ? {} : { host }),
  };
  const foreign = greetingOfAnother(utterance);
  if (foreign.length > 0) return foreign;
  const isBare = code === null && utterance.enhanced === null && !/^(?:\S{1,12} )?(?:NO|BAD|BYE)\b|^[-+]ERR/.test(words);
  // Where a library has no reply, its exception bears what the system said of the connection.
  if (isBare && OF_THE_SYSTEM.test(words)) return byCode(utterance, ['system']);
  const named = byExchange(utterance);
  if (named.length > 0) return named;
  if ((stage === null && isFolders(words)) || (isBare && isOfARuntime(words))) return [];
  const found = explainReply(words, context);
  const matches = isBare ? likely(found) : found;
  if (matches.length > 0 && matches[0]?.confidence !== 'generic') return inContext(matches, utterance);
  // A refusal for now judges no login, whatever the exception is called.
  const classed = code !== null && code < 500 ? [] : byClass(utterance);
  if (!isBare) {
    const listed = inRegistries(utterance, ['server']);
    return inContext([...listed.matches, ...classed, ...(listed.isVetoed ? [] : matches)], utterance);
  }
  // Taken for the server's, since they stand where its words do; a library has words of its own there as well.
  const said = bySentence(utterance, CLIENT_WORDS);
  const own = said === 'no fault' ? [] : likely(said);
  const bare = [...own, ...byCode(utterance, ['tls', 'system', 'client']), ...classed, ...matches];
  // Whatever the words: the program says which command they refused.
  if (bare.length === 0 && stage === 'starttls') return [plainly('starttls-rejected', 'generic', utterance)];
  return inContext(bare, utterance);
}

/** A response code of IMAP that speaks of a folder, a message or a command (RFC 5530): whatever words stand behind it. */
function isFolders(words: string): boolean {
  const code = /^(?:\S{1,12} )?(?:NO|BAD) (\[(?!ALERT|PARSE|REFERRAL|CLIENTBUG|NOPERM)[A-Z][A-Z-]{2,30}[\] ])/.exec(words)?.[1];
  const found = code === undefined ? [] : findInRegistries(`${code.slice(0, -1)}]`, ['server']);
  return found.length > 0 && found.every(({ entry }) => entry.id === null);
}

/** What Exchange alone says, names its cause better than any words around it. */
function byExchange(utterance: Utterance): Explanation[] {
  const found = findInRegistries(utterance.words, ['server']);
  const isExchanges = found.some(({ entry }) => entry.id !== null && entry.confidence === 'certain' && isOfExchangeAlone(entry));
  return isExchanges ? byRegistry(utterance, ['server']).filter(({ confidence }) => confidence === 'certain') : [];
}

/** By the names that it is known for, and by the list of Microsoft's codes, which is longer. */
function byIdentityProvider(utterance: Utterance): Explanation[] {
  const oauth = oauthErrorIn(utterance.words);
  const explained = oauth === null ? [] : explainOauthError(oauth.error, oauth.description, seenIn(utterance));
  // Of a token that was there already; only where one was asked for is it the provider's.
  if (explained[0]?.confidence === 'certain' && oauth?.error !== 'invalid_token') return explained;
  const listed = byRegistry(utterance, ['identity-provider']);
  if (listed.length > 0) return listed.map((match) => ({ ...match, provider: explained[0]?.provider ?? match.provider }));
  return explained.length > 0 ? explained : byClass(utterance);
}

/** A program's own settings and bugs, found before any server was asked. */
const OF_THE_PROGRAM =
  /\bname '\w{1,60}' is not defined|does not comply with (?:addr-spec|rfc ?2822)|(?:unknown|unrecogni[sz]ed) (?:section |configuration )?(?:keyword|directive|option|setting|command '|parameter)|(?:keyword|option|setting|directive) .{1,80} is not recogni[sz]ed|error in (?:the )?configuration file|no configuration file (?:available|found)|account \S{1,80} not found(?::| in) |is not a valid (?:e-?mail|url|port|value|address)|needs? to be one of|(?:loading|parsing|reading|invalid|missing|unknown|undefined) (?:the )?config|(?:missing|undefined|unknown|invalid|required) (?:required )?(?:environment variable|env var|setting|option|property|parameter|argument|config(?:uration)?|field)\b|\b(?:TypeError|SyntaxError|ReferenceError|NullPointerException|NameError|AttributeError|ImportError|ModuleNotFoundError|ClassNotFoundException|NoClassDefFoundError|NoMethodError|KeyError|NullReferenceException|ArgumentNullException)\b|cannot find module|is not a function|undefined (?:method|function|index|variable|array key)|call to undefined|no such (?:function|method|property)|segmentation fault|syntax error(?! in imap)|class ["'][\w\\]{3,200}["'] not found|(?<!syntax error in imap .{0,40})unexpected token(?! in imap| \w{2,20} \(expected)/i;
export const isOfTheProgram = (words: string): boolean => OF_THE_PROGRAM.test(words.slice(0, 4000));

/** Plain words: by whatever they could be, the distinctive first, and never for certain but by a code. */
function judgePlain(utterance: Utterance): Explanation[] {
  const oauth = oauthErrorIn(utterance.words);
  if (oauth !== null)
    return isResourcesChallenge(utterance.words) ? likely(byIdentityProvider(utterance)) : byIdentityProvider(utterance);
  if (isMailServersChallenge(utterance.words)) return judgeReply({ ...utterance, speaker: 'server', stage: 'auth' });
  const coded = byCode(utterance, ['tls', 'system', 'client', 'dialog', 'identity-provider']).map((match) =>
    aboutPeersAlert(match, utterance),
  );
  if (coded[0]?.confidence === 'certain') return coded;
  if (isOfTheProgram(utterance.words)) return [];
  const isListed = isSentenceAlone(utterance.words);
  if (!isListed && !tellsOfTrouble(utterance.words)) return [];
  const said = bySentence(utterance, CLIENT_WORDS, DIALOG_WORDS, PLAIN_NOTICES);
  if (said === 'no fault') return [];
  const listed = isListed ? coded : [];
  const own = [...listed, ...likely(said), ...coded, ...asConsequence(utterance)];
  // That a login failed is the least of it, where a provider is known by its own words for why.
  const isLeast = own[0]?.id === 'auth-rejected';
  const named = isLeast ? asServers(utterance).filter(({ id, provider }) => provider !== null && id !== 'auth-rejected') : [];
  return inContext([...named, ...(own.length > 0 ? own : ofRelayService(utterance))], utterance);
}

/** A relay service's own words, as its interface over HTTP has them: of its login it says nothing in them. */
const ofRelayService = (utterance: Utterance): Explanation[] =>
  asServers(utterance).filter(({ id, provider }) => provider !== null && RELAY_SERVICES.has(provider) && !id.startsWith('auth-'));

function asConsequence(utterance: Utterance): Explanation[] {
  const said = bySentence(utterance, CLIENT_CONSEQUENCES);
  return said === 'no fault' ? [] : said;
}

function judgeClient(utterance: Utterance): Explanation[] {
  // STARTTLS had been sent, and the client gave up before its next command.
  if (utterance.isConsequence && utterance.stage === 'tls') return [plainly('tls-handshake-failed', 'likely', utterance)];
  const coded = byCode(utterance, ['client', 'tls', 'system']);
  if (coded[0]?.confidence === 'certain') return coded;
  if (isOfTheProgram(`${utterance.exception}: ${utterance.words}`)) return [];
  const said = bySentence(utterance, CLIENT_WORDS);
  if (said === 'no fault') return [];
  const own = [...said, ...coded, ...asConsequence(utterance)];
  return inContext([...(own.length > 0 ? own : asServers(utterance)), ...byClass(utterance)], utterance);
}

/** A status of HTTP: a web server's, which the program asked for or is. */
const OF_THE_WEB = /^http[ /\d.]{1,6}[45]\d\d\b/i;
/** Nothing that the program says by itself: a library may pass the server's words on as if they were its own. */
const asServers = ({ words }: Utterance): Explanation[] =>
  OF_THE_WEB.test(words)
    ? []
    : likely(explainReply(words, { isPlain: true }).filter(({ confidence }) => confidence !== 'generic'));

/** In a server's log an alert about a certificate is its client's, about the server's own. */
function judgePeersTls(utterance: Utterance): Explanation[] {
  const own = bySentence(utterance, OWN_CERTIFICATE);
  if (own !== 'no fault' && own.length > 0) return own;
  const listed = byRegistry(utterance, ['server-log']);
  if (listed.length > 0) return listed;
  const coded = byCode(utterance, ['tls', 'system']).map((match) => aboutPeersPlaintext(aboutPeersAlert(match, utterance)));
  // Whatever the network did, it was in the handshake.
  if (coded[0]?.id === 'tcp-timeout' && SERVER_SIDE.test(utterance.words))
    return [plainly('tls-handshake-failed', 'likely', utterance), ...coded];
  return coded.length > 0 ? coded : asConsequence(utterance);
}

/** A mailer's own sentence; else its system's or TLS library's; else what others say of a message in the same words. */
function judgeMailer(utterance: Utterance): Explanation[] {
  const said = bySentence(utterance, ...mailerWords(utterance.dialect));
  if (said === 'no fault') return [];
  if (said.length > 0) return said;
  const coded = [...byCode(utterance, ['tls', 'system']), ...byRegistry(utterance, ['server'])];
  return coded.length > 0 ? coded : likely(explainReply(utterance.words, { transaction: 'rcpt' }));
}

/** What the network did is told by its code for certain; why, or whether it was mail's connection, is not. */
const OF_THE_NETWORK = /^(?:tcp-(?:timeout|unreachable)|host-unreachable)$/;
function calibrated(matches: readonly Explanation[], { speaker }: Utterance): readonly Explanation[] {
  if (speaker === 'server' || speaker === 'tls') return matches;
  return matches.map((match) => {
    if (match.confidence === 'certain') return OF_THE_NETWORK.test(match.id) ? { ...match, confidence: 'likely' } : match;
    // Of whom nothing tells, that it failed says little of why.
    return speaker === null && AROUND.includes(match.id) ? { ...match, confidence: 'generic' } : match;
  });
}

/** What the utterance means, best first; empty where it tells no failure, or none that is known. */
export const judgeUtterance = (utterance: Utterance): readonly Explanation[] =>
  calibrated(
    withoutFolders(inMode(inStack(judgeSpeaker(withoutLocalParts(utterance)), utterance), utterance), utterance),
    utterance,
  );

function judgeSpeaker(utterance: Utterance): readonly Explanation[] {
  if (utterance.isSuccess) return [];
  const ofClient = aboutClientCertificate(utterance);
  if (ofClient.length > 0) return ofClient;
  switch (utterance.speaker) {
    case 'server':
      return judgeReply(utterance);
    case 'tls':
    case 'system': {
      if (utterance.direction === 'by-us') return judgePeersTls(utterance);
      const coded = byCode(utterance, ['tls', 'system']);
      if (coded.length > 0) return coded;
      const said = bySentence(utterance, CLIENT_WORDS, CLIENT_CONSEQUENCES);
      return said === 'no fault' || said.length === 0 ? byClass(utterance) : said;
    }
    case 'identity-provider': {
      return byIdentityProvider(utterance);
    }
    case 'server-log': {
      const said = bySentence(utterance, ...serverLogWords(utterance.dialect));
      return said === 'no fault' ? [] : said;
    }
    case 'mailer':
      return judgeMailer(utterance);
    case 'notice':
      return judgeNotice(utterance, judgePlain);
    case 'dialog': {
      const coded = causesFirst(byRegistry(utterance, ['dialog', 'client', 'system', 'tls']));
      if (coded.length > 0) return coded;
      const said = bySentence(utterance, DIALOG_WORDS, CLIENT_WORDS);
      return said === 'no fault' ? [] : [...said, ...byCode(utterance, [])];
    }
    case 'client':
      return judgeClient(utterance);
    case null:
      return judgePlain(utterance);
  }
}
