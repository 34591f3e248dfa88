// User name and password are not taken any more, OAuth is.
import { authRule } from '../auth-rule.ts';

export const authBasicDisabled = authRule('auth-basic-disabled');
