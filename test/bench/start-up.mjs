// Start-up against bare Node, side by side: `node test/bench/start-up.mjs [runs]`. The bar is 1.2 times `node -e 0`.
import { spawnSync } from 'node:child_process';

const RUNS = Number(process.argv[2] ?? 20);
const BAR = 1.2;

function timeMs(args) {
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} exited with ${status}`);
  return performance.now() - startedAt;
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

const bare = [];
const version = [];
const help = [];
// In turn, so that a machine that gets slower or faster does so for all.
for (let run = -2; run < RUNS; run += 1) {
  const times = [
    ['-e', '0'],
    ['bin/mailprobe.js', '--version'],
    ['bin/mailprobe.js', 'check', '--help'],
  ].map(timeMs);
  if (run < 0) continue;
  bare.push(times[0]);
  version.push(times[1]);
  help.push(times[2]);
}
const base = median(bare);
const row = (name, values) =>
  console.log(`${name.padEnd(28)} ${median(values).toFixed(1).padStart(7)} ms   ${(median(values) / base).toFixed(2)} x`);
console.log(`median of ${RUNS}`);
row('node -e 0', bare);
row('mailprobe --version', version);
row('mailprobe check --help', help);
const ratio = median(version) / base;
console.log(ratio <= BAR ? `within ${BAR} x` : `over ${BAR} x`);
process.exit(ratio <= BAR ? 0 : 1);
