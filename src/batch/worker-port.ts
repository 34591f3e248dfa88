// The same worker from inside its thread: hears entries, has them checked, tells what came of them. Must not know how
// they are checked.
import type { LoginAnswer, LoginTurn } from '../probe/login-turn.ts';
import type { Permit } from './address-gate.ts';
import type { Admit, CheckWorker, Permits } from './check-worker.ts';
import { bundled, type FromWorker, type ToWorker } from './worker-messages.ts';

interface Port {
  postMessage(messages: readonly FromWorker[]): void;
  on(event: 'message', listener: (messages: readonly ToWorker[]) => void): unknown;
}

/** Serves the port with what `makeWorker` makes; each entry's permits are asked for on the other side. */
export function servePort(port: Port, makeWorker: (permitsFor: (id: number) => Permits) => EntryWorker): void {
  const say = bundled<FromWorker>((messages) => port.postMessage(messages));
  const admissions = new Answers<boolean>();
  const limitAnswers = new Answers<boolean>();
  const loginAnswers = new Answers<LoginAnswer>();

  const admitFor =
    (id: number): Admit =>
    async (addresses, isAlone) => {
      const isAllowed = await admissions.to(id, () => say({ kind: 'enter', id, addresses, isAlone }));
      return isAllowed ? permitOf(id) : null;
    };
  const permitOf = (id: number): Permit => ({
    wasShared: () => limitAnswers.to(id, () => say({ kind: 'ask-shared', id })),
    leave: () => say({ kind: 'leave', id }),
  });
  const turnFor = (id: number): LoginTurn => ({
    begin: (place) => loginAnswers.to(id, () => say({ kind: 'begin-login', id, place })),
    accepted: () => say({ kind: 'login-accepted', id }),
  });
  const worker = makeWorker((id) => ({ admit: admitFor(id), loginTurn: turnFor(id) }));
  const hear = (message: ToWorker): void => {
    switch (message.kind) {
      case 'check':
        worker.check(message.entry, message.id).then(
          (finished) => say({ kind: 'finished', id: message.id, finished }),
          (error) =>
            say({
              kind: 'fault',
              id: message.id,
              message: error instanceof Error ? (error.stack ?? error.message) : String(error),
            }),
        );
        return;
      case 'admitted':
        admissions.give(message.id, message.isAllowed);
        return;
      case 'shared':
        limitAnswers.give(message.id, message.isShared);
        return;
      case 'login':
        loginAnswers.give(message.id, message.answer);
        return;
      case 'interrupt':
        worker.interrupt();
    }
  };
  port.on('message', (messages) => {
    for (const message of messages) hear(message);
  });
}

/** What was asked for an entry on the other side and is not yet answered. */
class Answers<T> {
  readonly #waiting = new Map<number, (answer: T) => void>();

  to(id: number, ask: () => void): Promise<T> {
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      ask();
    });
  }

  give(id: number, answer: T): void {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }
}

/** A worker whose entries are told apart by the number they came with. */
export interface EntryWorker {
  check(entry: Parameters<CheckWorker['check']>[0], id: number): ReturnType<CheckWorker['check']>;
  interrupt(): void;
}
