// The mail clients that Debian and npm have, each as the words of a command that sends one message, beside the family and the
// platform that it is one of. Builds what has to be compiled; starts each client with a file of hosts of its own.
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labRootPem } from '../../../src/lab/certificates.ts';
import { PASSWORD, USER } from './client-server.ts';

export const CLIENT_HOST = 'mail.lab.test';
const FIXTURES = join(import.meta.dirname, '../fixtures/clients');

export type SendMode = 'tls' | 'starttls' | 'starttls-if-offered' | 'plain';

export interface RealClient {
  readonly name: string;
  readonly family: string;
  readonly platform: string;
  /** The modes that it can be told. */
  readonly modes: readonly SendMode[];
  /** It was told to verify nothing, or does not. */
  readonly verifies: boolean;
  readonly command: (port: number, mode: SendMode) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

// biome-ignore format: a list
export const CLIENT_PROGRAMS = ['curl', 'msmtp', 'swaks', 'python3', 'php', 'ruby', 'go', 'javac', 'keytool', 'mcs', 'mono', 'mutt', 'perl', 'ssmtp', 'unshare'];
// biome-ignore format: a list
export const CLIENT_PACKAGES = [
  'curl', 'msmtp', 'swaks', 'libnet-ssleay-perl', 'libio-socket-ssl-perl', 'libauthen-sasl-perl', 'python3', 'php-cli', 'libphp-phpmailer',
  'php-symfony-mailer', 'ruby', 'golang-go', 'default-jdk-headless', 'libmail-java', 'libjakarta-mail-java', 'mono-mcs', 'mono-runtime',
  'libmono-system4.0-cil', 'mutt', 'libsasl2-modules', 'ssmtp',
];

const ALL: readonly SendMode[] = ['tls', 'starttls', 'starttls-if-offered', 'plain'];
const WITHOUT_IF: readonly SendMode[] = ['tls', 'starttls', 'plain'];
const MESSAGE = 'From: ada@lab.test\nTo: bob@lab.test\nSubject: one\n\none\n';
const RUN_WITHIN_S = 9;
/** What `timeout` says of a client that it ended. */
const ENDED_BY_TIMEOUT = 124;

export interface ClientRun {
  readonly said: string;
  /** It had not ended in its time. */
  readonly wasCut: boolean;
}

export class ClientFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'mp-clients-'));
  readonly ca: string;
  readonly #hosts: string;

  constructor() {
    this.ca = this.write('ca.pem', labRootPem());
    this.#hosts = this.write('hosts', `127.0.0.1 localhost ${CLIENT_HOST} other.lab.test client.lab.test\n`);
    this.#build();
  }

  write(name: string, text: string): string {
    const path = join(this.path, name);
    writeFileSync(path, text);
    return path;
  }

  #build(): void {
    const run = (command: string, args: readonly string[], cwd = this.path): void => {
      const { status, stderr, stdout } = spawnSync(command, args, {
        cwd,
        encoding: 'utf8',
        env: { ...process.env, HOME: this.path, GOFLAGS: '-mod=mod' },
      });
      if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stdout}${stderr}`);
    };
    copyFileSync(join(FIXTURES, 'send.go'), join(this.path, 'send.go'));
    run('go', ['build', '-o', 'send-go', 'send.go']);
    copyFileSync(join(FIXTURES, 'Send.cs'), join(this.path, 'Send.cs'));
    run('mcs', ['-out:send.exe', 'Send.cs']);
    run('keytool', [
      '-importcert',
      '-noprompt',
      '-alias',
      'lab',
      '-file',
      this.ca,
      '-keystore',
      'trust.p12',
      '-storepass',
      'changeit',
    ]);
    for (const name of ['javax', 'jakarta'] as const) {
      mkdirSync(join(this.path, name));
      writeFileSync(
        join(this.path, name, 'Send.java'),
        readFileSync(join(FIXTURES, 'Send.java.txt'), 'utf8').replaceAll('PACKAGE', name),
      );
      run('javac', ['-cp', JARS[name], 'Send.java'], join(this.path, name));
    }
  }

  clients(): readonly RealClient[] {
    const { ca, path } = this;
    const script = (name: string): string => join(FIXTURES, name);
    const login = [USER, PASSWORD];
    const php = (name: string) => (port: number, mode: SendMode) => [
      'php',
      '-d',
      `openssl.cafile=${ca}`,
      script(name),
      CLIENT_HOST,
      `${port}`,
      mode,
      ...login,
    ];
    const java = (name: 'javax' | 'jakarta') => (port: number, mode: SendMode) => [
      'java',
      '-XX:TieredStopAtLevel=1',
      '-Xshare:auto',
      `-Djavax.net.ssl.trustStore=${path}/trust.p12`,
      '-Djavax.net.ssl.trustStorePassword=changeit',
      '-cp',
      `${path}/${name}:${JARS[name]}`,
      'Send',
      CLIENT_HOST,
      `${port}`,
      mode,
      ...login,
    ];
    const python = (verified: string) => (port: number, mode: SendMode) => [
      'python3',
      script('send.py'),
      CLIENT_HOST,
      `${port}`,
      mode,
      ...login,
      verified,
      ca,
    ];
    const roots = { SSL_CERT_FILE: ca };
    return [
      { name: 'curl', family: 'curl', platform: 'curl@debian-12', modes: ALL, verifies: true, command: this.#curl },
      {
        name: 'msmtp',
        family: 'msmtp',
        platform: 'msmtp@debian-12',
        modes: WITHOUT_IF,
        verifies: true,
        command: this.#msmtp,
        stdin: MESSAGE,
      },
      { name: 'swaks', family: 'swaks', platform: 'perl@debian-12', modes: ALL, verifies: false, command: swaks },
      {
        name: 'smtplib',
        family: 'python',
        platform: 'python-3.10+',
        modes: WITHOUT_IF,
        verifies: false,
        command: python('as it is'),
      },
      {
        name: 'smtplib with a context, as Django has it',
        family: 'django',
        platform: 'python-3.10+',
        modes: WITHOUT_IF,
        verifies: true,
        command: python('verified'),
      },
      {
        name: 'PHPMailer',
        family: 'phpmailer',
        platform: 'php-8@debian-12',
        modes: ALL,
        verifies: true,
        command: php('phpmailer.php'),
      },
      {
        name: 'symfony/mailer',
        family: 'symfony',
        platform: 'php-8@debian-12',
        modes: ['tls', 'starttls-if-offered'],
        verifies: true,
        command: php('symfony.php'),
      },
      {
        name: 'net-smtp',
        family: 'ruby',
        platform: 'ruby-3.1@debian-12',
        modes: ALL,
        verifies: true,
        env: roots,
        command: (port, mode) => ['ruby', script('send.rb'), CLIENT_HOST, `${port}`, mode, ...login],
      },
      {
        name: 'net/smtp',
        family: 'go',
        platform: 'go-1.19',
        modes: ['starttls-if-offered'],
        verifies: true,
        env: roots,
        command: (port) => [`${path}/send-go`, CLIENT_HOST, `${port}`, ...login],
      },
      { name: 'javax.mail', family: 'javamail', platform: 'java-17', modes: ALL, verifies: true, command: java('javax') },
      { name: 'jakarta.mail', family: 'jakarta-mail', platform: 'java-17', modes: ALL, verifies: true, command: java('jakarta') },
      {
        name: 'nodemailer',
        family: 'nodemailer',
        platform: `node-${process.versions.node.split('.')[0]}`,
        modes: ALL,
        verifies: true,
        env: { NODE_EXTRA_CA_CERTS: ca },
        command: (port, mode) => [process.execPath, script('send.mjs'), CLIENT_HOST, `${port}`, mode, ...login],
      },
      {
        name: 'mutt',
        family: 'mutt',
        platform: 'mutt@debian-12',
        modes: ALL,
        verifies: true,
        command: this.#mutt,
        stdin: 'one\n',
      },
      {
        name: 'Net::SMTP',
        family: 'perl',
        platform: 'perl@debian-12',
        modes: WITHOUT_IF,
        verifies: true,
        command: (port, mode) => ['perl', script('send.pl'), CLIENT_HOST, `${port}`, mode, ...login, ca],
      },
      {
        name: 'Mono',
        family: 'mono',
        platform: 'mono-6.8',
        modes: ['starttls', 'plain'],
        verifies: false,
        command: (port, mode) => ['mono', `${path}/send.exe`, CLIENT_HOST, `${port}`, mode, ...login],
      },
      {
        name: 'sSMTP',
        family: 'ssmtp',
        platform: 'gnutls-3.7',
        modes: WITHOUT_IF,
        verifies: false,
        command: this.#ssmtp,
        stdin: MESSAGE,
      },
    ];
  }

  #curl = (port: number, mode: SendMode): readonly string[] => {
    const file = this.write('message', MESSAGE);
    const how = { tls: [], starttls: ['--ssl-reqd'], 'starttls-if-offered': ['--ssl'], plain: [] }[mode];
    const url = `${mode === 'tls' ? 'smtps' : 'smtp'}://${CLIENT_HOST}:${port}`;
    return [
      'curl',
      '-sS',
      '--max-time',
      '6',
      '--cacert',
      this.ca,
      url,
      ...how,
      '--user',
      `${USER}:${PASSWORD}`,
      '--mail-from',
      'ada@lab.test',
      '--mail-rcpt',
      'bob@lab.test',
      '-T',
      file,
    ];
  };

  #msmtp = (port: number, mode: SendMode): readonly string[] => {
    const how =
      mode === 'plain'
        ? ['--tls=off']
        : ['--tls=on', `--tls-starttls=${mode === 'tls' ? 'off' : 'on'}`, `--tls-trust-file=${this.ca}`];
    return [
      'msmtp',
      '-C',
      '/dev/null',
      `--host=${CLIENT_HOST}`,
      `--port=${port}`,
      '--timeout=6',
      '--auth=on',
      `--user=${USER}`,
      `--passwordeval=echo ${PASSWORD}`,
      ...how,
      '--from=ada@lab.test',
      '--',
      'bob@lab.test',
    ];
  };

  #mutt = (port: number, mode: SendMode): readonly string[] => {
    const settings = {
      smtp_url: `${mode === 'tls' ? 'smtps' : 'smtp'}://${USER}@${CLIENT_HOST}:${port}`,
      smtp_pass: PASSWORD,
      ssl_force_tls: mode === 'starttls' ? 'yes' : 'no',
      ssl_starttls: mode === 'plain' ? 'no' : 'yes',
      ssl_ca_certificates_file: this.ca,
      from: 'ada@lab.test',
      copy: 'no',
    };
    return [
      'mutt',
      '-n',
      '-F',
      '/dev/null',
      ...Object.entries(settings).flatMap(([name, value]) => ['-e', `set ${name}="${value}"`]),
      '-s',
      'one',
      'bob@lab.test',
    ];
  };

  #ssmtp = (port: number, mode: SendMode): readonly string[] => {
    const lines = [
      `mailhub=${CLIENT_HOST}:${port}`,
      `UseTLS=${mode === 'plain' ? 'NO' : 'YES'}`,
      `UseSTARTTLS=${mode === 'starttls' ? 'YES' : 'NO'}`,
      'FromLineOverride=YES',
    ];
    const file = this.write(`ssmtp-${port}-${mode}.conf`, `${lines.join('\n')}\n`);
    return ['ssmtp', `-C${file}`, `-au${USER}`, `-ap${PASSWORD}`, 'bob@lab.test'];
  };

  /** Until it ends, or has had its time. */
  run(client: RealClient, port: number, mode: SendMode, withinS = RUN_WITHIN_S): Promise<ClientRun> {
    const inside = [
      'unshare',
      '--mount',
      'sh',
      '-c',
      'mount --bind "$0" /etc/hosts && exec "$@"',
      this.#hosts,
      ...client.command(port, mode),
    ];
    const [command = '', ...args] = ['timeout', '-k', '1', `${withinS}`, ...inside];
    const child = spawn(command, args, {
      env: { PATH: `${process.env.PATH}:/usr/sbin`, HOME: this.path, LC_ALL: 'C.UTF-8', ...client.env },
      cwd: this.path,
    });
    return new Promise((resolve) => {
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => {
          said += text;
        });
      child.stdin.on('error', () => undefined);
      child.stdin.end(client.stdin ?? '');
      child.once('error', (error) => resolve({ said: String(error), wasCut: false }));
      child.once('close', (code) => resolve({ said: `${said.trim()} (exit ${code})`, wasCut: code === ENDED_BY_TIMEOUT }));
    });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

const JARS = {
  javax: '/usr/share/java/javax.mail.jar:/usr/share/java/javax.activation.jar',
  jakarta: '/usr/share/java/jakarta-mail.jar:/usr/share/java/jakarta-activation.jar',
};

const swaks = (port: number, mode: SendMode): readonly string[] => {
  const how = { tls: ['--tls-on-connect'], starttls: ['--tls'], 'starttls-if-offered': ['--tls-optional'], plain: [] }[mode];
  return [
    'swaks',
    '--server',
    CLIENT_HOST,
    '--port',
    `${port}`,
    '--timeout',
    '6',
    '--auth',
    '--auth-user',
    USER,
    '--auth-password',
    PASSWORD,
    '--from',
    'ada@lab.test',
    '--to',
    'bob@lab.test',
    ...how,
  ];
};
