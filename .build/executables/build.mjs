// Builds mailprobe as single executables: `npm run executables -- [platform …]` into dist/executables/, with checksums, the
// licences and the SBOM of what is inside. What is put in is dist/ as the npm package has it, chunk by chunk.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withNode } from './bill-of-materials.mjs';
import { installNodes, nodeOf, PLATFORMS } from './nodes.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const dist = join(root, 'dist');
const out = join(dist, 'executables');

/** The mark in Node's binary that says whether a program was put in (nodejs.org/api/single-executable-applications.html). */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PLATFORMS);
const unknown = wanted.find((name) => !Object.hasOwn(PLATFORMS, name));
if (unknown !== undefined) {
  console.error(`executables: no platform ${unknown}; there are ${Object.keys(PLATFORMS).join(', ')}`);
  process.exit(2);
}
const ownNode =
  Object.values(PLATFORMS).find(({ package: name }) => name === `node-${process.platform}-${process.arch}`) ??
  (process.platform === 'darwin' && process.arch === 'arm64' ? PLATFORMS['macos-arm64'] : null);
if (!ownNode) {
  console.error(
    `executables: cannot be built on ${process.platform} ${process.arch}: the program is packed by a Node of the lockfile`,
  );
  process.exit(2);
}

installNodes();
execFileSync(process.execPath, [join(root, '.build/bundle.mjs')], { stdio: 'inherit' });
mkdirSync(out, { recursive: true });
const blob = packProgram();
// What puts it in writes warnings to stdout about what it leaves as it is: debug notes, and the signature of Windows' Node.
const { inject } = createRequire(join(here, 'package.json'))('postject');
for (const name of wanted) {
  const { file, machO } = PLATFORMS[name];
  const target = join(out, file);
  copyFileSync(nodeOf(PLATFORMS[name]), target);
  chmodSync(target, 0o755);
  await inject(target, 'NODE_SEA_BLOB', blob, { sentinelFuse: FUSE, ...(machO && { machoSegmentName: 'NODE_SEA' }) });
}
const versions = JSON.parse(execFileSync(nodeOf(ownNode), ['-p', 'JSON.stringify(process.versions)'], { encoding: 'utf8' }));
const bom = withNode(JSON.parse(readFileSync(join(dist, 'sbom.cdx.json'), 'utf8')), versions);
writeFileSync(join(out, 'mailprobe.cdx.json'), `${JSON.stringify(bom, null, 2)}\n`);
writeFileSync(join(out, 'LICENSES.txt'), licences());
const files = readdirSync(out)
  .filter((file) => file !== 'SHA256SUMS')
  .sort();
const sumOf = (file) =>
  createHash('sha256')
    .update(readFileSync(join(out, file)))
    .digest('hex');
writeFileSync(join(out, 'SHA256SUMS'), files.map((file) => `${sumOf(file)}  ${file}\n`).join(''));
for (const name of wanted) report(PLATFORMS[name]);

/** The program in the form that Node reads it from its own file; the same for all systems without a cache of compiled code. */
function packProgram() {
  const folder = join(out, 'work');
  mkdirSync(folder, { recursive: true });
  const main = join(here, 'loader.cjs');
  const assets = { 'thread.cjs': main };
  for (const name of ['mailprobe.cjs', 'batch-worker.cjs']) assets[name] = join(dist, name);
  for (const name of readdirSync(join(dist, 'chunks'))) assets[name] = join(dist, 'chunks', name);
  const [output, config] = ['program.blob', 'sea-config.json'].map((name) => join(folder, name));
  const settings = { disableExperimentalSEAWarning: true, useSnapshot: false, useCodeCache: false };
  writeFileSync(config, JSON.stringify({ main, output, ...settings, assets }));
  execFileSync(nodeOf(ownNode), ['--experimental-sea-config', config], { stdio: ['ignore', 'ignore', 'inherit'] });
  const bytes = readFileSync(output);
  rmSync(folder, { recursive: true });
  return bytes;
}

/** Ours, those of the packages in the bundle, the ISPDB's, and Node's with all that it holds. */
function licences() {
  const line = `\n${'='.repeat(80)}\n\n`;
  const ofNode = join(here, 'node_modules', ownNode.package, 'LICENSE');
  return [join(root, 'LICENSE'), join(dist, 'THIRD-PARTY-LICENSES.txt'), join(dist, 'LICENSE-ISPDB.txt'), ofNode]
    .map((file) => readFileSync(file, 'utf8'))
    .join(line);
}

function report({ file, package: from }) {
  const path = join(out, file);
  const megabytes = (statSync(path).size / 1e6).toFixed(0);
  if (from !== ownNode.package) return console.log(`${file}  ${megabytes} MB, not run here`);
  const times = Array.from({ length: 5 }, () => {
    const begin = performance.now();
    execFileSync(path, ['--version'], { stdio: 'ignore' });
    return performance.now() - begin;
  });
  console.log(`${file}  ${megabytes} MB, says its version after ${Math.min(...times).toFixed(0)} ms`);
}
