// Bundles src/ into dist/: one small entry, one chunk for `check`, lazy chunks for everything else; then the types.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const { version } = require('../package.json');

// Chunks reach the thread of `batch` by its name.
const entries = { mailprobe: 'src/cli/entry.ts', 'batch-worker': 'src/cli/batch-worker.ts', index: 'src/index.ts' };

rmSync(join(root, 'dist'), { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(root, file)))),
  outdir: 'dist',
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
const schema = join(root, 'src/report/report.schema.json');
if (existsSync(schema)) cpSync(schema, join(root, 'dist/report.schema.json'));
if (!process.argv.includes('--no-types')) {
  execFileSync(
    process.execPath,
    [join(dirname(require.resolve('typescript/package.json')), 'bin/tsc'), '-p', '.build/tsconfig.types.json'],
    { cwd: root, stdio: 'inherit' },
  );
}
