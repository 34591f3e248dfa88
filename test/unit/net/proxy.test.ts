// The two rungs through a proxy, as a probe goes them, against proxies and servers on loopback.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { after, test } from 'node:test';
import { createServer as createTlsServer } from 'node:tls';
import { inspect } from 'node:util';
import { labCertificate, labRootPem } from '../../../src/lab/certificates.ts';
import type { EndpointObservation } from '../../../src/model/observation.ts';
import type { Plan, ProxyOptions, ProxyScheme } from '../../../src/model/plan.ts';
import { Secret } from '../../../src/model/secret.ts';
import { Channel } from '../../../src/net/channel.ts';
import { Deadline } from '../../../src/net/deadline.ts';
import { connectToProxy, type SharedProxy } from '../../../src/net/proxy/connect.ts';
import { Redactor } from '../../../src/net/redactor.ts';
import { handshake, makeSecureContext } from '../../../src/net/tls.ts';
import type { ProbeContext } from '../../../src/probe/context.ts';
import { EndpointRecorder } from '../../../src/probe/recorder.ts';
import { Settling } from '../../../src/probe/settling.ts';
import { reachThroughProxy } from '../../../src/probe/through-proxy.ts';
import { protocolNamed } from '../../../src/protocols/index.ts';
import { DEFAULT_REQUEST, makePlan } from '../../../src/request/plan.ts';
import { parseTarget } from '../../../src/request/target.ts';
import { startDnsServer } from '../../support/dns-server.ts';
import { type ProxySettings, startGreeter, startProxy, type TestServer } from '../../support/proxy-server.ts';
import { until } from '../../support/until.ts';

const HOST = 'mail.lab.test';
const USER = 'probe-user';
const PASSWORD = 'Right+horse/battery=42';
const GREETING = '220 mail.lab.test ESMTP\r\n';
/** For what has to come, on the slowest machine. */
const AMPLE_MS = 60_000;

interface Way {
  readonly scheme: ProxyScheme;
  readonly proxyPort: number;
  readonly proxyHost?: string;
  readonly port?: number;
  readonly address?: string;
  readonly host?: string;
  readonly user?: string;
  readonly password?: string;
  readonly connectMs?: number;
  readonly commandMs?: number;
  readonly totalMs?: number;
  readonly resolve?: Plan['resolve'];
  readonly bindAddress?: string;
  readonly tls?: Partial<Plan['tls']>;
  readonly interrupt?: boolean;
}

interface Reached {
  readonly stream: Duplex | null;
  readonly recorder: EndpointRecorder;
  readonly deadline: Deadline;
  readonly context: ProbeContext;
  readonly observation: EndpointObservation;
}

const open: Deadline[] = [];
after(() => {
  for (const deadline of open) deadline.interrupt();
});

async function reachServer(wanted: Way): Promise<Reached> {
  const { scheme, proxyPort, port = 25, address = '127.0.0.1', host = HOST, connectMs = AMPLE_MS, commandMs = AMPLE_MS } = wanted;
  const proxy: ProxyOptions = {
    scheme,
    host: wanted.proxyHost ?? '127.0.0.1',
    port: proxyPort,
    user: wanted.user ?? null,
    password: wanted.password === undefined ? null : new Secret(wanted.password),
  };
  const plan = makePlan(parseTarget(host), {
    ...DEFAULT_REQUEST,
    ports: [port],
    proxy,
    resolve: wanted.resolve ?? new Map(),
    bindAddress: wanted.bindAddress ?? null,
    timeouts: { ...DEFAULT_REQUEST.timeouts, connectMs, commandMs },
    tls: { ...DEFAULT_REQUEST.tls, ...wanted.tls },
  });
  const deadline = new Deadline(wanted.totalMs ?? 2 * AMPLE_MS);
  open.push(deadline);
  const redactor = new Redactor();
  if (wanted.password !== undefined) redactor.add(wanted.password, wanted.user);
  const context: ProbeContext = {
    plan,
    protocol: protocolNamed('smtp'),
    deadline,
    redactor,
    secureContext: makeSecureContext(plan.tls),
    keepsTranscript: true,
    settling: new Settling(plan),
    sharedProxy: { addresses: null, secureContext: null },
    logins: null,
    waits: null,
    onSilence: () => {},
    onConnected: () => {},
  };
  const family = address.includes(':') ? 6 : 4;
  const recorder = new EndpointRecorder({ protocol: 'smtp', address, family, port, mode: 'plain' }, deadline, redactor);
  const reached = reachThroughProxy(recorder, context, proxy);
  if (wanted.interrupt) setImmediate(() => deadline.interrupt());
  const stream = await reached;
  return { stream, recorder, deadline, context, observation: recorder.observation(['connect', 'proxy', 'quit']) };
}

