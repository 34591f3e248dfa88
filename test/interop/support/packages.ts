// Whether the real mail servers are on this machine. As root on Debian they are installed; elsewhere the suite is skipped
// and says why, and where CI is set that is a failure. Knows nothing of how they are run.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PROGRAMS = ['postfix', 'postconf', 'postqueue', 'dovecot'];
const MODULES = ['/usr/lib/dovecot', '/usr/libexec/dovecot'].flatMap((folder) => [join(folder, 'imap'), join(folder, 'pop3')]);
const DEBIAN_PACKAGES = ['postfix', 'dovecot-core', 'dovecot-imapd', 'dovecot-pop3d'];
const FOLDERS = [...(process.env.PATH ?? '').split(':').filter(Boolean), '/usr/sbin', '/sbin', '/usr/bin'];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of a program, also where root's sbin folders are not on the PATH; null: not installed. */
export const findProgram = (name: string): string | null =>
  FOLDERS.map((folder) => join(folder, name)).find(isExecutable) ?? null;

/** Like `findProgram`. Throws where it is not installed: ask `serversAreMissing` first. */
export function programPath(name: string): string {
  const path = findProgram(name);
  if (path === null) throw new Error(`${name} is not installed`);
  return path;
}

function missing(): string[] {
  const programs = PROGRAMS.filter((name) => findProgram(name) === null);
  return MODULES.filter(isExecutable).length >= 2 ? programs : [...programs, 'the IMAP and POP3 servers of dovecot'];
}

/** Debian starts a server as soon as it is unpacked; policy-rc.d says no (invoke-rc.d(8)), for as long as this takes. */
function withoutStartingServers(work: () => void): void {
  const policy = '/usr/sbin/policy-rc.d';
  const isOurs = !existsSync(policy);
  if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    work();
  } finally {
    if (isOurs) rmSync(policy, { force: true });
  }
}

function installOnDebian(packages: readonly string[]): void {
  const aptGet = programPath('apt-get');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (...args: string[]): void => {
    process.stderr.write(`interop: apt-get ${args.join(' ')}\n`);
    const { status, stderr } = spawnSync(aptGet, args, { env, encoding: 'utf8', stdio: 'pipe', timeout: 300_000 });
    if (status !== 0) process.stderr.write(stderr);
  };
  withoutStartingServers(() => {
    run('update', '-q');
    run('install', '-y', '-q', '--no-install-recommends', ...packages);
  });
}

function reasonToSkip(): string | false {
  if (process.platform !== 'linux') return 'the suite runs real servers on loopback addresses as Linux has them';
  if (process.getuid?.() !== 0) return 'Postfix and Dovecot can only be started by root';
  if (missing().length > 0 && existsSync('/etc/debian_version') && findProgram('apt-get')) installOnDebian(DEBIAN_PACKAGES);
  const lacking = missing();
  return lacking.length > 0 && `not installed: ${lacking.join(', ')} (on Debian: apt-get install ${DEBIAN_PACKAGES.join(' ')})`;
}

/** For `describe(…, { skip })`: why the real servers cannot be had here, or false. Throws instead where CI is set. */
export function serversAreMissing(): string | false {
  const reason = reasonToSkip();
  if (reason !== false && process.env.CI) throw new Error(`interop tests cannot run, and CI wants them: ${reason}`);
  return reason;
}

/** Like `serversAreMissing`, for programs that run as anybody: installed as root on Debian where they are not there. */
export function programsAreMissing(programs: readonly string[], packages: readonly string[]): string | false {
  const lacking = (): string[] => programs.filter((name) => findProgram(name) === null);
  const mayInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version') && findProgram('apt-get') !== null;
  if (lacking().length > 0 && mayInstall) installOnDebian(packages);
  const names = lacking().join(', ');
  if (names === '') return false;
  const reason = `not installed: ${names} (on Debian: apt-get install ${packages.join(' ')})`;
  if (process.env.CI) throw new Error(`interop tests cannot run, and CI wants them: ${reason}`);
  return reason;
}
