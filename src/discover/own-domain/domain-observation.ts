// All that a domain publishes for mail programs and for those who deliver to it, asked for at once and written down: SRV, MX,
// the documents over HTTPS, MTA-STS, TLSA, and who names it in a table. Judges nothing; connects to no mail server.
import type { MtaStsObservation, MxRecord, SrvRecord, TlsaRecord } from '../../model/observation.ts';
import { type MailProtocol, type Mode, PROTOCOLS } from '../../model/protocol.ts';
import type { Deadline } from '../../net/deadline.ts';
import { DnsClient, type DnsServer, systemServers } from '../../net/dns/client.ts';
import { orderMx } from '../../net/dns/facts.ts';
import type { SrvData } from '../../net/dns/message.ts';
import { observeMtaSts } from '../../net/dns/mta-sts.ts';
import { isHostName, isLocalName } from '../../net/dns/names.ts';
import { MAIL_SERVICES, orderSrv } from '../../net/dns/services.ts';
import { type AutoconfigLookup, lookUpAutoconfigOfMx, mxDomains } from '../autoconfig.ts';
import { type AutodiscoverLookup, lookUpAutodiscoverAt } from '../autodiscover.ts';
import { guessHosts } from '../conventional-names.ts';
import { type DirectoryProvider, openDirectory } from '../directory.ts';
import type { DocumentOptions } from '../document.ts';
import { paccRecordName } from '../pacc.ts';
import { askPublished, oauthOfPublished, type PublishedDocuments } from '../published.ts';
import { type IssuerLookup, lookUpIssuer, lookUpResource, type ResourceLookup } from './oauth-metadata.ts';

export interface ServiceRecords {
  /** `_submissions._tcp` */
  readonly service: string;
  readonly records: readonly SrvRecord[];
  /** The resolver validated it, and nobody stands between. */
  readonly isSigned: boolean;
  /** Why it could not be asked for; null: it could. */
  readonly error: string | null;
}
export interface MailServiceRecords extends ServiceRecords {
  readonly protocol: MailProtocol;
  readonly mode: Mode;
}

export interface DomainObservation {
  readonly domain: string;
  /** The domain's name does not exist. */
  readonly isMissing: boolean;
  readonly services: readonly MailServiceRecords[];
  readonly autodiscoverService: ServiceRecords;
  /** What the host of that service says: the last place where Outlook looks. */
  readonly autodiscoverOfService: readonly AutodiscoverLookup[];
  /** Where `autodiscover.<domain>` is an alias to. */
  readonly autodiscoverAliases: readonly string[];
  readonly mx: { readonly records: readonly MxRecord[]; readonly isSigned: boolean; readonly error: string | null };
  readonly documents: PublishedDocuments;
  readonly paccRecords: readonly string[];
  readonly mxAutoconfig: readonly AutoconfigLookup[];
  readonly mtaSts: MtaStsObservation | null;
  /** By MX host. */
  readonly tlsa: readonly { readonly host: string; readonly records: readonly TlsaRecord[]; readonly isSigned: boolean }[];
  readonly issuers: readonly IssuerLookup[];
  readonly resource: ResourceLookup;
  /** What Thunderbird's table has of the domain, and of the domain behind its MX. */
  readonly ispdb: { readonly own: DirectoryProvider | null; readonly ofMx: DirectoryProvider | null };
  /** The provider that the MX hosts belong to. */
  readonly provider: { readonly id: string; readonly name: string } | null;
  /** Every name under the domain resolves. */
  readonly isWildcard: boolean;
  /** Whether an answer's AD bit can be believed here (RFC 6698 §A.3): the resolver is on this machine. */
  readonly trustsDnssec: boolean;
}

export interface ObserveOptions {
  readonly dnsServer: DnsServer | null;
  readonly resolve: ReadonlyMap<string, readonly string[]>;
  /** The local part for documents that want an address. */
  readonly user: string | null;
  /** For tests. */
  readonly systemServers?: readonly DnsServer[];
  readonly fetch?: NonNullable<DocumentOptions['fetch']>;
  readonly documentsMs?: number;
}

/** Of a domain's own hosts, which somebody means to put right: more patient than a search. */
const DOCUMENTS_MS = 8_000;
const MAX_EXCHANGES = 3;
const isLoopback = ({ address }: DnsServer): boolean => address.startsWith('127.') || address === '::1';

/** Never rejects for what a server does; ends by the deadline. */
export async function observeDomain(domain: string, options: ObserveOptions, deadline: Deadline): Promise<DomainObservation> {
  const servers = options.dnsServer ? [options.dnsServer] : (options.systemServers ?? systemServers());
  const client = new DnsClient(servers, deadline);
  try {
    return await observe({ domain, client, deadline, options, trustsDnssec: servers.every(isLoopback) });
  } finally {
    client.close();
  }
}

interface Source {
  readonly domain: string;
  readonly client: DnsClient;
  readonly deadline: Deadline;
  readonly options: ObserveOptions;
  readonly trustsDnssec: boolean;
}

