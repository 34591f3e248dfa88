// Bundles src/ into dist/: one small entry, a few chunks for `check`, late ones for everything else; then, unless it is called
// with --no-types, the types of the library and the bill of materials.
// The program is CommonJS, which Node starts sooner than modules of ECMAScript: no loader of its own, no turn of the event
// loop a file. esbuild splits modules only, so that each chunk is converted when all are split. The library stays a module.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { knowledgeTables } from './knowledge-tables.mjs';
import { assertWhole, billOfMaterials, bundledPackages, licencesOf } from './third-party.mjs';
import { writeTypes } from './types.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const { version } = require('../package.json');

// Chunks reach the thread of `batch` by its name.
const entries = { mailprobe: 'src/cli/entry.ts', 'batch-worker': 'src/cli/batch/batch-worker.ts', index: 'src/index.ts' };
const target = 'node20.19';
const smaller = { minifySyntax: true, minifyWhitespace: true, legalComments: 'none' };

/**
 * What each start, each check and each check by the program loads. esbuild cuts a chunk for every set of files that share a
 * module, some fifty of them before the first packet; a late file that imports what is loaded by then anyway leaves a few.
 */
const [START, LINE, CHECK] = ['src/cli/start.ts', 'src/check/check.ts', 'src/cli/commands/check.ts'];
/** Of the program's own late files, those that need nothing of a check. */
const WITHOUT_CHECK = [START, 'src/cli/commands/explain.ts', 'src/cli/commands/completion.ts'];
/** What package.json says of side effects is said of dist/: here an import without a name is there to be loaded. */
const loadedWhenImported = {
  name: 'loaded-when-imported',
  setup({ onResolve }) {
    onResolve({ filter: /^[./].*\.ts$/ }, ({ path, resolveDir }) => ({ path: resolve(resolveDir, path), sideEffects: true }));
  },
};
const loadedBefore = {
  name: 'loaded-before',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const file = relative(root, path);
      if (!late.own.has(file) && !late.shared.has(file)) return null;
      const all = late.shared.has(file) ? [LINE] : WITHOUT_CHECK.includes(file) ? [START] : [START, LINE, CHECK];
      const lines = all.filter((other) => other !== file).map((other) => `import ${JSON.stringify(join(root, other))};`);
      return { contents: lines.join('') + readFileSync(path, 'utf8'), loader: 'ts' };
    });
  },
};

// Built beside dist/ and put in its place whole: an interrupted build leaves the old one.
const fresh = join(root, 'dist.new');
rmSync(fresh, { recursive: true, force: true });
const tables = await knowledgeTables(root);
const options = {
  ...smaller,
  metafile: true,
  write: false,
  absWorkingDir: root,
  entryPoints: entries,
  outdir: 'dist.new',
  bundle: true,
  splitting: true,
  format: 'esm',
  outExtension: { '.js': '.cjs' },
  platform: 'node',
  target,
  // Its main file is UMD, whose requires esbuild cannot follow.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  chunkNames: 'chunks/[name]-[hash]',
  // The same clock: Node makes `performance` at its first use, of a dozen modules that nothing else asks for.
  inject: ['.build/now.mjs'],
  define: {
    __MAILPROBE_VERSION__: JSON.stringify(version),
    __MAILPROBE_REPLY_LITERALS__: JSON.stringify(tables.replyLiterals),
    __MAILPROBE_FIRST_WORDS__: JSON.stringify(tables.firstWords),
    __MAILPROBE_BATCH_WORKER__: '"../batch-worker.cjs"',
    'import.meta.url': '__moduleUrl',
    'performance.now': '__now',
  },
  logLevel: 'warning',
};
const late = lateFilesOf((await build({ ...options, plugins: [loadedWhenImported] })).metafile);
const { metafile, outputFiles } = await build({ ...options, plugins: [loadedWhenImported, loadedBefore] });
mkdirSync(join(fresh, 'chunks'), { recursive: true });
for (const { path, text } of outputFiles) {
  if (path.endsWith(join('/', 'index.cjs'))) writeFileSync(path.replace(/\.cjs$/, '.js'), text);
  else writeFileSync(path, await toCommonJs(text));
}
for (const schema of ['report/report.schema.json', 'watch/watch.schema.json', 'compare/comparison.schema.json'])
  cpSync(join(root, 'src', schema), join(fresh, schema.replace(/^.*\//, '')));
execFileSync(process.execPath, ['--import', 'tsx', '.build/man.mjs', join(fresh, 'mailprobe.1')], {
  cwd: root,
  stdio: 'inherit',
});
assertWhole(metafile);
const packages = bundledPackages(root, metafile);
writeFileSync(join(fresh, 'THIRD-PARTY-LICENSES.txt'), licencesOf(root, packages));
// MPL-2.0 §3.2: whoever gets the table in a bundle is told its licence, and where its source form is: beside it.
for (const file of ['LICENSE-ISPDB.txt', 'ispdb.json']) cpSync(join(root, 'src/knowledge', file), join(fresh, file));
if (!process.argv.includes('--no-types')) {
  // What the program itself does not read takes a compiler and npm, and longer than all the rest.
  writeFileSync(join(fresh, 'sbom.cdx.json'), `${JSON.stringify(billOfMaterials(root, packages), null, 2)}\n`);
  await writeTypes(root, join(fresh, 'index.d.ts'));
}
rmSync(join(root, 'dist'), { recursive: true, force: true });
renameSync(fresh, join(root, 'dist'));

/** The files of ours that are loaded late: by the program alone, and by the library or a thread as well. */
function lateFilesOf({ inputs }) {
  const reach = (file, goes, seen) => {
    if (seen.has(file) || !inputs[file]) return seen;
    seen.add(file);
    for (const one of inputs[file].imports) if (goes(one)) reach(one.path, goes, seen);
    return seen;
  };
  const others = new Set();
  for (const [name, file] of Object.entries(entries)) if (name !== 'mailprobe') reach(file, () => true, others);
  // What is loaded at once by one of these must not lead to the next of them.
  const early = new Set();
  for (const file of [START, LINE]) reach(file, ({ kind }) => kind !== 'dynamic-import', early);
  const imports = Object.values(inputs).flatMap((input) => input.imports);
  const late = imports
    .filter(({ kind, path }) => kind === 'dynamic-import' && path.startsWith('src/') && !early.has(path))
    .map(({ path }) => path);
  return { own: new Set(late.filter((file) => !others.has(file))), shared: new Set(late.filter((file) => others.has(file))) };
}

/** A chunk as CommonJS: `import()` becomes a require() that a promise waits for, and what is exported can be told by its look. */
async function toCommonJs(text) {
  const { code } = await transform(text, {
    ...smaller,
    format: 'cjs',
    platform: 'node',
    target,
    supported: { 'dynamic-import': false },
  });
  const url = code.includes('__moduleUrl') ? "const __moduleUrl=require('node:url').pathToFileURL(__filename).href;" : '';
  return `"use strict";${url}${code}`;
}
