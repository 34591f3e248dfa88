// A second connection, kept in use while the first is silent: whether it answers when the first has gone tells a lost idle
// connection from a way or a server that is down, and an idle timeout from a limit on a session's age. Sparing with commands:
// it is never silent for longer than the first has survived, and sends few on one connection.
import type { BusyConnectionState } from '../model/observation.ts';
import { type HoldClock, type IdleLine, stateOf } from './idle-line.ts';

export interface BusyLine {
  readonly session: IdleLine;
  readonly readyAtMs: number;
  close(): void;
}

/** Exim drops who sends more than ten commands without mail (smtp_accept_max_nonmail), which fail2ban counts; sendmail slows down from 20 NOOPs on. */
const MAX_COMMANDS = 7;
/** What a server that ends every session would do to each of them, and its log have a line of. */
const MAX_RENEWALS = 3;
/** Of what was survived: timers differ by as much as a loaded machine does. */
const SHARE = 0.9;
/** Two that were opened one after the other are as old as each other within so many milliseconds. */
const SAME_AGE_MS = 2_000;
/** Between two commands in that time. */
const LEAST_STEP_MS = 500;

/** How the first ended, or what it was like when the wait was over. */
export interface FirstsEnd {
  readonly ageMs: number;
  readonly silentMs: number;
  /** The peer ended it, and the moment was seen. */
  readonly isByPeer: boolean;
  /** Called when this one is left silent in its turn, for so long. */
  readonly onSilence: ((silenceMs: number) => void) | undefined;
}

export class BusyConnection {
  readonly #open: () => Promise<BusyLine | null>;
  readonly #clock: HoldClock;
  #line: BusyLine | null = null;
  #restMs: number;
  #survivedMs = 0;
  #commands = 0;
  #renewals = 0;
  #isStopped = false;
  #wake: () => void = () => {};
  #loop: Promise<void> = Promise.resolve();
  /** Of each that the server ended though it was in use: how old it was when it last answered, and when its end was noticed. */
  readonly #ends: { readonly fromMs: number; readonly toMs: number }[] = [];
  #answeredAtMs = 0;

  /** `firstRestMs`: how long it may be silent before anything is known. */
  constructor(open: () => Promise<BusyLine | null>, firstRestMs: number, clock: HoldClock) {
    this.#open = open;
    this.#restMs = firstRestMs;
    this.#clock = clock;
  }

  async start(): Promise<void> {
    await this.#renew();
    this.#loop = this.#stayInUse();
  }

  /** A silence of so long was survived by the first. */
  mayRest(silentMs: number): void {
    this.#survivedMs = silentMs;
    this.#restMs = Math.max(this.#restMs, silentMs * SHARE);
  }

  /** The first has ended, or the wait is over: what this one does then. It is closed after it. */
  async tell({ ageMs: heldAgeMs, silentMs, isByPeer, onSilence }: FirstsEnd): Promise<BusyConnectionState> {
    await this.#stop();
    const line = this.#line;
    let answer = line ? await this.#ask(line) : null;
    // One that was ready a little later would be ended a little later; it stays in use until then.
    const shortMs = (): number => (line ? heldAgeMs + SAME_AGE_MS - (this.#clock.now() - line.readyAtMs) : 0);
    const isOfAge = shortMs() <= 2 * SAME_AGE_MS;
    const stepMs = Math.min(this.#restMs, Math.max(LEAST_STEP_MS, silentMs / 2));
    while (line && isByPeer && isOfAge && answer === 'answered' && shortMs() > 0) {
      await this.#clock.sleep(Math.min(shortMs(), stepMs), new Promise(() => {}));
      answer = await this.#ask(line);
    }
    const ageMs = line ? this.#clock.now() - line.readyAtMs : 0;
    const endedAtSameAge = this.#wasInUseAt(heldAgeMs, silentMs);
    const state = { status: answer ?? 'none', ageMs, endedAtSameAge } as const;
    const isOpen = isByPeer && answer === 'answered' && !isOfAge && !endedAtSameAge;
    const alike = line && isOpen ? await this.#leaveSilent(line, heldAgeMs, silentMs, onSilence) : null;
    line?.close();
    this.#line = null;
    return alike === null ? state : { ...state, endedAfterSameSilence: alike };
  }

  /** Whether it ends after as long a silence as the first did, at another age. Null: the wait was broken off. */
  async #leaveSilent(
    line: BusyLine,
    heldAgeMs: number,
    firstMs: number,
    onSilence: FirstsEnd['onSilence'],
  ): Promise<boolean | null> {
    // Where it would be as old as the first by then, its end would tell nothing: it is used for a little longer before.
    const ageThenMs = this.#clock.now() - line.readyAtMs + firstMs;
    if (Math.abs(ageThenMs - heldAgeMs) <= 2 * SAME_AGE_MS) {
      await this.#clock.sleep(Math.min(this.#restMs, 4 * SAME_AGE_MS), new Promise(() => {}));
      if ((await this.#ask(line)) !== 'answered') return null;
    }
    const sinceMs = this.#clock.now();
    onSilence?.(firstMs + SAME_AGE_MS);
    const state = stateOf(await line.session.hear(firstMs + SAME_AGE_MS), false);
    if (state.kind === 'broken-off' || state.kind === 'failure') return null;
    return state.kind === 'ended' && Math.abs(this.#clock.now() - sinceMs - firstMs) <= SAME_AGE_MS;
  }

  /** Nobody asks any more. */
  async close(): Promise<void> {
    await this.#stop();
    this.#line?.close();
    this.#line = null;
  }

  /** One that was silent for as long as nothing is known to survive may have been ended for that. */
  #wasInUseAt(ageMs: number, silentMs: number): boolean {
    const knownMs = Math.max(silentMs, this.#survivedMs);
    return this.#ends.some(
      ({ fromMs, toMs }) => ageMs >= fromMs - SAME_AGE_MS && ageMs <= toMs + SAME_AGE_MS && toMs - fromMs < knownMs,
    );
  }

  async #stop(): Promise<void> {
    this.#isStopped = true;
    this.#wake();
    await this.#loop;
  }

  async #renew(): Promise<void> {
    this.#commands = 0;
    this.#line = await this.#open();
    this.#answeredAtMs = this.#line?.readyAtMs ?? 0;
  }

  async #stayInUse(): Promise<void> {
    while (this.#line && !this.#isStopped) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      await this.#clock.sleep(this.#restMs, woken);
      if (this.#isStopped) return;
      const isInUse = (await this.#ask(this.#line)) === 'answered';
      if (isInUse && this.#commands < MAX_COMMANDS) continue;
      this.#line.close();
      this.#line = null;
      if (this.#renewals >= MAX_RENEWALS || this.#isStopped) return;
      this.#renewals += 1;
      await this.#renew();
    }
  }

  async #ask({ session, readyAtMs }: BusyLine): Promise<Exclude<BusyConnectionState['status'], 'none'>> {
    this.#commands += 1;
    const state = stateOf(await session.keepAlive(), true);
    if (state.kind === 'broken-off') this.#isStopped = true;
    if (state.kind === 'silent' || state.kind === 'broken-off') return 'unanswered';
    if (state.kind === 'ended') {
      this.#ends.push({ fromMs: this.#answeredAtMs - readyAtMs, toMs: this.#clock.now() - readyAtMs });
      return 'ended';
    }
    this.#answeredAtMs = this.#clock.now();
    return 'answered';
  }
}
