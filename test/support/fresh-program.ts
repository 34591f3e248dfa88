// A command line as the program runs it, without a process: each runs all modules of ours anew, so that it knows nothing of
// the one before (its secrets above all). For what is printed, written and sent; what is of the process (signals, pipes, a
// terminal, its end) is for the built program. No test of its own.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { Script } from 'node:vm';
import { type Ended, runProgram } from '../cli/program.ts';
import type { runMain } from './fresh-program-entry.ts';

export interface Input {
  readonly env?: Readonly<Record<string, string>>;
  /** What is piped into it; left out, nothing is. */
  readonly input?: string;
}

interface Program {
  readonly runMain: typeof runMain;
}
type Wrapper = (module: { exports: Partial<Program> }, require: NodeJS.Require) => void;

/** The script's path; the test runner says it. */
const { MAILPROBE_TEST_PROGRAM: path } = process.env;

// Compiled once, run each time.
let compiled: Script | null = null;
function loadAfresh(from: string): Program {
  compiled ??= new Script(`(function (module, require) {${readFileSync(from, 'utf8')}\n})`, { filename: from });
  const module: { exports: Partial<Program> } = { exports: {} };
  const wrapper: Wrapper = compiled.runInThisContext();
  wrapper(module, createRequire(from));
  return module.exports as Program;
}

/** Without the test runner, which makes the script, as a process. */
export async function runFresh(argv: readonly string[], { env = {}, input }: Input = {}): Promise<Ended> {
  if (path === undefined) return runProgram(argv, { env, ...(input === undefined ? {} : { stdin: input }) });
  const said = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof said) => ({
    write: (text: string, done?: () => void): boolean => {
      said[name] += text;
      done?.();
      return true;
    },
  });
  const io = { stdout: stream('stdout'), stderr: stream('stderr'), stdin: Readable.from(input === undefined ? [] : [input]) };
  const code = await loadAfresh(resolve(path)).runMain(argv, { ...io, env: { PATH: process.env.PATH ?? '', ...env } });
  return { code, ...said };
}