const summary = ({ observation: { failure } }: Reached): string => {
  if (failure === null) return 'ok';
  if (failure.kind === 'proxy') return `${failure.stage} ${failure.fault} ${failure.systemCode ?? '-'} ${failure.detail}`;
  return `${failure.stage} ${failure.kind} ${'budget' in failure ? failure.budget : ''}`.trim();
};

async function firstLine({ stream, deadline, recorder }: Reached): Promise<string> {
  assert.ok(stream, 'the proxy was passed');
  const channel = new Channel(stream, deadline, recorder.transcript, 1000);
  channel.begin({ stage: 'greeting', budget: 'greeting', ms: AMPLE_MS });
  const line = await channel.readLine();
  channel.destroy();
  assert.ok(line.ok, inspect(line));
  return line.value.toString();
}

async function withServers(
  settings: ProxySettings,
  work: (proxy: Awaited<ReturnType<typeof startProxy>>, greeter: TestServer) => Promise<void>,
): Promise<void> {
  const proxy = await startProxy(settings);
  const greeter = await startGreeter(GREETING);
  try {
    await work(proxy, greeter);
  } finally {
    await proxy.close();
    await greeter.close();
  }
}

const WAYS: readonly [scheme: ProxyScheme, kind: ProxySettings['kind'], byName: boolean][] = [
  ['socks4', 'socks4', false],
  ['socks4a', 'socks4', true],
  ['socks5', 'socks5', false],
  ['socks5h', 'socks5', true],
  ['http', 'http', true],
];
const names = { [HOST]: '127.0.0.1' };

for (const [scheme, kind, byName] of WAYS) {
  test(`${scheme}: relays, asked by ${byName ? 'name' : 'address'}, whole and byte by byte`, () =>
    withServers({ kind, names }, async (proxy, greeter) => {
      const dripping = await startProxy({ kind, names, drip: true });
      for (const { port: proxyPort, requests } of [proxy, dripping]) {
        const reached = await reachServer({ scheme, proxyPort, port: greeter.port });
        assert.equal(summary(reached), 'ok');
        assert.equal(await firstLine(reached), GREETING.trim());
        const [request] = requests;
        assert.deepEqual([request?.byName, request?.host, request?.port], [byName, byName ? HOST : '127.0.0.1', greeter.port]);
        assert.deepEqual(
          reached.observation.steps.map(({ stage, status }) => `${stage} ${status}`),
          ['connect ok', 'proxy ok', 'quit skipped'],
        );
        assert.equal(reached.observation.localAddress, '127.0.0.1');
      }
      await dripping.close();
    }));

  test(`${scheme}: a greeting in the same segment as the answer is not lost`, () =>
    withServers({ kind, names, glued: `${GREETING}250 and more\r\n` }, async (proxy) => {
      const reached = await reachServer({ scheme, proxyPort: proxy.port });
      assert.equal(summary(reached), 'ok');
      // Nobody listens for a while: what comes early has to keep.
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.equal(await firstLine(reached), GREETING.trim());
    }));

  test(`${scheme}: a refusal, garbage, a close and a reset are the proxy's`, async () => {
    const cases: readonly [ProxySettings['behaviour'] & string, RegExp][] = [
      ['refuse', /^proxy refused - the proxy /],
      ['garbage', /^proxy protocol-error - .*: \\x00ÿ?(\\xff)?nothing of the kind$/],
      ['close', /^proxy protocol-error - .*without a word$/],
      ['reset', /^proxy protocol-error ECONNRESET /],
    ];
    for (const [behaviour, expected] of cases)
      await withServers({ kind, behaviour }, async (proxy) => {
        const reached = await reachServer({ scheme, proxyPort: proxy.port });
        assert.match(summary(reached), expected);
        assert.equal(reached.stream, null);
        assert.deepEqual(
          reached.observation.steps.map(({ stage, status }) => `${stage} ${status}`),
          ['connect ok', 'proxy failed', 'quit skipped'],
        );
        assert.equal(reached.context.settling.settledInLine(reached.recorder.spec), null);
      });
  });

  test(`${scheme}: silence ends in its time, and with the whole check's`, () =>
    withServers({ kind, behaviour: 'silent' }, async (proxy) => {
      assert.equal(summary(await reachServer({ scheme, proxyPort: proxy.port, commandMs: 60 })), 'proxy timeout proxy');
      // Long enough for the connection.
      assert.equal(summary(await reachServer({ scheme, proxyPort: proxy.port, totalMs: 1_000 })), 'proxy timeout total');
    }));
}

