// Runs the tests with Node's own runner: `node .build/test.mjs [suite] [word …]`.
// Suites: the default, heavy, interop, executables. Words narrow it to the files whose path has one of them. Builds what the tests
// start as a program, where that is older than its source, and bundles the tests once: each file that compiles all it
// imports for itself takes half a second of processor time more.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { testBundle } from './test-bundle.mjs';

const SEPARATE = ['interop', 'executables', 'bench'];
/** Ends a file that hangs. No test waits for it, and a machine ten times slower does not come near it. */
const HANG_MS = 20 * 60_000;
const [first, ...rest] = process.argv.slice(2);
const suite = SEPARATE.includes(first) ? first : null;
/** The files of the default suite that ask how much they are to be fed (test/support/test-size.ts), at full size. */
const isHeavy = first === 'heavy';
const words = suite || isHeavy || first === undefined ? rest : [first, ...rest];
const hasSizes = (name) => /support\/(?:test-size|growth|property)\.ts'/.test(readFileSync(name, 'utf8'));

const files = readdirSync('test', { recursive: true })
  .map((name) => join('test', name))
  .filter((name) => name.endsWith('.test.ts'))
  .filter((name) =>
    suite ? name.startsWith(join('test', suite)) : !SEPARATE.some((other) => name.startsWith(join('test', other))),
  )
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
  .filter((name) => !isHeavy || hasSizes(name))
  .sort();
if (files.length === 0) {
  console.error('no test file matches');
  process.exit(1);
}
// The program as it would be published for all tests, without types for some.
const isWhole = words.length === 0;
const changedAt = (name) => (existsSync(name) ? statSync(name).mtimeMs : 0);
const filesIn = (folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
const builtAt = isWhole
  ? Math.min(...['mailprobe.cjs', 'index.d.ts'].map((name) => changedAt(join('dist', name))))
  : changedAt(join('dist', 'mailprobe.cjs'));
if ([...filesIn('src'), ...filesIn('.build'), 'package.json', 'package-lock.json'].some((name) => changedAt(name) > builtAt)) {
  const { status } = spawnSync(process.execPath, [join('.build', 'bundle.mjs'), ...(isWhole ? [] : ['--no-types'])], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

// A folder of its own for each run, inside the project, where what they import is found.
const outdir = join('.tests', String(process.pid));
process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
// Ctrl-C ends the tests; what is left to do is done then.
process.on('SIGINT', () => {});
const asTests = { ...testBundle(), outdir, outExtension: { '.js': '.mjs' } };
/** A file that shares no process has a line of its opening comment begin so, and says why there. */
const ALONE = '// Alone in its process: ';
const isAlone = (name) => suite !== null || readFileSync(name, 'utf8').includes(`\n${ALONE}`);
/**
 * How many processes the others of a folder share, each file a suite with hooks of its own, one after the other: a start
 * costs more than most of them do. What they change of the process they put back; none may `await` at its top, or count
 * time from there: all are loaded before the first test. Neighbours stay together: they load the same of the program. In the order
 * in which they start: the longest first, so that none is alone at the end.
 */
const PROCESSES = { 'played-scenarios': 1, cli: 3, attack: 8, scenarios: 4, others: 1, unit: 8 };
/** What looks at the lab's scenarios played finds them played once. */
const looksAtPlayed = (name) => readFileSync(name, 'utf8').includes("/played-scenario.ts'");
const folderOf = (name) => {
  const [, folder] = name.split(sep);
  if (looksAtPlayed(name)) return 'played-scenarios';
  return Object.hasOwn(PROCESSES, folder) ? folder : 'others';
};
const alone = files.filter(isAlone);
const sharing = files.filter((name) => !isAlone(name));
const shared = Object.entries(PROCESSES).flatMap(([folder, most], order) => {
  const names = sharing.filter((name) => folderOf(name) === folder);
  const count = Math.min(most, names.length);
  return Array.from({ length: count }, (_, part) => ({
    // Node's runner starts them by name.
    file: join(outdir, `${order + 1}-${folder}-${part + 1}.mts`),
    names: names.filter((_name, at) => Math.floor((at * count) / names.length) === part),
  }));
});
const suiteOf = (name) => `describe(${JSON.stringify(name)}, () => void require(${JSON.stringify(resolve(name))}));\n`;
mkdirSync(outdir, { recursive: true });
const sharedFiles = shared.map(({ file, names }) => {
  writeFileSync(file, `import { describe } from 'node:test';\n${names.map(suiteOf).join('')}`);
  return file;
});
/** What tests run as a process, by test/support/test-script.ts. */
const SCRIPTS = ['test/attack/support/endless-derivation.ts', 'test/scenarios/support/leftovers.ts'];
const aloneIn = join(outdir, '0-alone');
await build({ ...asTests, outdir: aloneIn, entryPoints: [...alone, ...SCRIPTS], outbase: '.', splitting: true });
await build({ ...asTests, entryPoints: sharedFiles });
// The program as one script, for test/support/fresh-program.ts.
const program = resolve(outdir, 'program.cjs');
await build({
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  logLevel: 'warning',
  entryPoints: ['test/support/fresh-program-entry.ts'],
  outfile: program,
  format: 'cjs',
  supported: { 'dynamic-import': false },
  define: {
    'import.meta.url': JSON.stringify(pathToFileURL(resolve('test/support/fresh-program-entry.ts')).href),
    __MAILPROBE_BATCH_WORKER__: '"../../dist/batch-worker.cjs"',
  },
});

// The interop servers share the machine's mail packages: one file after the other. The others wait more than they work.
const filesAtOnce = suite ? 1 : availableParallelism() * 5;
const { status } = spawnSync(
  process.execPath,
  [
    '--enable-source-maps',
    // What tests make is short-lived: a tenth of their time went into moving it about.
    '--max-semi-space-size=32',
    '--test',
    '--test-reporter=spec',
    `--test-timeout=${HANG_MS}`,
    `--test-concurrency=${filesAtOnce}`,
    ...alone.map((name) => join(aloneIn, name.replace(/\.ts$/, '.mjs'))),
    ...sharedFiles.map((name) => name.replace(/\.mts$/, '.mjs')),
  ],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      MAILPROBE_TEST_PROGRAM: program,
      MAILPROBE_TEST_SCRIPTS: resolve(aloneIn),
      ...(isHeavy && { MAILPROBE_TEST_SIZE: 'full' }),
    },
  },
);
process.exit(status ?? 1);
