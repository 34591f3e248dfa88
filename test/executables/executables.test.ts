// mailprobe as one file: natively where nothing else is there, and the Windows one under Wine. The same sentences for both.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  buildExecutables,
  isOnLinux,
  LINUX,
  makeFolder,
  OUT,
  openWine,
  type Run,
  runnerOf,
  WINDOWS,
  wineCommand,
} from './support/executables.ts';

/** More than one thread is started for: see FURTHER_AFTER of the batch. */
const MANY = 260;

function holds(run: () => Run, folder: () => string): void {
  it('says its version, and refuses wrong input with exit code 2', async () => {
    const { code, stdout } = await run()(['--version']);
    assert.equal(code, 0);
    assert.match(stdout, /^\d+\.\d+\.\d+\r?\n$/);
    const wrong = await run()(['check', 'no host!']);
    assert.equal(wrong.code, 2);
    assert.equal(wrong.stdout, '');
    assert.match(wrong.stderr, /^mailprobe: /);
    assert.equal((await run()(['check', 'localhost', '--no-such-option'])).code, 2);
  });

  it('checks a healthy and a failing server of the lab', async () => {
    const healthy = await run()(['lab', 'healthy']);
    assert.equal(healthy.code, 0, healthy.stderr);
    assert.match(healthy.stdout, /^OK {2}mail\.lab\.test works on port \d+/);
    const failing = await run()(['lab', 'expired-certificate', '--json']);
    assert.equal(failing.code, 1, failing.stderr);
    assert.equal(JSON.parse(failing.stdout).findings[0].id, 'cert-expired');
  });

  it('asks the system for a name, and derives a key (SCRAM), as children of its own or without', async () => {
    const { code, stdout } = await run()(['check', 'localhost', '--port', '1', '--json']);
    assert.equal(code, 1);
    assert.equal(JSON.parse(stdout).findings[0].id, 'tcp-refused');
    const login = await run()(['lab', 'auth-scram-sha-256', '--json']);
    assert.equal(login.code, 0, login.stderr + login.stdout);
  });

  it('explains, and names a finding', async () => {
    const said = await run()(['explain', '535 5.7.3 Authentication unsuccessful']);
    assert.equal(said.code, 0);
    assert.match(said.stdout, /auth-rejected/);
    assert.match((await run()(['explain', 'cert-expired'])).stdout, /cert-expired/);
  });

  it('writes a report where it is told, and shows it again: blanks, umlauts, the file that swallows all', async () => {
    mkdirSync(join(folder(), 'dü x'), { recursive: true });
    const path = join('dü x', 'Bericht ö.json');
    const { code, stderr } = await run()(['check', '127.0.0.1', '--port', '1', '-o', path]);
    assert.equal(code, 1, stderr);
    assert.equal(JSON.parse(readFileSync(join(folder(), path), 'utf8')).findings[0].id, 'tcp-refused');
    const shown = await run()(['show', path]);
    assert.equal(shown.code, 0, shown.stderr);
    assert.match(shown.stdout, /^FAIL {2}Connections to port 1 of 127\.0\.0\.1 are refused/);
    assert.equal((await run()(['check', '127.0.0.1', '--port', '1', '-o', join('none', 'r.json')])).code, 2);
  });

  it('checks a long list with CRLF in threads', async () => {
    const list = Array.from({ length: MANY }, (_, at) => `127.0.0.${1 + (at % 250)}:1\r\n`).join('');
    writeFileSync(join(folder(), 'liste ä.txt'), list);
    const { code, stdout, stderr } = await run()(['batch', 'liste ä.txt', '--format', 'jsonl', '--workers', '2']);
    assert.equal(code, 1, stderr);
    const lines = stdout.trim().split('\n');
    assert.equal(lines.length, MANY);
    assert.ok(lines.every((line) => line.includes('tcp-refused')));
  });
}

