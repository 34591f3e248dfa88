// What traces to a dropped port and to one that answers say of where it is dropped, and what the headline findings make of it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnose } from '../../../src/diagnose/diagnose.ts';
import { type DroppedPlace, droppedWhere } from '../../../src/diagnose/dropped-where.ts';
import type { OwnNetworkObservation } from '../../../src/model/observation.ts';
import type { PortTrace, RouteTraceObservation, TraceEnd } from '../../../src/model/route-trace.ts';
import { ADDRESS, dropped, fails, named, observations, plan, works } from './facts.ts';

const [OWN1, OWN2, CGNAT, EDGE, FAR, FARTHER] = [
  '192.168.1.1',
  '10.0.0.1',
  '100.64.0.1',
  '203.0.113.1',
  '203.0.113.9',
  '198.51.100.9',
];

/** `192.168.1.1 * 203.0.113.1`: one word a hop. */
const trace = (port: number, words: string, end?: TraceEnd): PortTrace => {
  const hops = words
    .split(' ')
    .filter((word) => word !== '')
    .map((word, at) => {
      const [address = '', mark] = word.split('!');
      return { ttl: at + 1, address: address === '*' ? null : address, ...(mark === undefined ? {} : { mark: `!${mark}` }) };
    });
  return { port, isDropped: port !== 587, hops, end: end ?? (words.endsWith(ADDRESS) ? 'reached' : 'silent') };
};
const traced = (...traces: readonly PortTrace[]): RouteTraceObservation => ({
  address: ADDRESS,
  tool: 'traceroute',
  traces,
  untraced: null,
  command: null,
});

const PLACES: readonly (readonly [what: string, traces: readonly PortTrace[], place: DroppedPlace | null, says: RegExp])[] = [
  ['this machine', [trace(25, '', 'not-sent'), trace(587, `${OWN1} ${ADDRESS}`)], 'this-machine', /its own firewall/],
  [
    'before the first hop',
    [trace(25, '* *'), trace(587, `${OWN1} ${EDGE} ${ADDRESS}`)],
    'own-network',
    /by this machine or its first router/,
  ],
  [
    'between two hops of the own network',
    [trace(25, `${OWN1} * *`), trace(587, `${OWN1} ${OWN2} ${EDGE} ${ADDRESS}`)],
    'own-network',
    /dropped in your own network\./,
  ],
  [
    'where the own network ends',
    [trace(25, `${OWN1} * *`), trace(587, `${OWN1} ${EDGE} ${ADDRESS}`)],
    'provider-edge',
    /your router's firewall, or by your provider/,
  ],
  [
    '… with a silent hop between',
    [trace(25, `${OWN1} * *`), trace(587, `${OWN1} * ${EDGE} ${ADDRESS}`)],
    'provider-edge',
    /answer for neither/,
  ],
  [
    '… at a provider that translates addresses',
    [trace(25, `${OWN1} * *`), trace(587, `${OWN1} ${CGNAT} ${EDGE} ${ADDRESS}`)],
    'provider-edge',
    /edge of your network/,
  ],
  [
    "the provider's first hop",
    [trace(25, `${OWN1} ${EDGE} *`), trace(587, `${OWN1} ${EDGE} ${FAR} ${ADDRESS}`)],
    'provider-edge',
    /at your provider's edge\./,
  ],
  [
    'a cloud, whose first hop is public',
    [trace(25, '* *'), trace(587, `${EDGE} ${FAR} ${ADDRESS}`)],
    'provider-edge',
    /edge of your network/,
  ],
  [
    'far from both ends',
    [trace(25, `${OWN1} ${EDGE} ${FAR} *`), trace(587, `${OWN1} ${EDGE} ${FAR} ${FARTHER} ${ADDRESS}`)],
    'on-the-way',
    /`whois 198\.51\.100\.9`/,
  ],
  [
    "the server's",
    [trace(25, `${OWN1} ${EDGE} ${FAR} *`), trace(587, `${OWN1} ${EDGE} ${FAR} ${ADDRESS}`)],
    'server-edge',
    /router in front of it, or by its own firewall/,
  ],
  ['a server in the own network', [trace(25, '*'), trace(587, ADDRESS)], 'own-network', /own network/],
  [
    'silent hops before the server',
    [trace(25, `${OWN1} ${EDGE} * *`), trace(587, `${OWN1} ${EDGE} * * ${ADDRESS}`)],
    null,
    /do not tell how near/,
  ],
  ['nothing but silent hops', [trace(25, '* *'), trace(587, `* * ${ADDRESS}`)], null, /do not tell where/],
  [
    'a system whose trace does not show the server',
    [trace(25, `${OWN1} ${EDGE} *`), trace(587, `${OWN1} ${EDGE} *`)],
    null,
    /as far as port 587 is seen to get/,
  ],
  ['a hop that says no', [trace(25, `${OWN1} ${EDGE}!X`, 'rejected')], 'on-the-way', /rejected port 25 \(!X\)/],
  ['the own router says no', [trace(25, `${OWN1}!X`, 'rejected')], 'own-network', /rejected/],
  ['the server says no', [trace(25, `${OWN1} ${ADDRESS}!X`, 'rejected')], 'server-edge', /rejected/],
  ['it answers when traced', [trace(25, `${OWN1} ${ADDRESS}`)], null, /not dropped every time/],
  [
    'no port answers',
    [trace(25, `${OWN1} ${EDGE} *`), trace(465, `${OWN1} ${EDGE} *`)],
    null,
    /leaves your own network\. No port/,
  ],
  ['no port answers, and no hop beyond', [trace(25, `${OWN1} *`)], null, /not seen to leave your own network/],
  ['no hop answers', [trace(25, '* *')], null, /no answer from any hop/],
];

