// Real proxies on loopback, each with a configuration of its own: MicroSocks, Dante, Tinyproxy. Knows nothing of mail.
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { programPath } from './packages.ts';
import type { Sandbox } from './sandbox.ts';

export const PROXY_PROGRAMS = ['microsocks', 'danted', 'tinyproxy'];
export const PROXY_PACKAGES = ['microsocks', 'dante-server', 'tinyproxy'];

export interface ProxyLogin {
  readonly user: string;
  readonly password: string;
}

async function untilListening(address: string, port: number, output: () => string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isUp = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: address, port }, () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (isUp) return;
    await sleep(50);
  }
  throw new Error(`no proxy on ${address}:${port}: ${output()}`);
}

async function start(sandbox: Sandbox, program: string, argumentsFor: (port: number) => string[]): Promise<number> {
  const [port = 0] = await sandbox.freePorts(1);
  const { output } = sandbox.start(programPath(program), argumentsFor(port));
  await untilListening(sandbox.address, port, output);
  return port;
}

/** SOCKS 5, names resolved by the proxy or before it. Each resolves with its port on the sandbox's address. */
export const startMicrosocks = (sandbox: Sandbox, login?: ProxyLogin): Promise<number> =>
  start(sandbox, 'microsocks', (port) => [
    ...['-i', sandbox.address, '-p', String(port)],
    ...(login ? ['-u', login.user, '-P', login.password] : []),
  ]);

/** SOCKS 4 and 5 (of the names in SOCKS 4a its rules make nothing); lets nobody through to `blockedPort`. */
export const startDante = (sandbox: Sandbox, blockedPort: number): Promise<number> =>
  start(sandbox, 'danted', (port) => {
    const configuration = `
logoutput: stderr
internal: ${sandbox.address} port = ${port}
external: ${sandbox.address}
clientmethod: none
socksmethod: none
user.privileged: root
user.unprivileged: nobody
client pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }
socks block { from: 127.0.0.0/8 to: 127.0.0.0/8 port = ${blockedPort} }
socks pass { from: 127.0.0.0/8 to: 0.0.0.0/0 protocol: tcp }
`;
    return ['-f', sandbox.writeFile('danted.conf', configuration, 0o644), '-p', sandbox.path('danted.pid')];
  });

/** HTTP CONNECT to these ports and no others. */
export const startTinyproxy = (sandbox: Sandbox, ports: readonly number[], login?: ProxyLogin): Promise<number> =>
  start(sandbox, 'tinyproxy', (port) => {
    const configuration = [
      `Port ${port}`,
      `Listen ${sandbox.address}`,
      'Timeout 20',
      'MaxClients 50',
      'Allow 127.0.0.0/8',
      ...(login ? [`BasicAuth ${login.user} ${login.password}`] : []),
      ...ports.map((one) => `ConnectPort ${one}`),
    ].join('\n');
    return ['-d', '-c', sandbox.writeFile(`tinyproxy-${port}.conf`, `${configuration}\n`, 0o644)];
  });
