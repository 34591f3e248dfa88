// Hosts a second of `mailprobe batch` against nodemailer's verify(), at the same concurrency and in one run, every target with
// a name of its own that Unbound resolves: `node test/bench/batch.mjs [hosts …]`, 1,000 and 10,000 unless told. The bars: no
// more CPU a host than nodemailer, no slower with one thread, quicker again with two, and at most 130 MB with two. The best
// time and CPU of the rounds count, and the highest memory. Beside them stands the floor: the same talk by Node alone. Wants Unbound (on Debian: apt-get install unbound) and a build
// (npm run build). MAILPROBE_BIN names another one, BENCH_CONCURRENCY another number of checks at once than batch's own, BENCH_ROUNDS of rounds than three.
import { availableParallelism } from 'node:os';
import { measure, row, startServer } from './batch-measure.mjs';
import { startResolver } from './batch-resolver.mjs';

const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 10_000];
const CONCURRENCY = Number(process.env.BENCH_CONCURRENCY ?? 64);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const MAX_MB = 130;
const bin = process.env.MAILPROBE_BIN ?? 'bin/mailprobe.js';

const { stop: stopServer, ...server } = await startServer();
const { zone, address, port, ca, user, password } = server;
const resolver = await startResolver(zone, address);
if (resolver === null) {
  console.log('not measured: unbound is not installed (on Debian: apt-get install unbound)');
  stopServer();
  process.exit(0);
}

const other = (script) => (hosts) =>
  measure([script, String(hosts), String(CONCURRENCY)], {
    env: { BENCH_SERVER: JSON.stringify({ ...server, resolver: resolver.server }) },
  });
const nodemailer = other('test/bench/batch-nodemailer.mjs');
const bare = other('test/bench/batch-bare.mjs');

async function mailprobe(hosts, workers) {
  const list = Array.from({ length: hosts }, (_, at) => `host-${at}.${zone}\n`).join('');
  const what = ['-p', port, '-m', 'starttls', '--ca', ca, '--dns-server', resolver.server];
  const login = ['-u', user, '--password-env', 'PW', '--auth', 'PLAIN'];
  const limits = ['--concurrency', CONCURRENCY, '--per-host', CONCURRENCY, '--workers', workers, '-q'];
  const result = await measure([bin, 'batch', '-', ...what, ...login, ...limits].map(String), {
    input: list,
    env: { PW: password },
  });
  if (result.code !== 0 || result.lines !== hosts)
    throw new Error(`exit ${result.code}, ${result.lines} lines: ${result.stderr}`);
  return result;
}

const best = (results) => ({
  wallMs: Math.min(...results.map(({ wallMs }) => wallMs)),
  cpuMs: Math.min(...results.map(({ cpuMs }) => cpuMs)),
  peakMb: Math.max(...results.map(({ peakMb }) => peakMb)),
});

/** Whether all bars hold. */
async function compare(hosts) {
  const results = { nodemailer: [], bare: [], one: [], two: [] };
  // In turn, so that a machine that gets slower or faster does so for all.
  for (let round = 0; round < ROUNDS; round += 1) {
    results.nodemailer.push(await nodemailer(hosts));
    results.bare.push(await bare(hosts));
    results.one.push(await mailprobe(hosts, 1));
    results.two.push(await mailprobe(hosts, 2));
  }
  const [theirs, one, two] = [best(results.nodemailer), best(results.one), best(results.two)];
  console.log(`${hosts} hosts, ${CONCURRENCY} at once, ${availableParallelism()} cores, the best of ${ROUNDS}`);
  row('nodemailer verify()', hosts, theirs);
  row('Node alone, the same talk', hosts, best(results.bare));
  row('mailprobe batch --workers 1', hosts, one);
  row('mailprobe batch --workers 2', hosts, two);
  const [speed, cpu] = [theirs.wallMs / one.wallMs, one.cpuMs / theirs.cpuMs];
  console.log(
    `one thread: ${speed.toFixed(2)} x as fast, ${cpu.toFixed(2)} x the CPU; two: ${(theirs.wallMs / two.wallMs).toFixed(2)} x as fast`,
  );
  const missed = [
    ...(cpu > 1 ? ['CPU a host'] : []),
    ...(speed < 1 ? ['time'] : []),
    ...(two.wallMs > one.wallMs ? ['a second thread'] : []),
    ...(two.peakMb > MAX_MB ? ['memory'] : []),
  ];
  console.log(missed.length === 0 ? 'within the bars' : `misses the bars: ${missed.join(', ')}`);
  return missed.length === 0;
}

let isWithin = true;
try {
  for (const hosts of SIZES) isWithin = (await compare(hosts)) && isWithin;
} finally {
  stopServer();
  await resolver.stop();
}
process.exit(isWithin ? 0 : 1);
