// Whether a domain's records for mail are there and sound: SRV, MTA-STS and the MX that it covers, TLSA. Pure.
import { isUsableTlsa } from '../../model/dane.ts';
import { isHostName } from '../../net/dns/names.ts';
import { isUnder } from '../candidate.ts';
import type { DomainFinding } from './domain-finding.ts';
import type { DomainObservation } from './domain-observation.ts';

/** What a connection to an MX host on port 25 showed. */
export interface ExchangeState {
  readonly host: string;
  /** `unreached`: no connection came about, which says as much of this network as of the host. */
  readonly status: 'ok' | 'unreached' | 'no-tls' | 'untrusted';
  readonly why: string | null;
  /** Its certificate is not what its signed TLSA records say; null: there are none to compare, or it was not reached. */
  readonly fitsTlsa: boolean | null;
}

/** Whether the hosts that take the domain's mail do what MTA-STS and TLSA promise of them. */
export function judgeExchanges({ mtaSts }: DomainObservation, states: readonly ExchangeState[]): DomainFinding[] {
  const isEnforced = mtaSts?.policy?.mode === 'enforce';
  return states.flatMap(({ host, status, why, fitsTlsa }): DomainFinding[] => {
    const findings: DomainFinding[] = [];
    if (isEnforced && (status === 'no-tls' || status === 'untrusted'))
      findings.push({
        id: 'mta-sts-server',
        severity: 'error',
        what: `MTA-STS is enforced, and the MX ${host} ${status === 'no-tls' ? 'gives no TLS' : 'has a certificate that does not verify'}: ${why}`,
        fix: `Mend the MX host, or set the policy to mode: testing until then. \`mailprobe check ${host} -p 25\` says more.`,
        reference: 'RFC 8461 §4.2',
      });
    if (fitsTlsa === false)
      findings.push({
        id: 'tlsa-mismatch',
        severity: 'error',
        what: `The certificate of the MX ${host} is not the one in its TLSA records: senders that heed DANE do not deliver`,
        fix: 'Publish the TLSA record of the certificate in use, a while before it is put into use the next time.',
        reference: 'RFC 7672 §3.1',
      });
    return findings;
  });
}

export function judgeRecords(observation: DomainObservation): DomainFinding[] {
  const { domain, isMissing, isWildcard } = observation;
  if (isMissing)
    return [
      {
        id: 'domain-not-found',
        severity: 'error',
        what: `${domain} does not exist in DNS (NXDOMAIN)`,
        fix: 'Check the spelling, the registration and the delegation of the domain.',
        reference: 'RFC 1034',
      },
    ];
  if (observation.mx.error !== null) return unasked(observation);
  const findings = [
    ...judgeServices(observation),
    ...judgePolicy(observation),
    ...judgeTlsa(observation),
    ...unasked(observation),
  ];
  if (isWildcard)
    findings.push({
      id: 'wildcard',
      severity: 'warning',
      what: `Every name under ${domain} resolves (a wildcard record): programs that guess names find hosts that are none`,
      fix: 'Take the wildcard away, or set the names that mail programs try: imap, smtp, mail, autoconfig, autodiscover.',
      reference: 'RFC 4592',
    });
  return findings;
}

function judgeServices({ domain, services, trustsDnssec }: DomainObservation): DomainFinding[] {
  const offered = services.filter(({ records }) => records.some(({ target }) => isHostName(target)));
  const findings: DomainFinding[] = offered.flatMap(({ service, records }) =>
    records
      .filter(({ target, port }) => target !== '.' && (!isHostName(target) || port === 0))
      .map(({ target, port }) => ({
        id: 'srv-target' as const,
        severity: 'error' as const,
        what: `${service}.${domain} names ${target}:${port}, which is no host and port`,
        fix: 'Set the target to a host name and the port to the one it listens on.',
        reference: 'RFC 2782',
      })),
  );
  if (offered.length === 0 && services.every(({ error }) => error === null))
    findings.push({
      id: 'srv-missing',
      severity: 'info',
      what: 'No SRV records for mail programs',
      fix: `Add _submissions._tcp.${domain} and _imaps._tcp.${domain} (\`--json\` has the lines).`,
      reference: 'RFC 6186, RFC 8314 §5.1',
    });
  const has = (name: string): boolean => offered.some(({ service }) => service === name);
  for (const [plain, secure] of [
    ['_submission._tcp', '_submissions._tcp'],
    ['_imap._tcp', '_imaps._tcp'],
    ['_pop3._tcp', '_pop3s._tcp'],
  ] as const)
    if (has(plain) && !has(secure))
      findings.push({
        id: 'srv-no-implicit-tls',
        severity: 'info',
        what: `${plain} is published and ${secure} is not`,
        fix: `Offer TLS from the first byte as well, and publish ${secure}: it is what programs should prefer.`,
        reference: 'RFC 8314 §5.1',
      });
  const unsigned = offered.filter(({ isSigned, records }) => !isSigned && records.some(({ target }) => !isUnder(target, domain)));
  if (unsigned.length > 0 && trustsDnssec)
    findings.push({
      id: 'srv-unsigned',
      severity: 'warning',
      what: `${unsigned.map(({ service }) => service).join(', ')} lead${unsigned.length === 1 ? 's' : ''} out of ${domain} and ${unsigned.length === 1 ? 'is' : 'are'} not signed: programs must ask their user first`,
      fix: 'Sign the zone with DNSSEC, or name hosts under the domain.',
      reference: 'RFC 6186 §6',
    });
  return findings;
}

