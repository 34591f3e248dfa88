// Waiting in tests for what has to come, however slow the machine. No test waits so long that something does not come.
import { setTimeout as sleep } from 'node:timers/promises';

const HANG_MS = 300_000;
const GLANCE_MS = 5;

/** Returns when `isSo`; throws with `what` where that takes so long that it never will be. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const giveUpAt = performance.now() + HANG_MS;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error(`never: ${what}`);
    await sleep(GLANCE_MS);
  }
}
