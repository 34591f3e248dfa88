// Plays a dialogue script as a server on loopback, whole or byte by byte: what a client makes of a server must not
// depend on how the bytes were cut. It knows no protocol; README.md says how scripts are written.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { createSecureContext, TLSSocket } from 'node:tls';
import { LAB_HOST, labCertificate, labRootPem } from '../../src/lab/certificates.ts';

type Step =
  | { readonly kind: 'server'; readonly bytes: Buffer }
  | { readonly kind: 'client'; readonly pattern: string; readonly optional: boolean; readonly at: number }
  | { readonly kind: 'tls' }
  | { readonly kind: 'pause'; readonly ms: number }
  | { readonly kind: 'close' };

export interface Dialog {
  /** The file's name without its ending. */
  readonly name: string;
  /** The `# key: value` lines of its head: what a client should have learned. */
  readonly facts: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export const MANNERS = ['whole', 'byte by byte'] as const;
export type Manner = (typeof MANNERS)[number];

export interface DialogServer {
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly caPem: string;
  /** Where a client said something else than the script: one line each. */
  readonly mismatches: readonly string[];
  /** How many connections came to the end of the script. */
  readonly finished: () => number;
  close(): Promise<void>;
}

const readEscapes = (text: string): string =>
  text.replace(/\\(?:x([0-9a-f]{2})|([rnt\\]))/gi, (_, hex: string | undefined, letter: string) =>
    hex ? String.fromCharCode(Number.parseInt(hex, 16)) : ({ r: '\r', n: '\n', t: '\t' }[letter] ?? '\\'),
  );

function readStep(line: string, at: number): Step {
  const [, mark = '', text = ''] = /^(S:|S\||C:|C\?)(?: (.*))?$/.exec(line) ?? [];
  if (mark === 'S:') return { kind: 'server', bytes: Buffer.from(`${readEscapes(text)}\r\n`, 'latin1') };
  if (mark === 'S|') return { kind: 'server', bytes: Buffer.from(readEscapes(text), 'latin1') };
  if (mark !== '') return { kind: 'client', pattern: text, optional: mark === 'C?', at };
  if (line === '[TLS]') return { kind: 'tls' };
  if (line === '[CLOSE]') return { kind: 'close' };
  const pause = /^\[PAUSE (\d+)\]$/.exec(line);
  if (pause) return { kind: 'pause', ms: Number(pause[1]) };
  throw new SyntaxError(`line ${at}: ${JSON.stringify(line)} is no part of a dialogue`);
}

/** Reads a script. Throws `SyntaxError` with the line's number. */
export function parseDialog(name: string, text: string): Dialog {
  const facts: Record<string, string> = {};
  const steps: Step[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.startsWith('#')) {
      const [, key, value] = /^# ([a-z][a-z -]*):(?: (.*))?$/.exec(line) ?? [];
      if (key) facts[key] = value?.trim() ?? '';
    } else if (line.trim() !== '') steps.push(readStep(line, index + 1));
  }
  return { name, facts, steps };
}

/** Every script of a folder beside this file: `smtp`, `imap`, `pop3`. */
export function readDialogs(folder: string): Dialog[] {
  const directory = new URL(`./${folder}/`, import.meta.url);
  return readdirSync(directory)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => parseDialog(name.slice(0, -4), readFileSync(new URL(name, directory), 'utf8')));
}

const matches = (pattern: string, line: string): boolean =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  ).test(line);

class Stage {
  #socket: Socket;
  #text = '';
  #over = false;
  #wake = () => {};
  readonly #manner: Manner;

  constructor(socket: Socket, manner: Manner) {
    this.#socket = socket;
    this.#manner = manner;
    this.#listen(socket);
  }

  get over(): boolean {
    return this.#over;
  }

  #listen(socket: Socket): void {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      this.#text += chunk.toString('latin1');
      this.#wake();
    });
    for (const event of ['end', 'error', 'close']) {
      socket.on(event, () => {
        this.#over = true;
        this.#wake();
      });
    }
  }

  async say(bytes: Buffer): Promise<void> {
    if (this.#manner === 'whole') {
      if (!this.#over) this.#socket.write(bytes);
      return;
    }
    for (const byte of bytes) {
      if (this.#over) return;
      await new Promise<void>((resolve) => this.#socket.write(Buffer.from([byte]), () => resolve()));
      await setImmediate();
    }
  }

  async hear(): Promise<string | null> {
    while (!this.#text.includes('\r\n')) {
      if (this.#over) return null;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const at = this.#text.indexOf('\r\n');
    const line = this.#text.slice(0, at);
    this.#text = this.#text.slice(at + 2);
    return line;
  }

  async upgrade(): Promise<void> {
    const raw = this.#socket;
    raw.pause();
    raw.removeAllListeners('data');
    const { chainPem, keyPem } = labCertificate('good');
    const secure = new TLSSocket(raw, { isServer: true, secureContext: createSecureContext({ cert: chainPem, key: keyPem }) });
    this.#socket = secure;
    this.#listen(secure);
    await new Promise<void>((resolve) => {
      secure.once('secure', resolve);
      secure.once('close', resolve);
      secure.once('_tlsError', () => {
        this.#over = true;
        resolve();
      });
    });
  }

  end(): void {
    this.#socket.end();
  }
}

// What follows an optional line that the client left out: up to the next thing asked of it.
function skipAnswer(steps: readonly Step[], from: number): number {
  let next = from;
  while (steps[next]?.kind === 'server') next++;
  return next;
}

/** True: to the end. A string: where the client left the script. Null: it left the connection. */
async function perform(stage: Stage, steps: readonly Step[]): Promise<true | string | null> {
  let heard: string | null = null;
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index];
    if (stage.over || step?.kind === 'close') break;
    if (step?.kind === 'server') {
      const parts = [step.bytes];
      for (let after = steps[index + 1]; after?.kind === 'server'; after = steps[index + 1]) {
        parts.push(after.bytes);
        index++;
      }
      await stage.say(Buffer.concat(parts));
    } else if (step?.kind === 'tls') await stage.upgrade();
    else if (step?.kind === 'pause') await setTimeout(step.ms);
    else if (step?.kind === 'client') {
      heard ??= await stage.hear();
      if (heard === null) return null;
      if (matches(step.pattern, heard)) heard = null;
      else if (step.optional) index = skipAnswer(steps, index + 1) - 1;
      else return `line ${step.at}: expected ${JSON.stringify(step.pattern)}, heard ${JSON.stringify(heard)}`;
    }
  }
  return heard === null || `after the end: ${JSON.stringify(heard)}`;
}

/** Serves the script to every connection, on a free port of 127.0.0.1. */
export async function playDialog(dialog: Dialog, manner: Manner): Promise<DialogServer> {
  const mismatches: string[] = [];
  const sockets = new Set<Socket>();
  let finished = 0;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    const stage = new Stage(socket, manner);
    void perform(stage, dialog.steps).then((end) => {
      if (end === true) finished++;
      else if (end !== null) mismatches.push(end);
      stage.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return {
    host: LAB_HOST,
    address: '127.0.0.1',
    port: bound.port,
    caPem: labRootPem(),
    mismatches,
    finished: () => finished,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
