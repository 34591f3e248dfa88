// The token that a login by OAuth 2.0 needs: the one that was given, or one that is fetched with the credentials of the plan.
import type { TokenClaims, TokenRequestFailure } from '../model/observation.ts';
import type { Credentials, Plan } from '../model/plan.ts';
import { isMailProtocol } from '../model/protocol.ts';
import type { Secret } from '../model/secret.ts';
import type { Deadline } from '../net/deadline.ts';
import type { Redactor } from '../net/redactor.ts';

export interface LoginToken {
  readonly token: Secret | null;
  readonly failure: TokenRequestFailure | null;
  /** Of a JWT; null: it is none. */
  readonly claims: TokenClaims | null;
  /** It says that it is for another service than the one of the plan. */
  readonly isForeign: boolean;
}

/** Asks nobody where a token is at hand, where asking has failed before, and where no login may go out. */
export async function obtainToken(
  plan: Plan,
  credentials: Credentials,
  deadline: Deadline,
  redactor: Redactor,
): Promise<LoginToken> {
  const { tls, withheldLogin } = plan;
  const { oauth, token, tokenRequest = null, user } = credentials;
  if (!oauth || token || tokenRequest || withheldLogin)
    return { token, failure: tokenRequest, ...(await readToken(token, plan)) };
  const { fetchToken } = await import('../oauth/fetch-token.ts');
  const result = await fetchToken(oauth, { ...tls, deadline, redactor });
  if (!result.ok) return { token: null, failure: result.failure, claims: null, isForeign: false };
  redactor.add(result.token.reveal(), user);
  return { token: result.token, failure: null, ...(await readToken(result.token, plan)) };
}

/** Loaded where there is a token. */
async function readToken(token: Secret | null, { protocol, host }: Plan): Promise<Pick<LoginToken, 'claims' | 'isForeign'>> {
  if (!token) return { claims: null, isForeign: false };
  const claims = (await import('../oauth/claims.ts')).readClaims(token.reveal());
  if (isMailProtocol(protocol) || !claims) return { claims, isForeign: false };
  if (protocol === 'ews') {
    const { isForeignToMail } = await import('../model/token-fault.ts');
    return { claims, isForeign: isForeignToMail(host, claims.audience) };
  }
  const { isForGraphAt } = await import('../model/graph-audience.ts');
  return { claims, isForeign: !isForGraphAt(host, claims.audience) };
}
