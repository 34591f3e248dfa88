// However the built program is made to end, and whatever it lacks: what was found is printed, the exit code is the
// contract's, stderr is a line and never a stack trace, and no secret is in either.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { hang } from '../../src/lab/actions.ts';
import { labRootPem } from '../../src/lab/certificates.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { mailHost, portsOnly, type ScenarioPorts, submission, submissions } from '../../src/lab/scenario.ts';
import type { Report } from '../../src/model/report.ts';
import { argumentsFor, type Ended, makeFolder, notBuilt, PROGRAM, run, type Start } from '../scenarios/support/built-program.ts';
import { assertNoControl, assertValidReport } from '../scenarios/support/promises.ts';
import { assertNoSecret } from '../scenarios/support/secrecy.ts';

const PASSWORD = 'Tr1cky <&> pass\\word';
const folder = makeFolder();
after(folder.remove);
const root = folder.file('root.pem', labRootPem());

/** One port works at once, the other takes connections and keeps silent. */
const halfSilent = (): ScenarioPorts => ({ submissions: submissions(), submission: submission({ accept: hang }) });

async function withLab(ports: () => ScenarioPorts, use: (lab: Lab) => Promise<void>): Promise<void> {
  const lab = await startLab(portsOnly(ports), { account: { password: PASSWORD } });
  try {
    await use(lab);
  } finally {
    await lab.close();
  }
}

function endsWell({ code, signal, stdout, stderr }: Ended, wanted: number): void {
  assert.deepEqual([code, signal], [wanted, null], `${stderr}${stdout.slice(0, 300)}`);
  assert.doesNotMatch(stderr, /\n?\s+at .+:\d+/);
  assert.doesNotMatch(stderr, /internal error|node:internal|Error:/);
  for (const [name, text] of [
    ['stdout', stdout],
    ['stderr', stderr],
  ] as const) {
    assertNoControl(text, name);
    assertNoSecret(text, [PASSWORD], name);
  }
}

const login = (lab: Lab): string[] => ['-u', lab.account.user];
const start = (more: Start = {}): Start => ({ ...more, env: { MAILPROBE_PASSWORD: PASSWORD, ...more.env } });

/** Signals once the healthy port has been talked to: what it showed must be in the report. */
async function interrupted(signals: readonly NodeJS.Signals[]): Promise<void> {
  await withLab(halfSilent, async (lab) => {
    // Timeouts given by name, so that the silent port is waited for, and longer than a program may run here.
    const argv = argumentsFor(lab, root, '--json', '--timeout', '1h', '--greeting-timeout', '1h', ...login(lab));
    const onStart = (kill: (signal: NodeJS.Signals) => void): void => {
      const look = setInterval(() => {
        if (!lab.record.connections.some(({ ended }) => ended === 'quit')) return;
        clearInterval(look);
        for (const signal of signals) kill(signal);
      }, 20);
    };
    const ended = await run(argv, start({ onStart }));
    endsWell(ended, 130);
    if (signals.length > 1 && ended.stdout === '') return; // The second one ends the process at once.
    assertValidReport(ended.stdout);
    const report = JSON.parse(ended.stdout) as Report;
    assert.equal(report.interrupted, true);
    const states = report.endpoints.map(({ port, mode, status }) => `${port === lab.port('submissions')} ${mode} ${status}`);
    assert.ok(states.includes('true tls ok'), states.join());
    assert.equal(report.credentials?.status, 'accepted');
  });
}

const bash = (line: string): Start => start({ wrapper: ['bash', '-c', line, 'bash'] });
const canUnshare = process.getuid?.() === 0 && spawnSync('unshare', ['-n', 'true']).status === 0;
const noUnshare: string | false = canUnshare ? false : 'unshare -n wants root';

