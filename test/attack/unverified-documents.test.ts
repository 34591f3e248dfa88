// NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment, as many a container has it, switches Node's verification off wherever a
// call does not insist on it: a policy or an autoconfig file of anybody's would be believed, and a client secret handed out.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { exchangeOverHttps } from '../../src/net/https.ts';
import { HttpsFetch } from '../../src/oauth/https-fetch.ts';
import { startHttpsServer, type TestHttpsServer } from '../support/https-server.ts';

const VARIABLE = 'NODE_TLS_REJECT_UNAUTHORIZED';
const { [VARIABLE]: given } = process.env;
let server: TestHttpsServer;

before(async () => {
  process.env[VARIABLE] = '0';
  server = await startHttpsServer(['own.example', 'localhost'], (_, response) => response.end('taken on trust'));
});
after(async () => {
  if (given === undefined) delete process.env[VARIABLE];
  else process.env[VARIABLE] = given;
  await server.close();
});

it('a document comes from a verified server or not at all', async () => {
  const { connectTo } = server.fetch;
  const { signal } = new AbortController();
  const result = await exchangeOverHttps(new URL('https://own.example/'), { maxBytes: 100, signal, connectTo });
  assert.ok(!result.ok && result.fault.kind === 'system');
  assert.match(result.fault.systemCode, /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/);
  assert.deepEqual(server.requests, []);
});

it('a token is asked of a verified provider or of none', async () => {
  const client = new HttpsFetch({ extraRoots: [], signal: new AbortController().signal });
  const address = `https://localhost:${server.fetch.connectTo.port}/token`;
  const failed = client.fetch(address, { method: 'POST', headers: {}, body: 'client_secret=s' });
  await assert.rejects(failed, { code: /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/ });
  assert.deepEqual(server.requests, []);
});
