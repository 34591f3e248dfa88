// A real Postfix with a configuration, queue and data folder of its own, and its log read as sessions: who connected to
// which service and which commands were said. Accepts no mail. Knows nothing of Dovecot but the path of its socket.
import { spawnSync } from 'node:child_process';
import { chownSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LabCertificate } from '../../../src/lab/certificates.ts';
import { LogFile } from './log-file.ts';
import { programPath } from './packages.ts';
import type { Sandbox, ServerProcess } from './sandbox.ts';

/** `relay`: STARTTLS, no AUTH, as on 25. `submission`: STARTTLS, then AUTH, as on 587. `submissions`: TLS at once, as on 465. */
export type ServiceKind = 'relay' | 'submission' | 'submissions';

export interface ServiceSpec {
  readonly kind: ServiceKind;
  readonly port: number;
  readonly certificate: LabCertificate;
  /** More `-o name=value` for its line in master.cf. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** One connection, from `connect from` to `disconnect from`. */
export interface SmtpdSession {
  readonly service: string;
  /** Said and accepted, and said in all: `auth=0/1` is one attempt that failed. */
  readonly commands: Readonly<Record<string, { readonly accepted: number; readonly said: number }>>;
}

export interface PostfixSpec {
  readonly host: string;
  /** By name: the log tells the services apart by it. */
  readonly services: Readonly<Record<string, ServiceSpec>>;
  /** Dovecot's auth socket, below the queue folder. */
  readonly saslPath: string;
  /** Who may sign client certificates, where a service asks for them: PEM. */
  readonly clientAuthorities: readonly string[];
}

const OPTIONS: Readonly<Record<ServiceKind, Readonly<Record<string, string>>>> = {
  relay: { smtpd_tls_security_level: 'may', smtpd_sasl_auth_enable: 'no' },
  submission: { smtpd_tls_security_level: 'may', smtpd_sasl_auth_enable: 'yes', smtpd_tls_auth_only: 'yes' },
  submissions: { smtpd_tls_wrappermode: 'yes', smtpd_sasl_auth_enable: 'yes' },
};

const mainCf = (sandbox: Sandbox, { host, saslPath, clientAuthorities }: PostfixSpec): string => `
compatibility_level = 3.6
queue_directory = ${sandbox.path('queue')}
data_directory = ${sandbox.path('postfix-data')}
maillog_file = ${sandbox.path('postfix.log')}
maillog_file_prefixes = ${sandbox.folder}
myhostname = ${host}
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
inet_interfaces = loopback-only
inet_protocols = ipv4
notify_classes =
default_transport = error:no mail leaves this server
smtpd_relay_restrictions = reject
smtpd_peername_lookup = no
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${saslPath}
${clientAuthorities.length > 0 ? `smtpd_tls_CAfile = ${sandbox.path('client-ca.pem')}` : ''}
smtpd_tls_loglevel = 1
smtpd_tls_protocols = >=TLSv1.2
smtpd_tls_mandatory_protocols = >=TLSv1.2
`;

// type private unpriv chroot wakeup maxproc command; no service is chrooted.
const INTERNAL_SERVICES = `
postlog unix-dgram n - n - 1 postlogd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
`;

function masterLine(sandbox: Sandbox, name: string, { kind, port, certificate, settings }: ServiceSpec): string {
  // One file: key first, then the chain (postconf(5), smtpd_tls_chain_files).
  const chain = sandbox.writeFile(`${name}.pem`, certificate.keyPem + certificate.chainPem);
  const options = { syslog_name: `postfix/${name}`, smtpd_tls_chain_files: chain, ...OPTIONS[kind], ...settings };
  // Braces keep a value with spaces together (master(5)).
  const flags = Object.entries(options).map(([key, value]) => `  -o { ${key} = ${value} }`);
  return [`${sandbox.address}:${port} inet n - n - - smtpd`, ...flags].join('\n');
}

export class Postfix {
  readonly log: LogFile;
  readonly #configuration: string;
  readonly #process: ServerProcess;

  private constructor(log: LogFile, configuration: string, process: ServerProcess) {
    this.log = log;
    this.#configuration = configuration;
    this.#process = process;
  }

