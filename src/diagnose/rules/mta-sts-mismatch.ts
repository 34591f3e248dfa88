// The published MTA-STS policy against the MX names and the certificate seen.
import type { Rule } from '../rule.ts';

/** RFC 8461 §4.1: `*.example.com` stands for exactly one label. */
export const fitsPattern = (host: string, pattern: string): boolean => {
  const [name, wanted] = [host.toLowerCase().replace(/\.$/, ''), pattern.toLowerCase()];
  return wanted.startsWith('*.') ? name.slice(name.indexOf('.')) === wanted.slice(1) : name === wanted;
};

export const mtaStsMismatch: Rule = {
  id: 'mta-sts-mismatch',
  find({ dns, endpoints, plan }) {
    const policy = dns.mtaSts?.policy;
    if (!policy || policy.mode === 'none') return [];
    const exchanges = [...(Array.isArray(dns.mx) ? dns.mx : []), ...(dns.mxHosts ?? [])]
      .map(({ exchange }) => exchange)
      .filter((exchange) => exchange !== '' && exchange !== '.');
    const strangers = [...new Set(exchanges)].filter((exchange) => !policy.mx.some((pattern) => fitsPattern(exchange, pattern)));
    // The policy asks of the MX hosts that their certificate verifies; that is this host only where it is one of them.
    const isExchange = policy.mx.some((pattern) => fitsPattern(plan.host, pattern));
    const untrusted = endpoints.filter(({ seen }) => isExchange && seen.port === 25 && seen.tls !== null && !seen.tls.trusted);
    if (strangers.length === 0 && untrusted.length === 0) return [];
    const enforced = policy.mode === 'enforce';
    return [
      {
        severity: enforced ? 'error' : 'warning',
        title:
          strangers.length > 0
            ? `The MTA-STS policy does not list ${strangers.join(', ')}`
            : 'The certificate does not satisfy the MTA-STS policy',
        detail: `The domain publishes an MTA-STS policy (mode ${policy.mode}) that its own servers do not keep. ${enforced ? 'Senders that honour it do not deliver.' : 'In this mode senders only report it.'}`,
        evidence: [
          `policy: mode ${policy.mode}, mx ${policy.mx.join(', ')}`,
          ...strangers.map((exchange) => `MX ${exchange} fits no mx line of the policy`),
          ...untrusted.map(({ id, tlsError }) => `${id}: ${tlsError?.code ?? 'certificate not trusted'}`),
        ],
        fix: 'Whoever runs the domain brings the policy file (/.well-known/mta-sts.txt) and the MX records into line, changes the id in the _mta-sts TXT record, and renews the certificate if that is the matter.',
        owner: 'server',
        endpoints: untrusted.map(({ id }) => id),
        reference: 'RFC 8461 §4',
      },
    ];
  },
};
