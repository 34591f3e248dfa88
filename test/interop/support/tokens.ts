// OAuth 2.0 access tokens (JWT, HS256) that the suite's Dovecot accepts, or refuses for one reason.
import { createHmac, randomBytes } from 'node:crypto';

export const TOKEN_ISSUER = 'https://id.interop.test';
/** Made anew for each run; Dovecot gets the same one. */
export const TOKEN_KEY = randomBytes(32);

const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** Signed for that user, an hour's worth. `claims` are laid over the usual ones, `key` signs. */
export function accessToken(user: string, claims: Readonly<Record<string, unknown>> = {}, key = TOKEN_KEY): string {
  const now = Math.floor(Date.now() / 1000);
  const body = { iss: TOKEN_ISSUER, sub: user, iat: now - 60, nbf: now - 60, exp: now + 3600, ...claims };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(body)}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}
