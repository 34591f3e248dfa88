// Where this machine is: when that is looked at, what is read and asked for it, and that it is over in a second.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, it, mock } from 'node:test';
import type { EndpointObservation } from '../../../src/model/observation.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { Deadline } from '../../../src/net/deadline.ts';
import { DnsClient } from '../../../src/net/dns/client.ts';
import { HostState } from '../../../src/probe/host-state.ts';
import { type OwnNetworkSources, observeOwnNetwork } from '../../../src/probe/own-network.ts';
import { type RunHooks, runPlan } from '../../../src/probe/run.ts';
import { isDroppedOnTheWay } from '../../../src/probe/silent-mail-port.ts';
import { startDnsServer, type TestDnsServer, type Zone } from '../../support/dns-server.ts';
import { makePlan } from '../../support/plan.ts';
import { dropped, fails, noRoute, refused, silent, twoSyns, works } from '../diagnose/facts.ts';

const OWN = '198.51.100.7';
const HETZNER: Zone = {
  '7.100.51.198.in-addr.arpa': { PTR: ['static.7.100.51.198.clients.your-server.de'] },
  '7.100.51.198.origin.asn.cymru.com': { TXT: ['24940 | 198.51.100.0/24 | DE | ripencc | 2012-01-01'] },
};

const undo: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0)) await one();
});

async function resolver(zone: Zone): Promise<TestDnsServer> {
  const server = await startDnsServer(zone);
  undo.push(() => server.close());
  return server;
}

function dmiFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'mailprobe-dmi-'));
  undo.push(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function deadline(): Deadline {
  const made = new Deadline(3_600_000);
  undo.push(() => made.release());
  return made;
}

const nowhere = (): Partial<OwnNetworkSources> => ({ dmiFolder: dmiFolder({}), interfaceAddresses: () => [] });
const asking = async (
  zone: Zone,
  endpoints: readonly EndpointObservation[],
  more: Partial<OwnNetworkSources> = {},
  plan: Partial<Pick<Plan, 'bindAddress'>> = {},
) => {
  const server = await resolver(zone);
  const sources = { ...nowhere(), systemServers: [{ address: '127.0.0.1', port: server.port }], ...more };
  const found = await observeOwnNetwork({ bindAddress: null, dnsServer: null, ...plan }, endpoints, deadline(), sources);
  return { found, server };
};

describe('a mail port is dropped on the way', () => {
  const rows: readonly (readonly [what: string, EndpointObservation, boolean])[] = [
    ['no answer to the SYN', fails('25/starttls', dropped), true],
    ['none to two', fails('587/starttls', twoSyns), true],
    ['the system gave up first', fails('465/tls', { kind: 'system', stage: 'connect', systemCode: 'ETIMEDOUT' }), true],
    ['refused', fails('25/starttls', refused), false],
    ['no route', fails('25/starttls', noRoute), false],
    ['connected, and silent', fails('25/starttls', silent), false],
    ['works', works('465/tls'), false],
    ['a port that no network drops by policy', fails('993/tls', dropped), false],
    ['in the own network', fails('25/starttls@10.0.0.5', dropped), false],
    ['on this machine', fails('25/starttls@127.0.0.1', dropped), false],
  ];
  for (const [what, endpoint, expected] of rows) it(what, () => assert.equal(isDroppedOnTheWay(endpoint), expected));
});

describe('where this machine is', () => {
  const blocked = fails('25/starttls', dropped, { localAddress: null });
  const open = works('465/tls', { localAddress: '10.0.0.2' });

  it('reads what the firmware says, and what it does not say is absent', async () => {
    const dmi = dmiFolder({ sys_vendor: 'Hetzner\n', product_name: ' vServer \n', chassis_asset_tag: '\n' });
    const { found, server } = await asking({}, [blocked], { dmiFolder: dmi });
    assert.deepEqual(found, { dmi: { sys_vendor: 'Hetzner', product_name: 'vServer' }, address: null, names: [], asns: [] });
    assert.deepEqual(server.queries, [], 'without a public address there is nothing to ask');
  });

  it('what the firmware says is visible text of bounded length', async () => {
    const { found } = await asking({}, [blocked], { dmiFolder: dmiFolder({ sys_vendor: `\u001b[2J${'x'.repeat(5000)}` }) });
    assert.ok(!/\p{Cc}/u.test(found.dmi.sys_vendor ?? '') && (found.dmi.sys_vendor ?? '').length < 120, found.dmi.sys_vendor);
  });

  it('asks the resolver for the name and the autonomous system of the address that a server saw', async () => {
    const { found } = await asking(HETZNER, [blocked, { ...open, seenAs: OWN }]);
    assert.deepEqual([found.address, found.names, found.asns], [OWN, ['static.7.100.51.198.clients.your-server.de'], [24940]]);
  });

  const ADDRESSES: readonly (readonly [string, readonly EndpointObservation[], Parameters<typeof asking>[2], string | null])[] = [
    ['the one of a connection', [blocked, { ...open, localAddress: OWN }], {}, OWN],
    ['the one of an interface', [blocked], { interfaceAddresses: () => ['172.17.0.1', OWN] }, OWN],
    ['of the dropped family', [blocked], { interfaceAddresses: () => ['2001:db8::7', OWN] }, OWN],
    ['of the other, where there is no better', [blocked], { interfaceAddresses: () => ['2001:db8::7'] }, '2001:db8::7'],
    ['none that is private', [blocked, open], { interfaceAddresses: () => ['fe80::1', 'fd00::1', '100.64.0.9'] }, null],
  ];
  for (const [what, endpoints, more, expected] of ADDRESSES) {
    it(`takes ${what}`, async () => {
      const { found } = await asking({}, endpoints, more);
      assert.equal(found.address, expected);
    });
  }

  it('asks for an IPv6 address by nibbles', async () => {
    const nibbles = `7.${'0.'.repeat(23)}8.b.d.0.1.0.0.2`;
    const { found } = await asking(
      { [`${nibbles}.origin6.asn.cymru.com`]: { TXT: ['64500 14061 | 2001:db8::/32 | ZZ | x | y'] } },
      [blocked],
      { interfaceAddresses: () => ['2001:db8::7'] },
    );
    assert.deepEqual(found.asns, [64500, 14061]);
  });

  it('takes no answer of another form for a number', async () => {
    const { found } = await asking({ '7.100.51.198.origin.asn.cymru.com': { TXT: ['AS24940', 'v=spf1 -all', '|', '1e3 | x'] } }, [
      { ...blocked, localAddress: OWN },
    ]);
    assert.deepEqual(found.asns, []);
  });

  it('asks nothing when the time of the check is up, and reads all the same', async () => {
    const server = await resolver(HETZNER);
    const over = deadline();
    over.interrupt();
    const sources = {
      dmiFolder: dmiFolder({ sys_vendor: 'Hetzner' }),
      interfaceAddresses: () => [OWN],
      systemServers: [{ address: '127.0.0.1', port: server.port }],
    };
    const found = await observeOwnNetwork({ bindAddress: null, dnsServer: null }, [blocked], over, sources);
    assert.deepEqual(found, { dmi: { sys_vendor: 'Hetzner' }, address: OWN, names: [], asns: [] });
    assert.deepEqual(server.queries, []);
  });

  it('does without the answers of a silent resolver', async () => {
    const zone = Object.fromEntries(Object.keys(HETZNER).map((name) => [name, { silent: true }]));
    const { found } = await asking(zone, [{ ...blocked, localAddress: OWN }]);
    assert.deepEqual([found.address, found.names, found.asns], [OWN, [], []]);
  });
});

describe('a run', () => {
  const FAR = '203.0.113.9';
  /** What another run of the same check has learned is true for this one: no packet goes to the far address. */
  const knownSilent = (port: number): HostState => {
    const state = new HostState();
    state.connectFailed(FAR, port, dropped);
    return state;
  };

  async function run(port: number, hooks: RunHooks, more: Partial<Plan> = {}) {
    const server = await resolver(HETZNER);
    const plan = makePlan({
      host: 'mail.example.org',
      resolve: new Map([['mail.example.org', [FAR]]]),
      ports: [port],
      modes: ['plain'],
      // Not named, so that nothing is looked at beside them.
      portsNamed: false,
      endpointsNamed: false,
      dnsServer: { address: '127.0.0.1', port: server.port },
      ...more,
    });
    const sources = { dmiFolder: dmiFolder({ sys_vendor: 'Hetzner' }), interfaceAddresses: () => [OWN] };
    const { observations } = await runPlan(plan, deadline(), { ...hooks, ownNetworkSources: sources });
    const own = server.queries.filter((query) => query.includes('7.100.51.198'));
    return { observations, own };
  }

  it('looks where this machine is when a mail port was dropped, by the resolver that the check uses', async () => {
    const { observations, own } = await run(25, { hostState: knownSilent(25) });
    assert.equal(observations.endpoints[0]?.failure?.kind, 'timeout');
    assert.deepEqual(observations.ownNetwork, {
      dmi: { sys_vendor: 'Hetzner' },
      address: OWN,
      names: ['static.7.100.51.198.clients.your-server.de'],
      asns: [24940],
    });
    assert.equal(own.length, 2);
  });

  it('is not brought down by a bug of ours in it, and tells it', async () => {
    const { query } = DnsClient.prototype;
    mock.method(DnsClient.prototype, 'query', function ask(this: DnsClient, ...given: Parameters<DnsClient['query']>) {
      if (given[0].endsWith('asn.cymru.com')) throw new TypeError('a bug of ours');
      return query.apply(this, given);
    });
    undo.push(() => mock.restoreAll());
    const { observations } = await run(25, { hostState: knownSilent(25) });
    assert.deepEqual([observations.ownNetwork, observations.endpoints.length], [undefined, 1]);
    assert.match(observations.dns.internalErrors?.join() ?? '', /a bug of ours/);
  });

  it('does not when another port was, or a refusal came', async () => {
    for (const [port, failure] of [
      [993, dropped],
      [25, refused],
    ] as const) {
      const state = new HostState();
      state.connectFailed(FAR, port, failure);
      const { observations, own } = await run(port, { hostState: state });
      assert.deepEqual([observations.ownNetwork, own], [undefined, []]);
    }
  });
});