describe('where a port is dropped', () => {
  for (const [what, traces, place, says] of PLACES)
    it(what, () => {
      const found = droppedWhere(traced(...traces), [25]);
      assert.equal(found?.place, place, found?.sentence);
      assert.match(found.sentence, says);
      assert.match(found.evidence[0] ?? '', /^trace to port 25: /);
    });

  it('says nothing of ports that were not traced', () => {
    assert.equal(droppedWhere(traced(trace(25, `${OWN1} *`)), [465]), null);
    assert.equal(droppedWhere(undefined, [25]), null);
    assert.equal(droppedWhere({ address: null, tool: null, traces: [], untraced: 'proxy', command: null }, [25]), null);
  });
});

const HETZNER: OwnNetworkObservation = { dmi: { sys_vendor: 'Hetzner' }, address: '198.51.100.7', names: [], asns: [] };
const AT_SERVER = traced(trace(25, `${OWN1} ${EDGE} ${FAR} *`), trace(587, `${OWN1} ${EDGE} ${FAR} ${ADDRESS}`));
const AT_EDGE = traced(trace(25, `${OWN1} *`), trace(587, `${OWN1} ${EDGE} ${FAR} ${ADDRESS}`));
const blocked = [fails('25/starttls', dropped), works('587/starttls')];

describe('the headline of a dropped port that was traced', () => {
  const find = (
    asked: ReturnType<typeof plan>,
    endpoints: typeof blocked,
    routeTrace: RouteTraceObservation,
    ownNetwork?: OwnNetworkObservation,
  ) => diagnose(asked, observations(endpoints, { routeTrace, ...(ownNetwork ? { ownNetwork } : {}) })).findings[0];

  it('names the place, and shows both traces', () => {
    const finding = find(plan(), blocked, AT_EDGE);
    assert.equal(finding?.id, 'port-25-blocked');
    assert.match(finding.detail, /Port 25 gets as far as hop 1 \(192\.168\.1\.1\), port 587 on to hop 2 \(203\.0\.113\.1\)/);
    assert.deepEqual(finding.evidence.slice(-2), [
      'trace to port 25: the last to answer is hop 1 (192.168.1.1)',
      'trace to port 587: answered by the server, hop 4 (192.0.2.10)',
    ]);
    assert.equal(finding.owner, 'network');
  });

  it('blames no provider for what the server drops', () => {
    const finding = find(plan(), blocked, AT_SERVER, HETZNER);
    const text = JSON.stringify(finding);
    assert.equal(finding?.owner, 'server');
    assert.doesNotMatch(text, /Hetzner|hosting provider to lift|Most access providers/);
    assert.match(text, /own firewall/);
    const named25 = find(
      named(25, 'starttls'),
      [fails('25/starttls', dropped)],
      traced(trace(25, `${OWN1} ${EDGE} *`), trace(587, `${OWN1} ${EDGE} ${ADDRESS}`)),
    );
    assert.deepEqual([named25?.id, named25?.owner], ['tcp-timeout', 'server']);
    assert.match(named25?.fix ?? '', /administrator/);
  });

  it('keeps the policy of the own provider where the trace agrees with it', () => {
    assert.match(find(plan(), blocked, AT_EDGE, HETZNER)?.detail ?? '', /This machine is at Hetzner/);
  });

  it('blames this machine for what it refuses to send', () => {
    const finding = find(plan(), blocked, traced(trace(25, '', 'not-sent'), trace(587, `${OWN1} ${ADDRESS}`)), HETZNER);
    assert.equal(finding?.owner, 'you');
    assert.doesNotMatch(JSON.stringify(finding), /Hetzner/);
  });

  it('is told where no port answers, too', () => {
    const all = [fails('25/starttls', dropped), fails('465/tls', dropped), fails('587/starttls', dropped)];
    const finding = find(plan(), all, traced(trace(25, `${OWN1} ${EDGE} *`), trace(465, `${OWN1} ${EDGE} *`)));
    assert.equal(finding?.id, 'host-unreachable');
    assert.match(finding.detail, /leaves your own network/);
  });
});