function judgePolicy({ domain, mtaSts, mx }: DomainObservation): DomainFinding[] {
  const takesMail = mx.records.some(({ exchange }) => exchange !== '.');
  if (mtaSts === null) {
    if (!takesMail) return [];
    return [
      {
        id: 'mta-sts-missing',
        severity: 'info',
        what: 'No MTA-STS: who delivers to this domain may be talked out of TLS',
        fix: `Publish TXT _mta-sts.${domain} and https://mta-sts.${domain}/.well-known/mta-sts.txt, first with mode: testing.`,
        reference: 'RFC 8461',
      },
    ];
  }
  if (mtaSts.error !== null)
    return [
      {
        id: 'mta-sts-broken',
        severity: 'error',
        what: `MTA-STS is announced and its policy is of no use: ${mtaSts.error}`,
        fix: 'Serve the policy over HTTPS as text/plain, or take the TXT record away.',
        reference: 'RFC 8461 §3',
      },
    ];
  const { policy } = mtaSts;
  if (policy === null || policy.mode === 'none') return [];
  const uncovered = mx.records
    .map(({ exchange }) => exchange)
    .filter((exchange) => !policy.mx.some((pattern) => covers(pattern, exchange)));
  if (uncovered.length === 0) return [];
  return [
    {
      id: 'mta-sts-mx',
      severity: policy.mode === 'enforce' ? 'error' : 'warning',
      what: `The MTA-STS policy (${policy.mode}) does not cover the MX ${uncovered.join(', ')}`,
      fix: 'Add an mx line for each MX host to the policy, and a new id to the TXT record.',
      reference: 'RFC 8461 §4.1',
    },
  ];
}

/** §4.1: a wildcard stands for exactly one label, the first. */
function covers(pattern: string, exchange: string): boolean {
  const [wanted, host] = [pattern.toLowerCase().replace(/\.$/, ''), exchange.toLowerCase().replace(/\.$/, '')];
  return wanted.startsWith('*.') ? host.slice(host.indexOf('.')) === wanted.slice(1) && host.includes('.') : wanted === host;
}

function judgeTlsa({ tlsa, trustsDnssec, mx }: DomainObservation): DomainFinding[] {
  const findings = tlsa.flatMap(({ host, records, isSigned }): DomainFinding[] => {
    if (records.length === 0) return [];
    const isUseless = !records.some(isUsableTlsa);
    if (isUseless || (trustsDnssec && !isSigned))
      return [
        {
          id: 'tlsa-unusable',
          severity: isUseless ? 'error' : 'warning',
          what: `The TLSA records of ${host} ${isUseless ? 'are of no use for SMTP' : 'are not signed, so that nobody heeds them'}`,
          fix: isUseless ? 'Publish "3 1 1" with the SHA-256 of the public key.' : 'Sign the zone of the MX host with DNSSEC.',
          reference: 'RFC 7672 §3.1',
        },
      ];
    return [];
  });
  if (mx.records.some(({ exchange }) => exchange !== '.') && tlsa.every(({ records }) => records.length === 0))
    findings.push({
      id: 'tlsa-missing',
      severity: 'info',
      what: 'No TLSA records for the MX hosts (DANE)',
      fix: 'With DNSSEC for the zone of the MX host: publish TLSA "3 1 1" at _25._tcp.<MX host>.',
      reference: 'RFC 7672',
    });
  return findings;
}

function unasked({ domain, services, mx, trustsDnssec }: DomainObservation): DomainFinding[] {
  const failed = services.filter(({ error }) => error !== null).map(({ service, error }) => `${service} (${error})`);
  const findings: DomainFinding[] = [];
  // Without its MX nothing can be told of a domain: what seems absent was not asked for.
  if (mx.error !== null)
    return [
      {
        id: 'not-asked',
        severity: 'error',
        what: `DNS gave no answer for the MX of ${domain} (${mx.error}): nothing can be said of what it publishes`,
        fix: 'Check the resolver (--dns-server asks another) and the name servers of the domain.',
        reference: null,
      },
    ];
  if (failed.length > 0)
    findings.push({
      id: 'not-asked',
      severity: 'warning',
      what: `DNS gave no answer for ${failed.join(', ')}`,
      fix: "Check the domain's name servers; some refuse record types that they do not know.",
      reference: 'RFC 3597',
    });
  if (!trustsDnssec)
    findings.push({
      id: 'not-asked',
      severity: 'info',
      what: 'Whether records are signed was not judged: the resolver is not on this machine',
      fix: 'Ask again by a validating resolver on loopback: `--dns-server 127.0.0.1`.',
      reference: 'RFC 6698 §A.3',
    });
  return findings;
}
