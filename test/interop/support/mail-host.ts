// A whole mail host as a test sees it: Postfix in front, Dovecot behind, one address, one name, a user, certificates from
// the lab's authority. Starts and ends both, and holds every test to "no mail was sent".
import assert from 'node:assert/strict';
import { type LabCertificate, labCertificate, labRootPem } from '../../../src/lab/certificates.ts';
import { Dovecot, type DovecotPorts } from './dovecot.ts';
import { Postfix, type PostfixSpec, type ServiceKind, type SmtpdSession } from './postfix.ts';
import { Sandbox } from './sandbox.ts';

export const HOST = 'mail.interop.test';
export const REALM = 'interop.test';
export const USER = 'ada@interop.test';
/** Spaces, quotes and letters beyond ASCII: what a shell, a log or an encoding could spoil. */
export const PASSWORD = 'Grüße, "Ada" 7';

export interface HostService {
  readonly kind: ServiceKind;
  readonly certificate?: LabCertificate;
  readonly settings?: Readonly<Record<string, string>>;
}

/** The three that a mail host has. */
export const ORDINARY: Readonly<Record<string, HostService>> = {
  relay: { kind: 'relay' },
  submission: { kind: 'submission' },
  submissions: { kind: 'submissions' },
};

export interface MailHostSpec {
  readonly services?: Readonly<Record<string, HostService>>;
  readonly mechanisms?: readonly string[];
  readonly users?: Readonly<Record<string, string>>;
  /** Who may sign the certificates of clients, where a service asks for them: PEM. */
  readonly clientAuthorities?: readonly string[];
}

export class MailHost {
  readonly sandbox: Sandbox;
  readonly postfix: Postfix;
  readonly dovecot: Dovecot;
  readonly ports: Readonly<Record<string, number>>;
  /** A file with the root to trust (`--ca`). */
  readonly caFile: string;
  /** A port of the same address where nobody listens. */
  readonly closedPort: number;

  private constructor(sandbox: Sandbox, postfix: Postfix, dovecot: Dovecot, ports: Record<string, number>, closedPort: number) {
    this.sandbox = sandbox;
    this.postfix = postfix;
    this.dovecot = dovecot;
    this.ports = ports;
    this.closedPort = closedPort;
    this.caFile = sandbox.writeFile('ca.pem', labRootPem(), 0o644);
  }

  static async start({ services = ORDINARY, mechanisms, users, clientAuthorities = [] }: MailHostSpec = {}): Promise<MailHost> {
    const sandbox = new Sandbox();
    try {
      return await bringUp(sandbox);
    } catch (error) {
      await sandbox.close();
      throw error;
    }

    async function bringUp(room: Sandbox): Promise<MailHost> {
      const names = Object.keys(services);
      const [imap = 0, imaps = 0, pop3 = 0, pop3s = 0, closed = 0, ...free] = await room.freePorts(names.length + 5);
      const ports = Object.fromEntries(names.map((name, index) => [name, free[index] ?? 0]));
      const dovecotPorts: DovecotPorts = { imap, imaps, pop3, pop3s };
      const good = labCertificate('good', HOST);
      const postfixSpec: PostfixSpec = {
        host: HOST,
        saslPath: 'private/auth',
        clientAuthorities,
        services: Object.fromEntries(
          Object.entries(services).map(([name, service]) => [
            name,
            { certificate: good, settings: {}, ...service, port: ports[name] ?? 0 },
          ]),
        ),
      };
      const configuration = Postfix.prepare(room, postfixSpec);
      const dovecot = await Dovecot.start(room, {
        ports: dovecotPorts,
        certificate: good,
        users: users ?? { [USER]: PASSWORD },
        realm: REALM,
        ...(mechanisms && { mechanisms }),
        authSocket: { path: room.path('queue', 'private', 'auth'), user: 'postfix' },
      });
      const postfix = await Postfix.start(room, configuration);
      return new MailHost(room, postfix, dovecot, ports, closed);
    }
  }

  /** The port of a service. Throws for a name that the host does not have. */
  port(name: string): number {
    const port = this.ports[name];
    if (port === undefined) throw new RangeError(`the host has no service ${name}`);
    return port;
  }

  /** The words of a command line that lead to this host: its name, its address, whom to trust. */
  arguments(): string[] {
    return [HOST, '--resolve', `${HOST}:${this.sandbox.address}`, '--ca', this.caFile];
  }

  /** Promise 1, by the servers' own account. Takes the sessions of a test where it has them. */
  assertNoMail(sessions: readonly SmtpdSession[] = []): void {
    const log = this.postfix.log.lines();
    const said = /\b(mail|rcpt|data|bdat)=\d/;
    assert.deepEqual(
      log.filter((line) => said.test(line) || /postfix\/(cleanup|qmgr|smtp|bounce)\[\d+\]: [0-9A-Za-z]{6,}: /.test(line)),
      [],
    );
    for (const { commands } of sessions)
      for (const name of ['mail', 'rcpt', 'data', 'bdat']) assert.equal(commands[name], undefined);
    assert.equal(this.postfix.queue(), '');
  }

  /** Ends both servers and removes all they had. Throws where one would not end. */
  async close(): Promise<void> {
    await this.sandbox.close();
  }
}
