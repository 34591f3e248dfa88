// Which endpoints a plan asks for, in which order they are shown and in which they are started. Pure.
import type { Plan } from '../model/plan.ts';
import { type Family, knownPort, portsByPreference } from '../model/protocol.ts';
import { type EndpointSpec, idOf } from './recorder.ts';

interface Address {
  readonly address: string;
  readonly family: Family;
}

/** The full ladder: the first address of each family, or all. The others get a connect test. */
export function chooseAddresses(plan: Plan, addresses: readonly Address[]): { full: Address[]; connectOnly: Address[] } {
  const wanted = addresses.filter(({ family }) => plan.families.includes(family));
  const full = plan.allAddresses
    ? wanted
    : wanted.filter(({ family }, at) => wanted.findIndex((other) => other.family === family) === at);
  return { full, connectOnly: wanted.filter((one) => !full.includes(one)) };
}

/** Every endpoint, in the order of the report: by address, port, mode as the plan has them. */
export const endpointsOf = (plan: Plan, addresses: readonly Address[]): EndpointSpec[] =>
  addresses.flatMap(({ address, family }) =>
    plan.ports.flatMap((port) => plan.modes.map((mode) => ({ protocol: plan.protocol, address, family, port, mode }))),
  );

/** The mode that a well-known port is there for; of any other port either. */
export const isMeant = ({ port, mode }: EndpointSpec): boolean => (knownPort(port)?.mode ?? mode) === mode;

/**
 * How good a place to log in, 0 the best: implicit TLS before STARTTLS (RFC 8314 §3), submission before relay, plaintext
 * last. Equal ranks go to whichever is ready first.
 */
export function loginRank({ protocol, port, mode }: EndpointSpec): number {
  const modeRank = { tls: 0, starttls: 10, plain: 100 }[mode];
  const preferred = portsByPreference(protocol).findIndex((known) => known.port === port);
  return modeRank + (preferred < 0 ? 1 : preferred);
}

/**
 * In which order connections are opened where not all can be at once: what the port is meant for before what it is
 * not, so that the second is often settled by the first; the families in turn, so that one without answers delays no other.
 */
export function startOrder(specs: readonly EndpointSpec[]): EndpointSpec[] {
  const weight = (spec: EndpointSpec): number => (isMeant(spec) ? 0 : 1000) + loginRank(spec);
  const at = new Map(specs.map((spec, index) => [idOf(spec), index]));
  return [...specs].sort((a, b) => weight(a) - weight(b) || (at.get(idOf(a)) ?? 0) - (at.get(idOf(b)) ?? 0));
}
