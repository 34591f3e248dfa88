// The SMTP talk of one connection (RFC 5321, 3207, 4954) over a channel of lines. It never says MAIL, RCPT, DATA or
// BDAT: there is no code for them. Knows nothing of sockets, ports or terminals.
import type { Budget, Outcome } from '../../model/outcome.ts';
import type { Stage } from '../../model/protocol.ts';
import type { Reply } from '../../model/reply.ts';
import { visibleBytes } from '../../model/visible-text.ts';
import type { Channel } from '../../net/channel.ts';
import type { SaslExchange } from '../../sasl/mechanism.ts';
import { endedUnasked, hearLeaving, type LeaveLimits } from '../leave.ts';
import type { Capabilities, LoginResult, Session, SessionOptions } from '../protocol.ts';
import { type SaslAnswer, SaslConversation, type SaslWire } from '../sasl-conversation.ts';
import { parseEhlo } from './capabilities.ts';
import { isPositive, isUnknownCommand, namesFtpCommands, ReplyParser } from './reply.ts';

/** RFC 5321 §4.5.3.1.4: 512 octets with CRLF. RFC 4954 §4: a longer initial response must wait for its challenge. */
const MAX_COMMAND_OCTETS = 510;
/** Characters of a line that is no reply. */
const MAX_SAMPLE = 200;

export class SmtpSession implements Session {
  readonly #channel: Channel;
  readonly #options: SessionOptions;

  constructor(channel: Channel, options: SessionOptions) {
    this.#channel = channel;
    this.#options = options;
  }

  async greet(): Promise<Outcome<Reply>> {
    const outcome = await this.#readReply('greeting', 'greeting', this.#options.greetingMs);
    // RFC 5321 §4.2.1: a client goes by the first digit alone.
    if (!outcome.ok || isPositive(outcome.value)) return outcome;
    return { ok: false, failure: { kind: 'reply', stage: 'greeting', reply: outcome.value } };
  }

  async identify(): Promise<Outcome<Capabilities>> {
    const ehlo = await this.#command(`EHLO ${this.#options.clientName}`, 'ehlo');
    if (!ehlo.ok) return ehlo;
    if (isPositive(ehlo.value)) return { ok: true, value: parseEhlo(ehlo.value) };
    // Only a refusal of the command itself (RFC 5321 §3.2, §4.2.4) sends a client back to HELO: any other is one of this
    // client or of its name, and that HELO is let through tells nothing of it. 421 closes the connection.
    if (!isUnknownCommand(ehlo.value)) {
      const speaks = namesFtpCommands(ehlo.value) ? ({ speaks: 'FTP' } as const) : {};
      return { ok: false, failure: { kind: 'reply', stage: 'ehlo', reply: ehlo.value, ...speaks } };
    }
    const helo = await this.#command(`HELO ${this.#options.clientName}`, 'ehlo');
    if (helo.ok && isPositive(helo.value)) {
      return { ok: true, value: { keywords: [], mechanisms: [], loginCommands: [], offersStartTls: false, refusal: ehlo.value } };
    }
    const isLmtp = helo.ok && isUnknownCommand(helo.value) && (await this.#takesLhlo());
    // The answer to EHLO is the one that tells; servers that close after it leave no answer to HELO.
    return { ok: false, failure: { kind: 'reply', stage: 'ehlo', reply: ehlo.value, ...(isLmtp ? { speaks: 'LMTP' } : {}) } };
  }

  /** RFC 2033 §4.1: an LMTP server knows neither EHLO nor HELO, and may well greet as an SMTP server does. */
  async #takesLhlo(): Promise<boolean> {
    const outcome = await this.#command(`LHLO ${this.#options.clientName}`, 'ehlo');
    return outcome.ok && isPositive(outcome.value);
  }

  async requestTls(injected?: string): Promise<Outcome<Reply>> {
    const outcome = await this.#command(injected === undefined ? 'STARTTLS' : `STARTTLS\r\n${injected}`, 'starttls');
    if (!outcome.ok || isPositive(outcome.value)) return outcome;
    return { ok: false, failure: { kind: 'reply', stage: 'starttls', reply: outcome.value } };
  }

