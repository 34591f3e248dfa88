// A watch over a long time against a lab in the same process: does its memory stay flat, and is a socket left? The runs follow
// one another at once, so that an hour is that of many days; the first tenth is not judged, in which V8 makes itself at home.
//   node --expose-gc --import tsx test/bench/watch-soak.mjs [minutes, default 60]
import { getActiveResourcesInfo } from 'node:process';
import { setImmediate } from 'node:timers/promises';
import { each, proceed } from '../../src/lab/actions.ts';
import { startLab } from '../../src/lab/lab.ts';
import { portsOnly, relay, submission, submissions } from '../../src/lab/scenario.ts';
import { makeStyle } from '../../src/report/formats/text-style.ts';
import { DEFAULT_REQUEST } from '../../src/request/plan.ts';
import { parseTarget } from '../../src/request/target.ts';
import { concludeWatch } from '../../src/watch/conclusion.ts';
import { watch } from '../../src/watch/watch.ts';
import { screenLines } from '../../src/watch/watch-screen.ts';
import { WatchStatistics } from '../../src/watch/watch-statistics.ts';
import { WatchedHost } from '../../src/watch/watched-host.ts';

const MINUTE_MS = 60_000;
const minutes = Number(process.argv[2] ?? 60);
if (!(minutes > 0) || globalThis.gc === undefined) {
  console.error('usage: node --expose-gc --import tsx test/bench/watch-soak.mjs [minutes]');
  process.exit(2);
}

const refuses = Array.from({ length: 2_000 }, (_, at) => (at % 7 === 3 ? '554 5.3.2 not now' : proceed));
const ports = { relay: relay(), submissions: submissions(), submission: submission({ greeting: each(...refuses) }) };
const lab = await startLab(portsOnly(ports));
const request = {
  ...DEFAULT_REQUEST,
  ports: Object.values(lab.ports),
  protocol: 'smtp',
  resolve: new Map([[lab.host, [lab.address]]]),
  tls: { ...DEFAULT_REQUEST.tls, extraRoots: [lab.caPem] },
};
const host = new WatchedHost({ target: parseTarget(lab.host), request, isEachLogin: false });
const statistics = new WatchStatistics();
const ending = new AbortController();
const sockets = () => getActiveResourcesInfo().filter((name) => /Socket|TCP|TLS/.test(name)).length;
const megabytes = (bytes) => Number((bytes / 1_048_576).toFixed(1));

const startedAt = performance.now();
const elapsedMs = () => performance.now() - startedAt;
const samples = [];
let lookedAtMs = 0;
let drawnMs = 0;
async function look() {
  // The lab writes down every connection, for tests: that is its memory, not ours.
  lab.record.connections.length = 0;
  for (let turn = 0; turn < 5; turn++) await setImmediate();
  globalThis.gc();
  const before = performance.now();
  screenLines(
    { host: lab.host, everyMs: 1, nextInMs: null, run: statistics.runs, statistics, note: '', nowMs: Date.now() },
    { columns: 160, rows: 40 },
    makeStyle(true),
  );
  drawnMs = performance.now() - before;
  samples.push({ atMs: elapsedMs(), heap: process.memoryUsage().heapUsed, rss: process.memoryUsage.rss(), sockets: sockets() });
  const { heap, rss, sockets: open } = samples.at(-1);
  const seconds = Math.round(elapsedMs() / 1_000);
  console.log(
    `${seconds} s  ${statistics.runs} runs  heap ${megabytes(heap)} MB  rss ${megabytes(rss)} MB  sockets ${open}  screen ${drawnMs.toFixed(2)} ms`,
  );
}

await watch(
  {
    schedule: { everyMs: 0, forMs: null, count: null },
    check: (run) => host.check(run),
    // No pause: the runs are what is looked at.
    clock: { now: () => performance.now(), sleep: () => setImmediate() },
    signal: ending.signal,
    statistics,
  },
  {
    onRun: async () => {
      if (elapsedMs() >= minutes * MINUTE_MS) ending.abort();
      if (elapsedMs() - lookedAtMs < (minutes * MINUTE_MS) / 20) return;
      lookedAtMs = elapsedMs();
      await look();
    },
  },
);
await host.close();
const conclusion = concludeWatch(statistics, { host: lab.host, strict: false, expectations: [] });
await lab.close();
await look();

const judged = samples.slice(Math.ceil(samples.length / 10));
const half = Math.floor(judged.length / 2);
const least = (some) => Math.min(...some.map(({ heap }) => heap));
const grown = least(judged.slice(half)) - least(judged.slice(0, half));
const left = samples.at(-1).sockets;
console.log(conclusion.summary);
console.log(
  `${statistics.runs} runs in ${minutes} min: heap grown by ${megabytes(grown)} MB from one half to the other, ${left} sockets left`,
);
process.exitCode = grown > 2 * 1_048_576 || left > 0 ? 1 : 0;
