// Runs the fuzz targets for long: `node test/fuzz/long-run.mjs [runs per parser] [word in the target's name …]`. Dearer
// targets get fewer runs. Prints runs, time, the slowest single input and the memory at its peak; ends with 1 at a failure.
import fc from 'fast-check';
import { register } from 'tsx/esm/api';

register();
const { FUZZ_TARGETS } = await import('./targets.ts');

const [given, ...words] = process.argv.slice(2);
const runsPerParser = Number(given ?? 1_000_000);
const CHUNK = 20_000;
/** One input must not hold up a check. */
const RUNAWAY_MS = 1_000;

let failed = false;
for (const { name, property, cost } of FUZZ_TARGETS) {
  if (words.length > 0 && !words.some((word) => name.toLowerCase().includes(word.toLowerCase()))) continue;
  const runs = Math.max(1_000, Math.round(runsPerParser / cost));
  const startedAt = performance.now();
  let slowestMs = 0;
  let slowest = null;
  let done = 0;
  let details = null;
  while (done < runs && details === null) {
    const numRuns = Math.min(CHUNK, runs - done);
    let lastAt = performance.now();
    const watched = Object.create(property, {
      run: {
        value: (value, ...rest) => {
          lastAt = performance.now();
          const finish = (result) => {
            const tookMs = performance.now() - lastAt;
            if (tookMs > slowestMs) {
              slowestMs = tookMs;
              slowest = value;
            }
            return result;
          };
          const result = property.run(value, ...rest);
          return result instanceof Promise ? result.then(finish) : finish(result);
        },
      },
    });
    const outcome = await fc.check(watched, { numRuns });
    done += outcome.numRuns;
    if (outcome.failed) details = outcome;
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const memoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const verdict = details === null ? 'holds' : 'FAILS';
  console.log(
    `${name.padEnd(24)} ${verdict}  ${String(done).padStart(8)} runs  ${seconds.padStart(7)} s  slowest ${slowestMs.toFixed(1)} ms  ${memoryMb} MB`,
  );
  if (details !== null) {
    failed = true;
    console.log(fc.defaultReportMessage(details));
  }
  if (slowestMs > RUNAWAY_MS) {
    failed = true;
    console.log(`  runaway: ${fc.stringify(slowest).slice(0, 500)}`);
  }
}
process.exitCode = failed ? 1 : 0;
