// The small parts of the exporter: addresses to listen on, log lines, the semaphore, its own metrics.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EndpointStatus } from '../../../src/model/diagnosis.ts';
import type { ReportEndpoint } from '../../../src/model/report.ts';
import { Semaphore } from '../../../src/net/semaphore.ts';
import { Exposition } from '../../../src/report/formats/prometheus-text.ts';
import { EndpointMetrics } from '../../../src/serve/endpoint-metrics.ts';
import { SERVE_LIMITS } from '../../../src/serve/limits.ts';
import { isLoopback, parseListenAddress } from '../../../src/serve/listen-address.ts';
import { makeLog } from '../../../src/serve/log.ts';
import { OwnMetrics } from '../../../src/serve/own-metrics.ts';

describe('an address to listen on', () => {
  const table: readonly (readonly [text: string, address: string, port: number])[] = [
    ['127.0.0.1:9725', '127.0.0.1', 9725],
    ['127.0.0.1:0', '127.0.0.1', 0],
    ['127.0.0.1', '127.0.0.1', 9725],
    ['9000', '127.0.0.1', 9000],
    ['localhost:9000', '127.0.0.1', 9000],
    [':9725', '::', 9725],
    ['[::1]:9725', '::1', 9725],
    ['[::1]', '::1', 9725],
    ['::1', '::1', 9725],
    ['0.0.0.0:80', '0.0.0.0', 80],
  ];
  for (const [text, address, port] of table)
    it(`takes ${text}`, () => assert.deepEqual(parseListenAddress(text), { address, port }));
  for (const text of [
    '',
    ':',
    'example.com:80',
    '127.0.0.1:',
    '127.0.0.1:65536',
    '127.0.0.1:x',
    '[127.0.0.1]:80',
    '1.2.3:80',
    '999999',
  ])
    it(`refuses ${JSON.stringify(text)}`, () => assert.throws(() => parseListenAddress(text), { name: 'UsageError' }));

  it('knows loopback', () => {
    const addresses = ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1', '::', '0.0.0.0', '192.0.2.1'];
    assert.deepEqual(addresses.map(isLoopback), [true, true, true, true, false, false, false]);
  });
});

describe('a log line', () => {
  it('is one line of pairs, whatever is in it', () => {
    const lines: string[] = [];
    const scrub = (text: string): string => text.replaceAll('hunter2', '***');
    const log = makeLog(
      (line) => lines.push(line),
      scrub,
      () => new Date(0),
    );
    log('warn', 'two words', {
      plain: 'a.b:1',
      number: 2,
      quoted: 'say "hi"\\',
      hostile: '\u001b[31m\nlevel=info',
      secret: 'is hunter2',
    });
    assert.deepEqual(lines, [
      'ts=1970-01-01T00:00:00.000Z level=warn msg="two words" plain=a.b:1 number=2 quoted="say \\"hi\\"\\\\" hostile="\\\\x1b[31m\\\\x0alevel=info" secret="is ***"\n',
    ]);
  });
});

describe('the semaphore', () => {
  const never = new AbortController().signal;

  it('lets in so many, has so many wait, and turns the rest away', async () => {
    const semaphore = new Semaphore(1, 1);
    const first = await semaphore.acquire(never);
    const second = semaphore.acquire(never);
    assert.deepEqual(await semaphore.acquire(never), { kind: 'full' });
    assert.deepEqual([semaphore.held, semaphore.waiting], [1, 1]);
    assert.ok(first.kind === 'acquired');
    first.release();
    first.release();
    assert.equal((await second).kind, 'acquired');
    assert.deepEqual([semaphore.held, semaphore.waiting], [1, 0]);
  });

  it('forgets who gives up', async () => {
    const semaphore = new Semaphore(1, 5);
    const inside = await semaphore.acquire(never);
    const patience = new AbortController();
    const [impatient, patient] = [semaphore.acquire(patience.signal), semaphore.acquire(never)];
    patience.abort();
    assert.equal((await impatient).kind, 'gave-up');
    assert.ok(inside.kind === 'acquired');
    inside.release();
    assert.equal((await patient).kind, 'acquired');
    assert.equal((await semaphore.acquire(patience.signal)).kind, 'gave-up');
  });

  it('sends all home when it closes', async () => {
    const semaphore = new Semaphore(1, 5);
    await semaphore.acquire(never);
    const waiting = [semaphore.acquire(never), semaphore.acquire(never)];
    semaphore.close();
    assert.deepEqual(
      (await Promise.all(waiting)).map(({ kind }) => kind),
      ['gave-up', 'gave-up'],
    );
    assert.equal((await semaphore.acquire(never)).kind, 'gave-up');
    assert.equal(semaphore.held, 1);
  });
});

