// The token belongs to another user than the one named in the login.
import { tokenRule } from '../token-rule.ts';

export const authTokenUser = tokenRule('auth-token-user');
