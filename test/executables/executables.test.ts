// mailprobe as one file: natively where nothing else is there, the Windows one under Wine, and the one for arm64 emulated. The same sentences for all.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  ARM64,
  buildExecutables,
  hasArm64,
  isOnLinux,
  LINUX,
  LINUX_ARM64,
  makeFolder,
  OUT,
  openWine,
  type Run,
  runnerOf,
  WINDOWS,
  WINDOWS_NODE,
  wineCommand,
} from './support/executables.ts';
import { holds, holdsOfProcesses } from './support/holds.ts';

const MAIL_ENV = 'MAIL_MAILER=smtp\r\nMAIL_HOST=127.0.0.1\r\nMAIL_PORT=1\r\nMAIL_ENCRYPTION=tls\r\n';

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

    holdsOfProcesses(
      () => run,
      () => folder.path,
      [process.execPath],
      () => join(folder.path, 'mail check ü'),
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

    holdsOfProcesses(
      () => run,
      () => folder.path,
      wineCommand(WINDOWS_NODE),
      () => `Z:${WINDOWS}`,
      wine.env,
    );

    it('takes a drive letter, NUL, and keeps reports in %LOCALAPPDATA%', async () => {
      const toNul = await run(['check', '127.0.0.1', '--port', '1', '-o', 'NUL']);
      assert.equal(toNul.code, 1, toNul.stderr);
      assert.ok(!existsSync(join(folder.path, 'NUL')));
      const toDevice = await run(['check', '127.0.0.1', '--port', '1', '-o', 'con.json']);
      assert.equal(toDevice.code, 2, toDevice.stderr);
      assert.match(toDevice.stderr, /keeps that name for a device/);
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

    it('takes a path with a drive for a file, everywhere', async () => {
      const asTarget = await run(['C:\\lists\\none.txt']);
      assert.deepEqual([asTarget.code, asTarget.stdout], [2, '']);
      assert.match(asTarget.stderr, /C:\\lists\\none\.txt is the path of a file/);
      const explained = await run(['explain', 'C:\\dü x\\none.eml']);
      assert.equal(explained.code, 1);
      assert.match(explained.stderr, /there is no file C:\\dü x\\none\.eml/);
      mkdirSync(join(folder.path, 'prefix/drive_c/dü x'), { recursive: true });
      writeFileSync(join(folder.path, 'prefix/drive_c/dü x/mail.env'), MAIL_ENV);
      const read = await run(['check', '--config', 'C:\\dü x\\mail.env#laravel', '--json']);
      assert.equal(read.code, 1, read.stderr);
      assert.equal(JSON.parse(read.stdout).findings[0].id, 'tcp-refused');
    });

    it('tells of a name that the system does not know', async () => {
      const { stdout, code } = await run(['check', 'no-such-host.invalid', '--json']);
      assert.equal(code, 1);
      assert.match(JSON.parse(stdout).findings[0].id, /^dns-/);
    });
  });

  describe('Linux on arm64, emulated', () => {
    const folder = makeFolder();
    const run = runnerOf([...ARM64, LINUX_ARM64], folder.path, { HOME: folder.path, PATH: '' });
    after(folder.remove);
    if (!isOnLinux || !hasArm64()) return;

    it('says its version, and checks two servers of the lab', async () => {
      assert.match((await run(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
      const healthy = await run(['lab', 'healthy']);
      assert.equal(healthy.code, 0, healthy.stderr);
      const refused = await run(['lab', 'wrong-password', '--json']);
      assert.equal(refused.code, 1, refused.stderr);
      assert.equal(JSON.parse(refused.stdout).findings[0].id, 'auth-rejected');
    });
  });
});
