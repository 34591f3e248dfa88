// Too many logins.
import { authRule } from '../auth-rule.ts';

export const authRateLimited = authRule('auth-rate-limited');
