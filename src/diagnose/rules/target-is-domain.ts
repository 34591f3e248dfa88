// The target answers on no mail port, but its MX, SRV or provider entry names the host to use.
import { providerOfMx } from '../../knowledge/index.ts';
import type { Evidence } from '../evidence.ts';
import { isUnconnected } from '../evidence.ts';
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';

export interface MailHost {
  readonly host: string;
  readonly line: string;
}

/** Where the target's own records say that its mail is: submission by SRV, then its provider, then its MX. */
export function mailHostsOf({ dns, plan }: Evidence): MailHost[] {
  const srv = Array.isArray(dns.srv) ? dns.srv : [];
  const mx = Array.isArray(dns.mx) ? dns.mx : [];
  const named = srv
    .filter(({ target }) => target !== '' && target !== '.')
    .map(({ service, target, port }) => ({ host: target, line: `${service} SRV ${target}:${port}` }));
  const exchanges = mx.filter(({ exchange }) => exchange !== '' && exchange !== '.');
  const provided = exchanges.flatMap(({ exchange }) => {
    const host = submissionHostOf(exchange);
    return host === null ? [] : [{ host, line: `MX ${exchange} belongs to the provider whose submission host is ${host}` }];
  });
  const listed = exchanges.map(({ exchange, preference }) => ({ host: exchange, line: `MX ${preference} ${exchange}` }));
  const all = named.length > 0 ? named : provided.length > 0 ? [...provided.slice(0, 1), ...listed.slice(0, 1)] : listed;
  const hosts = all.filter(({ host }) => host.toLowerCase() !== plan.host.toLowerCase());
  return hosts.filter(({ host }, at) => hosts.findIndex((item) => item.host === host) === at).slice(0, 4);
}

function submissionHostOf(exchange: string): string | null {
  const provider = providerOfMx([exchange]);
  return provider?.smtp[0]?.host ?? null;
}

export const targetIsDomain: Rule = {
  id: 'target-is-domain',
  supersedes: ['host-unreachable', 'port-25-blocked', 'tcp-refused', 'tcp-timeout', 'tcp-unreachable'],
  find(evidence) {
    const { dns, endpoints, plan } = evidence;
    const isSilent = dns.error?.code === 'dns-no-address' || (endpoints.length > 0 && endpoints.every(isUnconnected));
    const hosts = mailHostsOf(evidence);
    if (!isSilent || hosts.length === 0 || plan.literal !== 0) return [];
    const names = list(
      hosts.map(({ host }) => host),
      'or',
    );
    return [
      {
        // Nothing works there, and this is why.
        severity: 'error',
        title: `${plan.host} is a domain, not its mail host: use ${names}`,
        detail: `No mail port answers at ${plan.host} itself, but its DNS records name where its mail is.`,
        evidence: hosts.map(({ line }) => line),
        fix: `Set the server name in the client to ${names} and check that one (\`mailprobe check ${hosts[0]?.host ?? ''}\`).`,
        owner: 'you',
        endpoints: endpoints.map(({ id }) => id),
        reference: 'RFC 6186 §3.1',
      },
    ];
  },
};
