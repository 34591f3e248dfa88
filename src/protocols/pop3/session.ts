// The POP3 talk of one connection (RFC 1939, 2449, 2595, 5034) over a channel of lines, up to a login and no further: no
// message is listed, read or deleted. Knows nothing of sockets, ports or terminals.
import { createHash } from 'node:crypto';
import type { Budget, Failure, MalformedFault, Outcome } from '../../model/outcome.ts';
import type { Stage } from '../../model/protocol.ts';
import type { Reply } from '../../model/reply.ts';
import { visibleBytes, visibleText } from '../../model/visible-text.ts';
import type { Channel } from '../../net/channel.ts';
import type { SaslExchange } from '../../sasl/mechanism.ts';
import type { Capabilities, LoginResult, PasswordLogin, Session, SessionOptions } from '../protocol.ts';
import { converse, type SaslAnswer } from '../sasl-conversation.ts';
import { parseCapabilities } from './capabilities.ts';
import { apopTimestamp, makeReply, parseResponse, unstuffLine } from './reply.ts';

/** Refusals of CAPA that are about the server's state, not about the command (RFC 2449 §8.1, RFC 3206). */
const STATE_CODES = /^(?:SYS\/|IN-USE|LOGIN-DELAY)/;

export class Pop3Session implements Session {
  readonly #channel: Channel;
  readonly #options: SessionOptions;
  #timestamp: string | null = null;

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
      if (!STATE_CODES.test(outcome.value.enhanced ?? '')) return { ok: true, value: parseCapabilities(null, hasApop) };
      return { ok: false, failure: { kind: 'reply', stage: 'ehlo', reply: outcome.value } };
    }
    const keywords: string[] = [];
    for (let lines = 0; ; lines += 1) {
      const next = await this.#readLine();
      if (!next.ok) return next;
      const keyword = unstuffLine(this.#options.redactor.scrub(next.value))?.trim();
      if (keyword === undefined)
        return { ok: true, value: parseCapabilities(this.#options.redactor.scrubLines(keywords), hasApop) };
      if (lines >= this.#options.maxReplyLines) return this.#malformed('ehlo', 'reply-too-long', keyword);
      if (keyword !== '') keywords.push(keyword);
    }
  }

  async requestTls(injected?: string): Promise<Outcome<Reply>> {
    const outcome = await this.#command(injected === undefined ? 'STLS' : `STLS\r\n${injected}`, 'starttls');
    if (!outcome.ok || outcome.value.status === '+OK') return outcome;
    return { ok: false, failure: { kind: 'reply', stage: 'starttls', reply: outcome.value } };
  }

  /**
   * The initial response always waits for the server's empty challenge, which RFC 5034 §4 allows: Exchange and Outlook
   * do not take one with the command, commands have 255 octets at most, and no capability tells.
   */
  async authenticate(mechanism: string, exchange: SaslExchange): Promise<LoginResult> {
    const { authMs, commandMs, redactor } = this.#options;
    this.#channel.writeLine(`AUTH ${mechanism}`);
    const wire = {
      read: (budget: Budget) => this.#readAnswer('auth', budget, budget === 'auth' ? authMs : commandMs),
      write: (line: string, shown: string) => this.#channel.writeLine(line, shown),
      isSuccess: ({ status }: Reply) => status === '+OK',
      scrub: (text: string) => redactor.scrub(text),
    };
    return converse(wire, mechanism, exchange, exchange.initialResponse);
  }

  async logIn(command: string, { user, password }: PasswordLogin): Promise<LoginResult> {
    const secret = password.reveal();
    // RFC 1939 §3: an argument ends with its line, and nothing can quote it.
    if (/[\r\n]/.test(user + secret)) return unsendable(command);
    if (command === 'APOP') return this.#apop(user, secret);
    this.#channel.writeLine(`USER ${user}`, `USER ${visibleText(user)}`);
    const named = await this.#readReply('auth', 'auth', this.#options.authMs);
    if (!named.ok || named.value.status !== '+OK') return conclude(named);
    this.#channel.writeLine(`PASS ${secret}`, 'PASS ***');
    return conclude(await this.#readReply('auth', 'auth', this.#options.authMs));
  }

  quit(): void {
    this.#channel.quit('QUIT');
  }

  /** RFC 1939 §7: MD5 over the greeting's timestamp and the password. */
  async #apop(user: string, secret: string): Promise<LoginResult> {
    const digest = createHash('md5').update(`${this.#timestamp}${secret}`).digest('hex');
    this.#options.redactor.add(digest);
    this.#channel.writeLine(`APOP ${user} ${digest}`, `APOP ${visibleText(user)} ***`);
    return conclude(await this.#readReply('auth', 'auth', this.#options.authMs));
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
    const response = parseResponse(outcome.value);
    if (!response) return this.#malformed(stage, 'no-code', outcome.value);
    if (response.kind === 'challenge') return { ok: true, value: response };
    // Scrubbed before it is taken apart: in upper case, as response codes are kept, a secret would not be known again.
    const reply = makeReply(response.status, this.#options.redactor.scrub(response.text));
    return { ok: true, value: { kind: 'reply', reply } };
  }

  async #readLine(): Promise<Outcome<string>> {
    const outcome = await this.#channel.readLine();
    if (!outcome.ok) return outcome;
    const line = visibleBytes(outcome.value);
    this.#channel.transcript.server(this.#options.redactor.scrub(line));
    return { ok: true, value: line };
  }

  #malformed(stage: Stage, fault: MalformedFault, line: string): { readonly ok: false; readonly failure: Failure } {
    const sample = this.#options.redactor.scrub(line).slice(0, 200);
    return { ok: false, failure: { kind: 'malformed', stage, fault, sample } };
  }
}

function conclude(outcome: Outcome<Reply>): LoginResult {
  const nothing = { challenge: null, faultsMechanism: false };
  if (!outcome.ok) return { ...nothing, status: 'error', reply: null, failure: outcome.failure };
  const { value: reply } = outcome;
  return { ...nothing, status: reply.status === '+OK' ? 'accepted' : 'rejected', reply, failure: null };
}

const unsendable = (command: string): LoginResult => ({
  status: 'error',
  reply: null,
  failure: {
    kind: 'sasl',
    stage: 'auth',
    mechanism: command,
    detail: 'the user name or password has a line end, which cannot be sent this way',
  },
  challenge: null,
  faultsMechanism: false,
});
