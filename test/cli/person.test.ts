// What a person at a terminal gets where a program gets something else, and what a report says when it goes to a file.
// Alone in its process: it waits for half a minute, which others would wait with it.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runFresh } from '../support/fresh-program.ts';
import { PROGRAM, Terminal, terminalMissing } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-person-'));
after(() => rmSync(folder, { recursive: true, force: true }));

// RFC 6761: .invalid has no servers, wherever this runs.
const LIST = join(folder, 'hosts.txt');
writeFileSync(LIST, 'a.invalid\nb.invalid 587\n"c.invalid",\nno target here\n');

describe('batch', { concurrency: 2 }, () => {
  it('prints a line a target on a terminal', { skip: terminalMissing() }, async () => {
    await using terminal = await Terminal.open();
    await terminal.start(`${PROGRAM} batch ${LIST}`);
    assert.equal(await terminal.exitCode(), 1);
    const screen = await terminal.screen();
    assert.match(screen, /^FAIL {5}a\.invalid: There is no host named a\.invalid\.$/m);
    assert.match(screen, /^FAIL {5}b\.invalid 587: /m);
    assert.match(screen, /^FAIL {5}"c\.invalid",: /m);
    assert.match(screen, /^FAIL {5}no \*\*\*.*: line 4: /m);
    assert.match(screen, /^mailprobe: 4 targets in/m);
    assert.doesNotMatch(screen, /schemaVersion/);
    for (const line of screen.split('\n')) assert.ok(line.length <= 80 || line.startsWith('$'), line);
  });

  for (const flag of ['--json', '-f jsonl', '-o json']) {
    it(`prints JSON Lines on a terminal with ${flag}`, { skip: terminalMissing() }, async () => {
      await using terminal = await Terminal.open();
      await terminal.start(`${PROGRAM} batch ${LIST} ${flag}`);
      assert.equal(await terminal.exitCode(), 1);
      assert.match(await terminal.screen(), /"schemaVersion":1/);
    });
  }

  it('prints JSON Lines to a program, text where it is asked for, CSV into a file that is called so', async () => {
    const piped = await runFresh(['batch', LIST]);
    assert.deepEqual(
      piped.stdout
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { schemaVersion: number }).schemaVersion),
      [1, 1, 1, 1],
    );
    const text = await runFresh(['batch', LIST, '-f', 'text']);
    assert.match(text.stdout, /^(?:FAIL {5}.+\n){4}$/);
    const path = join(folder, 'results.csv');
    const csv = await runFresh(['batch', LIST, '-o', path]);
    assert.equal(csv.code, 1, csv.stderr);
    const written = readFileSync(path, 'utf8');
    assert.match(written, /^target,host,.*,line,reason\n/);
    assert.match(written, /"bad-target".*,4,"line 4: /);
  });
});

describe('explain', { concurrency: 2 }, () => {
  it('on a terminal says what to do, and takes lines up to Ctrl-D', { skip: terminalMissing() }, async () => {
    await using terminal = await Terminal.open();
    await terminal.start(`${PROGRAM} explain`);
    await terminal.shows(/^Paste the reply, the error or the log here, then press Ctrl-D \(Ctrl-C ends it\):$/m);
    await terminal.type('smtp says:');
    await terminal.press('Enter');
    await terminal.type('535 5.7.139 Authentication unsuccessful');
    await terminal.press('C-d');
    assert.equal(await terminal.exitCode(), 0);
    assert.match(await terminal.screen(), /^Meaning {5}/m);
    assert.ok(await terminal.isSane());
  });

  it('is ended by Ctrl-C there', { skip: terminalMissing() }, async () => {
    await using terminal = await Terminal.open();
    await terminal.start(`${PROGRAM} explain`);
    await terminal.shows(/Paste/);
    await terminal.press('C-c');
    assert.equal(await terminal.exitCode(), 130);
    assert.ok(await terminal.isSane());
  });

  it('tells a finding by its id, in any case, or by its words', async () => {
    for (const words of [['cert-expired'], ['CERT-Expired'], ['cert', 'expired'], ['cert expired']]) {
      const { code, stdout } = await runFresh(['explain', ...words]);
      assert.equal(code, 0);
      assert.match(stdout, /^[^\n]* \(cert-expired\)\n/, words.join(' '));
    }
  });

  it('offers the finding whose name is nearly written, and none for a text', async () => {
    const slip = await runFresh(['explain', 'cert-expird']);
    assert.deepEqual([slip.code, slip.stderr], [1, 'mailprobe: no finding is called cert-expird: did you mean cert-expired?\n']);
    for (const text of ['expired', 'x-y']) {
      const { code, stderr } = await runFresh(['explain', text]);
      assert.deepEqual([code, stderr], [1, ''], text);
    }
  });

  it('reads a file that is there, and takes the name of one that is not for a text', async () => {
    const path = join(folder, 'error.log');
    writeFileSync(path, '535 5.7.139 Authentication unsuccessful\n');
    const read = await runFresh(['explain', path, '--json']);
    assert.equal(read.code, 0, read.stderr);
    assert.match((JSON.parse(read.stdout) as { input: string }).input, /^535 5\.7\.139/);
    const missing = await runFresh(['explain', 'ECONNREFUSED', '--json']);
    assert.equal((JSON.parse(missing.stdout) as { input: string }).input, 'ECONNREFUSED');
    const slip = await runFresh(['explain', join(folder, 'eror.log')]);
    assert.deepEqual([slip.code, /there is no file .*eror\.log/.test(slip.stderr)], [1, true], slip.stderr);
    const over = await runFresh(['explain', path, '-o', path, '--force']);
    assert.equal(over.code, 2);
    assert.match(readFileSync(path, 'utf8'), /^535/);
  });
});

