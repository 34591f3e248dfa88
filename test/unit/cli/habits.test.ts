// What fingers know from curl, openssl, swaks, nc and telnet: a line as typed, and the line of ours that it is the same as,
// or what its refusal names.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { COMMANDS } from '../../../src/cli/commands/index.ts';
import { readCommandLine } from '../../../src/cli/commands/named-command.ts';
import { commandWords, namesOf } from '../../../src/cli/completion/words.ts';
import { findSecretWords } from '../../../src/cli/login/secret-words.ts';
import { HABITS, SECRET_HABITS } from '../../../src/cli/options/habits.ts';
import { UsageError } from '../../../src/model/usage-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-habits-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const H = 'mail.example.com';
const split = (line: string): string[] => (line === '' ? [] : line.split(' '));

/** The same, and nothing is said. */
const silent: readonly (readonly [typed: string, same: string])[] = [
  // The first word.
  [H, `check ${H}`],
  ['mail.example.com:587', 'check mail.example.com:587'],
  ['[2001:db8::1]:465', 'check [2001:db8::1]:465'],
  ['2001:db8::1', 'check 2001:db8::1'],
  ['192.0.2.1', 'check 192.0.2.1'],
  ['alice@example.com', 'check alice@example.com'],
  [`smtps://${H}`, `check smtps://${H}`],
  [`${H} 587`, `check ${H} 587`],
  [`${H} -p 587 --json`, `check ${H} -p 587 --json`],
  [`-p 587 ${H}`, `check -p 587 ${H}`],
  [`--json ${H}`, `check --json ${H}`],
  ['--json localhost', 'check --json localhost'],
  [`--json check ${H}`, `check --json ${H}`],
  [`-k ${H}`, `check --insecure ${H}`],
  ['--dns-server 192.0.2.53 discover example.com', 'discover --dns-server 192.0.2.53 example.com'],
  ['chekc', 'chekc'],
  ['localhost', 'localhost'],
  ['--help', '--help'],
  ['--version', '--version'],
  ['-v --version', '--version -v'],
  ['version', '--version'],
  ['help check', 'help check'],
  // Other programs in front.
  [`telnet ${H} 25`, `check ${H} 25`],
  [`nc -zv ${H} 25`, `check -v ${H} 25`],
  [`nc -w 3 ${H} 25`, `check --connect-timeout 3 ${H} 25`],
  [`openssl s_client -connect ${H}:465 -servername ${H}`, `check ${H}:465 --servername ${H}`],
  [`openssl s_client -starttls smtp -connect ${H}:587`, `check --mode starttls --protocol smtp ${H}:587`],
  [`curl -v smtps://${H}`, `check -v smtps://${H}`],
  [`curl -vk smtps://${H}`, `check -v --insecure smtps://${H}`],
  [`curl -sS --url smtp://${H}:587`, `check smtp://${H}:587`],
  [`swaks --server ${H} --port 587`, `check ${H} --port 587`],
  [`swaks -server ${H} -port 587 -tlsc`, `check ${H} --port 587 --mode tls`],
  [`test ${H}`, `check ${H}`],
  // curl.
  [`check ${H} -k`, `check ${H} --insecure`],
  [`check ${H} --cacert ca.pem`, `check ${H} --ca ca.pem`],
  [`check ${H} --cacert=ca.pem`, `check ${H} --ca ca.pem`],
  [`check ${H} -x socks5://127.0.0.1:1080`, `check ${H} --proxy socks5://127.0.0.1:1080`],
  [`check ${H} -x 127.0.0.1:3128`, `check ${H} --proxy http://127.0.0.1:3128`],
  [`check ${H} --socks5-hostname 127.0.0.1:9050`, `check ${H} --proxy socks5h://127.0.0.1:9050`],
  [`check ${H} --max-time 10`, `check ${H} --timeout 10`],
  [`check ${H} --connect-to ${H}:25:192.0.2.1:25`, `check ${H} --resolve ${H}:192.0.2.1`],
  [`check ${H} --connect-to ${H}::[2001:db8::1]:`, `check ${H} --resolve ${H}:[2001:db8::1]`],
  [`check ${H} --resolve ${H}:192.0.2.1`, `check ${H} --resolve ${H}:192.0.2.1`],
  [`check ${H} --login-options AUTH=PLAIN`, `check ${H} --auth PLAIN`],
  [`check ${H} --tlsv1.2`, `check ${H} --tls-min 1.2`],
  [`check ${H} --cert c.pem --key k.pem`, `check ${H} --client-cert c.pem --client-key k.pem`],
  [`check ${H} --interface 192.0.2.9`, `check ${H} --bind 192.0.2.9`],
  [`check ${H} --silent`, `check ${H} --quiet`],
  // Protocols.
  [`check ${H} --imap`, `check ${H} --protocol imap`],
  [`check ${H} --pop3`, `check ${H} --protocol pop3`],
  [`check ${H} --imaps`, `check ${H} --protocol imap --mode tls`],
  // TLS.
  [`check ${H} --starttls`, `check ${H} --mode starttls`],
  [`check ${H} --starttls imap`, `check ${H} --mode starttls --protocol imap`],
  [`check ${H} --starttls=smtp`, `check ${H} --mode starttls --protocol smtp`],
  [`check ${H} -CAfile ca.pem`, `check ${H} --ca ca.pem`],
  [`check ${H} -tls1_2`, `check ${H} --tls-min 1.2 --tls-max 1.2`],
  [`check ${H} --no-check-certificate`, `check ${H} --insecure`],
  [`check ${H} --tls-on-connect`, `check ${H} --mode tls`],
  // One dash for two.
  [`check ${H} -timeout 5s -json`, `check ${H} --timeout 5s --json`],
  [`check ${H} -user alice`, `check ${H} --user alice`],
  // swaks.
  [`check ${H} --auth-user alice --auth PLAIN`, `check ${H} --user alice --auth PLAIN`],
  [`check ${H} --helo me.example`, `check ${H} --ehlo me.example`],
  // What is ours stays as it is.
  [`check ${H} -p587`, `check ${H} -p587`],
  [`check ${H} -m tls`, `check ${H} -m tls`],
  [`check ${H} -o report.html`, `check ${H} -o report.html`],
  [`check ${H} -o -k`, `check ${H} -o -k`],
  [`check ${H} -u -k`, `check ${H} -u -k`],
  [`check ${H} -qv`, `check ${H} -q -v`],
  [`check ${H} --verbsoe`, `check ${H} --verbsoe`],
  [`check -- -k`, `check -- -k`],
  ['explain -k --cacert', 'explain -k --cacert'],
  ['explain -ERR -vk', 'explain -ERR -vk'],
  ['explain 535 -o explained.json', 'explain 535 -o explained.json'],
  ['completion bash -k', 'completion bash -k'],
];

