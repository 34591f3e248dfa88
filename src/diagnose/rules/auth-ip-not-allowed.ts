// The credentials are right, this source address is not on the allow-list: names the address.
import { authRule } from '../auth-rule.ts';

export const authIpNotAllowed = authRule('auth-ip-not-allowed', ({ evidence = [] }, [{ endpoint }]) => {
  const { localAddress } = endpoint.seen;
  return {
    evidence:
      localAddress === null
        ? evidence
        : [...evidence, `connected from ${localAddress}; behind a router the server sees the public address`],
  };
});
