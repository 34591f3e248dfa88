// The IMAP talk of one connection (RFC 9051, 3501, 4959, 7888) over a channel, up to a login and no further. No mailbox
// is opened: there is no code for SELECT, EXAMINE, FETCH or APPEND. Knows nothing of sockets, ports or terminals.
import type { Failure, Outcome } from '../../model/outcome.ts';
import type { Stage } from '../../model/protocol.ts';
import type { Reply } from '../../model/reply.ts';
import type { Channel } from '../../net/channel.ts';
import type { SaslExchange } from '../../sasl/mechanism.ts';
import { endedUnasked, hearLeaving, type LeaveLimits, NO_WORD } from '../leave.ts';
import type { Capabilities, LoginResult, PlainLogin, Session, SessionOptions } from '../protocol.ts';
import { SaslConversation, type SaslWire } from '../sasl-conversation.ts';
import { isTelling, parseImapCapabilities, takesLiteralAtOnce } from './capabilities.ts';
import { loginLines } from './login-arguments.ts';
import { capabilityCode, makeImapReply, responseCode, type StatusResponse, splitKeywords } from './reply.ts';
import { MAX_COMMAND_OCTETS, ResponseReader } from './response-reader.ts';

/** What a server says on the way to its verdict is kept so far. */
const MAX_NOTICES = 8;

/** Of a line that is said to a port which has not greeted. */
export const UNGREETED_TAG = 'a0';

/** What ends the wait for an answer. `keywords`: a capability list that came on the way. */
type Answer =
  | { readonly kind: 'reply'; readonly reply: Reply; readonly keywords: readonly string[] | null }
  | { readonly kind: 'challenge'; readonly text: string };

export class ImapSession implements Session {
  readonly #channel: Channel;
  readonly #options: SessionOptions;
  readonly #reader: ResponseReader;
  #tags = 0;
  #isAuthenticated = false;
  #isDismissed = false;
  /** Capabilities of the greeting, as long as they hold: until TLS. */
  #greeted: readonly string[] | null = null;
  /** The latest capabilities, upper case. */
  #keywords: ReadonlySet<string> = new Set();

  constructor(channel: Channel, options: SessionOptions) {
    this.#channel = channel;
    this.#options = options;
    this.#reader = new ResponseReader(channel, options);
  }

  async greet(): Promise<Outcome<Reply>> {
    this.#reader.begin('greeting', 'greeting', this.#options.greetingMs);
    let outcome = await this.#reader.read('greeting');
    // A line said to a silent port may be answered ahead of the greeting, which comes all the same or never.
    while (outcome.ok && outcome.value.response?.kind === 'status' && outcome.value.response.tag === UNGREETED_TAG)
      outcome = await this.#reader.read('greeting');
    if (!outcome.ok) return outcome;
    const { response, line } = outcome.value;
    if (response?.kind !== 'status' || response.tag !== null) return this.#reader.malformed('greeting', 'no-code', line);
    this.#isDismissed = response.status === 'BYE';
    this.#isAuthenticated = response.status === 'PREAUTH';
    this.#greeted = capabilityCode(response);
    const reply = makeImapReply(response, []);
    if (response.status === 'OK' || response.status === 'PREAUTH') return { ok: true, value: reply };
    return { ok: false, failure: { kind: 'reply', stage: 'greeting', reply } };
  }

