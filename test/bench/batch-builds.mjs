// Whether a change makes `mailprobe batch` quicker: two builds of it, in turn against one server, so that a machine that gets
// slower does so for both: `node test/bench/batch-builds.mjs <bin> <other bin> [hosts] [rounds]`. Medians of CPU time decide,
// since wall time is shared with whatever else the machine does.
import { measure, startServer } from './batch-measure.mjs';

const [bin, otherBin, hosts = '1000', rounds = '10'] = process.argv.slice(2);
if (!bin || !otherBin) throw new Error('name the bin/mailprobe.js of two builds');
const HOSTS = Number(hosts);
const { stop, host, address, port, ca, user, password } = await startServer();
const list = `${address}\n`.repeat(HOSTS);
const login = ['-u', user, '--password-env', 'PW', '--auth', 'PLAIN'];
const limits = ['--concurrency', 64, '--per-host', 64, '--workers', 1];
const args = ['batch', '-', '-p', port, '-m', 'starttls', '--servername', host, '--ca', ca, ...login, ...limits].map(String);

async function run(program) {
  const result = await measure([program, ...args], { input: list, env: { PW: password } });
  if (result.code !== 0 || result.lines !== HOSTS)
    throw new Error(`${program}: exit ${result.code}, ${result.lines} lines: ${result.stderr}`);
  return { cpuMs: result.cpuMs / HOSTS, hostsPerSecond: HOSTS / (result.wallMs / 1_000) };
}

function median(numbers) {
  const [...sorted] = numbers.toSorted((one, other) => one - other);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

const programs = [bin, otherBin].map((program) => ({ program, runs: [] }));
for (let round = 0; round < Number(rounds); round += 1) {
  // Each goes first in every other round.
  const order = round % 2 === 0 ? programs : programs.toReversed();
  for (const { program, runs } of order) runs.push(await run(program));
}
stop();
const [one, other] = programs.map(({ program, runs }) => {
  const cpu = runs.map(({ cpuMs }) => cpuMs);
  const speed = median(runs.map(({ hostsPerSecond }) => hostsPerSecond));
  const range = `${Math.min(...cpu).toFixed(2)} to ${Math.max(...cpu).toFixed(2)}`;
  console.log(`${program}: ${median(cpu).toFixed(3)} ms CPU/host (${range}), ${speed.toFixed(0)} hosts/s`);
  return { cpuMs: median(cpu), speed };
});
const percent = (part, whole) => `${((part / whole - 1) * 100).toFixed(1)} %`;
console.log(
  `the second: CPU a host ${percent(other.cpuMs, one.cpuMs)}, hosts a second ${percent(other.speed, one.speed)} (medians of ${rounds})`,
);
