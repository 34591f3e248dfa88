// Every byte that `mailprobe mcp` writes, on stdout and stderr: with logins of each kind at servers that say the secret back in
// every form, with passwords in every argument, and with messages that are none. No secret is in it, in any reading.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { portsOnly } from '../../src/lab/scenario.ts';
import { replyLines } from '../../src/lab/smtp.ts';
import { makeFolder, notBuilt } from '../scenarios/support/built-program.ts';
import { echoing, echoingMailbox, FORMS, secret, token } from '../scenarios/support/echoing-servers.ts';
import { assertNoSecret } from '../scenarios/support/secrecy.ts';
import { McpSession } from '../support/mcp-session.ts';
import fc, { runs } from '../support/property.ts';
import { sized } from '../support/test-size.ts';
import { LONG_PASSWORD, PASSWORD, REFRESH_TOKEN, TOKEN, TRANSCRIPTS } from './explain-transcripts.ts';
import { assertNotSaid, PASSWORDS, targetsWith } from './support/typed-passwords.ts';

const USER = 'ada@lab.test';
const KINDS = ['env', 'file', 'token-env', 'token-file'] as const;
const PASSWORD_WAYS = ['PLAIN', 'LOGIN', 'IMAP', 'CRAM-MD5', 'POP3'];
const TOKEN_WAYS = ['XOAUTH2', 'OAUTHBEARER'];

const folder = makeFolder();
after(() => folder.remove());

