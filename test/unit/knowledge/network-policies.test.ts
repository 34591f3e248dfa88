// By what a machine is told to be in a network that drops mail ports, and that each row can be relied on: a source, a fresh look.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { NETWORK_POLICIES, networkPolicyOf } from '../../../src/knowledge/network-policies.ts';
import type { OwnNetworkObservation } from '../../../src/model/observation.ts';

const observed = (more: Partial<OwnNetworkObservation>): OwnNetworkObservation => ({
  dmi: {},
  address: '198.51.100.7',
  names: [],
  asns: [],
  ...more,
});
const dmi = (file: string, value: string): OwnNetworkObservation => observed({ dmi: { [file]: value } });
const name = (one: string): OwnNetworkObservation => observed({ names: [one] });
const asn = (...all: readonly number[]): OwnNetworkObservation => observed({ asns: all });

/** `!`: certain. */
const TOLD: readonly (readonly [what: string, OwnNetworkObservation, id: string | null])[] = [
  ['EC2 by its vendor', dmi('sys_vendor', 'Amazon EC2'), 'aws!'],
  ['Google by its product', dmi('product_name', 'Google Compute Engine'), 'gcp!'],
  ['a Chromebook is no cloud', dmi('sys_vendor', 'Google'), null],
  ['Azure by its asset tag', dmi('chassis_asset_tag', '7783-7084-3265-9085-8269-3286-77'), 'azure!'],
  ['Hyper-V at home is not Azure', dmi('sys_vendor', 'Microsoft Corporation'), null],
  ['DigitalOcean by its vendor', dmi('sys_vendor', 'DigitalOcean'), 'digitalocean!'],
  ['Hetzner by its vendor', dmi('sys_vendor', 'Hetzner'), 'hetzner!'],
  ['Oracle by its asset tag', dmi('chassis_asset_tag', 'OracleCloud.com'), 'oracle!'],
  ["VirtualBox is Oracle's, and not its cloud", dmi('sys_vendor', 'Oracle Corporation'), null],
  ['Linode', dmi('sys_vendor', 'Linode'), 'linode!'],
  ['Akamai', dmi('sys_vendor', 'Akamai'), 'linode!'],
  ['Vultr', dmi('sys_vendor', 'Vultr'), 'vultr!'],
  ['QEMU is anybody', dmi('sys_vendor', 'QEMU'), null],
  ['OpenStack is anybody', dmi('product_name', 'OpenStack Nova'), null],
  ['the value in another file', dmi('product_name', 'Hetzner'), null],
  ['a name of EC2', name('ec2-3-218-15-31.compute-1.amazonaws.com.'), 'aws!'],
  ['a name of EC2 in a region', name('ec2-3-8-12-72.us-east-2.compute.amazonaws.com'), 'aws!'],
  ['a bucket is no machine', name('s3.amazonaws.com'), null],
  ['a name of Google', name('55.212.185.35.BC.googleusercontent.com'), 'gcp!'],
  ['a name that ends alike', name('7.bc.googleusercontent.com.example.org'), null],
  ['a name of Vultr', name('45.77.154.115.vultrusercontent.com'), 'vultr!'],
  ['a name of Linode', name('li1080-207.members.linode.com'), 'linode!'],
  ['a name of Hetzner, be it a dedicated server', name('static.206.87.46.78.clients.your-server.de'), 'hetzner'],
  ['a name of OVH', name('vps-103973c9.vps.ovh.net'), 'ovh!'],
  ['a line of Comcast', name('c-73-231-172-41.hsd1.ca.comcast.net'), 'comcast!'],
  ['a name of nobody', name('mail.example.org'), null],
  ['AS of DigitalOcean', asn(14061), 'digitalocean'],
  ['one of several AS', asn(64500, 16276), 'ovh'],
  ['AS of nobody', asn(64500), null],
  ['vendor and AS agree', observed({ dmi: { sys_vendor: 'Hetzner' }, asns: [24940] }), 'hetzner!'],
  ['a tunnel: the machine at Vultr, its address at OVH', observed({ dmi: { sys_vendor: 'Vultr' }, asns: [16276] }), null],
  ['nothing', observed({ address: null }), null],
];

describe('whose network this machine is in', () => {
  for (const [what, own, expected] of TOLD) {
    it(what, () => {
      const found = networkPolicyOf(own);
      assert.equal(found && `${found.policy.id}${found.isCertain ? '!' : ''}`, expected);
      assert.equal(found?.seen.length === 0, false);
    });
  }

  it('each policy is told by something in this table', () => {
    const told = new Set(TOLD.map(([, own]) => networkPolicyOf(own)?.policy.id));
    const others = new Map([
      ['swisscom', asn(3303)],
      ['orange-france', asn(3215)],
    ]);
    for (const { id } of NETWORK_POLICIES) {
      const other = others.get(id);
      assert.ok(told.has(id) || (other && networkPolicyOf(other)?.policy.id === id), id);
    }
  });

  it('no two policies claim the same AS or value', () => {
    const signs = NETWORK_POLICIES.flatMap(({ signs: { asns = [], dmi: files = {} } }) => [
      ...asns.map(String),
      ...Object.entries(files).flatMap(([file, values]) => values.map((value) => `${file}=${value}`)),
    ]);
    assert.equal(new Set(signs).size, signs.length);
  });

  it('each has a source, was looked up within 180 days of the release, and says how it is lifted', () => {
    const { releaseDay } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly releaseDay: string };
    for (const { id, source, reviewed, lifting, policy, ports } of NETWORK_POLICIES) {
      assert.match(source, /^https:\/\//, id);
      const ageDays = (Date.parse(releaseDay) - Date.parse(reviewed)) / 86_400_000;
      assert.ok(ageDays >= 0 && ageDays <= 180, `${id}: looked up on ${reviewed}`);
      assert.ok(/[.]$/.test(lifting) && !/[.]$/.test(policy), id);
      for (const port of ports) assert.match(policy, new RegExp(`\\b${port}\\b`), id);
    }
  });
});
