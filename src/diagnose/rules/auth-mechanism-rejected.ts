// 504 or 534: this mechanism is not taken.
import { authRule } from '../auth-rule.ts';

export const authMechanismRejected = authRule('auth-mechanism-rejected');
