// Promise 4 against files that are none: a pipe by name (FIFO) that nobody writes to holds whoever opens it. A pipe that
// somebody does write to is used every day, `--password-file <(pass show mail)`, and must work.
// Alone in its process: it waits for half a minute, which others would wait with it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { labRootPem } from '../../src/lab/certificates.ts';
import { startLab } from '../../src/lab/lab.ts';
import { portsOnly, submissions } from '../../src/lab/scenario.ts';
import type { Report } from '../../src/model/report.ts';
import {
  argumentsFor,
  type Ended,
  makeFolder,
  notBuilt,
  run as runProgram,
  type Start,
} from '../scenarios/support/built-program.ts';
import { until } from '../support/until.ts';

const folder = makeFolder();
after(folder.remove);
const root = folder.file('root.pem', labRootPem());

/** What hangs for ever must not hold the tests for ever. */
const run = (argv: readonly string[], start: Start = {}): Promise<Ended> =>
  runProgram(argv, {
    ...start,
    onStart: (kill) => {
      setTimeout(() => kill('SIGKILL'), 300_000).unref();
      start.onStart?.(kill);
    },
  });

/** A descriptor, once somebody reads there (ENXIO before: fifo(7)). */
function openForWriting(path: string): number | null {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    return null;
  }
}

function pipe(name: string): string {
  const path = join(folder.path, name);
  assert.equal(spawnSync('mkfifo', [path]).status, 0);
  return path;
}

const noPipes = process.platform === 'win32' ? 'no named pipes here' : false;
const options = { skip: notBuilt || noPipes, concurrency: 2 };
const TARGET = ['check', '127.0.0.1', '-p', '9', '-m', 'tls', '--timeout', '2s'];
const USER = ['-u', 'ada@lab.test'];

function refuses({ code, signal, stdout, stderr }: Ended, what: RegExp): void {
  assert.deepEqual([code, signal, stdout], [2, null, ''], stderr);
  assert.match(stderr, /^mailprobe: [^\n]+\n$/);
  assert.match(stderr, what);
}

describe('a pipe that nobody writes to', options, () => {
  for (const [option, more] of [
    ['--password-file', USER],
    ['--token-file', USER],
    ['--ca', []],
    ['--pfx', []],
  ] as const) {
    it(`ends with --timeout as ${option}`, async () => {
      const path = pipe(`silent${option}`);
      refuses(await run([...TARGET, ...more, option, path]), /nobody wrote to it within 2 s/);
    });
  }

  it('ends as --client-cert, and as the key beside a true certificate', async () => {
    const path = pipe('silent-pair');
    refuses(await run([...TARGET, '--client-cert', path, '--client-key', root]), /--client-cert: .*within 2 s/);
    refuses(await run([...TARGET, '--client-cert', root, '--client-key', path]), /--client-key: .*within 2 s/);
  });

  it('ends as a configuration of serve', async () => {
    refuses(
      await run(['serve', '--config', pipe('silent-config'), '--check-config', '--timeout', '2s']),
      /--config: .*within \d+ s/,
    );
  });

  it('ends at Ctrl-C as the list of a batch, which may come slowly', async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const [path, results] = [pipe(`slow-list-${signal}`), join(folder.path, `results-${signal}.jsonl`)];
      let writer: number | null = null;
      const onStart: NonNullable<Start['onStart']> = async (kill) => {
        await until(() => {
          writer = openForWriting(path);
          return writer !== null;
        }, 'the list to be opened');
        writeSync(writer ?? -1, '127.0.0.1:9\n');
        // The first line is done, the second never comes.
        await until(() => existsSync(results) && readFileSync(results, 'utf8').endsWith('\n'), 'the first result');
        kill(signal);
      };
      const { code, stderr } = await run(['batch', path, '-o', results], { onStart });
      if (writer !== null) closeSync(writer);
      assert.equal(code, 130, stderr);
    }
  });

  it('is refused as what --resume reads', async () => {
    refuses(await run(['batch', folder.file('list', '127.0.0.1:9\n'), '--resume', pipe('silent-resume')]), /--resume: /);
  });

  it('with a writer that says nothing and stays', async () => {
    const path = pipe('held');
    const holder = ['bash', '-c', `exec 7<>'${path}'; exec "$@"`, 'bash'];
    refuses(await run([...TARGET, ...USER, '--password-file', path], { wrapper: holder }), /within 2 s/);
  });
});

describe('what is read that is no plain file', options, () => {
  const PASSWORD = 'Winter-2024 is cold';

  async function logsIn(script: string, ...argv: readonly string[]): Promise<void> {
    const lab = await startLab(portsOnly({ submissions: submissions() }), {
      account: { user: 'ada@lab.test', password: PASSWORD },
    });
    try {
      const words = argumentsFor(lab, root, '-m', 'tls', '--json', '--timeout', '20s', ...USER, ...argv);
      const ended = await run(words, { wrapper: ['bash', '-c', script, 'bash'] });
      assert.equal(ended.code, 0, ended.stderr);
      assert.equal((JSON.parse(ended.stdout) as Report).credentials?.status, 'accepted');
    } finally {
      await lab.close();
    }
  }

  it('--password-file <(…)', () => logsIn(`"$@" --password-file <(sleep 0.3; echo '${PASSWORD}')`));
  it('--password-file of a pipe by name, in pieces', async () => {
    const path = pipe('slow');
    await logsIn(
      `(sleep 0.2; printf '${PASSWORD.slice(0, 5)}'; sleep 0.2; printf '${PASSWORD.slice(5)}') > '${path}' & "$@"`,
      '--password-file',
      path,
    );
  });
  it('--password-file /dev/stdin, from a pipe and from a file', async () => {
    await logsIn(`echo '${PASSWORD}' | "$@"`, '--password-file', '/dev/stdin');
    const file = folder.file('password', `${PASSWORD}\n`);
    await logsIn(`"$@" < '${file}'`, '--password-file', '/dev/stdin');
  });
  it('an empty pipe, an empty device and an endless one', { skip: !existsSync('/dev/zero') }, async () => {
    refuses(await run([...TARGET, ...USER, '--password-file', '/dev/null']), /what was read is empty/);
    refuses(await run([...TARGET, ...USER, '--password-file', '/dev/zero']), /larger than 1 MiB/);
    const empty = ['bash', '-c', '"$@" --password-file <(true)', 'bash'];
    refuses(await run([...TARGET, ...USER], { wrapper: empty }), /what was read is empty/);
  });
  it('a batch list from <(…)', async () => {
    const ended = await run(['batch', '--timeout', '5s'], {
      wrapper: ['bash', '-c', '"$@" <(echo 127.0.0.1:9; sleep 0.3; echo 127.0.0.1:7)', 'bash'],
    });
    assert.equal(ended.stdout.trimEnd().split('\n').length, 2, ended.stderr);
  });
});
