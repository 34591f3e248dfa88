// No file of the user's is ever lost to `--output` or `--resume`: not the list, not a secret, not a text that speaks of
// mailprobe, under whatever name; what may be written over keeps mode, owner and links. Refusals come before any packet.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  read,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { checkOutputFile, deliver } from '../../src/cli/output/output.ts';
import type { Io } from '../../src/cli/terminal/io.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { type Ended, runProgram } from '../cli/program.ts';
import { PROGRAM } from '../scenarios/support/built-program.ts';
import { runFresh } from '../support/fresh-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-files-'));
after(() => rmSync(folder, { recursive: true, force: true }));
/** A place of its own for each test. */
let places = 0;
const place = (): ((name: string) => string) => {
  places += 1;
  const own = join(folder, String(places));
  mkdirSync(own);
  return (name) => join(own, name);
};

const isRoot = process.getuid?.() === 0;
const isPosix = process.platform !== 'win32';

/** Whoever connects has sent a packet too early. */
let connections = 0;
let target = '';
const server = createServer((socket) => {
  connections += 1;
  socket.destroy();
});
before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  assert.ok(bound !== null && typeof bound === 'object');
  target = `127.0.0.1:${bound.port}`;
});
after(() => server.close());

const nowhere = {
  write(_text: string, done?: () => void): boolean {
    done?.();
    return true;
  },
};
const silentIo: Io = { stdout: nowhere, stderr: nowhere, stdin: Readable.from([]), env: {} };

/** Exit 2 with a line that says why, nothing on stdout, no packet, and the files as they were. */
async function refuses(argv: readonly string[], kept: readonly string[], input = '', runs = runFresh): Promise<Ended> {
  const had = kept.map((path) => readFileSync(path, 'utf8'));
  const connectedBefore = connections;
  const ended = await runs(argv, { input, env: { PW: 'Winter-2024 is cold' } });
  assert.deepEqual(
    kept.map((path) => readFileSync(path, 'utf8')),
    had,
    `${argv.join(' ')}: ${ended.stderr}`,
  );
  assert.deepEqual([ended.code, ended.stdout], [2, ''], ended.stderr);
  assert.match(ended.stderr, /^mailprobe: .+\n$/);
  assert.equal(connections, connectedBefore, 'a packet went out before the refusal');
  return ended;
}

describe('the list of a batch is never written over', { concurrency: 2 }, () => {
  const listAt = (path: string): string => {
    writeFileSync(path, `${target}\n# mailprobe batch reads this\n`);
    return path;
  };

  it('named as list, earlier results and output at once', async () => {
    const list = listAt(place()('hosts.txt'));
    await refuses(['batch', list, '--resume', list, '-o', list], [list]);
  });
  it('named as list and output, and forced', async () => {
    const list = listAt(place()('hosts.txt'));
    await refuses(['batch', list, '-o', list], [list]);
    await refuses(['batch', list, '-o', list, '--force'], [list]);
  });
  it('named as list and earlier results', async () => {
    const list = listAt(place()('hosts.txt'));
    await refuses(['batch', list, '--resume', list], [list]);
  });
  it('under another name: a hard link, a symbolic link, another spelling', async () => {
    const at = place();
    const list = listAt(at('hosts.txt'));
    linkSync(list, at('hard.jsonl'));
    // Windows lets only administrators and developers make one.
    if (isPosix) symlinkSync('hosts.txt', at('soft.jsonl'));
    const spelled = `${at('.')}/./../${String(places)}/hosts.txt`;
    for (const name of [at('hard.jsonl'), ...(isPosix ? [at('soft.jsonl')] : []), spelled]) {
      await refuses(['batch', list, '-o', name, '--force'], [list]);
      await refuses(['batch', list, '--resume', name, '-o', name], [list]);
    }
    if (isPosix) assert.ok(lstatSync(at('soft.jsonl')).isSymbolicLink());
  });
  it('read from stdin', { skip: !isPosix }, async () => {
    const list = listAt(place()('hosts.txt'));
    const program = [process.execPath, PROGRAM, 'batch', '-', '-o', list, '--force'];
    const child = spawn('sh', ['-c', 'exec "$@" < "$0"', list, ...program], { stdio: 'ignore' });
    const [code] = await once(child, 'close');
    assert.equal(code, 2);
    assert.match(readFileSync(list, 'utf8'), /reads this/);
  });
  it('written to by the shell', { skip: !isPosix }, async () => {
    const list = listAt(place()('hosts.txt'));
    const had = readFileSync(list, 'utf8');
    const program = [process.execPath, PROGRAM, 'batch', list];
    const child = spawn('sh', ['-c', 'exec "$@" >> "$0"', list, ...program], { stdio: 'ignore' });
    const [code] = await once(child, 'close');
    assert.deepEqual([code, readFileSync(list, 'utf8')], [2, had]);
  });
});