test('an interrupted check ends at once, at either rung', () =>
  withServers({ kind: 'socks5', behaviour: 'silent' }, async (proxy) => {
    const reached = await reachServer({ scheme: 'socks5', proxyPort: proxy.port, interrupt: true });
    assert.equal(reached.observation.failure?.kind, 'not-tried');
  }));

test('SOCKS 5: a proxy that took the request and never says how it went has not shown to be no proxy', () =>
  withServers({ kind: 'socks5', behaviour: 'stall' }, async (proxy) => {
    const reached = await reachServer({ scheme: 'socks5', proxyPort: proxy.port, commandMs: 1_000 });
    assert.match(summary(reached), /^proxy refused ETIMEDOUT .*whether it could connect$/);
  }));

for (const kind of ['http', 'socks5'] as const) {
  test(`${kind}: user name and password, right, wrong and missing; they show nowhere`, () =>
    withServers({ kind, names, user: USER, password: PASSWORD }, async (proxy, greeter) => {
      const way = { scheme: kind === 'http' ? kind : 'socks5h', proxyPort: proxy.port, port: greeter.port } as const;
      const right = await reachServer({ ...way, user: USER, password: PASSWORD });
      assert.equal(await firstLine(right), GREETING.trim());
      assert.equal(proxy.requests[0]?.user, USER);
      const wrong = await reachServer({ ...way, user: USER, password: 'Wrong+horse/battery=42' });
      assert.match(summary(wrong), /^proxy auth-required - .*does not accept/);
      // Probes still in line need not try the same login again.
      assert.equal(wrong.context.settling.settledInLine(wrong.recorder.spec)?.kind, 'proxy');
      const missing = await reachServer(way);
      assert.match(summary(missing), /^proxy auth-required - .*wants a (user name|login)/);
      for (const reached of [right, wrong]) {
        const shown = inspect(reached.observation, { depth: 9 });
        assert.doesNotMatch(shown, /horse/);
        assert.ok(!shown.includes(Buffer.from(`${USER}:${PASSWORD}`).toString('base64').slice(0, 20)));
      }
    }));
}

