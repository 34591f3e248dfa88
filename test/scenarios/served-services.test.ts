// Microsoft Graph and EWS as modules of the exporter: the same check, its metrics, and the same memory of what was sent. On the server's
// side the requests with a token are counted.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULT_REQUEST } from '../../src/request/plan.ts';
import { readConfiguration } from '../../src/serve/configuration.ts';
import type { Configuration } from '../../src/serve/module.ts';
import { BASIC_DOOR, startEwsServer } from '../support/ews-server.ts';
import { type Answer, fetchFrom, sampleOf, startExporter } from '../support/exporter.ts';
import { APPLICATION_CLAIMS, type GraphScript, graphError, makeToken, startGraphServer } from '../support/graph-server.ts';
import { makeFolder } from './support/built-program.ts';

const MAILBOX = 'monitor@contoso.example';

interface Served {
  readonly scrape: (target?: string) => Promise<Answer>;
  readonly logins: () => number;
  readonly log: readonly string[];
}

async function withServed(script: GraphScript, allowed: string, work: (served: Served) => Promise<void>): Promise<void> {
  const server = await startGraphServer(script);
  const folder = makeFolder();
  const token = folder.file('token', makeToken(APPLICATION_CLAIMS));
  const text = `modules: { graph: { protocol: graph, ports: ${server.port}, resolve: "graph.microsoft.com:127.0.0.1", allowed_targets: ${allowed}, credentials: { user: ${MAILBOX}, token_file: ${token} } } }`;
  const base = { ...DEFAULT_REQUEST, tls: { ...DEFAULT_REQUEST.tls, extraRoots: server.extraRoots } };
  const loaded = await readConfiguration('m.yml', text, { base, env: {}, onSecret: () => {} });
  assert.ok(loaded.ok, JSON.stringify(loaded));
  const configuration: Configuration = loaded.configuration;
  const served = await startExporter(configuration);
  try {
    await work({
      scrape: (target = MAILBOX) => fetchFrom(served.base, `/probe?module=graph&target=${encodeURIComponent(target)}`),
      logins: () => server.logins().length,
      log: served.log,
    });
  } finally {
    await served.exporter.close();
    await server.close();
    folder.remove();
  }
}

const BOTH = '[contoso.example, graph.microsoft.com]';

describe('a module of the exporter for Microsoft Graph', () => {
  it('tells what a check of it tells, and shows the token with each scrape that it is good for', () =>
    withServed({}, BOTH, async ({ scrape, logins, log }) => {
      for (const count of [1, 2]) {
        const { status, body } = await scrape();
        assert.equal(status, 200, body);
        assert.equal(sampleOf(body, 'probe_success'), 1);
        assert.match(body, /^mailprobe_endpoint_ok\{.*\} 1$/m);
        assert.equal(sampleOf(body, 'mailprobe_credentials_not_tried_again'), 0);
        assert.equal(logins(), count);
        assert.ok(!body.includes('eyJ') && !log.join().includes('eyJ'));
      }
    }));

  it('shows a token that was refused no second time', () =>
    withServed({ user: refusal(), inbox: refusal() }, BOTH, async ({ scrape, logins }) => {
      const first = await scrape();
      assert.equal(sampleOf(first.body, 'probe_success'), 0);
      const shown = logins();
      assert.ok(shown >= 1);
      const told = await Promise.all([scrape(), scrape(), scrape()]);
      for (const { body } of told) {
        assert.equal(sampleOf(body, 'probe_success'), 0);
        assert.equal(sampleOf(body, 'mailprobe_credentials_not_tried_again'), 1);
      }
      assert.equal(logins(), shown);
    }));

  it('reaches no host that is not on the list, be it the service itself', () =>
    withServed({}, 'contoso.example', async ({ scrape, logins }) => {
      const { status, body } = await scrape();
      assert.equal(status, 403);
      assert.match(body, /graph\.microsoft\.com/);
      assert.equal((await scrape('mail.example.com')).status, 403);
      assert.equal(logins(), 0);
    }));
});

it('a module of the exporter for Exchange Web Services sends no password a second time that was refused', async () => {
  const server = await startEwsServer({ door: BASIC_DOOR, inbox: BASIC_DOOR }, ['mail.contoso.example']);
  const text = `modules: { ews: { protocol: ews, ports: ${server.port}, resolve: "mail.contoso.example:127.0.0.1", allowed_targets: mail.contoso.example, credentials: { user: ${MAILBOX}, password_env: P } } }`;
  const base = { ...DEFAULT_REQUEST, tls: { ...DEFAULT_REQUEST.tls, extraRoots: server.extraRoots } };
  const loaded = await readConfiguration('m.yml', text, { base, env: { P: 'Zf7-quartz lamp' }, onSecret: () => {} });
  assert.ok(loaded.ok, JSON.stringify(loaded));
  const served = await startExporter(loaded.configuration);
  try {
    const bodies: string[] = [];
    for (let at = 0; at < 3; at += 1)
      bodies.push((await fetchFrom(served.base, '/probe?module=ews&target=mail.contoso.example')).body);
    assert.deepEqual(
      bodies.map((body) => sampleOf(body, 'mailprobe_credentials_not_tried_again')),
      [0, 1, 1],
    );
    assert.equal(sampleOf(bodies[0] ?? '', 'mailprobe_credentials_status{status="rejected"}'), 1);
    assert.equal(server.logins().length, 1);
  } finally {
    await served.exporter.close();
    await server.close();
  }
});

function refusal() {
  return graphError(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.');
}
