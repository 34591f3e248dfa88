// 454 and other 4xx: the server's own back end.
import { authRule } from '../auth-rule.ts';

export const authTemporaryFailure = authRule('auth-temporary-failure');
