// The account's sending limit or credits are used up, said at login.
import { authRule } from '../auth-rule.ts';

export const accountQuotaExceeded = authRule('account-quota-exceeded');
