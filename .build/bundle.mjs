// Bundles src/ into dist/: one small entry, one chunk for `check`, lazy chunks for everything else; then the types.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const { version } = require('../package.json');

// Chunks reach the thread of `batch` by its name.
const entries = { mailprobe: 'src/cli/entry.ts', 'batch-worker': 'src/cli/batch/batch-worker.ts', index: 'src/index.ts' };

// Built beside dist/ and put in its place whole: an interrupted build leaves the old one.
const fresh = join(root, 'dist.new');
rmSync(fresh, { recursive: true, force: true });
const { metafile } = await build({
  metafile: true,
  absWorkingDir: root,
  entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(root, file)))),
  outdir: 'dist.new',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  chunkNames: 'chunks/[name]-[hash]',
  define: { __MAILPROBE_VERSION__: JSON.stringify(version), __MAILPROBE_BATCH_WORKER__: '"../batch-worker.js"' },
  // Some bundled packages are CommonJS and call require() for node: built-ins.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
cpSync(join(root, 'src/report/report.schema.json'), join(fresh, 'report.schema.json'));
execFileSync(process.execPath, ['--import', 'tsx', '.build/man.mjs', join(fresh, 'mailprobe.1')], {
  cwd: root,
  stdio: 'inherit',
});
writeFileSync(join(fresh, 'THIRD-PARTY-LICENSES.txt'), licencesOf(metafile));
if (!process.argv.includes('--no-types')) {
  const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  const types = ['-p', '.build/tsconfig.types.json', '--outDir', join(fresh, 'types')];
  execFileSync(process.execPath, [compiler, ...types], { cwd: root, stdio: 'inherit' });
}
rmSync(join(root, 'dist'), { recursive: true, force: true });
renameSync(fresh, join(root, 'dist'));

/** The licence texts of every package that a bundle holds code of. */
function licencesOf({ inputs }) {
  const folders = new Set(Object.keys(inputs).flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []));
  const texts = [...folders].sort().map((folder) => {
    const { name, version: packageVersion, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    const text = file ? readFileSync(join(root, folder, file), 'utf8').trim() : `Licence: ${license}`;
    return `${name} ${packageVersion} (${license})\n\n${text}\n`;
  });
  return `mailprobe is distributed as a bundle that holds code of the packages below.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
