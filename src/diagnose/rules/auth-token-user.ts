// The token belongs to another user than the one named in the login.
import { tokenRule } from '../token-rule.ts';

export const authTokenUser = tokenRule('auth-token-user', ({ claims, user }) => {
  const owner = claims.user;
  if (owner === null || owner.toLowerCase() === user.trim().toLowerCase()) return {};
  return {
    title: `The access token is for ${owner}, the login is as ${user}`,
    detail: 'A token opens the mailbox of the account that granted it, and others only where that account has access to them.',
    fix: `Use ${owner} as user name, or sign in as ${user} and fetch the token anew. For a shared mailbox: have its administrator give ${owner} full access to it.`,
  };
});
