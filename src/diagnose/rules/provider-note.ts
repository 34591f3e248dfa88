// The host belongs to a known provider with settings of its own.
import { providerOfHost } from '../../knowledge/index.ts';
import { isMailProtocol } from '../../model/protocol.ts';
import { portAndMode } from '../phrases.ts';
import type { Rule } from '../rule.ts';

export const providerNote: Rule = {
  id: 'provider-note',
  find({ plan, endpoints }) {
    const { protocol } = plan;
    const provider = plan.literal === 0 ? providerOfHost(plan.host) : null;
    if (provider === null || !isMailProtocol(protocol)) return [];
    const docs = provider.docs.find((link) => link.startsWith('https:')) ?? null;
    const servers = provider[protocol].map((server) => `${server.host} ${portAndMode(server)}`);
    return [
      {
        severity: 'info',
        title: `${plan.host} belongs to ${provider.name}`,
        detail: [
          `User name: ${provider.username}`,
          `Password: ${provider.password}`,
          provider.authPolicy,
          ...provider.notes.slice(0, 2),
        ]
          .flatMap((note) => (note ? [`${note.replace(/\.$/, '')}.`] : []))
          .join(' '),
        evidence:
          servers.length > 0
            ? servers.map((server) => `${provider.name}: ${server}`)
            : [`${plan.host} is listed as a host of ${provider.name}`],
        fix: docs === null ? '' : `Settings: ${docs}`,
        owner: 'you',
        endpoints: endpoints.map(({ id }) => id),
        reference: docs,
      },
    ];
  },
};
