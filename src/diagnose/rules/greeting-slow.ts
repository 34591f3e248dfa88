// The greeting came after five seconds or more: clients with short timeouts fail.
import { duration, portsOf } from '../phrases.ts';
import type { Rule } from '../rule.ts';

const SLOW_MS = 5000;

export const greetingSlow: Rule = {
  id: 'greeting-slow',
  find(evidence) {
    const { endpoints } = evidence;
    const slow = endpoints.filter(({ seen }) => seen.greeting !== null && (seen.greetingMs ?? 0) >= SLOW_MS);
    if (slow.length === 0) return [];
    const longest = Math.max(...slow.map(({ seen }) => seen.greetingMs ?? 0));
    return [
      {
        severity: 'info',
        title: `The greeting on ${portsOf(slow.map(({ seen }) => seen))} comes only after ${duration(longest)}`,
        detail:
          'A delay of this length is mostly on purpose (it keeps spam programs away), or the server waits for DNS. Clients with short timeouts give up before.',
        evidence: slow.map(({ id, seen }) => `${id}: greeting after ${duration(seen.greetingMs ?? 0)}`),
        fix: `Set the client's connection timeout to 60 s or more; the server's administrator may exempt submission ports from the delay${evidence.setting('greeting-delay')}.`,
        owner: 'server',
        endpoints: slow.map(({ id }) => id),
        reference: 'RFC 5321 §4.5.3.2.1',
      },
    ];
  },
};
