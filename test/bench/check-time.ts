// A full check of a loopback lab, healthy, and with a silent port and a port in the wrong mode beside it; the greeting
// timeout is the default of 10 s. `node --import tsx test/bench/check-time.ts [runs]`. The bar is 0.25 s for each.
import { check, DEFAULT_REQUEST } from '../../src/index.ts';
import { hang } from '../../src/lab/actions.ts';
import { startLab } from '../../src/lab/lab.ts';
import { portsOnly, relay, submission, submissions } from '../../src/lab/scenario.ts';

const RUNS = Number(process.argv[2] ?? 20);
const BAR_MS = 250;

const CASES = {
  healthy: portsOnly({ relay: relay(), submissions: submissions(), submission: submission() }),
  'one silent, one in the wrong mode': portsOnly({
    relay: relay({ accept: hang }),
    submissions: submissions(),
    submission: submission({ tls: 'implicit' }),
  }),
};

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
let isOver = false;
for (const [name, scenario] of Object.entries(CASES)) {
  const lab = await startLab(scenario);
  const request = {
    ports: Object.values(lab.ports),
    resolve: new Map([[lab.host, [lab.address]]]),
    tls: { ...DEFAULT_REQUEST.tls, extraRoots: [lab.caPem] },
  };
  const times: number[] = [];
  for (let run = -1; run < RUNS; run += 1) {
    const report = await check(lab.host, { request });
    if (report.verdict === 'fail') throw new Error(`${name}: ${report.summary}`);
    if (run >= 0) times.push(report.durationMs);
  }
  const figure = median(times);
  isOver ||= figure > BAR_MS;
  console.log(`${name.padEnd(36)} median of ${RUNS}: ${figure.toFixed(1)} ms, worst ${Math.max(...times).toFixed(1)} ms`);
  await lab.close();
}
console.log(isOver ? `over ${BAR_MS} ms` : `within ${BAR_MS} ms`);
process.exit(isOver ? 1 : 0);
