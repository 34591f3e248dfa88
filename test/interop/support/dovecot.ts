// A real Dovecot with configuration, state and mail of its own: IMAP and POP3 listeners, and the SASL back end that Postfix
// asks. Its log tells every attempt to log in. Knows nothing of Postfix but where it wants the auth socket.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LabCertificate } from '../../../src/lab/certificates.ts';
import { LogFile } from './log-file.ts';
import { programPath } from './packages.ts';
import type { Sandbox, ServerProcess } from './sandbox.ts';
import { TOKEN_ISSUER, TOKEN_KEY } from './tokens.ts';

/** All that Dovecot 2.3 has and an ordinary password or token can do; upper case, as they are advertised. */
export const PASSWORD_MECHANISMS = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'DIGEST-MD5', 'SCRAM-SHA-1', 'SCRAM-SHA-256'] as const;
export const TOKEN_MECHANISMS = ['XOAUTH2', 'OAUTHBEARER'] as const;
export const MECHANISMS = [...PASSWORD_MECHANISMS, ...TOKEN_MECHANISMS] as const;

export interface DovecotPorts {
  readonly imap: number;
  readonly imaps: number;
  readonly pop3: number;
  readonly pop3s: number;
}

export interface DovecotSpec {
  readonly ports: DovecotPorts;
  readonly certificate: LabCertificate;
  /** User name to password. */
  readonly users: Readonly<Record<string, string>>;
  /** The realm that DIGEST-MD5 offers. */
  readonly realm: string;
  readonly mechanisms?: readonly string[];
  /** Where Postfix looks for the auth socket, and the user it runs as. */
  readonly authSocket: { readonly path: string; readonly user: string };
}

/** One attempt to log in, as the auth process was asked for it. */
export interface AuthRequest {
  readonly service: string;
  readonly mechanism: string;
  readonly accepted: boolean;
}

const listener = (name: string, address: string, port: number, isTls: boolean): string =>
  `inet_listener ${name} {\n address = ${address}\n port = ${port}\n ssl = ${isTls ? 'yes' : 'no'}\n }`;

function configurationOf(sandbox: Sandbox, spec: DovecotSpec): string {
  const { ports, realm, mechanisms = MECHANISMS, authSocket } = spec;
  const listen = (name: keyof DovecotPorts): string => listener(name, sandbox.address, ports[name], name.endsWith('s'));
  return `
base_dir = ${sandbox.path('dovecot-run')}
state_dir = ${sandbox.path('dovecot-state')}
instance_name = mailprobe-interop
log_path = ${sandbox.path('dovecot.log')}
protocols = imap pop3
listen = ${sandbox.address}
ssl = yes
ssl_cert = <${sandbox.path('dovecot-cert.pem')}
ssl_key = <${sandbox.path('dovecot-key.pem')}
disable_plaintext_auth = yes
auth_mechanisms = ${mechanisms.join(' ').toLowerCase()}
auth_realms = ${realm}
auth_verbose = yes
auth_debug = yes
auth_failure_delay = 0
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${sandbox.path('mail')}/%u
passdb {
  driver = oauth2
  mechanisms = ${TOKEN_MECHANISMS.join(' ').toLowerCase()}
  args = ${sandbox.path('dovecot-oauth2.conf')}
  default_fields = nodelay=y
}
passdb {
  driver = passwd-file
  mechanisms = ${PASSWORD_MECHANISMS.join(' ').toLowerCase()}
  args = scheme=PLAIN username_format=%u ${sandbox.path('dovecot-users')}
  default_fields = nodelay=y
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=${sandbox.path('mail')}/%u allow_all_users=yes
}
service imap-login {
 ${listen('imap')}
 ${listen('imaps')}
}
service pop3-login {
 ${listen('pop3')}
 ${listen('pop3s')}
}
service auth {
  unix_listener ${authSocket.path} {
    mode = 0600
    user = ${authSocket.user}
  }
}
# Repeated failures from one address are answered ever later; here that would be only waiting.
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
`;
}

