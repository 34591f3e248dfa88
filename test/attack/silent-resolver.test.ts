// Promise 4 against name servers that never answer: the system's resolver waits for them for minutes, in threads that a
// process waits for before it ends. Whatever asks it, the program ends with its own time, with its report, its exit code.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Report } from '../../src/model/report.ts';
import { type Ended, makeFolder, notBuilt, run as runProgram, type Start } from '../scenarios/support/built-program.ts';
import { amongSilentNames, namespacesMissing } from '../support/silent-names.ts';
import { until } from '../support/until.ts';

const folder = makeFolder();
after(folder.remove);

/** The resolver gives up after 150 s at the earliest: whatever ends before did not wait for it, on a slow machine too. */
const BEFORE_THE_RESOLVER_MS = 120_000;
const LIMITS = ['--timeout', '2s'];
const HOST = 'mail.silent.example';

interface Timed extends Ended {
  readonly tookMs: number;
}

async function run(argv: readonly string[], start: Start): Promise<Timed> {
  const startedAt = performance.now();
  const ended = await runProgram(argv, start);
  return { ...ended, tookMs: performance.now() - startedAt };
}

function inTime({ code, signal, stderr, tookMs }: Timed, wanted: number): void {
  assert.deepEqual([code, signal], [wanted, null], stderr);
  assert.ok(tookMs < BEFORE_THE_RESOLVER_MS, `it took ${Math.round(tookMs)} ms`);
  assert.doesNotMatch(stderr, /internal error|\n\s+at /);
}

const reportOf = ({ stdout }: Ended): Report => JSON.parse(stdout) as Report;
const idsOf = (ended: Ended): string[] => reportOf(ended).findings.map(({ id }) => id);

/** Sends the signal once a question has come. */
const signalled = (signal: NodeJS.Signals, askedFile: string): NonNullable<Start['onStart']> => {
  return async (kill) => {
    await until(() => existsSync(askedFile), 'a question to the name server');
    kill(signal);
  };
};

if (namespacesMissing) console.error(namespacesMissing);

