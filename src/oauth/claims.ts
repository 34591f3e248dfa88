// Reads what a JWT says of itself (RFC 7519, RFC 9068, Microsoft's and others' names). Read and never trusted: no
// signature is checked. An opaque token (Google's `ya29.…`) is left alone. Must not know what the claims are good for.
import type { TokenClaims } from '../model/observation.ts';
import { shorten } from '../model/shorten.ts';
import { visibleText } from '../model/visible-text.ts';

const MAX_TOKEN_CHARACTERS = 65_536;
const MAX_TEXT = 500;
const MAX_ITEMS = 100;
/** 9999-12-31: what lies beyond is no date that anybody meant. */
const MAX_SECONDS = 253_402_300_799;

const SEGMENT = /^[A-Za-z0-9_-]+={0,2}$/;

type Payload = Readonly<Record<string, unknown>>;

function readPayload(token: string): Payload | null {
  const text = token.trim().replace(/^Bearer\s+/i, '');
  if (text.length > MAX_TOKEN_CHARACTERS) return null;
  // Three segments: signed (RFC 7515 §3.1). Five are encrypted (RFC 7516): nothing to read.
  const [header, payload, signature, ...more] = text.split('.');
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) return null;
  if (!SEGMENT.test(header) || !SEGMENT.test(payload)) return null;
  return readObject(header) && readObject(payload);
}

function readObject(segment: string): Payload | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Payload) : null;
  } catch {
    return null;
  }
}

const shown = (text: string): string => shorten(visibleText(text), MAX_TEXT);

function textOf(payload: Payload, ...names: string[]): string | null {
  for (const name of names) {
    const value = Object.hasOwn(payload, name) ? payload[name] : undefined;
    if (typeof value === 'string' && value !== '') return shown(value);
  }
  return null;
}

function dateOf(payload: Payload, name: string): string | null {
  const value = Object.hasOwn(payload, name) ? payload[name] : undefined;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0 || value > MAX_SECONDS) return null;
  return new Date(value * 1000).toISOString();
}

/** A list, or a text whose items are parted by spaces (RFC 8693 §4.2), from the first of the names that has one. */
function listOf(payload: Payload, split: boolean, ...names: string[]): string[] {
  for (const name of names) {
    const value = Object.hasOwn(payload, name) ? payload[name] : undefined;
    const items: readonly unknown[] = Array.isArray(value)
      ? value
      : typeof value === 'string'
        ? split
          ? value.split(/\s+/)
          : [value]
        : [];
    const texts = items.filter((item): item is string => typeof item === 'string' && item !== '');
    if (texts.length > 0) return texts.slice(0, MAX_ITEMS).map(shown);
  }
  return [];
}

/** Entra: `appid` in tokens of version 1, `azp` in version 2; `idtyp` where it was asked for, else roles without a `scp` tell. */
function givenTo(payload: Payload): Pick<TokenClaims, 'application' | 'isOfApplication'> {
  const application = textOf(payload, 'appid', 'azp', 'client_id');
  const kind = textOf(payload, 'idtyp');
  const isOfApplication = kind === null ? null : kind === 'app';
  return {
    ...(application === null ? {} : { application }),
    ...(isOfApplication === null ? {} : { isOfApplication }),
  };
}

/** The claims of a JWT as it gives them, bounded and visible; null where the token is none. */
export function readClaims(token: string): TokenClaims | null {
  const payload = readPayload(token);
  if (!payload) return null;
  return {
    audience: listOf(payload, false, 'aud'),
    issuer: textOf(payload, 'iss'),
    expiresAt: dateOf(payload, 'exp'),
    notBefore: dateOf(payload, 'nbf'),
    scopes: listOf(payload, true, 'scp', 'scope'),
    roles: listOf(payload, true, 'roles'),
    user: textOf(payload, 'upn', 'preferred_username', 'unique_name', 'email', 'username'),
    tenant: textOf(payload, 'tid'),
    ...givenTo(payload),
  };
}