describe('check', { concurrency: 2 }, () => {
  const report = (name: string): string => join(folder, name);

  it('writes the format that the file is called by, and says the verdict on stderr', async () => {
    const beginnings: readonly (readonly [string, RegExp])[] = [
      ['r.html', /^<!doctype html>/],
      ['r.json', /^\{\s+"schemaVersion": 1/],
      ['r.md', /^# FAIL/],
      ['r.xml', /^<\?xml/],
      ['r.txt', /^FAIL {2}/],
      ['r', /^FAIL {2}/],
    ];
    for (const [name, beginning] of beginnings) {
      const { code, stdout, stderr } = await runFresh(['a.invalid', '-o', report(name)]);
      assert.deepEqual([code, stdout], [1, ''], stderr);
      assert.match(readFileSync(report(name), 'utf8'), beginning);
      assert.match(
        stderr,
        /^FAIL {2}There is no host named a\.invalid\.\nmailprobe: the report is in .*\/r[^ ]* \((?:html|json|markdown|junit|text)\)\n$/,
      );
    }
  });

  it('is silent with --quiet, and lets --format have the last word', async () => {
    const { stderr } = await runFresh(['check', 'a.invalid', '-q', '-f', 'json', '-o', report('quiet.html')]);
    assert.equal(stderr, '');
    assert.match(readFileSync(report('quiet.html'), 'utf8'), /^\{/);
  });

  it('says the verdict also where a text to pass on is written', async () => {
    const { stderr } = await runFresh(['check', 'a.invalid', '--for', 'server', '-o', report('to-hoster.txt')]);
    assert.match(stderr, /^FAIL {2}There is no host named a\.invalid\.\nmailprobe: the text for the server is in [^\n]+\n$/);
    assert.match(readFileSync(report('to-hoster.txt'), 'utf8'), /^To the mail hoster: /);
  });

  it('takes -o json for the format, and makes no file of that name', async () => {
    const { code, stdout, stderr } = await runFresh(['a.invalid', '-o', 'json']);
    assert.equal(code, 1);
    assert.equal((JSON.parse(stdout) as { schemaVersion: number }).schemaVersion, 1);
    assert.match(stderr, /^mailprobe: -o json is read as --format json \(.*\.\/name\)\n$/);
    assert.ok(!existsSync('json'));
  });

  it('takes a target for what it holds, says so, and keeps what was given', async () => {
    const { code, stdout, stderr } = await runFresh(['check', 'https://a.invalid/owa', '--json']);
    assert.equal(code, 1);
    const { target } = JSON.parse(stdout) as { target: { input: string; host: string } };
    assert.deepEqual([target.input, target.host], ['https://a.invalid/owa', 'a.invalid']);
    assert.equal(stderr, 'mailprobe: the target is taken for a.invalid\n');
  });

  it('takes a port that follows the host', async () => {
    const { stdout } = await runFresh(['a.invalid', '993', '--json']);
    const { target } = JSON.parse(stdout) as { target: { protocol: string; ports: number[] } };
    assert.deepEqual([target.protocol, target.ports], ['imap', [993]]);
  });
});
