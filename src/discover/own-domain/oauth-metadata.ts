// What an issuer of tokens publishes of itself (RFC 8414), and what a domain says of who guards its services (RFC 9728): where
// these documents lie, and whether they are what the RFCs ask for. Fetched over verified HTTPS; asks for no token.
import { shorten } from '../../model/shorten.ts';
import { visibleText } from '../../model/visible-text.ts';
import { isHostName } from '../../net/dns/names.ts';
import type { Parsed } from '../autoconfig.ts';
import { type DocumentOptions, type FetchedDocument, fetchDocument } from '../document.ts';

export interface IssuerMetadata {
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  /** RFC 7591: how a program without a client ID of its own gets one. */
  readonly registrationEndpoint: string | null;
}

export interface IssuerLookup {
  readonly issuer: string;
  /** Who named it. */
  readonly source: string;
  readonly document: FetchedDocument | null;
  readonly metadata: Parsed<IssuerMetadata> | null;
}

export interface ResourceLookup {
  readonly document: FetchedDocument;
  /** The issuers that it names. */
  readonly issuers: Parsed<readonly string[]> | null;
}

/** A host name (as autoconfig has it) or an https: URL; null: neither. */
function issuerUrl(issuer: string): URL | null {
  const text = isHostName(issuer) ? `https://${issuer}` : issuer;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' && url.search === '' && url.hash === '' ? url : null;
}

const samePlace = (one: string, other: string): boolean => one.replace(/\/$/, '') === other.replace(/\/$/, '');

function readObject(text: string): Parsed<Readonly<Record<string, unknown>>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ok: true, value: { ...value } };
  } catch {
    return { ok: false, why: 'it is not well-formed JSON' };
  }
  return { ok: false, why: 'it is no JSON object' };
}

const httpsText = (value: unknown): string | null =>
  typeof value === 'string' && URL.canParse(value) && new URL(value).protocol === 'https:'
    ? shorten(visibleText(value), 200)
    : null;

/** RFC 8414 §3.3: the issuer within must be the one that was asked for. */
export function parseIssuerMetadata(text: string, issuer: URL): Parsed<IssuerMetadata> {
  const parsed = readObject(text);
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  const named = typeof value.issuer === 'string' ? value.issuer : '';
  if (!samePlace(named, issuer.href))
    return { ok: false, why: `it is of the issuer "${shorten(visibleText(named), 100)}", and not of ${issuer.href}` };
  const authorizationEndpoint = httpsText(value.authorization_endpoint);
  const tokenEndpoint = httpsText(value.token_endpoint);
  if (authorizationEndpoint === null || tokenEndpoint === null)
    return { ok: false, why: 'it names no https: authorization_endpoint and token_endpoint' };
  return {
    ok: true,
    value: { authorizationEndpoint, tokenEndpoint, registrationEndpoint: httpsText(value.registration_endpoint) },
  };
}

const QUESTION = { headers: { accept: 'application/json', 'user-agent': 'mailprobe' } } as const;

/** RFC 8414 §3.1: the well-known part goes between host and path. */
export async function lookUpIssuer(issuer: string, source: string, options: DocumentOptions): Promise<IssuerLookup> {
  const url = issuerUrl(issuer);
  if (url === null)
    return { issuer, source, document: null, metadata: { ok: false, why: 'it is neither a host name nor an https: URL' } };
  const path = url.pathname.replace(/\/$/, '');
  const document = await fetchDocument(`${url.origin}/.well-known/oauth-authorization-server${path}`, QUESTION, options);
  const metadata = document.status === 'found' ? parseIssuerMetadata(document.body.toString('utf8'), url) : null;
  return { issuer, source, document, metadata };
}

/** RFC 9728 §3: of the domain itself. */
export async function lookUpResource(domain: string, options: DocumentOptions): Promise<ResourceLookup> {
  const document = await fetchDocument(`https://${domain}/.well-known/oauth-protected-resource`, QUESTION, options);
  if (document.status !== 'found') return { document, issuers: null };
  const parsed = readObject(document.body.toString('utf8'));
  if (!parsed.ok) return { document, issuers: parsed };
  const { resource, authorization_servers: servers } = parsed.value;
  // §3.3: it must be of the resource that was asked for.
  if (typeof resource !== 'string' || !samePlace(resource, `https://${domain}`))
    return { document, issuers: { ok: false, why: `its "resource" is not https://${domain}` } };
  const issuers = (Array.isArray(servers) ? servers : []).flatMap((one) => httpsText(one) ?? []);
  return { document, issuers: { ok: true, value: issuers.slice(0, 10) } };
}
