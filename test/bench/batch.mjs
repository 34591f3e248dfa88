// Hosts a second of `mailprobe batch` against nodemailer's verify(), at the same concurrency and in one run:
// `node test/bench/batch.mjs [hosts] [concurrency]`; the concurrency is batch's own unless told. The bar: one process
// 1.4 times as fast with less memory, and more again with a second thread. The best time of the rounds counts, and the
// highest memory. Needs a build (npm run build). MAILPROBE_BIN names another one.
import { availableParallelism } from 'node:os';
import { measure, row, startServer } from './batch-measure.mjs';

const HOSTS = Number(process.argv[2] ?? 2_000);
const CONCURRENCY = Number(process.argv[3] ?? 64);
const BAR = 1.4;
const ROUNDS = 3;
const bin = process.env.MAILPROBE_BIN ?? 'bin/mailprobe.js';

const { stop, ...server } = await startServer();
const { host, address, port, ca, user, password } = server;
// By address, as nodemailer gets it: neither asks DNS.
const list = `${address}\n`.repeat(HOSTS);

const nodemailer = () =>
  measure(['test/bench/batch-nodemailer.mjs', String(HOSTS), String(CONCURRENCY)], {
    env: { BENCH_SERVER: JSON.stringify(server) },
  });
async function mailprobe(workers) {
  const args = [
    '-p',
    port,
    '-m',
    'starttls',
    '--servername',
    host,
    '--ca',
    ca,
    '-u',
    user,
    '--password-env',
    'PW',
    '--auth',
    'PLAIN',
  ];
  const limits = ['--concurrency', CONCURRENCY, '--per-host', CONCURRENCY, '--workers', workers];
  const result = await measure([bin, 'batch', '-', ...args, ...limits].map(String), { input: list, env: { PW: password } });
  if (result.code !== 0 || result.lines !== HOSTS)
    throw new Error(`exit ${result.code}, ${result.lines} lines: ${result.stderr}`);
  return result;
}

const best = (results) => ({
  ...results.reduce((quickest, other) => (other.wallMs < quickest.wallMs ? other : quickest)),
  peakMb: Math.max(...results.map(({ peakMb }) => peakMb)),
});
const results = { nodemailer: [], one: [], two: [] };
// In turn, so that a machine that gets slower or faster does so for all.
for (let round = 0; round < ROUNDS; round += 1) {
  results.nodemailer.push(await nodemailer());
  results.one.push(await mailprobe(1));
  results.two.push(await mailprobe(2));
}
stop();

const [other, one, two] = [best(results.nodemailer), best(results.one), best(results.two)];
console.log(`${HOSTS} hosts, ${CONCURRENCY} at once, ${availableParallelism()} cores, the best of ${ROUNDS}`);
row('nodemailer verify()', HOSTS, other);
row('mailprobe batch --workers 1', HOSTS, one);
row('mailprobe batch --workers 2', HOSTS, two);
const ratio = other.wallMs / one.wallMs;
console.log(
  `one thread: ${ratio.toFixed(2)} x nodemailer; CPU a host ${(other.cpuMs / one.cpuMs).toFixed(2)} x less; two threads: ${(other.wallMs / two.wallMs).toFixed(2)} x`,
);
const isWithin = ratio >= BAR && one.peakMb < other.peakMb && two.wallMs < one.wallMs;
console.log(isWithin ? `within the bar: ${BAR} x, less memory, more with two threads` : 'misses the bar');
process.exit(isWithin ? 0 : 1);
