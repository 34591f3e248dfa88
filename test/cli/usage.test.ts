// The program as a process: exit codes, streams, and what is never printed. Refusals only, so no server is needed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { PROGRAM } from '../scenarios/support/built-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-usage-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function run(argv: readonly string[], { env = {}, stdin }: { env?: Record<string, string>; stdin?: string } = {}) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...argv], {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      stdout += bytes.toString();
    });
    child.stderr?.on('data', (bytes: Buffer) => {
      stderr += bytes.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin?.on('error', () => {});
    child.stdin?.end(stdin);
  });
}

const SECRET = 'Hunter2-in-argv';
const HOST = 'mail.example.com';

async function refuses(argv: readonly string[], complaint: RegExp, more: { env?: Record<string, string>; stdin?: string } = {}) {
  const { code, stdout, stderr } = await run(argv, more);
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /^mailprobe: [^\n]+\n$/);
  assert.match(stderr, complaint);
  assert.ok(!stderr.includes(SECRET), stderr);
}

describe('the program', { concurrency: 2 }, () => {
  it('prints its version, and loads nothing for it', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    for (const flag of ['--version', '-V']) assert.deepEqual(await run([flag]), { code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('without arguments, off a terminal: help on stderr, exit 2', async () => {
    const { code, stdout, stderr } = await run([]);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^Usage: mailprobe/);
  });

  it('refuses an unknown option', () => refuses(['check', HOST, '--verbsoe'], /verbsoe/));
  it('refuses a client that it does not know, and names what is near', async () => {
    await refuses(['check', HOST, '--client', 'mailkitt'], /did you mean mailkit\?/);
    await refuses(['check', HOST, '--client', 'a b'], /no name of a client/);
  });
  it('refuses a target that makes no sense, also with --json', () => refuses(['check', 'mail example.com', '--json'], /space/));
  it('refuses a password on the command line', () => refuses(['check', HOST, '--password', SECRET], /process list/));
  it('refuses a proxy password on the command line', () =>
    refuses(['check', HOST, '--proxy', `http://bob:${SECRET}@proxy.example:8080`], /MAILPROBE_PROXY/));
  it('refuses a password in a target', () => refuses(['check', `smtp://alice:${SECRET}@${HOST}`], /--user/));
  it('refuses a password that has a NUL', () =>
    refuses(['check', HOST, '-u', 'alice', '--password-stdin'], /NUL/, { stdin: `${SECRET}\0x` }));
  it('refuses to ask for a password off a terminal', () => refuses(['check', HOST, '-u', 'alice'], /--password-stdin/));
  it('refuses contradictions before it reads a secret', () =>
    refuses(['check', `smtps://${HOST}`, '-m', 'starttls', '-u', 'alice', '--password-env', 'MISSING'], /mode tls/));
  it('refuses to overwrite what is no report', async () => {
    const path = join(folder, 'thesis.txt');
    writeFileSync(path, 'years of work');
    await refuses(['check', HOST, '-o', path], /thesis\.txt.*--force/);
    assert.equal(readFileSync(path, 'utf8'), 'years of work');
  });

  it('answers a monitoring system on stdout', async () => {
    const { code, stdout } = await run(['check', HOST, '-p', '0', '--format', 'nagios']);
    assert.equal(code, 3);
    assert.match(stdout, /^MAILPROBE UNKNOWN - [^\n]+\n$/);
  });

  it('lets NODE_TLS_REJECT_UNAUTHORIZED change nothing, and says so', async () => {
    const { code, stderr } = await run(['check', HOST, '-p', '0'], { env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } });
    assert.equal(code, 2);
    assert.match(stderr, /NODE_TLS_REJECT_UNAUTHORIZED is ignored/);
    assert.doesNotMatch(stderr, /Warning/);
  });
});
