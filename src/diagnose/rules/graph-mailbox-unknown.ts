// Nobody of that name is in the tenant of the token: a typing error, an alias, or the token of another tenant.
import { graphRule } from '../graph-rule.ts';

export const graphMailboxUnknown = graphRule('graph-mailbox-unknown', (_words, { claims, mailbox }) => {
  const tenant = claims?.tenant ?? null;
  return {
    title: `There is no user ${mailbox} in the tenant of the token`,
    ...(tenant === null
      ? {}
      : {
          fix: `Compare the address with the user principal name in the Entra admin centre. The token is of the tenant ${tenant}: https://login.microsoftonline.com/${mailbox.slice(mailbox.lastIndexOf('@') + 1)}/.well-known/openid-configuration names the tenant of the mailbox's domain.`,
        }),
  };
});
