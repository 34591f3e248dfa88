// An OAuth 2.0 issuer on loopback for the tests: answers as told, keeps what was asked. No test of its own.
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { type CertificateKind, labCertificate } from '../../../src/lab/certificates.ts';

export interface Answer {
  readonly status?: number;
  /** An object goes as JSON, a text as HTML. */
  readonly body?: object | string;
  readonly headers?: Record<string, string>;
}

export interface Asked {
  readonly path: string;
  readonly form: Record<string, string>;
  readonly authorization: string | undefined;
}

export interface IdentityProvider extends AsyncDisposable {
  readonly issuer: string;
  readonly asked: Asked[];
}

export interface ProviderOptions {
  /** By path; a missing one is a 404. null: never answers. Discovery is there unless it is given here. */
  readonly answers: (asked: Asked, issuer: string) => Answer | null | undefined;
  readonly metadata?: Record<string, unknown>;
  readonly certificate?: CertificateKind;
  readonly insecure?: boolean;
}

export async function startIdentityProvider({
  answers,
  metadata = {},
  certificate = 'good',
  insecure,
}: ProviderOptions): Promise<IdentityProvider> {
  const asked: Asked[] = [];
  let issuer = '';
  const handle: http.RequestListener = (request, response) => {
    let text = '';
    request.on('data', (bytes) => {
      text += String(bytes);
    });
    request.on('end', () => {
      const one = {
        path: request.url ?? '',
        form: Object.fromEntries(new URLSearchParams(text)),
        authorization: request.headers.authorization,
      };
      asked.push(one);
      const published = {
        issuer,
        token_endpoint: `${issuer}/token`,
        device_authorization_endpoint: `${issuer}/device`,
        authorization_endpoint: `${issuer}/authorize`,
        jwks_uri: `${issuer}/keys`,
        ...metadata,
      };
      let answer = answers(one, issuer);
      if (answer === null) return;
      if (answer === undefined)
        answer = one.path === '/.well-known/openid-configuration' ? { body: published } : { status: 404, body: 'Not found' };
      const { status = 200, body = '', headers = {} } = answer;
      const isText = typeof body === 'string';
      response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers });
      response.end(isText ? body : JSON.stringify(body));
    });
  };
  const { chainPem, keyPem } = labCertificate(certificate, '127.0.0.1');
  const server = insecure ? http.createServer(handle) : https.createServer({ cert: chainPem, key: keyPem }, handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `${insecure ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
