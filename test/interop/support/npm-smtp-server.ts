// npm's smtp-server, an implementation of its own kind, on the sandbox's address: STARTTLS or implicit TLS, a user, and a
// record of what a client did. Runs in the test's process.
import { once } from 'node:events';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { labCertificate } from '../../../src/lab/certificates.ts';
import { accessToken } from './tokens.ts';

export interface NpmSmtpServer {
  readonly port: number;
  readonly connections: () => number;
  /** The mechanism of each attempt to log in, in order. */
  readonly logins: readonly string[];
  /** MAIL, RCPT or DATA that came. */
  readonly mail: readonly string[];
  readonly close: () => Promise<void>;
}

export interface NpmSmtpServerSpec {
  readonly host: string;
  readonly address: string;
  readonly user: string;
  readonly password: string;
  readonly options: SMTPServerOptions;
}

/** What XOAUTH2 takes. */
export const NPM_SERVER_TOKEN = accessToken('npm');

export async function startNpmSmtpServer({ host, address, user, password, options }: NpmSmtpServerSpec): Promise<NpmSmtpServer> {
  const certificate = labCertificate('good', host);
  const logins: string[] = [];
  const mail: string[] = [];
  let connections = 0;
  const server = new SMTPServer({
    name: host,
    cert: certificate.chainPem,
    key: certificate.keyPem,
    authMethods: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'],
    closeTimeout: 200,
    logger: false,
    disableReverseLookup: true,
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    onAuth(auth, _session, done) {
      logins.push(auth.method);
      const isRight =
        auth.method === 'XOAUTH2'
          ? auth.accessToken === NPM_SERVER_TOKEN
          : auth.method === 'CRAM-MD5'
            ? auth.validatePassword(password)
            : auth.password === password;
      if (auth.username === user && isRight) done(null, { user });
      else done(null, { data: { status: '401', schemes: 'bearer', scope: 'mail' } });
    },
    onMailFrom(from, _session, done) {
      mail.push(`MAIL ${from.address}`);
      done();
    },
    onRcptTo(to, _session, done) {
      mail.push(`RCPT ${to.address}`);
      done();
    },
    onData(stream, _session, done) {
      mail.push('DATA');
      stream.resume().once('end', () => done());
    },
    ...options,
  });
  // TLS spoken to a plaintext port and the like come as errors of the server's: they are the client's business here.
  server.on('error', () => undefined);
  server.listen(0, address);
  await once(server.server, 'listening');
  const bound = server.server.address();
  return {
    port: typeof bound === 'object' && bound ? bound.port : 0,
    connections: () => connections,
    logins,
    mail,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
