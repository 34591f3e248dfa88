// What a lab showed on its ephemeral ports, as if it had been on the registered ones, and what stands around a mail host in
// the field: ports that are closed, dropped or a relay's, an address that is dead. Changes observations, never the lab.
import type { Lab } from '../../../src/lab/lab.ts';
import type { AddressObservation, EndpointObservation, Observations } from '../../../src/model/observation.ts';
import type { Failure } from '../../../src/model/outcome.ts';
import { MODES, type Mode, PROTOCOL_FACTS, type Protocol } from '../../../src/model/protocol.ts';
import { certificate, dropped, fails, NOW, refused, tls, works } from '../../unit/diagnose/facts.ts';

/** The usual port of each role in the lab. */
export const STANDARD_PORTS: Readonly<Record<string, number>> = {
  relay: 25,
  submissions: 465,
  submission: 587,
  imap: 143,
  imaps: 993,
  pop3: 110,
  pop3s: 995,
};

/** A deep copy in which each port of the lab bears its registered number, in ids and tables, too. */
export function onStandardPorts<T>(value: T, { ports }: Pick<Lab, 'ports'>): T {
  const numbers = new Map(Object.entries(ports).map(([role, port]) => [String(port), String(STANDARD_PORTS[role] ?? port)]));
  const inText = (text: string): string =>
    text.replace(/^(\d+)(?=\/(?:tls|starttls|plain)@)/, (port) => numbers.get(port) ?? port);
  const walk = (item: unknown, key: string): unknown => {
    if (typeof item === 'string') return inText(item);
    if (typeof item === 'number' && (key === 'port' || key === 'ports')) return Number(numbers.get(String(item)) ?? item);
    if (Array.isArray(item)) return item.map((one) => walk(one, key));
    if (item === null || typeof item !== 'object' || Object.getPrototypeOf(item) !== Object.prototype) return item;
    return Object.fromEntries(Object.entries(item).map(([name, one]) => [numbers.get(name) ?? name, walk(one, name)]));
  };
  return walk(value, '') as T;
}

export interface Surrounding {
  readonly name: string;
  /** Null: it does not fit around this host. */
  readonly around: (seen: Observations, protocol: Protocol) => Observations | null;
}

const withEndpoints = (seen: Observations, endpoints: readonly EndpointObservation[]): Observations => ({
  ...seen,
  endpoints: [...endpoints, ...seen.endpoints],
});

/** Ports that the host has in none of its modes get this failure; `only`: of these. */
function closed(failure: Failure, only: (port: number) => boolean): Surrounding['around'] {
  return (seen, protocol) => {
    const [first] = seen.endpoints;
    const missing = PROTOCOL_FACTS[protocol].ports
      .filter(({ port, use }) => use !== 'alternate' && only(port) && seen.endpoints.every((one) => one.port !== port))
      .map(({ port }) => port);
    if (missing.length === 0 || first === undefined) return null;
    const modes: readonly Mode[] = MODES.filter((mode) => mode !== 'plain');
    const added = missing.flatMap((port) =>
      modes.map((mode) =>
        fails(`${port}/${mode}@${first.address}`, { ...failure, stage: 'connect' } as Failure, { protocol, steps: [] }),
      ),
    );
    return withEndpoints(seen, added);
  };
}

/** As old on that day as it is on that of the facts. */
function youngOn(day: string): ReturnType<typeof certificate> {
  const later = Date.parse(day) - Date.parse(NOW);
  const shifted = (date: string): string => new Date(Date.parse(date) + later).toISOString();
  const { validFrom, validTo } = certificate();
  return certificate({ validFrom: shifted(validFrom), validTo: shifted(validTo) });
}

const V6 = '2001:db8::25';

export const SURROUNDINGS: readonly Surrounding[] = [
  { name: 'port 25 refused', around: closed(refused, (port) => port === 25) },
  { name: 'port 25 dropped', around: closed(dropped, (port) => port === 25) },
  { name: 'port 465 refused', around: closed(refused, (port) => port === 465) },
  { name: 'every other port refused', around: closed(refused, () => true) },
  { name: 'every other port dropped', around: closed(dropped, () => true) },
  {
    name: 'port 25 a healthy MX without logins',
    around: (seen, protocol) => {
      const [first] = seen.endpoints;
      if (protocol !== 'smtp' || first === undefined || seen.endpoints.some(({ port }) => port === 25)) return null;
      return withEndpoints(seen, [works(`25/starttls@${first.address}`, { tls: tls({ certificate: youngOn(seen.startedAt) }) })]);
    },
  },
  {
    name: 'an IPv6 address that is dead',
    around: (seen, protocol) => {
      if (seen.endpoints.length === 0 || seen.endpoints.some(({ family }) => family === 6)) return null;
      const dead = seen.endpoints.map(({ port, mode }) => fails(`${port}/${mode}@${V6}`, dropped, { protocol, steps: [] }));
      const address: AddressObservation = { address: V6, family: 6, ports: {} };
      return {
        ...seen,
        dns: { ...seen.dns, addresses: [...seen.dns.addresses, address] },
        endpoints: [...dead, ...seen.endpoints],
      };
    },
  },
];
