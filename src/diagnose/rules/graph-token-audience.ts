// The token is for another service or another cloud, and was not sent: whoever gets a token can use it where it is for.
import { isForGraphAt } from '../../model/graph-audience.ts';
import { GRAPH_CLOUDS } from '../../model/graph-cloud.ts';
import { claimLines } from '../graph-login.ts';
import { skippedRule } from '../skipped-rule.ts';

export const graphTokenAudience = skippedRule('graph-token-audience', 'error', ({ seen: { claims } }, { plan }) => {
  const audience = claims?.audience ?? [];
  const cloud =
    GRAPH_CLOUDS.find(({ host }) => host !== plan.host && audience.length > 0 && isForGraphAt(host, audience)) ?? null;
  return {
    title:
      cloud === null
        ? `The token is not for Microsoft Graph, but for ${audience.join(', ')}`
        : `The token is for Graph in another cloud: ${cloud.title}`,
    detail: `A token is good for the service that it is made out to, and for no other. It was not sent to ${plan.host}.`,
    evidence: claimLines(claims),
    fix:
      cloud === null
        ? `Request a token with the scope \`https://${plan.host}/.default\`. One for outlook.office365.com is for SMTP, IMAP, POP3 and EWS.`
        : `Check that cloud: \`--protocol graph --cloud ${cloud.id}\`; or request the token at the sign-in host of this one, with the scope \`https://${plan.host}/.default\`.`,
    owner: 'you',
    reference: 'https://learn.microsoft.com/graph/deployments',
  };
});
