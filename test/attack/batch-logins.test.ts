// Logins of a batch, counted at the servers: one that was refused, or whose answer nobody knows, is not sent once more, not
// at another line of the same account, and not by the run that goes on after Ctrl-C or a kill in the midst of AUTH.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { close, hang, inTurn, reset } from '../../src/lab/actions.ts';
import { labRootPem } from '../../src/lab/certificates.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import type { LabAuth } from '../../src/lab/port.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { imaps, portsOnly, type ScenarioPorts, submissions } from '../../src/lab/scenario.ts';
import { PROGRAM } from '../scenarios/support/built-program.ts';
import { runFresh } from '../support/fresh-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-logins-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const ca = join(folder, 'root.pem');
writeFileSync(ca, labRootPem());
let places = 0;
const place = (): ((name: string) => string) => {
  places += 1;
  const own = join(folder, String(places));
  mkdirSync(own);
  return (name) => join(own, name);
};

const WRONG = 'Winter-2024 is over';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const wordsOf = (argv: readonly string[], lab: Lab): string[] => [
  'batch',
  ...argv,
  '--ca',
  ca,
  '--servername',
  lab.host,
  '--password-env',
  'PW',
  '-q',
];

function start(argv: readonly string[], lab: Lab, password: string): [ChildProcess, Promise<Ended>] {
  const child = spawn(process.execPath, [PROGRAM, ...wordsOf(argv, lab)], {
    env: { PATH: process.env.PATH ?? '', PW: password },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout?.on('data', (bytes: Buffer) => {
    texts.stdout += bytes;
  });
  child.stderr?.on('data', (bytes: Buffer) => {
    texts.stderr += bytes;
  });
  return [child, once(child, 'close').then(([code]) => ({ code: code as number | null, ...texts }))];
}

const run = (argv: readonly string[], lab: Lab, password: string): Promise<Ended> =>
  runFresh(wordsOf(argv, lab), { env: { PW: password } });

interface Line {
  readonly credentials: { readonly status: string; readonly cause: string | null; readonly attempts: readonly unknown[] } | null;
  readonly findings: readonly { readonly id: string; readonly title: string; readonly evidence: readonly string[] }[];
  readonly interrupted?: true;
  readonly batch: { readonly line: number; readonly entry: string };
}
const parse = (text: string): Line[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)
    .sort((a, b) => a.batch.line - b.batch.line);
const read = (path: string): Line[] => parse(readFileSync(path, 'utf8'));
const fates = (lines: readonly Line[]): (string | undefined)[] => lines.map(({ credentials }) => credentials?.status);

async function withLab(ports: ScenarioPorts, use: (lab: Lab) => Promise<void>): Promise<void> {
  const lab = await startLab(portsOnly(ports));
  try {
    await use(lab);
  } finally {
    await lab.close();
  }
}
const withAuth = (auth: LabAuth, use: (lab: Lab) => Promise<void>): Promise<void> =>
  withLab({ submissions: submissions({ auth }) }, use);

/** So many lines of one host, in two spellings. */
const linesOf = (lab: Lab, count: number): string =>
  Array.from({ length: count }, (_, at) => `127.0.0.1${at % 2 === 0 ? ':' : ' port='}${lab.port('submissions')} mode=tls\n`).join(
    '',
  );

/** Rejects where the program ends first. */
async function until(holds: () => boolean, ended: Promise<Ended>): Promise<void> {
  let said: Ended | null = null;
  void ended.then((end) => {
    said = end;
  });
  while (!holds()) {
    if (said) assert.fail(`the program has ended: ${JSON.stringify(said)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
const sawAuth = (lab: Lab, ended: Promise<Ended>): Promise<void> => until(() => loginsOf(lab.record).length > 0, ended);

describe('a batch that is ended in the midst of AUTH', { concurrency: 2 }, () => {
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    for (const name of ['out.jsonl', 'link.jsonl']) {
      it(`by ${signal}, results in ${name}: the run that goes on sends no login`, async () => {
        const at = place();
        if (name === 'link.jsonl') symlinkSync('real.jsonl', at(name));
        let journalAtAuth = '';
        const AUTH = async (session: Parameters<typeof hang>[0]): Promise<undefined> => {
          const beside = name === 'link.jsonl' ? at('real.jsonl') : at(name);
          journalAtAuth = existsSync(`${beside}.logins`) ? readFileSync(`${beside}.logins`, 'utf8') : '';
          await hang(session);
        };
        await withAuth({ on: { PLAIN: AUTH, LOGIN: AUTH } }, async (lab) => {
          writeFileSync(at('list'), linesOf(lab, 1));
          const argv = [at('list'), '-o', at(name), '-u', lab.account.user];
          const [child, ended] = start(argv, lab, WRONG);
          await sawAuth(lab, ended);
          child.kill(signal);
          const { code } = await ended;
          assert.equal(code, signal === 'SIGINT' ? 130 : null);
          assert.match(journalAtAuth, /^\{"login":"begun",.*"host":"127\.0\.0\.1"/, 'nothing was written before AUTH');

          const second = await run([...argv, '--resume', at(name)], lab, WRONG);
          assert.equal(loginsOf(lab.record).length, 1, `a login was sent again: ${second.stderr}`);
          const [line, ...others] = read(at(name));
          assert.deepEqual([second.code, others.length, line?.interrupted], [1, 0, undefined]);
          assert.deepEqual([line?.credentials?.status, line?.credentials?.cause], ['skipped', 'login-not-repeated']);
          assert.match(line?.findings.find(({ id }) => id === 'login-not-repeated')?.title ?? '', /earlier run.*not known/);

          const third = await run([...argv, '--resume', at(name)], lab, WRONG);
          assert.deepEqual([third.code, loginsOf(lab.record).length, read(at(name)).length], [0, 1, 1]);
          assert.ok(!existsSync(`${at(name)}.logins`), 'nothing is left to remember');
        });
      });
    }
  }

  it('and killed twice: it is remembered over runs that come to nothing', async () => {
    const at = place();
    await withAuth({ on: { PLAIN: hang, LOGIN: hang } }, async (lab) => {
      writeFileSync(at('list'), linesOf(lab, 1));
      const argv = [at('list'), '-o', at('out'), '-u', lab.account.user];
      const [child, ended] = start(argv, lab, WRONG);
      await sawAuth(lab, ended);
      child.kill('SIGKILL');
      await ended;
      const { mode } = statSync(at('out.logins'));
      assert.equal(mode & 0o077, 0);
      const [another, anotherEnded] = start([...argv, '--resume', at('out')], lab, WRONG);
      const connected = lab.record.connections.length;
      await until(() => lab.record.connections.length > connected, anotherEnded);
      another.kill('SIGKILL');
      await anotherEnded;
      await run([...argv, '--resume', at('out')], lab, WRONG);
      assert.equal(loginsOf(lab.record).length, 1);
      assert.deepEqual(fates(read(at('out'))), ['skipped']);
    });
  });

  it('results in a file of the shell: what Ctrl-C wrote tells of the login', async () => {
    const at = place();
    await withAuth({ on: { PLAIN: hang, LOGIN: hang } }, async (lab) => {
      writeFileSync(at('list'), linesOf(lab, 1));
      const [child, ended] = start([at('list'), '-u', lab.account.user], lab, WRONG);
      await sawAuth(lab, ended);
      child.kill('SIGINT');
      const { stdout } = await ended;
      writeFileSync(at('out'), stdout);
      await run([at('list'), '-o', at('out'), '--resume', at('out'), '-u', lab.account.user], lab, WRONG);
      assert.equal(loginsOf(lab.record).length, 1);
      assert.deepEqual(fates(read(at('out'))), ['skipped']);
    });
  });

  it('another account may log in, and the journal says no secret', async () => {
    const at = place();
    await withAuth({ on: { PLAIN: hang, LOGIN: hang } }, async (lab) => {
      writeFileSync(at('list'), linesOf(lab, 1));
      const [child, ended] = start([at('list'), '-o', at('out'), '-u', 'eve@other.test'], lab, WRONG);
      await sawAuth(lab, ended);
      child.kill('SIGKILL');
      await ended;
      const journal = readFileSync(at('out.logins'), 'utf8');
      for (const form of [WRONG, Buffer.from(WRONG).toString('base64')]) assert.ok(!journal.includes(form));
      const [second, secondEnded] = start([at('list'), '-o', at('out'), '--resume', at('out'), '-u', 'ada@lab.test'], lab, WRONG);
      await until(() => loginsOf(lab.record).length > 1, secondEnded);
      second.kill('SIGKILL');
      await secondEnded;
      assert.match(readFileSync(at('out.logins'), 'utf8'), /eve@other\.test.*\n.*ada@lab\.test/);
    });
  });

  it('a file of somebody else in the place of the journal stays', async () => {
    const at = place();
    await withAuth({}, async (lab) => {
      writeFileSync(at('list'), linesOf(lab, 1));
      writeFileSync(at('out.logins'), 'who came in today\n');
      const { code, stderr } = await run([at('list'), '-o', at('out'), '-u', 'ada'], lab, WRONG);
      assert.equal(code, 2, stderr);
      assert.equal(lab.record.connections.length, 0);
      assert.equal(readFileSync(at('out.logins'), 'utf8'), 'who came in today\n');
    });
  });
});

describe('one account at many lines', { concurrency: 2 }, () => {
  const ENDS: readonly (readonly [string, LabAuth, number, readonly string[]])[] = [
    ['accepted', {}, 6, Array(6).fill('accepted')],
    ['refused', { deny: '535 5.7.8 authentication failed' }, 1, ['rejected', ...Array(5).fill('skipped')]],
    ['closed without an answer', { deny: close }, 1, ['error', ...Array(5).fill('skipped')]],
    ['reset', { deny: reset }, 1, ['error', ...Array(5).fill('skipped')]],
    ['answered by 421', { deny: inTurn('421 4.3.2 shutting down', close) }, 1, ['error', ...Array(5).fill('skipped')]],
    ['answered by 454', { deny: '454 4.7.0 temporary failure' }, 1, ['error', ...Array(5).fill('skipped')]],
    ['closed before the secret', { mechanisms: ['LOGIN'], on: { LOGIN: close } }, 6, Array(6).fill('error')],
    ['answered by nonsense', { deny: inTurn('what?', close) }, 1, ['error', ...Array(5).fill('skipped')]],
  ];
  for (const [what, auth, logins, expected] of ENDS) {
    it(`${what}: ${logins} of 6 lines send a login`, async () => {
      const at = place();
      await withAuth(auth, async (lab) => {
        writeFileSync(at('list'), linesOf(lab, 6));
        const { user, password } = lab.account;
        const { stdout, stderr } = await run([at('list'), '-u', user, '--per-host', '6'], lab, password);
        assert.equal(loginsOf(lab.record).length, logins, stderr);
        assert.deepEqual(fates(parse(stdout)).sort(), [...expected].sort());
        for (const { credentials, findings } of parse(stdout).filter(({ credentials: one }) => one?.status === 'skipped')) {
          assert.equal(credentials?.cause, 'login-not-repeated');
          assert.ok((findings.find(({ id }) => id === 'login-not-repeated')?.evidence.length ?? 0) > 0);
        }
      });
    });
  }

  it('over threads, too', { skip: !existsSync('dist/batch-worker.cjs') && 'not built' }, async () => {
    const at = place();
    await withAuth({ deny: '535 5.7.8 authentication failed' }, async (lab) => {
      writeFileSync(at('list'), linesOf(lab, 260));
      const argv = [at('list'), '-u', lab.account.user, '--per-host', '20', '--workers', '3'];
      const { stdout } = await start(argv, lab, WRONG)[1];
      assert.equal(loginsOf(lab.record).length, 1);
      assert.equal(fates(parse(stdout)).filter((status) => status === 'skipped').length, 259);
    });
  });

  /** Two servers that have nothing in common but the client. */
  const apart = async (user: string, names: readonly [string, string], use: (counts: number[], lines: Line[]) => void) => {
    const at = place();
    const labs = [await startLab(portsOnly({ submissions: submissions() }), { address: '127.0.0.2' })];
    labs.push(await startLab(portsOnly({ submissions: submissions() }), { address: '127.0.0.3' }));
    try {
      const list = labs.map((lab, index) => `${names[index]} address=${lab.address} port=${lab.port('submissions')} mode=tls\n`);
      writeFileSync(at('list'), list.join(''));
      const [lab] = labs;
      assert.ok(lab);
      const { stdout } = await run([at('list'), '-u', user], lab, WRONG);
      use(
        labs.map(({ record }) => loginsOf(record).length),
        parse(stdout),
      );
    } finally {
      for (const lab of labs) await lab.close();
    }
  };
  const total = (counts: readonly number[]): number => counts.reduce((sum, each) => sum + each, 0);

  it('an address is one account, whichever host is asked', () =>
    apart('ada@lab.test', ['mail.one.test', 'mail.two.test'], (counts, lines) => {
      assert.equal(total(counts), 1);
      assert.deepEqual(fates(lines).sort(), ['rejected', 'skipped']);
    }));
  it('a bare name is an account of each host', () =>
    apart('ada', ['mail.one.test', 'mail.two.test'], (counts) => assert.deepEqual(counts, [1, 1])));
  it('… and one of hosts side by side under a domain', () =>
    apart('ada', ['mx1.one.test', 'mx2.one.test'], (counts) => assert.equal(total(counts), 1)));

  it('refused for the protocol: another protocol of the host is tried', async () => {
    const at = place();
    const deny = '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.';
    await withLab({ submissions: submissions({ auth: { deny } }), imaps: imaps() }, async (lab) => {
      const smtp = `127.0.0.1:${lab.port('submissions')} mode=tls\n`;
      writeFileSync(at('list'), `${smtp}${smtp}127.0.0.1 port=${lab.port('imaps')} mode=tls protocol=imap\n`);
      const { user, password } = lab.account;
      const { stdout } = await run([at('list'), '-u', user, '--concurrency', '1'], lab, password);
      assert.deepEqual(fates(parse(stdout)), ['rejected', 'skipped', 'accepted']);
      assert.equal(loginsOf(lab.record).length, 2);
    });
  });

  it('refused in an earlier run: not sent at the lines that are left', async () => {
    const at = place();
    await withAuth({}, async (lab) => {
      const { user } = lab.account;
      writeFileSync(at('first'), linesOf(lab, 1));
      await run([at('first'), '-o', at('out'), '-u', user], lab, WRONG);
      writeFileSync(at('list'), `${linesOf(lab, 1)}localhost:${lab.port('submissions')} mode=tls\n`);
      await run([at('list'), '-o', at('out'), '--resume', at('out'), '-u', user], lab, WRONG);
      assert.equal(loginsOf(lab.record).length, 1);
      assert.deepEqual(fates(read(at('out'))), ['rejected', 'skipped']);
    });
  });
});
