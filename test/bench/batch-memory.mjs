// Whether memory and CPU a host stay flat however long the list: 1,000, 10,000 and 50,000 targets that nothing listens on
// (the cheapest there is, so that the length is what is measured), each with a name of its own:
// `node test/bench/batch-memory.mjs`. The bar: at 50,000 no more than 1.5 times the memory of 1,000, and no more CPU a host.
// One thread, since every further one brings a fixed amount of its own.
import { measure, row } from './batch-measure.mjs';

const SIZES = [1_000, 10_000, 50_000];
const BAR = 1.5;
const bin = process.env.MAILPROBE_BIN ?? 'bin/mailprobe.js';

const results = [];
for (const size of SIZES) {
  const list = Array.from({ length: size }, (_, at) => `127.0.0.1:1 mode=tls servername=host-${at}.example.com\n`).join('');
  const result = await measure([bin, 'batch', '-', '--per-host', '64', '--workers', '1', '-q'], { input: list });
  if (result.lines !== size) throw new Error(`${result.lines} lines for ${size} targets: ${result.stderr}`);
  row(`${size} refused targets`, size, result);
  results.push({ ...result, size });
}
const [first, , last] = results;
const isFlat = last.peakMb <= first.peakMb * BAR && last.cpuMs / last.size <= first.cpuMs / first.size;
console.log(isFlat ? 'flat' : `not flat: ${(last.peakMb / first.peakMb).toFixed(2)} x the memory`);
process.exit(isFlat ? 0 : 1);
