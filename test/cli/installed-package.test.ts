// The package as npm installs it for everybody: packed, put under a prefix of its own without network, and started by its name.
// Its dependencies are taken out first: all of them are bundled, and what is started here must need none.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { notBuilt } from '../scenarios/support/built-program.ts';

const skip = notBuilt || (process.platform === 'win32' ? 'npm installs no man pages there' : false);

describe('the package, installed by npm', { skip }, () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'mailprobe-installed-'));
    const npm = (cwd: string, ...words: string[]): string =>
      execFileSync('npm', [...words, '--ignore-scripts', '--offline', '--cache', join(folder, 'cache'), '--no-audit'], {
        cwd,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    const pack = (from: string): string => {
      const [{ filename }] = JSON.parse(npm(from, 'pack', '--json', '--pack-destination', folder)) as [{ filename: string }];
      return join(folder, filename);
    };
    execFileSync('tar', ['-xzf', pack(resolve('.')), '-C', folder]);
    const manifest = join(folder, 'package/package.json');
    const { dependencies: _bundled, ...kept } = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, unknown>;
    writeFileSync(manifest, JSON.stringify(kept));
    npm(folder, 'install', '--global', '--prefix', join(folder, 'prefix'), pack(join(folder, 'package')));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...words: string[]): string =>
    execFileSync(join(folder, 'prefix/bin/mailprobe'), words, { cwd: folder, encoding: 'utf8' });

  it('starts by its name', () => {
    const { version } = JSON.parse(readFileSync(resolve('package.json'), 'utf8')) as { version: string };
    assert.equal(run('--version'), `${version}\n`);
    assert.match(run('explain', 'cert-expired'), /certificate/i);
  });

  it('completes', () => assert.match(run('completion', 'bash'), /complete .*mailprobe/));

  it('has its man page where man looks', () => {
    const page = join(folder, 'prefix/share/man/man1/mailprobe.1');
    assert.ok(existsSync(page), `no ${page}`);
    assert.match(readFileSync(page, 'utf8'), /^\.TH /m);
  });

  it('loads as a library, and require() finds it too', () => {
    const consumer = join(folder, 'prefix/lib/consumer.mjs');
    writeFileSync(
      consumer,
      "import { createRequire } from 'node:module'; import 'mailprobe'; createRequire(import.meta.url).resolve('mailprobe');",
    );
    execFileSync(process.execPath, [consumer], { stdio: 'pipe' });
  });
});
