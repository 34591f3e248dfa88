// A policy of the provider or tenant says no to this login.
import { authRule } from '../auth-rule.ts';

export const authPolicyBlocked = authRule('auth-policy-blocked');
