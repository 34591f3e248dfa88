// Fetches one list of revoked certificates: over HTTP, as these lists go, since they are signed themselves, or HTTPS. No redirect
// is followed; bounded in bytes and time. What the list says is not known here.
import { get } from 'node:http';
import { endingOf } from './deadline.ts';
import { clientLookup, systemLookup } from './dns/connection-lookup.ts';
import { detailOf } from './failure.ts';
import { exchangeOverHttps, type HttpsRequest, isFound, nameOf } from './https.ts';

export type CrlRequest = Required<Pick<HttpsRequest, 'maxBytes' | 'timeoutMs' | 'signal'>> & Pick<HttpsRequest, 'client'>;

/** The bytes, or in a few words why there are none. Never rejects. */
export async function fetchCrl(url: URL, request: CrlRequest): Promise<Buffer | string> {
  if (url.protocol === 'http:') return fetchInTheClear(url, request);
  const answer = await exchangeOverHttps(url, { ...request, wantsBody: isFound });
  if (!answer.ok) return nameOf(answer.fault);
  return isFound(answer.status) ? answer.body : `HTTP ${answer.status}`;
}

function fetchInTheClear(url: URL, { maxBytes, timeoutMs, signal, client }: CrlRequest): Promise<Buffer | string> {
  const ending = endingOf(signal);
  if (ending.isOver) return Promise.resolve('no time left');
  return new Promise((resolve) => {
    const lookup = client ? clientLookup(client) : systemLookup(ending, timeoutMs);
    const outgoing = get(url, { agent: false, lookup, headers: { accept: 'application/pkix-crl', 'user-agent': 'mailprobe' } });
    const finish = (result: Buffer | string): void => {
      clearTimeout(timer);
      stopListening();
      outgoing.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => finish('timeout'), timeoutMs);
    const stopListening = ending.onOver(() => finish('no time left'));
    outgoing.on('error', (error) => finish(detailOf(error)));
    outgoing.on('response', (response) => {
      if (!isFound(response.statusCode ?? 0)) return finish(`HTTP ${response.statusCode}`);
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) finish('too large');
        else chunks.push(chunk);
      });
      response.on('aborted', () => finish('the connection closed within the answer'));
      response.on('error', (error) => finish(detailOf(error)));
      response.on('end', () => finish(Buffer.concat(chunks)));
    });
  });
}
