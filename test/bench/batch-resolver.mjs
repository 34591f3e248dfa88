// The resolver of the batch benchmarks: Unbound on loopback, which answers for every name below one zone with one address, and
// knows no other record of theirs. Null where it is not installed.
import { spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` };

async function freePort() {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

/** Resolves with where it listens and how it is ended, once it answers. */
export async function startResolver(zone, address) {
  if (spawnSync('unbound', ['-V'], { env }).error) return null;
  const folder = mkdtempSync(join(tmpdir(), 'mailprobe-bench-'));
  const port = await freePort();
  const file = join(folder, 'unbound.conf');
  writeFileSync(
    file,
    `server:
  interface: 127.0.0.1@${port}
  access-control: 127.0.0.0/8 allow
  username: ""
  chroot: ""
  directory: "${folder}"
  pidfile: "${join(folder, 'pid')}"
  use-syslog: no
  num-threads: 1
  so-rcvbuf: 4m
  do-not-query-localhost: no
  module-config: "iterator"
  local-zone: "${zone}." redirect
  local-data: "${zone}. 300 IN A ${address}"
  local-zone: "127.in-addr.arpa." static
  local-zone: "." static
remote-control:
  control-enable: no
`,
  );
  const child = spawn('unbound', ['-d', '-c', file], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (bytes) => {
    said += bytes;
  });
  const resolver = new Resolver({ timeout: 200, tries: 1 });
  resolver.setServers([`127.0.0.1:${port}`]);
  for (let tries = 0; ; tries += 1) {
    const [found] = await resolver.resolve4(`ready.${zone}`).catch(() => []);
    if (found === address) break;
    if (child.exitCode !== null || tries > 50) throw new Error(`unbound does not answer: ${said}`);
    await sleep(100);
  }
  const stop = async () => {
    child.kill();
    if (child.exitCode === null) await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  };
  return { server: `127.0.0.1:${port}`, stop };
}
