// Runs the tests with Node's own runner: `node .build/test.mjs [suite] [word …]`.
// Suites: the default (all but interop and long runs), interop. Words narrow it to the files whose path has one of them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const SEPARATE = ['interop', 'bench'];
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
// The interop servers share the machine's mail packages: one file after the other.
const concurrency = suite ? ['--test-concurrency=1'] : [];
const listing = join(mkdtempSync(join(tmpdir(), 'mailprobe-test-')), 'failed');

const runFiles = (names, more) =>
  spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      '--test',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=./.build/failed-files.mjs',
      `--test-reporter-destination=${listing}`,
      ...more,
      ...names,
    ],
    { stdio: 'inherit' },
  ).status ?? 1;

let status = runFiles(files, concurrency);
// Under CI the machine is shared: a few files that failed among many are run once more alone, and named. What fails then, fails.
if (status !== 0 && process.env.CI) {
  const failed = readFileSync(listing, 'utf8').split('\n').filter(Boolean);
  if (failed.length > 0 && failed.length <= 3) {
    console.log(`\nonce more, alone:\n${failed.map((name) => `  ${name}`).join('\n')}\n`);
    status = runFiles(failed, ['--test-concurrency=1']);
  }
}
rmSync(dirname(listing), { recursive: true });
process.exit(status);
