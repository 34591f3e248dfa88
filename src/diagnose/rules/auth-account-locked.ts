// Locked, suspended, expired, or a password change is due.
import { authRule } from '../auth-rule.ts';

export const authAccountLocked = authRule('auth-account-locked');
