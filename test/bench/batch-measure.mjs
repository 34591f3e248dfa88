// What the batch benchmarks share: starts the server, runs a client to its end, and tells its time, CPU and peak memory.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The lab in a process of its own; `stop` ends it. */
export async function startServer() {
  const child = spawn(process.execPath, ['--import', 'tsx', here('batch-server.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  return { ...JSON.parse(line.toString()), stop: () => child.stdin.end() };
}

/** Runs `node …args` with `input` on stdin. Resolves with wall time, CPU time and peak memory of that process, and its stdout. */
export async function measure(args, { input = '', env = {}, keepOutput = false } = {}) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--import', here('batch-usage.mjs'), ...args], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const texts = { usage: '', stdout: '', stderr: '' };
  let lines = 0;
  child.stdio[3].on('data', (bytes) => {
    texts.usage += bytes;
  });
  child.stdout.on('data', (bytes) => {
    for (const byte of bytes) if (byte === 10) lines += 1;
    if (keepOutput) texts.stdout += bytes;
  });
  child.stderr.on('data', (bytes) => {
    texts.stderr += bytes;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  const wallMs = performance.now() - startedAt;
  if (texts.usage === '') throw new Error(`no usage told, exit code ${code}: ${texts.stderr}`);
  return { code, wallMs, lines, ...texts, ...JSON.parse(texts.usage) };
}

export const row = (name, hosts, { wallMs, cpuMs, peakMb }) =>
  console.log(
    `${name.padEnd(34)} ${(hosts / (wallMs / 1_000)).toFixed(0).padStart(6)} hosts/s  ${(cpuMs / hosts).toFixed(2).padStart(6)} ms CPU/host  ${peakMb.toFixed(0).padStart(5)} MB peak`,
  );
