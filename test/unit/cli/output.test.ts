// Where results go, what is never overwritten, what the shell is told, what the last sieve takes out.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { registerSecret, safeLine } from '../../../src/cli/login/redaction.ts';
import { foldCommand, wrapWords } from '../../../src/cli/options/help.ts';
import { exitCode } from '../../../src/cli/output/exit-code.ts';
import { checkOutputFile, deliver, OutputError } from '../../../src/cli/output/output.ts';
import { type Io, isColourful } from '../../../src/cli/terminal/io.ts';
import { Secret } from '../../../src/model/secret.ts';
import { UsageError } from '../../../src/model/usage-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-output-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

function capture(): { io: Io; text: () => string } {
  let written = '';
  const stdout = {
    write: (text: string, done?: (error?: Error | null) => void) => {
      written += text;
      done?.();
      return true;
    },
  };
  return { io: { stdout, stderr: stdout, stdin: process.stdin, env: {} }, text: () => written };
}

describe('deliver', () => {
  it('writes to stdout, with a newline at the end', async () => {
    const { io, text } = capture();
    await deliver('a report', undefined, io);
    await deliver('another\n', '-', io);
    assert.equal(text(), 'a report\nanother\n');
  });

  it('replaces a file as a whole and leaves nothing beside it', async () => {
    const { io, text } = capture();
    writeFileSync(at('r.json'), '{"schemaVersion":1,"tool":{"name":"mailprobe"}}');
    await checkOutputFile(at('r.json'), false);
    await deliver('{}', at('r.json'), io);
    assert.equal(readFileSync(at('r.json'), 'utf8'), '{}\n');
    assert.deepEqual(readdirSync(folder), ['r.json']);
    assert.equal(text(), '');
  });

  it('says so when it cannot write', async () => {
    await assert.rejects(deliver('x', at('no/such/folder/r.json'), capture().io), (error: unknown) => {
      assert.ok(error instanceof OutputError);
      assert.match(error.message, /no such file/);
      return true;
    });
  });
});

describe('checkOutputFile', () => {
  const refuses = (path: string, complaint: RegExp) =>
    assert.rejects(
      checkOutputFile(path, false),
      (error: unknown) => error instanceof UsageError && complaint.test(error.message),
    );

  it('takes a new file, an empty one, and a report of ours', async () => {
    writeFileSync(at('empty'), '');
    writeFileSync(at('ours.prom'), '# HELP probe_success Whether the check did not fail\n# TYPE probe_success gauge\n');
    for (const name of ['new.json', 'empty', 'ours.prom']) await checkOutputFile(at(name), false);
  });
  it('refuses a file that is no report, unless forced', async () => {
    writeFileSync(at('thesis.txt'), 'years of work');
    await refuses(at('thesis.txt'), /--force/);
    await checkOutputFile(at('thesis.txt'), true);
  });
  it('refuses a folder', () => refuses(folder, /directory/));
  it('refuses a folder that is not there', () => refuses(at('nowhere/r.json'), /no folder/));
  it('refuses a folder that cannot be written', {
    skip:
      (process.platform === 'win32' && 'a mode says nothing there') || (process.getuid?.() === 0 && 'root may write anywhere'),
  }, async () => {
    const locked = mkdtempSync(at('locked-'));
    chmodSync(locked, 0o500);
    await refuses(join(locked, 'r.json'), /permission/);
  });
});

describe('exitCode', () => {
  const finding = (id: string) => [{ id }] as unknown as Parameters<typeof exitCode>[0]['findings'];
  const code = (
    verdict: 'ok' | 'warn' | 'fail',
    { strict = false, nagios = false, id = 'provider-note', interrupted = false } = {},
  ) => exitCode({ verdict, findings: finding(id), ...(interrupted ? { interrupted: true as const } : {}) }, { strict, nagios });
  const rows: readonly (readonly [number, number])[] = [
    [code('ok'), 0],
    [code('warn'), 0],
    [code('fail'), 1],
    [code('warn', { strict: true }), 1],
    [code('ok', { strict: true }), 0],
    [code('ok', { nagios: true }), 0],
    [code('warn', { nagios: true }), 1],
    [code('fail', { nagios: true }), 2],
    [code('warn', { nagios: true, strict: true }), 2],
    [code('fail', { id: 'internal-error' }), 3],
    [code('ok', { id: 'internal-error', nagios: true }), 3],
    [code('ok', { interrupted: true }), 130],
  ];
  for (const [index, [actual, expected]] of rows.entries())
    it(`row ${index} is ${expected}`, () => assert.equal(actual, expected));
});

describe('isColourful', () => {
  const where = (isTTY: boolean, env: Record<string, string>): Io => ({
    ...capture().io,
    stdout: { write: () => true, isTTY },
    env,
  });
  const rows: readonly (readonly [boolean, Record<string, string>, boolean | undefined, boolean])[] = [
    [true, {}, undefined, true],
    [false, {}, undefined, false],
    [true, { NO_COLOR: '1' }, undefined, false],
    [true, { NO_COLOR: '' }, undefined, true],
    [false, { FORCE_COLOR: '1' }, undefined, true],
    [true, { FORCE_COLOR: '0' }, undefined, false],
    [true, { FORCE_COLOR: '1' }, false, false],
    [true, { TERM: 'dumb' }, undefined, false],
  ];
  for (const [tty, env, flag, expected] of rows) {
    it(`${tty} ${JSON.stringify(env)} ${flag}`, () => assert.equal(isColourful(where(tty, env), flag), expected));
  }
});

describe('the last sieve', () => {
  it('takes secrets and control characters out of a line', () => {
    registerSecret(new Secret('correct-horse-battery'), 'alice');
    assert.equal(safeLine('it was correct-horse-battery\u001b[0m'), 'it was ***\\x1b[0m');
  });
});

describe('help', () => {
  it('folds a command so that it can be pasted', () => {
    assert.deepEqual(foldCommand('a --bb c --dd e', 10), ['a --bb c \\', '  --dd e']);
    assert.deepEqual(foldCommand('a b', 10), ['a b']);
  });
  it('wraps words', () => assert.deepEqual(wrapWords('one two three', 8), ['one two', 'three']));
});