/** The same, and it is said. */
const said: readonly (readonly [typed: string, same: string, notice: RegExp])[] = [
  [`check ${H} -o json`, `check ${H} --format json`, /-o json is read as --format json .*\.\/name/],
  [`check ${H} -o JSON`, `check ${H} --format json`, /--format json/],
  [`check ${H} --output markdown`, `check ${H} --output markdown`, /^$/],
  ['batch hosts.txt -o csv', 'batch hosts.txt --format csv', /--format csv/],
  ['explain 535 -o json', 'explain 535 --json', /--json/],
  ['discover example.com -o json', 'discover example.com --json', /--json/],
  [`check ${H} -m 10`, `check ${H} --timeout 10`, /--timeout 10.*--mode/],
  [`check ${H} --tls`, `check ${H} --mode tls`, /--mode tls.*--mode starttls/],
  [`check ${H} --ssl`, `check ${H} --mode tls`, /--mode starttls/],
  [`check ${H} -tls`, `check ${H} --mode starttls`, /--mode starttls.*--mode tls/],
  [`check ${H} --ssl-reqd`, `check ${H}`, /--ssl-reqd.*--mode plain/],
  [`check ${H} --resolve ${H}:587:192.0.2.1`, `check ${H} --resolve ${H}:192.0.2.1`, /every port/],
  [`openssl s_client -connect ${H}:25 -showcerts -crlf`, `check ${H}:25`, /-showcerts.*|-crlf/],
];

const refused: readonly (readonly [typed: string, names: RegExp])[] = [
  [`check ${H} --connect-to ${H}:25:other.example:2525`, /--resolve.*--port/],
  [`check ${H} --connect-to ${H}:25:192.0.2.1:2525`, /--resolve.*--port/],
  [`check ${H} --watch`, /mailprobe serve/],
  [`check ${H} --watch 10`, /mailprobe serve/],
  [`check ${H} --to bob@example.com`, /never sends mail.*mailprobe check/],
  [`check ${H} --from bob@example.com`, /never sends mail/],
  [`check ${H} --mail-rcpt bob@example.com`, /never sends mail/],
  [`check ${H} -T mail.eml`, /never sends mail/],
  [`check ${H} --starttls=xmpp`, /smtp, imap, pop3/],
  [`check ${H} --starttls-proto ldap`, /smtp, imap, pop3/],
  [`check ${H} --insecure-ish=x -k=1`, /-k: it takes no value/],
  [`check ${H} --cacert`, /--cacert: a value is missing/],
  [`check ${H} --cacert --json`, /--cacert: a value is missing/],
];

