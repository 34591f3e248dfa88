// Each command of the README, as it stands there, from a shell: none is misspelt. Whatever they name, no name server knows it, so
// that hosts fail and nothing leaves the machine; what needs no host does what it says. The shell is a real one, and hands its words
// and its pipe to the program without a process.
// Alone in its process: it changes the working folder.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startDnsServer } from '../support/dns-server.ts';
import { runFresh } from '../support/fresh-program.ts';

const readme = readFileSync('README.md', 'utf8');
const inTables = [...readme.matchAll(/^\|.*\| `([^`]*\bmailprobe\b[^`]*)` \|$/gm)].map(([, text = '']) =>
  text.replaceAll('\\|', '|'),
);
const inConsoles = [...readme.matchAll(/^\$ (mailprobe .*)$/gm)].map(([, text = '']) => text);

/** They begin what goes on until somebody ends it; each has a test of its own. */
const ENDLESS = ['mailprobe', 'mailprobe serve'];
/** What ends a watch, and what nothing but hosts wants. */
const FURTHER: readonly (readonly [RegExp, string])[] = [
  [/ watch /, ' --for 1s'],
  [/^mailprobe (?:smtp|check|discover|watch|batch)/, ' --dns-server "$NAME_SERVER"'],
];
const EXPECTED: Readonly<Record<string, number>> = { 'mailprobe lab --list': 0, 'mailprobe explain cert-expired': 0 };
const GRAFANA = '[smtp]\nenabled = true\nhost = smtp.example.com:587\nuser = alice@example.com\n';

/** In place of the program in the shell: what it would be given, to a file. */
const SHELL = 'mailprobe() { printf "%s\\0" "$@" > words; cat > piped; }';

describe('the commands of the README', { skip: process.platform === 'win32' && 'no POSIX shell' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailprobe-readme-'));
  const whence = process.cwd();
  let names: Awaited<ReturnType<typeof startDnsServer>>;
  before(async () => {
    names = await startDnsServer({});
    process.chdir(folder);
    writeFileSync('grafana.ini', GRAFANA);
    writeFileSync('hosts.txt', 'smtp.example.com\nimap.example.com\n');
    await runFresh(['lab', '-f', 'json', '-o', 'here.json']);
    writeFileSync('there.json', readFileSync('here.json'));
  });
  after(async () => {
    process.chdir(whence);
    await names.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are found', () => assert.ok(inTables.length > 20 && inConsoles.length > 0, `${inTables.length}, ${inConsoles.length}`));

  for (const typed of [...inTables, ...inConsoles].filter((text) => !ENDLESS.includes(text)))
    it(typed, async () => {
      const line = FURTHER.reduce((text, [where, more]) => (where.test(text) ? text + more : text), typed);
      const env = {
        HOME: folder,
        NAME_SERVER: `${names.address}:${names.port}`,
        MAILPROBE_PASSWORD: 'Winter-2024-is-cold',
        TOKEN: 'eyJhbGciOiJub25lIn0.e30.',
      };
      const shell = spawnSync('sh', ['-ec', `${SHELL}\n${line.replace('/var/log/mail.log', 'hosts.txt')}`], {
        env: { PATH: process.env.PATH ?? '', ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
        encoding: 'utf8',
      });
      assert.deepEqual([shell.status, shell.stderr], [0, '']);
      const argv = readFileSync('words', 'utf8').split('\0').slice(0, -1);
      const { code, stdout, stderr } = await runFresh(argv, { env, input: readFileSync('piped', 'utf8') });
      const wanted = EXPECTED[typed];
      assert.ok(wanted === undefined ? code === 0 || code === 1 : code === wanted, `${code}\n${stdout}${stderr}`);
    });
});
