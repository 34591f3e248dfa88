// A relay's API key is wrong, revoked, or used with the wrong user name.
import { authRule } from '../auth-rule.ts';

export const authApiKeyInvalid = authRule('auth-api-key-invalid');