async function observe(source: Source): Promise<DomainObservation> {
  const { domain, client, options, trustsDnssec } = source;
  const asked = documentOptions(source);
  const [services, ofService, mail, published, mtaSts, guessed, resource, alias] = await Promise.all([
    Promise.all(
      MAIL_SERVICES.map(async (mailService) => ({ ...mailService, ...(await askService(source, mailService.service)) })),
    ),
    askAutodiscoverService(source),
    askMail(source),
    askDocuments(source),
    askMtaSts(source),
    guessHosts(client, domain, PROTOCOLS, options.resolve),
    lookUpResource(domain, asked),
    client.query(`autodiscover.${domain}`, 'A'),
  ]);
  return {
    domain,
    services,
    ...ofService,
    autodiscoverAliases: alias.aliases,
    ...mail,
    ...published,
    mtaSts,
    resource,
    isWildcard: guessed.isWildcard,
    trustsDnssec,
  };
}

const documentOptions = ({ client, deadline, options }: Source): DocumentOptions => ({
  user: options.user,
  signal: deadline.signal,
  timeoutMs: deadline.limitMs(options.documentsMs ?? DOCUMENTS_MS),
  client: options.dnsServer ? client : null,
  ...(options.fetch && { fetch: options.fetch }),
});

async function askService({ client, domain, trustsDnssec }: Source, service: string): Promise<ServiceRecords> {
  const { records, authentic, error } = await client.query(`${service}.${domain}`, 'SRV', { dnssec: true });
  return { service, records: orderSrv(service, records as readonly SrvData[]), isSigned: authentic && trustsDnssec, error };
}

async function askAutodiscoverService(
  source: Source,
): Promise<Pick<DomainObservation, 'autodiscoverService' | 'autodiscoverOfService'>> {
  const autodiscoverService = await askService(source, '_autodiscover._tcp');
  const [first] = autodiscoverService.records;
  const host = first?.target.toLowerCase().replace(/\.$/, '') ?? '';
  // Outlook asks on 443 alone, whatever port is named.
  const isAskable = isHostName(host) && !isLocalName(host) && host !== '.';
  const autodiscoverOfService = isAskable ? [await lookUpAutodiscoverAt(host, source.domain, documentOptions(source))] : [];
  return { autodiscoverService, autodiscoverOfService };
}

/** MX, and what hangs on its hosts. */
async function askMail(
  source: Source,
): Promise<Pick<DomainObservation, 'provider' | 'mx' | 'isMissing' | 'tlsa' | 'mxAutoconfig' | 'ispdb'>> {
  const { client, domain, trustsDnssec } = source;
  const answer = await client.query(domain, 'MX', { dnssec: true });
  const records = orderMx(answer.records);
  const hosts = [...new Set(records.map(({ exchange }) => exchange.toLowerCase()))]
    .filter((host) => host !== '.')
    .slice(0, MAX_EXCHANGES);
  const [first] = hosts;
  const [tlsa, mxAutoconfig, tables] = await Promise.all([
    Promise.all(hosts.map((host) => askTlsa(client, host, trustsDnssec))),
    first === undefined ? [] : lookUpAutoconfigOfMx(first, domain, documentOptions(source)),
    import('../../knowledge/settings-tables.ts'),
  ]);
  const listed = (name: string): DirectoryProvider | null => {
    const found = tables.mailboxOfTables(name);
    return found?.table.vouches ? found : null;
  };
  const names = first === undefined ? [] : mxDomains(first);
  const ofMx = names.map(listed).find((found) => found !== null) ?? null;
  const provider = (await openDirectory()).providerOfMx(hosts);
  return {
    provider: provider && { id: provider.id, name: provider.name },
    isMissing: answer.status === 'no-name',
    mx: { records, isSigned: answer.authentic && trustsDnssec, error: answer.error },
    tlsa,
    mxAutoconfig,
    ispdb: { own: listed(domain), ofMx },
  };
}

async function askTlsa(client: DnsClient, host: string, trustsDnssec: boolean): Promise<DomainObservation['tlsa'][number]> {
  const { records, authentic } = await client.query(`_25._tcp.${host}`, 'TLSA', { dnssec: true });
  return { host, records, isSigned: authentic && trustsDnssec };
}

async function askDocuments(source: Source): Promise<Pick<DomainObservation, 'documents' | 'paccRecords' | 'issuers'>> {
  const { domain, client } = source;
  const asked = documentOptions(source);
  const [documents, pacc] = await Promise.all([
    askPublished(domain, client, asked),
    client.query(paccRecordName(domain), 'TXT', { dnssec: true }),
  ]);
  const issuers = await Promise.all(
    oauthOfPublished(documents).map(({ issuer, source: namedBy }) => lookUpIssuer(issuer, namedBy, asked)),
  );
  return { documents, paccRecords: pacc.records, issuers };
}

async function askMtaSts({ domain, client, deadline, options }: Source): Promise<MtaStsObservation | null> {
  const { records } = await client.query(`_mta-sts.${domain}`, 'TXT');
  let observed: MtaStsObservation | null = null;
  await observeMtaSts({
    domain,
    texts: records,
    fetchPolicy: true,
    client: options.dnsServer ? client : null,
    deadline,
    signal: deadline.signal,
    note: (observation) => {
      observed = observation;
    },
    ...(options.fetch && { fetch: options.fetch }),
  });
  return observed;
}
