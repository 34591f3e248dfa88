// Who resolves the mail host's name where a proxy stands between, and what the probes are then addressed to. Pure.
import type { Plan } from '../model/plan.ts';
import type { Family } from '../model/protocol.ts';

interface Address {
  readonly address: string;
  readonly family: Family;
}

type Route = Pick<Plan, 'proxy' | 'host' | 'literal' | 'resolve' | 'families'>;

/** SOCKS 4 and 5 are given addresses; 4a, 5h and HTTP the name itself. An address that the user named stays in force. */
export function isResolvedByProxy({ proxy, host, literal, resolve }: Route): boolean {
  if (!proxy || literal !== 0 || resolve.has(host.toLowerCase())) return false;
  return proxy.scheme !== 'socks4' && proxy.scheme !== 'socks5';
}

/**
 * The addresses to probe. The name itself stands for the one address that the proxy will choose, whatever is known of it
 * here; its family is not known and only one that the plan wants. SOCKS 4 has no IPv6: it is left out where IPv4 exists.
 */
export function proxiedAddresses(route: Route, addresses: readonly Address[]): readonly Address[] {
  if (isResolvedByProxy(route)) return [{ address: route.host, family: route.families[0] ?? 4 }];
  if (!route.proxy?.scheme.startsWith('socks4')) return addresses;
  const ipv4 = addresses.filter(({ family }) => family === 4);
  return ipv4.length > 0 ? ipv4 : addresses;
}
