// Credentials were given and not sent: the server's certificate does not verify.
import { list } from '../phrases.ts';
import { skippedRule } from '../skipped-rule.ts';

export const authSkippedUntrusted = skippedRule('auth-skipped-untrusted', 'warning', ({ seen }, { endpoints }) => {
  const skipped = new Set(seen.skipped?.endpoints ?? []);
  const concerned = endpoints.filter(({ id, tlsError }) => skipped.has(id) && tlsError !== null);
  return {
    title: 'The credentials were not sent: the certificate does not verify',
    detail: `The server could not prove who it is (${list(concerned.flatMap(({ tlsError }) => tlsError?.code ?? [])) || 'certificate not trusted'}), so it may be anybody's.`,
    evidence:
      concerned.length > 0
        ? concerned.map(({ id, tlsError }) => `${id}: ${tlsError?.code}`)
        : ['no endpoint with a certificate that verifies'],
    fix: 'Have the certificate mended first (see its finding). Where the certificate is known to be right: trust it with --ca <file>; --insecure sends the credentials without proof.',
    owner: 'server',
    reference: 'RFC 8314 §4.1',
  };
});
