// A fault, or a refusal, before the credentials are read: what was handed over in a variable or typed where it does not
// belong must not be in what the program says then.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { makeFolder, notBuilt, run } from '../scenarios/support/built-program.ts';
import { assertNoSecret } from '../scenarios/support/secrecy.ts';
import { runFresh } from '../support/fresh-program.ts';

const SECRET = 'Qz7kWv3 <&> Lm9x\\Tb2R';
const folder = makeFolder();
after(folder.remove);

/** Loaded ahead of the program: fails as soon as the program asks for its own stdout, before it reads anything. */
const preload = folder.file(
  'fault.mjs',
  [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    'const text = `boom ${process.env.FAULT} ${Buffer.from("\\0ada\\0" + process.env.FAULT).toString("base64")}`;',
    "const stdout = Object.getOwnPropertyDescriptor(process, 'stdout');",
    "Object.defineProperty(process, 'stdout', { ...stdout, get: () => { throw new Error(text); } });",
  ].join('\n'),
);

const PROXY = `socks5://bob:${encodeURIComponent(SECRET)}@127.0.0.1:1`;
const WAYS: Readonly<Record<string, [argv: readonly string[], env: Readonly<Record<string, string>>]>> = {
  MAILPROBE_PASSWORD: [['-u', 'ada'], { MAILPROBE_PASSWORD: SECRET }],
  '--password-env': [['-u', 'ada', '--password-env', 'THEIRS'], { THEIRS: SECRET }],
  '--password-env=': [['-u', 'ada', '--password-env=THEIRS'], { THEIRS: SECRET }],
  '--token-env': [['-u', 'ada', '--token-env', 'THEIRS'], { THEIRS: SECRET }],
  '--client-secret-env': [['--oauth', 'google', '--client-secret-env', 'THEIRS'], { THEIRS: SECRET }],
  '--refresh-token-env': [['--oauth', 'google', '--refresh-token-env', 'THEIRS'], { THEIRS: SECRET }],
  MAILPROBE_PROXY: [[], { MAILPROBE_PROXY: PROXY }],
  '--password': [['-u', 'ada', '--password', SECRET], {}],
  '--password=': [['-u', 'ada', `--password=${SECRET}`], {}],
  '--token': [['-u', 'ada', '--token', SECRET], {}],
  '--client-secret': [['--client-secret', SECRET], {}],
  '--refresh-token=': [[`--refresh-token=${SECRET}`], {}],
  '-u name:password': [['-u', `ada:${SECRET}`], {}],
  '--proxy': [['--proxy', PROXY], {}],
};

describe('before the credentials are read', { concurrency: 2, skip: notBuilt }, () => {
  for (const [name, [argv, env]] of Object.entries(WAYS))
    it(`a crash says no secret of ${name}`, async () => {
      // With its stack; one is enough to see that there is none unasked.
      for (const debug of name === 'MAILPROBE_PASSWORD' ? ['', '1'] : ['1']) {
        const more = { FAULT: SECRET, ...(debug ? { MAILPROBE_DEBUG: debug } : {}) };
        const ended = await run(['check', 'mail.lab.test', ...argv], {
          env: { ...env, ...more, NODE_OPTIONS: `--import ${preload}` },
        });
        assert.equal(ended.code, 3, ended.stderr);
        assert.match(ended.stderr, /internal error: boom \*\*\* \*\*\*/);
        assertNoSecret(ended.stdout, [SECRET], 'stdout');
        assertNoSecret(ended.stderr, [SECRET], 'stderr');
      }
    });

  it('a fault ahead of everything says nothing of itself', async () => {
    const early = folder.file(
      'early.mjs',
      'queueMicrotask(() => {}); const secret = process.env.MAILPROBE_PASSWORD; setImmediate(() => { throw new Error(secret); });',
    );
    const ended = await run(['check', '192.0.2.1'], { env: { MAILPROBE_PASSWORD: SECRET, NODE_OPTIONS: `--import ${early}` } });
    // Where the program is not yet there to catch it, Node itself speaks; that is none of ours, and is not looked at.
    if (ended.code === 3) assertNoSecret(ended.stderr, [SECRET], 'stderr');
  });

  it('the secret typed in the place of something else is not repeated', async () => {
    const env = { MAILPROBE_PASSWORD: SECRET };
    for (const argv of [
      ['check', SECRET],
      ['check', 'mail.lab.test', SECRET],
      ['check', 'mail.lab.test', '--port', SECRET],
      ['check', 'mail.lab.test', '--mode', SECRET],
      ['check', 'mail.lab.test', '--timeout', SECRET],
      ['check', 'mail.lab.test', `--${SECRET}`],
      ['check', 'mail.lab.test', '--port', `${'9'.repeat(50)}${SECRET}`],
      [SECRET],
    ]) {
      const ended = await runFresh(argv, { env });
      assert.equal(ended.code, 2, ended.stderr);
      assertNoSecret(ended.stderr, [SECRET], argv.join(' '));
      assert.ok(!ended.stderr.includes('Qz7kW'), ended.stderr);
    }
  });

  it('and a usage error keeps its own words', async () => {
    for (const word of ['password', 'user', 'without', 'mailprobe', '--password-stdin']) {
      const ended = await runFresh(['check', 'mail.lab.test', '--password-stdin'], { env: { MAILPROBE_PASSWORD: word } });
      assert.equal(ended.stderr, 'mailprobe: --password-stdin without --user: whose is it?\n');
    }
  });
});
