// The package as npm installs it for everybody: packed, put under a prefix of its own without network and with an empty
// cache, so that it is all that there is, and started by its name; and what a program that imports it gets of it.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { notBuilt } from '../scenarios/support/built-program.ts';
import { makeConsumer } from '../support/library-consumer.ts';

const withoutTypes = !existsSync('dist/index.d.ts') && 'dist/ was built without types: npm run build';
const skip = notBuilt || withoutTypes || (process.platform === 'win32' ? 'npm installs no man pages there' : false);

interface Manifest {
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly man: readonly string[];
}

describe('the package, installed by npm', { skip }, () => {
  let folder = '';
  /** Where it was put. */
  let home = '';
  let packed = '';
  /** What npm said besides. */
  let notices = '';
  let manifest: Manifest;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'mailprobe-installed-'));
    const npm = (cwd: string, ...words: string[]): { readonly stdout: string; readonly stderr: string } => {
      const all = [...words, '--offline', '--cache', join(folder, 'cache'), '--no-audit', '--no-update-notifier'];
      const { status, stdout, stderr } = spawnSync('npm', all, { cwd, encoding: 'utf8' });
      assert.equal(status, 0, stderr);
      return { stdout, stderr };
    };
    const { stdout } = npm(resolve('.'), 'pack', '--json', '--ignore-scripts', '--pack-destination', folder);
    packed = join(folder, (JSON.parse(stdout) as [{ filename: string }])[0].filename);
    notices = npm(folder, 'install', '--global', '--foreground-scripts', '--prefix', join(folder, 'prefix'), packed).stderr;
    home = join(folder, 'prefix/lib/node_modules/mailprobe');
    manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Manifest;
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...words: string[]): string =>
    execFileSync(join(folder, 'prefix/bin/mailprobe'), words, { cwd: folder, encoding: 'utf8' });

  it('is all that is installed, and nothing is run or warned of', () => {
    assert.deepEqual(readdirSync(join(folder, 'prefix/lib/node_modules')), ['mailprobe']);
    assert.ok(!existsSync(join(home, 'node_modules')));
    assert.equal(notices, '');
    // npm warns of a `prepare` as well, though it does not run it.
    for (const name of ['preinstall', 'install', 'postinstall', 'prepare']) assert.equal(manifest.scripts[name], undefined, name);
  });

  it('starts by its name', () => {
    assert.equal(run('--version'), `${manifest.version}\n`);
    assert.match(run('explain', 'cert-expired'), /certificate/i);
  });

  it('completes', () => assert.match(run('completion', 'bash'), /complete .*mailprobe/));

  it('has its man page where man looks', () => {
    const page = join(folder, 'prefix/share/man/man1/mailprobe.1');
    assert.ok(existsSync(page), `no ${page}`);
    assert.match(readFileSync(page, 'utf8'), /^\.TH /m);
  });

  it('has each file that its manifest names, and none of the tests, the sources or the executables', () => {
    const named = [manifest.bin, ...Object.values(manifest.exports), manifest.man].flatMap((one) =>
      typeof one === 'string' ? one : Object.values(one),
    );
    for (const file of named) assert.ok(existsSync(join(home, file)), file);
    const files = readdirSync(home, { recursive: true }).map(String);
    assert.deepEqual(
      files.filter((file) => /^(?:src|test|\.build|dist\/executables)(?:\/|$)|(?<!\.d)\.ts$/.test(file)),
      [],
    );
  });

  it('tells what of others is in it: the bill of materials and the licences name the same packages', () => {
    const bom = JSON.parse(readFileSync(join(home, 'dist/sbom.cdx.json'), 'utf8'));
    assert.equal(bom.bomFormat, 'CycloneDX');
    assert.equal(bom.metadata.component.purl, `pkg:npm/mailprobe@${manifest.version}`);
    const components = bom.components as readonly { name: string; version: string; purl: string; scope: string }[];
    const named = components.map(({ name, version }) => `${name} ${version}`);
    const texts = readFileSync(join(home, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
    assert.deepEqual(named, texts.match(/^(?:@[\w.-]+\/)?[\w.-]+ \d[\w.+-]*(?= \()/gm));
    for (const name of ['commander', 'node-forge', 'saxes', 'yaml'])
      assert.ok(
        components.some((one) => one.name === name),
        name,
      );
    for (const { name, purl, scope } of components) {
      assert.match(purl, /^pkg:npm\//, name);
      assert.equal(scope, 'required', name);
      assert.ok(!['esbuild', 'typescript', 'rollup'].includes(name), name);
    }
  });

  it('is without fault to publint', async () => {
    const tarball = new Uint8Array(readFileSync(packed)).buffer;
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
    assert.deepEqual(
      messages.map((one) => formatMessage(one, pkg)),
      [],
    );
  });

  describe('as a library', () => {
    let consumer = '';
    before(() => {
      consumer = join(folder, 'consumer');
      makeConsumer(consumer, home);
    });

    it('loads, and require() finds it too', () => {
      const program = join(consumer, 'loads.mjs');
      writeFileSync(
        program,
        "import { createRequire } from 'node:module'; import 'mailprobe'; createRequire(import.meta.url).resolve('mailprobe');",
      );
      execFileSync(process.execPath, [program], { stdio: 'pipe' });
    });

    it('has types, in one file, that the example programs compile with, strictly and of themselves', () => {
      assert.deepEqual(
        readdirSync(join(consumer, 'node_modules/mailprobe'), { recursive: true }).filter((file) =>
          /\.d\.[cm]?ts$/.test(String(file)),
        ),
        ['dist/index.d.ts'],
      );
      const { status, stdout } = spawnSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', consumer], {
        encoding: 'utf8',
      });
      assert.equal(status, 0, stdout);
    });

    it('is left out of a bundle that uses nothing of it, and works in one that does', async () => {
      const bundleOf = async (contents: string): Promise<string> => {
        const { outputFiles } = await build({
          ...{ stdin: { contents, resolveDir: consumer }, bundle: true, write: false, platform: 'node', format: 'cjs' },
          ...{ minifySyntax: true, logLevel: 'error' },
        });
        return outputFiles[0]?.text ?? '';
      };
      const unused = await bundleOf("import { check } from 'mailprobe'; console.log(1);");
      assert.equal(unused.includes('mailprobe'), false, `${unused.length} characters`);
      const program = join(folder, 'bundled.cjs');
      writeFileSync(
        program,
        await bundleOf(
          `import { check, explain } from 'mailprobe';
           const [match] = explain('535 5.7.139 Authentication unsuccessful, basic authentication is disabled.').matches;
           check('127.0.0.1:1').then(({ verdict, findings }) => console.log(match.id, verdict, findings[0].id));`,
        ),
      );
      const said = execFileSync(process.execPath, [program], { cwd: folder, encoding: 'utf8' });
      assert.equal(said, 'auth-basic-disabled fail tcp-refused\n');
    });
  });
});
