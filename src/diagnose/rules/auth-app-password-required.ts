// The provider wants an application password.
import { authRule } from '../auth-rule.ts';

export const authAppPasswordRequired = authRule('auth-app-password-required');
