// `check --trace` with the real traceroute and mtr, over two real routers, one of which drops port 25: which hop is the last to
// answer, and whom the report blames. As root and as anybody.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import type { Report } from '../../src/model/report.ts';
import { programsAreMissing } from './support/packages.ts';
import { type Dropper, PROVIDER_ADDRESS, ROUTER_ADDRESS, RoutedNetwork, SERVER_ADDRESS } from './support/routed-network.ts';
import { namespacesAreMissing } from './support/slow-network.ts';

/** Greets, answers EHLO without an extension, and leaves at QUIT: what is traced is the way. */
const SERVER = `
const net = require('node:net');
const server = net.createServer((socket) => {
  socket.on('error', () => {}).write('220 mail.example.org ESMTP\\r\\n');
  socket.setEncoding('latin1').on('data', (text) => socket.write(/^QUIT/i.test(text) ? '221 bye\\r\\n' : '250 mail.example.org\\r\\n'));
});
server.listen(25, '0.0.0.0', () => net.createServer((socket) => socket.on('error', () => {}).end('220 mail\\r\\n')).listen(587, '0.0.0.0', () => console.log('up')));`;

const skip =
  namespacesAreMissing() ||
  programsAreMissing(['traceroute', 'mtr', 'nft', 'setpriv'], ['traceroute', 'mtr-tiny', 'nftables', 'util-linux']);

describe('a trace over real routers', { skip }, () => {
  let network: RoutedNetwork;
  before(async () => {
    network = RoutedNetwork.open();
    await network.serve(process.execPath, '-e', SERVER);
  });
  after(() => network?.close());

  function check(...before: string[]): Report {
    // biome-ignore format: a command line
    const [command, args] = network.at('near', ...before, process.execPath, 'bin/mailprobe.js', 'check', SERVER_ADDRESS, '--port', '25,587', '--mode', 'starttls', '--trace', '--json');
    const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    assert.notEqual(stdout, '', stderr);
    return JSON.parse(stdout) as Report;
  }
  const hopsOf = ({ trace }: Report, port: number): string => {
    const hops = trace?.traces.find((one) => one.port === port)?.hops ?? [];
    return hops.flatMap(({ address }) => address ?? []).join(' ');
  };

  const PLACES: readonly (readonly [Dropper, place: string, hops: string])[] = [
    ['near', 'this-machine', ''],
    ['router', 'provider-edge', ROUTER_ADDRESS],
    ['provider', 'server-edge', `${ROUTER_ADDRESS} ${PROVIDER_ADDRESS}`],
    ['server', 'server-edge', `${ROUTER_ADDRESS} ${PROVIDER_ADDRESS}`],
  ];
  for (const [dropper, place, hops] of PLACES)
    it(`of port 25, dropped by ${dropper}`, () => {
      network.drop(dropper, 25);
      const report = check();
      assert.deepEqual([report.trace?.tool, report.trace?.follows?.place, hopsOf(report, 25)], ['traceroute', place, hops]);
      assert.equal(hopsOf(report, 587), `${ROUTER_ADDRESS} ${PROVIDER_ADDRESS} ${SERVER_ADDRESS}`);
      const finding = report.findings.find(({ id }) => id === 'port-25-blocked' || id === 'tcp-timeout');
      assert.ok(finding?.detail.includes(report.trace?.follows?.sentence ?? '?'), JSON.stringify(report.findings));
    });

  it('by mtr, for whom traceroute does not work without root', () => {
    network.drop('provider', 25);
    const report = check('setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups');
    // mtr's helper has its capability where the package could set it; else the report says what to do.
    if (report.trace?.untraced) {
      assert.equal(report.trace.untraced, 'not-permitted');
      assert.match(report.trace.command ?? '', /^sudo traceroute -T .*-p 25 198\.51\.100\.2$/);
      return;
    }
    assert.deepEqual([report.trace?.tool, report.trace?.follows?.place], ['mtr', 'server-edge']);
    assert.equal(hopsOf(report, 25), `${ROUTER_ADDRESS} ${PROVIDER_ADDRESS}`);
  });
});
