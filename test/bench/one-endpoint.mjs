// One endpoint with a login, over a link of 50 ms, as whole processes: `check` beside a bare Node script and nodemailer's
// verify(), each asking DNS first. `node --import tsx test/bench/one-endpoint.mjs [runs]`, with the Node that is to be
// measured; MAILPROBE_BIN names another build. Wants root, Linux and a TUN device. The bars: 1.1 times the bare script,
// and no more CPU than nodemailer. Every program is given the same compile cache, which serves what asks for it.
import { join } from 'node:path';
import { FarMail } from '../interop/support/far-mail.ts';
import { FAR_IPV4, namespacesAreMissing } from '../interop/support/slow-network.ts';

const RUNS = Number(process.argv[2] ?? 10);
const BAR = 1.1;
const DELAY_MS = 25;
const here = (name) => join(import.meta.dirname, name);

const skip = namespacesAreMissing();
if (skip) {
  console.log(`not measured: ${skip}`);
  process.exit(0);
}

const far = await FarMail.open('lab', DELAY_MS);
const { host, caFile, user } = far.host;
const bare = (kind) => [here('bare-endpoint.mjs'), kind, host, FAR_IPV4, caFile, user];
const bin = process.env.MAILPROBE_BIN ?? 'bin/mailprobe.js';
const CASES = {
  'node -e 0': ['-e', '0'],
  'bare script': bare('bare'),
  'nodemailer verify()': bare('nodemailer'),
  'mailprobe check': [bin, 'check', ...far.arguments(), '-4', '-p', '587', '-m', 'starttls', '--auth', 'PLAIN', '-u', user],
};
const results = new Map(Object.keys(CASES).map((name) => [name, []]));
try {
  // In turn, so that a machine that gets slower or faster does so for all.
  for (let run = -1; run < RUNS; run += 1) {
    for (const [name, args] of Object.entries(CASES)) {
      const result = await far.run(['--import', here('batch-usage.mjs'), ...args]);
      if (result.code !== 0) throw new Error(`${name}: exit ${result.code}: ${result.stderr}`);
      if (run >= 0) results.get(name).push({ ...result, ...JSON.parse(result.usage) });
    }
  }
} finally {
  await far.close();
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const figure = (name, key) => median(results.get(name).map((result) => result[key]));
const compare = (key, other) => figure('mailprobe check', key) / figure(other, key);
console.log(`Node ${process.versions.node}, a round trip takes ${2 * DELAY_MS} ms, medians of ${RUNS}`);
for (const name of results.keys())
  console.log(
    `${name.padEnd(22)} ${figure(name, 'wallMs').toFixed(0).padStart(5)} ms   CPU ${figure(name, 'cpuMs').toFixed(0).padStart(4)} ms   ${figure(name, 'peakMb').toFixed(0).padStart(4)} MB`,
  );
const time = compare('wallMs', 'bare script');
const cpu = compare('cpuMs', 'nodemailer verify()');
console.log(
  `time: ${time.toFixed(2)} x the bare script, ${time <= BAR ? 'within' : 'over'} ${BAR} x; ${compare('wallMs', 'nodemailer verify()').toFixed(2)} x nodemailer`,
);
console.log(`CPU: ${cpu.toFixed(2)} x nodemailer, ${cpu <= 1 ? 'within' : 'over'} 1 x`);
process.exit(time <= BAR && cpu <= 1 ? 0 : 1);
