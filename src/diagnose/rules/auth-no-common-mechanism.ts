// Advertised and allowed have no mechanism in common: names both.
import { list } from '../phrases.ts';
import { skippedRule } from '../skipped-rule.ts';

export const authNoCommonMechanism = skippedRule('auth-no-common-mechanism', 'error', ({ seen }) => {
  const offered = list(seen.skipped?.offered ?? []) || 'none';
  const allowed = seen.skipped?.allowed ?? [];
  const own =
    allowed.length > 0
      ? list(allowed)
      : seen.kind === 'token'
        ? 'XOAUTH2 and OAUTHBEARER (a token was given)'
        : 'those that take a password';
  return {
    title: 'Server and client have no login mechanism in common',
    detail: `The server offers ${offered}; allowed here are ${own}. Nothing was sent.`,
    evidence: [`offered: ${offered}`, `allowed: ${own}`],
    fix:
      seen.kind === 'token'
        ? 'Log in with a password (--user and --password-…), or have the server set up for OAuth 2.0.'
        : `Leave --auth and --auth-exclude out, or name one of ${offered}; the server's administrator may enable PLAIN under TLS.`,
    owner: 'you',
    reference: 'RFC 4954 §4',
  };
});
