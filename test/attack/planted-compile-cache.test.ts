// V8 runs the compiled code that it is handed, and asks no more than whether it has the length of its source: who can write
// where it is kept is the user, and what a disk did to it ends the process. So the program has a folder of its own in what is
// the user's, or goes without; it leaves nothing anywhere else; and what is damaged is not handed on.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
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

interface CompileCache {
  readonly cacheFolder: (env: Readonly<Record<string, string>>, platform?: NodeJS.Platform) => string | null;
  readonly readCompiled: (folder: string, build: string) => ReadonlyMap<string, Buffer> | null;
  readonly writeCompiled: (folder: string, build: string, compile: () => ReadonlyMap<string, Buffer>) => void;
}
const KEPT = `compiled-${process.version}-${process.arch}`;
const { cacheFolder, readCompiled, writeCompiled }: CompileCache = module.createRequire(import.meta.url)(
  '../../bin/compile-cache.js',
);

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

describe('compiled code that was kept', () => {
  const code = new Map([
    ['one', Buffer.from([1, 2, 3])],
    ['two', Buffer.from('\n{"of":')],
    ['none', Buffer.alloc(0)],
  ]);
  const kept = (build = 'b'): string => {
    const folder = makeHome();
    writeCompiled(folder, build, () => code);
    return folder;
  };

  it('comes back as it was, for its own build alone', () => {
    const folder = kept();
    assert.deepEqual(readCompiled(folder, 'b'), code);
    assert.equal(readCompiled(folder, 'another'), null);
    assert.equal(readCompiled(makeHome(), 'b'), null);
    assert.deepEqual(readdirSync(folder), [KEPT]);
  });

  it('is not taken with a bit turned, cut short or with more behind it', () => {
    const folder = kept();
    const file = join(folder, KEPT);
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at += 1) {
      const turned = Buffer.from(whole);
      turned[at] = (turned[at] ?? 0) ^ 0x10;
      for (const bytes of [turned, whole.subarray(0, at), Buffer.alloc(at)]) {
        writeFileSync(file, bytes);
        assert.equal(readCompiled(folder, 'b'), null, `${at}`);
      }
    }
    writeFileSync(file, Buffer.concat([whole, Buffer.from('x')]));
    assert.equal(readCompiled(folder, 'b'), null);
  });

  it('is not made where it cannot be written, and takes the place of a damaged one', () => {
    writeCompiled('/nonexistent', 'b', () => assert.fail('compiled for nothing'));
    const folder = kept('older');
    writeFileSync(join(folder, KEPT), 'x');
    writeCompiled(folder, 'b', () => code);
    assert.deepEqual(readCompiled(folder, 'b'), code);
  });
});

describe('a run', { skip: notBuilt }, () => {
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
    assert.deepEqual(readdirSync(cache), ['mailprobe']);
    const file = join(cache, 'mailprobe', KEPT);
    const whole = readFileSync(file);
    assert.equal(explain(places), first);
    assert.ok(readFileSync(file).equals(whole), 'a run that needs no more writes nothing');
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, whole.length >> 1);
    writeFileSync(file, damaged);
    assert.equal(explain(places), first, 'from damaged code');
    assert.equal(explain({ ...places, NODE_DISABLE_COMPILE_CACHE: '1' }), first);
    assert.deepEqual(readdirSync(join(cache, 'mailprobe')), [KEPT]);
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
