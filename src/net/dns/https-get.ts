// One small document over HTTPS: certificate verified, no redirect followed, bounded in size and time. For MTA-STS
// policies and autoconfig files; loaded only when one is there to be fetched. Knows nothing of what it fetches.
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { visibleText } from '../../model/visible-text.ts';
import { endingOf } from '../deadline.ts';
import { checkServerIdentity } from '../server-identity.ts';
import type { DnsClient } from './client.ts';
import { systemLookup } from './system.ts';

export interface HttpsGetOptions {
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Answers for the host's address in place of the system's resolver. */
  readonly client?: DnsClient | null;
  /** PEM, beside the public roots: for tests. */
  readonly ca?: string;
  /** Where to connect in place of the URL's host and port: for tests. */
  readonly connectTo?: { readonly address: string; readonly port: number };
}

export type HttpsResult =
  | { readonly status: number; readonly contentType: string; readonly body: string }
  /** `error`: an errno, an OpenSSL code, "timeout", "too large". */
  | { readonly error: string };

/** Never rejects. A status other than 200 comes without body. */
export function getOverHttps(url: URL, options: HttpsGetOptions): Promise<HttpsResult> {
  if (url.protocol !== 'https:' || options.signal.aborted) return Promise.resolve({ error: 'not asked' });
  return new Promise((resolve) => {
    const { connectTo, client } = options;
    const outgoing = request({
      host: connectTo?.address ?? url.hostname,
      port: connectTo?.port ?? (url.port || 443),
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, accept: 'text/plain, text/xml, application/xml', 'user-agent': 'mailprobe' },
      agent: false,
      checkServerIdentity,
      ...(isIP(url.hostname) ? {} : { servername: url.hostname }),
      ...(options.ca === undefined ? {} : { ca: options.ca }),
      lookup: client ? lookupOver(client) : systemLookup(endingOf(options.signal), options.timeoutMs),
    });
    let isDone = false;
    const finish = (result: HttpsResult) => {
      if (isDone) return;
      isDone = true;
      clearTimeout(timer);
      options.signal.removeEventListener('abort', onAbort);
      outgoing.destroy();
      resolve(result);
    };
    const onAbort = () => finish({ error: 'no answer' });
    const timer = setTimeout(() => finish({ error: 'timeout' }), options.timeoutMs);
    options.signal.addEventListener('abort', onAbort, { once: true });
    outgoing.on('error', (error: NodeJS.ErrnoException) => finish({ error: error.code ?? visibleText(error.message) }));
    outgoing.on('response', (response) => {
      const contentType = visibleText(response.headers['content-type'] ?? '');
      const status = response.statusCode ?? 0;
      if (status !== 200) return finish({ status, contentType, body: '' });
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > options.maxBytes) finish({ error: 'too large' });
        else chunks.push(chunk);
      });
      response.on('error', (error: NodeJS.ErrnoException) => finish({ error: error.code ?? 'EIO' }));
      response.on('aborted', () => finish({ error: 'ECONNRESET' }));
      response.on('end', () => finish({ status, contentType, body: Buffer.concat(chunks).toString('utf8') }));
    });
    outgoing.end();
  });
}

/** `--dns-server` answers for everything in a check, so for this too. */
function lookupOver(client: DnsClient): LookupFunction {
  return (hostname, options, callback) => {
    void Promise.all([client.query(hostname, 'A'), client.query(hostname, 'AAAA')]).then(([four, six]) => {
      const found = [
        ...four.records.map((address) => ({ address, family: 4 })),
        ...six.records.map((address) => ({ address, family: 6 })),
      ];
      const [first] = found;
      if (!first) {
        const error: NodeJS.ErrnoException = new Error(`no address for ${hostname}`);
        error.code = four.systemCode ?? 'ENOTFOUND';
        callback(error, '', 0);
      } else if (options.all) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
}