interface EchoedLogin {
  readonly name: string;
  readonly value: string;
  readonly lab: Lab;
  readonly protocol: string;
  /** As after `--login`. */
  readonly option: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The login of that number: of the next kind, in the next form and by the next way. */
async function echoedLogin(value: string, at: number): Promise<EchoedLogin> {
  const kind = KINDS[at % KINDS.length] ?? 'env';
  const ways = kind.startsWith('token') ? TOKEN_WAYS : PASSWORD_WAYS;
  const way = ways[(Math.floor(at / KINDS.length) * 2 + (at % 2)) % ways.length] ?? '';
  const form = Object.values(FORMS)[at % Object.keys(FORMS).length] ?? FORMS.raw;
  const lines = form?.(value, USER) ?? [];
  const protocol = way === 'IMAP' ? 'imap' : way === 'POP3' ? 'pop3' : 'smtp';
  const port = protocol === 'smtp' ? echoing((code) => replyLines(code, lines), way) : echoingMailbox(protocol, lines);
  // The account's own secrets are others, so that a token is answered by the JSON that says why not.
  const lab = await startLab(portsOnly({ secure: port }), {
    account: { user: USER, password: 'of nobody', token: 'ya29.of-nobody' },
  });
  const isFile = kind.endsWith('file');
  const name = `login-${at}`;
  const source = isFile ? folder.file(name, value) : `SECRET_${at}`;
  return { name, value, lab, protocol, option: `${name}=${USER}:${kind}:${source}`, env: isFile ? {} : { [source]: value } };
}

const assertAllSecret = ({ written }: McpSession, secrets: readonly string[]): void => {
  for (const [at, line] of written.entries()) assertNoSecret(line, secrets, `line ${at} of what was written`);
};

async function saysNothing(values: readonly string[]): Promise<void> {
  const logins = await Promise.all(values.map(echoedLogin));
  const [first] = logins;
  assert.ok(first);
  const session = await McpSession.start(
    [
      ...[
        '--allow',
        first.lab.host,
        '--resolve',
        `${first.lab.host}:127.0.0.1`,
        '--ca',
        folder.file('root.pem', first.lab.caPem),
      ],
      ...logins.flatMap(({ option }) => ['--login', option]),
    ],
    Object.assign({}, ...logins.map(({ env }) => env)),
  );
  try {
    const ids: unknown[] = [];
    for (const { name, lab, protocol } of logins) {
      const asked = { target: lab.host, ports: [lab.port('secure')], modes: ['tls'], protocol, transcript: true };
      const { result } = await session.call('check', { ...asked, login: name });
      const facts = result?.structuredContent ?? {};
      assert.equal((facts.login as { sent: boolean } | null)?.sent, true, JSON.stringify(result?.content));
      ids.push(facts.id);
    }
    for (const { lab, protocol } of logins) if (protocol === 'smtp') assert.equal(loginsOf(lab.record).length, 1);
    // The server that has it says it again where none is sent, and what is kept is shown once more.
    await session.call('check', { target: first.lab.host, ports: [first.lab.port('secure')], modes: ['tls'], transcript: true });
    await session.call('diff', { before: ids[0], after: ids[1] });
    // Whoever was told a secret elsewhere may say it in any argument.
    for (const { value } of logins.slice(0, 4)) {
      const asHost = `${Buffer.from(value).toString('hex').slice(0, 40)}.test`;
      for (const [tool, given] of [
        ['check', { target: value }],
        ['check', { target: asHost }],
        ['check', { target: `${Buffer.from(value).toString('hex').slice(0, 60)}@${first.lab.host}` }],
        ['check', { target: first.lab.host, login: value }],
        ['discover', { address: value }],
        ['explain', { text: `is it ${value}?\n535 5.7.8 ${value}` }],
        ['lab', { scenario: value }],
        ['diff', { before: value, after: ids[0] }],
        ['diff', { before: { schemaVersion: 1, summary: value }, after: ids[0] }],
      ] as const)
        await session.call(tool, given);
    }
  } finally {
    await session.end();
    for (const { lab } of logins) await lab.close();
  }
  assertAllSecret(session, values);
}

describe('all that an assistant reads, and its log', { skip: notBuilt }, () => {
  it('has no secret of a login that a server says back', () =>
    fc.assert(
      // By kind: two passwords, two tokens.
      fc.asyncProperty(fc.uniqueArray(fc.tuple(secret, secret, token, token), { minLength: 3, maxLength: 3 }), (values) =>
        saysNothing(values.flat()),
      ),
      { numRuns: sized(1, runs(2)), endOnFailure: true },
    ));

  it('has no password that stands in an argument, and does nothing with it', async () => {
    const session = await McpSession.start(['--allow', 'mail.example.com', '--allow', 'example.com']);
    const refused: (readonly [password: string, tool: string, given: unknown])[] = PASSWORDS.flatMap((password) => [
      ...targetsWith(password).flatMap((target) => [
        [password, 'check', { target }] as const,
        [password, 'discover', { address: target }] as const,
      ]),
      ...[{ password }, { token: password }, { [password]: 1 }, { login: password }, { login: `work=alice:env:${password}` }].map(
        (more) => [password, 'check', { target: 'mail.example.com', ...more }] as const,
      ),
      ...[{ modes: [password] }, { protocol: password }, { ports: [password] }, { transcript: password }].map(
        (more) => [password, 'check', { target: 'mail.example.com', ...more }] as const,
      ),
      [password, 'explain', { text: 'x', password }] as const,
      [password, 'discover', { address: 'example.com', protocol: password }] as const,
      [password, 'check', password] as const,
    ]);
    const answers = await Promise.all(refused.map(async ([, tool, given]) => session.call(tool, given)));
    for (const [at, answer] of answers.entries()) {
      const [password, tool, given] = refused[at] ?? ['', '', null];
      const what = `${tool} ${JSON.stringify(given)}`;
      assert.ok(answer.result?.isError || answer.error, what);
      assertNotSaid(JSON.stringify(answer), password, what);
    }
    await session.end();
  });

  it('has no password that stands in a text to be explained', async () => {
    const session = await McpSession.start([]);
    const answers = await Promise.all(TRANSCRIPTS.map(({ text }) => session.call('explain', { text })));
    for (const [at, answer] of answers.entries()) {
      const { name, id, secrets = [] } = TRANSCRIPTS[at] ?? { name: '', id: '' };
      const all = [PASSWORD, LONG_PASSWORD, TOKEN, REFRESH_TOKEN, ...secrets.filter((one) => one.length >= 8)];
      assertNoSecret(JSON.stringify(answer), all, name);
      assert.ok(JSON.stringify(answer.result?.structuredContent).includes(id), name);
    }
    await session.end();
  });

  it('has nothing of a message that is none, and the next one is answered', async () => {
    const session = await McpSession.start([]);
    const value = 'Zf7-quartz lamp.91x';
    for (const line of [
      value,
      `{"jsonrpc":"2.0","id":7,"method":"${value}`,
      JSON.stringify({ [value]: value }),
      JSON.stringify([value]),
      JSON.stringify({ jsonrpc: '2.0', method: value }),
      JSON.stringify({ jsonrpc: '2.0', id: 100_001, method: value }),
      JSON.stringify({ jsonrpc: '2.0', id: 100_002, result: { [value]: value } }),
      JSON.stringify({ jsonrpc: '2.0', id: 100_003, error: { code: value, message: value } }),
      JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: value, reason: value } }),
      JSON.stringify({ jsonrpc: '2.0', id: 100_004, method: 'tools/call', params: { name: [value], arguments: value } }),
      JSON.stringify({ jsonrpc: '2.0', id: 100_005, method: 'prompts/get', params: { name: value } }),
    ])
      session.write(line);
    const { result } = await session.call('lab', {});
    assert.match(result?.content?.[0]?.text ?? '', /^\d\d+ scenarios/);
    await session.end();
    assert.ok(session.written.some((text) => text.includes('was not understood')));
    assertAllSecret(session, [value]);
  });
});
