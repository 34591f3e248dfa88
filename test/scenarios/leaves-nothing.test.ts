// Promise 4, its last part: after a check no socket, timer or file of it is left, however it went.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, it } from 'node:test';
import { promisify } from 'node:util';
import { drip, flood, halfClose, hang, reset } from '../../src/lab/actions.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { mailHost, portsOnly, type ScenarioPorts, submission, submissions } from '../../src/lab/scenario.ts';
import { startDnsServer } from '../support/dns-server.ts';
import { startProxy } from '../support/proxy-server.ts';
import { testScript } from '../support/test-script.ts';

const closers: (() => Promise<void>)[] = [];
after(async () => {
  for (const close of closers) await close();
});

const SERVERS: Readonly<Record<string, () => ScenarioPorts>> = {
  healthy: mailHost,
  'silent at connect': () => mailHost({ accept: hang }),
  'silent at the greeting': () => mailHost({ greeting: hang }),
  'silent in the handshake': () => mailHost({ handshake: hang }),
  'silent at EHLO': () => mailHost({ on: { EHLO: hang } }),
  'never answers QUIT': () => mailHost({ on: { QUIT: hang } }),
  'half-closed': () => mailHost({ on: { EHLO: halfClose } }),
  reset: () => mailHost({ on: { EHLO: reset } }),
  flood: () => ({
    submission: submission({ greeting: flood('220-x\r\n'.repeat(1000)) }),
    submissions: submissions({ on: { EHLO: flood('250-x\r\n'.repeat(1000)) } }),
  }),
  drip: () => ({ submission: submission({ greeting: drip('220-x\r\n'.repeat(50), 100) }) }),
};

// The check ends early, and what of its waits outlived it would be there for ten minutes.
const limits = ['--timeout', '800ms', ...['connect', 'greeting', 'command'].flatMap((wait) => [`--${wait}-timeout`, '10m'])];
const argvOf = (lab: Lab): string[] => [
  '-p',
  Object.values(lab.ports).join(','),
  '--resolve',
  `${lab.host}:${lab.address}`,
  ...limits,
];

it('leaves no socket and no timer', async () => {
  const names: string[] = [];
  const checks: [string, string[]][] = [];
  for (const [name, ports] of Object.entries(SERVERS)) {
    const lab = await startLab(portsOnly(ports));
    closers.push(() => lab.close());
    names.push(name);
    checks.push([lab.host, [...argvOf(lab), ...(name === 'healthy' ? ['--tls-scan'] : [])]]);
  }
  const dns = await startDnsServer({ '*': { silent: true } });
  const proxy = await startProxy({ kind: 'socks5', behaviour: 'stall' });
  closers.push(dns.close, proxy.close);
  names.push('silent DNS', 'stalling proxy');
  checks.push(['mail.lab.test', ['--dns-server', `${dns.address}:${dns.port}`, ...limits]]);
  checks.push(['192.0.2.1', ['--proxy', `socks5://127.0.0.1:${proxy.port}`, ...limits]]);

  const script = testScript('test/scenarios/support/leftovers.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [...script, JSON.stringify(checks)]);
  const results = JSON.parse(stdout) as { before: string[]; after: string[] }[];
  assert.equal(results.length, names.length);
  // A module that is still being read when the count begins is neither socket nor timer.
  const lasting = (resources: readonly string[]): string[] => resources.filter((name) => name !== 'FSReqCallback');
  for (const [at, { before, after: left }] of results.entries()) assert.deepEqual(lasting(left), lasting(before), names[at]);
});
