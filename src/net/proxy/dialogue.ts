// The talk with a proxy ahead of the mail server's: sends, listens, ends in time, and hands back what came behind the
// proxy's answer, since that is the mail server's greeting. Knows no proxy protocol and nothing of mail.
import type { Duplex } from 'node:stream';
import type { Failure, Outcome, ProxyFault } from '../../model/outcome.ts';
import { visibleBytes } from '../../model/visible-text.ts';
import type { Deadline } from '../deadline.ts';
import { detailOf, systemCodeOf } from '../failure.ts';
import type { Redactor } from '../redactor.ts';

const KEPT_BYTES = 16_384;
const SAMPLE_CHARACTERS = 100;

export interface ProxyRefusal {
  readonly fault: ProxyFault;
  /** In our words, with no more than excerpts of the proxy's. */
  readonly detail: string;
  readonly systemCode?: string;
}

export type ProxyAnswer = 'granted' | ProxyRefusal;

export interface ProxyWire {
  readonly write: (bytes: Uint8Array) => void;
  /** The first call counts, whether it comes from `begin`, from `take` or later. */
  readonly settle: (answer: ProxyAnswer) => void;
}

/** One proxy protocol from this side. */
export interface ProxyDialogue {
  readonly begin: (wire: ProxyWire) => void;
  /** One byte more; never one that follows a settled answer. */
  readonly take: (byte: Buffer) => void;
  /** The proxy has proved to be one of this kind, and owes its last answer. */
  readonly isUnderstood: () => boolean;
  /** Lets go of whatever the dialogue holds. */
  readonly end: () => void;
}

export const proxyFailure = (stage: 'connect' | 'proxy', { fault, detail, systemCode }: ProxyRefusal): Failure => ({
  kind: 'proxy',
  stage,
  fault,
  detail,
  ...(systemCode === undefined ? {} : { systemCode }),
});

/**
 * Talks until the way to the mail server stands. Fails with `proxy`, or `timeout` (budget proxy or total); the stream is
 * then destroyed. Else bytes behind the answer are the stream's again, unread. `redactor`: for what the proxy says.
 */
export function converse(
  stream: Duplex,
  dialogue: ProxyDialogue,
  limitMs: number,
  deadline: Deadline,
  redactor: Pick<Redactor, 'excerpt'>,
): Promise<Outcome<Duplex>> {
  return new Promise((resolve) => {
    new Conversation(stream, dialogue, limitMs, deadline, redactor, resolve).begin();
  });
}

class Conversation {
  readonly #stream: Duplex;
  readonly #dialogue: ProxyDialogue;
  readonly #limitMs: number;
  readonly #deadline: Deadline;
  readonly #redactor: Pick<Redactor, 'excerpt'>;
  readonly #resolve: (outcome: Outcome<Duplex>) => void;
  readonly #startedAt = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #stopListening = (): void => {};
  #answer: ProxyAnswer | null = null;
  #isReading = false;
  #isOver = false;
  /** The whole check's time runs out before the conversation's own. */
  #isLastWait = false;
  #said: Buffer = Buffer.alloc(0);

  constructor(
    stream: Duplex,
    dialogue: ProxyDialogue,
    limitMs: number,
    deadline: Deadline,
    redactor: Pick<Redactor, 'excerpt'>,
    resolve: (outcome: Outcome<Duplex>) => void,
  ) {
    this.#stream = stream;
    this.#dialogue = dialogue;
    this.#limitMs = limitMs;
    this.#deadline = deadline;
    this.#redactor = redactor;
    this.#resolve = resolve;
  }

