// The command line as a whole, in this process: what is refused in one line, and what help says.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { COMMANDS } from '../../../src/cli/commands/index.ts';
import { main } from '../../../src/cli/main.ts';
import { CHECK_OPTIONS, namedOptions, OPTION_GROUPS, optionName, pickOptions } from '../../../src/cli/options/options.ts';

async function run(argv: readonly string[], env: Record<string, string> = {}, stdin = '') {
  const said = { stdout: '', stderr: '' };
  const into = (name: keyof typeof said) => ({
    write: (text: string, done?: () => void) => {
      said[name] += text;
      done?.();
      return true;
    },
  });
  const io = { stdout: into('stdout'), stderr: into('stderr'), stdin: Readable.from([Buffer.from(stdin)]), env };
  return { code: await main(argv, io), ...said };
}

const HOST = 'mail.example.com';
const SECRET = 'Hunter2-in-argv';

const wrong: readonly (readonly [readonly string[], RegExp])[] = [
  [['chekc', HOST], /unknown command 'chekc'.*check/],
  [['\u001b[31m'], /unknown command '\\x1b/],
  [['check'], /target/],
  [['check', HOST, 'b.example.com'], /too many arguments.*batch/],
  [['check', HOST, '--verbsoe'], /'--verbsoe'.*--verbose/],
  [['check', HOST, `--passwort=${SECRET}`], /'--passwort'/],
  [['check', HOST, `-w${SECRET}`], /'-w'/],
  [['check', HOST, '--password', SECRET], /--password is not taken.*process list.*--password-stdin/],
  [['check', HOST, `--password=${SECRET}`], /--password is not taken/],
  [['check', HOST, '--password'], /--password is not taken/],
  [['check', HOST, '--token', SECRET], /--token is not taken.*--token-env/],
  [['check', HOST, '--client-secret', SECRET], /--client-secret-env/],
  [['check', HOST, '--refresh-token', SECRET], /--refresh-token-env/],
  [['check', HOST, '-p', SECRET], /--port/],
  [['check', HOST, '-p', '70000'], /--port: port 70000/],
  [['check', HOST, '-m', 'ssl3'], /--mode: .*'ssl3'.*tls, starttls, plain/],
  [['check', HOST, '-f', 'yaml'], /--format: .*'yaml'.*junit/],
  [['check', HOST, '--timeout=-5s'], /--timeout: '-5s'/],
  [['check', HOST, '--timeout', '-5s'], /--timeout: '-5s'/],
  [['check', HOST, '--warn-days', 'many'], /--warn-days: 'many'/],
  [['check', HOST, '--expect', 'speed>1'], /--expect: .*tls>=1\.2/],
  [['check', HOST, '--resolve', HOST], /--resolve/],
  [['check', HOST, '-u', 'alice\r\nMAIL FROM:<a@b>'], /--user: .*control character/],
  [['check', HOST, '-p'], /argument missing/],
  [['check', HOST, '--auth', 'FOO', '-u', 'alice'], /--auth FOO: mailprobe does not speak it; it speaks .*SCRAM-SHA-256.*PLAIN/],
  [['check', HOST, '--auth', 'GSSAPI', '-u', 'alice'], /--auth GSSAPI: mailprobe does not speak it/],
  [['check', HOST, '--auth', 'PLAIN'], /--auth PLAIN without --user: nobody would log in.*--expect auth:PLAIN/],
  [['check', HOST, '--auth', 'EXTERNAL,LOGIN'], /--auth LOGIN without --user/],
  [['check', HOST, SECRET], /too many arguments/],
  [['check', HOST, '587', '465'], /too many arguments/],
  [['check', `${HOST}:465`, '587'], /a port already/],
  [[`${HOST}:465`, '587'], /a port already/],
  [['localhost'], /unknown command 'localhost'; a host without a dot goes behind mailprobe check/],
  [['check', HOST, '--cacert', 'no-such-file.pem'], /--ca: cannot read no-such-file\.pem/],
  [['check', HOST, '-ap', SECRET], /is not taken.*process list.*--password-stdin/],
  [['swaks', '--server', HOST, '--auth-password', SECRET], /is not taken/],
  [['explain', '535 no', '--jsn'], /unknown option '--jsn'/],
];

describe('main', () => {
  for (const [argv, complaint] of wrong) {
    it(`refuses ${JSON.stringify(argv)}`, async () => {
      const { code, stdout, stderr } = await run(argv);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, /^mailprobe: [^\n\u0000-\u001f]+\n$/);
      assert.match(stderr, complaint);
      assert.ok(!stderr.includes(SECRET), stderr);
    });
  }

  for (const argv of [
    ['check', HOST, '-p', '0', '-f', 'nagios'],
    ['check', HOST, '--format=nagios', '--bogus'],
    ['check', HOST, '-fnagios', '-p', 'x|y'],
  ]) {
    it(`answers a monitoring system: ${argv.join(' ')}`, async () => {
      const { code, stdout } = await run(argv);
      assert.equal(code, 3);
      assert.match(stdout, /^MAILPROBE UNKNOWN - [^|\n]+\n$/);
    });
  }

  it('says what it runs on', async () => {
    for (const argv of [
      ['--version', '-v'],
      ['-V', '--verbose'],
      ['-v', '--version'],
      ['version', '-v'],
    ]) {
      const { code, stdout, stderr } = await run(argv);
      assert.deepEqual([code, stderr], [0, '']);
      const { node, openssl } = process.versions;
      for (const part of [/^mailprobe +\d/, `Node.js   ${node}\n`, `OpenSSL   ${openssl}\n`, `platform  ${process.platform} `])
        assert.ok(typeof part === 'string' ? stdout.includes(part) : part.test(stdout), stdout);
    }
  });

  it('hands explain a reply that begins with a dash', async () => {
    const { code, stdout } = await run(['explain', '-ERR [AUTH] Web login required', '--json']);
    assert.equal(code, 0);
    const { input } = JSON.parse(stdout) as { input: string };
    assert.match(input, /^-ERR/);
  });

  it('without arguments, off a terminal, says on stderr how it is used', async () => {
    const { code, stdout, stderr } = await run([]);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^Usage: mailprobe/);
  });

  for (const command of COMMANDS) {
    it(`${command.name} --help fits 80 columns, has groups and examples`, async () => {
      const { code, stdout, stderr } = await run([command.name, '--help']);
      assert.deepEqual([code, stderr], [0, '']);
      const long = stdout.split('\n').filter((line) => line.length > 80);
      assert.deepEqual(long, []);
      assert.match(stdout, /\nExamples:\n/);
      assert.doesNotMatch(stdout, /--password \[|--token \[/);
      for (const group of new Set(command.options.map(({ group }) => group))) assert.ok(stdout.includes(`\n${group}:\n`), group);
    });
  }
});

describe('the option table', () => {
  it('has each option once, in a group that there is', () => {
    const names = CHECK_OPTIONS.map(optionName);
    assert.deepEqual(
      names.filter((name, at) => names.indexOf(name) !== at),
      [],
    );
    const shorts = CHECK_OPTIONS.flatMap(({ flags }) => /^-\w/.exec(flags) ?? []);
    assert.equal(new Set(shorts).size, shorts.length);
    assert.ok(CHECK_OPTIONS.every(({ group }) => OPTION_GROUPS.includes(group)));
  });
  it('tells a slip in a list of options', () => {
    assert.throws(() => namedOptions('no-such'), /no-such/);
    assert.throws(() => pickOptions(['Output'], ['no-such']), /no-such/);
    assert.deepEqual(namedOptions('json').map(optionName), ['json']);
  });
});

describe('the lab', () => {
  it('says in one line that its files have no place, and is no bug for that', async () => {
    // As in a container whose file system cannot be written to.
    const names = ['TMPDIR', 'TEMP', 'TMP'];
    const before = names.map((name) => process.env[name]);
    for (const name of names) process.env[name] = 'package.json';
    try {
      const { code, stdout, stderr } = await run(['lab', 'healthy']);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, /^mailprobe: lab: .*package\.json.*(?:ENOTDIR|ENOENT).*(?:TMPDIR|TEMP).*\n$/);
    } finally {
      for (const [at, name] of names.entries()) {
        const value = before[at];
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });
});
