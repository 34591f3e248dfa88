// Each command of the README, as it stands there, from a shell: none is misspelt. Whatever they name, no name server knows it, so
// that hosts fail and nothing leaves the machine; what needs no host does what it says.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { notBuilt, PROGRAM } from '../scenarios/support/built-program.ts';
import { startDnsServer } from '../support/dns-server.ts';

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

describe('the commands of the README', {
  skip: notBuilt || (process.platform === 'win32' && 'no POSIX shell'),
  concurrency: 2,
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailprobe-readme-'));
  let names: Awaited<ReturnType<typeof startDnsServer>>;
  before(async () => {
    names = await startDnsServer({});
    writeFileSync(join(folder, 'mailprobe'), `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`);
    chmodSync(join(folder, 'mailprobe'), 0o755);
    writeFileSync(join(folder, 'grafana.ini'), GRAFANA);
    writeFileSync(join(folder, 'hosts.txt'), 'smtp.example.com\nimap.example.com\n');
    const saved = spawn(process.execPath, [PROGRAM, 'lab', '-f', 'json', '-o', join(folder, 'here.json')], { stdio: 'ignore' });
    await once(saved, 'close');
    writeFileSync(join(folder, 'there.json'), readFileSync(join(folder, 'here.json')));
  });
  after(async () => {
    await names.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are found', () => assert.ok(inTables.length > 20 && inConsoles.length > 0, `${inTables.length}, ${inConsoles.length}`));

  for (const typed of [...inTables, ...inConsoles].filter((text) => !ENDLESS.includes(text)))
    it(typed, async () => {
      const line = FURTHER.reduce((text, [where, more]) => (where.test(text) ? text + more : text), typed);
      const child = spawn('sh', ['-c', line.replace('/var/log/mail.log', 'hosts.txt')], {
        cwd: folder,
        env: {
          PATH: `${folder}:${process.env.PATH ?? ''}`,
          HOME: folder,
          NAME_SERVER: `${names.address}:${names.port}`,
          MAILPROBE_PASSWORD: 'Winter-2024-is-cold',
          TOKEN: 'eyJhbGciOiJub25lIn0.e30.',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (bytes: Buffer) => {
          said += bytes;
        });
      const [code] = await once(child, 'close');
      const wanted = EXPECTED[typed];
      assert.ok(wanted === undefined ? code === 0 || code === 1 : code === wanted, `${code}\n${said}`);
    });
});