test('a proxy that sends the login back does not bring it into the report', async () => {
  const blob = Buffer.from(`${USER}:${PASSWORD}`).toString('base64');
  const said = [
    `HTTP/1.1 403 no ${blob} for you\r\n\r\n`,
    `HTTP/1.1 407 ${PASSWORD}\r\n\r\n`,
    `HTTP/1.1 999 ${'x'.repeat(285)}${PASSWORD}\r\n\r\n`,
    `Basic ${blob}\r\n`,
    `${'y'.repeat(95)}${PASSWORD}\r\n`,
  ];
  for (const text of said)
    await withServers({ kind: 'http', behaviour: 'garbage', said: text }, async (proxy) => {
      const reached = await reachServer({ scheme: 'http', proxyPort: proxy.port, user: USER, password: PASSWORD });
      const shown = inspect(reached.observation, { depth: 9, breakLength: Number.POSITIVE_INFINITY });
      assert.equal(reached.observation.failure?.kind, 'proxy');
      assert.ok(![PASSWORD.slice(0, 5), blob.slice(0, 8), 'battery'].some((part) => shown.includes(part)), shown);
    });
  for (const scheme of ['http', 'socks4', 'socks5'] as const)
    await withServers({ kind: 'http', behaviour: 'echo' }, async (proxy) => {
      const reached = await reachServer({ scheme, proxyPort: proxy.port, user: USER, password: PASSWORD });
      assert.equal(reached.observation.failure?.kind, 'proxy');
      const shown = inspect(reached.observation, { depth: 9 });
      assert.ok(!shown.includes('horse') && !shown.includes(blob.slice(0, 8)), shown);
    });
});

