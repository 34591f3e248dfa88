// The built program as a process: what goes in, what comes out, and its stderr while it runs. No test of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { PROGRAM } from '../scenarios/support/built-program.ts';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningProgram {
  readonly child: ChildProcess;
  /** Waits for this on stderr. Rejects where the program ends without. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly ended: Promise<Ended>;
}

export interface ProgramInput {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

export function startProgram(argv: readonly string[], { env = {}, stdin }: ProgramInput = {}): RunningProgram {
  const child = spawn(process.execPath, [PROGRAM, ...argv], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const watchers = new Set<() => void>();
  child.stdout?.on('data', (bytes: Buffer) => {
    stdout += bytes.toString();
  });
  child.stderr?.on('data', (bytes: Buffer) => {
    stderr += bytes.toString();
    for (const look of watchers) look();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  child.stdin?.on('error', () => {});
  child.stdin?.end(stdin);
  const says = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(stderr);
        if (found) resolve(found);
      };
      watchers.add(look);
      look();
      ended.then(({ code }) => reject(new Error(`ended with ${code} and never said ${pattern}: ${stderr}`)), reject);
    });
  return { child, says, ended };
}

export const runProgram = (argv: readonly string[], input: ProgramInput = {}): Promise<Ended> => startProgram(argv, input).ended;
