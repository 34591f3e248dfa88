// A megabyte of log with one telling line, explained by the built program: `node test/bench/explain.mjs [runs]`. The bar
// is 0.3 s for the whole process.
import { spawnSync } from 'node:child_process';

const RUNS = Number(process.argv[2] ?? 10);
const BAR_MS = 300;
const NOISE = 'Jan 31 12:00:00 mx postfix/qmgr[812]: 4F1A2B3C4D: removed from the queue, nothing to see here\n';
const TELLING =
  'Jan 31 12:00:01 mx postfix/smtp[813]: 4F1A2B3C4E: relay=smtp.example.com[192.0.2.1]:587, status=deferred (host said: 535 5.7.139 Authentication unsuccessful, basic authentication is disabled.)\n';
const lines = Math.floor(1_000_000 / NOISE.length);
const log = NOISE.repeat(lines / 2) + TELLING + NOISE.repeat(lines / 2);

const times = [];
for (let run = -1; run < RUNS; run += 1) {
  const startedAt = performance.now();
  const { status, stdout } = spawnSync(process.execPath, ['bin/mailprobe.js', 'explain', '-', '--json'], { input: log });
  const tookMs = performance.now() - startedAt;
  if (status !== 0 || JSON.parse(stdout).matches[0].id !== 'auth-basic-disabled') throw new Error(`not found: ${stdout}`);
  if (run >= 0) times.push(tookMs);
}
const median = times.sort((a, b) => a - b)[Math.floor(RUNS / 2)];
console.log(
  `${(log.length / 1e6).toFixed(2)} MB: median of ${RUNS} ${median.toFixed(0)} ms, worst ${times.at(-1).toFixed(0)} ms; ${median <= BAR_MS ? 'within' : 'over'} ${BAR_MS} ms`,
);
process.exit(median <= BAR_MS ? 0 : 1);
