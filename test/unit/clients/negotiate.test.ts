// Every TLS client against servers of every kind: what is computed from a few hellos beside what the server would really choose.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { negotiate } from '../../../src/clients/negotiate.ts';
import type { TlsClient } from '../../../src/clients/tls-client.ts';
import { findTlsClient, TLS_CLIENTS } from '../../../src/clients/tls-clients.ts';
import { CIPHER_SUITES, suiteFacts } from '../../../src/model/cipher-suites.ts';
import { tlsOf } from './facts.ts';
import { answerOf, MODERN, type TlsServer } from './tls-server.ts';

const [TLS10, TLS11, TLS12, TLS13] = [0x0301, 0x0302, 0x0303, 0x0304];
const ALL = [...CIPHER_SUITES.keys()].filter((suite) => suiteFacts(suite)?.keyExchange !== 'TLS13').toReversed();
const such = (pattern: RegExp): number[] => ALL.filter((suite) => pattern.test(suiteFacts(suite)?.name ?? ''));

/** As servers of the years of TLS 1.0 have it. */
const LEGACY = [...MODERN.suites, 0x006b, 0x0067, 0x0039, 0x0033, 0x000a, 0x0005];

const USUAL: Readonly<Record<string, Partial<TlsServer>>> = {
  modern: {},
  'with an ECDSA key': { keys: ['ECDSA'] },
  'with both keys': { keys: ['ECDSA', 'RSA'] },
  'all versions': { versions: [TLS10, TLS11, TLS12, TLS13], suites: LEGACY },
  'TLS 1.2 at the most': { versions: [TLS10, TLS11, TLS12] },
  'TLS 1.2 alone': { versions: [TLS12] },
  'ECDHE with AEAD': { suites: such(/ECDHE.*(GCM|CHACHA)/) },
  'ECDHE with AEAD, TLS 1.2 alone': { versions: [TLS12], suites: such(/ECDHE.*GCM/) },
  'the order of the client': { followsClient: true },
  'the order of the client, all': { followsClient: true, versions: [TLS10, TLS11, TLS12, TLS13], suites: LEGACY },
  'TLS 1.3 alone': { versions: [TLS13] },
  'Exchange 2016': {
    versions: [TLS10, TLS11, TLS12],
    suites: [0xc030, 0xc02f, 0xc028, 0xc027, 0xc014, 0xc013, 0x009d, 0x009c, 0x003d, 0x003c, 0x0035, 0x002f, 0x000a],
    groups: [0x0017, 0x0018],
  },
  'ECDHE and DHE with AEAD': { suites: such(/(ECDHE|DHE_RSA).*(GCM|CHACHA)/) },
  'no RSA key exchange': { suites: such(/ECDHE|DHE/) },
};
const ODD: Readonly<Record<string, Partial<TlsServer>>> = {
  'TLS 1.0 alone': { versions: [TLS10], suites: [0xc014, 0xc013, 0x0035, 0x002f, 0x000a, 0x0005] },
  'RSA key exchange alone': { versions: [TLS12], suites: [0x009d, 0x009c, 0x0035, 0x002f] },
  'one suite': { versions: [TLS12], suites: [0x009d] },
  'DHE of 1024 bits': { versions: [TLS12], suites: such(/TLS_DHE_RSA.*AES/), dhBits: 1024 },
  'DHE of 1024 bits preferred': {
    versions: [TLS10, TLS11, TLS12],
    suites: [...such(/TLS_DHE_RSA.*AES/), ...MODERN.suites],
    dhBits: 1024,
  },
  'ECDHE with CBC-SHA': { versions: [TLS12], suites: [0xc013, 0xc014] },
  'x25519 alone': { groups: [0x001d] },
  'P-384 alone': { groups: [0x0018] },
  'no secure renegotiation': { versions: [TLS10, TLS12], lacksSecureRenegotiation: true },
  'CHACHA20 alone': { versions: [TLS12], suites: [0xcca8] },
  '3DES and RC4': { versions: [TLS10], suites: [0x000a, 0x0005] },
};

