// Where check --save puts its files: for the user's eyes alone, whole or not at all, over nothing, through no link that
// somebody put there; and no secret in any of them.
import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openSaving } from '../../src/cli/output/saving.ts';
import type { Io } from '../../src/cli/terminal/io.ts';
import { findScenario, startLab } from '../../src/lab/lab.ts';
import type { Report } from '../../src/model/report.ts';
import { buildReport } from '../../src/report/build.ts';
import { isSavedFileOf, savedFileName, savedName } from '../../src/saved/file-name.ts';
import { findLastGood, historyRow, readHistory } from '../../src/saved/history.ts';
import { keepReport, savedText } from '../../src/saved/keep-report.ts';
import { listSaved, openFolder, saveIn, stateFolder } from '../../src/saved/store.ts';
import { checkLab } from '../scenarios/support/check-lab.ts';
import { secretsOf } from '../scenarios/support/promises.ts';
import { assertNoSecret } from '../scenarios/support/secrecy.ts';
import { HOST, makeParts, type RunCase } from '../unit/report/fixtures.ts';

const isPosix = process.platform !== 'win32';
const root = mkdtempSync(join(tmpdir(), 'mailprobe-saved-'));
after(() => rmSync(root, { recursive: true, force: true }));
let places = 0;
const place = (): string => {
  places += 1;
  const own = join(root, String(places));
  mkdirSync(own, { mode: 0o700 });
  return own;
};

const reportOf = (run: RunCase = {}): Report => buildReport(makeParts(run));
const at = (report: Report, startedAt: string): Report => ({ ...report, startedAt });
const io: Io = { stdout: { write: () => true }, stderr: { write: () => true }, stdin: process.stdin, env: {} };

