// Which service a login with a token is made out to, before anything is sent: one for Microsoft Graph is no mail server's business.
import { isForGraphAt } from '../model/graph-audience.ts';
import { GRAPH_CLOUDS } from '../model/graph-cloud.ts';
import type { Credentials } from '../model/plan.ts';

/** Only where the token itself, or the scope by which it is to be fetched, says so. */
export async function isMadeOutToGraph({ token, oauth }: Credentials): Promise<boolean> {
  if (token === null) return oauth !== null && GRAPH_CLOUDS.some(({ host }) => oauth.scope.includes(`https://${host}/`));
  const { readClaims } = await import('../oauth/claims.ts');
  const audience = readClaims(token.reveal())?.audience ?? [];
  return audience.length > 0 && GRAPH_CLOUDS.some(({ host }) => isForGraphAt(host, audience));
}