describe('what is no earlier result is not gone on with', { concurrency: 2 }, () => {
  const FOREIGN = [
    'years of work on mailprobe\n',
    '{"name": "mailprobe", "dependencies": {}}\n',
    '{"target":{"input":"x"},"verdict":"mine"}\n',
    '[{"schemaVersion":1,"tool":{"name":"mailprobe"}}]\n',
  ];
  for (const [index, text] of FOREIGN.entries()) {
    it(`text ${index}`, async () => {
      const at = place();
      writeFileSync(at('hosts.txt'), `${target}\n`);
      writeFileSync(at('mine'), text);
      await refuses(['batch', at('hosts.txt'), '--resume', at('mine'), '-o', at('mine')], [at('mine')]);
      await refuses(['batch', at('hosts.txt'), '--resume', at('mine'), '-o', at('mine'), '--force'], [at('mine')]);
    });
  }
});

describe('what only speaks of mailprobe is no report', () => {
  const FOREIGN: readonly string[] = [
    'notes on mailprobe\n',
    '# MAILPROBE OK - how we monitor\n',
    '{"name": "mailprobe"}\n',
    '{"dependencies": {"mailprobe": "^2"}, "tool": {"name": "mailprobe"}}\n',
    '<!doctype html>\n<title>mailprobe</title>\n',
    '<?xml version="1.0" encoding="UTF-8"?>\n<project name="mailprobe" />\n',
    'metrics:\n# HELP probe_success Displays whether or not the probe was a success\n',
    '# HELP probe_success Displays whether or not the probe was a success\n',
    'OK  we go\nwith mailprobe\n',
    '# OK: we go\n\nwith mailprobe\n',
    'target,host,protocol\nmailprobe,1,2\n',
    '\n{"schemaVersion":1,"tool":{"name":"mailprobe"}}\n',
  ];
  for (const [index, text] of FOREIGN.entries()) {
    it(`refuses to write over text ${index}`, async () => {
      const path = place()('mine');
      writeFileSync(path, text);
      await assert.rejects(checkOutputFile(path, false), (error) => error instanceof UsageError && /--force/.test(error.message));
      await checkOutputFile(path, true);
    });
  }
  it('as a process, before any packet', async () => {
    const path = place()('mine.txt');
    writeFileSync(path, 'a list of things to do with mailprobe\n');
    await refuses(['check', target, '-o', path], [path], '', (argv) => runProgram(argv));
  });
});

describe('what a check reads is never written over, also by force', { concurrency: 2 }, () => {
  const READ: readonly (readonly [string, readonly string[]])[] = [
    ['--password-file', ['-u', 'ada']],
    ['--token-file', ['-u', 'ada']],
    ['--ca', []],
    ['--trust', []],
    ['--client-cert', ['--client-key', 'none.pem']],
    ['--pfx', []],
  ];
  for (const [option, others] of READ) {
    it(option, async () => {
      const at = place();
      writeFileSync(at('secret'), 'MAILPROBE OK - a secret', { mode: 0o600 });
      linkSync(at('secret'), at('same'));
      await refuses(['check', target, option, at('secret'), ...others, '-o', at('same'), '--force'], [at('secret')]);
    });
  }
  it('also by a batch', async () => {
    const at = place();
    writeFileSync(at('secret'), 'Winter-2024 is cold', { mode: 0o600 });
    const argv = ['batch', '-', '-u', 'ada', '--password-file', at('secret'), '-o', at('secret'), '--force'];
    await refuses(argv, [at('secret')], `${target}\n`);
  });
});

