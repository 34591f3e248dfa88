// The far side of a slow link: a mail host on 25, 465 and 587 of this network namespace's own address, and a DNS server
// that knows it. `far-host.ts <postfix|lab> <IPv4> <IPv6> <folder>`; says what it is in one line of JSON, ends with its stdin.
import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { createServer, connect as openTcp } from 'node:net';
import { join } from 'node:path';
import * as wire from 'dns-packet';
import { labCertificate, labRootPem } from '../../../src/lab/certificates.ts';
import { startLab } from '../../../src/lab/lab.ts';
import { Dovecot } from './dovecot.ts';
import { Postfix } from './postfix.ts';
import { Sandbox } from './sandbox.ts';

const [kind = 'lab', ipv4 = '', ipv6 = '', folder = ''] = process.argv.slice(2);
const HOST = 'mail.far.test';
const PORTS = { relay: 25, submissions: 465, submission: 587 } as const;

class FarSandbox extends Sandbox {
  override readonly address = ipv4;
}

interface Account {
  readonly user: string;
  readonly password: string;
}

async function startPostfix(): Promise<Account> {
  const room = new FarSandbox();
  onEnd(() => room.close());
  const certificate = labCertificate('good', HOST);
  const services = Object.fromEntries(
    Object.entries(PORTS).map(([name, port]) => [name, { kind: nameOf(name), port, certificate }]),
  );
  const configuration = Postfix.prepare(room, { host: HOST, saslPath: 'private/auth', clientAuthorities: [], services });
  const [imap = 0, imaps = 0, pop3 = 0, pop3s = 0] = await room.freePorts(4);
  const account = { user: 'ada@far.test', password: 'correct horse 7' };
  await Dovecot.start(room, {
    ports: { imap, imaps, pop3, pop3s },
    certificate,
    users: { [account.user]: account.password },
    realm: 'far.test',
    authSocket: { path: room.path('queue', 'private', 'auth'), user: 'postfix' },
  });
  await Postfix.start(room, configuration);
  // The IPv6 address leads to the same services.
  for (const port of Object.values(PORTS)) forward(ipv6, port, ipv4, port);
  return account;
}

const nameOf = (name: string): keyof typeof PORTS => (name in PORTS ? (name as keyof typeof PORTS) : 'relay');

async function startOwnLab(): Promise<Account> {
  const lab = await startLab('healthy', { host: HOST });
  onEnd(() => lab.close());
  for (const [role, port] of Object.entries(PORTS)) {
    for (const address of [ipv4, ipv6]) forward(address, port, lab.address, lab.port(role));
  }
  return lab.account;
}

/** The lab has ephemeral ports of loopback. */
function forward(address: string, port: number, toAddress: string, toPort: number): void {
  createServer({ noDelay: true, allowHalfOpen: true }, (near) => {
    const far = openTcp({ host: toAddress, port: toPort, noDelay: true, allowHalfOpen: true });
    near.pipe(far).pipe(near);
    near.on('error', () => far.destroy()).on('close', () => far.destroy());
    far.on('error', () => near.destroy()).on('close', () => near.destroy());
  }).listen(port, address);
}

/** mail.far.test has both addresses, four.far.test and six.far.test one each; of everything else there is nothing. */
function serveDns(): void {
  const zone: Record<string, readonly ('A' | 'AAAA')[]> = { [HOST]: ['A', 'AAAA'], 'four.far.test': ['A'] };
  const socket = createSocket('udp4');
  socket.on('message', (message, peer) => {
    const { id = 0, questions = [] } = wire.decode(message);
    const [question] = questions;
    if (!question) return;
    const name = question.name.toLowerCase();
    const answers = (zone[name] ?? [])
      .filter((type) => type === question.type)
      .map((type): wire.Answer => ({ type, name: question.name, ttl: 60, data: type === 'A' ? ipv4 : ipv6 }));
    const flags = wire.RECURSION_DESIRED | wire.RECURSION_AVAILABLE | (name in zone ? 0 : 3);
    socket.send(wire.encode({ type: 'response', id, flags, questions, answers }), peer.port, peer.address);
  });
  socket.bind(53, ipv4);
}

const endings: (() => Promise<void>)[] = [];
function onEnd(work: () => Promise<void>): void {
  endings.push(work);
}

const account = await (kind === 'postfix' ? startPostfix() : startOwnLab());
serveDns();
const caFile = join(folder, `${kind}-ca.pem`);
writeFileSync(caFile, labRootPem());
process.stdout.write(`${JSON.stringify({ host: HOST, caFile, user: account.user, password: account.password })}\n`);
process.stdin.resume().once('end', async () => {
  for (const end of endings) await end().catch(() => undefined);
  process.exit(0);
});
