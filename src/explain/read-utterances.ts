// Reads a text into utterances, line by line: the dialects whose marks it bears first, then the replies and sentences that
// any text may hold. Sees redacted text alone. Says who speaks, not what it means.
import { providerOfHost, readReply } from '../knowledge/index.ts';
import { isResourcesChallenge } from './bearer-challenges.ts';
import { type CallStack, readCallStack } from './call-stack.ts';
import { type SessionStep, stepOf } from './dialects/forms.ts';
import { DIALECTS } from './dialects/index.ts';
import { embeddedStep, embeddedWords } from './embedded-words.ts';
import { isSentenceAlone } from './known-words.ts';
import { traceFieldsIn } from './message-headers.ts';
import { type NumberedLine, numberedLines } from './numbered-lines.ts';
import { commandProperty, isModeMismatched, isOption } from './pasted-settings.ts';
import { OF_IDENTITY_PROVIDER, readPlain, SUCCESS } from './plain-lines.ts';
import { GENERIC, plainUtterance, protocolOf } from './plain-utterance.ts';
import { ehloAnswer, otherReplyIn, smtpReplyIn, WORTH_A_LOOK, wholeReply } from './quoted-replies.ts';
import { unfoldBounce } from './sent-lines.ts';
import { sourceCodeIn } from './source-code.ts';
import { TranscriptSession } from './transcript-session.ts';
import { unmarkedReplyIn } from './unmarked-replies.ts';
import type { Dialect, Said, Utterance } from './utterance.ts';
import { unwrapped } from './wrapped-lines.ts';

/** Distinct sentences looked at; a log that has more is told by its last ones. */
const MAX_UTTERANCES = 240;
const MAX_LINE = 8000;

export interface HeardText {
  readonly utterances: readonly Utterance[];
  /** Those whose marks the text bears. */
  readonly dialects: readonly Dialect[];
}

/** In a text up to this every line of trouble is looked at; in a longer one those that hold a code. */
const SHORT_TEXT = 4000;
/** A failure said over and over, with other numbers and ids, is one failure. */
const sameness = (text: string): string => text.replace(/\d{2,}|[0-9a-f]{8,}/gi, '0').slice(0, 300);

