// From the start of the process to the first SYN of `check`, beside the start of Node alone and nodemailer's first SYN:
// `node test/bench/first-syn.mjs [runs]`, with the Node that is to be measured. The bars: 1.6 times `node -e 0` on Node 20,
// 1.35 times from 22 on, both with the compiled code of an earlier run. Needs a build; MAILPROBE_BIN names another one.
// CPU is that of all threads until the server has the connection (Linux only).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RUNS = Number(process.argv[2] ?? 20);
const BAR = process.versions.node.startsWith('20.') ? 1.6 : 1.35;
const bin = process.env.MAILPROBE_BIN ?? 'bin/mailprobe.js';
const cache = mkdtempSync(join(tmpdir(), 'mailprobe-bench-'));

const server = net.createServer((socket) => {
  socket.on('error', () => {}).destroy();
  server.emit('first');
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address();

const NODEMAILER = `const { createTransport } = require('nodemailer');
createTransport({ host: '127.0.0.1', port: ${port}, auth: { user: 'ada', pass: 'x' } }).verify().catch(() => {});`;
const LOGIN = ['-u', 'ada@lab.test', '--password-env', 'PW', '--auth', 'PLAIN'];
const CASES = {
  'node -e 0': ['-e', '0'],
  'net.connect()': ['-e', `require('node:net').connect(${port}, '127.0.0.1').on('error', () => {})`],
  'nodemailer verify()': ['-e', NODEMAILER],
  'mailprobe check': [bin, 'check', 'mail.lab.test', '--resolve', 'mail.lab.test:127.0.0.1', '-p', String(port), ...LOGIN],
};

/** All threads' time on a processor, in ms; NaN where the system does not tell. */
function cpuMs(pid) {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const ns = threads.map((id) => Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]));
    return ns.reduce((sum, one) => sum + one, 0) / 1e6;
  } catch {
    return Number.NaN;
  }
}

/** To the first connection or, without one, to the end. What goes on afterwards is cut short unless `isWhole`. */
async function measure(args, isWhole = false) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { stdio: 'ignore', env: { ...process.env, PW: 'x', XDG_CACHE_HOME: cache } });
  const ended = once(child, 'exit');
  await Promise.race([once(server, 'first'), ended]);
  const result = { wallMs: performance.now() - startedAt, cpuMs: cpuMs(child.pid) };
  if (!isWhole) child.kill('SIGKILL');
  await ended;
  return result;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const results = new Map(Object.keys(CASES).map((name) => [name, []]));
// Keeps the compiled code, which is written at the end of a process.
await measure(CASES['mailprobe check'], true);
// In turn, so that a machine that gets slower or faster does so for all.
for (let run = -1; run < RUNS; run += 1) {
  for (const [name, args] of Object.entries(CASES)) {
    const result = await measure(args);
    if (run >= 0) results.get(name).push(result);
  }
}
server.close();
rmSync(cache, { recursive: true, force: true });

console.log(`Node ${process.versions.node}, ${RUNS} runs: to the first SYN`);
const figures = (name, key) => results.get(name).map((result) => result[key]);
const [base] = Object.keys(CASES).map((name) => median(figures(name, 'wallMs')));
for (const name of results.keys()) {
  const wall = figures(name, 'wallMs');
  const cpu = median(figures(name, 'cpuMs'));
  console.log(
    `${name.padEnd(22)} median ${median(wall).toFixed(1).padStart(6)} ms ${(median(wall) / base).toFixed(2)} x   least ${Math.min(
      ...wall,
    )
      .toFixed(1)
      .padStart(6)} ms   CPU ${Number.isNaN(cpu) ? '-' : `${cpu.toFixed(1)} ms`}`,
  );
}
const ratio = median(figures('mailprobe check', 'wallMs')) / base;
console.log(ratio <= BAR ? `within ${BAR} x` : `over ${BAR} x`);
process.exit(ratio <= BAR ? 0 : 1);
