// A DNS server of the tests' own, UDP and TCP on one ephemeral loopback port: a zone is a map from name to records and
// misbehaviour. Answers alias chains within its zone, as a resolver does. Not for anything but tests.
import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import * as wire from 'dns-packet';

type Type = 'A' | 'AAAA' | 'MX' | 'SRV' | 'TXT' | 'PTR' | 'TLSA';

export interface ZoneEntry {
  readonly A?: readonly string[];
  readonly AAAA?: readonly string[];
  readonly CNAME?: string;
  /** Leaves the alias for the client to follow, as an authoritative server does. */
  readonly open?: boolean;
  readonly MX?: readonly (readonly [preference: number, exchange: string])[];
  readonly SRV?: readonly (readonly [priority: number, weight: number, port: number, target: string])[];
  readonly TXT?: readonly string[];
  readonly PTR?: readonly string[];
  readonly TLSA?: readonly (readonly [usage: number, selector: number, matching: number, hex: string])[];
  /** For every type, or by type. */
  readonly rcode?: string | Readonly<Partial<Record<Type, string>>>;
  /** Answers nothing: to all types, or to these. */
  readonly silent?: boolean | readonly Type[];
  /** Silent that many times, then answers: a lost packet. */
  readonly lose?: number;
  readonly truncate?: boolean;
  readonly authentic?: boolean;
  /** Sends this ahead of the true answer. */
  readonly ahead?: 'wrong-id' | 'wrong-question' | 'foreign-record' | 'garbage';
  /** Sends this and nothing else. */
  readonly instead?: 'wrong-id' | 'wrong-question' | 'foreign-record' | 'garbage' | 'referral';
  /** FORMERR for a query with EDNS. */
  readonly refusesEdns?: boolean;
}
export type Zone = Record<string, ZoneEntry>;

const RCODES: Readonly<Record<string, number>> = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 };
const RA = 0x80;

function recordsOf(name: string, type: Type, entry: ZoneEntry): wire.Answer[] {
  switch (type) {
    case 'A':
    case 'AAAA':
    case 'PTR':
      return (entry[type] ?? []).map((data) => ({ type, name, data }));
    case 'MX':
      return (entry.MX ?? []).map(([preference, exchange]) => ({ type, name, data: { preference, exchange } }));
    case 'SRV':
      return (entry.SRV ?? []).map(([priority, weight, port, target]) => ({
        type,
        name,
        data: { priority, weight, port, target },
      }));
    case 'TXT':
      return (entry.TXT ?? []).map((text) => ({ type, name, data: text.match(/.{1,255}/gs) ?? [''] }));
    case 'TLSA':
      return (entry.TLSA ?? []).map(([usage, selector, matchingType, hex]) => ({
        type,
        name,
        data: { usage, selector, matchingType, certificate: Buffer.from(hex, 'hex') },
      }));
  }
}

function resolve(zone: Zone, name: string, type: Type): { rcode: string; answers: wire.Answer[] } {
  const answers: wire.Answer[] = [];
  let owner = name;
  for (let hops = 0; hops < 12; hops += 1) {
    const entry = zone[owner];
    if (!entry) {
      const isBetween = Object.keys(zone).some((other) => other.endsWith(`.${owner}`));
      return { rcode: isBetween ? 'NOERROR' : 'NXDOMAIN', answers };
    }
    const rcode = typeof entry.rcode === 'string' ? entry.rcode : entry.rcode?.[type];
    if (rcode) return { rcode, answers: [] };
    if (!entry.CNAME) return { rcode: 'NOERROR', answers: [...answers, ...recordsOf(owner, type, entry)] };
    answers.push({ type: 'CNAME', name: owner, data: entry.CNAME });
    if (entry.open) break;
    owner = entry.CNAME.toLowerCase();
  }
  return { rcode: 'NOERROR', answers };
}

function encode(query: wire.Packet, entry: ZoneEntry, rcode: string, answers: wire.Answer[], isTruncated: boolean): Buffer {
  const flags =
    (entry.open ? 0 : RA) |
    (isTruncated ? wire.TRUNCATED_RESPONSE : 0) |
    (entry.authentic ? wire.AUTHENTIC_DATA : 0) |
    (RCODES[rcode] ?? 0);
  return wire.encode({
    type: 'response',
    id: query.id ?? 0,
    flags,
    questions: query.questions ?? [],
    answers: isTruncated ? [] : answers,
  });
}