  /** Sendmail's null server takes EHLO, NOOP, RSET and QUIT as ever, and answers all else with its reason (srvrsmtp.c). */
  async askWhy(): Promise<Reply | null> {
    const outcome = await this.#command('HELP', 'ehlo');
    return outcome.ok && !isPositive(outcome.value) && !isUnknownCommand(outcome.value) ? outcome.value : null;
  }

  async authenticate(mechanism: string, exchange: SaslExchange): Promise<LoginResult> {
    const initial = encodeInitial(exchange.initialResponse);
    const command = `AUTH ${mechanism}`;
    const hasRoom = initial !== null && command.length + 1 + initial.length <= MAX_COMMAND_OCTETS;
    const goesAlong = hasRoom && !exchange.waitsForChallenge;
    return new SaslConversation(this.#saslWire(), mechanism, exchange).run({
      line: goesAlong ? `${command} ${initial}` : command,
      shown: goesAlong ? `${command} ***` : command,
      hasInitialResponse: goesAlong,
    });
  }

  #saslWire(): SaslWire {
    const { authMs, commandMs, redactor } = this.#options;
    const read = async (budget: Budget): Promise<Outcome<SaslAnswer>> => {
      const outcome = await this.#readReply('auth', budget, budget === 'auth' ? authMs : commandMs);
      if (!outcome.ok) return outcome;
      const reply = outcome.value;
      const value: SaslAnswer = reply.code === 334 ? { kind: 'challenge', text: reply.lines.join('') } : { kind: 'reply', reply };
      return { ok: true, value };
    };
    return {
      read,
      write: (line, shown) => this.#channel.writeLine(line, shown),
      writeSecret: async (line, shown) => (this.#channel.writeSecret(line, shown) ? null : read('auth')),
      // RFC 4954 §4: 235 and no other code accepts a login.
      verdictOf: ({ code }) => (code === 235 ? 'accepted' : code !== null && code >= 400 ? 'refused' : 'neither'),
      excerpt: (text, limit) => redactor.excerpt(text, limit),
    };
  }

  hear(ms: number): Promise<Outcome<Reply>> {
    return this.#readReply('quit', 'command', ms);
  }

  keepAlive(): Promise<Outcome<Reply>> {
    return this.#command('NOOP', 'quit');
  }

  quit(): void {
    this.#channel.quit('QUIT');
  }

  async leave(limits: LeaveLimits): Promise<Reply | null> {
    const leaving = await hearLeaving(this.#channel, 'QUIT', limits, (limitMs) => this.#readReply('quit', 'command', limitMs));
    const { outcome, isUnasked } = leaving;
    if (!outcome.ok) return endedUnasked(leaving);
    const code = outcome.value.code ?? 0;
    // 421 may answer QUIT of a server that shuts down, and ends nothing then (RFC 5321 §3.8): it tells where nobody asked.
    return code >= 400 && (isUnasked || code !== 421) ? outcome.value : null;
  }

  #command(line: string, stage: Stage): Promise<Outcome<Reply>> {
    this.#channel.writeLine(line);
    return this.#readReply(stage, 'command', this.#options.commandMs);
  }

  async #readReply(stage: Stage, budget: Budget, ms: number): Promise<Outcome<Reply>> {
    const { redactor, maxReplyLines } = this.#options;
    this.#channel.begin({ stage, budget, ms });
    const parser = new ReplyParser(maxReplyLines);
    for (;;) {
      const outcome = this.#channel.lineAtHand() ?? (await this.#channel.readLine());
      if (!outcome.ok) return outcome;
      const line = visibleBytes(outcome.value);
      this.#channel.transcript.server(line);
      const progress = parser.take(line);
      if (progress.kind === 'malformed') {
        const sample = redactor.excerpt(progress.sample, MAX_SAMPLE);
        return { ok: false, failure: { kind: 'malformed', stage, fault: progress.fault, sample } };
      }
      if (progress.kind === 'complete') return { ok: true, value: progress.reply };
    }
  }
}

/** RFC 4954 §4: absent is not empty; an empty initial response is a single "=". */
function encodeInitial(initial: Buffer | null): string | null {
  if (initial === null) return null;
  return initial.length === 0 ? '=' : initial.toString('base64');
}
