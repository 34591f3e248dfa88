// Lines over a socket: what every mail protocol's talk stands on. Bounded in the length of a line, in all that one wait may
// bring, and in time; knows nothing of replies, codes or commands.
import type { Duplex } from 'node:stream';
import type { Budget, Failure, Outcome } from '../model/outcome.ts';
import type { Stage } from '../model/protocol.ts';
import { visibleBytes } from '../model/visible-text.ts';
import type { Deadline } from './deadline.ts';
import { socketFailure } from './failure.ts';
import { LineBuffer, type TooLong } from './line-buffer.ts';
import { endAndLinger } from './linger.ts';
import type { Transcript } from './transcript.ts';
import { atTurnEnd } from './turn.ts';

const SAMPLE_CHARACTERS = 200;

export interface Wait {
  readonly stage: Stage;
  readonly budget: Budget;
  /** The wait's own limit in milliseconds; what is left of the whole may be less. */
  readonly ms: number;
}

export class Channel {
  #stream: Duplex;
  #deadline: Deadline;
  readonly transcript: Transcript;
  readonly #buffer: LineBuffer;
  #ending: Failure | null = null;
  #wake: (() => void) | null = null;
  #wait: Wait = { stage: 'connect', budget: 'total', ms: 0 };
  #waitStartedAt = 0;
  #firstByteAt: number | null = null;

  /** `maxReplyBytes`: what the lines and literals of one wait may have together. */
  constructor(
    stream: Duplex,
    deadline: Deadline,
    transcript: Transcript,
    maxLineBytes: number,
    maxReplyBytes = 4 * maxLineBytes,
  ) {
    this.#stream = stream;
    this.#deadline = deadline;
    this.transcript = transcript;
    this.#buffer = new LineBuffer(maxLineBytes, maxReplyBytes);
    this.#listen();
  }

  /** From here on its waits are part of another whole. */
  continueUnder(deadline: Deadline): void {
    this.#deadline = deadline;
  }

  get stage(): Stage {
    return this.#wait.stage;
  }

  /** Whether the peer has said anything since the current wait began. */
  get isSilent(): boolean {
    return this.#firstByteAt === null;
  }

  /** Begins a wait: every line read until the next `begin` shares its budget. */
  begin(wait: Wait): void {
    this.#wait = wait;
    this.#buffer.beginWait();
    this.#waitStartedAt = performance.now();
    this.#firstByteAt = this.#buffer.isEmpty ? null : this.#waitStartedAt;
  }

