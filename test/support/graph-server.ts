// Microsoft Graph as far as a check gets to see it, on loopback: the shapes of its answers as documentation and public threads have
// them, and each request counted. Fails whoever asks for anything but reading.
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { startHttpsServer } from './https-server.ts';

export interface GraphAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** In place of an answer. */
  readonly act?: (response: ServerResponse) => void;
}

export interface GraphRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface GraphServer {
  readonly port: number;
  readonly extraRoots: readonly string[];
  readonly requests: readonly GraphRequest[];
  /** Those that bore a token. */
  readonly logins: () => readonly GraphRequest[];
  readonly close: () => Promise<void>;
}

export const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): GraphAnswer => ({
  status,
  headers: { 'content-type': 'application/json', 'request-id': 'b5b8a4d8-2b7a-4f3c-9f0e-3f6f5f1f0a11', ...headers },
  body: JSON.stringify(value),
});

/** https://learn.microsoft.com/graph/errors */
export const graphError = (
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): GraphAnswer =>
  json(status, { error: { code, message, innerError: { date: '2026-11-27T00:00:00', 'request-id': 'b5b8a4d8' } } }, headers);

/** microsoftgraph/microsoft-graph-docs issue 4752 has the challenge whole. */
export const NO_TOKEN = graphError(401, 'InvalidAuthenticationToken', 'Access token is empty.', {
  'www-authenticate':
    'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
});

export const USER_FOUND = json(200, { mail: 'alice@contoso.example', userPrincipalName: 'alice@contoso.example' });
export const INBOX_FOUND = json(200, { id: 'AAMkAGI2AAAAAAEMAAA=' });

export interface GraphScript {
  readonly door?: GraphAnswer;
  readonly user?: GraphAnswer;
  readonly inbox?: GraphAnswer;
}

const READING = /^\/v1\.0\/(?:me|users\/[^/?]+)(?:\/mailFolders\/inbox)?\?\$select=[A-Za-z,]+$/;

export async function startGraphServer(
  script: GraphScript = {},
  names: readonly string[] = ['graph.microsoft.com'],
): Promise<GraphServer> {
  const requests: GraphRequest[] = [];
  const server = await startHttpsServer(names, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      requests.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
      if (method !== 'GET' || !READING.test(path)) return response.writeHead(500).end('a check must not ask for this');
      const isInbox = path.includes('/mailFolders/inbox');
      const answer = !headers.authorization
        ? (script.door ?? NO_TOKEN)
        : isInbox
          ? (script.inbox ?? INBOX_FOUND)
          : (script.user ?? USER_FOUND);
      if (answer.act) return answer.act(response);
      response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
    });
  });
  return {
    port: server.fetch.connectTo.port,
    extraRoots: server.fetch.extraRoots,
    requests,
    logins: () => requests.filter(({ headers }) => headers.authorization !== undefined),
    close: async () => {
      const wrong = requests.filter(({ method, path, body }) => method !== 'GET' || !READING.test(path) || body !== '');
      await server.close();
      if (wrong.length > 0)
        throw new Error(
          `the check asked for more than reading: ${wrong.map(({ method, path }) => `${method} ${path}`).join(', ')}`,
        );
    },
  };
}

/** A JWT as Entra's are, unsigned: nobody here checks that. */
export function makeToken(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ typ: 'JWT', alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJlLW9mLW5vYm9keQ`;
}

const HOUR_S = 3_600;
const nowSeconds = (): number => Math.floor(Date.now() / 1000);

export const APPLICATION_CLAIMS = {
  aud: 'https://graph.microsoft.com',
  tid: '11111111-2222-3333-4444-555555555555',
  appid: '66666666-7777-8888-9999-000000000000',
  idtyp: 'app',
  roles: ['Mail.Send', 'Mail.Read'],
  exp: nowSeconds() + HOUR_S,
} as const;

export const PERSON_CLAIMS = {
  aud: 'https://graph.microsoft.com',
  tid: '11111111-2222-3333-4444-555555555555',
  appid: '66666666-7777-8888-9999-000000000000',
  upn: 'alice@contoso.example',
  scp: 'Mail.Read Mail.Send User.Read',
  exp: nowSeconds() + HOUR_S,
} as const;