describe('name servers that never answer', { skip: notBuilt || namespacesMissing, concurrency: 2 }, () => {
  const one = (): readonly string[] => amongSilentNames(folder);
  const many = (): readonly string[] => amongSilentNames(folder, { servers: 2, search: ['corp.example', 'example'] });

  it('check ends with its --timeout', async () => {
    const ended = await run(['check', HOST, '--json', ...LIMITS], { wrapper: one() });
    inTime(ended, 1);
    assert.ok(idsOf(ended).includes('dns-timeout'), ended.stdout);
  });

  it('check ends with its --timeout where there are two, and a search list', async () => {
    const ended = await run(['check', HOST, '--json', ...LIMITS], { wrapper: many() });
    inTime(ended, 1);
    assert.ok(idsOf(ended).includes('dns-timeout'), ended.stdout);
  });

  it('check ends with its --timeout at a name without a dot, which is the system’s alone', async () => {
    inTime(await run(['check', 'mailhub', '--json', ...LIMITS], { wrapper: many() }), 1);
  });

  it('check ends at Ctrl-C, with its report', async () => {
    const askedFile = join(folder.path, 'asked');
    const wrapper = amongSilentNames(folder, { askedFile });
    const ended = await run(['check', HOST, '--json', '--timeout', '10m'], { wrapper, onStart: signalled('SIGINT', askedFile) });
    inTime(ended, 130);
    assert.equal(reportOf(ended).interrupted, true);
  });

  it('check --all, discover, and a mailbox end, too', async () => {
    for (const argv of [
      ['check', HOST, '--all', '--json', ...LIMITS],
      ['discover', 'silent.example', '--json', ...LIMITS],
      ['check', 'ada@silent.example', '--json', ...LIMITS],
    ]) {
      const ended = await run(argv, { wrapper: one() });
      inTime(ended, 1);
    }
  });

  it('a proxy by its name, and an identity provider', async () => {
    const proxied = ['check', '192.0.2.1', '--proxy', 'socks5://proxy.silent.example:1080', '--json', ...LIMITS];
    inTime(await run(proxied, { wrapper: one() }), 1);
    const oauth = ['-u', 'ada', '--oauth', 'https://id.silent.example', '--oauth-flow', 'client-credentials'];
    const client = ['--client-id', 'c', '--client-secret-env', 'SECRET', '--scope', 'mail'];
    const argv = ['check', '127.0.0.1', '-p', '9', ...oauth, ...client, '--json', ...LIMITS];
    inTime(await run(argv, { wrapper: one(), env: { SECRET: 'Winter-2024' } }), 1);
  });

  it('what the hosts file knows is found all the same', async () => {
    const wrapper = amongSilentNames(folder, { hosts: `127.0.0.1 localhost\n127.0.0.7 ${HOST} # ours\n` });
    const ended = await run(['check', HOST, '-p', '9', '--json', '--timeout', '60s'], { wrapper });
    inTime(ended, 1);
    const { dns } = reportOf(ended);
    assert.deepEqual([dns?.resolver.source, dns?.addresses.map(({ address }) => address)], ['system', ['127.0.0.7']]);
  });

  it('batch goes on with the others, and ends', async () => {
    const names = Array.from({ length: 12 }, (_, at) => `mail${at}.silent.example`);
    const list = folder.file('list.txt', `${[...names, '127.0.0.1:9'].join('\n')}\n`);
    const ended = await run(['batch', list, ...LIMITS], { wrapper: one() });
    inTime(ended, 1);
    const reports = ended.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Report);
    assert.equal(reports.length, 13);
    // The one that needs no name is not held up by those that do.
    assert.equal(reports[0]?.target.host, '127.0.0.1');
  });

  it('serve answers its scrape in time, and stops when told', async () => {
    const script = folder.file('scrape.mjs', SCRAPE);
    const ended = await run([], { wrapper: [...one(), process.execPath, script, resolve('bin/mailprobe.js'), '--'] });
    assert.deepEqual([ended.code, ended.signal], [0, null], ended.stderr);
    const { metrics, health, stopped } = JSON.parse(ended.stdout) as Record<string, string>;
    assert.match(metrics ?? '', /probe_success 0/);
    assert.equal(health, '200');
    assert.equal(stopped, 'true');
  });

  it('the library gives its report, leaves the pool of threads to others, and lets the process end', async () => {
    const script = folder.file('library.mjs', LIBRARY);
    const ended = await run([], { wrapper: [...one(), process.execPath, script, resolve('dist/index.js'), '--'] });
    inTime(ended, 0);
    const { wasReadFirst, codes } = JSON.parse(ended.stdout) as { wasReadFirst: boolean; codes: string[] };
    assert.equal(codes.length, 8);
    assert.ok(
      codes.every((code) => code === 'dns-timeout'),
      codes.join(),
    );
    assert.ok(wasReadFirst, 'a file was read while the names were waited for');
  });
});

const SCRAPE = `
import { spawn } from 'node:child_process';
const child = spawn(process.execPath, [process.argv[2], 'serve', '--listen', '127.0.0.1:9115'], { stdio: ['ignore', 'ignore', 'pipe'] });
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const ask = async (path) => fetch('http://127.0.0.1:9115' + path, { headers: { 'X-Prometheus-Scrape-Timeout-Seconds': '2' } });
const ready = async () => { for (;;) { try { return await ask('/-/healthy'); } catch { await pause(50); } } };
await ready();
const metrics = await (await ask('/probe?target=${HOST}')).text();
const pending = [1, 2, 3, 4, 5].map((at) => ask('/probe?target=mail' + at + '.silent.example').then((a) => a.text(), () => ''));
await pause(300);
const health = String((await ask('/-/healthy')).status);
child.kill('SIGTERM');
const stopped = await Promise.race([new Promise((done) => child.once('exit', () => done('true'))), pause(60000).then(() => 'false')]);
child.kill('SIGKILL');
await Promise.all(pending);
process.stdout.write(JSON.stringify({ metrics, health, stopped }));
process.exit(0);
`;

const LIBRARY = `
import { readFile } from 'node:fs/promises';
const { check, DEFAULT_REQUEST } = await import(process.argv[2]);
const request = { timeouts: { ...DEFAULT_REQUEST.timeouts, totalMs: 6000 } };
const checks = Array.from({ length: 8 }, (_, at) => check('mail' + at + '.silent.example', { request }));
await new Promise((done) => setTimeout(done, 500));
const wasReadFirst = await Promise.race([readFile(process.argv[1]).then(() => true), ...checks.map((check) => check.then(() => false))]);
const reports = await Promise.all(checks);
process.stdout.write(JSON.stringify({ wasReadFirst, codes: reports.map(({ dns }) => dns.error.code) }));
`;
