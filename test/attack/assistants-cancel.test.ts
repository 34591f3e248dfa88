// A call of an assistant that is followed and then cancelled: what it waits for is told, its connections and servers are ended,
// and no answer comes after the cancellation (MCP 2025-06-18, cancellation), whatever tool it was.
// Alone in its process: it counts the sockets that the process has.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { discoverTool } from '../../src/mcp/mail-tools.ts';
import { DEFAULT_REQUEST } from '../../src/request/plan.ts';
import { makeFolder, notBuilt } from '../scenarios/support/built-program.ts';
import { startDnsServer, type TestDnsServer } from '../support/dns-server.ts';
import { McpSession } from '../support/mcp-session.ts';
import { until } from '../support/until.ts';
import { startAssistant } from './support/assistant-checks.ts';

const DOMAIN = 'silent.example';

describe('a call that is cancelled', { skip: notBuilt }, () => {
  const folder = makeFolder();
  const temporary = join(folder.path, 'tmp');
  mkdirSync(temporary);
  let lab: Lab;
  let dns: TestDnsServer;
  let session: McpSession;

  before(async () => {
    lab = await startLab('silent-port');
    dns = await startDnsServer({ [DOMAIN]: { silent: true }, [`_submissions._tcp.${DOMAIN}`]: { silent: true } });
    session = await McpSession.start(
      [
        ...['--allow', lab.host, '--allow', DOMAIN, '--resolve', `${lab.host}:127.0.0.1`],
        ...['--dns-server', `127.0.0.1:${dns.port}`, '--ca', folder.file('root.pem', lab.caPem)],
      ],
      { TMPDIR: temporary },
    );
  });
  after(async () => {
    await session.end();
    await dns.close();
    await lab.close();
    folder.remove();
  });

  /** Calls, cancels once a message like this was heard, and hears whatever else comes until a later call is answered. */
  async function cancelAt(heard: RegExp, name: string, given: Readonly<Record<string, unknown>>): Promise<void> {
    const token = `progress of ${name}`;
    const progress = (): readonly string[] =>
      session.messages
        .filter(({ method, params }) => method === 'notifications/progress' && params?.progressToken === token)
        .map(({ params }) => String(params?.message));
    const { id } = session.begin('tools/call', { name, arguments: given, _meta: { progressToken: token } });
    await until(() => progress().some((message) => heard.test(message)), `${heard} is said of ${name}`);
    session.send({ method: 'notifications/cancelled', params: { requestId: id, reason: 'no more' } });
    await session.call('explain', { text: '535 5.7.8 no' });
    const told = progress().length;
    await session.call('explain', { text: '535 5.7.8 no' });
    assert.equal(progress().length, told, 'progress of a call that was cancelled');
    assert.ok(!session.messages.some((message) => message.id === id), 'an answer to a call that was cancelled');
  }

  it('check', async () => {
    const given = { target: lab.host, ports: [lab.port('submission')], modes: ['starttls'] };
    await cancelAt(/^port \d+: waiting at greeting$/, 'check', given);
    await until(() => lab.record.connections.every(({ closedMs }) => closedMs !== null), 'its connection is closed');
  });

  it('lab', async () => {
    await cancelAt(/^port \d+: waiting at greeting$/, 'lab', { scenario: 'silent-port' });
    await until(() => readdirSync(temporary).length === 0, 'its server has been cleared away');
  });

  it('discover', async () => {
    await cancelAt(/^waiting for DNS$/, 'discover', { address: DOMAIN });
    assert.ok(dns.queries.length > 0);
  });

  it('is the only one that ends', async () => {
    const given = { target: lab.host, ports: [lab.port('submission')], modes: ['starttls'] };
    const { id } = session.begin('tools/call', { name: 'check', arguments: given });
    const other = session.call('lab', { scenario: 'healthy' });
    session.send({ method: 'notifications/cancelled', params: { requestId: id } });
    assert.match((await other).result?.content?.[0]?.text ?? '', /^OK /);
    assert.ok(!session.messages.some((message) => message.id === id));
  });

  it('leaves no question open that discover has asked', async () => {
    const asked = dns.queries.length;
    const sockets = (): number => process.getActiveResourcesInfo().filter((name) => name === 'UDPWrap').length;
    const before = sockets();
    const { checks } = await startAssistant({ allow: [DOMAIN] });
    const abort = new AbortController();
    const request = { ...DEFAULT_REQUEST, dnsServer: { address: '127.0.0.1', port: dns.port } };
    const frame = { signal: abort.signal, onWaits: () => {}, onProgress: () => {} };
    const discovering = discoverTool(checks, request, { address: `ada@${DOMAIN}` }, frame);
    await until(() => dns.queries.length > asked, 'DNS is asked');
    assert.ok(sockets() > before);
    abort.abort();
    await discovering;
    await until(() => sockets() === before, 'its sockets are closed');
  });
});
