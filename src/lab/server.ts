// One listening port of the lab: accepts, limits, brings up TLS where it comes first, and hands the connection to its
// protocol. Ports are ephemeral, on loopback.
import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { type LabCertificate, labCertificate, labClientAuthorities } from './certificates.ts';
import { serveImap } from './imap.ts';
import { servePop3 } from './pop3.ts';
import type { LabAccount, LabSession, PortConfig } from './port.ts';
import type { ConnectionRecord, LabRecord } from './record.ts';
import { SocketSession } from './session.ts';
import { serveSmtp } from './smtp.ts';

const PROTOCOLS = { smtp: serveSmtp, imap: serveImap, pop3: servePop3 } as const;

export interface PortSetting {
  readonly role: string;
  readonly address: string;
  readonly host: string;
  readonly account: LabAccount;
  readonly config: PortConfig;
  readonly record: LabRecord;
  readonly now: () => number;
  /** Connections that stand on any port of this lab. */
  readonly standing: Set<LabSession>;
  /** A fault in the lab's own code (or in a test's action) must fail the test, not end the process. */
  readonly onFault: (error: unknown) => void;
}

export interface LabPort {
  readonly port: number;
  close(): Promise<void>;
}

function tlsFor(config: PortConfig, host: string): () => { context: SecureContext; certPem: string } {
  let made: { context: SecureContext; certPem: string } | null = null;
  return () => {
    if (made) return made;
    const { certificate = 'good', tlsOptions = {} } = config;
    const pair: LabCertificate = typeof certificate === 'string' ? labCertificate(certificate, host) : certificate;
    const context = createSecureContext({
      cert: pair.chainPem,
      key: pair.keyPem,
      // Weak keys, SHA-1 and old versions are faults to be shown: OpenSSL must let the server have them.
      ciphers: 'DEFAULT:@SECLEVEL=0',
      ...(tlsOptions.requestCert ? { ca: labClientAuthorities() } : {}),
      ...tlsOptions,
    });
    made = { context, certPem: pair.certPem };
    return made;
  };
}

const openRecord = (setting: PortSetting, socket: Socket): ConnectionRecord => ({
  role: setting.role,
  port: socket.localPort ?? 0,
  peer: `${socket.remoteAddress}:${socket.remotePort}`,
  openedMs: setting.now(),
  closedMs: null,
  ended: null,
  spokeFirst: false,
  bareLf: false,
  bytesReceived: 0,
  commands: [],
  auth: [],
  tls: null,
  tlsError: null,
  injected: null,
});

function isOverLimit(setting: PortSetting): boolean {
  const { limit } = setting.config;
  if (!limit) return false;
  const others = [...setting.standing].filter((session) => limit.per === 'host' || session.record.role === setting.role);
  return others.length >= limit.connections;
}

/** Counts every connection to the port, those that were refused too. */
function isOverRate({ config: { rate }, record, role, now }: PortSetting): boolean {
  if (!rate) return false;
  const recent = record.connections.filter((one) => one.role === role && one.openedMs > now() - rate.withinMs);
  return recent.length > rate.connections;
}

async function serve(session: LabSession, refusal: string | null): Promise<void> {
  const { config } = session;
  if (refusal === 'reset') {
    session.reset();
    return;
  }
  if (await session.perform(config.accept)) {
    session.close();
    return;
  }
  if (config.tls === 'implicit' && !(await session.upgrade())) {
    if (!session.ended) session.close();
    return;
  }
  if (refusal !== null) {
    session.send(refusal);
    session.close('refused');
    return;
  }
  await PROTOCOLS[config.protocol ?? 'smtp'](session);
  if (!session.ended) session.close();
}

function accept(setting: PortSetting, tls: () => { context: SecureContext; certPem: string }, socket: Socket): void {
  const record = openRecord(setting, socket);
  setting.record.connections.push(record);
  const { limit, rate } = setting.config;
  const refusal = isOverLimit(setting) ? limit?.refusal : isOverRate(setting) ? rate?.refusal : null;
  const session = new SocketSession(socket, { ...setting, tls }, record);
  setting.standing.add(session);
  setting.record.mostAtOnce = Math.max(setting.record.mostAtOnce, setting.standing.size);
  socket.once('close', () => setting.standing.delete(session));
  serve(session, refusal ?? null).catch((error) => {
    setting.onFault(error);
    session.destroy('server-closed');
  });
}

/** Listens on a free port. */
export async function openPort(setting: PortSetting): Promise<LabPort> {
  const tls = tlsFor(setting.config, setting.host);
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => accept(setting, tls, socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, setting.address, resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the lab listens on no port');
  return {
    port: bound.port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A port on which nothing listens: taken and given back. */
export async function closedPort(address: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const bound = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (bound === null || typeof bound === 'string') throw new Error('no port to be had');
  return bound.port;
}
