// The account is not activated, on a trial plan or barred, said at login.
import { authRule } from '../auth-rule.ts';

export const accountRestricted = authRule('account-restricted');
