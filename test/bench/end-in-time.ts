// Promise 4 to the millisecond: how long beyond its --timeout a check lasts, against every peer of the lab that never comes
// to an end. `node --import tsx test/bench/end-in-time.ts`; ends with 1 where one takes longer than the contract's half
// second. Wants an idle machine, and so is no test.
import { startLab } from '../../src/lab/lab.ts';
import { SCENARIOS } from '../../src/lab/scenarios/index.ts';
import { checkLab } from '../scenarios/support/check-lab.ts';

const GRACE_MS = 500;
const TIMEOUT = ['--timeout', '1500ms'];
// Named, so that nothing but the whole check's time ends a wait.
const WAITS = ['connect', 'greeting', 'command'].flatMap((wait) => [`--${wait}-timeout`, '10m']);

/** The lab runs in this process, and its signature with a key of 16,000 bits holds up the check: that is not the check's. */
const COSTLY_FOR_THE_LAB = ['huge-key'];

let worstMs = 0;
let ended = 0;
for (const scenario of SCENARIOS) {
  if (COSTLY_FOR_THE_LAB.includes(scenario.name)) continue;
  const lab = await startLab(scenario);
  const { overrunMs } = await checkLab(lab, [...TIMEOUT, ...WAITS]);
  await lab.close();
  if (overrunMs === 0) continue;
  ended += 1;
  worstMs = Math.max(worstMs, overrunMs);
  console.log(`${scenario.name.padEnd(32)} ${overrunMs.toFixed(0).padStart(5)} ms beyond its time`);
}
console.log(`\n${SCENARIOS.length} scenarios, ${ended} ended by the time, the latest ${worstMs.toFixed(0)} ms beyond it`);
process.exitCode = worstMs > GRACE_MS ? 1 : 0;
