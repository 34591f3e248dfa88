// Round trips and time of a check over a link of 50 ms, against what the protocols ask for and against a bare Node script:
// `node --import tsx test/bench/round-trips.mjs [runs] [program]`. Wants root, Linux and a TUN device; exits 1 where a limit does not hold.
import { join } from 'node:path';
import { FarMail } from '../interop/support/far-mail.ts';
import { FAR_IPV4, namespacesAreMissing } from '../interop/support/slow-network.ts';

const RUNS = Number(process.argv[2] ?? 5);
const PROGRAM = process.argv[3];
const DELAY_MS = 25;
const R = 2 * DELAY_MS;

// Round trips after the one for DNS: RFC 9293 §3.5 (TCP), RFC 5321 §3.1 (greeting), §4.1.1.1 (EHLO), RFC 3207 (STARTTLS),
// RFC 8446 §2 (TLS 1.3, the client's Finished goes with what follows), RFC 5246 §7.3 (TLS 1.2: one more), RFC 4954 §4
// (AUTH PLAIN in one, LOGIN in three). Postfix: EHLO waits for the session ticket, one more, which is less than the delayed
// acknowledgement that it saves.
const JOBS = [
  { name: '587 STARTTLS, to EHLO', args: ['-p', '587', '-m', 'starttls'], login: false, port: 587, trips: 6 },
  { name: '587 STARTTLS, AUTH PLAIN', args: ['-p', '587', '-m', 'starttls', '--auth', 'PLAIN'], port: 587, trips: 7 },
  { name: '587 STARTTLS, AUTH LOGIN', args: ['-p', '587', '-m', 'starttls', '--auth', 'LOGIN'], port: 587, trips: 9 },
  {
    name: '587 STARTTLS, TLS 1.2',
    args: ['-p', '587', '-m', 'starttls', '--auth', 'PLAIN', '--tls-max', '1.2'],
    port: 587,
    trips: 8,
    old: true,
  },
  { name: '465 TLS, AUTH PLAIN', args: ['-p', '465', '-m', 'tls', '--auth', 'PLAIN'], port: 465, trips: 5, implicit: true },
  // The server's Finished and its greeting come together.
  {
    name: '465 TLS, TLS 1.2',
    args: ['-p', '465', '-m', 'tls', '--auth', 'PLAIN', '--tls-max', '1.2'],
    port: 465,
    trips: 5,
    old: true,
    implicit: true,
  },
];

const skip = namespacesAreMissing();
if (skip) {
  console.log(`not measured: ${skip}`);
  process.exit(0);
}

let isOver = false;
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
function row(name, figures, holds) {
  if (!holds) isOver = true;
  console.log(`${name.padEnd(34)} ${figures.padEnd(70)} ${holds ? 'holds' : 'OVER'}`);
}
async function repeat(work) {
  await work();
  const results = [];
  for (let run = 0; run < RUNS; run += 1) results.push(await work());
  return results;
}

async function measureJobs(far, kind) {
  const credentials = ['-u', far.host.user];
  for (const { name, args, login = true, port, trips, old = false, implicit = false } of JOBS) {
    const ticket = kind === 'postfix' && !old && !implicit ? 1 : 0;
    const results = await repeat(() => far.check(['-4', ...args, ...(login ? credentials : [])], PROGRAM));
    const seen = results.flatMap((result) => result.trips[port] ?? []);
    const ms = median(results.map(({ report }) => report.durationMs));
    const most = Math.max(...seen);
    const asked = trips + ticket;
    row(
      `${kind} ${name}`,
      `${most} round trips of ${asked}, and DNS; ${ms.toFixed(0)} ms = ${(ms / R).toFixed(2)} R of ${asked + 1}`,
      most <= asked,
    );
  }
}

async function measureMatrix(far, kind) {
  const script = [join(import.meta.dirname, 'bare-matrix.mjs'), far.host.host, FAR_IPV4, far.host.caFile, far.host.user];
  const checks = [];
  const bare = [];
  const starts = { own: [], bare: [] };
  await repeat(async () => {
    checks.push(await far.check(['-4', '-u', far.host.user, '--auth', 'PLAIN'], PROGRAM));
    bare.push(await far.run(script));
    starts.own.push((await far.run([PROGRAM ?? 'bin/mailprobe.js', '--version'])).wallMs);
    starts.bare.push((await far.run(['-e', '0'])).wallMs);
  });
  const own = median(checks.map(({ report }) => report.durationMs));
  const other = median(bare.map(({ stdout }) => Number(stdout)));
  const wall = median(checks.map(({ wallMs }) => wallMs));
  const bareWall = median(bare.map(({ wallMs }) => wallMs));
  const [ownStart, bareStart] = [median(starts.own), median(starts.bare)];
  row(
    `${kind} whole matrix, AUTH`,
    `${own.toFixed(0)} ms, bare Node ${other.toFixed(0)} ms: ${(own / other).toFixed(2)} x`,
    own <= other * 1.1,
  );
  const [net, bareNet] = [wall - ownStart, bareWall - bareStart];
  row(
    `${kind} … processes less start-up`,
    `${wall.toFixed(0)} - ${ownStart.toFixed(0)} ms, bare ${bareWall.toFixed(0)} - ${bareStart.toFixed(0)} ms: ${(net / bareNet).toFixed(2)} x`,
    true,
  );
}

async function measureDrops(far) {
  const credentials = ['-u', far.host.user];
  await far.network.drop('tcp/25');
  const four = median((await repeat(() => far.check(['-4', ...credentials], PROGRAM))).map(({ report }) => report.durationMs));
  row('port 25 dropped, IPv4', `${four.toFixed(0)} ms of 1600`, four <= 1600);
  const both = median((await repeat(() => far.check(credentials, PROGRAM))).map(({ report }) => report.durationMs));
  row('port 25 dropped, both families', `${both.toFixed(0)} ms of 1600`, both <= 1600);
  await far.network.drop('ipv6');
  const { report } = await far.check(credentials, PROGRAM);
  row('IPv6 dropped', `${report.durationMs.toFixed(0)} ms of 5000 and what came before`, report.durationMs <= 5000 + 6 * R);
  const ends = report.endpoints
    .filter(({ family }) => family === 4)
    .map(({ steps }) => Math.max(...steps.map(({ startMs, durationMs }) => startMs + durationMs)));
  row('… IPv4 meanwhile', `done after ${Math.max(...ends).toFixed(0)} ms of ${16 * R}`, Math.max(...ends) <= 16 * R);
  await far.network.drop();
}

console.log(`a round trip takes ${R} ms; medians of ${RUNS}; times are from the report (durationMs)`);
for (const kind of ['lab', 'postfix']) {
  const far = await FarMail.open(kind, DELAY_MS);
  try {
    await measureJobs(far, kind);
    await measureMatrix(far, kind);
    if (kind === 'lab') await measureDrops(far);
  } finally {
    await far.close();
  }
}
process.exit(isOver ? 1 : 0);