  async identify(): Promise<Outcome<Capabilities>> {
    const greeted = this.#greeted;
    this.#greeted = null;
    if (greeted && isTelling(greeted)) return { ok: true, value: this.#learn(greeted) };
    const answer = await this.#command('CAPABILITY', 'ehlo');
    if (!answer.ok) return answer;
    if (answer.value.reply.status === 'OK') return { ok: true, value: this.#learn(answer.value.keywords ?? []) };
    return { ok: false, failure: { kind: 'reply', stage: 'ehlo', reply: answer.value.reply } };
  }

  async requestTls(injected?: string): Promise<Outcome<Reply>> {
    const answer = await this.#command('STARTTLS', 'starttls', injected);
    if (!answer.ok) return answer;
    const { reply } = answer.value;
    if (reply.status !== 'OK') return { ok: false, failure: { kind: 'reply', stage: 'starttls', reply } };
    // RFC 9051 §6.2.1: whatever was learned before TLS is forgotten, a list in this very reply too.
    this.#greeted = null;
    this.#keywords = new Set();
    return { ok: true, value: reply };
  }

  async authenticate(mechanism: string, exchange: SaslExchange): Promise<LoginResult> {
    const tag = this.#nextTag();
    const initial = exchange.initialResponse;
    const command = `${tag} AUTHENTICATE ${mechanism}`;
    // RFC 4959 §3: a present and empty initial response is a lone "=".
    const whole = initial === null ? command : `${command} ${initial.length === 0 ? '=' : initial.toString('base64')}`;
    const goesAlong = initial !== null && this.#keywords.has('SASL-IR') && whole.length <= MAX_COMMAND_OCTETS;
    const { authMs, commandMs, redactor } = this.#options;
    const wire: SaslWire = {
      read: (budget) => {
        this.#reader.begin('auth', budget, budget === 'auth' ? authMs : commandMs);
        return this.#readAnswer(tag, 'auth');
      },
      write: (line, shown) => this.#channel.writeLine(line, shown),
      writeSecret: (line, shown) => this.#writeSecret(tag, line, shown),
      verdictOf: ({ status }) => (status === 'OK' ? 'accepted' : 'refused'),
      excerpt: (text, limit) => redactor.excerpt(text, limit),
    };
    return new SaslConversation(wire, mechanism, exchange).run({
      line: goesAlong ? whole : command,
      shown: goesAlong ? `${command} ***` : command,
      hasInitialResponse: goesAlong,
    });
  }

  async logIn(_command: string, { user, secret: password }: PlainLogin): Promise<LoginResult> {
    const tag = this.#nextTag();
    const { before, last } = loginLines(tag, user, password.reveal(), (bytes) => takesLiteralAtOnce(this.#keywords, bytes));
    for (const { line, shown, waits } of before) {
      this.#channel.writeLine(line, shown);
      if (!waits) continue;
      const leave = await this.#await(tag, 'auth');
      if (!leave.ok || leave.value.kind === 'reply') return this.#conclude(leave, false);
    }
    const unasked = await this.#writeSecret(tag, last.line, last.shown);
    return this.#conclude(unasked ?? (await this.#await(tag, 'auth')), unasked === null);
  }

  async hear(ms: number): Promise<Outcome<Reply>> {
    this.#reader.begin('quit', 'command', ms);
    const bye = await this.#reader.readBye('quit');
    this.#isDismissed ||= bye.ok;
    return bye.ok ? { ok: true, value: makeImapReply(bye.value, []) } : bye;
  }

  async keepAlive(): Promise<Outcome<Reply>> {
    const answer = await this.#command('NOOP', 'quit');
    return answer.ok ? { ok: true, value: answer.value.reply } : answer;
  }

  quit(): void {
    // After BYE nobody listens.
    if (this.#isDismissed) this.#channel.destroy();
    else this.#channel.quit(`${this.#nextTag()} LOGOUT`);
  }

  /** BYE announces the end that LOGOUT asked for, too (RFC 9051 §6.1.3): it is the server's own where its OK does not follow. */
  async leave(limits: LeaveLimits): Promise<Reply | null> {
    const tag = this.#nextTag();
    const leaving = await hearLeaving(this.#channel, `${tag} LOGOUT`, limits, async (limitMs) => {
      this.#reader.begin('quit', 'command', limitMs);
      const answer = await this.#readAnswer(tag, 'quit');
      return answer.ok ? { ok: true, value: answer.value.kind === 'reply' ? answer.value.reply : NO_WORD } : answer;
    });
    const { outcome, isUnasked } = leaving;
    if (!outcome.ok) return endedUnasked(leaving);
    const { status = 'OK', lines } = outcome.value;
    const isGoodbye = status === 'BYE' && !isUnasked && GOODBYE.test(lines[0] ?? '');
    return status === 'OK' || isGoodbye ? null : outcome.value;
  }

  /** The end of a LOGIN command. An acceptance of what was not sent is none. */
  #conclude(answer: Outcome<Answer>, hasSentSecret: boolean): LoginResult {
    const nothing = { reply: null, challenge: null, faultsMechanism: false, hasSentSecret };
    if (!answer.ok) return { ...nothing, status: 'error', failure: answer.failure };
    if (answer.value.kind === 'challenge') {
      const malformed = this.#reader.malformed('auth', 'bad-syntax', `+ ${answer.value.text}`);
      return { ...nothing, status: 'error', failure: malformed.failure };
    }
    const { reply } = answer.value;
    if (reply.status !== 'OK') return { ...nothing, status: 'rejected', reply, failure: null };
    if (hasSentSecret) return { ...nothing, status: 'accepted', reply, failure: null };
    const detail = 'the server accepted before it had the password';
    return { ...nothing, status: 'error', reply, failure: { kind: 'sasl', stage: 'auth', mechanism: 'LOGIN', detail } };
  }

  /**
   * Writes what carries the secret. Null: it is out. Else it was kept, and this is what the server had said unasked.
   * Untagged data may come at any time and answers nothing (RFC 9051 §7): it is passed over.
   */
  async #writeSecret(tag: string, line: string, shown: string): Promise<Outcome<Answer> | null> {
    this.#reader.begin('auth', 'auth', this.#options.authMs);
    while (this.#channel.hasUnread) {
      const outcome = await this.#reader.read('auth');
      if (!outcome.ok) return outcome;
      const { response, line: said } = outcome.value;
      if (response?.kind === 'continuation') return { ok: true, value: { kind: 'challenge', text: response.text } };
      if (response?.kind === 'data' || (response?.tag === null && response.status !== 'BYE')) continue;
      if (!response || (response.tag !== null && response.tag !== tag)) return this.#reader.malformed('auth', 'bad-syntax', said);
      this.#isDismissed ||= response.status === 'BYE';
      return { ok: true, value: { kind: 'reply', reply: makeImapReply(response, []), keywords: null } };
    }
    return this.#channel.writeSecret(line, shown) ? null : this.#readAnswer(tag, 'auth');
  }

  #learn(keywords: readonly string[]): Capabilities {
    this.#keywords = new Set(keywords.map((keyword) => keyword.toUpperCase()));
    return parseImapCapabilities(keywords, this.#isAuthenticated);
  }

  async #command(command: string, stage: Stage, injected?: string): Promise<Outcome<Extract<Answer, { kind: 'reply' }>>> {
    const tag = this.#nextTag();
    this.#channel.writeLine(`${tag} ${command}${injected === undefined ? '' : `\r\n${injected}`}`);
    this.#reader.begin(stage, 'command', this.#options.commandMs);
    const answer = await this.#readAnswer(tag, stage);
    if (!answer.ok) return answer;
    const { value } = answer;
    return value.kind === 'reply' ? { ok: true, value } : this.#reader.malformed(stage, 'bad-syntax', `+ ${value.text}`);
  }

  #await(tag: string, stage: Stage): Promise<Outcome<Answer>> {
    this.#reader.begin(stage, 'auth', this.#options.authMs);
    return this.#readAnswer(tag, stage);
  }

