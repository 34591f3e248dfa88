// What holds of mailprobe as one file on every system, said once. `run` starts it in `folder`.
import assert from 'node:assert/strict';
import { pbkdf2Sync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { until } from '../../support/until.ts';
import { type Run, runnerOf } from './executables.ts';

/** More than one thread is started for: see FURTHER_AFTER of the batch. */
const MANY = 260;

export function holds(run: () => Run, folder: () => string): void {
  it('says its version, and refuses wrong input with exit code 2', async () => {
    const { code, stdout } = await run()(['--version']);
    assert.equal(code, 0);
    assert.match(stdout, /^\d+\.\d+\.\d+\r?\n$/);
    const wrong = await run()(['check', 'no host!']);
    assert.equal(wrong.code, 2);
    assert.equal(wrong.stdout, '');
    assert.match(wrong.stderr, /^mailprobe: /);
    assert.equal((await run()(['check', 'localhost', '--no-such-option'])).code, 2);
  });

  it('checks a healthy and a failing server of the lab', async () => {
    const healthy = await run()(['lab', 'healthy']);
    assert.equal(healthy.code, 0, healthy.stderr);
    assert.match(healthy.stdout, /^OK {2}mail\.lab\.test works on port \d+/);
    const failing = await run()(['lab', 'expired-certificate', '--json']);
    assert.equal(failing.code, 1, failing.stderr);
    assert.equal(JSON.parse(failing.stdout).findings[0].id, 'cert-expired');
  });

  it('asks the system for a name, and derives a key (SCRAM), as children of its own or without', async () => {
    const { code, stdout } = await run()(['check', 'localhost', '--port', '1', '--json']);
    assert.equal(code, 1);
    assert.equal(JSON.parse(stdout).findings[0].id, 'tcp-refused');
    const login = await run()(['lab', 'auth-scram-sha-256', '--json']);
    assert.equal(login.code, 0, login.stderr + login.stdout);
  });

  it('explains, and names a finding', async () => {
    const said = await run()(['explain', '535 5.7.3 Authentication unsuccessful']);
    assert.equal(said.code, 0);
    assert.match(said.stdout, /auth-rejected/);
    assert.match((await run()(['explain', 'cert-expired'])).stdout, /cert-expired/);
  });

  it('writes a report where it is told, and shows it again: blanks, umlauts, the file that swallows all', async () => {
    mkdirSync(join(folder(), 'dü x'), { recursive: true });
    const path = join('dü x', 'Bericht ö.json');
    const { code, stderr } = await run()(['check', '127.0.0.1', '--port', '1', '-o', path]);
    assert.equal(code, 1, stderr);
    assert.equal(JSON.parse(readFileSync(join(folder(), path), 'utf8')).findings[0].id, 'tcp-refused');
    const shown = await run()(['show', path]);
    assert.equal(shown.code, 0, shown.stderr);
    assert.match(shown.stdout, /^FAIL {2}Connections to port 1 of 127\.0\.0\.1 are refused/);
    assert.equal((await run()(['check', '127.0.0.1', '--port', '1', '-o', join('none', 'r.json')])).code, 2);
  });
}

/** Where a lab that is kept up says its root certificate and the port of submissions to be. */
const KEPT = /submissions [\d.]+:(\d+)[\s\S]*root certificate (.+?)\r?\n/;

/** Starts the executable as its own child (src/net/child-call.ts), and prints what that answers. */
const ASK_CHILD = `
const { spawn } = require('node:child_process');
const child = spawn(process.argv[2], ['--serve-child-calls'], { stdio: ['pipe', 'pipe', 'inherit'] });
const salt = Buffer.from('salt').toString('base64');
const calls = [
  { kind: 'addresses', host: 'localhost', family: 4 },
  { kind: 'key', password: 'pencil', salt, iterations: 4096, bytes: 20, hash: 'sha1' },
];
let said = '';
child.stdout.setEncoding('utf8').on('data', (text) => {
  said += text;
  if (said.split('\\n').length > calls.length) child.stdin.end();
});
child.on('exit', () => process.stdout.write(said));
child.stdin.write(calls.map((call, id) => JSON.stringify({ id, call }) + '\\n').join(''));
`;

/** What runs beside the main thread. `node`: what runs a script there; `executable`: as that names it. */
export function holdsOfProcesses(
  run: () => Run,
  folder: () => string,
  node: readonly string[],
  executable: () => string,
  env: Readonly<Record<string, string>> = {},
): void {
  it('checks a long list with CRLF in threads that are started from the one file', async () => {
    const list = Array.from({ length: MANY }, (_, at) => `127.0.0.${1 + (at % 250)}:1\r\n`).join('');
    writeFileSync(join(folder(), 'liste ä.txt'), list);
    const argv = ['batch', 'liste ä.txt', '--format', 'jsonl', '--workers', '2'];
    const { code, stdout, stderr } = await run()(argv, { NODE_DEBUG: 'worker' });
    assert.equal(code, 1, stderr);
    const lines = stdout.trim().split('\n');
    assert.equal(lines.length, MANY);
    assert.ok(lines.every((line) => line.includes('tcp-refused')));
    // A thread whose script cannot be loaded ends the batch: see ThreadWorker.
    assert.match(stderr, /\[1\] starts worker script/);
  });

  it('serves its own calls as a child: an address, a derived key', async () => {
    const script = join(folder(), 'ask-child.cjs');
    writeFileSync(script, ASK_CHILD);
    const { code, stdout, stderr } = await runnerOf(node, folder(), env)(['ask-child.cjs', executable()]);
    assert.equal(code, 0, stderr);
    const said = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const [addresses, key] = [0, 1].map((id) => said.find((one) => one.id === id)?.answer);
    assert.deepEqual(addresses, { addresses: [{ address: '127.0.0.1', family: 4 }] });
    assert.equal(key.key, pbkdf2Sync('pencil', 'salt', 4096, 20, 'sha1').toString('base64'));
  });

  it('starts that child for a check', async () => {
    const { stderr } = await run()(['check', 'localhost', '--port', '1', '-q'], { NODE_DEBUG: 'child_process' });
    assert.match(stderr, /'--serve-child-calls'/);
  });

  it('checks a lab that another process keeps up', async () => {
    const lab = run().start(['lab', 'healthy', '--keep']);
    try {
      await until(() => KEPT.test(lab.stdout()) || lab.hasEnded(), "the lab's ports");
      const [, port = '', root = ''] = KEPT.exec(lab.stdout()) ?? [];
      const at = ['check', 'mail.lab.test', '--resolve', 'mail.lab.test:127.0.0.1', '--port', port, '--json'];
      const trusted = await run()([...at, '--ca', root]);
      assert.equal(trusted.code, 0, lab.stdout() + trusted.stderr + trusted.stdout);
      const report = JSON.parse(trusted.stdout);
      assert.deepEqual([report.recommendation.port, report.recommendation.mode], [Number(port), 'tls']);
      const untrusted = await run()(at);
      assert.equal(untrusted.code, 1);
      assert.match(JSON.parse(untrusted.stdout).findings[0].id, /^cert-/);
    } finally {
      await lab.kill();
    }
  });

  it('explains what is redirected into it', async () => {
    writeFileSync(join(folder(), 'said.txt'), '535 5.7.3 Authentication unsuccessful\r\n');
    for (const argv of [['explain'], ['explain', '-']]) {
      const { code, stdout, stderr } = await run()(argv, {}, 'said.txt');
      assert.equal(code, 0, stderr);
      assert.match(stdout, /auth-rejected/);
    }
    assert.equal((await run()(['explain'], {}, 'liste ä.txt')).code, 1);
  });
}