describe('the folder', () => {
  it('is the state directory of each system, and a relative one is not heeded', () => {
    assert.equal(stateFolder({ XDG_STATE_HOME: '/x', HOME: '/h' }, 'linux'), '/x/mailprobe/reports');
    assert.equal(stateFolder({ XDG_STATE_HOME: 'x', HOME: '/h' }, 'linux'), '/h/.local/state/mailprobe/reports');
    assert.equal(stateFolder({ HOME: '/h' }, 'darwin'), '/h/Library/Application Support/mailprobe/reports');
    assert.equal(stateFolder({ LOCALAPPDATA: 'C:\\L ü', HOME: '/h' }, 'win32'), 'C:\\L ü\\mailprobe\\reports');
    assert.equal(stateFolder({ LOCALAPPDATA: 'L', XDG_STATE_HOME: '/x', HOME: '/h' }, 'win32'), null);
    assert.equal(stateFolder({ HOME: 'h' }, 'linux'), null);
  });

  it('and all above it that is made, is for the user alone', { skip: !isPosix }, async () => {
    const folder = join(place(), 'state', 'mailprobe', 'reports');
    await openFolder(folder, false);
    for (const one of [folder, join(folder, '..'), join(folder, '..', '..')]) assert.equal(statSync(one).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(folder), [], 'nothing is left of the trial');
  });

  it('that others may write to is not taken for ours', { skip: !isPosix }, async () => {
    const folder = place();
    chmodSync(folder, 0o777);
    await assert.rejects(openFolder(folder, false), /others may write to it/);
    await openFolder(folder, true); // Named by the user: his to decide.
  });

  it('that is a file is refused', async () => {
    const file = join(place(), 'file');
    writeFileSync(file, '');
    await assert.rejects(openFolder(file, true), /--save: cannot save in .*no directory/);
  });

  it('that is a link of somebody else is refused', { skip: !isPosix || process.getuid?.() !== 0 }, async () => {
    const { lchownSync } = await import('node:fs');
    const own = place();
    symlinkSync(own, `${own}.link`);
    await openFolder(`${own}.link`, true); // One's own is.
    lchownSync(`${own}.link`, 12_345, 12_345);
    await assert.rejects(openFolder(`${own}.link`, true), /somebody else's symbolic link/);
  });
});

describe('the file', () => {
  it('is named by target and time, and a second of the same second beside it', async () => {
    const folder = place();
    const text = savedText({ report: reportOf(), run: null });
    const paths = [];
    for (let turn = 0; turn < 3; turn += 1) paths.push(await keepReport(folder, { report: reportOf(), run: null }));
    const name = `${HOST}-smtp-20260131T120000Z`;
    assert.deepEqual(
      paths,
      [`${name}.json`, `${name}-2.json`, `${name}-3.json`].map((file) => join(folder, file)),
    );
    for (const path of paths) {
      assert.equal(readFileSync(path, 'utf8'), text);
      if (isPosix) assert.equal(statSync(path).mode & 0o777, 0o600);
    }
    assert.equal(readdirSync(folder).length, 3, 'no temporary file is left');
  });

  it('never takes the place of what is there, be it a link that leads elsewhere', { skip: !isPosix }, async () => {
    const folder = place();
    const victim = join(place(), 'victim');
    writeFileSync(victim, 'mine');
    const name = savedFileName(reportOf());
    symlinkSync(victim, join(folder, name));
    symlinkSync(join(root, 'not-there'), join(folder, savedFileName(reportOf(), 1)));
    const path = await keepReport(folder, { report: reportOf(), run: null });
    assert.equal(path, join(folder, savedFileName(reportOf(), 2)));
    assert.equal(readFileSync(victim, 'utf8'), 'mine');
    assert.ok(!existsSync(join(root, 'not-there')), 'nothing was written through a dangling link');
    assert.ok(lstatSync(join(folder, name)).isSymbolicLink());
    assert.deepEqual(await listSaved(folder, savedName({ input: HOST, host: HOST })), [path], 'a link is no report of ours');
  });

  it('is whole or not there', async () => {
    const folder = place();
    await assert.rejects(saveIn(folder, () => 'no/such/folder.json', '{}'));
    assert.deepEqual(readdirSync(folder), []);
  });

  it('has a name without separators, whatever the target is called', () => {
    for (const input of [
      '../../etc/passwd',
      'a/b@c\\d',
      '.hidden',
      '-rf',
      'x'.repeat(400),
      '2001:db8::1',
      'Ä@b.example',
      'con:',
      '%2e%2e',
    ]) {
      const name = savedName({ input, host: input });
      assert.match(name, /^[a-z0-9%@_][a-z0-9.@_%-]*$/, name);
      assert.ok(name.length <= 120, name);
    }
    assert.notEqual(savedName({ input: 'a/b', host: 'a/b' }), savedName({ input: 'a%2fb', host: 'a%2fb' }));
    assert.ok(!isSavedFileOf('mail.example.com-smtp-20260131T120000Z.json', 'mail.example'), 'another host');
    assert.equal(savedName({ input: 'Alice@Example.com', host: 'imap.example.com' }), 'alice@example.com');
  });
});

describe('the history', () => {
  it('is the newest first, says what cannot be read, and finds the last good one', async () => {
    const folder = place();
    const failed: Report = { ...reportOf({ findings: [] }), verdict: 'fail' };
    await keepReport(folder, { report: at(reportOf(), '2026-01-01T10:00:00.000Z'), run: null });
    await keepReport(folder, { report: { ...at(reportOf(), '2026-01-02T10:00:00.000Z'), label: 'office' }, run: null });
    await keepReport(folder, { report: at(failed, '2026-01-03T10:00:00.000Z'), run: null });
    await keepReport(folder, { report: { ...at(reportOf(), '2026-01-04T10:00:00.000Z'), interrupted: true }, run: null });
    writeFileSync(join(folder, `${HOST}-smtp-20260105T100000Z.json`), 'garbage');
    writeFileSync(join(folder, `other.example-smtp-20260105T100000Z.json`), 'garbage');
    const rows = [];
    for await (const run of readHistory(folder, HOST)) rows.push(historyRow(run));
    assert.deepEqual(
      rows.map(({ startedAt, verdict, label }) => [startedAt?.slice(8, 10) ?? null, verdict, label]),
      [
        [null, null, null],
        ['04', 'ok', null],
        ['03', 'fail', null],
        ['02', 'ok', 'office'],
        ['01', 'ok', null],
      ],
    );
    assert.match(rows[0]?.summary ?? '', /no JSON/);
    const good = await findLastGood(folder, HOST, () => true);
    assert.equal(good?.saved?.report.label, 'office');
    assert.equal(await findLastGood(folder, HOST, ({ target }) => target.protocol === 'imap'), null);
  });

  it('of a folder that is not there is empty', async () => assert.deepEqual(await listSaved(join(root, 'nowhere'), HOST), []));
});

describe('secrets', () => {
  for (const name of ['wrong-password', 'healthy', 'oauth-only', 'auth-second-mechanism'])
    it(`are in no saved file: ${name}, with its observations`, async () => {
      const scenario = await findScenario(name);
      assert.ok(scenario, name);
      const lab = await startLab(scenario);
      const folder = place();
      try {
        const checked = await checkLab(lab);
        const options = { save: folder, observations: true, quiet: true };
        const saving = await openSaving({ positionals: [lab.host], options }, io);
        await saving.save(checked);
        const [file = ''] = readdirSync(folder);
        const text = readFileSync(join(folder, file), 'utf8');
        assert.ok(text.includes('"recorded"'), 'the observations are there');
        assertNoSecret(text, secretsOf(lab.account, lab.record), file);
      } finally {
        await lab.close();
      }
    });
});

describe('--save in front of the target', () => {
  const targetOf = async (positionals: string[], options: Record<string, unknown>) => {
    const env = isPosix ? { XDG_STATE_HOME: place() } : { LOCALAPPDATA: place() };
    return (await openSaving({ positionals, options }, { ...io, env })).given;
  };
  it('does not swallow it', async () => {
    assert.deepEqual((await targetOf([], { save: 'smtp.example.com' })).positionals, ['smtp.example.com']);
    assert.deepEqual((await targetOf(['587'], { save: 'smtp.example.com' })).positionals, ['smtp.example.com', '587']);
    const folder = place();
    const { positionals, options } = await targetOf(['smtp.example.com'], { save: folder });
    assert.deepEqual([positionals, options.save], [['smtp.example.com'], folder]);
  });
});
