// A server's TLS as a function, for tests: which version, suite and group it chooses for an offer. What the program asks of a
// real server it asks of this one, and what a client would get is known exactly.
import { suiteFacts } from '../../../src/model/cipher-suites.ts';
import type { HelloAnswer, HelloOffer } from '../../../src/model/server-tls.ts';
import { type Asking, nextOffer } from '../../../src/probe/hello-offers.ts';

export interface TlsServer {
  readonly versions: readonly number[];
  /** In its own order, below TLS 1.3. */
  readonly suites: readonly number[];
  readonly groups: readonly number[];
  readonly keys: readonly ('RSA' | 'ECDSA')[];
  readonly followsClient?: boolean;
  readonly dhBits?: number;
  readonly lacksSecureRenegotiation?: boolean;
}

const ECDHE_GCM = [0xc02f, 0xc030, 0xc02b, 0xc02c];
export const MODERN: TlsServer = {
  versions: [0x0303, 0x0304],
  suites: [
    ...ECDHE_GCM,
    0xcca8,
    0xcca9,
    0xc027,
    0xc028,
    0xc023,
    0xc024,
    0xc013,
    0xc014,
    0xc009,
    0xc00a,
    0x009e,
    0x009f,
    0x009c,
    0x009d,
    0x002f,
    0x0035,
  ],
  groups: [0x001d, 0x0017, 0x0018],
  keys: ['RSA'],
  dhBits: 2048,
};

const shared = (first: readonly number[], second: readonly number[]): number | null =>
  first.find((one) => second.includes(one)) ?? null;
/** Groups are an extension: without it any may be taken. */
const groupFor = (server: TlsServer, offer: HelloOffer): number | null =>
  offer.groups.length === 0 ? (server.groups[0] ?? null) : shared(server.groups, offer.groups);

/** What a client's own offer gets. */
export function answerOf(server: TlsServer, offer: HelloOffer, sortedVersions: readonly number[] | null = null): HelloAnswer {
  const refused = (alert: number): HelloAnswer => ({ offer, choice: null, alert });
  const able =
    sortedVersions ??
    [0x0300, 0x0301, 0x0302, 0x0303, 0x0304].filter((one) => (offer.version === 0x0304 ? one === 0x0304 : one <= offer.version));
  const version = server.versions.filter((one) => able.includes(one)).toSorted((a, b) => b - a)[0];
  if (version === undefined) return refused(70);
  const group = groupFor(server, offer);
  if (version === 0x0304) {
    const suite = shared([0x1301, 0x1302, 0x1303], offer.suites);
    if (suite === null || group === null) return refused(40);
    return {
      offer,
      choice: { version, suite, group, dhBits: null, signature: null, secureRenegotiation: null, certificate: null },
      alert: null,
    };
  }
  const usable = (suite: number): boolean => {
    const facts = suiteFacts(suite);
    if (!facts || facts.keyExchange === 'TLS13' || (version < 0x0303 && facts.needsTls12)) return false;
    if (facts.keyExchange === 'ECDHE' && group === null) return false;
    return facts.authentication === null || server.keys.includes(facts.authentication);
  };
  const [preferred, other] = server.followsClient ? [offer.suites, server.suites] : [server.suites, offer.suites];
  const suite = preferred.filter(usable).find((one) => other.includes(one));
  if (suite === undefined) return refused(40);
  const exchange = suiteFacts(suite)?.keyExchange;
  return {
    offer,
    choice: {
      version,
      suite,
      group: exchange === 'ECDHE' ? group : null,
      dhBits: exchange === 'DHE' ? (server.dhBits ?? 2048) : null,
      signature: null,
      secureRenegotiation: server.lacksSecureRenegotiation !== true,
      certificate: { sha256: 'AA', keyType: server.keys[0] === 'RSA' ? 'rsa' : 'ec', keyBits: 2048, bearsName: true },
    },
    alert: null,
  };
}

/** All that the program would ask of it. */
export function askAll(server: TlsServer, asking: Asking): HelloAnswer[] {
  const answers: HelloAnswer[] = [];
  const asked: HelloOffer[] = [];
  for (let offer = nextOffer(answers, asked, asking); offer !== null; offer = nextOffer(answers, asked, asking)) {
    asked.push(offer);
    answers.push(answerOf(server, offer));
  }
  return answers;
}
