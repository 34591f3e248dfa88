// One connection as the lab's protocols see it: lines in, lines and bytes out, an upgrade to TLS, and all the ways to
// end. Knows sockets; knows no command of any protocol.
import { createHash, X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import { ChangeSignal } from './change-signal.ts';
import { acceptTls, describeTls } from './handshake.ts';
import { type IdleFate, type LabAccount, type LabSession, type LabStep, type PortConfig, PROCEED } from './port.ts';
import { type AuthRecord, type ConnectionEnd, type ConnectionRecord, isMailCommand, type LabRecord } from './record.ts';

const MAX_BUFFER = 1 << 20;
const LF = 10;
const CR = 13;

export interface SessionSetting {
  readonly host: string;
  readonly account: LabAccount;
  readonly config: PortConfig;
  readonly record: LabRecord;
  readonly now: () => number;
  /** Made when first needed: a port without TLS never pays for it. */
  readonly tls: () => { readonly context: SecureContext; readonly certPem: string };
}

export class SocketSession implements LabSession {
  readonly host: string;
  readonly account: LabAccount;
  readonly config: PortConfig;
  readonly record: ConnectionRecord;
  readonly #setting: SessionSetting;
  readonly #raw: Socket;
  #socket: Socket;
  #secure: TLSSocket | null = null;
  #buffer: Buffer = Buffer.alloc(0);
  #ended = false;
  #spoken = false;
  #isResetting = false;
  #isDeaf = false;
  exchanging = false;
  /** Bytes came, or the end. */
  readonly #changes = new ChangeSignal();

  constructor(socket: Socket, setting: SessionSetting, record: ConnectionRecord) {
    this.#setting = setting;
    this.host = setting.host;
    this.account = setting.account;
    this.config = setting.config;
    this.record = record;
    this.#raw = socket;
    this.#socket = socket;
    socket.setNoDelay(true);
    this.#listen(socket);
  }

  get secure(): boolean {
    return this.#secure !== null;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get tlsSocket(): TLSSocket | null {
    return this.#secure;
  }

  certificateHash(): Buffer {
    return createHash('sha256').update(new X509Certificate(this.#setting.tls().certPem).raw).digest();
  }

  get lastLogin(): AuthRecord | null {
    return this.record.auth.at(-1) ?? null;
  }

  async readLine(): Promise<string | null> {
    for (;;) {
      const at = this.#buffer.indexOf(LF);
      if (at >= 0) {
        const bare = at === 0 || this.#buffer[at - 1] !== CR;
        if (bare) this.record.bareLf = true;
        const line = this.#buffer.subarray(0, bare ? at : at - 1).toString('utf8');
        this.#buffer = this.#buffer.subarray(at + 1);
        if (!this.exchanging && isMailCommand(line)) this.#setting.record.mailCommands.push(line);
        return line;
      }
      if (this.#ended) return null;
      await this.#changes.next();
    }
  }

  async readCommand(): Promise<string | null> {
    const pipelined = this.#buffer.length > 0 && this.record.commands.length > 0;
    const { idle } = this.config;
    const line = idle ? await this.#lineOrIdle(idle) : await this.readLine();
    if (line !== null) this.record.commands.push({ line, secure: this.secure, pipelined });
    return line;
  }

  /** Null also where it was idle for too long, and is ended or not heard any more. */
  async #lineOrIdle({ afterMs, isForgotten, step }: IdleFate): Promise<string | null> {
    const until = performance.now() + afterMs;
    const isWaiting = (): boolean => !this.#ended && !this.#buffer.includes(LF);
    while (isWaiting() && performance.now() < until) await this.#changes.next(until - performance.now());
    if (!isWaiting()) return this.readLine();
    this.#isDeaf = isForgotten === true;
    if (isForgotten) await this.gone();
    else if (await this.perform(step)) this.close('refused');
    else this.close();
    return null;
  }

  async firstBytes(): Promise<Buffer> {
    while (this.#buffer.length === 0 && !this.#ended) await this.#changes.next();
    return this.#buffer;
  }

  send(...lines: readonly string[]): void {
    this.write(Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'utf8'));
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#spoken = true;
    if (this.#ended || !this.#socket.writable) return;
    if (this.#socket.write(bytes)) return;
    const socket = this.#socket;
    await new Promise<void>((resolve) => {
      const done = () => {
        socket.off('drain', done);
        socket.off('close', done);
        resolve();
      };
      socket.on('drain', done);
      socket.on('close', done);
    });
  }

  async perform(step: LabStep | undefined): Promise<boolean> {
    if (step === undefined) return false;
    if (typeof step === 'function') return (await step(this)) !== PROCEED;
    if (Buffer.isBuffer(step)) await this.write(step);
    else if (typeof step === 'string') this.send(step);
    else this.send(...step);
    return true;
  }

  async wait(ms: number): Promise<void> {
    const until = performance.now() + ms;
    while (!this.#ended && performance.now() < until) await this.#changes.next(until - performance.now());
  }

  async gone(): Promise<void> {
    while (!this.#ended) {
      // Unanswered is not unheard: what is said into the silence is still looked at.
      while (this.#buffer.includes(LF)) await this.readLine();
      await this.#changes.next();
    }
  }

  async upgrade(): Promise<boolean> {
    if (await this.perform(this.config.handshake)) return false;
    if (this.#ended) return false;
    const raw = this.#raw;
    raw.pause();
    raw.removeAllListeners('data');
    const before = this.#buffer;
    this.#buffer = Buffer.alloc(0);
    const firstByte = before[0];
    // 0x16 opens a TLS handshake: the client's hello came early, behind a slow step.
    if (firstByte === 0x16) raw.unshift(before);
    else if (before.length > 0) {
      this.record.injected = before.toString('utf8');
      if (this.config.obeysInjectedCommands) this.#buffer = before;
    }
    return this.#handshake(raw);
  }

  async #handshake(raw: Socket): Promise<boolean> {
    const result = await acceptTls(raw, this.#setting.tls().context, this.config.tlsOptions ?? {});
    if (result instanceof TLSSocket) {
      this.#secure = result;
      this.#socket = result;
      this.record.tls = describeTls(result);
      this.#listen(result);
      return true;
    }
    this.record.tlsError ??= result;
    this.#finish('client-closed');
    raw.destroy();
    return false;
  }

  close(reason: ConnectionEnd = 'server-closed'): void {
    this.#finish(reason);
    if (this.#isResetting) return;
    this.#socket.end();
    // A client that never closes its half would hold the connection for ever.
    this.#socket.setTimeout(2000, () => this.#socket.destroy());
  }

  halfClose(): void {
    this.#socket.end();
  }

  reset(): void {
    this.#finish('server-reset');
    this.#isResetting = true;
    // Node 20 crashes when the socket goes from under a TLS handshake whose `secure` event is still being told.
    setImmediate(() => {
      this.#raw.resetAndDestroy();
      this.#socket.destroy();
    });
  }

  destroy(reason: ConnectionEnd): void {
    this.#finish(reason);
    this.#socket.destroy();
  }

  #listen(socket: Socket): void {
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('end', () => {
      this.#finish('client-closed');
      socket.end();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#finish(error.code === 'ECONNRESET' || error.code === 'EPIPE' ? 'client-reset' : 'client-closed');
    });
    socket.on('close', () => {
      this.#finish('client-closed');
      this.record.closedMs ??= this.#setting.now();
    });
    socket.resume();
  }

  #receive(chunk: Buffer): void {
    this.record.bytesReceived += chunk.length;
    if (this.#isDeaf) return;
    // A TLS hello on a port that waits for it is no speech.
    if (!this.#spoken && (this.secure || this.config.tls !== 'implicit')) this.record.spokeFirst = true;
    if (this.#buffer.length < MAX_BUFFER) this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    this.#changes.notify();
  }

  #finish(reason: ConnectionEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.record.ended = reason;
    this.#changes.notify();
  }
}
