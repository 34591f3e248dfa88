// An HTTPS server of the tests' own on loopback, with a certificate of the lab's authority for the names given.
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { labRootPem, makeCertificate } from '../../src/lab/certificates.ts';

export interface TestHttpsServer {
  /** What to hand to the code under test, so that it comes here and trusts this. */
  readonly fetch: {
    readonly extraRoots: readonly string[];
    readonly connectTo: { readonly address: string; readonly port: number };
  };
  /** `host path`, in order of arrival. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

export async function startHttpsServer(
  names: readonly string[],
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<TestHttpsServer> {
  const { chainPem, keyPem } = makeCertificate({ names }, names[0]);
  const requests: string[] = [];
  const server = createServer({ cert: chainPem, key: keyPem }, (request, response) => {
    requests.push(`${request.headers.host} ${request.url}`);
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    fetch: { extraRoots: [labRootPem()], connectTo: { address: '127.0.0.1', port } },
    requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
