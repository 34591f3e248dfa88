// Runs another program to its end or until its time is up: no shell, an environment of its own, so much output and no more,
// killed by its process id. Knows nothing of what it runs.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Ending } from './deadline.ts';

export interface CommandResult {
  /** Null: it was killed, or could not be started. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** It was ended here: its time was up, or it wrote too much. What it wrote until then stands. */
  readonly isCut: boolean;
}

export interface CommandLimits {
  readonly limitMs: number;
  /** Of stdout and of stderr, each. */
  readonly maxBytes: number;
}

/** Standard folders first: a program started here finds its own helpers there, and nothing of the user's environment. */
const FIXED_ENVIRONMENT = { LC_ALL: 'C', PATH: '/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin' };

/** Never rejects. `program`: an absolute path. */
export function runCommand(
  program: string,
  args: readonly string[],
  { limitMs, maxBytes }: CommandLimits,
  ending: Ending,
): Promise<CommandResult> {
  if (limitMs <= 0 || ending.isOver) return Promise.resolve({ exitCode: null, stdout: '', stderr: '', isCut: true });
  return new Promise((resolve) => {
    let child: ChildProcessByStdio<null, Readable, Readable>;
    try {
      child = spawn(program, args, { env: FIXED_ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, cwd: '/' });
    } catch {
      resolve({ exitCode: null, stdout: '', stderr: '', isCut: false });
      return;
    }
    const written = { stdout: '', stderr: '' };
    const finish = (exitCode: number | null, isCut: boolean): void => {
      clearTimeout(timer);
      stopListening();
      resolve({ exitCode, ...written, isCut });
    };
    const cut = (): void => {
      child.kill('SIGKILL');
      // A helper of its own may hold the pipes open: nothing more is read.
      child.stdout.destroy();
      child.stderr.destroy();
      finish(null, true);
    };
    const timer = setTimeout(cut, limitMs);
    const stopListening = ending.onOver(cut);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('latin1').on('data', (text: string) => {
        written[name] = (written[name] + text).slice(0, maxBytes);
        if (written[name].length >= maxBytes) cut();
      });
    }
    child.on('error', () => finish(null, false));
    child.on('close', (exitCode) => finish(exitCode, false));
  });
}
