// The provider wants a sign-in in a browser first.
import { authRule } from '../auth-rule.ts';

export const authWebLoginRequired = authRule('auth-web-login-required');
