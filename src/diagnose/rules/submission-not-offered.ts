// The host is an MX: it takes mail for its own domains and has no place where a client could submit.

import { knownPort } from '../../model/protocol.ts';
import { isUnconnected } from '../evidence.ts';
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';

const isRelay = (port: number): boolean => knownPort(port)?.use === 'relay';

export const submissionNotOffered: Rule = {
  id: 'submission-not-offered',
  find(evidence) {
    const { plan, endpoints, usable, credentials } = evidence;
    // With a login given, that it could not be tried is said already. A port asked for by name is what the question was.
    if (plan.protocol !== 'smtp' || plan.portsNamed || credentials !== null || usable.length === 0) return [];
    const others = endpoints.filter(({ seen }) => !isRelay(seen.port));
    const takesLogins = usable.some(({ seen }) => !isRelay(seen.port) || (seen.auth.tls ?? []).length > 0);
    if (takesLogins || others.length === 0 || !others.every(isUnconnected)) return [];
    const silent = others.some(({ causes }) => causes[0]?.code === 'tcp-timeout');
    const ports = list(others.map(({ seen }) => seen.port));
    return [
      {
        severity: 'warning',
        title: 'This host takes mail for its own domains only: there is no login, and no port to submit on',
        detail: `Port ${list(usable.map(({ seen }) => seen.port))} works and offers no login, as is right between servers (an MX). Mail clients and programs cannot send through it; ${ports}, where they would, ${silent ? 'give no answer from here' : 'are closed'}.`,
        evidence: [
          ...usable.map(
            ({ id, seen }) => `${id}: no AUTH among ${(seen.capabilities.tls ?? []).join(', ') || 'no keywords at all'}`,
          ),
          ...others.flatMap(({ id, causes }) => (causes[0] ? [`${id}: ${causes[0].message}`] : [])),
        ],
        fix: `Nothing to do if other servers are to deliver here. To send mail as a client, use the provider's submission host on port 465 or 587 (\`mailprobe discover <address>\` finds it); for a server of your own, its administrator enables submission${evidence.setting('submission')}.`,
        owner: 'you',
        endpoints: usable.map(({ id }) => id),
        reference: 'RFC 6409 §3.1',
      },
    ];
  },
};
