// What came is no valid reply.
import { PROTOCOL_FACTS } from '../../model/protocol.ts';
import { atStages, nameOfProtocol } from '../phrases.ts';
import { endpointRule } from '../rule.ts';

export const replyMalformed = endpointRule('reply-malformed', (cases, { plan }) => {
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