function oddity(kind: NonNullable<ZoneEntry['instead']>, query: wire.Packet): Buffer {
  const [question] = query.questions ?? [];
  const name = question?.name ?? '.';
  const forged: wire.Answer = { type: 'A', name, data: '203.0.113.66' };
  switch (kind) {
    case 'wrong-id':
      return encode({ ...query, id: ((query.id ?? 0) + 1) & 0xffff }, {}, 'NOERROR', [forged], false);
    case 'wrong-question':
      return encode({ ...query, questions: [{ type: 'A', name: 'other.example' }] }, {}, 'NOERROR', [forged], false);
    case 'foreign-record':
      return encode(query, {}, 'NOERROR', [{ type: 'A', name: 'other.example', data: '203.0.113.66' }], false);
    case 'garbage': {
      const bytes = Buffer.alloc(40, 0xff);
      bytes.writeUInt16BE(query.id ?? 0);
      return bytes;
    }
    case 'referral':
      return wire.encode({
        type: 'response',
        id: query.id ?? 0,
        questions: query.questions ?? [],
        authorities: [{ type: 'NS', name: 'example', data: 'ns.example' }],
      });
  }
}

export interface TestDnsServer {
  readonly address: string;
  readonly port: number;
  /** `A mail.example udp`, in order of arrival. */
  readonly queries: readonly string[];
  readonly zone: Zone;
  /** Queries that asked for DNSSEC (the DO bit). */
  readonly dnssecQueries: readonly string[];
  readonly close: () => Promise<void>;
}

export async function startDnsServer(zone: Zone): Promise<TestDnsServer> {
  const queries: string[] = [];
  const dnssecQueries: string[] = [];
  const lost = new Map<string, number>();
  const respond = (message: Buffer, overUdp: boolean): Buffer[] => {
    const query = wire.decode(message);
    const [question] = query.questions ?? [];
    if (!question) return [];
    const name = question.name.toLowerCase();
    const type = question.type as Type;
    queries.push(`${type} ${name} ${overUdp ? 'udp' : 'tcp'}`);
    const opt = query.additionals?.find((record) => record.type === 'OPT');
    if (opt?.type === 'OPT' && opt.flag_do) dnssecQueries.push(`${type} ${name}`);
    const entry = zone[name] ?? {};
    const silent = entry.silent ?? zone['*']?.silent ?? false;
    if (silent === true || (Array.isArray(silent) && silent.includes(type))) return [];
    const losses = lost.get(`${type} ${name}`) ?? 0;
    if (losses < (entry.lose ?? 0)) {
      lost.set(`${type} ${name}`, losses + 1);
      return [];
    }
    if (entry.instead) return [oddity(entry.instead, query)];
    if (entry.refusesEdns && opt) return [encode(query, {}, 'FORMERR', [], false)];
    const { rcode, answers } = resolve(zone, name, type);
    const full = encode(query, entry, rcode, answers, false);
    const isTruncated = overUdp && (entry.truncate === true || full.length > 1232);
    const reply = isTruncated ? encode(query, entry, rcode, answers, true) : full;
    return entry.ahead ? [oddity(entry.ahead, query), reply] : [reply];
  };

  const sockets = new Set<Socket>();
  const tcp = createServer((socket) => {
    sockets.add(socket);
    let received = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      for (const reply of respond(received.subarray(2), false)) {
        const length = Buffer.alloc(2);
        length.writeUInt16BE(reply.length);
        socket.write(Buffer.concat([length, reply]));
      }
    });
  });
  const udp = createSocket('udp4');
  udp.on('message', (message, peer: RemoteInfo) => {
    for (const reply of respond(message, true)) udp.send(reply, peer.port, peer.address);
  });
  const port = await listenOnBoth(tcp, udp);
  return {
    address: '127.0.0.1',
    port,
    queries,
    zone,
    dnssecQueries,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      udp.close();
      tcp.close();
      await once(tcp, 'close');
    },
  };
}

/** One free port for both: the UDP side of a free TCP port may be taken, then another is tried. */
async function listenOnBoth(tcp: ReturnType<typeof createServer>, udp: ReturnType<typeof createSocket>): Promise<number> {
  for (let attempt = 0; ; attempt += 1) {
    tcp.listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    const address = tcp.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    try {
      udp.bind(port, '127.0.0.1');
      await once(udp, 'listening');
      return port;
    } catch (error) {
      if (attempt === 5) throw error;
      tcp.close();
      await once(tcp, 'close');
    }
  }
}
