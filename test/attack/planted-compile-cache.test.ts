// Node runs the code that it finds in its compile cache, and looks for it by name alone: who can write there is the user. So
// the program has a folder of its own in what is the user's, or goes without; and it leaves nothing anywhere else.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { notBuilt, PROGRAM } from '../scenarios/support/built-program.ts';

type CacheFolder = (env: Readonly<Record<string, string>>, platform?: NodeJS.Platform) => string | null;
const { cacheFolder } = module.createRequire(import.meta.url)('../../bin/compile-cache.js') as { cacheFolder: CacheFolder };

const root = mkdtempSync(join(tmpdir(), 'mailprobe-test-'));
after(() => rmSync(root, { recursive: true, force: true }));
const makeHome = (): string => mkdtempSync(join(root, 'home-'));

describe('the folder of the compile cache', {
  skip: process.platform === 'win32' && 'modes and owners are those of POSIX',
}, () => {
  it("is made in the user's, for the user alone", () => {
    const home = makeHome();
    mkdirSync(join(home, '.cache'));
    const folder = cacheFolder({ HOME: home });
    assert.equal(folder, join(home, '.cache', 'mailprobe'));
    assert.equal(statSync(folder ?? '').mode & 0o777, 0o700);
    assert.equal(cacheFolder({ HOME: home }), folder, 'and taken again');
  });

  it('is where the variables of the systems say', () => {
    const home = makeHome();
    mkdirSync(join(home, 'Library', 'Caches'), { recursive: true });
    assert.equal(cacheFolder({ HOME: '/nonexistent', XDG_CACHE_HOME: home }), join(home, 'mailprobe'));
    assert.equal(cacheFolder({ HOME: home }, 'darwin'), join(home, 'Library', 'Caches', 'mailprobe'));
    assert.equal(cacheFolder({ LOCALAPPDATA: home, HOME: '/nonexistent' }, 'win32'), join(home, 'mailprobe'));
  });

  it('is not made where a user keeps no caches', () => {
    const home = makeHome();
    assert.equal(cacheFolder({ HOME: home }), null);
    assert.deepEqual(readdirSync(home), []);
    for (const env of [{}, { HOME: '' }, { HOME: 'relative' }, { HOME: '/nonexistent' }, { XDG_CACHE_HOME: 'relative' }])
      assert.equal(cacheFolder(env as Record<string, string>), null, JSON.stringify(env));
  });

  it('is not taken from others', () => {
    const plant: Record<string, (folder: string) => void> = {
      'writable by the group': (folder) => {
        mkdirSync(folder);
        chmodSync(folder, 0o770);
      },
      'writable by all': (folder) => {
        mkdirSync(folder);
        chmodSync(folder, 0o1777);
      },
      'a link to elsewhere': (folder) => symlinkSync(makeHome(), folder),
      'a file': (folder) => writeFileSync(folder, ''),
      ...(process.getuid?.() === 0
        ? {
            "somebody else's": (folder: string) => {
              mkdirSync(folder, { mode: 0o700 });
              chownSync(folder, 65_534, 65_534);
            },
          }
        : {}),
    };
    for (const [name, make] of Object.entries(plant)) {
      const home = makeHome();
      make(join(home, 'mailprobe'));
      assert.equal(cacheFolder({ XDG_CACHE_HOME: home }), null, name);
    }
  });
});

describe('a run', { skip: notBuilt }, () => {
  const hasCache = typeof (module as { enableCompileCache?: unknown }).enableCompileCache === 'function';
  const explain = (env: Record<string, string>): string => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, 'explain', '535 5.7.8 no'], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '', ...env },
    });
    assert.deepEqual([status, stderr], [0, '']);
    return stdout;
  };

  it('writes there and nowhere else', () => {
    const [home, cache, temporary] = [makeHome(), makeHome(), makeHome()];
    const places = { HOME: home, XDG_CACHE_HOME: cache, TMPDIR: temporary };
    const first = explain(places);
    assert.deepEqual(readdirSync(cache), hasCache ? ['mailprobe'] : []);
    assert.equal(explain(places), first);
    assert.deepEqual([readdirSync(home), readdirSync(temporary)], [[], []]);
  });

  it('goes without where it cannot have one, and says nothing of it', () => {
    const temporary = makeHome();
    const file = join(makeHome(), 'file');
    writeFileSync(file, '');
    for (const place of [file, '/nonexistent', '/proc', '/dev/null']) {
      if (existsSync('/proc') || place !== '/proc') explain({ XDG_CACHE_HOME: place, TMPDIR: temporary });
    }
    explain({ TMPDIR: temporary });
    assert.deepEqual(readdirSync(temporary), []);
  });
});
