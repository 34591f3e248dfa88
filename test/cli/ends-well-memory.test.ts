// The built program against peers that never stop: it ends by itself, its memory stays below a bound however much is
// sent, and nothing but printable text comes out.
import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { after, describe, it } from 'node:test';
import { flood, floodRecords } from '../../src/lab/actions.ts';
import { labCertificate, labRootPem } from '../../src/lab/certificates.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { LabStep } from '../../src/lab/port.ts';
import { type LabScenario, portsOnly, type ScenarioPorts, submission, submissions } from '../../src/lab/scenario.ts';
import { argumentsFor, type Ended, makeFolder, notBuilt, run } from '../scenarios/support/built-program.ts';
import { assertNoControl, assertValidReport } from '../scenarios/support/promises.ts';

const PEAK_MB = 150;
/** So long is poured, where nothing else ends it. */
const POURING = ['--timeout', '4s'];
/** For what has an end. */
const AMPLE = ['--timeout', '2m'];
const PASSWORD = 'correct horse 7';

const folder = makeFolder();
after(folder.remove);
const root = folder.file('root.pem', labRootPem());

function holds(name: string, ended: Ended, codes: readonly number[] = [1]): void {
  const { code, stdout, stderr, peakMb } = ended;
  if (process.env.MAILPROBE_FIGURES) console.log(`${name}: ${peakMb} MB, exit ${code}`);
  assert.ok(codes.includes(code ?? -1), `exit ${code}: ${stderr}${stdout.slice(0, 500)}`);
  if (peakMb !== null) assert.ok(peakMb < PEAK_MB, `peak ${peakMb} MB`);
  assertNoControl(stdout, 'stdout');
  assertNoControl(stderr, 'stderr');
  assert.ok(!stdout.includes(PASSWORD) && !stderr.includes(PASSWORD));
  assert.doesNotMatch(stderr, /\n\s+at /);
  assertValidReport(stdout);
}

const line = (code: number): string => `${code}-${'y'.repeat(60)}\r\n`.repeat(1000);
const on = (role: 'submission' | 'submissions', step: LabStep): ScenarioPorts =>
  role === 'submission'
    ? { submission: submission({ on: { EHLO: step } }) }
    : { submissions: submissions({ on: { EHLO: step } }) };

const FLOODS: Readonly<Record<string, () => ScenarioPorts>> = {
  'an endless greeting': () => ({ submission: submission({ greeting: flood(line(220)) }) }),
  'an endless greeting under TLS': () => ({ submissions: submissions({ greeting: flood(line(220)) }) }),
  'an endless EHLO': () => on('submission', flood(line(250))),
  'an endless EHLO under TLS': () => on('submissions', flood(line(250))),
  'a line without end': () => on('submission', flood('z'.repeat(65_536))),
  'a line without end under TLS': () => on('submissions', flood('z'.repeat(65_536))),
  'NUL without end': () => ({ submission: submission({ greeting: flood(Buffer.alloc(65_536)) }) }),
  'line ends without end': () => ({ submission: submission({ greeting: flood('\r\n'.repeat(20_000)) }) }),
  'a greeting, and then everything at once': () => ({
    submission: submission({
      greeting: flood('220 mail.lab.test\r\n250-mail.lab.test\r\n250 STARTTLS\r\n220 go\r\n'.repeat(1000)),
    }),
  }),
  'an endless refusal of STARTTLS': () => ({ submission: submission({ on: { STARTTLS: flood(line(454)) } }) }),
  'plaintext without end behind STARTTLS': () => ({
    submission: submission({ on: { STARTTLS: flood('220 go\r\n'.repeat(8000)) } }),
  }),
  'handshake records without end': () => ({
    submissions: submissions({
      handshake: floodRecords(22, Buffer.concat([Buffer.from([2, 0xff, 0xff, 0xff, 3, 3]), Buffer.alloc(16_000)])),
    }),
  }),
  'alerts without end': () => ({ submissions: submissions({ handshake: floodRecords(21, Buffer.from([1, 90])) }) }),
  'empty records without end': () => ({ submissions: submissions({ handshake: floodRecords(23, Buffer.alloc(0)) }) }),
  'ten thousand names': () => ({ submissions: submissions({ certificate: 'ten-thousand-names' }) }),
  'thousands of names': () => ({ submissions: submissions({ certificate: 'thousands-of-names' }) }),
};

const LOGINS: Readonly<Record<string, () => ScenarioPorts>> = {
  'an endless refusal of the login': () => ({ submissions: submissions({ auth: { deny: flood(line(535)) } }) }),
  'an endless challenge': () => ({
    submissions: submissions({ auth: { on: { PLAIN: flood(`334 ${'QUJD'.repeat(16_000)}`) } } }),
  }),
};

async function against(
  name: string,
  ports: () => ScenarioPorts,
  more: readonly string[],
  codes: readonly number[],
): Promise<void> {
  const scenario: LabScenario = portsOnly(ports);
  const lab = await startLab(scenario);
  try {
    const argv = argumentsFor(lab, root, '--json', '-v', ...more);
    holds(name, await run(argv, { env: { MAILPROBE_PASSWORD: PASSWORD } }), codes);
  } finally {
    await lab.close();
  }
}

describe('peers that never stop', { concurrency: 2, skip: notBuilt }, () => {
  for (const [name, ports] of Object.entries(FLOODS)) {
    const hasEnd = name === 'thousands of names';
    it(name, () => against(name, ports, hasEnd ? AMPLE : POURING, [hasEnd ? 0 : 1]));
  }
  for (const [name, ports] of Object.entries(LOGINS))
    it(name, () => against(name, ports, [...POURING, '-u', 'ada@lab.test', '-m', 'tls'], [1]));

  it('an identity provider with a body of 200 MB', async () => {
    const { chainPem, keyPem } = labCertificate('good', '127.0.0.1');
    let sent = 0;
    const chunk = Buffer.alloc(1 << 20, 'x');
    const provider = createServer({ cert: chainPem, key: keyPem }, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const pour = (): void => {
        while (!response.destroyed && sent < 200 << 20) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', pour);
        }
        response.end();
      };
      pour();
    });
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    const issuer = `https://127.0.0.1:${(provider.address() as AddressInfo).port}`;
    const lab = await startLab(portsOnly({ submissions: submissions({ auth: { mechanisms: ['XOAUTH2'] } }) }));
    try {
      const oauth = [
        '--oauth',
        issuer,
        '--oauth-flow',
        'client-credentials',
        '--client-id',
        'c',
        '--client-secret-env',
        'SECRET',
        '--scope',
        'mail',
      ];
      const argv = argumentsFor(lab, root, '--json', ...POURING, '-m', 'tls', '-u', 'ada@lab.test', ...oauth);
      holds('200 MB', await run(argv, { env: { SECRET: PASSWORD } }));
    } finally {
      provider.closeAllConnections();
      await new Promise((resolve) => provider.close(resolve));
      await lab.close();
    }
  });

  it('a proxy whose header never ends', async () => {
    const chunk = Buffer.from(`HTTP/1.1 200 OK\r\n${'X-Y: z\r\n'.repeat(8000)}`);
    const proxy = createTcpServer((socket) => {
      const pour = (): void => {
        while (!socket.destroyed) if (!socket.write(chunk)) return void socket.once('drain', pour);
      };
      socket.on('error', () => {}).once('data', pour);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    try {
      const argv = ['check', '192.0.2.1', '-p', '465', '-m', 'tls', '--proxy', url, '--json', ...POURING];
      holds('proxy', await run(argv));
    } finally {
      await new Promise((resolve) => proxy.close(resolve));
    }
  });
});
