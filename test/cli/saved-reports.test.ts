// The built program with reports that are kept: check --save, history, diff and show as a person types them, with their exit
// codes and the files that they leave.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { makeFolder } from '../scenarios/support/built-program.ts';
import { assertNoSecret } from '../scenarios/support/secrecy.ts';
import { runFresh } from '../support/fresh-program.ts';

const folder = makeFolder();
after(folder.remove);

describe('reports that are kept', () => {
  let lab: Lab;
  let env: Record<string, string>;
  const state = join(folder.path, 'state');
  before(async () => {
    lab = await startLab('healthy');
    env = { XDG_STATE_HOME: state, PW: lab.account.password };
  });
  after(() => lab?.close());

  const target = (): string[] => {
    const ports = Object.values(lab.ports).join(',');
    return [lab.host, '-p', ports, '--resolve', `${lab.host}:${lab.address}`, '--ca', folder.file('root.pem', lab.caPem)];
  };
  const mailprobe = (...argv: string[]) => runFresh(argv, { env });
  const login = (): string[] => ['-u', lab.account.user, '--password-env', 'PW'];

  it('check --save keeps one, and says where; history lists it; what is in it is no secret', async () => {
    const kept = await mailprobe('check', ...target(), ...login(), '--save', '--observations', '--label', 'office', '-v');
    assert.equal(kept.code, 0, kept.stdout + kept.stderr);
    const reports = join(state, 'mailprobe', 'reports');
    const [file = '', ...more] = readdirSync(reports);
    assert.deepEqual(more, []);
    assert.ok(kept.stderr.includes(`saved as ${join(reports, file)}`), kept.stderr);
    if (process.platform !== 'win32')
      assert.deepEqual([statSync(reports).mode & 0o777, statSync(join(reports, file)).mode & 0o777], [0o700, 0o600]);
    assertNoSecret(readFileSync(join(reports, file), 'utf8'), [lab.account.password], file);

    const listed = await mailprobe('history', lab.host, '--json');
    assert.equal(listed.code, 0);
    const [run] = JSON.parse(listed.stdout).runs;
    assert.deepEqual([run.file, run.verdict, run.label, run.hasObservations], [file, 'ok', 'office', true]);
    assert.match(
      (await mailprobe('history', lab.host)).stdout,
      /^OK {7}\d{4}-\d\d-\d\d [^(]*office [^(]*\(with\s+observations\)/,
    );

    const path = join(reports, file);
    for (const format of ['json', 'markdown', 'text', 'html', 'nagios']) {
      const shown = await mailprobe('show', path, '-f', format);
      const again = await mailprobe('show', path, '-f', format, '--rejudge');
      assert.equal(again.stdout, shown.stdout, format);
      assertNoSecret(shown.stdout, [lab.account.password], format);
    }
    const text = await mailprobe('show', path, '-v');
    // But for the notices of the check, and the terminal's own end of the page.
    assert.equal(text.stdout, kept.stdout);
  });

  it('diff <target> compares with the last good one, and says which', async () => {
    const same = await mailprobe('diff', ...target(), ...login());
    assert.equal(same.code, 0, same.stdout + same.stderr);
    assert.match(same.stdout, /^SAME {2}Nothing differs between office and /);
    assert.match(same.stderr, /compared with the last good one: mail\.lab\.test-smtp-\d{8}T\d{6}Z\.json/);
    assertNoSecret(same.stdout + same.stderr, [lab.account.password], 'diff');
  });

  it('a difference is exit code 1, in every format', async () => {
    const other = await startLab('expired-certificate', { host: lab.host });
    try {
      const ports = ['-p', Object.values(other.ports).join(',')];
      const path = join(folder.path, 'other.json');
      const checked = await mailprobe('check', lab.host, ...ports, '--resolve', `${lab.host}:${other.address}`, '-o', path, '-q');
      assert.equal(checked.code, 1, checked.stderr);
      for (const format of ['text', 'json', 'markdown', 'html']) {
        const { code, stdout } = await mailprobe(
          'diff',
          path,
          ...target(),
          '--label',
          'yesterday',
          '--label',
          'today',
          '-f',
          format,
        );
        assert.equal(code, 1, stdout);
        assert.ok(stdout.includes('yesterday') && stdout.includes('today'), stdout);
      }
    } finally {
      await other.close();
    }
  });

  it('--save before the target does not swallow it', async () => {
    const [host = '', ...options] = target();
    const kept = await mailprobe('check', '--save', host, ...options);
    assert.equal(kept.code, 0, kept.stderr);
    assert.equal(readdirSync(join(state, 'mailprobe', 'reports')).length, 2);
  });

  for (const [argv, says] of [
    [['diff', 'a.json'], /what is a\.json to be compared with\? Name a second report, or the target/],
    [['diff', 'a.json', 'b.json'], /cannot read a\.json: no such file/],
    [['diff', 'a.example', 'b.example'], /one of the two must be a saved report/],
    [['diff', 'unknown.example'], /no good report of 'unknown\.example' is saved in .*check --save keeps one/],
    [['diff', '-', '-'], /- can be one of the two only/],
    [['diff', 'x.json', 'y.json', '--json', '-f', 'html'], /--json and --format html exclude each other/],
    [['show', 'package.json'], /package\.json: it is JSON, and no report of mailprobe/],
    [['show', 'README.md'], /README\.md: it is no JSON/],
    [['show'], /missing required argument/],
    [['check', 'a.example', '--observations'], /--observations means nothing without --save/],
    [['check', 'a.example', '--save', '--observations', '--all'], /--observations and --all exclude each other/],
    [['check', 'a.example', '--label', '\u001b[31m'], /--label: it has a control character/],
    [['check', 'a.example', '--save=/dev/null/x'], /--save: cannot save in .*a part of the path is no directory/],
  ] as const)
    it(`says what is wrong: ${argv.join(' ').replace('\u001b', 'ESC')}`, async () => {
      const { code, stdout, stderr } = await mailprobe(...argv);
      assert.deepEqual([code, stdout], [2, ''], stderr);
      assert.match(stderr, says);
      assert.equal(stderr.trimEnd().split('\n').length, 1);
    });
});