  /** Reads on to the tagged reply or a continuation. */
  async #readAnswer(tag: string, stage: Stage): Promise<Outcome<Answer>> {
    const notices: StatusResponse[] = [];
    let keywords: readonly string[] | null = null;
    for (;;) {
      const outcome = await this.#reader.read(stage);
      if (!outcome.ok) return this.#lastWords(notices, outcome.failure);
      const { response, line } = outcome.value;
      if (!response) return this.#reader.malformed(stage, 'bad-syntax', line);
      if (response.kind === 'continuation') return { ok: true, value: { kind: 'challenge', text: response.text } };
      if (response.kind === 'data') {
        if (response.name === 'CAPABILITY') keywords = splitKeywords(response.text);
        continue;
      }
      keywords = capabilityCode(response) ?? keywords;
      this.#isDismissed ||= response.status === 'BYE';
      if (response.tag === tag) {
        return { ok: true, value: { kind: 'reply', reply: makeImapReply(response, notices), keywords } };
      }
      if (response.tag === null && isNotice(response) && notices.length < MAX_NOTICES) notices.push(response);
    }
  }

  /** An end without a tagged reply is explained by the BYE, or the untagged BAD of a server that lost the tag, before it. */
  #lastWords(notices: readonly StatusResponse[], failure: Failure): Outcome<Answer> {
    const last = notices.findLast(({ status }) => status === 'BYE') ?? notices.findLast(({ status }) => status === 'BAD');
    if (!last || failure.kind === 'malformed') return { ok: false, failure };
    const others = notices.filter((notice) => notice !== last);
    return { ok: true, value: { kind: 'reply', reply: makeImapReply(last, others), keywords: null } };
  }

  #nextTag(): string {
    this.#tags += 1;
    return `a${this.#tags}`;
  }
}

/** How servers that leave LOGOUT's own OK out say good-bye. */
const GOODBYE = /^$|log(?:ging|ged)?[ -]?out|\bbye\b|closing connection|terminating connection|signing off/i;

/** Untagged words that belong to the answer: refusals, and what RFC 9051 §7.1 wants shown to the user. */
const isNotice = (response: StatusResponse): boolean =>
  response.status !== 'OK' || /ALERT$/.test(responseCode(response.text)?.name ?? '');
