// One place's view of a mail host, in a network namespace of its own: `place-host.ts server <address> <folder>` is the host
// itself, a lab on 25, 465 and 587; `place-host.ts gateway <address> <folder>` stands in its place at the same address, as a
// gateway that inspects mail does: 465 by TLS of its own, 587 without STARTTLS, and no way to 25. Onwards it goes by sockets of
// the file system, which all namespaces share. Says what it is in one line of JSON, ends with its stdin.
import { writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import { labCertificate, labRootPem } from '../../../src/lab/certificates.ts';
import { startLab } from '../../../src/lab/lab.ts';

const [role = 'server', address = '', folder = ''] = process.argv.slice(2);
const HOST = 'mail.places.test';
const PORTS = { relay: 25, submissions: 465, submission: 587 } as const;

const wayTo = (port: number): string => join(folder, `${port}.sock`);

function joinUp(near: Duplex, far: Duplex): void {
  near.pipe(far).pipe(near);
  near.on('error', () => far.destroy()).on('close', () => far.destroy());
  far.on('error', () => near.destroy()).on('close', () => near.destroy());
}

async function beServer(): Promise<void> {
  const lab = await startLab('healthy', { host: HOST });
  const toLab = (name: string) => (near: Socket) => joinUp(near, connect({ host: lab.address, port: lab.port(name) }));
  for (const [name, port] of Object.entries(PORTS)) {
    createServer(toLab(name)).listen(port, address);
    createServer(toLab(name)).listen(wayTo(port));
  }
  const caFile = join(folder, 'root.pem');
  writeFileSync(caFile, labRootPem());
  const { user, password } = lab.account;
  process.stdout.write(`${JSON.stringify({ host: HOST, caFile, user, password })}\n`);
}

/** The keyword goes, and the reply stays whole. */
const withoutStartTls = (text: string): string =>
  text.replace(/250-STARTTLS\r\n/g, '').replace(/250 STARTTLS\r\n/g, '250 HELP\r\n');

function beGateway(): void {
  const { chainPem, keyPem } = labCertificate('untrusted-root', HOST);
  createTlsServer({ cert: chainPem, key: keyPem }, (near) => {
    // Whom it reaches it does not verify, as many such boxes do not.
    const onward = connect(wayTo(PORTS.submissions));
    joinUp(near, connectTls({ socket: onward, servername: HOST, rejectUnauthorized: false }));
  }).listen(PORTS.submissions, address);
  createServer((near) => {
    const far = connect(wayTo(PORTS.submission));
    near.pipe(far);
    far.on('data', (bytes) => near.write(withoutStartTls(bytes.toString('latin1')), 'latin1')).on('end', () => near.end());
    near.on('error', () => far.destroy()).on('close', () => far.destroy());
    far.on('error', () => near.destroy());
  }).listen(PORTS.submission, address);
  process.stdout.write(`${JSON.stringify({ host: HOST })}\n`);
}

if (role === 'server') await beServer();
else beGateway();
process.stdin.resume().once('end', () => process.exit(0));
