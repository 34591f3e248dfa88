// The token is for another service, or lacks the mail scope. The usual case is a token for Microsoft Graph.
import { microsoftScopes, tokenRule } from '../token-rule.ts';

/** By its address, and by its application id. */
const GRAPH = /graph\.microsoft\.com|00000003-0000-0000-c000-000000000000/i;

export const authTokenScope = tokenRule('auth-token-scope', ({ claims, protocol }) => {
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
