// What a checking thread and the one that reads the list say to each other, and how it is bundled: many words in one
// message, since each message costs a wake-up on both sides. Must not know what is checked.
import type { LoginAnswer, LoginPlace } from '../probe/login-turn.ts';
import type { Finished } from './check-worker.ts';
import type { Entry } from './entry.ts';

export type ToWorker =
  | { readonly kind: 'check'; readonly id: number; readonly entry: Entry }
  | { readonly kind: 'admitted'; readonly id: number; readonly isAllowed: boolean }
  | { readonly kind: 'shared'; readonly id: number; readonly isShared: boolean }
  | { readonly kind: 'login'; readonly id: number; readonly answer: LoginAnswer }
  | { readonly kind: 'interrupt' };

export type FromWorker =
  | { readonly kind: 'enter'; readonly id: number; readonly addresses: readonly string[]; readonly isAlone: boolean }
  | { readonly kind: 'ask-shared'; readonly id: number }
  | { readonly kind: 'leave'; readonly id: number }
  | { readonly kind: 'begin-login'; readonly id: number; readonly place: LoginPlace }
  | { readonly kind: 'login-accepted'; readonly id: number }
  | { readonly kind: 'finished'; readonly id: number; readonly finished: Finished | null }
  | { readonly kind: 'fault'; readonly id: number; readonly message: string };

/** Sends what was said within one turn of the event loop as one message. */
export function bundled<T>(send: (messages: readonly T[]) => void): (message: T) => void {
  let outbox: T[] = [];
  return (message) => {
    if (outbox.push(message) > 1) return;
    setImmediate(() => {
      const messages = outbox;
      outbox = [];
      send(messages);
    });
  };
}
