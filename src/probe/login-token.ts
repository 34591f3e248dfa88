// The token that a login by OAuth 2.0 needs: the one that was given, or one that is fetched with the credentials of the plan.
import type { TokenClaims, TokenRequestFailure } from '../model/observation.ts';
import type { Credentials, Plan } from '../model/plan.ts';
import type { Secret } from '../model/secret.ts';
import type { Deadline } from '../net/deadline.ts';
import type { Redactor } from '../net/redactor.ts';

export interface LoginToken {
  readonly token: Secret | null;
  readonly failure: TokenRequestFailure | null;
  /** Of a JWT; null: it is none. */
  readonly claims: TokenClaims | null;
}

/** Asks nobody where a token is at hand, where asking has failed before, and where no login may go out. */
export async function obtainToken(
  { tls, withheldLogin }: Plan,
  credentials: Credentials,
  deadline: Deadline,
  redactor: Redactor,
): Promise<LoginToken> {
  const { oauth, token, tokenRequest = null, user } = credentials;
  if (!oauth || token || tokenRequest || withheldLogin) return { token, failure: tokenRequest, claims: await claimsOf(token) };
  const { fetchToken } = await import('../oauth/fetch-token.ts');
  const result = await fetchToken(oauth, { deadline, extraRoots: tls.extraRoots, redactor });
  if (!result.ok) return { token: null, failure: result.failure, claims: null };
  redactor.add(result.token.reveal(), user);
  return { token: result.token, failure: null, claims: await claimsOf(result.token) };
}

const claimsOf = async (token: Secret | null): Promise<TokenClaims | null> =>
  token && (await import('../oauth/claims.ts')).readClaims(token.reveal());
