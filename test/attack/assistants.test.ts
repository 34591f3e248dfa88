// What an assistant can make the program do: by its own client, over the pipes of the built program. No secret passes in any
// message, nothing goes to a host that is not on the list, and a login goes out once.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { makeFolder, notBuilt, PROGRAM } from '../scenarios/support/built-program.ts';
import { until } from '../support/until.ts';

const SECRET = 'Zf7-quartz lamp.91x';

interface Told {
  readonly text: string;
  readonly facts: Record<string, unknown>;
  readonly isError: boolean;
}

describe('an assistant', { skip: notBuilt }, () => {
  const folder = makeFolder();
  const closers: (() => Promise<unknown>)[] = [];
  const transcript: string[] = [];
  let lab: Lab;
  let silent: Lab;
  let client: Client;

  before(async () => {
    lab = await startLab('healthy', { account: { password: SECRET } });
    silent = await startLab('silent-port', { host: 'silent.lab.test' });
    closers.push(
      () => lab.close(),
      () => silent.close(),
    );
    const root = folder.file('root.pem', lab.caPem + silent.caPem);
    const resolve = [lab.host, 'other.lab.test', silent.host].flatMap((host) => ['--resolve', `${host}:127.0.0.1`]);
    const allow = ['--allow', lab.host, '--allow', silent.host];
    const login = ['--login', `work=${lab.account.user}:env:WORK_PASSWORD`];
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [PROGRAM, 'mcp', ...allow, ...login, ...resolve, '--ca', root],
      env: { PATH: process.env.PATH ?? '', WORK_PASSWORD: SECRET },
      stderr: 'pipe',
    });
    transport.stderr?.on('data', (bytes: Buffer) => transcript.push(bytes.toString()));
    client = new Client({ name: 'test', version: '1.0.0' });
    await client.connect(transport);
    const { onmessage } = transport;
    transport.onmessage = (message) => {
      transcript.push(JSON.stringify(message));
      onmessage?.(message);
    };
    closers.push(() => client.close());
  });

  after(async () => {
    for (const close of closers.reverse()) await close();
    folder.remove();
  });

  const call = async (name: string, given: Record<string, unknown>): Promise<Told> => {
    const result = await client.callTool({ name, arguments: given });
    const content = (result.content ?? []) as readonly { readonly text?: string }[];
    return {
      text: content.map(({ text = '' }) => text).join('\n'),
      facts: (result.structuredContent ?? {}) as Record<string, unknown>,
      isError: result.isError === true,
    };
  };

  it('is offered five tools, none of which takes a secret', async () => {
    const { tools } = await client.listTools();
    assert.deepEqual(tools.map(({ name }) => name).sort(), ['check', 'diff', 'discover', 'explain', 'lab']);
    for (const { outputSchema, inputSchema } of tools) {
      assert.equal(outputSchema?.type, 'object');
      assert.doesNotMatch(JSON.stringify(Object.keys(inputSchema.properties ?? {})), /password|token|secret/i);
    }
  });

  it('logs in once, however often and however much at once it asks', async () => {
    const asked = { target: lab.host, ports: [lab.port('submissions')], modes: ['tls'], login: 'work', transcript: true };
    const told = await Promise.all([call('check', asked), call('check', asked), call('check', asked)]);
    assert.deepEqual(told.map(({ facts }) => (facts.login as { sent: boolean }).sent).sort(), [false, false, true]);
    assert.ok(
      told.some(({ text }) => /^OK /.test(text) && /sent once: accepted/.test(text)),
      told[0]?.text ?? '',
    );
    assert.equal(loginsOf(lab.record).length, 1);
  });

  it('reaches no host that is not on the list, by check nor by discover', async () => {
    const before = lab.record.connections.length;
    for (const target of ['other.lab.test', `127.0.0.1:${lab.port('submission')}`, 'ada@other.lab.test']) {
      const told = await call('check', { target });
      assert.ok(told.isError, target);
      assert.match(told.text, /not on the list of allowed hosts.*--allow/);
    }
    assert.ok((await call('discover', { address: 'other.lab.test' })).isError);
    assert.equal(lab.record.connections.length, before);
  });

  it('is told what is wrong with its arguments, and what a password in them is', async () => {
    for (const more of [{ password: SECRET }, { login: SECRET }, { ports: ['x'] }, { ports: [70_000] }, { modes: ['ssl'] }]) {
      const told = await call('check', { target: lab.host, ...more }).catch((error: unknown) => ({
        text: String(error),
        isError: true,
      }));
      assert.ok(told.isError);
      assert.ok(told.text.length > 10 && !told.text.includes(SECRET), told.text);
    }
    const contradiction = await call('check', { target: `smtps://${lab.host}`, modes: ['starttls'] });
    assert.match(contradiction.text, /means mode tls, modes starttls/);
    assert.match((await call('diff', { before: 'r98', after: 'r99' })).text, /no report has the id/);
    assert.match((await call('lab', { scenario: 'no-such-thing' })).text, /no scenario is called/);
  });

  it('is shown progress, and can end a check', async () => {
    const abort = new AbortController();
    const messages: string[] = [];
    const given = { target: silent.host, ports: [silent.port('submission')], modes: ['starttls'] };
    const calling = client.callTool(
      { name: 'check', arguments: given },
      { signal: abort.signal, onprogress: ({ message = '' }) => messages.push(message) },
    );
    calling.catch(() => {});
    await until(() => messages.some((message) => message.includes('greeting')), 'the greeting is waited for');
    abort.abort();
    await assert.rejects(calling);
    await until(() => silent.record.connections.every(({ closedMs }) => closedMs !== null), 'its connection is closed');
  });

  it('explains, lists and shows faults, and compares', async () => {
    assert.match((await call('explain', { text: '535 5.7.8 Authentication failed' })).text, /\S/);
    const { facts } = await call('lab', {});
    assert.ok((facts.scenarios as readonly unknown[]).length > 30);
    const shown = await call('lab', { scenario: 'expired-certificate' });
    assert.equal((shown.facts.report as { verdict: string }).verdict, 'fail');
    assert.match(shown.text, /^FAIL .*expired/);
    const other = await call('lab', { scenario: 'healthy' });
    const compared = await call('diff', { before: other.facts.id, after: shown.facts.report });
    assert.equal(compared.facts.same, false);
  });

  it('has seen no secret in any message or log', () => {
    const all = transcript.join('\n');
    assert.ok(all.length > 5_000 && all.includes(lab.account.user));
    for (const form of [SECRET, Buffer.from(SECRET).toString('base64'), JSON.stringify(SECRET).slice(1, -1)])
      assert.ok(!all.includes(form));
    const plain = Buffer.from(`\0${lab.account.user}\0${SECRET}`).toString('base64');
    assert.ok(!all.includes(plain));
  });
});
