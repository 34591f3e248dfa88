// What an issuer's metadata (RFC 8414) and a domain's protected-resource metadata (RFC 9728) must be to count, and where both lie.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { DocumentOptions } from '../../../src/discover/document.ts';
import { lookUpIssuer, lookUpResource, parseIssuerMetadata } from '../../../src/discover/own-domain/oauth-metadata.ts';
import { startHttpsServer, type TestHttpsServer } from '../../support/https-server.ts';

const issuer = new URL('https://login.own.example/tenant');
const metadata = (more: object = {}) =>
  JSON.stringify({
    issuer: 'https://login.own.example/tenant',
    authorization_endpoint: 'https://login.own.example/a',
    token_endpoint: 'https://login.own.example/t',
    ...more,
  });

test('metadata of the issuer that was asked for, with its endpoints', () => {
  assert.deepEqual(parseIssuerMetadata(metadata({ registration_endpoint: 'https://login.own.example/r' }), issuer), {
    ok: true,
    value: {
      authorizationEndpoint: 'https://login.own.example/a',
      tokenEndpoint: 'https://login.own.example/t',
      registrationEndpoint: 'https://login.own.example/r',
    },
  });
});

for (const [what, text, why] of [
  ['another issuer', metadata({ issuer: 'https://evil.example' }), /of the issuer "https:\/\/evil\.example"/],
  ['an issuer that is a longer name', metadata({ issuer: 'https://login.own.example/tenant2' }), /and not of/],
  ['an endpoint in plaintext', metadata({ token_endpoint: 'http://login.own.example/t' }), /https: authorization_endpoint/],
  ['an endpoint that is no text', metadata({ token_endpoint: 1 }), /https: authorization_endpoint/],
  ['a list', '[]', /no JSON object/],
  ['a web page', '<html>', /well-formed JSON/],
] as const)
  test(`refused: ${what}`, () => {
    const parsed = parseIssuerMetadata(text, issuer);
    assert.ok(!parsed.ok);
    assert.match(parsed.why, why);
  });

let server: TestHttpsServer;
let answers: Readonly<Record<string, string>> = {};
before(async () => {
  server = await startHttpsServer(['login.own.example', 'own.example'], (request, response) => {
    const body = answers[`${request.headers.host}${request.url}`];
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(body);
  });
});
after(async () => server.close());
const options = (): DocumentOptions => ({
  user: null,
  signal: new AbortController().signal,
  timeoutMs: 30_000,
  client: null,
  fetch: server.fetch,
});

test('the well-known part goes between host and path; a bare host name is an issuer too', async () => {
  answers = {
    'login.own.example/.well-known/oauth-authorization-server/tenant': metadata(),
    'login.own.example/.well-known/oauth-authorization-server': metadata({ issuer: 'https://login.own.example' }),
  };
  for (const name of [issuer.href, 'login.own.example', 'https://login.own.example/'])
    assert.ok((await lookUpIssuer(name, 'test', options())).metadata?.ok, name);
  assert.equal((await lookUpIssuer('http://login.own.example', 'test', options())).metadata?.ok, false);
  assert.equal((await lookUpIssuer('https://login.own.example/other', 'test', options())).document?.status, 'absent');
});

test('protected-resource metadata is of the domain that was asked', async () => {
  const place = 'own.example/.well-known/oauth-protected-resource';
  answers = {
    [place]: JSON.stringify({ resource: 'https://own.example', authorization_servers: ['https://login.own.example', 7] }),
  };
  assert.deepEqual((await lookUpResource('own.example', options())).issuers, { ok: true, value: ['https://login.own.example'] });
  answers = { [place]: JSON.stringify({ resource: 'https://evil.example', authorization_servers: [] }) };
  assert.equal((await lookUpResource('own.example', options())).issuers?.ok, false);
  answers = {};
  assert.equal((await lookUpResource('own.example', options())).issuers, null);
});
