// Only XOAUTH2 or OAUTHBEARER is taken, by the offer or by the reply.
import { authRule } from '../auth-rule.ts';
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';
import { skippedRule } from '../skipped-rule.ts';

const refused = authRule('auth-oauth-required');

const skipped = skippedRule('auth-oauth-required', 'error', ({ seen }, { plan }) => {
  const offered = list(seen.skipped?.offered ?? []);
  return {
    title: `${plan.host} takes OAuth 2.0 tokens only, no passwords`,
    detail: `The server offers ${offered} and nothing that takes a password. The password was not sent.`,
    evidence: [`offered: ${offered}`, 'given: a password'],
    fix: 'Set the client to OAuth 2.0 (modern authentication) and sign in through the provider. To check here: --oauth microsoft, google or the issuer, or a token by --token-env.',
    owner: 'you',
    reference: 'RFC 7628',
  };
});

export const authOauthRequired: Rule = {
  id: 'auth-oauth-required',
  find: (evidence) => [...refused.find(evidence), ...skipped.find(evidence)],
};
