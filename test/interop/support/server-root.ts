// A root of its own for servers whose packages do not bear each other: this machine's root with a writable layer over it, in
// which apt-get installs as an administrator would, and a network of its own, where 25 is free. Both vanish with it. Knows
// no server.
import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CertificateKind, labCertificate, labRootPem } from '../../../src/lab/certificates.ts';
import { findProgram } from './packages.ts';
import { type CheckRun, runCheck } from './program.ts';
import { Sandbox, type ServerProcess } from './sandbox.ts';

/** Of the mail host, and of whoever connects to it: many servers trust loopback, and Dovecot whoever has its own address. */
export const ADDRESS = '10.77.25.1';
export const CLIENT_ADDRESS = '10.77.25.2';
export const HOST = 'mail.interop.test';
export const USER = 'ada';
export const PASSWORD = 'correct horse 7';

/** $1: the folder that both sides see, $2 …: packages. Ends with its stdin. */
const SET_UP = `
set -e
shared=$1; shift
layers=$shared/layers; root=$layers/root
mount -t tmpfs -o mode=755 tmpfs "$layers"
mkdir "$layers/upper" "$layers/work" "$root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$layers/upper,workdir=$layers/work" "$root"
mount --bind /proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero full random urandom tty; do
  : > "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir -m 1777 "$root/dev/shm"
ln -s /proc/self/fd "$root/dev/fd"
mkdir -p "$root$shared"
mount --bind "$shared" "$root$shared"
printf '#!/bin/sh\\nexit 101\\n' > "$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
printf '127.0.0.1 localhost\\n%s %s mail\\n%s client.interop.test\\n' ${ADDRESS} ${HOST} ${CLIENT_ADDRESS} > "$root/etc/hosts"
hostname ${HOST}
export DEBIAN_FRONTEND=noninteractive
install() { chroot "$root" apt-get install -y -q --no-install-recommends "$@" > "$shared/apt.log" 2>&1 < /dev/null; }
install "$@" || { chroot "$root" apt-get update -q > "$shared/apt-update.log" 2>&1 < /dev/null; install "$@"; }
printf 'nameserver 127.0.0.1\\noptions timeout:1 attempts:1\\n' > "$layers/resolv.conf"
rm -f "$root/etc/resolv.conf"; cp "$layers/resolv.conf" "$root/etc/resolv.conf"
printf '%s\\n' ${HOST} > "$root/etc/mailname"
exec unshare --net sh -c '
  set -e
  ip link set lo up
  ip address add ${ADDRESS}/32 dev lo
  ip address add ${CLIENT_ADDRESS}/32 dev lo
  ip route change table local local ${ADDRESS} dev lo src ${CLIENT_ADDRESS}
  echo ready
  exec chroot "$1" cat
' root "$root"
`;

export class ServerRoot {
  readonly sandbox: Sandbox;
  readonly #holder: ChildProcessByStdio<Writable, Readable, Readable>;

  private constructor(sandbox: Sandbox, holder: ChildProcessByStdio<Writable, Readable, Readable>) {
    this.sandbox = sandbox;
    this.#holder = holder;
  }

  /** A root with these packages in it, or why there can be none here: a reason for `describe(…, { skip })`. */
  static async open(...packages: string[]): Promise<ServerRoot | string> {
    const reason = reasonToSkip();
    if (reason !== null) return reason;
    const sandbox = new Sandbox();
    sandbox.makeFolder('layers');
    const holder = spawn(
      'unshare',
      ['--mount', '--uts', '--propagation', 'private', 'sh', '-c', SET_UP, 'root', sandbox.folder, ...packages],
      {
        stdio: ['pipe', 'pipe', 'pipe'],
        // A group of its own: Ctrl-C must not end it before the servers in it.
        detached: true,
        env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
      },
    );
    let said = '';
    holder.stderr.on('data', (bytes) => {
      said += String(bytes);
    });
    const isReady = await new Promise<boolean>((resolve) => {
      createInterface({ input: holder.stdout }).once('line', (line) => resolve(line === 'ready'));
      holder.once('exit', () => resolve(false));
    });
    if (isReady) return new ServerRoot(sandbox, holder);
    const aptLog = sandbox.path('apt.log');
    const apt = existsSync(aptLog) ? readFileSync(aptLog, 'utf8').trim().split('\n').slice(-3).join(' ') : '';
    await sandbox.close();
    return `no root with ${packages.join(', ')} can be made: ${said.trim()} ${apt}`;
  }

