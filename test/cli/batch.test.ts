// `mailprobe batch`, as a process where it is ended and where it has threads: every line gets one report, whatever ends the run; what was written is gone on with.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { PROGRAM } from '../scenarios/support/built-program.ts';
import { runFresh } from '../support/fresh-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-batch-'));
const ca = join(folder, 'root.pem');
let lab: Lab;
before(async () => {
  lab = await startLab('healthy');
  writeFileSync(ca, lab.caPem);
});
after(async () => {
  await lab.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(argv: readonly string[], env: Record<string, string> = {}): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [PROGRAM, 'batch', ...argv], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.on('data', (bytes: Buffer) => {
    texts.stdout += bytes;
  });
  child.stderr.on('data', (bytes: Buffer) => {
    texts.stderr += bytes;
  });
  child.stdin.on('error', () => {});
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...texts }));
  return { child, ended };
}

interface Given {
  readonly stdin?: string;
  readonly env?: Record<string, string>;
}

function runBuilt(argv: readonly string[], { stdin = '', env = {} }: Given = {}) {
  const { child, ended } = start(argv, env);
  child.stdin?.end(stdin);
  return ended;
}
const run = (argv: readonly string[], { stdin = '', env = {} }: Given = {}): Promise<Ended> =>
  runFresh(['batch', ...argv], { env, input: stdin });

