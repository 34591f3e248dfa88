// MTA-STS: what is a record and a policy, and what is not (RFC 8461 §3.1, §3.2); and the fetch.
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import type { MtaStsObservation } from '../../../../src/model/observation.ts';
import { Deadline } from '../../../../src/net/deadline.ts';
import { observeMtaSts, parseStsPolicy, parseStsRecord } from '../../../../src/net/dns/mta-sts.ts';
import { startHttpsServer } from '../../../support/https-server.ts';

const good = (...texts: string[]) => test(`record ${texts.join(' | ')}`, () => assert.equal(parseStsRecord(texts)?.ok, true));
const bad = (...texts: string[]) => test(`no record ${texts.join(' | ')}`, () => assert.equal(parseStsRecord(texts)?.ok, false));
const none = (...texts: string[]) => test(`nothing in ${texts.join(' | ')}`, () => assert.equal(parseStsRecord(texts), null));

good('v=STSv1; id=20260131085700Z;');
good('v=STSv1; id=20260131085700Z');
good('v=STSv1;id=1');
good('v=spf1 -all', 'v=STSv1; id=a1;', 'other');
good('v=STSv1; id=a1; extension=x');
bad('v=STSv1');
bad('v=STSv1;');
bad('v=STSv1; id=;');
bad('v=STSv1; id=2026-01-31');
bad(`v=STSv1; id=${'1'.repeat(33)}`);
bad('v=STSv1; id=1', 'v=STSv1; id=2');
bad('v=STSv1; id=1; id=2');
none();
none('v=STSv2; id=1');
none('v=STSv10; id=1');
none(' v=STSv1; id=1');

const policies: [text: string, policy: { mode: string; mx: string[]; maxAge: number } | null][] = [
  [
    'version: STSv1\nmode: enforce\nmx: mail.example\nmax_age: 604800\n',
    { mode: 'enforce', mx: ['mail.example'], maxAge: 604800 },
  ],
  [
    'version: STSv1\r\nmode: testing\r\nmx: a.example\r\nmx: *.example\r\nmax_age: 1\r\n',
    { mode: 'testing', mx: ['a.example', '*.example'], maxAge: 1 },
  ],
  ['version:STSv1\nmode:none\nmax_age:0', { mode: 'none', mx: [], maxAge: 0 }],
  [
    'mx: a.example\nmax_age: 10\nversion: STSv1\nmode: enforce\nfuture: x y z\n\n',
    { mode: 'enforce', mx: ['a.example'], maxAge: 10 },
  ],
  ['version: STSv1\nmode: enforce\nmode: none\nmx: a.example\nmax_age: 10', { mode: 'enforce', mx: ['a.example'], maxAge: 10 }],
  ['version: STSv1\nmode: none\nmax_age: 9999999999', { mode: 'none', mx: [], maxAge: 31_557_600 }],
  ['', null],
  ['version: STSv2\nmode: none\nmax_age: 1', null],
  ['mode: none\nmax_age: 1', null],
  ['version: STSv1\nmode: Enforce\nmx: a.example\nmax_age: 1', null],
  ['version: STSv1\nmode: enforce\nmax_age: 1', null],
  ['version: STSv1\nmode: enforce\nmx: a.example', null],
  ['version: STSv1\nmode: enforce\nmx: a.example\nmax_age: -1', null],
  ['version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 1 week', null],
  ['version: STSv1\nmode: enforce\nmx: *\nmax_age: 1', null],
  ['version: STSv1\nmode: enforce\nmx: a.*.example\nmax_age: 1', null],
  ['version: STSv1\nmode: enforce\nmx: \u001b[2J\nmax_age: 1', null],
  ['<!doctype html>\n<html></html>', null],
];
for (const [text, policy] of policies) {
  test(`policy ${JSON.stringify(text)}`, () => {
    const parsed = parseStsPolicy(text);
    assert.deepEqual(parsed.ok ? parsed.value : null, policy);
  });
}

test('no error of a policy carries what a terminal would act on', () => {
  const parsed = parseStsPolicy('version: STSv1\nmode: enforce\nmx: \u001b[2J\nmax_age: 1');
  assert.ok(!parsed.ok && !parsed.error.includes('\u001b'));
});

const policy = 'version: STSv1\nmode: enforce\nmx: mail.example\nmax_age: 86400\n';
const plain = (response: ServerResponse, body: string) =>
  response.setHeader('content-type', 'text/plain; charset=utf-8').end(body);

async function observe(
  answer: (response: ServerResponse) => void,
  names = ['mta-sts.own.example'],
): Promise<MtaStsObservation | null> {
  const server = await startHttpsServer(names, (_, response) => answer(response));
  const deadline = new Deadline(60_000);
  let last: MtaStsObservation | null = null;
  try {
    await observeMtaSts({
      domain: 'own.example',
      texts: ['v=STSv1; id=1;'],
      fetchPolicy: true,
      client: null,
      deadline,
      signal: deadline.signal,
      note: (observation) => {
        last = observation;
      },
      fetch: server.fetch,
    });
    return last;
  } finally {
    deadline.release();
    await server.close();
  }
}

test('a policy is fetched over verified HTTPS', async () => {
  assert.deepEqual(await observe((response) => plain(response, policy)), {
    record: 'v=STSv1; id=1;',
    policy: { mode: 'enforce', mx: ['mail.example'], maxAge: 86_400 },
    error: null,
  });
});

const failures: [what: string, answer: (response: ServerResponse) => void, error: RegExp, names?: string[]][] = [
  [
    'a redirect is not followed',
    (response) => response.writeHead(302, { location: 'https://elsewhere.example/' }).end(),
    /HTTP 302/,
  ],
  ['not there', (response) => response.writeHead(404).end(), /HTTP 404/],
  ['a web page', (response) => response.setHeader('content-type', 'text/html').end(policy), /text\/html/],
  ['too large', (response) => plain(response, 'x'.repeat(70_000)), /too large/],
  ['no policy', (response) => plain(response, 'hello'), /line 1/],
  ['hung up', (response) => void response.socket?.destroy(), /ECONNRESET/],
  ['the certificate bears another name', (response) => plain(response, policy), /ALTNAME/, ['www.own.example']],
];
for (const [what, answer, error, names] of failures) {
  test(`no policy: ${what}`, async () => {
    const observed = await observe(answer, names);
    assert.equal(observed?.policy, null);
    assert.match(observed?.error ?? '', error);
  });
}
