// A process that does nothing but checks, one after the other, and tells what keeps it alive before and after each. Run
// by leaves-nothing.test.ts, which has the servers; no test of its own. argv: a JSON list of [target, options].
import { checkTarget } from './check-lab.ts';

const GRACE_MS = 500;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const checks = JSON.parse(process.argv[2] ?? '[]') as (readonly [target: string, argv: readonly string[]])[];
const results: object[] = [];
// What Node itself opens at the first check (a thread pool, the standard streams) stands from here on.
process.stdout.write('');
await checkTarget('127.0.0.1', ['-p', '9', '-m', 'plain', '--timeout', '1s']);
await pause(GRACE_MS);
for (const [target, argv] of checks) {
  const before = process.getActiveResourcesInfo().sort();
  const { report } = await checkTarget(target, argv);
  await pause(GRACE_MS);
  results.push({ before, after: process.getActiveResourcesInfo().sort(), verdict: report.verdict });
}
process.stdout.write(JSON.stringify(results));
