// What came is no valid reply; or it is one, and its code is not the one that is due.
import { PROTOCOL_FACTS } from '../../model/protocol.ts';
import type { Evidence } from '../evidence.ts';
import { atStages, nameOfProtocol, replyText } from '../phrases.ts';
import { type Draft, endpointRule, type Rule } from '../rule.ts';

const invalid = endpointRule('reply-malformed', (cases, { plan }) => {
  const when = atStages(...cases.map(({ cause }) => cause.stage));
  const wanted = nameOfProtocol(plan.protocol);
  return {
    title: `The server's answer ${when} is no valid ${wanted} reply`,
    detail: `What came does not follow ${wanted}: another service, an error page of a proxy, or a broken server. Its beginning is in the evidence.`,
    fix: `Check host and port. If they are right, the server's administrator looks at what listens there (\`ss -ltnp\`) and at any proxy before it.`,
    owner: 'server',
    reference: PROTOCOL_FACTS[plan.protocol].references.reply,
  };
});

/** Clients that want the very code break off there. One that fails of something else has no need of it. */
function oddCodes({ endpoints }: Evidence): Draft[] {
  const odd = endpoints.flatMap((endpoint) =>
    endpoint.status === 'ok' && endpoint.seen.oddReplies ? [{ endpoint, replies: endpoint.seen.oddReplies }] : [],
  );
  if (odd.length === 0) return [];
  return [
    {
      severity: 'info',
      title: 'The server answers with other reply codes than are due',
      detail:
        'A greeting and the go-ahead for TLS have the code 220. A client goes by the first digit, and so did this check; some clients want 220 and break off.',
      evidence: odd.map(({ endpoint, replies }) => `${endpoint.id}: ${replies.map(replyText).join('; ')}`),
      fix: "The server's administrator updates it, or mends the proxy before it, so that it answers with 220.",
      owner: 'server',
      endpoints: odd.map(({ endpoint }) => endpoint.id),
      reference: 'RFC 5321 §4.2.1',
    },
  ];
}

export const replyMalformed: Rule = {
  id: 'reply-malformed',
  find: (evidence) => [...invalid.find(evidence), ...oddCodes(evidence)],
};
