// A folder, a loopback address and the processes of one test file, and the end of all of them. Knows no server.
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

const END_WITHIN_MS = 60_000;

/**
 * Outlives the tests where they are killed: reads the servers' process ids, and ends them when the other end of the pipe is
 * gone without a "done". (PR_SET_PDEATHSIG would be lost: Postfix's master changes its user for a moment.)
 */
const WATCH = `
while read -r word; do
  [ "$word" = done ] && exit
  servers="$servers $word"
done
[ -n "$servers" ] && kill -TERM $servers
sleep 3
rm -rf "$1"
`;

/** One of Linux's sixteen million loopback addresses, by process: runs side by side do not meet. */
const ownAddress = (pid: number): string => `127.${60 + ((pid >>> 16) % 64)}.${(pid >>> 8) & 255}.${pid & 255}`;

async function listenOn(address: string): Promise<Server> {
  const server = createServer().listen(0, address);
  await once(server, 'listening');
  return server;
}

export interface ServerProcess {
  readonly pid: number;
  /** What it wrote to stdout and stderr so far. */
  readonly output: () => string;
  readonly isRunning: () => boolean;
  /** SIGTERM to the one that was started, then waits for its whole process group. Throws where something outlives that. */
  readonly end: () => Promise<void>;
}

export class Sandbox {
  readonly folder: string;
  readonly address = ownAddress(process.pid);
  readonly #processes: ServerProcess[] = [];
  readonly #watcher: ChildProcessByStdio<Writable, null, null>;

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'mp-interop-'));
    // The servers' own users (postfix, dovecot, dovenull) have to get through.
    chmodSync(this.folder, 0o755);
    // A group of its own, so that the Ctrl-C that ends the tests does not end it too.
    this.#watcher = spawn('/bin/sh', ['-c', WATCH, 'sandbox', this.folder], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#watcher.unref();
    this.#watcher.stdin.on('error', () => undefined);
  }

  path(...names: string[]): string {
    return join(this.folder, ...names);
  }

  makeFolder(name: string, mode = 0o755): string {
    mkdirSync(this.path(name), { recursive: true });
    chmodSync(this.path(name), mode); // Whatever the umask.
    return this.path(name);
  }

  /** Writes a file for root alone, as a key should be. */
  writeFile(name: string, text: string, mode = 0o600): string {
    writeFileSync(this.path(name), text, { mode });
    return this.path(name);
  }

  /** So many different ports of the sandbox's address that nobody listens on. */
  async freePorts(count: number): Promise<number[]> {
    const servers = await Promise.all(Array.from({ length: count }, () => listenOn(this.address)));
    const ports = servers.map((server) => {
      const bound = server.address();
      return typeof bound === 'object' && bound ? bound.port : 0;
    });
    await Promise.all(servers.map((server) => once(server.close(), 'close')));
    return ports;
  }

  /** Starts a server in a process group of its own: `command` and `args` must stay in the foreground. */
  start(command: string, args: readonly string[]): ServerProcess {
    const child = spawn(command, args, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    });
    const process = followProcess(child, command);
    this.#processes.push(process);
    this.#watcher.stdin.write(`${process.pid}\n`);
    return process;
  }

  /** Ends every process and removes the folder. Throws where a process would not end by itself. */
  async close(): Promise<void> {
    const complaints: unknown[] = [];
    await Promise.all(this.#processes.map(({ end }) => end().catch((error) => complaints.push(error))));
    try {
      rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    } finally {
      // Else its pipe would keep this process alive.
      this.#watcher.stdin.end('done\n');
    }
    if (complaints.length > 0) throw new AggregateError(complaints, complaints.map(String).join('; '));
  }
}

function followProcess(child: ChildProcess, command: string): ServerProcess {
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started`);
  let output = '';
  const collect = (bytes: Buffer): void => {
    output = (output + bytes.toString('latin1')).slice(-20_000);
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    pid,
    output: () => output,
    isRunning,
    end: async () => {
      if (isRunning()) child.kill('SIGTERM');
      const deadline = Date.now() + END_WITHIN_MS;
      while (isGroupAlive(pid)) {
        if (Date.now() > deadline) {
          process.kill(-pid, 'SIGKILL');
          throw new Error(`${command} left processes behind ${END_WITHIN_MS} ms after SIGTERM`);
        }
        await sleep(20);
      }
    },
  };
}

/** Whether anything of the group still runs; what has ended and waits to be collected by init (state Z) does not. */
function isGroupAlive(group: number): boolean {
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      // proc(5): pid (command) state ppid pgrp …; the command may have spaces and brackets of its own.
      const [state, , pgrp] = readFileSync(`/proc/${name}/stat`, 'latin1')
        .replace(/^.*\) /s, '')
        .split(' ');
      return Number(pgrp) === group && state !== 'Z';
    } catch {
      return false;
    }
  });
}
