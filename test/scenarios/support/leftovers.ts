// A process that does nothing but checks, one after the other, and tells what keeps it alive before and after each. Run
// by leaves-nothing.test.ts, which has the servers; no test of its own. argv: a JSON list of [target, options].
import { checkTarget } from './check-lab.ts';

/**
 * Sockets take a moment to close. What is still there after this long was left. Counted while this process has nothing to
 * do: a slow machine only takes longer to get there.
 */
const IDLE_MS = 2_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const alive = (): string[] => process.getActiveResourcesInfo().sort();
const isSame = (one: readonly string[], other: readonly string[]): boolean => one.join() === other.join();

const checks = JSON.parse(process.argv[2] ?? '[]') as (readonly [target: string, argv: readonly string[]])[];
const results: object[] = [];
// What Node itself opens at the first check (a thread pool, the standard streams) stands from here on.
process.stdout.write('');
await checkTarget('127.0.0.1', ['-p', '9', '-m', 'plain', '--timeout', '1s']);
await pause(500);
const before = alive();
for (const [target, argv] of checks) {
  const { report } = await checkTarget(target, argv);
  const atEnd = performance.eventLoopUtilization();
  do await pause(50);
  while (!isSame(alive(), before) && performance.eventLoopUtilization(atEnd).idle < IDLE_MS);
  results.push({ before, after: alive(), verdict: report.verdict });
}
process.stdout.write(JSON.stringify(results));