  /**
   * The next line, without its CRLF (a bare LF ends a line, too), as bytes.
   * Fails with `timeout`, `closed`, `system`, `malformed` (line-too-long, reply-too-long), or what `abort` was given.
   */
  async readLine(): Promise<Outcome<Buffer>> {
    for (;;) {
      const settled = this.lineAtHand();
      if (settled) return settled;
      const timedOut = await this.#more();
      if (timedOut && !this.#ending && !this.#buffer.hasLine) return { ok: false, failure: timedOut };
    }
  }

  /** What `readLine` would give at once, as it does for most lines of a reply: they come with the first. Null: it would wait. */
  lineAtHand(): Outcome<Buffer> | null {
    const taken = this.#taken(this.#buffer.takeLine());
    if (taken) return taken;
    return this.#ending ? { ok: false, failure: this.#endingNow(this.#ending) } : null;
  }

  /**
   * The next `count` bytes, line ends among them or not: an IMAP literal (RFC 9051 §4.3). Never more than a line may
   * have: fails with `malformed` (reply-too-long) then, else as `readLine` does.
   */
  async readBytes(count: number): Promise<Outcome<Buffer>> {
    for (;;) {
      const taken = this.#taken(this.#buffer.takeBytes(count));
      if (taken) return taken;
      if (this.#ending) return { ok: false, failure: this.#endingNow(this.#ending) };
      const timedOut = await this.#more();
      if (timedOut && !this.#ending && !this.#buffer.has(count)) return { ok: false, failure: timedOut };
    }
  }

  /** Writes a line and CRLF. `shown` is what the transcript gets: the line itself unless it carries a secret. */
  writeLine(line: string, shown: string = line): void {
    this.transcript.client(shown);
    if (!this.#stream.destroyed && this.#stream.writable) this.#stream.write(`${line}\r\n`);
  }

  /** Whether something stands unread: said before what comes next was asked. */
  get hasUnread(): boolean {
    return !this.#buffer.isEmpty;
  }

  /**
   * Writes a line that carries a secret, and only to a peer that has said nothing unasked and is still there: what it said
   * before can be no answer to this. False: nothing was written.
   */
  writeSecret(line: string, shown: string): boolean {
    if (this.hasUnread || this.#ending || this.#stream.destroyed || !this.#stream.writable) return false;
    this.writeLine(line, shown);
    return true;
  }

  /** Ends the talk from this side: the pending and every later read fails with this. */
  abort(failure: Failure): void {
    this.#ending ??= failure;
    this.#wake?.();
  }

  /**
   * Takes the plaintext stream away for a TLS upgrade. Whatever arrived after the last line that was read was sent
   * before TLS stood and must never be taken for what came under it (RFC 3207 §6): it is dropped, and returned as visible text.
   */
  detach(): { stream: Duplex; leftover: string | null } {
    const leftover = this.hasUnread ? this.sample() : null;
    this.#buffer.clear();
    this.#stopListening();
    this.#stream.pause();
    return { stream: this.#stream, leftover };
  }

  /** Goes on over the secure stream. */
  attach(stream: Duplex): void {
    this.#stream = stream;
    this.transcript.secured();
    this.#listen();
  }

  /** Says its last line and closes; never waits for the answer. Null: that line has been said. */
  quit(line: string | null): void {
    if (this.#ending || this.#stream.destroyed) return this.destroy();
    if (line !== null) this.writeLine(line);
    endAndLinger(this.#stream);
  }

  destroy(): void {
    this.#stream.destroy();
  }

  /** An excerpt of what has come and not been read, as visible text. It may end anywhere, and so does the peer's word there. */
  sample(): string {
    return this.transcript.redactor.excerpt(visibleBytes(this.#buffer.bytes), SAMPLE_CHARACTERS, true);
  }

  /** A TLS alert record where plaintext was expected (RFC 8446 §5.1): its description number, or null. */
  tlsAlert(): number | null {
    return this.#buffer.tlsAlert();
  }

  #onData = (bytes: Buffer): void => {
    this.#firstByteAt ??= performance.now();
    this.#buffer.add(bytes);
    // Nobody reads more than a line ahead: a flood stays in the kernel, where TCP throttles it.
    if (this.#buffer.isFull) this.#stream.pause();
    this.#wake?.();
  };

  #onEnd = (): void => this.abort({ kind: 'closed', stage: this.#wait.stage });

  #onClose = (): void => {
    this.#onEnd();
    // Node keeps the socket until the next full collection; it is not to keep everything else.
    this.#stopListening();
  };

  #onError = (error: Error): void => {
    this.abort(socketFailure(error, this.#wait.stage));
  };

  #listen(): void {
    this.#stream.on('data', this.#onData).on('end', this.#onEnd).on('close', this.#onClose).on('error', this.#onError);
  }

  #stopListening(): void {
    this.#stream.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onClose).off('error', this.#onError);
  }

  #endingNow(failure: Failure): Failure {
    const partial = this.hasUnread ? this.sample() : null;
    const stage = failure.kind === 'closed' || failure.kind === 'system' ? this.#wait.stage : failure.stage;
    if (failure.kind === 'closed') return { kind: 'closed', stage, ...(partial === null ? {} : { partial }) };
    return failure.kind === 'system' ? { ...failure, stage } : failure;
  }

  /** What the buffer gave, as an outcome; a stream that was held up may flow again. Null: nothing. */
  #taken(result: Buffer | TooLong | null): Outcome<Buffer> | null {
    if (result === null) return null;
    if (typeof result === 'string') {
      return { ok: false, failure: { kind: 'malformed', stage: this.#wait.stage, fault: result, sample: this.sample() } };
    }
    if (this.#stream.isPaused() && !this.#buffer.isFull) this.#stream.resume();
    return { ok: true, value: result };
  }

  /** Waits for bytes, the end, or the budget: then resolves to the failure that it would be. */
  #more(): Promise<Failure | null> {
    const own = this.#wait.ms - (performance.now() - this.#waitStartedAt);
    const whole = this.#deadline.remainingMs();
    return new Promise((resolve) => {
      let last: NodeJS.Immediate | undefined;
      const onTime = (): void => {
        // Timers come before sockets in a turn of the event loop: where the process was held up (a busy machine, one that
        // slept), the answer may have come in time, and is read in this turn.
        last = setImmediate(() => {
          this.#wake = null;
          resolve(this.#timeout(whole < own));
        });
      };
      const timer = setTimeout(onTime, Math.max(0, Math.min(own, whole)));
      this.#wake = () => {
        clearTimeout(timer);
        clearImmediate(last);
        this.#wake = null;
        atTurnEnd(() => resolve(null));
      };
    });
  }

  #timeout(isOfWhole: boolean): Failure {
    const { stage, budget, ms } = this.#wait;
    const partial = this.hasUnread ? { partial: this.sample() } : {};
    const spent = Math.round(performance.now() - this.#waitStartedAt);
    if (isOfWhole)
      return { kind: 'timeout', stage, budget: 'total', budgetMs: this.#deadline.totalMs, waitedMs: spent, ...partial };
    return { kind: 'timeout', stage, budget, budgetMs: ms, waitedMs: spent, ...partial };
  }
}
