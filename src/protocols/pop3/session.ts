// The POP3 talk of one connection (RFC 1939, 2449, 2595, 5034) over a channel of lines, up to a login and no further: no
// message is listed, read or deleted. Knows nothing of sockets, ports or terminals.
import { createHash } from 'node:crypto';
import type { Budget, Failure, MalformedFault, Outcome } from '../../model/outcome.ts';
import type { Stage } from '../../model/protocol.ts';
import type { Reply } from '../../model/reply.ts';
import { visibleBytes, visibleText } from '../../model/visible-text.ts';
import type { Channel } from '../../net/channel.ts';
import type { SaslExchange } from '../../sasl/mechanism.ts';
import { endedUnasked, hearLeaving, type LeaveLimits } from '../leave.ts';
import type { Capabilities, LoginResult, PlainLogin, Session, SessionOptions } from '../protocol.ts';
import { type SaslAnswer, SaslConversation, type SaslWire } from '../sasl-conversation.ts';
import { parsePop3Capabilities } from './capabilities.ts';
import { apopTimestamp, makePop3Reply, parsePop3Response, unstuffLine } from './reply.ts';

/** Characters of a line that is no reply. */
const MAX_SAMPLE = 200;
/** Refusals of CAPA that are about the server's state, not about the command (RFC 2449 §8.1, RFC 3206). */
const STATE_CODES = /^(?:SYS\/|IN-USE|LOGIN-DELAY)/;

export class Pop3Session implements Session {
  readonly #channel: Channel;
  readonly #options: SessionOptions;
  /** Of a greeting that came by the way on which the login would go; null: there is no APOP. */
  #timestamp: string | null = null;
  #isLoggedIn = false;

  constructor(channel: Channel, options: SessionOptions) {
    this.#channel = channel;
    this.#options = options;
  }

  async greet(): Promise<Outcome<Reply>> {
    const outcome = await this.#readReply('greeting', 'greeting', this.#options.greetingMs);
    if (!outcome.ok) return outcome;
    if (outcome.value.status !== '+OK') {
      return { ok: false, failure: { kind: 'reply', stage: 'greeting', reply: outcome.value } };
    }
    this.#timestamp = apopTimestamp(outcome.value);
    return outcome;
  }

  async identify(): Promise<Outcome<Capabilities>> {
    const outcome = await this.#command('CAPA', 'ehlo');
    if (!outcome.ok) return outcome;
    const hasApop = this.#timestamp !== null;
    if (outcome.value.status !== '+OK') {
      if (!STATE_CODES.test(outcome.value.enhanced ?? '')) return { ok: true, value: parsePop3Capabilities(null, hasApop) };
      return { ok: false, failure: { kind: 'reply', stage: 'ehlo', reply: outcome.value } };
    }
    const keywords: string[] = [];
    for (let lines = 0; ; lines += 1) {
      const next = await this.#readLine();
      if (!next.ok) return next;
      const keyword = unstuffLine(next.value)?.trim();
      if (keyword === undefined) return { ok: true, value: parsePop3Capabilities(keywords, hasApop) };
      if (lines >= this.#options.maxReplyLines) return this.#malformed('ehlo', 'reply-too-long', keyword);
      if (keyword !== '') keywords.push(keyword);
    }
  }

  async requestTls(injected?: string): Promise<Outcome<Reply>> {
    const outcome = await this.#command(injected === undefined ? 'STLS' : `STLS\r\n${injected}`, 'starttls');
    if (!outcome.ok) return outcome;
    if (outcome.value.status !== '+OK') {
      return { ok: false, failure: { kind: 'reply', stage: 'starttls', reply: outcome.value } };
    }
    // RFC 2595 §4: there is no greeting under TLS, and what was said before it is forgotten. Anyone on the way could have
    // made up the timestamp of the one in the clear, and chosen what the password is hashed with (CVE-2007-1558).
    this.#timestamp = null;
    return outcome;
  }

  /**
   * The initial response always waits for the server's empty challenge, which RFC 5034 §4 allows: Exchange and Outlook
   * do not take one with the command, commands have 255 octets at most, and no capability tells.
   */
  async authenticate(mechanism: string, exchange: SaslExchange): Promise<LoginResult> {
    const { authMs, commandMs, redactor } = this.#options;
    const read = (budget: Budget): Promise<Outcome<SaslAnswer>> =>
      this.#readAnswer('auth', budget, budget === 'auth' ? authMs : commandMs);
    const wire: SaslWire = {
      read,
      write: (line, shown) => this.#channel.writeLine(line, shown),
      writeSecret: async (line, shown) => (this.#channel.writeSecret(line, shown) ? null : read('auth')),
      verdictOf: ({ status }) => (status === '+OK' ? 'accepted' : 'refused'),
      excerpt: (text, limit) => redactor.excerpt(text, limit),
    };
    const line = `AUTH ${mechanism}`;
    return this.#kept(
      await new SaslConversation(wire, mechanism, exchange).run({ line, shown: line, hasInitialResponse: false }),
    );
  }

  async logIn(command: string, { user, secret: password }: PlainLogin): Promise<LoginResult> {
    const secret = password.reveal();
    // RFC 1939 §3: an argument ends with its line, and nothing can quote it.
    if (/[\r\n]/.test(user + secret))
      return broken(command, 'the user name or password has a line end, which cannot be sent this way');
    if (command === 'APOP') return this.#apop(user, secret);
    this.#channel.writeLine(`USER ${user}`, `USER ${visibleText(user)}`);
    const named = await this.#readReply('auth', 'auth', this.#options.authMs);
    if (!named.ok || named.value.status !== '+OK') return conclude(command, named, false);
    return this.#judge(command, `PASS ${secret}`, 'PASS ***');
  }

  hear(ms: number): Promise<Outcome<Reply>> {
    return this.#readReply('quit', 'command', ms);
  }

  /** RFC 1939 §5: NOOP belongs to the state after the login; RFC 2449 §5 has CAPA in both. */
  async keepAlive(): Promise<Outcome<Reply>> {
    if (this.#isLoggedIn) return this.#command('NOOP', 'quit');
    const listed = await this.identify();
    if (listed.ok) return { ok: true, value: makePop3Reply('+OK', '') };
    return listed.failure.kind === 'reply' ? { ok: true, value: listed.failure.reply } : listed;
  }

  quit(): void {
    this.#channel.quit('QUIT');
  }

  async leave(limits: LeaveLimits): Promise<Reply | null> {
    const leaving = await hearLeaving(this.#channel, 'QUIT', limits, (limitMs) => this.#readReply('quit', 'command', limitMs));
    const { outcome } = leaving;
    if (!outcome.ok) return endedUnasked(leaving);
    return outcome.value.status === '-ERR' ? outcome.value : null;
  }

  /** RFC 1939 §7: MD5 over the greeting's timestamp and the password. */
  async #apop(user: string, secret: string): Promise<LoginResult> {
    if (this.#timestamp === null) throw new Error('APOP without a timestamp');
    const digest = createHash('md5').update(`${this.#timestamp}${secret}`).digest('hex');
    this.#options.redactor.add(digest);
    return this.#judge('APOP', `APOP ${user} ${digest}`, `APOP ${visibleText(user)} ***`);
  }

  /** Says what carries the secret, and hears what becomes of it. */
  async #judge(command: string, line: string, shown: string): Promise<LoginResult> {
    const hasSentSecret = this.#channel.writeSecret(line, shown);
    return this.#kept(conclude(command, await this.#readReply('auth', 'auth', this.#options.authMs), hasSentSecret));
  }

  #kept(result: LoginResult): LoginResult {
    this.#isLoggedIn ||= result.status === 'accepted';
    return result;
  }

  #command(line: string, stage: Stage): Promise<Outcome<Reply>> {
    this.#channel.writeLine(line);
    return this.#readReply(stage, 'command', this.#options.commandMs);
  }