  begin(): void {
    const stream = this.#stream;
    if (this.#deadline.isOver) return this.#onTimeUp();
    // It may have ended before anybody listened.
    if (stream.errored) return this.#onError(stream.errored);
    if (stream.destroyed || stream.readableEnded) return this.#onEnd();
    this.#isLastWait = this.#deadline.remainingMs() <= this.#limitMs;
    this.#timer = setTimeout(this.#onTimeUp, this.#deadline.limitMs(this.#limitMs));
    this.#stopListening = this.#deadline.onOver(this.#onTimeUp);
    // `readable` and not `data`: a paused stream would stay paused for the next owner's `data` listener.
    stream.on('readable', this.#onReadable).on('end', this.#onEnd).on('close', this.#onEnd).on('error', this.#onError);
    const write = (bytes: Uint8Array): void => {
      if (!stream.destroyed && stream.writable) stream.write(bytes);
    };
    const settle = (answer: ProxyAnswer): void => {
      this.#answer ??= answer;
      // From within a read the rest of the chunk is to be put back first.
      if (!this.#isReading) this.#conclude(this.#answer);
    };
    this.#dialogue.begin({ write, settle });
  }

  #onReadable = (): void => {
    for (let bytes = read(this.#stream); bytes !== null && !this.#isOver; bytes = read(this.#stream)) {
      if (this.#said.length < KEPT_BYTES) this.#said = Buffer.concat([this.#said, bytes.subarray(0, KEPT_BYTES)]);
      this.#isReading = true;
      let taken = 0;
      while (taken < bytes.length && this.#answer === null) this.#dialogue.take(bytes.subarray(taken, ++taken));
      this.#isReading = false;
      if (this.#answer === null) continue;
      const rest = bytes.subarray(taken);
      if (this.#answer === 'granted' && rest.length > 0) {
        this.#stream.off('readable', this.#onReadable);
        this.#stream.unshift(rest);
      }
      return this.#conclude(this.#answer);
    }
  };

  #onEnd = (): void => {
    const fault = 'protocol-error';
    if (this.#dialogue.isUnderstood())
      this.#refuse({ fault, detail: 'the proxy closed the connection in place of its last answer' });
    else if (this.#said.length === 0) this.#refuse({ fault, detail: 'the proxy closed the connection without a word' });
    else this.#refuse({ fault, detail: this.#withSample('the proxy closed the connection in mid-answer') });
  };

  #onError = (error: Error): void => {
    const detail = this.#withSample(`the proxy broke off the connection (${detailOf(error)})`);
    this.#refuse({ fault: 'protocol-error', systemCode: systemCodeOf(error), detail });
  };

  #onTimeUp = (): void => {
    const waitedMs = Math.round(performance.now() - this.#startedAt);
    const partial = this.#said.length === 0 ? {} : { partial: this.#sample() };
    const timeout = (budget: 'total' | 'proxy', budgetMs: number): void =>
      this.#close({ ok: false, failure: { kind: 'timeout', stage: 'proxy', budget, budgetMs, waitedMs, ...partial } });
    if (this.#deadline.isOver || this.#isLastWait) return timeout('total', this.#deadline.totalMs);
    if (!this.#dialogue.isUnderstood()) return timeout('proxy', this.#limitMs);
    // It speaks its protocol and took the request: it waits for the mail server in its turn, as far as can be told.
    const detail = `the proxy took the request, and did not say within ${this.#limitMs} ms whether it could connect`;
    this.#refuse({ fault: 'refused', systemCode: 'ETIMEDOUT', detail });
  };

  #conclude(answer: ProxyAnswer): void {
    if (answer === 'granted') return this.#close({ ok: true, value: this.#stream });
    const detail = answer.fault === 'protocol-error' ? this.#withSample(answer.detail) : answer.detail;
    this.#refuse({ ...answer, detail });
  }

  /** What the proxy said, one line of it: what echoes a request ends before it comes to the login. */
  #sample(): string {
    return this.#redactor.excerpt(visibleBytes(firstLine(this.#said)), SAMPLE_CHARACTERS, true);
  }

  #withSample(detail: string): string {
    return this.#said.length === 0 ? detail : `${detail}: ${this.#sample()}`;
  }

  #refuse(refusal: ProxyRefusal): void {
    this.#close({ ok: false, failure: proxyFailure('proxy', refusal) });
  }

  #close(outcome: Outcome<Duplex>): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#stopListening();
    const stream = this.#stream;
    stream.off('readable', this.#onReadable).off('end', this.#onEnd).off('close', this.#onEnd).off('error', this.#onError);
    stream.on('error', () => {});
    this.#dialogue.end();
    if (!outcome.ok) stream.destroy();
    this.#resolve(outcome);
  }
}

const firstLine = (bytes: Buffer): Buffer => {
  const end = bytes.findIndex((byte) => byte === 0x0d || byte === 0x0a);
  return end > 0 ? bytes.subarray(0, end) : bytes;
};

const read = (stream: Duplex): Buffer | null => {
  const bytes: unknown = stream.read();
  return Buffer.isBuffer(bytes) ? bytes : null;
};