interface Line {
  readonly target: { readonly input: string; readonly ports: readonly number[] };
  readonly verdict: string;
  readonly interrupted?: true;
  readonly endpoints: readonly { readonly id: string; readonly status: string }[];
  readonly credentials: { readonly status: string } | null;
  readonly findings: readonly { readonly id: string }[];
  readonly batch: { readonly line: number; readonly entry: string };
}
const parse = (text: string): Line[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
const byLine = (text: string) => parse(text).sort((a, b) => a.batch.line - b.batch.line);

/** A port that accepts and keeps silent: checks of it run until something else ends them. */
async function silentServer(): Promise<{ port: number; server: Server; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.resume().on('error', () => {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  assert.ok(bound !== null && typeof bound === 'object');
  return { port: bound.port, server, sockets };
}

const trusted = () => ['--ca', ca, '--servername', lab.host];

describe('batch', { concurrency: 2 }, () => {
  it('reports every line, whatever is on it', async () => {
    const stdin = [
      '# our hosts',
      `127.0.0.1 port=${lab.port('submission')} mode=starttls\r`,
      '',
      'no such host at all',
      `127.0.0.1:${lab.port('submissions')} mode=tls # the other one`,
      'smtp://bob:hunter2@mail.example.com',
    ].join('\n');
    const { code, stdout, stderr } = await runBuilt(['-', ...trusted()], { stdin });
    assert.equal(code, 1);
    assert.deepEqual(
      byLine(stdout).map(({ batch, verdict, findings, endpoints }) => [
        batch.line,
        verdict,
        endpoints.length,
        findings.some(({ id }) => id === 'bad-target'),
      ]),
      [
        [2, 'ok', 1, false],
        [4, 'fail', 0, true],
        [5, 'ok', 1, false],
        [6, 'fail', 0, true],
      ],
    );
    assert.match(stderr, /4 targets .*2 ok, 0 warn, 2 fail/);
    assert.ok(!(stdout + stderr).includes('hunter2'));
  });

  it('logs in once at each target, and prints no password', async () => {
    const { user, password } = lab.account;
    const target = `127.0.0.1 port=${lab.port('submission')} mode=starttls`;
    const { code, stdout } = await run(['-', ...trusted(), '-u', user, '--password-env', 'PW'], {
      stdin: `${target}\n${target}\n`,
      env: { PW: password },
    });
    assert.equal(code, 0);
    assert.deepEqual(
      parse(stdout).map(({ credentials }) => credentials?.status),
      ['accepted', 'accepted'],
    );
    assert.ok(!stdout.includes(password));
  });

  it('writes CSV', async () => {
    const { stdout } = await run(['-', '-f', 'csv', '-q'], { stdin: 'a b\nc d\n' });
    const [head, ...rows] = stdout.trim().split('\n');
    assert.match(head ?? '', /^target,/);
    assert.equal(rows.length, 2);
  });

  it('ends with 0 where there is nothing to check', async () => {
    assert.deepEqual((await run(['-', '-q'], { stdin: '# none\n' })).code, 0);
  });

  const REFUSED: readonly (readonly [readonly string[], RegExp])[] = [
    [['no-such-list.txt'], /cannot read no-such-list\.txt: no such file/],
    [['-', '--shard', '3/2'], /--shard/],
    [['-', '--shard', '0/0'], /--shard/],
    [['-', '--rate', '0'], /--rate/],
    [['-', '--resume', 'x.csv', '-f', 'csv'], /JSON Lines/],
    [['-', '-f', 'html'], /jsonl, csv/],
    [[folder], /directory/],
  ];
  for (const [argv, complaint] of REFUSED) {
    it(`refuses ${argv.slice(-2).join(' ')}`, async () => {
      const { code, stdout, stderr } = await run(argv, { stdin: 'a\n' });
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, complaint);
    });
  }

  it('checks with several threads as with one', async () => {
    const stdin = Array.from(
      { length: 260 },
      (_, at) => `127.0.0.1:${at % 3 === 0 ? lab.port('submissions') : 1} mode=tls # ${at}`,
    ).join('\n');
    const { code, stdout, stderr } = await runBuilt(['-', ...trusted(), '--workers', '2', '--per-host', '8'], { stdin });
    assert.equal(code, 1);
    const lines = byLine(stdout);
    assert.deepEqual(
      lines.map(({ batch }) => batch.line),
      Array.from({ length: 260 }, (_, at) => at + 1),
    );
    assert.equal(lines.filter(({ verdict }) => verdict === 'ok').length, 87);
    assert.match(stderr, /260 targets/);
  });

  it('keeps to so many checks at once towards an address', async () => {
    const own = await startLab('healthy', { address: '127.0.0.2' });
    try {
      const stdin = `127.0.0.2:${own.port('submissions')} mode=tls\n`.repeat(6);
      const { code, stdout } = await run(['-', ...trusted(), '--per-host', '1'], { stdin });
      assert.deepEqual([code, parse(stdout).length], [0, 6]);
      assert.equal(own.record.connections.length, 6);
      // The server sees the end of one only after the next has begun, at times.
      assert.ok(own.record.mostAtOnce <= 2, `${own.record.mostAtOnce} at once`);
    } finally {
      await own.close();
    }
  });
});

describe('a batch that is gone on with', { concurrency: 2 }, () => {
  const targets = Array.from({ length: 12 }, (_, at) => `127.0.0.1:1 port=1 mode=tls servername=h${at}.example`);
  const list = join(folder, 'list.txt');
  before(() => writeFileSync(list, `${targets.join('\n')}\n`));

  it('leaves out what is done, and redoes the line that was cut', async () => {
    const out = join(folder, 'cut.jsonl');
    await run([list, '-o', out]);
    const whole = readFileSync(out);
    assert.equal(parse(whole.toString()).length, 12);
    const seventh = whole.toString().split('\n').slice(0, 6).join('\n').length + 40;
    truncateSync(out, seventh);
    const { code, stderr } = await run([list, '-o', out, '--resume', out]);
    assert.equal(code, 1);
    assert.match(stderr, /6 targets.*\n.*6 left out/);
    assert.deepEqual(
      byLine(readFileSync(out, 'utf8')).map(({ batch }) => batch.entry),
      targets,
    );
  });

  it('redoes what was interrupted, and no target twice', async () => {
    const out = join(folder, 'interrupted.jsonl');
    await run([list, '-o', out]);
    const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
    const cut = JSON.stringify({ ...(JSON.parse(lines[0] ?? '') as object), interrupted: true });
    writeFileSync(out, [cut, 'not a report', ...lines.slice(1, 5)].map((line) => `${line}\n`).join(''));
    await run([list, '-o', out, '--resume', out]);
    const entries = byLine(readFileSync(out, 'utf8')).map(({ batch }) => batch.entry);
    assert.deepEqual(entries, targets);
  });

  it('finds nothing left to do, and prints nothing twice on stdout', async () => {
    const out = join(folder, 'done.jsonl');
    await run([list, '-o', out]);
    const before = readFileSync(out, 'utf8');
    const { code, stdout } = await run([list, '--resume', out]);
    assert.deepEqual([code, stdout], [0, '']);
    assert.equal(readFileSync(out, 'utf8'), before);
  });

  it('takes a file that is not there yet for an empty one', async () => {
    const out = join(folder, 'new.jsonl');
    await run([list, '-o', out, '--resume', out]);
    assert.equal(parse(readFileSync(out, 'utf8')).length, 12);
  });

  it('does not overwrite results unasked', async () => {
    const out = join(folder, 'kept.jsonl');
    await run([list, '-o', out]);
    appendFileSync(out, '');
    const { code, stderr } = await run([list, '-o', out]);
    assert.equal(code, 2);
    assert.match(stderr, /--resume.*--force/);
    assert.equal((await run([list, '-o', out, '--force'])).code, 1);
    assert.equal(parse(readFileSync(out, 'utf8')).length, 12);
  });

  it('has every target in one of its shards', async () => {
    const parts = await Promise.all(['1/3', '2/3', '3/3'].map((shard) => run([list, '--shard', shard])));
    const entries = parts.flatMap(({ stdout }) => parse(stdout).map(({ batch }) => batch.entry));
    assert.deepEqual(entries.sort(), [...targets].sort());
  });
});

describe('a batch that is ended', { concurrency: 2 }, () => {
  it('prints what was found at Ctrl-C, and ends with 130', async () => {
    const { port, server, sockets } = await silentServer();
    try {
      const { child, ended } = start(['-', '--workers', '1']);
      child.stdin?.write(`127.0.0.1:1 mode=tls\n127.0.0.1:${port} mode=tls\n127.0.0.1:${port} mode=tls\n`);
      const first = child.stdout ? once(child.stdout, 'data') : null;
      while (sockets.size < 2) await once(server, 'connection');
      await first;
      child.kill('SIGINT'); // stdin is still open: it must not hold up the end.
      const { code, stdout } = await ended;
      assert.equal(code, 130);
      const lines = byLine(stdout);
      assert.deepEqual(
        lines.map(({ batch, interrupted = false }) => [batch.line, interrupted]),
        [
          [1, false],
          [2, true],
          [3, true],
        ],
      );
    } finally {
      for (const socket of sockets) socket.destroy();
      server.close();
    }
  });

  it('ends in silence when nobody reads any more', async () => {
    const { child, ended } = start(['-', '--workers', '1']);
    child.stdin?.write('a b\n');
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    child.stdout?.destroy();
    child.stdin?.write('c d\n'.repeat(1_000));
    const { code, stderr } = await ended;
    assert.equal(stderr, '');
    assert.ok(code === 0 || code === 1, String(code));
  });

  it('checks no faster than its results are read', async () => {
    const { child, ended } = start(['-', '--workers', '1', '--concurrency', '2']);
    const [input, output] = [child.stdin, child.stdout];
    assert.ok(input && output);
    output.removeAllListeners('data').pause();
    let taken = 0;
    // Far more than pipes hold: the process must stop reading.
    const more = (): void => {
      while (taken < 5_000 && input.write(`127.0.0.1:1 mode=tls servername=h${taken}.example\n`.repeat(20))) taken += 20;
    };
    input.on('drain', more);
    more();
    for (let before = -1; before !== taken; ) {
      before = taken;
      await sleep(1_000);
    }
    assert.ok(taken < 5_000, `${taken} lines were taken though nobody read`);
    child.kill('SIGKILL');
    await ended;
  });
});
