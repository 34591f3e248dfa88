// OpenSSL's own s_server as a mail server with odd TLS: it speaks enough SMTP to be checked (a greeting, an answer to EHLO).
// And an authority made with the openssl command, for kinds of keys and OCSP answers that the lab does not have.
import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { findProgram } from './packages.ts';

export const HOST = 'odd.interop.test';

/** For `describe(…, { skip })`. Throws instead where CI is set. */
export function opensslIsMissing(): string | false {
  if (findProgram('openssl') !== null) return false;
  const reason = 'openssl is not installed (on Debian: apt-get install openssl)';
  if (process.env.CI) throw new Error(`interop tests cannot run, and CI wants them: ${reason}`);
  return reason;
}

// Debian's own settings would refuse what is to be shown.
const CONFIGURATION = `
openssl_conf = all
[all]
ssl_conf = ssl
providers = providers
[ssl]
system_default = default
[default]
CipherString = DEFAULT:@SECLEVEL=0
MinProtocol = TLSv1
[providers]
default = on
legacy = on
[on]
activate = 1
[req]
distinguished_name = name
[name]
[ca]
default_ca = authority
[authority]
database = index.txt
`;

export interface OpensslCertificate {
  readonly certFile: string;
  readonly keyFile: string;
}

/** An authority in a folder of its own. Throws, with what openssl said, where a command fails. */
export class OpensslAuthority {
  readonly folder = mkdtempSync(join(tmpdir(), 'mp-openssl-'));
  readonly #environment: NodeJS.ProcessEnv;

  constructor() {
    const configuration = this.write('openssl.cnf', CONFIGURATION);
    this.#environment = { PATH: process.env.PATH, LC_ALL: 'C', OPENSSL_CONF: configuration };
    const root = ['-subj', '/O=Odd Trust/CN=Odd Root', '-addext', 'basicConstraints=critical,CA:TRUE'];
    this.run('req', '-x509', '-newkey', 'rsa:2048', '-noenc', '-days', '100', ...root, '-keyout', 'root.key', '-out', 'root.pem');
    this.issue('intermediate', ['rsa:2048'], {
      subject: '/O=Odd Trust/CN=Odd Intermediate',
      extensions: 'basicConstraints=critical,CA:TRUE\n',
    });
  }

  path = (name: string): string => join(this.folder, name);

  write(name: string, text: string): string {
    writeFileSync(this.path(name), text);
    return this.path(name);
  }

  get environment(): NodeJS.ProcessEnv {
    return this.#environment;
  }

  run(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: this.folder, env: this.#environment, encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  /** `key`: what follows `-newkey`. Signed by the root, or by another certificate of this authority. */
  issue(
    name: string,
    key: readonly string[],
    { subject = `/CN=${HOST}`, extensions = `subjectAltName=DNS:${HOST}\nextendedKeyUsage=serverAuth\n`, by = 'root' } = {},
  ): OpensslCertificate {
    this.write(`${name}.ext`, extensions);
    this.run('req', '-newkey', ...key, '-noenc', '-subj', subject, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    const signer = ['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial', '-days', '90'];
    this.run('x509', '-req', '-in', `${name}.csr`, ...signer, '-extfile', `${name}.ext`, '-out', `${name}.pem`);
    return { certFile: this.path(`${name}.pem`), keyFile: this.path(`${name}.key`) };
  }

  /** An OCSP answer about a certificate of the root's, in a file. `revoked`: when and why, as in openssl's index.txt. */
  staple(name: string, revoked: string | null, days = 3): string {
    const serial = this.run('x509', '-in', `${name}.pem`, '-noout', '-serial').trim().split('=')[1] ?? '';
    const [state, when] = revoked === null ? ['V', ''] : ['R', revoked];
    this.write('index.txt', `${state}\t350101000000Z\t${when}\t${serial}\tunknown\t/CN=${name}\n`);
    const index = ['-index', 'index.txt', '-CA', 'root.pem', '-rsigner', 'root.pem', '-rkey', 'root.key'];
    this.run('ocsp', '-issuer', 'root.pem', '-cert', `${name}.pem`, '-reqout', `${name}.ocspreq`, '-no_nonce');
    this.run('ocsp', ...index, '-reqin', `${name}.ocspreq`, '-respout', `${name}.ocsp`, '-ndays', String(days));
    return this.path(`${name}.ocsp`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One port of `openssl s_server`, which serves one connection after the other. */
export class OpensslServer {
  readonly port: number;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;

  private constructor(port: number, child: ChildProcessByStdio<Writable, Readable, Readable>) {
    this.port = port;
    this.#child = child;
  }

  /** Throws, with what openssl said, where it does not come up. */
  static async start(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<OpensslServer> {
    const child = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', ...args], {
      env: environment,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const endWithUs = (): boolean => child.kill();
    process.once('exit', endWithUs);
    child.once('exit', () => process.off('exit', endWithUs));
    let said = '';
    child.stderr.on('data', (bytes) => {
      said += String(bytes);
    });
    child.stdin.on('error', () => undefined);
    const port = await new Promise<number>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        said += `${line}\n`;
        const bound = /^ACCEPT .*:(\d+)$/.exec(line)?.[1];
        if (bound) resolve(Number(bound));
        // What it prints once a handshake is done, and what the client then says.
        if (line.startsWith('CIPHER is')) child.stdin.write(`220 ${HOST} ESMTP\r\n`);
        if (line.startsWith('EHLO')) child.stdin.write(`250-${HOST} Hello client [203.0.113.7]\r\n250 AUTH PLAIN\r\n`);
      });
      child.once('exit', () => reject(new Error(`openssl s_server ${args.join(' ')}: ${said}`)));
    });
    return new OpensslServer(port, child);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill();
    await ended;
  }
}
