// A small DNS of its own on loopback: NSD is authoritative for a signed, a forged and an unsigned zone, Unbound resolves and
// validates by trust anchors of its own. Nothing of it reaches the world.
import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import * as wire from 'dns-packet';
import { programPath } from './packages.ts';
import type { Sandbox } from './sandbox.ts';

export const DNSSEC_PROGRAMS = ['nsd', 'unbound', 'ldns-keygen', 'ldns-signzone'];
export const DNSSEC_PACKAGES = ['nsd', 'unbound', 'ldnsutils'];

export const SIGNED = 'signed.test';
export const UNSIGNED = 'unsigned.test';
/** Its signatures are by another key than the one that the resolver trusts. */
export const FORGED = 'forged.test';
const ZONES = [SIGNED, UNSIGNED, FORGED];

/** By zone: lines of its file. */
export type ZoneRecords = Readonly<Record<string, readonly string[]>>;

function run(folder: string, program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(programPath(program), args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout.trim();
}

const zoneText = (zone: string, records: readonly string[]): string => `$ORIGIN ${zone}.
$TTL 300
@ IN SOA ns hostmaster 1 3600 600 86400 300
@ IN NS ns
ns IN A 127.0.0.1
${records.join('\n')}
`;

const nsdConf = (sandbox: Sandbox, port: number): string => `
server:
  ip-address: ${sandbox.address}@${port}
  username: ""
  chroot: ""
  zonesdir: "${sandbox.folder}"
  pidfile: "${sandbox.path('nsd.pid')}"
  database: ""
  zonelistfile: "${sandbox.path('nsd.zonelist')}"
  xfrdfile: "${sandbox.path('nsd.xfrd')}"
  xfrdir: "${sandbox.folder}"
  server-count: 1
remote-control:
  control-enable: no
${ZONES.map((zone) => `zone:\n  name: "${zone}"\n  zonefile: "${zone}${zone === UNSIGNED ? '' : '.signed'}"`).join('\n')}
`;

const unboundConf = (sandbox: Sandbox, port: number, nsdPort: number): string => `
server:
  interface: ${sandbox.address}@${port}
  access-control: 127.0.0.0/8 allow
  username: ""
  chroot: ""
  directory: "${sandbox.folder}"
  pidfile: "${sandbox.path('unbound.pid')}"
  use-syslog: no
  do-ip6: no
  do-not-query-localhost: no
  num-threads: 1
  module-config: "validator iterator"
  local-zone: "test." nodefault
  trust-anchor-file: "${sandbox.path(`${SIGNED}.anchor`)}"
  trust-anchor-file: "${sandbox.path(`${FORGED}.anchor`)}"
remote-control:
  control-enable: no
${ZONES.map((zone) => `stub-zone:\n  name: "${zone}"\n  stub-addr: ${sandbox.address}@${nsdPort}`).join('\n')}
`;

function makeKey(sandbox: Sandbox, zone: string): { name: string; anchor: string } {
  const name = run(sandbox.folder, 'ldns-keygen', '-a', 'ECDSAP256SHA256', '-k', zone);
  const file = readdirSync(sandbox.folder).find((one) => one === `${name}.key`);
  if (!file) throw new Error(`ldns-keygen made no ${name}.key`);
  return { name, anchor: file };
}

/** `address:port` of each. */
export interface DnssecServers {
  readonly resolver: string;
  readonly authority: string;
}

/** Starts both; resolves when the resolver answers. They end with the sandbox. */
export async function startDnssec(sandbox: Sandbox, records: ZoneRecords): Promise<DnssecServers> {
  for (const zone of ZONES) sandbox.writeFile(zone, zoneText(zone, records[zone] ?? []), 0o644);
  for (const zone of [SIGNED, FORGED]) {
    const key = makeKey(sandbox, zone);
    run(sandbox.folder, 'ldns-signzone', '-o', zone, zone, key.name);
    const trusted = zone === FORGED ? makeKey(sandbox, zone) : key;
    run(sandbox.folder, 'cp', trusted.anchor, `${zone}.anchor`);
  }
  const [nsdPort = 0, port = 0] = await sandbox.freePorts(2);
  sandbox.start(programPath('nsd'), ['-d', '-c', sandbox.writeFile('nsd.conf', nsdConf(sandbox, nsdPort), 0o644)]);
  const unbound = sandbox.start(programPath('unbound'), [
    '-d',
    '-c',
    sandbox.writeFile('unbound.conf', unboundConf(sandbox, port, nsdPort), 0o644),
  ]);
  await untilAnswers(sandbox.address, port, unbound.output);
  return { resolver: `${sandbox.address}:${port}`, authority: `${sandbox.address}:${nsdPort}` };
}

async function untilAnswers(address: string, port: number, output: () => string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await asks(address, port)) return;
    await sleep(50);
  }
  throw new Error(`the resolver does not answer: ${output()}`);
}

function asks(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const finish = (answered: boolean): void => {
      clearTimeout(timer);
      socket.close();
      resolve(answered);
    };
    const timer = setTimeout(() => finish(false), 300);
    socket.once('error', () => finish(false));
    socket.once('message', (message) => finish((wire.decode(message).answers ?? []).length > 0));
    const questions = [{ type: 'A' as const, name: `ns.${UNSIGNED}` }];
    socket.connect(port, address, () =>
      socket.send(wire.encode({ type: 'query', id: 1, flags: wire.RECURSION_DESIRED, questions })),
    );
  });
}
