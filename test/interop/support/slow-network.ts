// Two network namespaces with a slow link between them: the program runs in one, a mail host in the other. Every packet that
// passes is known, so that round trips can be counted. Knows nothing of mail.
import { type ChildProcess, type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { findProgram } from './packages.ts';

export const NEAR_IPV4 = '10.77.0.1';
/** Of the same interface. */
export const SECOND_NEAR_IPV4 = '10.77.0.9';
export const FAR_IPV4 = '10.77.0.2';
export const FAR_IPV6 = 'fd77::2';

export interface Packet {
  readonly ms: number;
  /** `>`: from the program to the mail host. */
  readonly direction: '>' | '<';
  readonly family: 4 | 6;
  readonly transport: 'tcp' | 'udp' | 'other';
  /** The port of the mail host's side, and of the program's. */
  readonly farPort: number;
  readonly nearPort: number;
  /** The address of the program's side. */
  readonly nearAddress: string;
  readonly isSyn: boolean;
  readonly payloadBytes: number;
  readonly dropped: boolean;
}

const PYTHON = '/usr/bin/python3';

/** For `describe(…, { skip })`: why there can be no namespaces here, or false. Throws instead for root where CI is set. */
export function namespacesAreMissing(): string | false {
  const reason = reasonToSkip();
  if (reason !== false && process.env.CI && process.getuid?.() === 0)
    throw new Error(`network tests cannot run, and CI wants them: ${reason}`);
  return reason;
}

function reasonToSkip(): string | false {
  if (process.platform !== 'linux') return "network namespaces are Linux's";
  if (process.getuid?.() !== 0) return 'only root can make network namespaces';
  if (!existsSync('/dev/net/tun')) return 'this kernel has no TUN device';
  if (!existsSync(PYTHON)) return `the slow link wants ${PYTHON}`;
  if (findProgram('ip') === null) return 'ip(8) is not installed (on Debian: apt-get install iproute2)';
  const probe = `mp-try-${process.pid}`;
  const { status, stderr } = spawnSync('ip', ['netns', 'add', probe], { encoding: 'utf8' });
  if (status !== 0) return `ip netns add: ${stderr.trim()}`;
  spawnSync('ip', ['netns', 'del', probe]);
  return false;
}

function ip(...args: string[]): void {
  const { status, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr.trim()}`);
}

export class SlowNetwork {
  readonly folder = mkdtempSync(join(tmpdir(), 'mp-network-'));
  /** Packets since the last `watch`, in the order in which they came. */
  #packets: Packet[] = [];
  #onRuled: () => void = () => {};
  readonly #near = `mp-near-${process.pid}`;
  readonly #far = `mp-far-${process.pid}`;
  #link: ChildProcessByStdio<Writable, Readable, null> | null = null;
  readonly #children: ChildProcess[] = [];

  /** `delayMs`: of each packet, each way; a round trip is twice that. */
  static async open(delayMs: number): Promise<SlowNetwork> {
    const network = new SlowNetwork();
    try {
      await network.#bringUp(delayMs);
      return network;
    } catch (error) {
      await network.close();
      throw error;
    }
  }

  async #bringUp(delayMs: number): Promise<void> {
    const [nearDevice, farDevice] = [`mpn${process.pid}`, `mpf${process.pid}`];
    const link = spawn(
      PYTHON,
      [join(import.meta.dirname, 'slow-link.py'), nearDevice, farDevice, String(delayMs), this.#near, this.#far],
      {
        // A group of its own: Ctrl-C must not end it before it has cleared up.
        detached: true,
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    this.#link = link;
    const ready = new Promise<void>((resolve, reject) => {
      createInterface({ input: link.stdout }).on('line', (line) => {
        if (line === 'ready') resolve();
        else if (line === 'ruled') this.#onRuled();
        else this.#packets.push(readPacket(line));
      });
      link.once('exit', (code) => reject(new Error(`the slow link ended with ${code}`)));
    });
    await ready;
    for (const [namespace, device, four, six] of [
      [this.#near, nearDevice, NEAR_IPV4, 'fd77::1'],
      [this.#far, farDevice, FAR_IPV4, FAR_IPV6],
    ] as const) {
      ip('netns', 'add', namespace);
      ip('link', 'set', device, 'netns', namespace);
      ip('-n', namespace, 'address', 'add', `${four}/24`, 'dev', device);
      ip('-n', namespace, '-6', 'address', 'add', `${six}/64`, 'dev', device, 'nodad');
      ip('-n', namespace, 'link', 'set', 'lo', 'up');
      ip('-n', namespace, 'link', 'set', device, 'up');
    }
    ip('-n', this.#near, 'address', 'add', `${SECOND_NEAR_IPV4}/24`, 'dev', nearDevice);
  }

  /** Runs the rest of a command line on the program's side. */
  near(...command: string[]): [string, string[]] {
    return ['ip', ['netns', 'exec', this.#near, ...command]];
  }

  /** Starts a program on the mail host's side; resolves with its first line of output, which must be JSON. It ends with `close`. */
  async startFar<T>(...command: string[]): Promise<T> {
    const child = spawn('ip', ['netns', 'exec', this.#far, ...command], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#children.push(child);
    return new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line) as T));
      child.once('exit', (code) => reject(new Error(`${command.join(' ')} ended with ${code}`)));
    });
  }

  /** Ends what `startFar` started. */
  async endFar(): Promise<void> {
    for (const child of this.#children.splice(0)) {
      child.stdin?.end();
      if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
    }
  }

  /** What the link drops from now on: `tcp/25`, `ipv6`; nothing: none of it. */
  async drop(...what: string[]): Promise<void> {
    const ruled = new Promise<void>((resolve) => {
      this.#onRuled = resolve;
    });
    this.#link?.stdin.write(`drop ${what.join(' ') || 'nothing'}\n`);
    await ruled;
  }

  /** A stateful firewall before the mail host, which forgets a connection after so long a silence and drops what comes of it then. */
  forgetIdleConnections(afterSeconds: number): void {
    const within = (...command: string[]): void => ip('netns', 'exec', this.#far, ...command);
    within('nft', 'add table ip firewall');
    within('nft', 'add chain ip firewall input { type filter hook input priority 0; }');
    within('nft', 'add rule ip firewall input ct state invalid drop');
    within('sysctl', '-qw', `net.netfilter.nf_conntrack_tcp_timeout_established=${afterSeconds}`);
    // Else a packet in the middle of a connection that is not known would make it known again.
    within('sysctl', '-qw', 'net.netfilter.nf_conntrack_tcp_loose=0');
  }

  /** Forgets the packets seen so far. */
  watch(): void {
    this.#packets = [];
  }

  get packets(): readonly Packet[] {
    return this.#packets;
  }

  async close(): Promise<void> {
    await this.endFar();
    const link = this.#link;
    if (link && link.exitCode === null) {
      const ended = new Promise((resolve) => link.once('exit', resolve));
      link.stdin.end();
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** `packet <ms> <direction> <family> <transport> <source port> <target port> <flags> <payload> <near address> passed|dropped`. */
function readPacket(line: string): Packet {
  const [, ms, direction, family, transport, source, target, flags, payload, nearAddress, fate] = line.split(' ');
  const isOut = direction === '>';
  return {
    ms: Number(ms),
    direction: isOut ? '>' : '<',
    family: family === '6' ? 6 : 4,
    transport: transport === '6' ? 'tcp' : transport === '17' ? 'udp' : 'other',
    farPort: Number(isOut ? target : source),
    nearPort: Number(isOut ? source : target),
    nearAddress: nearAddress ?? '',
    isSyn: (Number(flags) & 2) !== 0,
    payloadBytes: Number(payload),
    dropped: fate === 'dropped',
  };
}

/**
 * How often the talk of each connection to a port changed its direction from there to here: round trips, as the protocols
 * ask for them. A bare acknowledgement counts only where it ends the TCP handshake, since a greeting waits for it; the last
 * flight (QUIT) does not, since nobody waits for its answer.
 */
export function roundTrips(packets: readonly Packet[], farPort: number): number[] {
  const talks = new Map<number, Packet[]>();
  for (const packet of packets) {
    if (packet.transport !== 'tcp' || packet.farPort !== farPort) continue;
    talks.set(packet.nearPort, [...(talks.get(packet.nearPort) ?? []), packet]);
  }
  return [...talks.values()].map(countTrips);
}

function countTrips(talk: readonly Packet[]): number {
  let flights = '';
  let isStanding = false;
  for (const { direction, isSyn, payloadBytes } of talk) {
    const endsHandshake = !isStanding && direction === '>' && !isSyn;
    if (endsHandshake) isStanding = true;
    const counts = isSyn || payloadBytes > 0 || endsHandshake;
    if (counts && !flights.endsWith(direction)) flights += direction;
  }
  return flights.slice(0, flights.lastIndexOf('>')).split('><').length - 1;
}
