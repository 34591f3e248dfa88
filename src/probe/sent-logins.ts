// Which logins were sent, so that a check that is repeated does not lock the account: what counts is what was sent, not
// what came back. Keyed by user and secret, whatever host they went to, and keeps only a keyed hash of them. Knows no host,
// no protocol and no report; the clock is handed in.
import { createHmac, randomBytes } from 'node:crypto';
import type { Credentials } from '../model/plan.ts';

/** `unknown`: no reply, a temporary failure, nonsense. Nobody knows what the server made of it. */
export type SentLoginFate = 'accepted' | 'refused' | 'unknown';

export type WithheldReason =
  /** It was refused: not again until the secret is another, or `forget`. */
  | 'refused'
  /** It came to no verdict, and its pause is not over. */
  | 'no-verdict'
  /** One was sent, and its answer is still waited for. */
  | 'under-way';

/** Why a login must not go out now. `told`: what was kept of the last one's end. */
export interface Withheld<T> {
  readonly reason: WithheldReason;
  /** Milliseconds until it may go out; null: that depends on no clock. */
  readonly retryInMs: number | null;
  readonly told: T | null;
}

export interface SentLoginsOptions {
  /** How many are kept in mind; the oldest that has an end goes first. */
  readonly maxKept: number;
  /** The pause after a login without a verdict; it doubles with each that follows. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
}

/** A login that went out. */
interface Sent<T> {
  readonly key: string;
  state: 'awaited' | 'refused' | 'paused';
  /** One after the other came to no verdict. */
  failures: number;
  retryAtMs: number;
  told: T | null;
  /** Whoever sent it has given up waiting; the answer may still come. */
  isLate: boolean;
  isForgotten: boolean;
  /** Those who wait for its end. */
  readonly waiting: Set<() => void>;
}

export interface NotSent<T> {
  readonly isSent: false;
  readonly withheld: Withheld<T> | null;
}

/** A login that may go out now, and counts as sent. */
export interface SentLogin<T> {
  readonly isSent: true;
  /** How it ended. May be said again when more is known of the same login; a refusal stays one. */
  ended(fate: SentLoginFate, told?: T): void;
  /** The check is over and the answer has not come: nobody else need wait for it. */
  leave(told: T): void;
}

export class SentLogins<T> {
  readonly #options: SentLoginsOptions;
  readonly #hashKey = randomBytes(32);
  readonly #sent = new Map<string, Sent<T>>();

  constructor(options: SentLoginsOptions) {
    this.#options = options;
  }

  /** Logins that must not go out now. */
  get withheldCount(): number {
    return [...this.#sent.values()].filter((one) => this.#withheld(one) !== null).length;
  }

  /** Names a login without showing it. Servers take user names in any case; another secret is another login. */
  keyOf({ user, password, token }: Credentials): string {
    const parts = JSON.stringify([user.toLowerCase(), password?.reveal() ?? null, token?.reveal() ?? null]);
    return createHmac('sha256', this.#hashKey).update(parts).digest('base64');
  }

  /** Null: it may go out. */
  withheld(key: string): Withheld<T> | null {
    const known = this.#sent.get(key);
    return known ? this.#withheld(known) : null;
  }

  /**
   * Lets a login out and counts it as sent, or says why not. One that is under way is waited for, to learn from it, until
   * `signal`: after that nothing goes out, and where nothing spoke against it `withheld` is null.
   */
  async send(key: string, signal: AbortSignal): Promise<SentLogin<T> | NotSent<T>> {
    let known = this.#sent.get(key);
    while (known?.state === 'awaited' && !known.isLate && !signal.aborted) {
      await answerOf(known, signal);
      known = this.#sent.get(key);
    }
    const withheld = this.withheld(key);
    if (withheld !== null || signal.aborted) return { isSent: false, withheld };
    const own: Sent<T> = {
      key,
      state: 'awaited',
      failures: (known?.failures ?? 0) + 1,
      retryAtMs: 0,
      told: known?.told ?? null,
      isLate: false,
      isForgotten: false,
      waiting: new Set(),
    };
    this.#sent.delete(key);
    this.#makeRoom();
    this.#sent.set(key, own);
    return {
      isSent: true,
      ended: (fate, told) => this.#end(own, fate, told),
      leave: (told) => {
        if (own.state !== 'awaited') return;
        own.isLate = true;
        own.told = told;
        wake(own);
      },
    };
  }

  /** Somebody may have mended it: each may go out once more, where one is under way after that one has ended. */
  forget(): void {
    for (const one of this.#sent.values()) {
      if (one.state === 'awaited') one.isForgotten = true;
      else this.#sent.delete(one.key);
    }
  }

  #withheld({ state, retryAtMs, told }: Sent<T>): Withheld<T> | null {
    if (state === 'awaited') return { reason: 'under-way', retryInMs: null, told };
    if (state === 'refused') return { reason: 'refused', retryInMs: null, told };
    const retryInMs = retryAtMs - this.#options.now();
    return retryInMs > 0 ? { reason: 'no-verdict', retryInMs, told } : null;
  }

  #end(own: Sent<T>, fate: SentLoginFate, told: T | undefined): void {
    // Another has gone out since, or it was forgotten: what this one came to says nothing of that.
    if (this.#sent.get(own.key) !== own) return;
    if (own.state === 'refused') return;
    if (fate === 'accepted' || own.isForgotten) this.#sent.delete(own.key);
    own.state = fate === 'refused' ? 'refused' : 'paused';
    own.told = told ?? own.told;
    const { firstPauseMs, longestPauseMs, now } = this.#options;
    own.retryAtMs = now() + Math.min(longestPauseMs, firstPauseMs * 2 ** (own.failures - 1));
    wake(own);
  }

  #makeRoom(): void {
    if (this.#sent.size < this.#options.maxKept) return;
    const oldest = [...this.#sent.values()].find(({ state }) => state !== 'awaited');
    if (oldest) this.#sent.delete(oldest.key);
  }
}

/** Resolves when it has ended or nobody waits for it any more, and when the signal says so. */
function answerOf({ waiting }: Sent<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      waiting.delete(done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    waiting.add(done);
    signal.addEventListener('abort', done, { once: true });
  });
}

function wake({ waiting }: Sent<unknown>): void {
  for (const done of [...waiting]) done();
}
