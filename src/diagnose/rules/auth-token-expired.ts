// The token's own exp, or the server, says that it ran out.
import { tokenRule } from '../token-rule.ts';

export const authTokenExpired = tokenRule('auth-token-expired', () => ({
  fix: 'Have the client fetch a new access token with its refresh token before it logs in. To check again here: give a fresh token, or have it fetched with --oauth.',
}));