  async #readReply(stage: Stage, budget: Budget, ms: number): Promise<Outcome<Reply>> {
    const outcome = await this.#readAnswer(stage, budget, ms);
    if (!outcome.ok) return outcome;
    const { value } = outcome;
    return value.kind === 'reply' ? { ok: true, value: value.reply } : this.#malformed(stage, 'bad-syntax', `+ ${value.text}`);
  }

  async #readAnswer(stage: Stage, budget: Budget, ms: number): Promise<Outcome<SaslAnswer>> {
    this.#channel.begin({ stage, budget, ms });
    const outcome = await this.#readLine();
    if (!outcome.ok) return outcome;
    const response = parsePop3Response(outcome.value);
    if (!response) return this.#malformed(stage, 'no-code', outcome.value);
    if (response.kind === 'challenge') return { ok: true, value: response };
    return { ok: true, value: { kind: 'reply', reply: makePop3Reply(response.status, response.text) } };
  }

  async #readLine(): Promise<Outcome<string>> {
    const outcome = await this.#channel.readLine();
    if (!outcome.ok) return outcome;
    const line = visibleBytes(outcome.value);
    this.#channel.transcript.server(line);
    return { ok: true, value: line };
  }

  #malformed(stage: Stage, fault: MalformedFault, line: string): { readonly ok: false; readonly failure: Failure } {
    const sample = this.#options.redactor.excerpt(line, MAX_SAMPLE);
    return { ok: false, failure: { kind: 'malformed', stage, fault, sample } };
  }
}

function conclude(command: string, outcome: Outcome<Reply>, hasSentSecret: boolean): LoginResult {
  const nothing = { challenge: null, faultsMechanism: false, hasSentSecret };
  if (!outcome.ok) return { ...nothing, status: 'error', reply: null, failure: outcome.failure };
  const { value: reply } = outcome;
  if (reply.status !== '+OK') return { ...nothing, status: 'rejected', reply, failure: null };
  if (!hasSentSecret) return { ...broken(command, 'the server accepted before it had the password'), reply };
  return { ...nothing, status: 'accepted', reply, failure: null };
}

/** Nothing was sent, and nothing was judged. */
const broken = (command: string, detail: string): LoginResult => ({
  status: 'error',
  reply: null,
  failure: { kind: 'sasl', stage: 'auth', mechanism: command, detail },
  challenge: null,
  faultsMechanism: false,
  hasSentSecret: false,
});
