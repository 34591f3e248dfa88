// The wizard in a real terminal against the embedded lab: keys in, screen out, and the terminal as it was afterwards.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hang } from '../../src/lab/actions.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { portsOnly, submission } from '../../src/lab/scenario.ts';
import { until } from '../support/until.ts';
import { PROGRAM, Terminal, terminalMissing } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-wizard-'));
const PASSWORD = 'correct horse 7';

/** No form of the password, whole or in part, on the screen or above it. */
function assertHidden(screen: string): void {
  const forms = [PASSWORD, 'correct', 'horse', Buffer.from(PASSWORD).toString('base64').slice(0, 16)];
  for (const form of forms) assert.ok(!screen.includes(form), `${form} on the screen:\n${screen}`);
}

describe('wizard', { skip: terminalMissing(), concurrency: 2 }, () => {
  let lab: Lab;
  let target: string;
  const env = (): Record<string, string> => ({ NODE_EXTRA_CA_CERTS: join(folder, 'root.pem') });

  before(async () => {
    lab = await startLab('healthy', { host: '127.0.0.1' });
    writeFileSync(join(folder, 'root.pem'), lab.caPem);
    target = `127.0.0.1:${lab.port('submissions')}`;
  });
  after(async () => {
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Up to the password, which is left to the test. */
  async function upToPassword(terminal: Terminal): Promise<void> {
    await terminal.start(PROGRAM);
    await terminal.answer(/Mail host or mail address:/, target);
    await terminal.answer(/What is it for\?/, '');
    await terminal.answer(/get its TLS\?/, '');
    await terminal.shows(/Try a login\?/);
    await terminal.press('Down', 'Enter');
    await terminal.answer(/User name:/, 'ada@lab.test');
    await terminal.shows(/Password of ada@lab\.test/);
  }

  it('asks, shows the command line, checks, shows the transcript, saves the report', async () => {
    await using terminal = await Terminal.open(env());
    await upToPassword(terminal);
    await terminal.answer(/Password of/, PASSWORD);
    const report = await terminal.shows(/What next\?/);
    assert.match(report, new RegExp(`^ {2}mailprobe check ${target} -u ada@lab.test --password-stdin$`, 'm'));
    assert.match(report, /^OK {2}127\.0\.0\.1 works on port/m);
    assert.match(report, /accepts the login/);
    assert.doesNotMatch(report, /Transcript of/);

    await terminal.press('Enter');
    assert.match(await terminal.shows(/Transcript of port/), /~> AUTH PLAIN \*\*\*/);

    const path = join(folder, 'report.json');
    await terminal.shows(/QUIT[\s\S]*What next\?/);
    await terminal.press('Down', 'Enter');
    await terminal.shows(/In which format\?/);
    await terminal.press('Down', 'Down', 'Down', 'Enter');
    await terminal.answer(/File name:/, join(folder, 'missing', 'report.json'));
    await terminal.shows(/there is no\s+folder/);
    await terminal.press('C-u');
    await terminal.answer(/File name:/, path);
    await terminal.shows(/Saved in/);
    const saved = JSON.parse(readFileSync(path, 'utf8')) as { verdict: string; endpoints: { transcript: unknown[] }[] };
    assert.equal(saved.verdict, 'ok');
    assert.ok(saved.endpoints.some(({ transcript }) => transcript.length > 0));

    await terminal.shows(/Saved in[\s\S]*What next\?/);
    await terminal.press('Up', 'Up', 'Up', 'Up', 'Down', 'Down', 'Down', 'Down', 'Down', 'Enter');
    assert.equal(await terminal.exitCode(), 0);
    assert.ok(await terminal.isSane());
    assert.ok(await terminal.isCursorShown());
    assertHidden(await terminal.screen());
    assertHidden(readFileSync(path, 'utf8'));
  });

  it('asks again where an answer makes no sense, and says why', async () => {
    await using terminal = await Terminal.open(env());
    await terminal.start(PROGRAM);
    await terminal.answer(/Mail host or mail address:/, 'smtp.example.com:99999');
    await terminal.shows(/port 99999 does not exist/);
    await terminal.press('C-u');
    await terminal.answer(/address:/, 'http://mail.example.com');
    await terminal.shows(/unknown scheme 'http:\/\/'/);
    await terminal.press('C-u');
    await terminal.answer(/address:/, '127.0.0.1');
    await terminal.answer(/What is it for\?/, '');
    await terminal.shows(/What should be tested\?/);
    await terminal.press('Down', 'Enter');
    await terminal.shows(/Port: \(?587/);
    await terminal.answer(/Port:/, 'smtps');
    await terminal.shows(/a number from 1 to 65535/);
    await terminal.press('C-c');
    assert.equal(await terminal.exitCode(), 130);
    assert.doesNotMatch(await terminal.screen(), /\bat .*\.[jt]s:\d+/);
  });

  it('tries other credentials after a refusal, with the name at hand', async () => {
    await using terminal = await Terminal.open(env());
    await upToPassword(terminal);
    await terminal.answer(/Password of/, 'wrong-but-secret');
    await terminal.shows(/does not accept user name and password of[\s\S]*What next\?/);
    await terminal.press('Down', 'Down', 'Enter');
    await terminal.shows(/What next\?[\s\S]*Try a login\?/);
    await terminal.press('Down', 'Enter');
    await terminal.answer(/User name: \(ada@lab\.test\)/, '');
    await terminal.shows(/What next\?[\s\S]*Password of/);
    await terminal.answer(/Password of/, PASSWORD);
    const screen = await terminal.shows(/accepts the login[\s\S]*What next\?/);
    assertHidden(screen);
    assert.doesNotMatch(screen, /wrong-but/);
  });

  for (const [name, more] of [
    ['', {}],
    [' without colours', { NO_COLOR: '1' }],
    [' on a terminal that can only print', { TERM: 'dumb' }],
  ] as const) {
    it(`Ctrl-C at the password leaves the terminal as it was${name}`, async () => {
      await using terminal = await Terminal.open({ ...env(), ...more });
      await terminal.start(PROGRAM);
      await terminal.answer(/Mail host or mail address:/, target);
      await terminal.answer(/What is it for\?/, '');
      await terminal.answer(/get its TLS\?/, '');
      await terminal.shows(/Try a login\?/);
      await (name.includes('print') ? terminal.type('2') : terminal.press('Down'));
      await terminal.press('Enter');
      await terminal.answer(/User name:/, 'ada@lab.test');
      await terminal.shows(/Password of ada@lab\.test/);
      await terminal.type(PASSWORD);
      await terminal.press('C-c');
      assert.equal(await terminal.exitCode(), 130);
      assert.ok(await terminal.isCursorShown(), 'cursor');
      assert.ok(await terminal.isSane(), await terminal.screen());
      const screen = await terminal.screen();
      assertHidden(screen);
      assert.doesNotMatch(screen, /\bat .*\.[jt]s:\d+|Error/);
    });
  }

  it('Ctrl-D at a question ends it as well', async () => {
    await using terminal = await Terminal.open(env());
    await terminal.start(PROGRAM);
    await terminal.shows(/Mail host or mail address:/);
    await terminal.press('C-d');
    assert.equal(await terminal.exitCode(), 130);
    assert.ok(await terminal.isSane());
  });

  it('Ctrl-C during the check shows what was found, and ends it', async () => {
    const slow = await startLab(portsOnly({ submission: submission({ accept: hang }) }), { host: '127.0.0.1' });
    try {
      await using terminal = await Terminal.open(env());
      await terminal.start(PROGRAM);
      await terminal.answer(/Mail host or mail address:/, `127.0.0.1:${slow.port('submission')}`);
      await terminal.answer(/What is it for\?/, '');
      await terminal.answer(/get its TLS\?/, '');
      await terminal.answer(/Try a login\?/, '');
      await terminal.shows(/mailprobe check 127/);
      await until(() => slow.record.connections.length > 0, 'the check has begun');
      await terminal.press('C-c');
      assert.equal(await terminal.exitCode(), 130);
      assert.match(await terminal.screen(), /interrupted/i);
      assert.ok(await terminal.isSane());
    } finally {
      await slow.close();
    }
  });

  it('says what a mail address leads to', async () => {
    await using terminal = await Terminal.open(env());
    await terminal.start(PROGRAM);
    // RFC 6761: .invalid has no servers, wherever this runs.
    await terminal.answer(/Mail host or mail address:/, 'ada@mailprobe.invalid');
    const screen = await terminal.shows(/What is it for\?/);
    assert.match(screen, /^mailprobe\.invalid$/m);
    await terminal.press('C-c');
    assert.equal(await terminal.exitCode(), 130);
  });

  it('off a terminal: help and exit 2', async () => {
    await using terminal = await Terminal.open(env());
    await terminal.start(`${PROGRAM} </dev/null`);
    assert.equal(await terminal.exitCode(), 2);
    assert.match(await terminal.screen(), /Examples:/);
  });
});
