// The chain verifies, and was not sent as it should be: out of order, something twice, or strangers among it.
import { certificateLine } from '../certificate-rule.ts';
import { chainFaults, chainSentLines } from '../chain-sent.ts';
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';

export const certChainOrder: Rule = {
  id: 'cert-chain-order',
  find(evidence) {
    // Where it does not verify, the finding that says so shows what was sent.
    const wrong = evidence.endpoints.flatMap(({ id, seen: { tls, port } }) =>
      tls?.trusted && chainFaults(tls).length > 0 ? [{ id, tls, port }] : [],
    );
    const [first] = wrong;
    if (first === undefined) return [];
    const { certificate } = first.tls;
    return [
      {
        severity: 'info',
        title: `The certificate chain on ${list(wrong.map(({ port }) => port))} is not sent as it should be`,
        detail:
          'It verifies all the same, since OpenSSL puts it in order. Older and smaller TLS libraries take it as it comes and fail.',
        evidence: [
          ...(certificate ? [certificateLine(certificate)] : []),
          ...new Set(wrong.flatMap(({ tls }) => chainSentLines(tls))),
        ],
        fix: `The server's administrator puts its own certificate first, then each one that issued the one before, each once and nothing else${evidence.setting('chain')}, and reloads.`,
        owner: 'server',
        endpoints: wrong.map(({ id }) => id),
        reference: 'RFC 5246 §7.4.2',
      },
    ];
  },
};
