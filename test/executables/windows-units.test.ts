// The unit tests in Windows' Node, under Wine: paths, line ends, files and sockets as they are there. What of them says nothing
// of Windows is left out by name (.build/executables/windows-units.mjs), or says so itself by `skip`.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { isOnLinux, makeFolder, openWine, ROOT, type Run, runnerOf, wineCommand } from './support/executables.ts';

/** Fewer would mean that files were lost on the way; more come every week. */
const LEAST_TESTS = 6_000;
const PARTS = Math.min(availableParallelism(), 2);
/** Ends a part that hangs. */
const HANG_MS = 15 * 60_000;

interface Said {
  readonly failed?: string;
  readonly why?: string;
  readonly counts?: { readonly passed: number; readonly failed: number; readonly cancelled: number };
}

describe('the unit tests under Wine', { skip: !isOnLinux && 'Wine is run on Linux x64' }, () => {
  const folder = makeFolder();
  // In the project, where the packages are found.
  const programsFolder = mkdtempSync(join(ROOT, '.tests/windows-'));
  const wine = isOnLinux ? openWine(folder.path) : null;
  after(() => {
    wine?.close();
    folder.remove();
    rmSync(programsFolder, { recursive: true, force: true });
  });
  if (!wine) return;

  let programs: readonly string[] = [];
  let run: Run;
  before(() => {
    const made = spawnSync(process.execPath, ['.build/executables/windows-units.mjs', programsFolder, String(PARTS)], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    assert.equal(made.status, 0, made.stderr);
    const bundled = JSON.parse(made.stdout.trim().split('\n').at(-1) ?? '');
    programs = bundled.programs;
    copyFileSync(join(ROOT, 'test/executables/support/windows-reporter.mjs'), join(programsFolder, 'reporter.mjs'));
    run = runnerOf(wineCommand(bundled.node), folder.path, wine.env, { cwd: ROOT, limitMs: HANG_MS });
  });

  it('pass', async () => {
    const reporter = `--test-reporter=./${join(programsFolder, 'reporter.mjs').slice(ROOT.length)}`;
    const parts = await Promise.all(programs.map((program) => run(['--enable-source-maps', reporter, program])));
    const said = parts.map(({ stdout }) => stdout.split('\n').flatMap(readSaid));
    const failures = said.flat().filter(({ failed }) => failed !== undefined);
    assert.equal(failures.map(({ failed, why }) => `${failed}\n${why}`).join('\n\n'), '');
    for (const [at, { code, stderr, stdout }] of parts.entries())
      assert.ok(code === 0 && said[at]?.some(({ counts }) => counts), `part ${at + 1} ended with ${code}:\n${stdout}\n${stderr}`);
    const passed = said.flat().reduce((sum, { counts }) => sum + (counts?.passed ?? 0), 0);
    assert.ok(passed >= LEAST_TESTS, `${passed} tests`);
  });
});

/** Between the lines of the reporter stands what tests print. */
function readSaid(line: string): readonly Said[] {
  if (!/^\{"(?:failed|counts)":/.test(line)) return [];
  return [JSON.parse(line) as Said];
}
