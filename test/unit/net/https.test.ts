// One exchange over HTTPS: what ends it, what of the answer is kept, and that nothing is followed or taken on trust.
import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { it } from 'node:test';
import { exchangeOverHttps, type HttpsRequest, type HttpsResult, isFound } from '../../../src/net/https.ts';
import { startHttpsServer } from '../../support/https-server.ts';

const HOST = 'documents.example';
/** No exchange here is to end by its time unless it says so. */
const AN_HOUR_MS = 3_600_000;

interface Exchanged {
  readonly result: HttpsResult;
  readonly requests: readonly string[];
}

async function exchange(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  options: Partial<HttpsRequest> = {},
  names: readonly string[] = [HOST],
): Promise<Exchanged> {
  const server = await startHttpsServer(names, answer);
  try {
    const bounds = { maxBytes: 100, timeoutMs: AN_HOUR_MS, signal: new AbortController().signal };
    const result = await exchangeOverHttps(new URL(`https://${HOST}/path?a=b`), { ...bounds, ...server.fetch, ...options });
    return { result, requests: [...server.requests] };
  } finally {
    await server.close();
  }
}

const faultOf = (result: HttpsResult): string => (result.ok ? 'none' : result.fault.kind);

it('hands over status, content type and body, and sends what it was given', async () => {
  const { result, requests } = await exchange(
    (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { 'x-own': own = '', 'content-length': length = '' } = request.headers;
        response.setHeader('content-type', 'text/plain').end(`${request.method} ${own} ${length} ${Buffer.concat(chunks)}`);
      });
    },
    { method: 'POST', headers: { 'x-own': 'yes' }, body: 'grüß' },
  );
  assert.ok(result.ok);
  assert.deepEqual([result.status, result.contentType, result.body.toString()], [200, 'text/plain', 'POST yes 6 grüß']);
  assert.deepEqual(requests, [`${HOST} /path?a=b`]);
});

it('follows no redirect', async () => {
  const { result, requests } = await exchange((_, response) =>
    response.writeHead(302, { location: `https://${HOST}/elsewhere` }).end('there'),
  );
  assert.ok(result.ok);
  assert.deepEqual([result.status, result.body.toString(), requests.length], [302, 'there', 1]);
});

it('leaves a body where it is that nobody wants, however long', async () => {
  const { result } = await exchange((_, response) => response.writeHead(404).write('x'.repeat(1_000)), { wantsBody: isFound });
  assert.ok(result.ok);
  assert.deepEqual([result.status, result.body.length], [404, 0]);
});

it('ends with the first byte too many, and keeps what it knew', async () => {
  const { result } = await exchange((_, response) => response.setHeader('content-type', 'a/b').write('x'.repeat(101)));
  assert.ok(!result.ok && result.head);
  const { headers, ...head } = result.head;
  assert.deepEqual([result.fault, head], [{ kind: 'too-large' }, { status: 200, contentType: 'a/b', location: '' }]);
  assert.equal(headers['content-type'], 'a/b');
});

it('tells a body that was cut off from one that ended', async () => {
  const { result } = await exchange((_, response) => {
    response.setHeader('content-length', '50').write('begun', () => response.socket?.destroy());
  });
  assert.equal(faultOf(result), 'cut-off');
  assert.ok(!result.ok && result.head?.status === 200);
});

it('ends by its time, and by the signal, before it began as well', async () => {
  assert.equal(faultOf((await exchange(() => {}, { timeoutMs: 1 })).result), 'timeout');
  const ending = new AbortController();
  const { result } = await exchange(() => ending.abort(), { signal: ending.signal });
  assert.equal(faultOf(result), 'over');
  const late = await exchange((_, response) => response.end(), { signal: AbortSignal.abort() });
  assert.deepEqual([faultOf(late.result), late.requests], ['over', []]);
});

it('sends nothing without TLS', async () => {
  const signal = new AbortController().signal;
  const result = await exchangeOverHttps(new URL(`http://${HOST}/`), { maxBytes: 1, signal });
  assert.equal(faultOf(result), 'not-https');
});

it('asks nothing of a server with another name, or one that nobody vouches for', async () => {
  const other = await exchange((_, response) => response.end(), {}, ['other.example']);
  const unknown = await exchange((_, response) => response.end(), { extraRoots: [] });
  for (const { result, requests } of [other, unknown]) {
    assert.equal(faultOf(result), 'system');
    assert.deepEqual(requests, []);
  }
});
