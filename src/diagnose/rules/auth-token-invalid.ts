// The token is malformed, expired or for another service; the challenge may say more.
import { tokenRule } from '../token-rule.ts';

export const authTokenInvalid = tokenRule('auth-token-invalid');
