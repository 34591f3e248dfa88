// Reads one IMAP response after the other from a channel, each with its literals, within the lines that one answer may have.
// Knows no command.
import type { Budget, Failure, Outcome } from '../../model/outcome.ts';
import type { Stage } from '../../model/protocol.ts';
import { shorten } from '../../model/shorten.ts';
import { visibleBytes } from '../../model/visible-text.ts';
import type { Channel } from '../../net/channel.ts';
import type { SessionOptions } from '../protocol.ts';
import { type ImapResponse, literalLength, parseImapResponse, type StatusResponse } from './reply.ts';

/** RFC 9051 §4 advises servers to take 8192 octets; a longer initial response waits for its challenge. */
export const MAX_COMMAND_OCTETS = 8_000;
/** Characters of a line that is no response. */
const MAX_SAMPLE = 200;

/** `response` null: the line is none. */
export interface ReadResponse {
  readonly response: ImapResponse | null;
  readonly line: string;
}

type Malformed = { readonly ok: false; readonly failure: Failure };

export class ResponseReader {
  readonly #channel: Channel;
  readonly #options: Pick<SessionOptions, 'maxReplyLines' | 'redactor'>;
  #linesLeft = 0;

  constructor(channel: Channel, options: Pick<SessionOptions, 'maxReplyLines' | 'redactor'>) {
    this.#channel = channel;
    this.#options = options;
  }

  /** Begins the wait for an answer: all responses until the next one share its lines and its time. */
  begin(stage: Stage, budget: Budget, ms: number): void {
    this.#linesLeft = this.#options.maxReplyLines;
    this.#channel.begin({ stage, budget, ms });
  }

  /** One response with its literals, whose bytes may hold anything and are of no interest. */
  async read(stage: Stage): Promise<Outcome<ReadResponse>> {
    let whole = '';
    for (;;) {
      const outcome = await this.#channel.readLine();
      if (!outcome.ok) return outcome;
      const line = visibleBytes(outcome.value);
      this.#channel.transcript.server(line);
      whole = whole === '' ? line : `${shorten(whole, MAX_COMMAND_OCTETS)} ${line}`;
      if (this.#linesLeft <= 0) return this.malformed(stage, 'reply-too-long', line);
      this.#linesLeft -= 1;
      const bytes = literalLength(whole);
      if (bytes === null) return { ok: true, value: { response: parseImapResponse(whole), line: whole } };
      const literal = await this.#channel.readBytes(bytes);
      if (!literal.ok) return literal;
      this.#channel.transcript.server(visibleBytes(literal.value));
    }
  }

  /** The next BYE. Untagged data and remarks may come at any time (RFC 9051 §7), and end nothing. */
  async readBye(stage: Stage): Promise<Outcome<StatusResponse>> {
    for (;;) {
      const outcome = await this.read(stage);
      if (!outcome.ok) return outcome;
      const { response, line } = outcome.value;
      if (!response) return this.malformed(stage, 'bad-syntax', line);
      if (response.kind === 'status' && response.status === 'BYE') return { ok: true, value: response };
    }
  }

  malformed(stage: Stage, fault: 'no-code' | 'bad-syntax' | 'reply-too-long', line: string): Malformed {
    const sample = this.#options.redactor.excerpt(line, MAX_SAMPLE);
    return { ok: false, failure: { kind: 'malformed', stage, fault, sample } };
  }
}