describe('what cannot be written is said before any packet', { concurrency: 2 }, () => {
  it('a folder, a folder that is not there, a file taken for a folder, a ring of links', async () => {
    const at = place();
    writeFileSync(at('file'), '');
    if (isPosix) symlinkSync('ring', at('ring'));
    const names = [at('.'), at('no/r.json'), at('file/r.json'), `${at('new')}/`, ...(isPosix ? [at('ring')] : [])];
    for (const name of names) await refuses(['check', target, '-o', name, '--force'], []);
    assert.equal(existsSync(at('new')), false);
  });
  it('and for a batch, before a secret is read', async () => {
    const at = place();
    const argv = ['batch', '-', '-u', 'ada', '--password-file', at('no-secret'), '-o', at('.')];
    assert.match((await refuses(argv, [], `${target}\n`)).stderr, /--output/);
  });
});

describe('a file that is written anew', { skip: !isPosix }, () => {
  const REPORT = '{"schemaVersion":1,"tool":{"name":"mailprobe","version":"1"}}\n';

  it('keeps its mode, and nobody else sees it meanwhile', async () => {
    const at = place();
    for (const mode of [0o600, 0o640, 0o664]) {
      writeFileSync(at('r.json'), REPORT);
      chmodSync(at('r.json'), mode);
      await checkOutputFile(at('r.json'), false);
      await deliver('{"new":1}', at('r.json'), silentIo);
      assert.equal(statSync(at('r.json')).mode & 0o777, mode);
      assert.equal(readFileSync(at('r.json'), 'utf8'), '{"new":1}\n');
      assert.deepEqual(readdirSync(at('.')), ['r.json']);
    }
  });
  it('keeps its owner', { skip: !isRoot && 'takes root to give a file away' }, async () => {
    const at = place();
    writeFileSync(at('r.json'), REPORT);
    chownSync(at('r.json'), 65_534, 65_534);
    chmodSync(at('r.json'), 0o600);
    await deliver('{}', at('r.json'), silentIo);
    const { uid, gid, mode } = statSync(at('r.json'));
    assert.deepEqual([uid, gid, mode & 0o777], [65_534, 65_534, 0o600]);
  });
  it('is written where a symbolic link leads, also to a file that is not there yet', async () => {
    const at = place();
    mkdirSync(at('real'));
    writeFileSync(at('real/r.json'), REPORT, { mode: 0o600 });
    symlinkSync('real/r.json', at('link'));
    symlinkSync('link', at('second'));
    symlinkSync('real/new.json', at('dangling'));
    for (const name of ['second', 'dangling']) {
      await checkOutputFile(at(name), false);
      await deliver('{}', at(name), silentIo);
      assert.ok(lstatSync(at(name)).isSymbolicLink());
    }
    assert.ok(lstatSync(at('link')).isSymbolicLink());
    assert.deepEqual(readdirSync(at('real')).sort(), ['new.json', 'r.json']);
    assert.deepEqual([readFileSync(at('real/r.json'), 'utf8'), statSync(at('real/r.json')).mode & 0o777], ['{}\n', 0o600]);
  });
  it('is as it was where the new one cannot be written whole', async () => {
    const at = place();
    writeFileSync(at('r.json'), REPORT);
    // 512 bytes: less than any report has.
    const program = [process.execPath, PROGRAM, 'check', '127.0.0.1:1', '--json', '-o'];
    const child = spawn('sh', ['-c', 'trap "" XFSZ; ulimit -f 1; exec "$@"', 'sh', ...program, at('r.json')], {
      stdio: 'ignore',
      env: { PATH: process.env.PATH ?? '' },
    });
    const [code] = await once(child, 'close');
    assert.deepEqual([code, readFileSync(at('r.json'), 'utf8')], [3, REPORT]);
    assert.deepEqual(readdirSync(at('.')), ['r.json']);
  });
  it('and results that are put right keep mode, owner and link', async () => {
    const at = place();
    writeFileSync(at('hosts.txt'), `127.0.0.1:1 mode=tls\n`);
    await runFresh(['batch', at('hosts.txt'), '-o', at('first.jsonl'), '-q']);
    const [line = ''] = readFileSync(at('first.jsonl'), 'utf8').split('\n');
    const interrupted = JSON.stringify({ ...(JSON.parse(line) as object), interrupted: true });
    writeFileSync(at('real.jsonl'), `${interrupted}\n${interrupted}\n`);
    chmodSync(at('real.jsonl'), 0o600);
    if (isRoot) chownSync(at('real.jsonl'), 65_534, 65_534);
    symlinkSync('real.jsonl', at('link.jsonl'));
    const { code, stderr } = await runFresh(['batch', at('hosts.txt'), '-o', at('link.jsonl'), '--resume', at('real.jsonl')]);
    assert.equal(code, 1, stderr);
    assert.ok(lstatSync(at('link.jsonl')).isSymbolicLink());
    const { uid, mode } = statSync(at('real.jsonl'));
    assert.deepEqual([uid, mode & 0o777], [isRoot ? 65_534 : (process.getuid?.() ?? 0), 0o600]);
    assert.equal(readFileSync(at('real.jsonl'), 'utf8').trimEnd().split('\n').length, 1);
  });
});

