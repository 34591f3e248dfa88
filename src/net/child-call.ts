// Calls that nothing can stop once they are begun: getaddrinfo and PBKDF2 hold a thread of libuv's pool to their end, four
// of them hold all of it, and a process does not end before its threads do. They are made in a child process, which can be
// killed. Knows what is called, never why; decides nothing.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { childArguments } from './child-script.ts';
import type { Ending } from './deadline.ts';

export interface AddressCall {
  readonly kind: 'addresses';
  readonly host: string;
  readonly family: 0 | 4 | 6;
}
export interface KeyCall {
  readonly kind: 'key';
  readonly password: string;
  /** Base64, as is the answer. */
  readonly salt: string;
  readonly iterations: number;
  readonly bytes: number;
  readonly hash: string;
}

export type AddressAnswer =
  | { readonly addresses: readonly { readonly address: string; readonly family: number }[] }
  | { readonly systemCode: string };
export interface KeyAnswer {
  readonly key: string;
}

/** `over`: the time was up first, or the user wanted an end. `no-child`: there can be none here; the call was not made. */
export type Called<T> = { readonly value: T } | 'over' | 'no-child';

/** So many calls can hang before others stand in line; libuv gives half of its threads to what may be slow. */
const THREADS = 128;
/** A child in which so many calls hang gets no new ones. */
const MAX_HUNG = THREADS / 4;
/** Nobody needs it for so long: it goes. */
const IDLE_MS = 10_000;

// What resolvers and OpenSSL are set up by, and what any program needs to start. No secret of the user's among it.
const INHERITED =
  /^(?:PATH|HOME|TMPDIR|TEMP|TMP|SYSTEMROOT|WINDIR|LANG|LC_\w+|LD_\w+|DYLD_\w+|LOCALDOMAIN|RES_OPTIONS|HOSTALIASES|NSS_\w+|SD_\w+|OPENSSL_\w+)$/i;

function childEnvironment(): Record<string, string> {
  const inherited = Object.entries(process.env).filter(([name, value]) => value !== undefined && INHERITED.test(name));
  return { ...(Object.fromEntries(inherited) as Record<string, string>), UV_THREADPOOL_SIZE: String(THREADS) };
}

type Settle = (called: Called<unknown>) => void;

class Child {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #pending = new Map<number, Settle>();
  #lastId = 0;
  #hung = 0;
  #rest = '';
  #isOver = false;
  #idle: NodeJS.Timeout | null = null;

  /** Throws where no process may be started. */
  constructor(args: readonly string[]) {
    this.#process = spawn(process.execPath, args, {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: childEnvironment(),
      windowsHide: true,
      // Out of the terminal's reach: Ctrl-C is this process's to hear, and what it says goes on to be waited for or not.
      detached: process.platform !== 'win32',
    });
    this.#process.unref();
    this.#hold(false);
    this.#process.stdout.setEncoding('utf8').on('data', (text: string) => this.#take(text));
    const end = (): void => this.end();
    this.#process.on('error', end).on('exit', end);
    this.#process.stdin.on('error', end);
    this.#process.stdout.on('error', end);
  }

  get takesCalls(): boolean {
    return !this.#isOver && this.#hung < MAX_HUNG;
  }

  call(call: AddressCall | KeyCall, ending: Ending): Promise<Called<unknown>> {
    return new Promise((resolve) => {
      this.#lastId += 1;
      const id = this.#lastId;
      const stopListening = ending.onOver(() => this.#giveUp(id));
      this.#pending.set(id, (called) => {
        stopListening();
        resolve(called);
      });
      if (this.#idle) clearTimeout(this.#idle);
      this.#hold(true);
      this.#process.stdin.write(`${JSON.stringify({ id, call })}\n`);
    });
  }

  /** Kills it, and what is under way in it. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#idle) clearTimeout(this.#idle);
    this.#process.kill('SIGKILL');
    this.#process.stdin.destroy();
    this.#process.stdout.destroy();
    for (const settle of this.#pending.values()) settle('no-child');
    this.#pending.clear();
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const { id, answer } = JSON.parse(line) as { id: number; answer: unknown };
      const settle = this.#pending.get(id);
      if (!settle) {
        this.#hung -= 1;
        continue;
      }
      this.#pending.delete(id);
      settle({ value: answer });
    }
    this.#relax();
  }

  #giveUp(id: number): void {
    const settle = this.#pending.get(id);
    if (!settle) return;
    this.#pending.delete(id);
    this.#hung += 1;
    settle('over');
    // What hangs in it is of no use to anybody.
    if (this.#pending.size === 0) this.end();
  }

  /** With nothing to wait for, it does not keep this process alive. */
  #relax(): void {
    if (this.#pending.size > 0 || this.#isOver) return;
    this.#hold(false);
    this.#idle = setTimeout(() => this.end(), IDLE_MS).unref();
  }

  #hold(isHeld: boolean): void {
    // Pipes are sockets, which the types of a child's streams do not say.
    for (const stream of [this.#process.stdin, this.#process.stdout] as unknown as { ref(): void; unref(): void }[]) {
      if (isHeld) stream.ref();
      else stream.unref();
    }
  }
}

let child: Child | null = null;

function currentChild(): Child | null {
  if (child?.takesCalls) return child;
  const args = childArguments();
  try {
    child = args ? new Child(args) : null;
  } catch {
    child = null;
  }
  return child;
}

export function callInChild(call: AddressCall, ending: Ending): Promise<Called<AddressAnswer>>;
export function callInChild(call: KeyCall, ending: Ending): Promise<Called<KeyAnswer>>;
/** Makes the call where it can be given up, and gives it up when `ending` is over. Never rejects. */
export function callInChild(call: AddressCall | KeyCall, ending: Ending): Promise<Called<unknown>> {
  if (ending.isOver) return Promise.resolve('over');
  return currentChild()?.call(call, ending) ?? Promise.resolve('no-child');
}
