// What DNS said, as the report gives it: record types by their names. Copies facts; concludes nothing.
import type { DnsObservation, SrvRecord } from '../model/observation.ts';
import type { Report } from '../model/report.ts';
import { roundMs } from './endpoint-part.ts';

type ReportDns = NonNullable<Report['dns']>;
type SrvByService = Record<string, Omit<SrvRecord, 'service'>[]>;

function srvByService(records: readonly SrvRecord[]): SrvByService {
  const byService: SrvByService = {};
  for (const { service, ...record } of records) {
    const list = byService[service] ?? [];
    byService[service] = [...list, record];
  }
  return byService;
}

export function reportDns(dns: DnsObservation): ReportDns {
  return {
    addresses: dns.addresses,
    resolver: { source: dns.resolver.source, durationMs: roundMs(dns.resolver.durationMs) },
    records: {
      CNAME: dns.cname,
      MX: dns.mx,
      PTR: dns.ptr,
      SRV: 'error' in dns.srv ? dns.srv : srvByService(dns.srv),
      TLSA: dns.tlsa,
      ...(dns.mtaSts === undefined ? {} : { 'MTA-STS': dns.mtaSts }),
      ...(dns.tlsRpt === undefined ? {} : { 'TLS-RPT': dns.tlsRpt }),
    },
    error: dns.error,
  };
}
