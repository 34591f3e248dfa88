// A real OpenID provider (oidc-provider) on loopback over TLS with a certificate of the lab's authority: an
// application, a person with a refresh token, a person at a device. No test of its own.
import { once } from 'node:events';
import { createServer } from 'node:https';
import { labCertificate } from '../../src/lab/certificates.ts';

export const MAIL_SCOPE = 'https://mail.lab.test/';
/** The application may not have it. */
export const OTHER_SCOPE = 'https://files.lab.test/';
export const APPLICATION = { id: 'mail-application', secret: 'Application~Secret/5512+q' } as const;
export const PERSON = { clientId: 'mail-client', account: 'ada@lab.test' } as const;

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

export interface OpenidProvider {
  readonly issuer: string;
  /** A refresh token of the person's, as a sign-in would have left it. */
  readonly issueRefreshToken: () => Promise<string>;
  /** What the person does in the browser with the code shown. */
  readonly approve: (userCode: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** `onToken` is told of every access token that is issued. */
export async function startOpenidProvider(onToken: (token: string) => void): Promise<OpenidProvider> {
  // It warns of runtimes that it is not tested with, on stderr, at import.
  const { default: Provider } = await import('oidc-provider');
  const { chainPem, keyPem } = labCertificate('good', '127.0.0.1');
  const server = createServer({ cert: chainPem, key: keyPem });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const issuer = `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: APPLICATION.id,
        client_secret: APPLICATION.secret,
        scope: MAIL_SCOPE,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
      {
        client_id: PERSON.clientId,
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        grant_types: ['refresh_token', DEVICE_GRANT],
        redirect_uris: [],
        response_types: [],
      },
    ],
    scopes: ['openid', 'offline_access', MAIL_SCOPE, OTHER_SCOPE],
    features: {
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      devInteractions: { enabled: false },
    },
    cookies: { keys: ['only for this test'] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  });
  for (const event of ['client_credentials.saved', 'access_token.saved'] as const) {
    // The types know other events only.
    provider.on(event as never, (token: { readonly jti: string }) => onToken(token.jti));
  }
  server.on('request', provider.callback());

  const consent = async (): Promise<string> => {
    const grant = new provider.Grant({ accountId: PERSON.account, clientId: PERSON.clientId });
    grant.addOIDCScope(`openid offline_access ${MAIL_SCOPE}`);
    return grant.save();
  };
  const signedIn = async () => ({
    accountId: PERSON.account,
    grantId: await consent(),
    authTime: Math.floor(Date.now() / 1000),
    scope: `openid offline_access ${MAIL_SCOPE}`,
  });

  return {
    issuer,
    async issueRefreshToken() {
      const client = await provider.Client.find(PERSON.clientId);
      if (!client) throw new Error('no such client');
      const token = new provider.RefreshToken({ client, gty: 'authorization_code', ...(await signedIn()) } as never);
      return token.save();
    },
    async approve(userCode) {
      const code = await provider.DeviceCode.findByUserCode(userCode.replace(/[^A-Z0-9]/gi, ''), { ignoreExpiration: true });
      if (!code) throw new Error(`no device waits with the code ${userCode}`);
      Object.assign(code, await signedIn());
      await code.save();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