function exposed(metrics: EndpointMetrics): string {
  const out = new Exposition();
  metrics.expose(out);
  return out.toString();
}

describe('what the exporter counts', () => {
  it('is cumulative in its buckets, and there before the first event', () => {
    const metrics = new OwnMetrics();
    const numbers = { toolVersion: '1', modules: ['a'], inFlight: 0, waiting: 0, places: 20, withheldLogins: 0 };
    assert.match(metrics.expose(numbers), /mailprobe_exporter_probes_total\{module="a",verdict="fail"\} 0\n/);
    for (const seconds of [0.05, 0.3, 99]) metrics.probed('a', 'ok', seconds);
    metrics.reloaded(false, 5_000);
    const text = metrics.expose(numbers);
    for (const [le, count] of [
      ['0.05', 1],
      ['0.25', 1],
      ['0.5', 2],
      ['30', 2],
      ['+Inf', 3],
    ] as const)
      assert.ok(text.includes(`mailprobe_exporter_probe_duration_seconds_bucket{le="${le}"} ${count}\n`), le);
    assert.match(text, /mailprobe_exporter_probe_duration_seconds_count 3\n/);
    assert.match(text, /mailprobe_exporter_probes_total\{module="a",verdict="ok"\} 3\n/);
    assert.match(text, /mailprobe_exporter_config_last_reload_successful 0\n/);
  });

  it('counts the endpoints that were reached, by stage and by address', () => {
    const metrics = new EndpointMetrics();
    const endpoint = (status: EndpointStatus, address: string, ms: number): ReportEndpoint => ({
      ...({ port: 587, mode: 'starttls', address, status } as ReportEndpoint),
      steps: [
        { stage: 'connect', status: 'ok', startMs: 0, durationMs: ms },
        { stage: 'tls', status: 'failed', startMs: ms, durationMs: 10_000 },
      ],
    });
    metrics.probed('a', {
      endpoints: [endpoint('ok', '192.0.2.1', 4), endpoint('failed', '192.0.2.2', 300), endpoint('mismatch', 'x', 1)],
    });
    metrics.probed('a', { endpoints: [endpoint('ok', '192.0.2.1', 60)] });
    const text = exposed(metrics);
    const results = 'mailprobe_exporter_endpoint_results_total{module="a",port="587",mode="starttls",address=';
    for (const [series, count] of [
      [`${results}"192.0.2.1",result="ok"}`, 2],
      [`${results}"192.0.2.1",result="failed"}`, 0],
      [`${results}"192.0.2.2",result="failed"}`, 1],
      ['mailprobe_exporter_stage_duration_seconds_bucket{module="a",stage="connect",le="0.005"}', 1],
      ['mailprobe_exporter_stage_duration_seconds_bucket{module="a",stage="connect",le="0.1"}', 2],
      ['mailprobe_exporter_stage_duration_seconds_count{module="a",stage="connect"}', 3],
    ] as const)
      assert.ok(text.includes(`${series} ${count}\n`), `${series} ${count} in\n${text}`);
    // The time of what failed is a limit of ours.
    assert.doesNotMatch(text, /stage="tls"|address="x"/);
  });

  it('has a bound on its series, whoever names the targets', () => {
    const metrics = new EndpointMetrics();
    const all = SERVE_LIMITS.maxAddresses + 500;
    for (let at = 0; at < all; at++) {
      const endpoint = { port: 25, mode: 'starttls', address: `192.0.${at >> 8}.${at & 255}`, status: 'ok', steps: [] };
      metrics.probed('a', { endpoints: [endpoint as unknown as ReportEndpoint] });
    }
    const lines = exposed(metrics)
      .split('\n')
      .filter((line) => line.includes('results_total{'));
    assert.equal(lines.length, 2 * (SERVE_LIMITS.maxAddresses + 1));
    assert.ok(lines.some((line) => line.endsWith('address="other",result="ok"} 500')));
  });
});
