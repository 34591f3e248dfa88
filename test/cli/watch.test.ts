// `mailprobe watch` as a process: records by their schema, a line a run, a screen on a real terminal that Ctrl-C ends, a reader
// that goes away. One run each, since the next would be five seconds later.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { submission } from '../../src/lab/scenario.ts';
import { argumentsFor, makeFolder, notBuilt, run } from '../scenarios/support/built-program.ts';
import { until } from '../support/until.ts';
import { runProgram, startProgram } from './program.ts';
import { PROGRAM, Terminal, terminalMissing } from './terminal.ts';

const schema = JSON.parse(readFileSync(new URL('../../src/watch/watch.schema.json', import.meta.url), 'utf8'));
const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
const isRecord = ajv.compile(schema);

describe('mailprobe watch', { skip: notBuilt }, () => {
  const folder = makeFolder();
  let lab: Lab;
  let root: string;
  before(async () => {
    lab = await startLab('healthy');
    root = folder.file('root.pem', lab.caPem);
  });
  after(async () => {
    await lab.close();
    folder.remove();
  });

  const words = (...more: readonly string[]): string[] => {
    const [, ...others] = argumentsFor(lab, root, '--protocol', 'smtp');
    return ['watch', ...others, ...more];
  };
  const recordsOf = (stdout: string): Record<string, unknown>[] => {
    const records = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const record of records) assert.ok(isRecord(record), JSON.stringify(isRecord.errors));
    return records;
  };

  it('writes a record a run and one at the end, as the schema has them', async () => {
    const { code, stdout, stderr } = await run(words('--json', '--count', '1', '--expect', 'success>=99%'));
    assert.deepEqual([code, stderr], [0, '']);
    const [first, last, ...none] = recordsOf(stdout);
    assert.deepEqual([first?.type, last?.type, none.length], ['run', 'summary', 0]);
    assert.equal(Object.values(last?.ports ?? []).length, 3);
  });

  it('ends by what was expected', async () => {
    const { code, stdout } = await run(words('--count', '1', '--expect', 'max(total)<1ms'));
    assert.equal(code, 1);
    assert.match(
      stdout,
      /^FAIL {2}mail\.lab\.test worked in the one run\. What was expected does not hold:\s+max\(total\)<1ms\.$/m,
    );
    assert.match(stdout, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}run 1 {2}OK /);
  });

  it('ends by the worst run, and tells records of what failed', async () => {
    const { code, stdout } = await run([
      'watch',
      '127.0.0.1',
      '-p',
      '1',
      '-m',
      'starttls',
      '--count',
      '1',
      '--json',
      '--verbose',
    ]);
    assert.equal(code, 1);
    const [first] = recordsOf(stdout);
    assert.match(JSON.stringify(first?.ports), /tcp-refused/);
    assert.match(JSON.stringify(first?.report), /"verdict":"fail"/);
  });

  it('logs in once and shows no password', async () => {
    const before = loginsOf(lab.record).length;
    const env = { MAILPROBE_PASSWORD: lab.account.password };
    const { code, stdout, stderr } = await runProgram(words('-u', lab.account.user, '--count', '1', '--json', '-v'), { env });
    assert.equal(code, 0, stderr);
    assert.equal(loginsOf(lab.record).length - before, 1);
    const [first, last] = recordsOf(stdout);
    assert.deepEqual(
      [first?.login, last?.logins],
      [
        { status: 'accepted', cause: null },
        { accepted: 1, rejected: 0, error: 0, skipped: 0 },
      ],
    );
    assert.ok(!`${stdout}${stderr}`.includes(lab.account.password));
  });

  it('warns of a login with each run', async () => {
    const env = { MAILPROBE_PASSWORD: lab.account.password };
    const { stderr } = await runProgram(words('-u', lab.account.user, '--login-each', '--count', '1'), { env });
    assert.match(stderr, /^mailprobe: --login-each: every run is a login of its own/m);
  });

  it('ends with Ctrl-C, with the summary and 130', async () => {
    const program = startProgram(words('--json'));
    let stdout = '';
    program.child.stdout?.on('data', (bytes: Buffer) => {
      stdout += bytes.toString();
    });
    await until(() => stdout.includes('\n'), 'the first run is told');
    program.child.kill('SIGINT');
    const ended = await program.ended;
    assert.equal(ended.code, 130);
    const last = recordsOf(ended.stdout).at(-1);
    assert.deepEqual([last?.type, last?.interrupted, last?.verdict], ['summary', true, 'ok']);
  });

  it('ends when nobody reads it any more', async () => {
    // It is told so by the second run.
    const program = startProgram(words('--json', '--every', '5s'));
    program.child.stdout?.once('data', () => program.child.stdout?.destroy());
    const { code, stderr } = await program.ended;
    assert.deepEqual([code, stderr], [0, '']);
  });

  it('draws a screen in place, and leaves the terminal as it was', { skip: terminalMissing() }, async () => {
    const failing = await startLab({
      name: 'custom',
      title: 'made for one test',
      ports: () => ({ submission: submission({ greeting: '554 5.3.2 not now' }) }),
      expect: [],
    });
    try {
      await using terminal = await Terminal.open();
      await terminal.type('echo stood here before');
      await terminal.press('Enter');
      await terminal.shows(/^stood here before\n\$ /m);
      const port = failing.port('submission');
      const line = [PROGRAM, 'watch', failing.host, '-p', `${port}`, '-m', 'starttls', '--resolve', `${failing.host}:127.0.0.1`];
      await terminal.start(line.join(' '));
      const screen = await terminal.shows(/FAILS +100%/);
      assert.match(screen, /^mail\.lab\.test +every 30 s +1 run/m);
      assert.match(screen, new RegExp(`^${port} STARTTLS +FAILS +100% +x`, 'm'));
      assert.equal(await terminal.isCursorShown(), false);
      await terminal.press('C-c');
      assert.equal(await terminal.exitCode(), 130);
      const after = await terminal.screen();
      assert.match(after, /stood here before/);
      assert.match(after, /^FAIL {2}mail\.lab\.test failed in the one run/m);
      assert.doesNotMatch(after, /Ctrl-C ends it/);
      assert.equal(await terminal.isCursorShown(), true);
      assert.ok(await terminal.isSane());
    } finally {
      await failing.close();
    }
  });
});
