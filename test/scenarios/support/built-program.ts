// The built program as a process of its own, with the figures that only its process knows: the peak of its memory. No
// test of its own.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Lab } from '../../../src/lab/lab.ts';

export const PROGRAM = resolve('bin/mailprobe.js');
/** A program that has not ended by then hangs, and is killed: that shows as its signal. Nothing waits for it. */
const HANG_MS = 300_000;
/** Why the built program can't be tested here, or false. */
export const notBuilt: string | false = existsSync(resolve('dist/mailprobe.cjs')) ? false : 'dist/ is missing: npm run build';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** VmHWM; null where /proc has none. */
  readonly peakMb: number | null;
}

export interface Start {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Words before `node …`: `unshare -n`. */
  readonly wrapper?: readonly string[];
  /** What is piped into it; left out, nothing is. */
  readonly input?: string;
  /** Called once it runs. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
}

// VmHWM is of the process's own memory since exec; getrusage would count what it was forked from.
const REPORT_PEAK = `data:text/javascript,${encodeURIComponent(
  "import{readFileSync as r,writeSync as w}from'node:fs';process.on('exit',()=>{try{w(3,r('/proc/self/status'))}catch{}})",
)}`;

export function run(argv: readonly string[], { env = {}, cwd, wrapper = [], input, onStart }: Start = {}): Promise<Ended> {
  const [command = '', ...words] = [...wrapper, process.execPath, '--import', REPORT_PEAK, PROGRAM, ...argv];
  const child = spawn(command, words, {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  });
  const texts = ['', '', '', ''];
  for (const at of [1, 2, 3]) {
    child.stdio[at]?.on('data', (bytes: Buffer) => {
      texts[at] += bytes.toString('latin1');
    });
  }
  child.stdin?.on('error', () => {}); // It may end without reading.
  child.stdin?.end(input);
  const hang = setTimeout(() => child.kill('SIGKILL'), HANG_MS);
  onStart?.((signal) => child.kill(signal));
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const peak = /^VmHWM:\s+(\d+) kB/m.exec(texts[3] ?? '')?.[1];
      const utf8 = (at: number): string => Buffer.from(texts[at] ?? '', 'latin1').toString('utf8');
      clearTimeout(hang);
      const peakMb = peak === undefined ? null : Math.round(Number(peak) / 1024);
      done({ code, signal, stdout: utf8(1), stderr: utf8(2), peakMb });
    });
  });
}

/** A folder for one test file, with the lab's root certificate in it. */
export function makeFolder(): {
  readonly path: string;
  readonly file: (name: string, text: string) => string;
  readonly remove: () => void;
} {
  const path = mkdtempSync(join(tmpdir(), 'mailprobe-test-'));
  return {
    path,
    file: (name, text) => {
      const file = join(path, name);
      writeFileSync(file, text);
      return file;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** What one types to check this lab. */
export const argumentsFor = (lab: Lab, rootFile: string, ...more: readonly string[]): string[] => [
  'check',
  lab.host,
  ...['--port', Object.values(lab.ports).join(',')],
  ...['--resolve', `${lab.host}:${lab.address}`, '--ca', rootFile],
  ...more,
];
