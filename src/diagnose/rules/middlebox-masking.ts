// Greeting of asterisks, or keywords overwritten: a firewall's mail inspection (Cisco ASA/PIX `inspect esmtp`).
import { maskedBanner, maskedKeyword } from '../../knowledge/index.ts';
import type { JudgedEndpoint } from '../judge.ts';
import type { Rule } from '../rule.ts';

export const maskedKeywordsOf = ({ seen }: JudgedEndpoint): string[] =>
  (seen.capabilities.plaintext ?? []).filter((keyword) => maskedKeyword(keyword));

export const isMasked = (endpoint: JudgedEndpoint): boolean =>
  maskedKeywordsOf(endpoint).length > 0 ||
  (endpoint.seen.greeting !== null && Boolean(maskedBanner(endpoint.seen.greeting.lines)));

export const middleboxMasking: Rule = {
  id: 'middlebox-masking',
  supersedes: ['starttls-not-offered', 'auth-not-advertised', 'esmtp-unsupported'],
  find(evidence) {
    const masked = evidence.endpoints.filter(isMasked);
    if (masked.length === 0) return [];
    const grave = masked.some((endpoint) => endpoint.status === 'failed') && evidence.usable.length === 0;
    return [
      {
        severity: grave ? 'error' : 'warning',
        title: 'A firewall on the way rewrites the SMTP dialogue',
        detail:
          'The greeting or the EHLO keywords are overwritten with asterisks or X: the mail inspection of a firewall (Cisco ASA or PIX). STARTTLS and AUTH get lost with it.',
        evidence: masked.flatMap((endpoint) => [
          ...(endpoint.seen.greeting && maskedBanner(endpoint.seen.greeting.lines)
            ? [`${endpoint.id}: greeting ${endpoint.seen.greeting.lines[0] ?? ''}`]
            : []),
          ...maskedKeywordsOf(endpoint).map((keyword) => `${endpoint.id}: keyword ${keyword}`),
        ]),
        fix: `Whoever runs the firewall, on this side or the server's, switches the inspection off (\`no inspect esmtp\`) or lets TLS through (\`allow-tls\`).${evidence.alternatives.length > 0 ? ` Until then use ${evidence.alternatives.join(' or ')}.` : ' Until then nothing may be sent in the clear from this network.'}`,
        owner: 'network',
        endpoints: masked.map(({ id }) => id),
        reference: null,
      },
    ];
  },
};