describe('as one file', { skip: !isOnLinux && 'built and run on Linux x64' }, () => {
  before(buildExecutables);

  it('comes with checksums, the licences and the bill of what is inside', () => {
    for (const line of readFileSync(join(OUT, 'SHA256SUMS'), 'utf8').trim().split('\n')) {
      const [sum, file = ''] = line.split('  ');
      assert.equal(
        createHash('sha256')
          .update(readFileSync(join(OUT, file)))
          .digest('hex'),
        sum,
        file,
      );
    }
    const bom = JSON.parse(readFileSync(join(OUT, 'mailprobe.cdx.json'), 'utf8'));
    const names: string[] = bom.components.map(({ name }: { name: string }) => name);
    for (const name of ['node', 'commander', 'node-forge', 'ajv']) assert.ok(names.includes(name), name);
    assert.ok(!names.includes('esbuild'));
    const node = bom.components.find(({ name }: { name: string }) => name === 'node');
    assert.ok(node.components.some(({ name }: { name: string }) => name === 'openssl'));
    // All whose licence is given, and no other.
    const texts = readFileSync(join(OUT, 'LICENSES.txt'), 'utf8');
    const headed = new Set(texts.match(/^(?:@[\w.-]+\/)?[\w.-]+ \d[\w.+-]*(?= \()/gm));
    for (const { name, version } of bom.components) if (name !== 'node') assert.ok(headed.has(`${name} ${version}`), name);
    assert.equal(headed.size, names.length - 1);
    assert.match(texts, /Node\.js is licensed for use as follows/);
    assert.match(texts, /Mozilla Public License/);
  });

  describe('Linux, with nothing of Node beside it', () => {
    const folder = makeFolder();
    let run: Run;
    before(() => {
      const alone = join(folder.path, 'mail check ü');
      copyFileSync(LINUX, alone);
      chmodSync(alone, 0o755);
      run = runnerOf([alone], folder.path, { HOME: folder.path, PATH: '' });
    });
    after(folder.remove);
    holds(
      () => run,
      () => folder.path,
    );

    it('keeps reports in the state folder', async () => {
      assert.equal((await run(['check', '127.0.0.1', '--port', '1', '--save'])).code, 1);
      assert.equal(readdirSync(join(folder.path, '.local/state/mailprobe/reports')).length, 1);
    });
  });

  describe('Windows, under Wine', () => {
    const folder = makeFolder();
    const wine = isOnLinux ? openWine(folder.path) : null;
    const run = runnerOf(wineCommand(WINDOWS), folder.path, wine?.env ?? {});
    after(() => {
      wine?.close();
      folder.remove();
    });
    if (!wine) return;
    holds(
      () => run,
      () => folder.path,
    );

    it('takes a drive letter, NUL, and keeps reports in %LOCALAPPDATA%', async () => {
      const toNul = await run(['check', '127.0.0.1', '--port', '1', '-o', 'NUL']);
      assert.equal(toNul.code, 1, toNul.stderr);
      assert.ok(!existsSync(join(folder.path, 'NUL')));
      const toDrive = await run(['check', '127.0.0.1', '--port', '1', '-o', 'C:\\r ö.json']);
      assert.equal(toDrive.code, 1, toDrive.stderr);
      assert.ok(existsSync(join(folder.path, 'prefix/drive_c/r ö.json')));
      const saved = await run(['check', '127.0.0.1', '--port', '1', '--save']);
      assert.equal(saved.code, 1, saved.stderr);
      // Wine, as Windows, says itself where that is: in the profile of the user.
      const users = join(folder.path, 'prefix/drive_c/users');
      const places = readdirSync(users).map((user) => join(users, user, 'AppData/Local/mailprobe/reports'));
      assert.equal(places.filter(existsSync).flatMap((place) => readdirSync(place)).length, 1);
    });

    it('tells of a name that the system does not know', async () => {
      const { stdout, code } = await run(['check', 'no-such-host.invalid', '--json']);
      assert.equal(code, 1);
      assert.match(JSON.parse(stdout).findings[0].id, /^dns-/);
    });
  });
});