describe('what is no plain file', { skip: !isPosix, concurrency: 2 }, () => {
  const throughShell = async (script: string, argv: readonly string[], cwd: string): Promise<[number, string]> => {
    const program = [process.execPath, PROGRAM, ...argv];
    const child = spawn('sh', ['-c', script, cwd, ...program], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stderr.on('data', (bytes: Buffer) => {
      said += bytes;
    });
    const [code] = await once(child, 'close');
    return [code as number, said];
  };
  const CHECK = ['check', '127.0.0.1:1', '--json', '-o'];

  it('is written to: /dev/null', async () => {
    assert.equal((await runProgram([...CHECK, '/dev/null'])).code, 1);
    assert.equal((await runProgram(['batch', '-', '-o', '/dev/null'], { stdin: '127.0.0.1:1\n' })).code, 1);
    assert.ok(lstatSync('/dev/null').isCharacterDevice());
  });
  it('is written to: /dev/stdout, and what the shell has appended to stays', async () => {
    const { code, stdout } = await runProgram([...CHECK, '/dev/stdout']);
    assert.deepEqual([code, (JSON.parse(stdout) as { schemaVersion: number }).schemaVersion], [1, 1]);
    for (const name of ['/dev/stdout', '/dev/fd/1']) {
      const log = place()('log');
      writeFileSync(log, 'first line\n');
      const { ino } = statSync(log);
      const [ended, said] = await throughShell('exec "$@" >> "$0"', [...CHECK, name], log);
      assert.equal(ended, 1, said);
      assert.match(readFileSync(log, 'utf8'), /^first line\n\{\n {2}"schemaVersion": 1,/);
      assert.equal(statSync(log).ino, ino);
    }
  });
  it('is written to: a pipe with a name', async () => {
    const pipe = place()('pipe');
    execFileSync('mkfifo', [pipe]);
    const fd = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      let isOver = false;
      const running = runProgram([...CHECK, pipe]).finally(() => {
        isOver = true;
      });
      let text = '';
      for await (const piece of readPipe(fd, () => isOver)) text += piece;
      assert.equal((await running).code, 1);
      assert.match(text, /^\{\n {2}"schemaVersion": 1,/);
      assert.ok(lstatSync(pipe).isFIFO());
    } finally {
      closeSync(fd);
    }
  });
});

/** Without blocking: the writer comes when it has checked. Ends when it has gone and all is read. */
async function* readPipe(fd: number, isOver: () => boolean): AsyncGenerator<string> {
  for (;;) {
    const wasOver = isOver();
    const text = await new Promise<string>((resolve, reject) => {
      const buffer = Buffer.alloc(65_536);
      read(fd, buffer, 0, buffer.length, null, (error, bytes) => {
        if (error && error.code !== 'EAGAIN') reject(error);
        else resolve(buffer.toString('utf8', 0, error ? 0 : bytes));
      });
    });
    if (text !== '') yield text;
    else if (wasOver) return;
    else await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
