// Why a token was refused, from what it says of itself and what the server's error challenge says. Pure; asked only
// after a refusal, since a server may take what looks wrong. Imports only nouns.
import type { TokenClaims } from './observation.ts';
import { isMailProtocol, PROTOCOL_FACTS, type Protocol } from './protocol.ts';
import { shorten } from './shorten.ts';
import { withoutEnd } from './text-ends.ts';

export interface TokenFault {
  readonly id: 'auth-token-expired' | 'auth-token-scope' | 'auth-token-user' | 'auth-token-invalid';
  /** What it was told by, one fact a line; empty where nothing narrower than the refusal is known. */
  readonly evidence: readonly string[];
}

export interface TokenFaultInput {
  readonly claims: TokenClaims | null;
  /** The name that was sent with the token. */
  readonly user: string;
  readonly host: string;
  readonly protocol: Protocol;
  /** ISO 8601 or milliseconds since 1970: when the token was sent, by this machine's clock. */
  readonly now: string | number;
  /** The error challenge as visible text: JSON by RFC 7628 §3.2.2, or anything else; null: none came. */
  readonly challenge: string | null;
}

/** Clocks differ; Microsoft and others allow five minutes. */
const CLOCK_SKEW_MS = 300_000;

/** Audiences that no mail server takes: Microsoft Graph, the old Azure AD Graph, Azure's management. */
const NEVER_MAIL = new Set([
  'https://graph.microsoft.com',
  '00000003-0000-0000-c000-000000000000',
  'https://graph.microsoft.us',
  'https://dod-graph.microsoft.us',
  'https://microsoftgraph.chinacloudapi.cn',
  'https://graph.windows.net',
  '00000002-0000-0000-c000-000000000000',
  'https://management.azure.com',
  'https://management.core.windows.net',
]);

/** Exchange Online, by its names and by its application id. */
const EXCHANGE_AUDIENCES = new Set([
  'https://outlook.office365.com',
  'https://outlook.office.com',
  'https://ps.outlook.com',
  'https://outlook.com',
  '00000002-0000-0ff1-ce00-000000000000',
]);
const EXCHANGE_HOST = /(?:^|\.)(?:office365\.com|office\.com|outlook\.com|hotmail\.com|live\.com)$/i;

const audienceKey = (audience: string): string => withoutEnd(audience.toLowerCase(), '/');

/** The most precise fault that fits; `auth-token-invalid` where nothing narrower does. */
export function tokenFaultOf(input: TokenFaultInput): TokenFault {
  const challenge = readChallenge(input.challenge);
  return (
    faultOfTime(input) ??
    faultOfAudience(input) ??
    // HTTP sends no name beside a token.
    (isMailProtocol(input.protocol) ? faultOfUser(input) : null) ??
    faultOfPermission(input) ??
    faultOfChallenge(challenge, input.claims) ?? { id: 'auth-token-invalid', evidence: challenge.evidence }
  );
}

function faultOfTime({ claims, now }: TokenFaultInput): TokenFault | null {
  const nowMs = typeof now === 'number' ? now : Date.parse(now);
  if (claims?.expiresAt != null && Date.parse(claims.expiresAt) <= nowMs) {
    const agoMs = nowMs - Date.parse(claims.expiresAt);
    return {
      id: 'auth-token-expired',
      evidence: [`exp of the token: ${claims.expiresAt}, ${describeSpan(agoMs)} ago by this machine's clock`],
    };
  }
  if (claims?.notBefore != null && Date.parse(claims.notBefore) > nowMs + CLOCK_SKEW_MS) {
    return { id: 'auth-token-invalid', evidence: [`nbf of the token: not valid before ${claims.notBefore}`] };
  }
  return null;
}

