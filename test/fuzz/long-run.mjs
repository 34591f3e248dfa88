// Runs the fuzz targets for long with random seeds: `node test/fuzz/long-run.mjs [runs per parser] [word in the target's
// name …]`. Dearer targets get fewer runs. Prints seed, runs, time, the slowest single input and the memory at its peak;
// ends with 1 at a failure. MAILPROBE_FUZZ_SEED=<number> repeats a run.
process.env.MAILPROBE_FUZZ_SEED ??= 'random';

const { register } = await import('tsx/esm/api');
register();
const { default: fc, SEED } = await import('../support/property.ts');
const { FUZZ_TARGETS } = await import('./targets.ts');

const [given, ...words] = process.argv.slice(2);
const runsPerParser = Number(given ?? 1_000_000);
const CHUNK = 20_000;
/** One input must not hold up a check. */
const RUNAWAY_MS = 1_000;

/** Times each run of the property, and keeps the input that took longest. */
function watch(property) {
  const seen = { slowestMs: 0, slowest: null };
  const run = (value, ...rest) => {
    const startedAt = performance.now();
    const finish = (result) => {
      const tookMs = performance.now() - startedAt;
      if (tookMs > seen.slowestMs) Object.assign(seen, { slowestMs: tookMs, slowest: value });
      return result;
    };
    const result = property.run(value, ...rest);
    return result instanceof Promise ? result.then(finish) : finish(result);
  };
  return { watched: Object.create(property, { run: { value: run } }), seen };
}

console.log(`seed ${SEED}`);
let failed = false;
for (const { name, property, cost } of FUZZ_TARGETS) {
  if (words.length > 0 && !words.some((word) => name.toLowerCase().includes(word.toLowerCase()))) continue;
  const wanted = Math.max(1_000, Math.round(runsPerParser / cost));
  const { watched, seen } = watch(property);
  const startedAt = performance.now();
  let done = 0;
  let details = null;
  while (done < wanted && details === null) {
    // The seed is fixed otherwise: each lot would be fed the same.
    const outcome = await fc.check(watched, { numRuns: Math.min(CHUNK, wanted - done), seed: (SEED + done) | 0 });
    done += outcome.numRuns;
    if (outcome.failed) details = outcome;
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const memoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const verdict = details === null ? 'holds' : 'FAILS';
  console.log(
    `${name.padEnd(24)} ${verdict}  ${String(done).padStart(8)} runs  ${seconds.padStart(7)} s  slowest ${seen.slowestMs.toFixed(1)} ms  ${memoryMb} MB`,
  );
  if (details !== null) {
    failed = true;
    console.log(fc.defaultReportMessage(details));
  }
  if (seen.slowestMs > RUNAWAY_MS) {
    failed = true;
    console.log(`  runaway: ${fc.stringify(seen.slowest).slice(0, 500)}`);
  }
}
process.exitCode = failed ? 1 : 0;
