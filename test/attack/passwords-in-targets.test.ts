// A password that was typed where a target, a line of a list or an option belongs is refused and said nowhere: not on
// stderr, not in a result, a file or a spreadsheet, not by the exporter. A list with such lines can still be gone on with.
// Alone in its process: what a file beside it has registered as a secret would be hidden here for that reason.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, describe, it } from 'node:test';
import { entryOf, hashOf, parseEntry } from '../../src/batch/entry.ts';
import { main } from '../../src/cli/main.ts';
import { quoteInput, UsageError } from '../../src/model/usage-error.ts';
import { DEFAULT_REQUEST } from '../../src/request/plan.ts';
import { parseTarget } from '../../src/request/target.ts';
import { defaultConfiguration } from '../../src/serve/default-modules.ts';
import { readProbeQuery } from '../../src/serve/probe-query.ts';
import { runProgram } from '../cli/program.ts';
import { assertNotSaid, PASSWORDS, targetsWith } from './support/typed-passwords.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-attack-'));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('a password in a target', () => {
  for (const password of PASSWORDS) {
    it(`is refused and not repeated: ${password}`, () => {
      for (const target of targetsWith(password)) {
        // `alice:465`: a host and its port, as far as anyone can tell.
        assert.throws(
          () => parseTarget(target),
          (error: unknown) => {
            assert.ok(error instanceof UsageError, target);
            assertNotSaid(error.message, password, target);
            return true;
          },
          target,
        );
      }
    });
  }

  it('leaves what is certain to be none legible', () => {
    const shown: readonly (readonly [string, string])[] = [
      ['mail..example.com', "'mail..example.com'"],
      ['alice@example.com:secret', "'alice@example.com***'"],
      ['smtp://alice:secret@mail.example.com:587', "'smtp://***@mail.example.com:587'"],
      ['mail.example.com:alice:secret', "'mail.example.com***'"],
      ['smtp://mail.example.com/inbox', "'smtp://mail.example.com***'"],
      ['münchen.example', "'münchen.example'"],
      ['tls>=9', "'tls>=9'"],
    ];
    for (const [text, quoted] of shown) assert.equal(quoteInput(text), quoted);
  });
});

