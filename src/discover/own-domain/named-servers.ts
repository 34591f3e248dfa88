// Which servers a domain names, and who of its records and documents names each: the places that have to agree with one
// another and with what the servers do. Pure.
import { knownPort, type MailProtocol, type Mode } from '../../model/protocol.ts';
import { isHostName } from '../../net/dns/names.ts';
import type { AutoconfigLookup, AutoconfigServer } from '../autoconfig.ts';
import { candidatesOfPacc } from '../pacc.ts';
import type { DomainObservation } from './domain-observation.ts';

export const PUBLISHERS = ['SRV', 'PACC', 'autoconfig', 'Autodiscover'] as const;
export type Publisher = (typeof PUBLISHERS)[number];

export interface NamedServer {
  readonly protocol: MailProtocol;
  readonly host: string;
  readonly port: number;
  readonly mode: Mode;
  readonly usernameForm: string | null;
  /** Ways to log in that a document promises. */
  readonly auth: readonly string[];
}

export interface NamedBy extends NamedServer {
  readonly namedBy: readonly Publisher[];
}

export const serverKey = ({ protocol, host, port, mode }: Omit<NamedServer, 'usernameForm' | 'auth'>): string =>
  `${protocol} ${host}:${port}/${mode}`;

/** What the first file of several that names a server says. */
export const serversOfFiles = (lookups: readonly AutoconfigLookup[]): readonly AutoconfigServer[] =>
  lookups.flatMap(({ file }) => (file?.ok && file.value.servers.length > 0 ? [file.value.servers] : []))[0] ?? [];

const withAuth = ({ auth = [], ...server }: AutoconfigServer): NamedServer => ({ ...server, auth });

/** By publisher, each in its own order of preference. */
export function serversBy(observation: DomainObservation): Readonly<Record<Publisher, readonly NamedServer[]>> {
  const { services, documents, domain } = observation;
  const ofSrv = services.flatMap(({ records, protocol, mode }) =>
    records
      .filter(({ target, port }) => isHostName(target) && port > 0)
      .map(({ target, port }): NamedServer => {
        const host = target.toLowerCase().replace(/\.$/, '');
        // A client goes by the service's name: `_submission` on 465 is STARTTLS to it, which is the fault to be found.
        return { protocol, host, port, mode, usernameForm: null, auth: [] };
      }),
  );
  const ofAnswers = documents.autodiscover.flatMap(({ answer }) =>
    answer?.ok && answer.value.servers.length > 0 ? [answer.value.servers] : [],
  );
  return {
    SRV: ofSrv,
    PACC: candidatesOfPacc(documents.pacc, domain).map(withAuth),
    autoconfig: serversOfFiles(documents.autoconfig).map(withAuth),
    Autodiscover: (ofAnswers[0] ?? []).map(withAuth),
  };
}

/** Each server once, with all who name it. */
export function namedServers(observation: DomainObservation): readonly NamedBy[] {
  const found = new Map<string, NamedBy>();
  const by = serversBy(observation);
  for (const publisher of PUBLISHERS) {
    for (const server of by[publisher]) {
      const first = found.get(serverKey(server));
      const namedBy = [...new Set([...(first?.namedBy ?? []), publisher])];
      const auth = [...new Set([...(first?.auth ?? []), ...server.auth])];
      found.set(serverKey(server), { ...server, usernameForm: first?.usernameForm ?? server.usernameForm, auth, namedBy });
    }
  }
  return [...found.values()];
}

/** Whether a port is meant for another mode: 465 named as STARTTLS, 587 as TLS from the first byte. */
export const isOddMode = ({ port, mode }: Pick<NamedServer, 'port' | 'mode'>): boolean => {
  const known = knownPort(port);
  return known !== null && mode !== 'plain' && known.mode !== mode;
};
