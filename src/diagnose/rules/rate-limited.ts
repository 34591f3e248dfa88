// Too many connections, logins or commands, by the server's own word.
import { classifyReply } from '../classify.ts';
import type { Rule } from '../rule.ts';
import { endpointRule, wordedByReply } from '../rule.ts';

const refused = endpointRule('rate-limited', (cases) =>
  wordedByReply(cases, {
    title: 'The server limits how much one client may do, and the limit is reached',
    detail: 'The refusal names too many connections, logins or commands. It is temporary.',
    fix: 'Open fewer connections at once (--max-connections 1), wait some minutes, and send several messages over one connection.',
    owner: 'you',
  }),
);

export const rateLimited: Rule = {
  id: 'rate-limited',
  find(evidence) {
    const found = refused.find(evidence);
    if (found.length > 0) return found;
    // It showed only because the probes were many: worth knowing, and no fault.
    const eased = evidence.endpoints.flatMap(({ id, status, seen }) => {
      const before = seen.repeatedAfter;
      if (status !== 'ok' || before?.kind !== 'reply') return [];
      const cause = classifyReply(before, before.reply, before.stage, evidence.plan);
      return cause.code === 'rate-limited' ? [{ id, line: `${id}: among several: ${cause.message}; alone: works` }] : [];
    });
    if (eased.length === 0) return [];
    return [
      {
        severity: 'info',
        title: 'The server limits parallel connections of one client',
        detail: 'Some probes were turned away for being several at once, and worked when repeated alone.',
        evidence: eased.map(({ line }) => line),
        fix: 'Keep the number of parallel connections low in the client (one or two).',
        owner: 'you',
        endpoints: eased.map(({ id }) => id),
        reference: null,
      },
    ];
  },
};
