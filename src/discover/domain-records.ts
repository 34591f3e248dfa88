// What a domain's own DNS records say of its mail servers: SRV and MX, asked at once, read as far as they have come.
// Knows neither providers nor guesses.
import type { MxRecord } from '../model/observation.ts';
import { knownPort, type MailProtocol, type Mode } from '../model/protocol.ts';
import type { DnsAnswer, DnsClient } from '../net/dns/client.ts';
import type { SrvData } from '../net/dns/message.ts';
import { isHostName } from '../net/dns/names.ts';
import { MAIL_SERVICES, type MailService, orderSrv } from '../net/dns/services.ts';
import { within } from '../net/dns/waiting.ts';
import { type Candidate, proofOf } from './candidate.ts';

/** Once the domain has named a server, whoever is in a hurry waits this much longer for the rest of its records. */
const REST_MS = 400;

export interface DomainRecords {
  readonly services: readonly { readonly service: MailService; readonly answer: DnsAnswer<SrvData> }[];
  readonly mx: DnsAnswer<MxRecord>;
}

const UNANSWERED = {
  status: 'failed',
  records: [],
  aliases: [],
  authentic: false,
  error: 'no answer',
  systemCode: 'ETIMEOUT',
} as const;

interface Asking {
  /** Every record has been answered, or given up. */
  readonly all: Promise<unknown>;
  /** The first SRV record that names a server. */
  readonly first: Promise<unknown>;
  readonly gathered: () => DomainRecords;
}

/** Begins at once. */
export function askDomain(client: DnsClient, domain: string, protocols: readonly MailProtocol[]): Asking {
  const services = MAIL_SERVICES.filter(({ protocol }) => protocols.includes(protocol));
  const answers = new Map<MailService, DnsAnswer<SrvData>>();
  let mx: DnsAnswer<MxRecord> = UNANSWERED;
  let noteFirst: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    noteFirst = resolve;
  });
  const pending = services.map(async (service) => {
    const answer = await client.query(`${service.service}.${domain}`, 'SRV', { dnssec: true });
    answers.set(service, answer);
    if (answer.records.some(({ target }) => isHostName(target))) noteFirst();
  });
  const asking = client.query(domain, 'MX', { dnssec: true }).then((answer) => {
    mx = answer;
  });
  return {
    all: Promise.all([...pending, asking]),
    first,
    gathered: () => ({ mx, services: services.map((service) => ({ service, answer: answers.get(service) ?? UNANSWERED })) }),
  };
}

/** All that the domain says; in a hurry, what it has said shortly after it first named a server. */
export async function collectRecords(
  { all, first, gathered }: Asking,
  isHurried: boolean,
  limitMs: number,
): Promise<DomainRecords> {
  const enough = isHurried ? Promise.race([all, first.then(() => within(all, REST_MS, null))]) : all;
  await within(enough, limitMs, null);
  return gathered();
}

/** `trustsDnssec`: nobody stands between this machine and the resolver that says that it validated an answer. */
export function candidatesOfSrv({ services }: DomainRecords, domain: string, trustsDnssec: boolean): Candidate[] {
  return services.flatMap(({ service: { service, protocol, mode }, answer }) =>
    orderSrv(service, answer.records)
      .filter(({ target, port }) => isHostName(target) && port > 0)
      .map(({ target, port, priority }): Candidate => {
        const isVouched = answer.authentic && trustsDnssec;
        const detail = `${service} priority ${priority}${isVouched ? ', DNSSEC' : ''}`;
        return {
          protocol,
          host: target.toLowerCase(),
          port,
          mode: modeOfPort(port) ?? mode,
          source: 'srv',
          confidence: 'certain',
          usernameForm: null,
          detail,
          provider: null,
          dnssec: isVouched,
          proof: proofOf(target, domain, isVouched ? 'dnssec' : null),
        };
      }),
  );
}

/** `_submission` with port 465 is a common slip: what listens there speaks implicit TLS all the same (RFC 8314 §7.3). */
const modeOfPort = (port: number): Mode | null => (knownPort(port)?.mode === 'tls' ? 'tls' : null);

/** Services whose SRV has the target `.` (RFC 2782): decidedly not there. */
export const declinedServices = ({ services }: DomainRecords): string[] =>
  services.filter(({ answer }) => answer.records.some(({ target }) => target === '.')).map(({ service }) => service.service);
