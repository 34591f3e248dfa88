// Whose policy a silent port is: told where this machine's network and its policy are known and fit the port, and by nothing
// less; with the text to send in the report. Rows name the findings that stand and those that do not.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnose } from '../../../src/diagnose/diagnose.ts';
import type { Finding, FindingId } from '../../../src/model/finding.ts';
import type { EndpointObservation, OwnNetworkObservation } from '../../../src/model/observation.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { buildReport } from '../../../src/report/build.ts';
import { tell } from '../../../src/report/tell.ts';
import { dropped, fails, HOST, named, observations, plan, works } from './facts.ts';

const OWN = '198.51.100.7';
const at = (dmi: Record<string, string>, more: Partial<OwnNetworkObservation> = {}): OwnNetworkObservation => ({
  dmi,
  address: OWN,
  names: [],
  asns: [],
  ...more,
});
const HETZNER = at({ sys_vendor: 'Hetzner' });
const GOOGLE = at({ product_name: 'Google Compute Engine' });
const DIGITALOCEAN = at({ sys_vendor: 'DigitalOcean' });
const VULTR = at({ sys_vendor: 'Vultr' });
const HETZNER_BY_ASN = at({}, { asns: [24940] });
const UNKNOWN = at({ sys_vendor: 'QEMU' }, { names: ['mail.example.com'], asns: [64500] });

const only25 = [fails('25/starttls', dropped), works('465/tls'), works('587/starttls')];
const only465 = [works('25/starttls'), fails('465/tls', dropped), works('587/starttls')];
const allDropped = [fails('25/starttls', dropped), fails('465/tls', dropped), fails('587/starttls', dropped)];

type Row = readonly [
  what: string,
  plan: Plan,
  endpoints: readonly EndpointObservation[],
  own: OwnNetworkObservation | undefined,
  stands: FindingId,
  absent: readonly FindingId[],
  /** In detail and fix; null: the provider is not named. */
  says: readonly RegExp[] | null,
];

const ROWS: readonly Row[] = [
  ['25 at Hetzner', plan(), only25, HETZNER, 'port-25-blocked', ['tcp-timeout'], [/at Hetzner, which blocks/, /limits\)/]],
  ['25 at Google: nobody is to be asked', plan(), only25, GOOGLE, 'port-25-blocked', ['tcp-timeout'], [/for nobody by request/]],
  [
    '25 at Hetzner by its AS',
    plan(),
    only25,
    HETZNER_BY_ASN,
    'port-25-blocked',
    [],
    [/address of this machine is in a network of Hetzner/],
  ],
  ['25 somewhere', plan(), only25, UNKNOWN, 'port-25-blocked', ['tcp-timeout'], null],
  ['25, not looked at', plan(), only25, undefined, 'port-25-blocked', ['tcp-timeout'], null],
  ['465 at Hetzner', plan(), only465, HETZNER, 'tcp-timeout', ['port-25-blocked'], [/at Hetzner, which/, /^Use .*587/]],
  ['465 at Vultr, which leaves it open', plan(), only465, VULTR, 'tcp-timeout', ['port-25-blocked'], null],
  [
    '587 alone at DigitalOcean',
    named(587, 'starttls'),
    [fails('587/starttls', dropped)],
    DIGITALOCEAN,
    'tcp-timeout',
    ['port-25-blocked', 'host-unreachable'],
    [/Droplets/, /2525/],
  ],
  [
    '587 alone at Hetzner, which leaves it open',
    named(587, 'starttls'),
    [fails('587/starttls', dropped)],
    HETZNER,
    'tcp-timeout',
    [],
    null,
  ],
  [
    'all three at DigitalOcean',
    plan(),
    allDropped,
    DIGITALOCEAN,
    'host-unreachable',
    ['tcp-timeout', 'port-25-blocked'],
    [/Droplets/, /host is down/],
  ],
  ['all three at Hetzner, which drops but two', plan(), allDropped, HETZNER, 'host-unreachable', ['tcp-timeout'], null],
  [
    'a host of the own network',
    plan(),
    only25.map((one) => ({ ...one, address: '10.0.0.5', id: one.id.replace(/@.*/, '@10.0.0.5') })),
    HETZNER,
    'port-25-blocked',
    [],
    null,
  ],
];

const find = (row: Row): readonly Finding[] => {
  const [, asked, endpoints, own] = row;
  return diagnose(asked, observations(endpoints, own ? { ownNetwork: own } : {})).findings;
};

describe('whose policy a silent port is', () => {
  for (const row of ROWS) {
    const [what, , , , stands, absent, says] = row;
    it(what, () => {
      const findings = find(row);
      const ids = findings.map(({ id }) => id);
      const finding = findings.find(({ id }) => id === stands);
      assert.ok(finding, `${ids}`);
      assert.deepEqual(
        absent.filter((id) => ids.includes(id)),
        [],
      );
      const text = [finding.fix, finding.detail, ...finding.evidence].join('\n');
      if (says === null) assert.doesNotMatch(text, /Hetzner|Google|DigitalOcean|Vultr|text to send/);
      else for (const one of says) assert.match(text, one);
      // What is said of a provider has its source, and what told the machine to be there.
      assert.equal(/^policy of .*https:.*looked up 20/m.test(text), says !== null);
      assert.equal(finding.reference?.startsWith('https://') ?? false, says !== null);
    });
  }

  it('has the text to send in the report, with the ports, the address and the server', () => {
    const asked = named(25, 'starttls');
    const seen = observations([fails('25/starttls', dropped)], {
      ownNetwork: HETZNER,
      dns: { addresses: [{ address: '192.0.2.10', family: 4, ports: { 25: 'timeout', 465: 'open' } }] } as never,
    });
    const diagnosis = diagnose(asked, seen);
    assert.equal(diagnosis.findings[0]?.id, 'port-25-blocked');
    const report = buildReport({ plan: asked, observations: seen, diagnosis, clients: null, toolVersion: '0', verbose: false });
    const text = tell(report, 'network');
    assert.match(text, /This machine is at Hetzner, which blocks outbound ports 25 and 465 of Cloud servers by default/);
    assert.match(text, /Seen: .*sys_vendor of this machine: Hetzner; policy of Hetzner: https:\/\/docs\.hetzner\.com\//);
    assert.ok(
      text.includes(
        `The text to send: "Please open outbound TCP to port 25 from ${OWN}: connections to ${HOST} (192.0.2.10) get no answer there, and your network drops what goes to port 25 unless you allow it."`,
      ),
      text,
    );
  });
});
