// The token is for another service, or lacks the mail scope. The usual case is a token for Microsoft Graph.
import { exchangeCloudOf } from '../../model/graph-cloud.ts';
import { claimLines } from '../graph-login.ts';
import type { Rule } from '../rule.ts';
import { skippedRule } from '../skipped-rule.ts';
import { microsoftScopes, tokenRule } from '../token-rule.ts';

/** By its address, and by its application id. */
const GRAPH = /graph\.microsoft\.com|00000003-0000-0000-c000-000000000000/i;

const REFUSED = tokenRule('auth-token-scope', ({ claims, protocol }) => {
  const { delegated, application } = microsoftScopes(protocol);
  const microsoft = `${delegated}; an application: https://outlook.office365.com/.default with the permission ${application}`;
  if (claims.audience.some((audience) => GRAPH.test(audience))) {
    return {
      title: 'The access token is for Microsoft Graph, not for mail logins',
      detail:
        'Exchange Online takes mail logins only with tokens for https://outlook.office365.com. A Graph permission such as Mail.Send does not count there.',
      fix: `Request another token, in a request of its own, with the scope ${microsoft}.`,
    };
  }
  return { fix: `Request the token again with the mail scope (Google: https://mail.google.com/; Microsoft: ${microsoft}).` };
});

/** Whoever gets a token can use it where it is for. */
const NOT_SENT = skippedRule('auth-token-scope', 'error', ({ seen: { claims } }, { plan: { host, protocol } }) => {
  const audience = claims?.audience.join(', ') ?? '';
  const { delegated, application } = microsoftScopes(protocol);
  const cloud = exchangeCloudOf(host);
  return {
    title: `The token is for another service: ${audience}`,
    detail: `A token is good for the service that it is made out to, and for no other. It was not sent to ${host}.`,
    evidence: claimLines(claims),
    fix:
      cloud === null
        ? `Request a token that is made out to this server (https://${host}), or log in as the server offers it.`
        : `Request another one: an application with the scope \`https://${cloud.exchangeHost}/.default\` and the permission ${application}; a person with ${delegated}.`,
    owner: 'you',
    reference:
      'https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-authenticate-an-ews-application-by-using-oauth',
  };
});

export const authTokenScope: Rule = {
  ...REFUSED,
  find: (evidence) => [...REFUSED.find(evidence), ...NOT_SENT.find(evidence)],
};
