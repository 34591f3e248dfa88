// From a mailbox to the one host that a check looks at: the best candidate of the protocol, and how it was found.
// Decides by what the search gathered; asks nothing of its own.
import type { DnsObservation } from '../model/observation.ts';
import type { DiscoveryNote } from '../model/plan.ts';
import { defaultPorts, type MailProtocol, type Mode } from '../model/protocol.ts';
import type { Target } from '../model/target.ts';
import type { Deadline } from '../net/deadline.ts';
import type { Candidate, Discovery } from './candidate.ts';
import { type DiscoverOptions, discover } from './discover.ts';

export type MailboxRoute =
  | {
      readonly ok: true;
      readonly host: string;
      /** Ports that the domain names beyond the usual ones of the protocol; null: the usual ones. */
      readonly ports: readonly number[] | null;
      /** Null: those that are probed by default. */
      readonly modes: readonly Mode[] | null;
      readonly note: DiscoveryNote;
      readonly discovery: Discovery;
    }
  | { readonly ok: false; readonly error: NonNullable<DnsObservation['error']>; readonly discovery: Discovery };

/** Somebody who may say so named it; a guess below the domain names nobody's server. */
const isProvenByName = ({ source, proof }: Candidate): boolean => proof !== null && source !== 'guess' && source !== 'mx';

/** `target.mailbox` must not be null: else there is nothing to discover. */
export async function resolveMailbox(
  target: Pick<Target, 'mailbox'> & { readonly protocol: MailProtocol },
  options: Omit<DiscoverOptions, 'protocol' | 'isHurried'>,
  deadline: Deadline,
): Promise<MailboxRoute> {
  if (!target.mailbox) throw new TypeError('the target is no mailbox');
  const { protocol } = target;
  const discovery = await discover(target.mailbox, { ...options, protocol, isHurried: true }, deadline);
  const ofProtocol = discovery.candidates.filter((candidate) => candidate.protocol === protocol);
  const best = (options.needsProof && ofProtocol.find(isProvenByName)) || ofProtocol[0];
  if (!best) return { ok: false, error: discovery.error ?? nothingNamed(discovery, protocol), discovery };
  const { source, host } = best;
  return {
    ok: true,
    host,
    ports: unusualPorts(best, discovery, protocol),
    modes: null,
    note: {
      domain: discovery.domain,
      source,
      detail: best.detail,
      proof: best.proof,
      contradictions: contradictionsOf(best, discovery),
    },
    discovery,
  };
}

/** What unsigned records name in place of the known provider's servers: a stale record, or somebody who answers for DNS. */
function contradictionsOf(best: Candidate, { candidates }: Discovery): readonly string[] {
  if (best.source !== 'provider' && best.source !== 'settings-table') return [];
  const own = candidates.filter(({ source }) => source === best.source).map(({ host }) => host);
  const others = candidates.filter(
    ({ source, protocol, proof, host }) =>
      source === 'srv' && protocol === best.protocol && proof === null && !own.some((known) => isSameOwner(known, host)),
  );
  return [...new Set(others.map(({ host, port, detail }) => `${detail.split(' ')[0]} names ${host}:${port}, unsigned`))];
}

/** Names that share all but their first label: `smtp.mail.example` and `imap.mail.example`. */
const isSameOwner = (one: string, other: string): boolean =>
  one === other || (one.split('.').length > 2 && one.split('.').slice(1).join('.') === other.split('.').slice(1).join('.'));

function unusualPorts({ host, source }: Candidate, { candidates }: Discovery, protocol: MailProtocol): readonly number[] | null {
  const same = candidates.filter((other) => other.protocol === protocol && other.host === host && other.source === source);
  const ports = [...new Set(same.map(({ port }) => port))];
  return ports.every((port) => defaultPorts(protocol).includes(port)) ? null : ports.sort((one, other) => one - other);
}

function nothingNamed(
  { domain, isNullMx, declined, unavailable }: Discovery,
  protocol: MailProtocol,
): NonNullable<DnsObservation['error']> {
  const message =
    unavailable !== null
      ? `${domain}: ${unavailable}`
      : isNullMx
        ? `${domain} takes no mail (its MX is "."), and names no ${protocol.toUpperCase()} host`
        : declined.length > 0
          ? `${domain} says that it offers no ${protocol.toUpperCase()} (${declined.join(', ')})`
          : `${domain} exists and names no ${protocol.toUpperCase()} host`;
  return { code: 'dns-no-address', systemCode: 'ENODATA', message };
}