const oauth2Conf = (sandbox: Sandbox): string => `
introspection_mode = local
local_validation_key_dict = fs:posix:prefix=${sandbox.path('dovecot-jwt')}/
issuers = ${TOKEN_ISSUER}
username_attribute = sub
`;

export class Dovecot {
  readonly log: LogFile;
  readonly ports: DovecotPorts;
  readonly #process: ServerProcess;

  private constructor(log: LogFile, ports: DovecotPorts, process: ServerProcess) {
    this.log = log;
    this.ports = ports;
    this.#process = process;
  }

  /** Resolves when it answers. Throws, with what it said, where it does not come up. */
  static async start(sandbox: Sandbox, spec: DovecotSpec): Promise<Dovecot> {
    sandbox.makeFolder('dovecot-run');
    sandbox.makeFolder('dovecot-state');
    sandbox.makeFolder('mail', 0o777);
    sandbox.writeFile('dovecot-cert.pem', spec.certificate.chainPem);
    sandbox.writeFile('dovecot-key.pem', spec.certificate.keyPem);
    // Passwords may have colons and spaces in Dovecot's files; the fields after them are left out.
    const users = Object.entries(spec.users).map(([name, password]) => `${name}:{PLAIN}${password}\n`);
    sandbox.writeFile('dovecot-users', users.join(''), 0o644);
    sandbox.writeFile('dovecot-oauth2.conf', oauth2Conf(sandbox), 0o644);
    const keyFile = 'dovecot-jwt/default/HS256/default';
    mkdirSync(dirname(sandbox.path(keyFile)), { recursive: true });
    sandbox.writeFile(keyFile, TOKEN_KEY.toString('base64'), 0o644);
    const configuration = sandbox.writeFile('dovecot.conf', configurationOf(sandbox, spec), 0o644);
    const log = new LogFile(sandbox.path('dovecot.log'));
    const process = sandbox.start(programPath('dovecot'), ['-F', '-c', configuration]);
    await log.until(
      (lines) => !process.isRunning() || lines.some((line) => /master: Info: Dovecot .* starting up/.test(line)),
      `a started Dovecot; it said: ${process.output()}`,
    );
    if (!process.isRunning()) throw new Error(`Dovecot ended at once: ${process.output()}\n${log.lines().join('\n')}`);
    return new Dovecot(log, spec.ports, process);
  }

  /** Every AUTH request since the mark, when so many have come and all are answered. */
  async requests(mark: number, count: number): Promise<AuthRequest[]> {
    const lines = await this.log.until(
      (seen) => readRequests(seen).filter(({ accepted }) => accepted !== null).length >= count,
      `${count} answered attempts to log in`,
      mark,
    );
    return readRequests(lines).map(({ accepted, ...request }) => ({ ...request, accepted: accepted === true }));
  }

  stop(): Promise<void> {
    return this.#process.end();
  }
}

/**
 * The auth process writes, with auth_debug, each request (`client in: AUTH <tab> id <tab> mechanism <tab> service=smtp …`)
 * and its answer (`client passdb out: OK|FAIL <tab> id …`). The ids count by client connection: requests are told apart by order.
 */
function readRequests(lines: readonly string[]): { service: string; mechanism: string; accepted: boolean | null }[] {
  const requests: { id: string; service: string; mechanism: string; accepted: boolean | null }[] = [];
  for (const line of lines) {
    const asked = /client in: AUTH\t(\d+)\t(\S+)\t(?:.*\t)?service=(\w+)/.exec(line);
    if (asked) requests.push({ id: asked[1] ?? '', mechanism: asked[2] ?? '', service: asked[3] ?? '', accepted: null });
    const answered = /client passdb out: (OK|FAIL)\t(\d+)/.exec(line);
    const open = answered && requests.find(({ id, accepted }) => id === answered[2] && accepted === null);
    if (open) open.accepted = answered[1] === 'OK';
  }
  return requests.map(({ service, mechanism, accepted }) => ({ service, mechanism, accepted }));
}