describe('the built program ends well', { concurrency: 2, skip: notBuilt }, () => {
  it('at SIGINT, with what was found', () => interrupted(['SIGINT']));
  it('at SIGTERM, with what was found', () => interrupted(['SIGTERM']));
  it('at a second Ctrl-C, at once', () => interrupted(['SIGINT', 'SIGTERM', 'SIGINT']));

  it('when its reader has gone (| head -1)', () =>
    withLab(mailHost, async (lab) => {
      const ended = await run(argumentsFor(lab, root, '-v', ...login(lab)), bash('set -o pipefail; "$@" | head -1'));
      endsWell(ended, 0);
      assert.equal(ended.stdout.trimEnd().split('\n').length, 1);
    }));

  it('when stdout is closed', () =>
    withLab(mailHost, async (lab) => {
      const ended = await run(argumentsFor(lab, root, ...login(lab)), bash('exec "$@" >&-'));
      assert.ok(ended.code === 0 || ended.code === 3, ended.stderr);
      endsWell({ ...ended, code: 0 }, 0);
    }));

  it('when the disk is full', { skip: !existsSync('/dev/full') }, () =>
    withLab(mailHost, async (lab) => {
      for (const wanted of [
        await run(argumentsFor(lab, root, '--json', '-o', '/dev/full'), start()),
        await run(argumentsFor(lab, root, '--json'), bash('exec "$@" > /dev/full')),
      ]) {
        endsWell(wanted, 3);
        assert.match(wanted.stderr, /^mailprobe: [^\n]*(?:no space|full|cannot write)[^\n]*\n$/i);
      }
    }),
  );

  it('when no name server answers', async () => {
    const ended = await run(['check', 'mail.example.com', '--dns-server', '127.0.0.1:9', '--json', '--timeout', '10s'], start());
    endsWell(ended, 1);
    assert.match(ended.stdout, /dns-timeout|dns-server-failure/);
  });

  it('without any network', { skip: noUnshare }, async () => {
    const wrapper = ['unshare', '-n'];
    for (const [target, ids] of [
      ['192.0.2.1', /tcp-unreachable|host-unreachable/],
      ['mail.example.com', /"dns-/],
      ['ada@example.com', /"dns-/],
    ] as const) {
      const ended = await run(['check', target, '--json'], start({ wrapper }));
      endsWell(ended, 1);
      assertValidReport(ended.stdout);
      assert.match(ended.stdout, ids);
    }
  });

  const PLACES: Readonly<Record<string, () => Start>> = {
    'without HOME': () => ({}),
    'in a folder that nobody may write to': () => ({ cwd: '/proc' }),
    'on a terminal that can do nothing': () => ({ env: { TERM: 'dumb' } }),
    'with forced colours off a terminal': () => ({ env: { NO_COLOR: '1', TERM: 'xterm' } }),
    'with hardly any files': () => ({ wrapper: ['bash', '-c', 'ulimit -n 64; exec "$@"', 'bash'] }),
    'without a locale': () => ({ env: { LC_ALL: 'C', LANG: '' } }),
    'with Node told to distrust nothing': () => ({ env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } }),
  };
  for (const [name, how] of Object.entries(PLACES)) {
    it(name, { skip: name.includes('folder') && !existsSync('/proc') }, () =>
      withLab(mailHost, async (lab) => {
        const ended = await run(argumentsFor(lab, root, ...login(lab)), start(how()));
        endsWell(ended, 0);
        assert.match(ended.stdout, /^OK/);
      }),
    );
  }

  it('in a folder that has been removed', () =>
    withLab(mailHost, async (lab) => {
      const gone = join(folder.path, 'gone');
      mkdirSync(gone);
      const ended = await run(argumentsFor(lab, root), bash(`cd '${gone}' && rmdir '${gone}' && exec "$@"`));
      if (existsSync(gone)) rmdirSync(gone);
      // Node itself may refuse to start there; what the program says of it must be a line all the same.
      assert.doesNotMatch(ended.stdout, /\n\s+at /);
    }));

  it('when a report may not be written there', async () => {
    const ended = await run(['check', '192.0.2.1', '-o', join(folder.path, 'no', 'report.json'), '--json'], start());
    endsWell(ended, 2);
    assert.match(ended.stderr, /^mailprobe: [^\n]+\n$/);
  });
});

/**
 * Loaded ahead of the program: something in it fails once it talks to the server, and the failure has the secret in it.
 * `failOnce` is called when the first connection stands.
 */
const FAULTS: Readonly<Record<string, { readonly code: string; readonly exits: readonly number[] }>> = {
  'an exception out of nowhere': { code: 'failOnce = () => { throw new Error(text) }', exits: [3] },
  'a rejection out of nowhere': { code: 'failOnce = () => { Promise.reject(new TypeError(text)) }', exits: [3] },
  'something thrown that is no error': { code: 'failOnce = () => { throw text }', exits: [3] },
  'an object thrown': { code: 'failOnce = () => { throw { message: text, secret } }', exits: [3] },
  'an error with a cause': { code: 'failOnce = () => { throw new Error(text, { cause: new Error(secret) }) }', exits: [3] },
  'a TLS module that throws': { code: 'tls.TLSSocket.prototype.getCipher = () => { throw new Error(text) }', exits: [0, 1, 3] },
  'a socket module that throws': { code: 'net.Socket.prototype.setNoDelay = () => { throw new Error(text) }', exits: [0, 1, 3] },
  'a certificate reader that throws': {
    code: 'crypto.X509Certificate.prototype.checkIssued = () => { throw new Error(text) }',
    exits: [0, 1, 3],
  },
};

const PRELOAD = `
import crypto from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
const secret = process.env.MAILPROBE_PASSWORD;
const blob = Buffer.from('\\0ada@lab.test\\0' + secret).toString('base64');
const text = 'boom ' + secret + ' ' + blob + ' ' + encodeURIComponent(secret) + ' \\x1b[31m';
let failOnce = () => {};
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...given) {
  this.once('connect', () => {
    const fail = failOnce;
    failOnce = () => {};
    // Out of every promise and handler of the program's own.
    setImmediate(() => {
      process.stderr.write('failing: ');
      fail();
    });
  });
  return connect.apply(this, given);
};
`;

describe('a fault inside the program says no secret', { concurrency: 2, skip: notBuilt }, () => {
  for (const [name, { code, exits }] of Object.entries(FAULTS)) {
    it(name, () =>
      withLab(mailHost, async (lab) => {
        const preload = folder.file(`${name.replaceAll(' ', '-')}.mjs`, `${PRELOAD}${code};\n`);
        for (const debug of ['', '1']) {
          const env = { NODE_OPTIONS: `--import ${preload}`, ...(debug ? { MAILPROBE_DEBUG: debug } : {}) };
          const { code: exit, signal, stdout, stderr } = await run(argumentsFor(lab, root, '-v', ...login(lab)), start({ env }));
          assert.equal(signal, null);
          assert.match(stderr, /^failing: /, 'it got as far as the connection');
          assert.ok(exits.includes(exit ?? -1), `exit ${exit}: ${stderr}`);
          assertNoSecret(stdout, [PASSWORD], 'stdout');
          assertNoSecret(stderr, [PASSWORD], 'stderr');
          assertNoControl(stdout, 'stdout');
          assertNoControl(stderr, 'stderr');
          if (debug === '') assert.doesNotMatch(stderr, /\n\s+at /);
        }
      }),
    );
  }
});

it('the program that is tested is the one that ships', { skip: notBuilt }, () => {
  const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: { mailprobe: string } };
  assert.ok(PROGRAM.endsWith(bin.mailprobe));
});