function describeSpan(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

/** The token is for a service that has no mailboxes, or for none of Exchange Online's where that is asked; false where it does not say. */
export function isForeignToMail(host: string, audience: readonly string[]): boolean {
  const keys = audience.map(audienceKey);
  if (keys.length === 0) return false;
  return (
    keys.every((key) => NEVER_MAIL.has(key)) || (EXCHANGE_HOST.test(host) && !keys.some((key) => EXCHANGE_AUDIENCES.has(key)))
  );
}

function faultOfAudience({ claims, host }: TokenFaultInput): TokenFault | null {
  const audience = claims?.audience ?? [];
  if (!isForeignToMail(host, audience)) return null;
  const evidence = [`aud of the token: ${audience.join(', ')}`];
  if (EXCHANGE_HOST.test(host)) evidence.push('Exchange Online takes tokens for https://outlook.office365.com only');
  return { id: 'auth-token-scope', evidence };
}

function faultOfUser({ claims, user }: TokenFaultInput): TokenFault | null {
  const owner = claims?.user ?? null;
  // A bare name on either side can't be compared with an address.
  if (owner === null || !owner.includes('@') || !user.includes('@')) return null;
  if (owner.toLowerCase() === user.trim().toLowerCase()) return null;
  return { id: 'auth-token-user', evidence: [`the token is ${owner}'s, the user name sent is ${user}`] };
}

function faultOfPermission({ claims, protocol }: TokenFaultInput): TokenFault | null {
  if (!claims?.audience.some((audience) => EXCHANGE_AUDIENCES.has(audienceKey(audience)))) return null;
  const { delegated, application } = PROTOCOL_FACTS[protocol].microsoftScopes;
  const lastPart = (scope: string): string => scope.slice(scope.lastIndexOf('/') + 1).toLowerCase();
  if (claims.scopes.length > 0) {
    if (claims.scopes.some((scope) => lastPart(scope) === delegated.toLowerCase())) return null;
    return { id: 'auth-token-scope', evidence: [`scp of the token: ${claims.scopes.join(' ')}; ${delegated} is not among them`] };
  }
  if (claims.roles.some((role) => lastPart(role) === application.toLowerCase())) return null;
  const has = claims.roles.length > 0 ? claims.roles.join(' ') : 'none';
  return { id: 'auth-token-scope', evidence: [`roles of the token: ${has}; ${application} is not among them`] };
}

interface ErrorChallenge {
  readonly status: string;
  /** error and error_description, where there are any; for a challenge that is no JSON, all of it. */
  readonly words: string;
  readonly scope: string;
  readonly evidence: readonly string[];
}

function readChallenge(text: string | null): ErrorChallenge {
  if (text === null || text.trim() === '') return { status: '', words: '', scope: '', evidence: [] };
  const evidence = [`error challenge: ${shorten(text, 300)}`];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { status: '', words: text, scope: '', evidence };
  }
  if (typeof value !== 'object' || value === null) return { status: '', words: text, scope: '', evidence };
  const fields = new Map<string, unknown>(Object.entries(value));
  const read = (name: string): string => {
    const field = fields.get(name);
    return typeof field === 'string' || typeof field === 'number' ? String(field) : '';
  };
  const words = ['error', 'error_description', 'message', 'description'].map(read).join(' ').trim();
  return { status: read('status').toLowerCase(), words, scope: read('scope'), evidence };
}

function faultOfChallenge(challenge: ErrorChallenge, claims: TokenClaims | null): TokenFault | null {
  const { status, words, scope, evidence } = challenge;
  if (/expired|\bexp\b/i.test(words)) return { id: 'auth-token-expired', evidence };
  if (status === 'insufficient_scope' || status === '403' || /\bscopes?\b|audience|\baud\b/i.test(words))
    return { id: 'auth-token-scope', evidence };
  if (/user ?name|user mismatch|wrong user|different (?:user|account)|(?:user|account) does not match/i.test(words))
    return { id: 'auth-token-user', evidence };
  // `scope` names what the server wants (RFC 7628 §3.2.2): evidence only against a token that says what it has.
  const wanted = scope.split(/\s+/).filter((item) => item !== '');
  const held = new Set(claims?.scopes ?? []);
  if (wanted.length > 0 && held.size > 0 && !wanted.some((item) => held.has(item))) {
    return {
      id: 'auth-token-scope',
      evidence: [`scopes of the token: ${[...held].join(' ')}; the server wants ${scope}`, ...evidence],
    };
  }
  return null;
}
