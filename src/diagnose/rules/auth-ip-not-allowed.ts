// The credentials are right, this source address is not on the allow-list: names the address.
import { authRule } from '../auth-rule.ts';
import { clientAddressLines } from '../client-address.ts';

export const authIpNotAllowed = authRule('auth-ip-not-allowed', ({ evidence: seen = [] }, cases, evidence) => ({
  evidence: [...seen, ...clientAddressLines(cases, evidence)],
}));