/** What comes of it, by the client's own hello and its own rules. */
function truthOf(client: TlsClient, server: TlsServer): boolean {
  const suites = client.versions.includes(TLS13) ? [...client.suites, 0x1301] : client.suites;
  const groups = client.groups.length > 0 ? client.groups : server.groups;
  const offer = {
    version: Math.min(client.versions.at(-1) ?? 0, TLS12),
    suites,
    groups,
    signatures: client.signatures,
    sni: client.sendsSni,
  };
  const { choice } = answerOf(server, offer, client.versions);
  if (choice === null) return false;
  if (choice.version < TLS13 && client.needsSecureRenegotiation && choice.secureRenegotiation === false) return false;
  const { dhBits } = choice;
  return dhBits === null || (dhBits >= (client.minDhBits ?? 0) && dhBits <= (client.maxDhBits ?? Number.POSITIVE_INFINITY));
}

interface Score {
  readonly wrongFails: readonly string[];
  readonly wrongWorks: readonly string[];
  readonly unknown: readonly string[];
  readonly total: number;
}

function score(servers: Readonly<Record<string, Partial<TlsServer>>>, wantsMore: boolean): Score {
  const rows = Object.entries(servers).flatMap(([name, more]) => {
    const server = { ...MODERN, ...more };
    const facts = tlsOf(server, wantsMore);
    return TLS_CLIENTS.map((client) => ({
      what: `${client.id} at ${name}`,
      told: negotiate(client, facts).kind,
      truth: truthOf(client, server),
    }));
  });
  const having = (test: (row: (typeof rows)[number]) => boolean): string[] => rows.filter(test).map(({ what }) => what);
  return {
    wrongFails: having(({ told, truth }) => told === 'failed' && truth),
    wrongWorks: having(({ told, truth }) => told === 'agreed' && !truth),
    unknown: having(({ told }) => told === 'unknown'),
    total: rows.length,
  };
}

describe('what a few hellos tell of every client', () => {
  for (const [what, servers, wantsMore, mostUnknown, mostWrong] of [
    ['usual servers, four hellos', USUAL, false, 0.05, 0.01],
    ['usual servers, with --tls-scan', USUAL, true, 0.02, 0.01],
    ['odd servers, four hellos', ODD, false, 0.15, 0.02],
    ['odd servers, with --tls-scan', ODD, true, 0.1, 0.02],
  ] as const) {
    it(what, () => {
      const { wrongFails, wrongWorks, unknown, total } = score(servers, wantsMore);
      assert.deepEqual(wrongFails, [], 'said to fail, and works');
      assert.ok(
        wrongWorks.length <= total * mostWrong,
        `${wrongWorks.length} of ${total} said to work, and fail: ${wrongWorks.join(', ')}`,
      );
      assert.ok(unknown.length <= total * mostUnknown, `${unknown.length} of ${total} not judged: ${unknown.join(', ')}`);
    });
  }

  it('asks four times of a usual server, and never more than eighteen', () => {
    for (const more of [...Object.values(USUAL), ...Object.values(ODD)]) {
      const server = { ...MODERN, ...more };
      const basic = tlsOf(server).answers.length;
      assert.ok(basic <= (tlsOf(server).own ? 4 : 5), `${basic}`);
      assert.ok(tlsOf(server, true).answers.length <= basic + 14);
    }
  });

  it('names the version that is missing, the suite, the bits', () => {
    const told = (id: string, more: Partial<TlsServer>): unknown => {
      const client = findTlsClient(id);
      assert.ok(client, id);
      return negotiate(client, tlsOf({ ...MODERN, ...more }));
    };
    assert.deepEqual(told('java-7', {}), {
      kind: 'failed',
      cause: 'version',
      why: 'no TLS 1.2',
      serverChange: null,
    });
    assert.deepEqual(told('go-1.23', { versions: [TLS10], suites: [0x002f] }), {
      kind: 'failed',
      cause: 'version',
      why: 'nothing older than TLS 1.2, and the server ends at TLS 1.0',
      serverChange: 'take TLS 1.2',
    });
    assert.deepEqual(told('outlook@win2012r2', { versions: [TLS12], suites: such(/ECDHE.*GCM/) }), {
      kind: 'failed',
      cause: 'suite',
      why: 'no ECDHE-RSA GCM',
      serverChange: 'add the cipher suite ECDHE-RSA-AES256-SHA384',
    });
    assert.deepEqual(told('openssl-3@debian-12', { versions: [TLS12], suites: [0x009e], dhBits: 1024 }), {
      kind: 'failed',
      cause: 'dh-bits',
      why: 'the DH parameters have 1024 bits, and it takes 2048 or more',
      serverChange: 'use DH parameters of 2048 bits, or prefer ECDHE',
    });
  });
});