  /** Resolves when all services listen. Throws, with what Postfix said, where it does not come up. Wants `prepare` first. */
  static async start(sandbox: Sandbox, configuration: string): Promise<Postfix> {
    const log = new LogFile(sandbox.path('postfix.log'));
    const daemons = postconf(configuration, 'daemon_directory');
    const process = sandbox.start(join(daemons, 'master'), ['-c', configuration, '-d']);
    await log.until(
      (lines) => !process.isRunning() || lines.some((line) => line.includes('daemon started')),
      `a started Postfix; it said: ${process.output()}`,
    );
    if (!process.isRunning()) throw new Error(`Postfix ended at once: ${process.output()}\n${log.lines().join('\n')}`);
    return new Postfix(log, configuration, process);
  }

  /** Writes the configuration and has Postfix make its folders, where Dovecot will put its socket. Gives the configuration's folder. */
  static prepare(sandbox: Sandbox, spec: PostfixSpec): string {
    const configuration = sandbox.makeFolder('postfix');
    const services = Object.entries(spec.services).map(([name, service]) => masterLine(sandbox, name, service));
    sandbox.writeFile('postfix/main.cf', mainCf(sandbox, spec), 0o644);
    sandbox.writeFile('postfix/master.cf', `${services.join('\n')}${INTERNAL_SERVICES}`, 0o644);
    sandbox.writeFile('client-ca.pem', spec.clientAuthorities.join(''), 0o644);
    sandbox.makeFolder('queue');
    const data = sandbox.makeFolder('postfix-data', 0o700);
    const [uid, gid] = idsOf(postconf(configuration, 'mail_owner'));
    chownSync(data, uid, gid);
    const { status, stdout, stderr } = run('postfix', '-c', configuration, 'check');
    if (status !== 0) throw new Error(`postfix check: ${stdout}${stderr}`);
    return configuration;
  }

  /**
   * The connections since the mark, when there have been so many and all are over. Throws where fewer come; more than that
   * are handed out, for the test to see.
   */
  async sessions(mark: number, count: number): Promise<SmtpdSession[]> {
    const isOver = (lines: string[]): boolean => {
      const opened = lines.filter((line) => line.includes(']: connect from ')).length;
      return opened >= count && opened === lines.filter((line) => line.includes(']: disconnect from ')).length;
    };
    await this.log.until(isOver, `${count} connections and their ends`, mark);
    // One that came late would show now.
    await sleep(100);
    return (await this.log.until(isOver, 'the end of every connection', mark)).flatMap((line) => readSession(line) ?? []);
  }

  /** What `postqueue -p` and the queue's folders say: empty, or what lies there. */
  queue(): string {
    const { stdout, stderr } = run('postqueue', '-c', this.#configuration, '-p');
    const folder = postconf(this.#configuration, 'queue_directory');
    const lying = ['maildrop', 'incoming', 'active', 'deferred', 'hold'].flatMap((name) => readdirSync(join(folder, name)));
    const isEmpty = stdout.trim() === 'Mail queue is empty' && lying.length === 0;
    return isEmpty ? '' : `${stdout}${stderr}${lying.join('\n')}`;
  }

  stop(): Promise<void> {
    return this.#process.end();
  }
}

/** `disconnect from unknown[127.0.0.1] ehlo=2 starttls=1 auth=0/1 quit=1 commands=4/5` (smtpd(8), since Postfix 3.0). */
function readSession(line: string): SmtpdSession | null {
  const match = /postfix\/([\w-]+)\/smtpd\[\d+\]: disconnect from \S+\[[^\]]*\](.*)$/.exec(line);
  if (!match) return null;
  const [, service = '', counts = ''] = match;
  const commands: Record<string, { accepted: number; said: number }> = {};
  for (const [, name = '', accepted = '', said = accepted] of counts.matchAll(/(\w+)=(\d+)(?:\/(\d+))?/g)) {
    if (name !== 'commands') commands[name] = { accepted: Number(accepted), said: Number(said) };
  }
  return { service, commands };
}

const run = (program: string, ...args: string[]) =>
  spawnSync(programPath(program), args, { encoding: 'utf8', env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' } });

function postconf(configuration: string, name: string): string {
  const { stdout, stderr } = run('postconf', '-c', configuration, '-hx', name);
  if (stdout.trim() === '') throw new Error(`postconf knows no ${name}: ${stderr}`);
  return stdout.trim();
}

function idsOf(user: string): [uid: number, gid: number] {
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(run('id', flag, user).stdout));
  if (!uid || !gid) throw new Error(`there is no user ${user}`);
  return [uid, gid];
}
