// A mail server for real clients, in the test's process: modes, TLS, certificates and mechanisms as they are told, and a record of
// whether a message got in, and by which login. Takes mail from whoever has logged in.
import { createHmac, randomBytes } from 'node:crypto';
import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';

export const USER = 'ada';
export const PASSWORD = 'correct-horse-7';

export interface ClientServerSpec {
  readonly mode: 'tls' | 'starttls' | 'plain';
  /** How STARTTLS is answered. */
  readonly startTls?: 'taken' | 'refused';
  /** Lines of EHLO before and after TLS. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly tls: tls.TlsOptions;
}

export interface Delivery {
  readonly mechanism: string;
  readonly encrypted: boolean;
}

/** What is said over one connection, until it ends. */
class Conversation {
  #stream: Socket | tls.TLSSocket;
  #encrypted: boolean;
  #mechanism: string | null = null;
  #isData = false;
  #rest = '';
  /** What the next line answers, within AUTH. */
  #answer: ((line: string) => void) | null = null;
  readonly #spec: ClientServerSpec;
  readonly #onDelivery: (delivery: Delivery) => void;

  constructor(socket: Socket, spec: ClientServerSpec, onDelivery: (delivery: Delivery) => void) {
    this.#stream = socket;
    this.#spec = spec;
    this.#encrypted = false;
    this.#onDelivery = onDelivery;
    if (spec.mode === 'tls') this.#secure(() => this.#say('220 mail.lab.test ESMTP'));
    else {
      this.#listen();
      this.#say('220 mail.lab.test ESMTP');
    }
  }

  #secure(then: () => void): void {
    this.#stream.removeAllListeners('data');
    const secured = new tls.TLSSocket(this.#stream, { ...this.#spec.tls, isServer: true });
    secured.on('error', () => secured.destroy());
    secured.once('secure', then);
    this.#stream = secured;
    this.#encrypted = true;
    this.#rest = '';
    this.#listen();
  }

  #listen(): void {
    this.#stream.on('data', (bytes: Buffer) => {
      const lines = (this.#rest + bytes.toString('latin1')).split(/\r?\n/);
      this.#rest = lines.pop() ?? '';
      for (const line of lines) this.#take(line);
    });
  }

  #say(...lines: readonly string[]): void {
    if (!this.#stream.destroyed) this.#stream.write(lines.map((line) => `${line}\r\n`).join(''));
  }

  #take(line: string): void {
    const { before, after, startTls, mode } = this.#spec;
    if (this.#isData) {
      if (line !== '.') return;
      this.#isData = false;
      if (this.#mechanism !== null) this.#onDelivery({ mechanism: this.#mechanism, encrypted: this.#encrypted });
      return this.#say('250 2.0.0 taken');
    }
    if (this.#answer) {
      const answer = this.#answer;
      this.#answer = null;
      return answer(line);
    }
    const [verb = '', ...words] = line.split(' ');
    switch (verb.toUpperCase()) {
      case 'EHLO': {
        const keywords = ['mail.lab.test', ...(this.#encrypted ? after : before), 'SIZE 1000000'];
        return this.#say(...keywords.map((keyword, at) => `250${at === keywords.length - 1 ? ' ' : '-'}${keyword}`));
      }
      case 'STARTTLS':
        if (this.#encrypted || mode !== 'starttls') return this.#say('502 5.5.1 no STARTTLS');
        if (startTls === 'refused') return this.#say('454 4.7.0 TLS not available');
        this.#say('220 2.0.0 go ahead');
        return this.#secure(() => undefined);
      case 'AUTH':
        return this.#authenticate(words);
      case 'MAIL':
        return this.#say(this.#mechanism === null ? '530 5.7.0 Authentication required' : '250 2.1.0 ok');
      case 'RCPT':
        return this.#say('250 2.1.5 ok');
      case 'DATA':
        this.#isData = true;
        return this.#say('354 go ahead');
      case 'QUIT':
        this.#say('221 2.0.0 bye');
        this.#stream.end();
        return;
      default:
        return this.#say(['HELO', 'RSET', 'NOOP'].includes(verb.toUpperCase()) ? '250 2.0.0 ok' : '502 5.5.1 unknown');
    }
  }

  #offered(): readonly string[] {
    const lines = this.#encrypted ? this.#spec.after : this.#spec.before;
    return lines.flatMap((line) => /^AUTH[ =](.*)$/.exec(line)?.[1]?.split(' ') ?? []);
  }

  #authenticate([name = '', initial]: readonly string[]): void {
    const mechanism = name.toUpperCase();
    if (!this.#offered().includes(mechanism)) return this.#say('504 5.5.4 Unrecognized authentication type');
    const finish = (isRight: boolean): void => {
      if (isRight) this.#mechanism = mechanism;
      this.#say(isRight ? '235 2.7.0 ok' : '535 5.7.8 Authentication credentials invalid');
    };
    const decode = (text: string): string => Buffer.from(text, 'base64').toString('utf8');
    const ask = (challenge: string, then: (line: string) => void): void => {
      this.#answer = then;
      this.#say(`334 ${Buffer.from(challenge).toString('base64')}`);
    };
    if (mechanism === 'PLAIN') {
      const check = (line: string): void => finish(decode(line).endsWith(`\0${USER}\0${PASSWORD}`));
      return initial === undefined ? ask('', check) : check(initial);
    }
    if (mechanism === 'LOGIN') {
      const takeUser = (user: string): void =>
        ask('Password:', (line) => finish(decode(user) === USER && decode(line) === PASSWORD));
      return initial === undefined ? ask('Username:', takeUser) : takeUser(initial);
    }
    if (mechanism === 'CRAM-MD5') {
      const challenge = `<${randomBytes(8).toString('hex')}@mail.lab.test>`;
      const wanted = `${USER} ${createHmac('md5', PASSWORD).update(challenge).digest('hex')}`;
      return ask(challenge, (line) => finish(decode(line) === wanted));
    }
    return finish(false);
  }
}

export class ClientServer {
  readonly #server: net.Server;
  readonly #sockets = new Set<Socket>();
  /** By the port that the client came from, which nobody else has meanwhile: not needed, since one client runs at a time. */
  #deliveries: Delivery[] = [];

  private constructor(spec: ClientServerSpec) {
    this.#server = net.createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy()).once('close', () => this.#sockets.delete(socket));
      new Conversation(socket, spec, (delivery) => this.#deliveries.push(delivery));
    });
  }

  static async start(spec: ClientServerSpec): Promise<ClientServer> {
    const started = new ClientServer(spec);
    await new Promise<void>((resolve) => started.#server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** What came in since it was last asked. */
  takeDeliveries(): readonly Delivery[] {
    const taken = this.#deliveries;
    this.#deliveries = [];
    return taken;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