const SECRET = 'Hunter2-in-argv';
const secrets: readonly string[] = [
  `check ${H} --auth-password ${SECRET}`,
  `check ${H} --auth-password=${SECRET}`,
  `check ${H} -ap ${SECRET}`,
  `check ${H} -auth-password ${SECRET}`,
  `check ${H} --pass ${SECRET}`,
  `check ${H} --passwd ${SECRET}`,
  `check ${H} --oauth2-bearer ${SECRET}`,
  `check ${H} --proxy-user bob:${SECRET}`,
  `check ${H} -U bob:${SECRET}`,
  `--auth-password ${SECRET} ${H}`,
  `swaks --server ${H} -ap ${SECRET}`,
];

describe('habits of other programs', () => {
  for (const [typed, same] of silent) {
    it(`${typed} is ${same}`, () => {
      assert.deepEqual(readCommandLine(split(typed), COMMANDS), { words: split(same), notices: [] });
    });
  }
  for (const [typed, same, notice] of said) {
    it(`${typed} is ${same}, and it is said`, () => {
      const { words, notices } = readCommandLine(split(typed), COMMANDS);
      assert.deepEqual(words, split(same));
      assert.match(notices.join('\n'), notice);
    });
  }
  for (const [typed, names] of refused) {
    it(`${typed} is refused`, () => {
      assert.throws(
        () => readCommandLine(split(typed), COMMANDS),
        (error: unknown) => error instanceof UsageError && names.test(error.message),
      );
    });
  }
  for (const typed of secrets) {
    it(`${typed} is refused, the secret is not said, and the redactor knows it`, () => {
      assert.throws(
        () => readCommandLine(split(typed), COMMANDS),
        (error: unknown) =>
          error instanceof UsageError && /is not taken.*process list/.test(error.message) && !error.message.includes(SECRET),
      );
      assert.ok(findSecretWords(split(typed), {}).some((word) => word.includes(SECRET)));
    });
  }

  it('a file in the place of a target is told from a host of its name', () => {
    const list = join(folder, 'hosts.txt');
    writeFileSync(list, `${H}\n`);
    assert.throws(() => readCommandLine([list], COMMANDS), /is a file: mailprobe batch .*hosts\.txt.*mailprobe explain/);
    const missing = join(folder, 'missing.txt');
    assert.deepEqual(readCommandLine([missing], COMMANDS).words, ['check', missing]);
  });

  it('what a server said is no target', () => {
    for (const text of ['535 5.7.8 Error: authentication failed', '-ERR [AUTH] no: bad', 'Error: connect ETIMEDOUT 192.0.2.1:25'])
      assert.throws(() => readCommandLine([text], COMMANDS), /mailprobe explain/);
  });

  it('names each habit once, and none that check has an option for', () => {
    const names = HABITS.flatMap((habit) => habit.names);
    assert.deepEqual(
      names.filter((name, at) => names.indexOf(name) !== at),
      [],
    );
    const own = new Set(
      commandWords(COMMANDS, {}).flatMap(({ name, options }) => (name === 'check' ? options.flatMap(namesOf) : [])),
    );
    // These two look at the value, and are ours where it is none of theirs.
    assert.deepEqual(names.filter((name) => own.has(name)).sort(), ['--resolve', '-m', '-o']);
    assert.ok(SECRET_HABITS.length > 0);
  });

  it('means only what there is', () => {
    const own = new Set(commandWords(COMMANDS, {}).flatMap(({ options }) => options.flatMap(namesOf)));
    for (const { means = [] } of HABITS)
      for (const word of means.filter((one) => one.startsWith('-'))) assert.ok(own.has(word), word);
  });

  it('stays out of completion', () => {
    const own = commandWords(COMMANDS, {}).flatMap(({ options }) => options.flatMap(namesOf));
    for (const name of ['--cacert', '--max-time', '-k', '--auth-password']) assert.ok(!own.includes(name), name);
  });
});
