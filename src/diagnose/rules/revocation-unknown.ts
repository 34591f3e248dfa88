// Whether the certificate was revoked was asked for, and could not be told.
import { portsOf } from '../phrases.ts';
import type { Rule } from '../rule.ts';

export const revocationUnknown: Rule = {
  id: 'revocation-unknown',
  find({ endpoints }) {
    const found = endpoints.flatMap(({ id, seen }) =>
      seen.tls?.revocation?.status === 'unknown' ? [{ id, port: seen.port, revocation: seen.tls.revocation }] : [],
    );
    if (found.length === 0) return [];
    const reasons = [
      ...new Set(found.map(({ revocation }) => `${revocation.url ?? 'no list'}: ${revocation.detail ?? 'no answer'}`)),
    ];
    return [
      {
        severity: 'warning',
        title: `Whether the certificate on ${portsOf(found)} was revoked could not be told`,
        detail:
          '--revocation asks the list of revoked certificates that the certificate itself names, and takes it only if its issuer has signed it and it is of today. Nothing else speaks against the certificate.',
        evidence: reasons,
        fix: 'Repeat the check from a network that lets this machine fetch the list; where the certificate names none, its authority tells of revocations in another way, or, of certificates that live for days, not at all.',
        owner: 'network',
        endpoints: found.map(({ id }) => id),
        reference: 'RFC 5280 §6.3',
      },
    ];
  },
};
