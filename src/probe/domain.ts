// Joins what the lookup gave, early and late, with what the connections showed, into the one record of DNS that rules
// read. Pure: asks nothing, judges nothing.
import type { AddressObservation, DnsObservation } from '../model/observation.ts';
import type { DnsFacts, ResolvedAddresses } from '../net/dns/lookup-question.ts';

export interface DomainParts {
  readonly host: string;
  readonly resolved: ResolvedAddresses;
  readonly facts: DnsFacts;
  /** Connect results, as far as there are any: address → port → result. */
  readonly ports: ReadonlyMap<string, AddressObservation['ports']>;
}

export function describeDomain({ host, resolved, facts, ports }: DomainParts): DnsObservation {
  const { addresses, source, durationMs, error, unanswered } = resolved;
  return {
    host,
    addresses: addresses.map(({ address, family }) => ({ address, family, ports: ports.get(address) ?? {} })),
    resolver: { source, durationMs },
    error,
    cname: facts.cname,
    mx: facts.mx,
    ptr: facts.ptr,
    srv: facts.srv,
    tlsa: facts.tlsa,
    // Only where the system was asked can its answer differ from that of DNS.
    dnsAddresses: source === 'system' ? facts.dnsAddresses : null,
    mxHosts: facts.mxHosts,
    mtaSts: facts.mtaSts,
    tlsRpt: facts.tlsRpt,
    ptrConfirmed: facts.ptrConfirmed,
    unanswered,
    internalErrors: facts.internalErrors,
  };
}