describe('a password in a line of a list', () => {
  const linesWith = (password: string): string[] => [
    ...targetsWith(password),
    `mail.example.com password=${password}`,
    `mail.example.com PASS=${password} port=587`,
    `mail.example.com port=587 pw=${password}`,
    `mail.example.com user=alice secret=${password}`,
    `mail.example.com ${password}`,
    `mail.example.com alice ${password}`,
    `mail.example.com -u alice:${password}`,
    `mail.example.com --password ${password}`,
    `mail.example.com --password=${password}`,
    `mail.example.com mode=alice:${password}`,
    `mail.example.com protocol=${password}`,
    `mail.example.com servername=alice:${password}`,
    `mail.example.com address=${password}`,
    `mail.example.com port=x${password}`,
    `alice@example.com ${password}`,
  ];
  for (const password of PASSWORDS) {
    it(`is refused and not kept: ${password}`, () => {
      for (const [at, text] of linesWith(password).entries()) {
        const line = { number: at + 1, text, isTooLong: false, endsAt: 0 };
        const entry = entryOf(line);
        assertNotSaid(JSON.stringify(entry), password, text);
        assert.throws(
          () => parseEntry(entry),
          (error: unknown) => {
            assert.ok(error instanceof UsageError, text);
            assertNotSaid(error.message, password, text);
            return true;
          },
          text,
        );
        // The same line is the same entry the next time.
        assert.equal(hashOf(entryOf(line).text), hashOf(entry.text));
      }
    });
  }

  it('leaves the host where it is certain, and good lines as they are', () => {
    const textOf = (text: string): string => entryOf({ number: 1, text, isTooLong: false, endsAt: 0 }).text;
    assert.equal(textOf('mail.example.com  password=Winter-2024 port=587'), 'mail.example.com *** port=587');
    assert.equal(textOf('alice@example.com:Winter-2024'), 'alice@example.com***');
    assert.equal(textOf('smtp://alice:Winter-2024@mail.example.com'), 'smtp://***@mail.example.com');
    assert.equal(textOf('mail.example.com   port=587 mode=starttls'), 'mail.example.com port=587 mode=starttls');
    assert.equal(textOf('alice@example.com'), 'alice@example.com');
    assert.match(
      JSON.stringify(entryOf({ number: 1, text: `mail.example.com:${'p'.repeat(60)}`, isTooLong: true, endsAt: 0 })),
      /mail\.example\.com\*\*\*/,
    );
  });

  it('still says what is wrong with an ordinary slip', () => {
    const complaint = (text: string): string => {
      try {
        parseEntry(entryOf({ number: 1, text, isTooLong: false, endsAt: 0 }));
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
      return '';
    };
    assert.match(complaint('mail.example.com prot=587'), /no setting: known are port=, mode=/);
    assert.match(complaint('mail.example.com password=x'), /--password-file/);
    assert.match(complaint('mail.example.com mode=ssl'), /tls, starttls, plain/);
    assert.match(complaint('a.example,b.example'), /comma/);
  });
});

/** The whole program but for its process, of which 84 would take minutes. */
async function runMain(argv: readonly string[]) {
  const said = { stdout: '', stderr: '' };
  const into = (name: keyof typeof said) => ({
    write: (text: string, done?: () => void) => {
      said[name] += text;
      done?.();
      return true;
    },
  });
  const io = { stdout: into('stdout'), stderr: into('stderr'), stdin: Readable.from([]), env: {} };
  return { code: await main(argv, io), ...said };
}

const PASSWORD = 'W1nter@Quay/2024';
const PLAIN_PASSWORD = 'Winter-2024';
const HOST = 'mail.example.com';

describe('a password on the command line', () => {
  const commands = (password: string): string[][] => [
    ['check', `alice:${password}@${HOST}`],
    ['check', `alice@example.com:${password}`],
    ['check', `smtps://alice:${password}@${HOST}`],
    [`alice:${password}@${HOST}`],
    ['check', `smtps://alice:${password}@${HOST}`, '--json'],
    ['check', `smtps://alice:${password}@${HOST}`, '-o', join(folder, 'never.json')],
    ['check', `${HOST} ${password}`],
    ['check', HOST, password],
    ['check', HOST, 'alice', password],
    ['check', HOST, '--password', password],
    ['check', HOST, `--password=${password}`],
    ['check', HOST, `--passwrod=${password}`],
    ['check', HOST, '--passwd', password],
    ['check', HOST, `--password:${password}`],
    ['check', HOST, `--password${password}`],
    ['check', HOST, '--pass', password],
    ['check', HOST, `--quiet=${password}`],
    ['check', HOST, '-u', `alice:${password}`],
    ['check', HOST, `-ualice:${password}`],
    ['check', HOST, `--user=alice@example.com:${password}`],
    ['check', HOST, '-p', `x${password}`],
    ['check', HOST, `-px${password}`],
    ['check', HOST, '--auth', `alice:${password}`],
    ['check', HOST, '--servername', `alice:${password}@${HOST}`],
    ['check', HOST, '--resolve', `alice:${password}`],
    ['check', HOST, '--dns-server', `alice:${password}@192.0.2.53`],
    ['check', HOST, '--proxy', `alice:${password}@proxy.example`],
    ['check', HOST, '--ehlo', `alice ${password}`],
    ['check', HOST, '-u', 'alice', '--password-file', `alice:${password}`],
    ['check', HOST, '-u', 'alice', '--password-env', `x${password}`],
    ['check', HOST, '--oauth', `https://alice:${password}@login.example?x`],
    ['check', HOST, '--format', `alice:${password}`],
    ['check', HOST, '-f', 'nagios', `--passwrod=${password}`],
    ['discover', `alice@example.com:${password}`],
    ['batch', `alice:${password}@${HOST}`],
    ['batch', `smtp://alice:${password}@${HOST}`],
    ['batch', '-', '--resume', `smtp://alice:${password}@${HOST}`],
    ['serve', '--listen', `alice:${password}@127.0.0.1`],
    ['serve', '--config', `smtp://alice:${password}@${HOST}`],
    ['lab', `alice:${password}`],
    ['completion', `alice:${password}`],
    ['help', `alice:${password}`],
  ];
  for (const password of [PASSWORD, PLAIN_PASSWORD]) {
    for (const argv of commands(password)) {
      it(argv.map((word) => word.replaceAll(password, '<password>')).join(' '), async () => {
        const { code, stdout, stderr } = await runMain(argv);
        assert.ok(code !== 0 || argv[0] === 'help' || argv.includes('--resume'), stdout + stderr);
        assert.notEqual(code, 3 - (argv.includes('nagios') ? 3 : 0), stderr);
        assertNotSaid(stdout + stderr, password, argv.join(' '));
      });
    }
  }
});

describe('a list with passwords in it', () => {
  const LINES = [
    `${HOST} password=${PASSWORD}`,
    `alice@example.com:${PASSWORD}`,
    `smtp://alice:${PASSWORD}@${HOST}`,
    `${HOST}:alice:${PASSWORD}`,
    `${HOST} password=${PLAIN_PASSWORD}`,
  ];
  const list = join(folder, 'hosts.txt');

  it('gets its results without one, and is gone on with', async () => {
    writeFileSync(list, `${LINES.join('\n')}\n`);
    const results = join(folder, 'results.jsonl');
    const first = await runProgram(['batch', list, '-o', results]);
    assert.equal(first.code, 1, first.stderr);
    const written = readFileSync(results, 'utf8');
    const reports = written
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { batch: { line: number; entry: string }; findings: { id: string }[] });
    assert.deepEqual(reports.map(({ batch }) => batch.line).sort(), [1, 2, 3, 4, 5]);
    assert.ok(reports.every(({ findings }) => findings[0]?.id === 'bad-target'));
    assert.match(written, /mail\.example\.com \*\*\*/);
    const again = await runProgram(['batch', list, '--resume', results, '-o', results]);
    assert.match(again.stderr, /5 left out/, again.stderr);
    assert.equal(readFileSync(results, 'utf8'), written);
    for (const said of [first.stdout, first.stderr, written, again.stdout, again.stderr])
      for (const password of [PASSWORD, PLAIN_PASSWORD]) assertNotSaid(said, password, 'batch');
  });

  it('gets a spreadsheet without one', async () => {
    writeFileSync(list, `${LINES.join('\n')}\n`);
    const { stdout, stderr } = await runProgram(['batch', list, '--format', 'csv']);
    assert.equal(stdout.trim().split('\n').length, LINES.length + 1);
    for (const password of [PASSWORD, PLAIN_PASSWORD]) assertNotSaid(stdout + stderr, password, 'csv');
  });
});

describe('a password in a query of the exporter', () => {
  const configuration = defaultConfiguration(DEFAULT_REQUEST);
  for (const password of PASSWORDS) {
    it(`is refused and not repeated: ${password}`, () => {
      for (const target of targetsWith(password)) {
        const read = readProbeQuery(new URLSearchParams({ target }).toString(), configuration);
        assert.ok(!read.ok, target);
        assertNotSaid(read.refusal.message, password, target);
      }
      for (const search of [
        `target=a.example&module=alice:${encodeURIComponent(password)}`,
        `target=a.example&${encodeURIComponent(password)}=1`,
      ]) {
        const read = readProbeQuery(search, configuration);
        assert.ok(!read.ok);
        assertNotSaid(read.refusal.message, password, search);
      }
    });
  }
});
