// Gets an access token from Microsoft, Google or any issuer: client credentials, refresh token, device code. A
// provider that refuses is data. Must not know what the token is for.
import type { TokenRequestFailure } from '../model/observation.ts';
import type { OauthOptions } from '../model/plan.ts';
import { Secret } from '../model/secret.ts';
import { visibleText } from '../model/visible-text.ts';
import type { Deadline } from '../net/deadline.ts';
import type { Redactor } from '../net/redactor.ts';
import type { Roots } from '../net/roots.ts';
import { clientAssertion } from './client-assertion.ts';
import { ExchangeRefused, HttpsFetch } from './https-fetch.ts';
import { CodeExpired, describeFailure } from './token-failure.ts';

type OpenidClient = typeof import('openid-client');
type Configuration = import('openid-client').Configuration;
type ServerMetadata = import('openid-client').ServerMetadata;
type DeviceAuthorization = import('openid-client').DeviceAuthorizationResponse;
type TokenAnswer = import('openid-client').TokenEndpointResponse;

/** What to show to the user of the device flow (RFC 8628 §3.2), as visible text. */
export interface DeviceCode {
  readonly userCode: string;
  readonly address: string;
  /** The address with the code in it, where the provider gives one. */
  readonly addressWithCode: string | null;
  readonly expiresInSeconds: number;
}

export interface FetchTokenContext extends Roots {
  readonly deadline: Deadline;
  readonly redactor: Redactor;
  /** Shows the code; without it the device flow can't be used. */
  readonly onDeviceCode?: (code: DeviceCode) => void;
}

export type TokenResult =
  | { readonly ok: true; readonly token: Secret; readonly refreshToken: Secret | null }
  | { readonly ok: false; readonly failure: TokenRequestFailure };

const MAX_CODE_SECONDS = 86_400;
/** The issuer's own `expired_token` comes with the poll after the end; it says more. */
const CODE_GRACE_MS = 6_000;

/** Never throws for what the provider does or says. */
export async function fetchToken(options: OauthOptions, context: FetchTokenContext): Promise<TokenResult> {
  const { redactor, deadline, extraRoots, trust = null } = context;
  for (const secret of [options.clientSecret, options.refreshToken, options.clientCertificate?.keyPem])
    if (secret) redactor.add(secret.reveal());
  const onAssertion = (assertion: string): void => redactor.add(assertion);
  const http = new HttpsFetch({ extraRoots, trust, signal: deadline.signal, onAssertion });
  try {
    const client = await import('openid-client');
    const configuration = await configure(client, options, http);
    const answer = await requestToken(client, configuration, options, context);
    redactor.add(answer.access_token);
    if (answer.refresh_token !== undefined) redactor.add(answer.refresh_token);
    return {
      ok: true,
      token: new Secret(answer.access_token),
      refreshToken: answer.refresh_token === undefined ? null : new Secret(answer.refresh_token),
    };
  } catch (error) {
    return { ok: false, failure: describeFailure(error, http, options, deadline, redactor) };
  }
}

/** Where the addresses are published and stable, discovery would only cost a round trip; null: they must be discovered. */
export function knownMetadata({ provider, issuer }: Pick<OauthOptions, 'provider' | 'issuer'>): ServerMetadata | null {
  if (provider === 'google') {
    const base = 'https://oauth2.googleapis.com';
    return { issuer, token_endpoint: `${base}/token`, device_authorization_endpoint: `${base}/device/code` };
  }
  if (provider !== 'microsoft') return null;
  const base = `${issuer.replace(/\/v2\.0\/?$/, '')}/oauth2/v2.0`;
  return { issuer, token_endpoint: `${base}/token`, device_authorization_endpoint: `${base}/devicecode` };
}

async function configure(client: OpenidClient, options: OauthOptions, http: HttpsFetch): Promise<Configuration> {
  const { clientId, clientSecret } = options;
  const known = knownMetadata(options);
  const metadata: ServerMetadata = known ?? (await discover(client, options, http));
  const methods: readonly string[] =
    ('token_endpoint_auth_methods_supported' in metadata && metadata.token_endpoint_auth_methods_supported) || [];
  // RFC 8414 §2: Basic where nothing is said. Microsoft and Google take the secret in the form.
  const inForm = known !== null || methods.includes('client_secret_post');
  const secret = clientSecret?.reveal();
  const byCertificate =
    options.clientCertificate && (await clientAssertion(client, options.clientCertificate, known?.token_endpoint ?? null));
  const authentication =
    byCertificate ??
    (secret === undefined ? client.None() : inForm ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret));
  const configuration = new client.Configuration(metadata, clientId, undefined, authentication);
  configuration[client.customFetch] = http.fetch;
  // The deadline is the only clock: the client's own is set beyond it.
  configuration.timeout = 3_600;
  return configuration;
}

/** OpenID Connect's address first, then that of RFC 8414 for plain OAuth servers. */
async function discover(client: OpenidClient, { issuer, clientId }: OauthOptions, http: HttpsFetch): Promise<ServerMetadata> {
  const find = async (algorithm: 'oidc' | 'oauth2'): Promise<ServerMetadata> => {
    const options = { algorithm, [client.customFetch]: http.fetch, timeout: 3_600 };
    return (await client.discovery(new URL(issuer), clientId, undefined, client.None(), options)).serverMetadata();
  };
  try {
    return await find('oidc');
  } catch (error) {
    if (http.last?.status !== 404) throw error;
    const first = http.last;
    return find('oauth2').catch((second: unknown) => {
      if (http.last?.status === 404) http.last = first;
      throw second;
    });
  }
}

async function requestToken(
  client: OpenidClient,
  configuration: Configuration,
  options: OauthOptions,
  context: FetchTokenContext,
) {
  const parameters: Record<string, string> = options.scope === '' ? {} : { scope: options.scope };
  switch (options.flow) {
    case 'client-credentials':
      return client.clientCredentialsGrant(configuration, parameters);
    case 'refresh-token':
      return client.refreshTokenGrant(configuration, options.refreshToken?.reveal() ?? '', parameters);
    case 'device-code': {
      if (!context.onDeviceCode) throw new ExchangeRefused('there is nowhere to show the code to the user');
      const device = await client.initiateDeviceAuthorization(configuration, parameters);
      context.redactor.add(device.device_code);
      const shown = (text: string): string => context.redactor.scrub(visibleText(text));
      context.onDeviceCode({
        userCode: shown(device.user_code),
        address: shown(device.verification_uri),
        addressWithCode: device.verification_uri_complete === undefined ? null : shown(device.verification_uri_complete),
        expiresInSeconds: device.expires_in,
      });
      return pollForToken(client, configuration, device, context.deadline);
    }
  }
}

/**
 * The client leaves the code's life to whoever hands it a signal, and looks at that only between its waits of up to 5 s:
 * Ctrl-C must not wait for it.
 */
async function pollForToken(
  client: OpenidClient,
  configuration: Configuration,
  device: DeviceAuthorization,
  deadline: Deadline,
): Promise<TokenAnswer> {
  const life = AbortSignal.timeout(Math.min(Math.max(device.expires_in, 0), MAX_CODE_SECONDS) * 1_000 + CODE_GRACE_MS);
  const signal = AbortSignal.any([deadline.signal, life]);
  const aborted = new Promise<never>((_, reject) => {
    const stop = () => reject(life.aborted && !deadline.isOver ? new CodeExpired() : signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([client.pollDeviceAuthorizationGrant(configuration, device, undefined, { signal }), aborted]);
}
