// The types of the packed library, as others find and read them: arethetypeswrong, which resolves them as Node, TypeScript
// and bundlers do, and an old compiler. Both are larger than what they are asked about, so that npx brings them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { makeConsumer } from '../support/library-consumer.ts';

const CHECKER = '@arethetypeswrong/cli@0.18.5';
/** Of the month in which Node 20.19 came out, the oldest that runs the program. */
const OLD_COMPILER = 'typescript@5.8';

const npx = (name: string, command: string, ...words: readonly string[]) =>
  spawnSync('npx', ['--yes', '--package', name, '--', command, ...words], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });

function reasonToSkip(): string | false {
  if (!existsSync('dist/index.d.ts')) return 'dist/ was built without types: npm run build';
  const missing = [
    [CHECKER, 'attw'],
    [OLD_COMPILER, 'tsc'],
  ].find(([name = '', command = '']) => npx(name, command, '--version').status !== 0);
  if (!missing) return false;
  const reason = `npm cannot bring ${missing[0]}`;
  if (process.env.CI) throw new Error(`interop tests cannot run, and CI wants them: ${reason}`);
  return reason;
}

describe('the types of the packed library', { skip: reasonToSkip() }, () => {
  let folder = '';
  let packed = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'mailprobe-types-'));
    const { stdout } = spawnSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      encoding: 'utf8',
    });
    packed = join(folder, (JSON.parse(stdout) as [{ filename: string }])[0].filename);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are what each way of importing it finds; as a module alone, which require() takes from Node 20.19 on', () => {
    const { status, stdout, stderr } = npx(CHECKER, 'attw', '--profile', 'esm-only', '--no-emoji', packed);
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /"mailprobe\/report\.schema\.json"/);
  });

  it('are read by an old compiler', () => {
    assert.equal(spawnSync('tar', ['-xzf', packed, '-C', folder]).status, 0);
    makeConsumer(join(folder, 'consumer'), join(folder, 'package'));
    const { status, stdout } = npx(OLD_COMPILER, 'tsc', '-p', join(folder, 'consumer'));
    assert.equal(status, 0, stdout);
  });
});
