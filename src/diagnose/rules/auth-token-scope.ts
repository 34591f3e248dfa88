// The token is for another service, or lacks the mail scope.
import { tokenRule } from '../token-rule.ts';

export const authTokenScope = tokenRule('auth-token-scope');