  /** The words that run the rest of a command line in this root and its network. */
  #inside(...command: string[]): [string, string[]] {
    const target = ['--target', `${this.#holder.pid}`];
    return ['nsenter', [...target, '--mount', '--net', '--uts', '--root', '--wd', ...command]];
  }

  /** Starts a server, which must stay in the foreground. */
  start(...command: string[]): ServerProcess {
    return this.sandbox.start(...this.#inside(...command));
  }

  /** Runs a command to its end and gives what it wrote to stdout. Throws, with all it wrote, where it fails. */
  run(...command: string[]): string {
    const [program, args] = this.#inside(...command);
    const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env, timeout: 120_000 });
    if (status !== 0) throw new Error(`${command.join(' ')}: exit ${status}\n${stdout}${stderr}`);
    return stdout;
  }

  /** A shell's words, for what only has to be done: `set -e` is in force. */
  shell(script: string): string {
    return this.run('sh', '-ec', script);
  }

  /** Writes a file of this root. */
  write(path: string, text: string, mode = '644'): void {
    this.sandbox.writeFile('to-install', text);
    this.run('install', '-D', '-m', mode, this.sandbox.path('to-install'), path);
  }

  read(path: string): string {
    try {
      return readFileSync(`/proc/${this.#holder.pid}/root${path}`, 'utf8');
    } catch {
      return '';
    }
  }

  /** `mailprobe check` of the host from within its network; the ports are the usual ones. */
  check(...args: string[]): Promise<CheckRun> {
    const caFile = this.sandbox.writeFile('ca.pem', labRootPem(), 0o644);
    return runCheck([HOST, '--resolve', `${HOST}:${ADDRESS}`, '--ca', caFile, ...args], {
      env: { MAILPROBE_PASSWORD: PASSWORD },
      within: ['nsenter', `--net=/proc/${this.#holder.pid}/ns/net`],
    });
  }

  /** Has what this root's programs say to syslog written to that file from now on. */
  async keepSyslog(path: string): Promise<ServerProcess> {
    this.write('/usr/local/lib/syslog.py', readFileSync(join(import.meta.dirname, 'syslog.py'), 'utf8'));
    const syslog = this.start('python3', '/usr/local/lib/syslog.py', path);
    while (!existsSync(`/proc/${this.#holder.pid}/root/dev/log`)) {
      if (!syslog.isRunning()) throw new Error(`no syslog: ${syslog.output()}`);
      await sleep(20);
    }
    return syslog;
  }

  /** How many connections the servers of this network have taken so far, by the kernel's count (TCP's passive opens, RFC 4022). */
  takenConnections(): number {
    const [names = [], values = []] = readFileSync(`/proc/${this.#holder.pid}/net/snmp`, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('Tcp:'))
      .map((line) => line.split(' '));
    return Number(values[names.indexOf('PassiveOpens')]);
  }

  /** The lab's certificate of that kind for the host, in files that this user may read: the chain, and the key. */
  writeCertificate(kind: CertificateKind = 'good', owner = 'root'): { chain: string; key: string } {
    const { chainPem, keyPem } = labCertificate(kind, HOST);
    const [chain, key] = [`/etc/mail-tls/${kind}.pem`, `/etc/mail-tls/${kind}.key`];
    this.write(chain, chainPem);
    this.write(key, keyPem, '400');
    this.run('chown', owner, key);
    return { chain, key };
  }

  /** Sends bytes as soon as the connection stands, and resolves with what came back until it ended or `ms` ran out. */
  say(port: number, bytes: string, ms = 1500): string {
    const script = `
import socket, sys
s = socket.create_connection(("${ADDRESS}", ${port})); s.sendall(bytes.fromhex(sys.argv[1])); s.settimeout(${ms / 1000})
try:
    while (b := s.recv(4096)): sys.stdout.buffer.write(b)
except OSError: pass
`;
    return this.run('python3', '-c', script, Buffer.from(bytes, 'latin1').toString('hex'));
  }

  /** Resolves when all these ports of the host take a connection. Throws, with what the server said, where they do not. */
  async untilListening(ports: readonly number[], server: ServerProcess, log: () => string = () => ''): Promise<void> {
    for (let tries = 0; tries < 400; tries += 1) {
      if (!server.isRunning()) throw new Error(`ended at once: ${server.output()}\n${log()}`);
      const listening =
        readFileSync(`/proc/${this.#holder.pid}/net/tcp`, 'utf8') + readFileSync(`/proc/${this.#holder.pid}/net/tcp6`, 'utf8');
      if (ports.every((port) => isListening(listening, port))) return;
      await sleep(25);
    }
    await server.end();
    throw new Error(`${ports.join(', ')} never all listened: ${server.output()}\n${log()}`);
  }

  async close(): Promise<void> {
    try {
      await this.sandbox.close();
    } finally {
      this.#holder.stdin.end();
      if (this.#holder.exitCode === null && this.#holder.signalCode === null)
        await new Promise((resolve) => this.#holder.once('exit', resolve));
    }
  }
}

/** proc(5), /proc/net/tcp: `sl local_address rem_address st …`, hexadecimal; state 0A listens. */
const isListening = (table: string, port: number): boolean =>
  new RegExp(`^ *\\d+: (?:[0-9A-F]{8}|[0-9A-F]{32}):${port.toString(16).toUpperCase().padStart(4, '0')} \\S+ 0A `, 'm').test(
    table,
  );

function reasonToSkip(): string | null {
  if (process.platform !== 'linux') return 'the suite lays a root over that of a Debian';
  if (process.getuid?.() !== 0) return 'only root can lay one root over another';
  if (!existsSync('/etc/debian_version') || findProgram('apt-get') === null) return 'the servers are packages of Debian';
  const wanting = ['unshare', 'nsenter', 'ip', 'mount'].filter((name) => findProgram(name) === null);
  return wanting.length > 0 ? `not installed: ${wanting.join(', ')}` : null;
}
