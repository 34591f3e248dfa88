// The executables, built once a run, and what starts one: nothing of this project beside it, streams to files, since pipes
// fail under Wine. No test of its own.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = new URL('../../..', import.meta.url).pathname;
export const OUT = join(ROOT, 'dist/executables');
export const LINUX = join(OUT, 'mailprobe-linux-x64');
export const WINDOWS = join(OUT, 'mailprobe-win-x64.exe');

export const isOnLinux = process.platform === 'linux' && process.arch === 'x64';

/** What can be run here. */
export function buildExecutables(): void {
  const { status, stderr } = spawnSync(process.execPath, ['.build/executables/build.mjs', 'linux-x64', 'win-x64'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the executables cannot be built: ${stderr}`);
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Run = (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ended>;

/**
 * Runs a command with this environment and no other, its streams in files of the folder. `cwd`: where, if not there; one that is
 * not done within `limitMs` is killed.
 */
export function runnerOf(
  command: readonly string[],
  folder: string,
  fixed: Readonly<Record<string, string>>,
  { cwd = folder, limitMs }: { readonly cwd?: string; readonly limitMs?: number } = {},
): Run {
  let runs = 0;
  return async (args, env = {}) => {
    runs += 1;
    const [out, error] = [join(folder, `out-${runs}`), join(folder, `error-${runs}`)];
    const [stdout, stderr] = [openSync(out, 'w'), openSync(error, 'w')];
    const child = spawn(command[0] ?? '', [...command.slice(1), ...args], {
      cwd,
      ...(limitMs !== undefined && { timeout: limitMs, killSignal: 'SIGKILL' as const }),
      env: { ...fixed, ...env },
      stdio: ['ignore', stdout, stderr],
    });
    const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
    closeSync(stdout);
    closeSync(stderr);
    return { code, stdout: readFileSync(out, 'utf8'), stderr: readFileSync(error, 'utf8') };
  };
}

export function makeFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'mailprobe-executable-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

const install = (): boolean => {
  if (process.getuid?.() !== 0) return false;
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
  const words = ['install', '-y', '-qq', '--no-install-recommends', 'wine', 'wine64'];
  return (
    spawnSync('apt-get', words, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0
  );
};
const WINE = '/usr/bin/wine';

/** A Windows 10 in the folder; null, loudly, where there can be none. */
export function openWine(folder: string): { readonly env: Readonly<Record<string, string>>; readonly close: () => void } | null {
  if (!existsSync(WINE) && !(install() && existsSync(WINE))) {
    console.error('\n*** NOT TESTED: the Windows executable. Wine is not here and cannot be installed. ***\n');
    return null;
  }
  const prefix = join(folder, 'prefix');
  mkdirSync(prefix);
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    WINEPREFIX: prefix,
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree=;mshtml=;winemenubuilder.exe=',
    LC_ALL: 'C.UTF-8',
  };
  const wine = (...args: string[]) => spawnSync(WINE, args, { env, stdio: 'ignore' });
  if (wine('wineboot', '-i').status !== 0) throw new Error('Wine does not start');
  wine('winecfg', '-v', 'win10');
  return { env, close: () => void spawnSync('wineserver', ['-k'], { env, stdio: 'ignore' }) };
}

export const wineCommand = (executable: string): readonly string[] => [WINE, executable];
