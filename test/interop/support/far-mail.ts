// A mail host behind a slow link, and checks of it: each with its report, its time and the round trips that its packets
// show. Knows the far host's command line and the program's; asserts nothing.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../../src/model/report.ts';
import { FAR_IPV4, FAR_IPV6, roundTrips, SlowNetwork } from './slow-network.ts';

const ROOT = join(import.meta.dirname, '../../..');

interface FarHost {
  readonly host: string;
  readonly caFile: string;
  readonly user: string;
  readonly password: string;
}

export interface MeasuredRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What a program that is measured says of itself on descriptor 3. */
  readonly usage: string;
  /** From the start of the process to its end. */
  readonly wallMs: number;
  /** By port: of each connection. */
  readonly trips: Readonly<Record<number, readonly number[]>>;
}

export interface MeasuredCheck extends MeasuredRun {
  readonly report: Report;
}

export class FarMail {
  readonly network: SlowNetwork;
  readonly host: FarHost;
  readonly #delayMs: number;

  private constructor(network: SlowNetwork, host: FarHost, delayMs: number) {
    this.network = network;
    this.host = host;
    this.#delayMs = delayMs;
  }

  static async open(kind: 'lab' | 'postfix', delayMs: number): Promise<FarMail> {
    const network = await SlowNetwork.open(delayMs);
    try {
      const script = join(import.meta.dirname, 'far-host.ts');
      const command = [process.execPath, '--import', 'tsx', script, kind, FAR_IPV4, FAR_IPV6, network.folder];
      return new FarMail(network, await network.startFar<FarHost>(...command), delayMs);
    } catch (error) {
      await network.close();
      throw error;
    }
  }

  /** The words of a command line that lead to this host; its DNS server is a round trip away, too. */
  arguments(host = this.host.host): string[] {
    return [host, '--dns-server', FAR_IPV4, '--ca', this.host.caFile];
  }

  /** `mailprobe check … --json`. Throws, with all that was written, where that gives no report. */
  async check(args: readonly string[], program = join(ROOT, 'bin/mailprobe.js')): Promise<MeasuredCheck> {
    const run = await this.run([program, 'check', ...this.arguments(), ...args, '--json']);
    try {
      return { ...run, report: JSON.parse(run.stdout) as Report };
    } catch (cause) {
      throw new Error(`no report, exit ${run.code}:\n${run.stdout}${run.stderr}`, { cause });
    }
  }

  /** `node …` on the near side of the link, with the password in MAILPROBE_PASSWORD. */
  async run(args: readonly string[]): Promise<MeasuredRun> {
    const { network } = this;
    // What an earlier run left on the way is not to be counted here.
    await sleep(4 * this.#delayMs + 50);
    network.watch();
    const startedAt = performance.now();
    const [command, words] = network.near(process.execPath, ...args);
    const child = spawn(command, words, {
      env: {
        PATH: process.env.PATH ?? '',
        LC_ALL: 'C.UTF-8',
        MAILPROBE_PASSWORD: this.host.password,
        // Gone with the network; from Node 22 on the program keeps its compiled code there.
        XDG_CACHE_HOME: network.folder,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      timeout: 300_000,
    });
    let [stdout, stderr, usage] = ['', '', ''];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    (child.stdio[3] as Readable).setEncoding('utf8').on('data', (text: string) => {
      usage += text;
    });
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    const wallMs = performance.now() - startedAt;
    const trips = Object.fromEntries([25, 465, 587].map((port) => [port, roundTrips(network.packets, port)]));
    return { code, stdout, stderr, usage, wallMs, trips };
  }

  close(): Promise<void> {
    return this.network.close();
  }
}
