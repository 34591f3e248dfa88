// Credentials were given and not sent: only plaintext would have taken them.
import { skippedRule } from '../skipped-rule.ts';

export const authSkippedPlaintext = skippedRule(
  'auth-skipped-plaintext',
  'warning',
  ({ seen }, { alternatives, clientPorts }) => ({
    title: 'The credentials were not sent: login is offered only without encryption',
    detail: 'Every endpoint that takes a login does so in plaintext, where anybody on the way could read the secret.',
    evidence: (seen.skipped?.endpoints ?? []).map((id) => `${id}: AUTH ${seen.skipped?.offered.join(' ') ?? ''} without TLS`),
    fix: `The server's administrator sets up TLS on ${clientPorts} and offers login there.${alternatives.length > 0 ? ` ${alternatives.join(' and ')} is encrypted, but has no fitting login.` : ''} To send the secret in the clear all the same (a test server): --mode plain --allow-insecure-auth.`,
    owner: 'server',
    reference: 'RFC 8314 §3',
  }),
);
