// Runs the tests with Node's own runner: `node .build/test.mjs [suite] [word …]`.
// Suites: the default (all but interop), interop. Words narrow it to the files whose path has one of them. Builds what the
// tests start as a program, where that is older than its source.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const SEPARATE = ['interop', 'bench'];
/** Ends a file that hangs. No test waits for it, and a machine ten times slower does not come near it. */
const HANG_MS = 20 * 60_000;
const [first, ...rest] = process.argv.slice(2);
const suite = SEPARATE.includes(first) ? first : null;
const words = suite || first === undefined ? rest : [first, ...rest];

const files = readdirSync('test', { recursive: true })
  .map((name) => join('test', name))
  .filter((name) => name.endsWith('.test.ts'))
  .filter((name) =>
    suite ? name.startsWith(join('test', suite)) : !SEPARATE.some((other) => name.startsWith(join('test', other))),
  )
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
  .sort();
if (files.length === 0) {
  console.error('no test file matches');
  process.exit(1);
}
const changedAt = (name) => (existsSync(name) ? statSync(name).mtimeMs : 0);
const sources = readdirSync('src', { recursive: true }).map((name) => join('src', name));
if ([...sources, 'package.json'].some((name) => changedAt(name) > changedAt(join('dist', 'mailprobe.cjs')))) {
  const { status } = spawnSync(process.execPath, [join('.build', 'bundle.mjs'), '--no-types'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

// The interop servers share the machine's mail packages: one file after the other. The others wait more than they work.
const filesAtOnce = suite ? 1 : availableParallelism() + 1;
const { status } = spawnSync(
  process.execPath,
  [
    '--import',
    'tsx',
    '--test',
    '--test-reporter=spec',
    `--test-timeout=${HANG_MS}`,
    `--test-concurrency=${filesAtOnce}`,
    ...files,
  ],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