/** `\\"550 words\\"`: a sentence that was put into JSON or a string of a program, once or twice. */
const withoutEscapes = (line: string): string => (line.includes('\\"') ? line.replace(/\\{1,3}"/g, '"') : line);

/** Said because an earlier command was refused: RFC 5321 §3.3 has RCPT after MAIL and DATA after RCPT, RFC 9051 §3 the states. */
const OUT_OF_ORDER =
  /^5\d\d[ -](?:5\.5\.1 )?(?:error: |<[^>]{0,320}>:? )?(?:no valid recipients|valid rcpt|need (?:rcpt|mail|recipient)|send (?:mail|rcpt)|bad sequence|nested mail|rcpt first|mail first|(?:rcpt|mail|data) command expected|(?:but )?you (?:have )?already said|duplicate (?:he|eh)lo)|^\S{1,12} BAD command (?:received|not allowed|is not valid) in (?:this|invalid|the current)|^(?:\S{1,12} )?(?:NO|BAD|-ERR) .{0,80}(?:invalid state|not valid in this state|(?:not permitted|illegal|invalid) in (?:the )?current state|(?:log ?in|authenticate) first$)/i;
/** What is said to any login that failed; and before it, in Base64, `{"status…`: what is said to a token alone (RFC 7628 §3.2.2). */
const ANY_LOGIN = /\bAUTHENTICATIONFAILED\b|invalid credentials|not accepted/i;
const TOKEN_REFUSED = 'eyJzdGF0dXMi';

/** A login by token, as commands, logs and settings name it. */
const SENDS_TOKEN = /\bXOAUTH2\b|\bOAUTHBEARER\b|\bauthentication['"]? ?(?:=>|[:=]) ?['"]oauth|\baccess_?token\b/i;

/** Lines of the same error, as Node prints it. */
const PROPERTIES_BELOW = 12;

const isOfProgram = ({ speaker }: Said): boolean => speaker === 'client' || speaker === 'dialog' || speaker === null;
const stepAlone = ({ stage, transaction }: SessionStep): SessionStep => ({
  ...(stage === undefined ? {} : { stage }),
  ...(transaction === undefined ? {} : { transaction }),
});

/** What costs most to learn of an utterance, for those alone that are looked at. */
function withCodes(utterance: Utterance): Utterance {
  const { speaker, words, host } = utterance;
  const { code, enhanced } = speaker === 'server' ? readReply(words) : { code: null, enhanced: null };
  return { ...utterance, code, enhanced, provider: host === null ? null : (providerOfHost(host)?.name ?? null) };
}

/** A bounce has a reply twice: with the step at which it came, and as `Diagnostic-Code:` without. */
const atStepOf = ({ stage, transaction }: Utterance, again: Utterance): Utterance =>
  again.speaker === 'server' && again.stage === null && again.transaction === null ? { ...again, stage, transaction } : again;

class Reader {
  readonly #byKey = new Map<string, Utterance>();
  readonly #session = new TranscriptSession();
  readonly #dialects: readonly Dialect[];
  readonly #lines: readonly string[];
  readonly #numbers: readonly number[];
  readonly #isShort: boolean;
  readonly #isModeMismatched: boolean;
  readonly #isSource: (line: string) => boolean;
  readonly #isTraceField: readonly boolean[];
  readonly #stack: CallStack | null;
  #at = 0;

  constructor(lines: readonly NumberedLine[], dialects: readonly Dialect[], isSource: (line: string) => boolean) {
    this.#isSource = isSource;
    this.#lines = lines.map(({ text }) => withoutEscapes(text));
    this.#isTraceField = traceFieldsIn(this.#lines);
    this.#stack = readCallStack(this.#lines);
    this.#isShort = lines.reduce((length, { text }) => length + text.length, 0) <= SHORT_TEXT;
    this.#isModeMismatched = this.#isShort && isModeMismatched(this.#lines.join(' '));
    this.#numbers = lines.map(({ number }) => number);
    this.#dialects = dialects;
  }

  read(): Utterance[] {
    for (this.#at = 0; this.#at < this.#lines.length; this.#at += 1) {
      const line = (this.#lines[this.#at] ?? '').slice(0, MAX_LINE);
      if (this.#isSource(line) || this.#isTraceField[this.#at] === true) continue;
      this.#session.see(line);
      const isWorthALook = WORTH_A_LOOK.test(line);
      // A short text costs nothing: a dialect knows its lines without any word of trouble, and in any language.
      if ((isWorthALook || this.#isShort) && !isOption(line)) {
        const [dialect, said] = this.#listen(line, isWorthALook);
        const at = this.#at;
        for (const one of said) this.#add(one, dialect, at);
      }
      this.#session.answer(line);
    }
    return [...this.#byKey.values()].slice(-MAX_UTTERANCES).map(withCodes);
  }

  #listen(line: string, isWorthALook: boolean): readonly [string, readonly Said[]] {
    const bare = unwrapped(line);
    for (const form of bare === null ? [line] : [line, bare]) {
      for (const dialect of this.#dialects) {
        const said = dialect.read(form);
        if (said !== null) return [dialect.name, said];
      }
    }
    if (isWorthALook) return [GENERIC, readPlain(line, this.#isShort)];
    return [GENERIC, isSentenceAlone(line) ? [{ speaker: null, words: line.trim() }] : []];
  }

  /** Whoever quotes a reply hands the word over to the server. */
  #quoted(said: Said): readonly Said[] {
    if (said.isSuccess === true) return [said];
    if (said.speaker === 'server' && SUCCESS.test(said.words)) return [{ ...said, isSuccess: true }];
    if (OF_IDENTITY_PROVIDER.test(said.words) && !isResourcesChallenge(said.words))
      return [{ ...said, speaker: 'identity-provider' }];
    const embedded = isOfProgram(said) ? embeddedWords(said.words) : null;
    const step: SessionStep = embedded ?? {};
    const reply =
      smtpReplyIn(embedded?.words ?? said.words) ??
      smtpReplyIn(said.words) ??
      (this.#isShort ? unmarkedReplyIn(said.words) : null);
    if (reply !== null) {
      const { text, last } = wholeReply(reply, this.#at, this.#lines);
      this.#at = last;
      return [{ ...stepAlone(step), ...said, speaker: 'server', words: text }];
    }
    const other = otherReplyIn(embedded?.words ?? said.words);
    if (other !== null) return [{ ...stepAlone(step), ...said, speaker: 'server', words: other }];
    // Words without a code may be the program's own, after all: it is heard, too.
    return embedded === null
      ? [said]
      : [
          { ...said, ...embedded },
          { ...said, isConsequence: true },
        ];
  }

  /** IMAP's AUTHENTICATE, where the line or the program around it tells that a token was sent. */
  #mechanismAround(at: number, words: string): string | null {
    if (ANY_LOGIN.test(words) && this.#lines.slice(0, at).some((line) => line.includes(TOKEN_REFUSED))) return 'XOAUTH2';
    if (!/\bAUTHENTICATE failed\b/i.test(words)) return null;
    return SENDS_TOKEN.test(this.#lines[at] ?? '') || (this.#isShort && SENDS_TOKEN.test(this.#lines.join(' ')))
      ? 'XOAUTH2'
      : null;
  }

  /** By the command that waits for it, the sentence around it, or the property `command` that nodemailer puts below it. */
  #stepOfReply(at: number): SessionStep {
    const { step } = this.#session;
    if (step.stage !== undefined || step.transaction !== undefined) return step;
    const around = embeddedStep(this.#lines[at] ?? '');
    if (around.stage !== undefined || around.transaction !== undefined) return around;
    const below = this.#lines.slice(at, at + PROPERTIES_BELOW).join(' ');
    const property = stepOf(commandProperty(below.slice(0, MAX_LINE)));
    return property.stage === undefined && property.transaction === undefined ? (this.#stack ?? {}) : property;
  }

  #add(given: Said, dialect: string, at: number): void {
    for (const said of this.#quoted(given)) this.#addOne(said, dialect, at);
  }

  #addOne(said: Said, dialect: string, at: number): void {
    const { speaker, words, exception, isSuccess, isConsequence, direction } = said;
    const session = this.#session;
    const isStepTold = said.stage !== undefined || said.transaction !== undefined || speaker !== 'server';
    const { stage, transaction } = isStepTold ? said : this.#stepOfReply(at);
    const isReading = speaker !== 'server' && this.#stack?.isReading === true;
    const host = said.host ?? session.host;
    const protocol = said.protocol ?? (speaker === 'server' ? protocolOf(words) : null) ?? session.protocol;
    const utterance: Utterance = {
      speaker,
      dialect,
      protocol,
      stage: stage ?? (isConsequence === true && session.isTlsDue ? 'tls' : isReading ? (this.#stack?.stage ?? null) : null),
      transaction: transaction ?? null,
      code: null,
      enhanced: null,
      words,
      exception: exception ?? null,
      mechanism: session.mechanism ?? (speaker === 'server' ? this.#mechanismAround(at, words) : null),
      host,
      provider: null,
      direction: direction ?? 'to-us',
      line: this.#numbers[at] ?? 1,
      isModeMismatched: this.#isModeMismatched,
      isLoginAfterTls: session.isLoginAfterTls,
      isReading,
      isConsequence: isConsequence === true || (speaker === 'server' && stage !== 'starttls' && OUT_OF_ORDER.test(words)),
      isSuccess: isSuccess === true,
    };
    const key = `${speaker}${exception ?? ''}${sameness(words)}`;
    const before = this.#byKey.get(key);
    this.#byKey.delete(key);
    this.#byKey.set(key, before === undefined ? utterance : atStepOf(before, utterance));
  }
}

/** Everything that is said in the text, in order of appearance. */
export function readUtterances(text: string): HeardText {
  const dialects = DIALECTS.filter(({ marks }) => marks.test(text));
  const split = text.split(/\r\n|\n|\r/);
  const isBounce = dialects.some(({ name }) => name === 'a bounce') || /\bsaid: |SMTP error from remote/.test(text);
  const lines = isBounce ? unfoldBounce(split) : split;
  const isSource = sourceCodeIn(text) ?? (() => false);
  const utterances = new Reader(lines.flatMap(numberedLines), dialects, isSource).read();
  if (utterances.length > 0) return { utterances, dialects };
  const capabilities = ehloAnswer(lines);
  if (capabilities === null) return { utterances, dialects };
  return { utterances: [plainUtterance({ speaker: 'server', words: capabilities.text }, capabilities.line + 1)], dialects };
}
