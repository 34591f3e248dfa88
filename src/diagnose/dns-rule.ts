// The family of names that lead to no address: the host was never reached, so they concern no endpoint.
import type { DnsFailureCode } from '../model/observation.ts';
import type { Evidence } from './evidence.ts';
import type { Rule, Words } from './rule.ts';

export const dnsRule = (id: DnsFailureCode, words: (evidence: Evidence) => Words): Rule => ({
  id,
  find(evidence) {
    const { error } = evidence.dns;
    if (error?.code !== id) return [];
    const { title, detail, fix, owner, reference, evidence: more = [] } = words(evidence);
    const seen = `${evidence.dns.host}: ${error.systemCode}: ${error.message}`;
    return [
      { severity: 'error', title, detail, evidence: [seen, ...more], fix, owner, endpoints: [], reference: reference ?? null },
    ];
  },
});
