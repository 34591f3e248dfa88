// Gets an access token from Microsoft, Google or any issuer: client credentials, refresh token, device code. A
// provider that refuses is data. Must not know what the token is for.
import type { TokenRequestFailure } from '../model/observation.ts';
import type { OauthOptions } from '../model/plan.ts';
import { Secret } from '../model/secret.ts';
import { visibleText } from '../model/visible-text.ts';
import type { Deadline } from '../net/deadline.ts';
import type { Redactor } from '../net/redactor.ts';
import { ExchangeRefused, HttpsFetch } from './https-fetch.ts';

type OpenidClient = typeof import('openid-client');
type Configuration = import('openid-client').Configuration;
type ServerMetadata = import('openid-client').ServerMetadata;

/** What to show to the user of the device flow (RFC 8628 §3.2), as visible text. */
export interface DeviceCode {
  readonly userCode: string;
  readonly address: string;
  /** The address with the code in it, where the provider gives one. */
  readonly addressWithCode: string | null;
  readonly expiresInSeconds: number;
}

export interface FetchTokenContext {
  readonly deadline: Deadline;
  /** PEM, added to the public roots and NODE_EXTRA_CA_CERTS. */
  readonly extraRoots: readonly string[];
  readonly redactor: Redactor;
  /** Shows the code; without it the device flow can't be used. */
  readonly onDeviceCode?: (code: DeviceCode) => void;
}

export type TokenResult =
  | { readonly ok: true; readonly token: Secret; readonly refreshToken: Secret | null }
  | { readonly ok: false; readonly failure: TokenRequestFailure };

/** The device code ran out before anybody signed in, and the issuer did not say so itself. */
class CodeExpired extends Error {}

const MAX_CODE_SECONDS = 86_400;
/** The issuer's own `expired_token` comes with the poll after the end; it says more. */
const CODE_GRACE_MS = 6_000;
const MAX_DESCRIPTION = 1_000;
const MAX_SAMPLE = 120;

/** Never throws for what the provider does or says. */
export async function fetchToken(options: OauthOptions, context: FetchTokenContext): Promise<TokenResult> {
  const { redactor, deadline, extraRoots } = context;
  for (const secret of [options.clientSecret, options.refreshToken]) if (secret) redactor.add(secret.reveal());
  const http = new HttpsFetch({ extraRoots, signal: deadline.signal });
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
    const failure = describeFailure(error, http, options, deadline);
    const { description } = failure;
    return {
      ok: false,
      failure: {
        ...failure,
        description: description && redactor.scrub(description),
        error: failure.error && redactor.scrub(failure.error),
      },
    };
  }
}

/** Where the addresses are published and stable, discovery would only cost a round trip. */
function knownMetadata({ provider, issuer }: OauthOptions): ServerMetadata | null {
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
  const authentication =
    secret === undefined ? client.None() : inForm ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret);
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
      context.onDeviceCode({
        userCode: visibleText(device.user_code),
        address: visibleText(device.verification_uri),
        addressWithCode: device.verification_uri_complete === undefined ? null : visibleText(device.verification_uri_complete),
        expiresInSeconds: device.expires_in,
      });
      // The client leaves the code's life to whoever hands it a signal.
      const lifeMs = Math.min(Math.max(device.expires_in, 0), MAX_CODE_SECONDS) * 1_000 + CODE_GRACE_MS;
      const life = AbortSignal.timeout(lifeMs);
      const signal = AbortSignal.any([context.deadline.signal, life]);
      return client.pollDeviceAuthorizationGrant(configuration, device, undefined, { signal }).catch((error: unknown) => {
        throw life.aborted && !context.deadline.isOver ? new CodeExpired() : error;
      });
    }
  }
}

interface Fault {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

const asFault = (error: unknown): Fault => (typeof error === 'object' && error !== null ? error : {});

/** The errno or OpenSSL word at the bottom of an error: causes and AggregateErrors are looked through. */
function systemCodeOf(error: unknown, depth = 0): string | null {
  const { code, cause, errors } = asFault(error);
  const inner = Array.isArray(errors) ? errors[0] : cause;
  if (inner !== undefined && depth < 5) {
    const found = systemCodeOf(inner, depth + 1);
    if (found !== null) return found;
  }
  // The OAuth client's own codes (OAUTH_…) are no system's.
  return typeof code === 'string' && !/^OAUTH_/.test(code) ? visibleText(code) : null;
}

function refusalOf(error: unknown, depth = 0): ExchangeRefused | null {
  if (error instanceof ExchangeRefused) return error;
  const { cause } = asFault(error);
  return cause === undefined || depth >= 5 ? null : refusalOf(cause, depth + 1);
}

interface ErrorAnswer {
  readonly error: string | null;
  readonly description: string | null;
}

/** RFC 6749 §5.2, from the answer itself. */
function readErrorAnswer(body: string): ErrorAnswer | null {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null) return null;
    const text = (name: string): string | null => {
      const field: unknown = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
      return typeof field === 'string' && field !== '' ? visibleText(field.slice(0, MAX_DESCRIPTION)) : null;
    };
    return { error: text('error'), description: text('error_description') };
  } catch {
    return null;
  }
}

function describeFailure(error: unknown, http: HttpsFetch, options: OauthOptions, deadline: Deadline): TokenRequestFailure {
  const { last } = http;
  const endpoint = visibleText(last?.endpoint ?? options.issuer);
  const status = last?.status ?? null;
  if (deadline.isOver)
    return { endpoint, status, error: null, description: 'no answer within the time', systemCode: 'ETIMEDOUT' };
  if (error instanceof CodeExpired)
    return {
      endpoint,
      status,
      error: 'expired_token',
      description: 'nobody signed in before the code ran out',
      systemCode: null,
    };
  const refusal = refusalOf(error);
  if (refusal) return { endpoint, status, error: null, description: refusal.message, systemCode: refusal.code };
  if (status === null) {
    const systemCode = systemCodeOf(error) ?? 'UNKNOWN';
    return { endpoint, status, error: null, description: systemMessage(error), systemCode };
  }
  const answer = readErrorAnswer(last?.body ?? '');
  if (answer?.error) return { endpoint, status, ...answer, systemCode: null };
  const sample = visibleText((last?.body ?? '').slice(0, MAX_SAMPLE).trim());
  const isJson = answer !== null;
  const description = isJson
    ? describeOddAnswer(error)
    : `the answer is no JSON${sample === '' ? ', it is empty' : `: ${sample}`}`;
  return { endpoint, status, error: null, description, systemCode: null };
}

function systemMessage(error: unknown): string {
  let innermost: unknown = error;
  for (let depth = 0; depth < 5 && asFault(innermost).cause !== undefined; depth++) innermost = asFault(innermost).cause;
  const { message } = asFault(innermost);
  return visibleText(String(message ?? '').slice(0, MAX_DESCRIPTION)) || 'no connection';
}

/** JSON, yet no answer that the OAuth client takes: what it found missing or different. */
function describeOddAnswer(error: unknown): string {
  const { message } = asFault(error);
  const { code } = asFault(error);
  const kind = typeof code === 'string' ? `${code}: ` : '';
  return visibleText(`the answer is not what OAuth 2.0 asks for: ${kind}${String(message ?? '')}`.slice(0, MAX_DESCRIPTION));
}