test('the refusal names its reason', async () => {
  const cases: readonly [ProxyScheme, ProxySettings, RegExp][] = [
    ['http', { kind: 'http', refusal: 'HTTP/1.1 503 Upstream \u001b[2Jdown' }, /refused - .*HTTP 503 Upstream \\x1b\[2Jdown/],
    ['socks5', { kind: 'socks5', refusal: 5 }, /refused - .*the mail host refused/],
    ['socks4', { kind: 'socks4', refusal: 93 }, /auth-required - .*user name/],
  ];
  for (const [scheme, settings, expected] of cases)
    await withServers({ ...settings, behaviour: 'refuse' }, async (proxy) => {
      assert.match(summary(await reachServer({ scheme, proxyPort: proxy.port })), expected);
    });
});

test('an endless header is cut off', () =>
  withServers(
    { kind: 'http', behaviour: 'garbage', said: `HTTP/1.1 200 OK\r\n${'X-Pad: yes\r\n'.repeat(10_000)}\r\n` },
    async (proxy) => {
      assert.match(summary(await reachServer({ scheme: 'http', proxyPort: proxy.port })), /protocol-error - .*16384 bytes/);
    },
  ));

test('interim answers come before the true one', () =>
  withServers(
    { kind: 'http', behaviour: 'garbage', said: `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n${GREETING}` },
    async (proxy) => {
      assert.equal(await firstLine(await reachServer({ scheme: 'http', proxyPort: proxy.port })), GREETING.trim());
    },
  ));

test('a proxy that is not there: refused, or a name without an address', async () => {
  const closed = await startGreeter(GREETING);
  await closed.close();
  const refused = await reachServer({ scheme: 'socks5', proxyPort: closed.port });
  assert.match(summary(refused), /^connect unreachable ECONNREFUSED .*127\.0\.0\.1:\d+: ECONNREFUSED$/);
  assert.deepEqual(
    refused.observation.steps.map(({ stage, status }) => `${stage} ${status}`),
    ['connect failed', 'proxy skipped', 'quit skipped'],
  );
  assert.equal(refused.context.settling.settledInLine(refused.recorder.spec)?.kind, 'proxy');
  const unknown = await reachServer({ scheme: 'http', proxyPort: closed.port, proxyHost: 'proxy.invalid' });
  assert.match(summary(unknown), /^connect unreachable E\w+ .*proxy\.invalid/);
});

test('the name of the proxy is subject to --resolve, and its second address is tried', () =>
  withServers({ kind: 'http', glued: GREETING }, async (proxy) => {
    const resolve = new Map([['proxy.lab.test', ['127.0.0.2', '127.0.0.1']]]);
    const reached = await reachServer({ scheme: 'http', proxyPort: proxy.port, proxyHost: 'proxy.lab.test', resolve });
    assert.equal(await firstLine(reached), GREETING.trim());
  }));

test('the name of the proxy is asked for once a run, whatever its connections are', async () => {
  const dnsServer = await startDnsServer({ 'proxy.lab.test': { A: ['127.0.0.1'] } });
  const deadline = new Deadline(AMPLE_MS);
  open.push(deadline);
  await withServers({ kind: 'http' }, async ({ port }) => {
    const proxy: ProxyOptions = { scheme: 'http', host: 'proxy.lab.test', port, user: null, password: null };
    const names = { resolve: new Map(), dnsServer, bindAddress: null, limitMs: AMPLE_MS };
    const connect = (shared: SharedProxy) => connectToProxy(proxy, names, shared, deadline);
    const oneRun: SharedProxy = { addresses: null, secureContext: null };
    const connected = await Promise.all([connect(oneRun), connect(oneRun)]);
    const asked = (): number => dnsServer.queries.filter((query) => query.startsWith('A ')).length;
    const ofOneRun = asked();
    connected.push(await connect({ addresses: null, secureContext: null }));
    for (const one of connected) if (one.ok) one.value.destroy();
    assert.deepEqual([ofOneRun, asked()], [1, 2], 'another run asks for itself');
    assert.ok(connected.every(({ ok }) => ok));
  }).finally(() => dnsServer.close());
});

test('an address that the user named for the host goes to the proxy in place of the name', () =>
  withServers({ kind: 'socks5' }, async (proxy, greeter) => {
    const resolve = new Map([[HOST, ['127.0.0.1']]]);
    const reached = await reachServer({ scheme: 'socks5h', proxyPort: proxy.port, port: greeter.port, resolve });
    assert.equal(await firstLine(reached), GREETING.trim());
    assert.equal(proxy.requests[0]?.byName, false);
  }));

test('IPv6: as an address over SOCKS 5 and in brackets over HTTP, never over SOCKS 4', async () => {
  const way = { host: '[2001:db8::25]', address: '2001:db8::25' };
  for (const [scheme, host] of [
    ['socks5', '2001:0db8:0000:0000:0000:0000:0000:0025'],
    ['http', '[2001:db8::25]'],
  ] as const)
    await withServers({ kind: scheme, glued: GREETING }, async (proxy) => {
      assert.equal(summary(await reachServer({ ...way, scheme, proxyPort: proxy.port })), 'ok');
      assert.deepEqual([proxy.requests[0]?.host, proxy.requests[0]?.byName], [host, false]);
    });
  await withServers({ kind: 'socks4', glued: GREETING }, async (proxy) => {
    assert.match(
      summary(await reachServer({ ...way, scheme: 'socks4a', proxyPort: proxy.port })),
      /^proxy refused - .*IPv4.*socks5/,
    );
    assert.deepEqual(proxy.requests, []);
  });
});

test('SOCKS 5: a login that its one-byte lengths cannot hold is not sent', () =>
  withServers({ kind: 'socks5' }, async (proxy) => {
    const reached = await reachServer({ scheme: 'socks5', proxyPort: proxy.port, user: USER, password: 'long'.repeat(64) });
    assert.match(summary(reached), /^proxy auth-required - .*255 bytes/);
  }));

test('the bind address is the one that the proxy sees', () =>
  withServers({ kind: 'http', glued: GREETING }, async (proxy) => {
    const reached = await reachServer({ scheme: 'http', proxyPort: proxy.port, bindAddress: '127.0.0.9' });
    assert.equal(reached.observation.localAddress, '127.0.0.9');
  }));

test('every socket is closed after a failure', () =>
  withServers({ kind: 'socks5', behaviour: 'silent' }, async (proxy) => {
    await reachServer({ scheme: 'socks5', proxyPort: proxy.port, commandMs: 50 });
    await until(() => proxy.open() === 0, 'it is closed');
  }));

async function startTlsGreeter(): Promise<TestServer> {
  const { chainPem, keyPem } = labCertificate('good');
  const server = createTlsServer({ cert: chainPem, key: keyPem }, (socket) => {
    socket.on('error', () => {}).end(GREETING);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port: (server.address() as AddressInfo).port, open: () => 0, close };
}

test('TLS with the mail server stands over each kind of proxy, and over TLS with the proxy', async () => {
  const { chainPem, keyPem } = labCertificate('good');
  const tls = { cert: chainPem, key: keyPem };
  const greeter = await startTlsGreeter();
  const ways: readonly [ProxyScheme, ProxySettings][] = [
    ['socks4a', { kind: 'socks4' }],
    ['socks5', { kind: 'socks5' }],
    ['http', { kind: 'http', drip: true }],
    ['https', { kind: 'http', tls }],
  ];
  const resolve = new Map([[HOST, ['127.0.0.1']]]);
  for (const [scheme, settings] of ways)
    await withServers({ ...settings, names }, async (proxy) => {
      const roots = { extraRoots: [labRootPem()] };
      const way = { scheme, proxyPort: proxy.port, proxyHost: HOST, resolve, tls: roots, port: greeter.port };
      const reached = await reachServer(way);
      assert.equal(summary(reached), 'ok', scheme);
      assert.ok(reached.stream);
      const { secureContext: context } = reached.context;
      const request = { context, servername: HOST, stage: 'tls', budget: 'tls', limitMs: AMPLE_MS } as const;
      const secured = await handshake(reached.stream, request, reached.deadline);
      assert.ok(secured.ok, inspect(secured));
      assert.equal(secured.value.observation.trusted, true);
      assert.equal(await firstLine({ ...reached, stream: secured.value.socket }), GREETING.trim());
    });
  await greeter.close();
});

test('https: greeting in the same record as the answer; a certificate that does not verify; no TLS at all', async () => {
  const tlsOf = (kind: 'good' | 'expired') => ({ cert: labCertificate(kind).chainPem, key: labCertificate(kind).keyPem });
  const resolve = new Map([[HOST, ['127.0.0.1']]]);
  const way = { scheme: 'https', proxyHost: HOST, resolve, user: USER, password: PASSWORD } as const;
  const roots = { extraRoots: [labRootPem()] };
  await withServers({ kind: 'http', tls: tlsOf('good'), glued: GREETING }, async (proxy) => {
    assert.equal(await firstLine(await reachServer({ ...way, proxyPort: proxy.port, tls: roots })), GREETING.trim());
  });
  await withServers({ kind: 'http', tls: tlsOf('expired'), glued: GREETING }, async (proxy) => {
    const reached = await reachServer({ ...way, proxyPort: proxy.port, tls: roots });
    assert.match(summary(reached), /^proxy unreachable CERT_HAS_EXPIRED .*cert-expired/);
    assert.deepEqual(proxy.requests, [], 'the login was not sent');
    const insecure = { ...roots, insecure: true };
    assert.equal(await firstLine(await reachServer({ ...way, proxyPort: proxy.port, tls: insecure })), GREETING.trim());
  });
  await withServers({ kind: 'http', behaviour: 'garbage' }, async (proxy) => {
    assert.match(summary(await reachServer({ ...way, proxyPort: proxy.port, tls: roots })), /^proxy protocol-error \w+ no TLS/);
  });
});

test('a plaintext greeting behind the answer meets the handshake as plaintext', () =>
  withServers({ kind: 'socks5', glued: GREETING }, async (proxy) => {
    const reached = await reachServer({ scheme: 'socks5', proxyPort: proxy.port });
    assert.ok(reached.stream);
    const { secureContext: context } = reached.context;
    const request = { context, servername: HOST, stage: 'tls', budget: 'tls', limitMs: AMPLE_MS } as const;
    const secured = await handshake(reached.stream, request, reached.deadline);
    assert.equal(
      secured.ok ? 'ok' : 'systemCode' in secured.failure && secured.failure.systemCode,
      'ERR_SSL_WRONG_VERSION_NUMBER',
    );
  }));
