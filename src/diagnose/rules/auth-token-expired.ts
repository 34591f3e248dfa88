// The token's own exp, or the server, says that it ran out.
import { tokenRule } from '../token-rule.ts';

export const authTokenExpired = tokenRule('auth-token-expired');
