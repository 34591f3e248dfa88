// From the OAuth options to what the token request needs: names every companion that is missing, and fills in what a
// provider fixes. Reads the environment, never the network.
import { isIP } from 'node:net';
import { DEFAULT_CLOUD, graphCloudNamed } from '../../model/graph-cloud.ts';
import type { OauthFlow, OauthOptions } from '../../model/plan.ts';
import { PROTOCOL_FACTS, type Protocol } from '../../model/protocol.ts';
import { Secret } from '../../model/secret.ts';
import { withoutEnd } from '../../model/text-ends.ts';
import { quoteInput, UsageError } from '../../model/usage-error.ts';
import { readVariable } from '../../request/secret-source.ts';
import type { CheckOptions } from '../options/options.ts';
import type { Io } from '../terminal/io.ts';

type Provider = OauthOptions['provider'];

/** Options that mean nothing without `--oauth`. */
const COMPANIONS = [
  'oauthFlow',
  'tenant',
  'clientId',
  'clientSecretEnv',
  'oauthCert',
  'oauthKey',
  'refreshTokenEnv',
  'scope',
] as const;
const dashed = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function missingCompanions(options: CheckOptions, provider: Provider, flow: OauthFlow): string[] {
  const wanted: (keyof CheckOptions)[] = ['clientId'];
  const hasCertificate = options.oauthCert !== undefined || options.oauthKey !== undefined;
  if (hasCertificate) wanted.push('oauthCert', 'oauthKey');
  else if (flow === 'client-credentials') wanted.push('clientSecretEnv');
  if (flow === 'refresh-token') wanted.push('refreshTokenEnv');
  // A tenant is what an application logs in to; a person's flows can go by the common endpoint.
  if (provider === 'microsoft' && flow === 'client-credentials') wanted.push('tenant');
  // An issuer that nobody knows has no scope that could be guessed.
  if (provider === 'issuer' && flow !== 'refresh-token') wanted.push('scope');
  return wanted.filter((name) => options[name] === undefined).map(dashed);
}

/** Each provider's authority; OpenID discovery lies below it. */
function issuerOf(provider: Provider, options: CheckOptions): string {
  if (provider === 'google') return 'https://accounts.google.com';
  if (provider === 'microsoft') {
    const tenant = options.tenant ?? 'organizations';
    if (!/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(tenant))
      throw new UsageError(`${quoteInput(tenant)} is no tenant id or domain`, '--tenant');
    return `${graphCloudNamed(options.cloud ?? DEFAULT_CLOUD).authority}/${tenant}/v2.0`;
  }
  return parseIssuer(options.oauth ?? '');
}

/** `about`: what named it. Throws UsageError for what a client secret must not go to. */
export function parseIssuer(text: string, about = '--oauth'): string {
  const form = 'microsoft, google, or the https URL of an issuer';
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UsageError(`${quoteInput(text)} is no provider: ${form}`, about);
  }
  if (url.username !== '' || url.password !== '')
    throw new UsageError('the issuer URL must not carry a user name or password', about);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isLoopback = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
    throw new UsageError(`${quoteInput(text)} is not https: the client secret would go in the clear`, about);
  }
  if (url.search !== '' || url.hash !== '') throw new UsageError(`${quoteInput(text)} must not have a query: ${form}`, about);
  return withoutEnd(text, '/');
}

/** The scope that mail needs, by provider (Microsoft: "Authenticate an IMAP, POP or SMTP connection using OAuth"; Google: XOAUTH2). */
function defaultScope(provider: Provider, flow: OauthFlow, protocol: Protocol, { cloud }: CheckOptions): string {
  // What the application's registration lists: asking for no more needs no consent beyond what is being checked.
  if (protocol === 'graph' && provider !== 'google') {
    const all = `https://${graphCloudNamed(cloud ?? DEFAULT_CLOUD).host}/.default`;
    return flow === 'client-credentials' ? all : `${all} offline_access`;
  }
  if (provider === 'google') return 'https://mail.google.com/';
  if (provider === 'issuer') return '';
  const { exchangeHost } = graphCloudNamed(cloud ?? DEFAULT_CLOUD);
  const isGlobal = (cloud ?? DEFAULT_CLOUD) === DEFAULT_CLOUD;
  return flow === 'client-credentials'
    ? `https://${exchangeHost}/.default`
    : `https://${isGlobal ? 'outlook.office.com' : exchangeHost}/${PROTOCOL_FACTS[protocol].microsoftScopes.delegated} offline_access`;
}

/** What `--oauth` and its companions ask for; null without it. Throws UsageError naming each option that is missing. */
export function readOauthOptions(options: CheckOptions, protocol: Protocol, io: Io): OauthOptions | null {
  if (options.oauth === undefined) {
    const stray = COMPANIONS.find((name) => options[name] !== undefined);
    if (stray) throw new UsageError(`${dashed(stray)} means nothing without --oauth`);
    return null;
  }
  const word = options.oauth.toLowerCase();
  const provider: Provider = word === 'microsoft' || word === 'google' ? word : 'issuer';
  const issuer = issuerOf(provider, options);
  const { oauthFlow: flow, clientId } = options;
  if (flow === undefined) throw new UsageError('--oauth wants --oauth-flow: client-credentials, refresh-token or device-code');
  const missing = missingCompanions(options, provider, flow);
  if (missing.length > 0 || clientId === undefined)
    throw new UsageError(`--oauth ${word} with ${flow} wants ${missing.join(', ')} as well`);
  if (options.oauthCert !== undefined && options.clientSecretEnv !== undefined)
    throw new UsageError('an application proves itself by --client-secret-env or by --oauth-cert: give one of the two');
  if (provider === 'google' && options.oauthCert !== undefined)
    throw new UsageError('Google takes no certificate of a registered application: leave out --oauth-cert');
  if (provider === 'google' && flow === 'client-credentials') {
    throw new UsageError('Google has no client-credentials flow for mail: use --oauth-flow refresh-token or device-code');
  }
  const secretOf = (name: string | undefined, what: string): Secret | null =>
    name === undefined ? null : new Secret(readVariable(io.env, name, what).replace(/\r?\n$/, ''));
  return {
    provider,
    issuer,
    flow,
    clientId,
    clientSecret: secretOf(options.clientSecretEnv, '--client-secret-env'),
    refreshToken: secretOf(options.refreshTokenEnv, '--refresh-token-env'),
    scope: options.scope ?? defaultScope(provider, flow, protocol, options),
  };
}
