// A worker in a thread of its own, seen from the thread that reads the list. Permits are kept on this side, so that a limit
// holds over all threads. Must not know what the thread is made of.
import { Worker } from 'node:worker_threads';
import type { LoginPlace } from '../probe/login-turn.ts';
import type { Permit } from './address-gate.ts';
import type { Admit, CheckWorker, Finished, Logins } from './check-worker.ts';
import type { Entry } from './entry.ts';
import { bundled, type FromWorker, type ToWorker } from './worker-messages.ts';

interface Waiting {
  readonly entry: Entry;
  readonly resolve: (finished: Finished | null) => void;
  readonly reject: (error: Error) => void;
}

/**
 * What checks make is done with at once or lasts as long as they do: room for more of it than this saves no collection, and
 * costs each thread 12 MB. No limit on what a thread may hold.
 */
const YOUNG_MB = 8;

export class ThreadWorker implements CheckWorker {
  readonly #worker: Worker;
  readonly #admit: Admit;
  readonly #logins: Logins | null;
  readonly #waiting = new Map<number, Waiting>();
  readonly #permits = new Map<number, Permit>();
  readonly #say: (message: ToWorker) => void;
  #lastId = 0;

  constructor(script: URL | string, workerData: unknown, admit: Admit, logins: Logins | null) {
    // The thread talks by messages alone; what it says elsewhere would get into the results.
    const isText = typeof script === 'string';
    const limits = { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } };
    this.#worker = new Worker(script, { eval: isText, workerData, stdout: true, ...limits });
    this.#admit = admit;
    this.#logins = logins;
    this.#say = bundled((messages) => this.#worker.postMessage(messages));
    this.#worker.on('message', (messages: readonly FromWorker[]) => {
      for (const message of messages) this.#hear(message);
    });
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('a checking thread ended early')));
  }

  get load(): number {
    return this.#waiting.size;
  }

  check(entry: Entry): Promise<Finished | null> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { entry, resolve, reject });
      this.#say({ kind: 'check', id, entry });
    });
  }

  interrupt(): void {
    this.#say({ kind: 'interrupt' });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #hear(message: FromWorker): void {
    const { id } = message;
    switch (message.kind) {
      case 'enter':
        void this.#admit(message.addresses, message.isAlone).then((permit) => {
          if (permit) this.#permits.set(id, permit);
          this.#say({ kind: 'admitted', id, isAllowed: permit !== null });
        });
        return;
      case 'ask-shared':
        void Promise.resolve(this.#permits.get(id)?.wasShared() ?? false).then((isShared) =>
          this.#say({ kind: 'shared', id, isShared }),
        );
        return;
      case 'leave':
        return this.#giveBack(id);
      case 'begin-login':
        return void this.#beginLogin(id, message.place);
      case 'login-accepted': {
        const entry = this.#waiting.get(id)?.entry;
        if (entry) this.#logins?.accepted(entry);
        return;
      }
      case 'finished':
        this.#giveBack(id);
        this.#waiting.get(id)?.resolve(message.finished);
        this.#waiting.delete(id);
        return;
      case 'fault':
        this.#giveBack(id);
        this.#waiting.get(id)?.reject(new Error(message.message));
        this.#waiting.delete(id);
    }
  }

  async #beginLogin(id: number, place: LoginPlace): Promise<void> {
    const entry = this.#waiting.get(id)?.entry;
    const answer = entry && this.#logins ? await this.#logins.begin(entry, place) : 'over';
    this.#say({ kind: 'login', id, answer });
  }

  #giveBack(id: number): void {
    this.#permits.get(id)?.leave();
    this.#permits.delete(id);
  }

  #fail(error: Error): void {
    for (const id of [...this.#permits.keys()]) this.#giveBack(id);
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
