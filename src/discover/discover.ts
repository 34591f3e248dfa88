// Which servers serve a mailbox: everything that could say so is asked at once, and whoever needs one answer does not
// wait for the slow ones. Gathers candidates with their source; connects to no mail server.
import type { DnsObservation, MxRecord } from '../model/observation.ts';
import { type MailProtocol, PROTOCOLS } from '../model/protocol.ts';
import type { Deadline } from '../net/deadline.ts';
import { DnsClient, type DnsServer, systemServers } from '../net/dns/client.ts';
import { errorOfAnswers } from '../net/dns/errors.ts';
import { orderMx } from '../net/dns/facts.ts';
import { type Candidate, type Discovery, type OauthSource, orderCandidates } from './candidate.ts';
import { candidatesOfGuess, candidatesOfMx, guessHosts } from './conventional-names.ts';
import {
  candidatesOfProvider,
  type Directory,
  type DirectoryProvider,
  findProvider,
  noServerAt,
  openDirectory,
  providerOfAutodiscover,
  tableProviderOfMx,
  unavailableAt,
} from './directory.ts';
import type { DocumentOptions } from './document.ts';
import { askDomain, candidatesOfSrv, collectRecords, type DomainRecords, declinedServices } from './domain-records.ts';

export type { Candidate, Discovery } from './candidate.ts';

export interface DiscoverOptions {
  readonly dnsServer: DnsServer | null;
  /** `--resolve`: these names have an address, whatever DNS says. */
  readonly resolve?: ReadonlyMap<string, readonly string[]>;
  /** Default: all. */
  readonly protocol?: MailProtocol | 'all';
  /** Whether documents may be fetched over HTTPS; not through a proxy. */
  readonly httpAllowed: boolean;
  /** Ends as soon as the domain or its provider has named a server: for `check`, which needs one. Default: false. */
  readonly isHurried?: boolean;
  /** A login is to follow: a name without proof is no reason to stop asking. Default: false. */
  readonly needsProof?: boolean;
  /** Told of what is waited for from now on. */
  readonly onWait?: (what: 'records' | 'documents') => void;
  /** For tests: in place of the built-in directory, the system's DNS servers, the real hosts. */
  readonly directory?: Directory;
  readonly systemServers?: readonly DnsServer[];
  readonly fetch?: NonNullable<DocumentOptions['fetch']>;
  /** For tests: how long the documents may take, where the machine is slow. */
  readonly documentsMs?: number;
}

export interface MailboxAddress {
  readonly user?: string;
  readonly domain: string;
}

/** One question, over all tries: a domain whose server does not answer in this time is answered by other sources. */
const QUERY_LIMIT_MS = 4000;
/** With a provider known by the domain's name, DNS can only refine: it gets this long. */
const REFINE_MS = 1000;
const DOCUMENTS_MS = 2000;

/** Never rejects for what a server does; ends by the deadline. */
export async function discover(address: MailboxAddress, options: DiscoverOptions, deadline: Deadline): Promise<Discovery> {
  const startedAt = performance.now();
  const abort = new AbortController();
  const servers = options.dnsServer ? [options.dnsServer] : (options.systemServers ?? systemServers());
  const client = new DnsClient(servers, deadline, QUERY_LIMIT_MS);
  const signal = AbortSignal.any([abort.signal, deadline.signal]);
  const wanted = options.protocol ?? 'all';
  const protocols = wanted === 'all' ? PROTOCOLS : [wanted];
  try {
    const trustsDnssec = servers.every(({ address: server }) => isLoopback(server));
    const found = await search({ address, options, protocols, deadline, client, signal, trustsDnssec });
    return { ...found, domain: address.domain, durationMs: Math.round((performance.now() - startedAt) * 10) / 10 };
  } finally {
    abort.abort();
    client.close();
  }
}

interface Search {
  readonly address: MailboxAddress;
  readonly options: DiscoverOptions;
  readonly protocols: readonly MailProtocol[];
  readonly deadline: Deadline;
  readonly client: DnsClient;
  readonly signal: AbortSignal;
  readonly trustsDnssec: boolean;
}

/** RFC 6698 §A.3: an AD bit is as good as the way that it came by, and only this machine's own is short enough. */
const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

/** What the domain's own documents say. */
interface Published {
  readonly candidates: readonly Candidate[];
  readonly oauth: readonly OauthSource[];
  readonly isExchange: boolean;
}
const NOTHING_PUBLISHED: Published = { candidates: [], oauth: [], isExchange: false };

async function search(given: Search): Promise<Omit<Discovery, 'domain' | 'durationMs'>> {
  const { address, options, protocols, deadline, client } = given;
  const { domain } = address;
  const isHurried = options.isHurried ?? false;
  options.onWait?.('records');
  const asking = askDomain(client, domain, protocols);
  const guessing = guessHosts(client, domain, protocols, options.resolve ?? new Map());
  const autodiscover = client.query(`autodiscover.${domain}`, 'A');
  const directory = options.directory ?? (await openDirectory());
  const known = await findProvider(directory, domain);
  const publishing = options.httpAllowed && !(isHurried && known) ? askDocuments(given) : Promise.resolve(NOTHING_PUBLISHED);

  const said = await collectRecords(asking, isHurried, deadline.limitMs(isHurried && known ? REFINE_MS : QUERY_LIMIT_MS + 1000));
  const exchanges = orderMx(said.mx.records);
  const isNullMx = exchanges.length === 1 && exchanges[0]?.exchange === '.';
  const gathered = candidatesOfSrv(said, domain, given.trustsDnssec);
  if (known)
    gathered.push(
      ...candidatesOfProvider(known, protocols, { domain, source: 'provider', detail: `${known.name} serves ${domain}` }),
    );
  const isAnswered = () =>
    protocols.every((protocol) =>
      gathered.some((candidate) => candidate.protocol === protocol && (candidate.proof !== null || !options.needsProof)),
    );
  const behindMx = known || isNullMx ? null : directory.providerOfMx(exchanges.map(({ exchange }) => exchange));
  if (behindMx)
    gathered.push(
      ...candidatesOfProvider(behindMx, protocols, { domain, source: 'mx-provider', detail: `MX ${exchanges[0]?.exchange}` }),
    );

  let provider = known ?? behindMx;
  let isWildcard = false;
  let published = NOTHING_PUBLISHED;
  const isMissing = said.mx.status === 'no-name';
  if (!isMissing && !(isHurried && isAnswered())) {
    const first = isNullMx || provider ? undefined : exchanges[0];
    options.onWait?.('documents');
    const [documents, guessed, { aliases }, ofMx] = await Promise.all([
      publishing,
      guessing,
      autodiscover,
      first ? askBehindMx(first.exchange, directory, given) : { provider: null, candidates: [] },
    ]);
    if (!provider && exchanges.length > 0 && !isNullMx) {
      provider = providerOfAutodiscover(directory, aliases);
      const detail = `autodiscover.${domain} leads there`;
      if (provider) gathered.push(...candidatesOfProvider(provider, protocols, { domain, source: 'mx-provider', detail }));
    }
    published = documents;
    provider ??= ofMx.provider;
    gathered.push(...documents.candidates, ...ofMx.candidates);
    isWildcard = guessed.isWildcard;
    const unanswered = protocols.filter((protocol) => !gathered.some((candidate) => candidate.protocol === protocol));
    // What is known leaves no need to guess; and a known provider's MX is never its submission host.
    if (unavailableAt(provider) === null)
      gathered.push(
        ...candidatesOfGuess(guessed, domain, unanswered),
        ...(provider ? [] : candidatesOfMx(exchanges, domain, unanswered)),
      );
  }
  return conclude(gathered, { domain, provider, said, exchanges, isNullMx, isWildcard, published });
}

interface Findings {
  readonly domain: string;
  readonly provider: DirectoryProvider | null;
  readonly said: DomainRecords;
  readonly exchanges: readonly MxRecord[];
  readonly isNullMx: boolean;
  readonly isWildcard: boolean;
  readonly published: Published;
}

function conclude(gathered: readonly Candidate[], found: Findings): Omit<Discovery, 'domain' | 'durationMs'> {
  const { domain, provider, said, exchanges, isNullMx, isWildcard, published } = found;
  const unavailable = unavailableAt(provider);
  return {
    candidates: orderCandidates(gathered),
    provider: provider && { id: provider.id, name: provider.name },
    mx: said.mx.error === null ? exchanges : { error: said.mx.error },
    isNullMx,
    declined: declinedServices(said),
    notes: notesOn(provider, { isNullMx, isWildcard, isExchange: published.isExchange }),
    unavailable,
    ...noServerAt(provider),
    oauth: [...published.oauth, ...oauthOfProvider(provider)],
    error: gathered.length > 0 || unavailable !== null ? null : errorOf(domain, said),
  };
}

const oauthOfProvider = (provider: DirectoryProvider | null): OauthSource[] =>
  provider?.oauth ? [{ ...provider.oauth, source: `provider directory: ${provider.name}` }] : [];

const documentOptions = ({ address, options, deadline, client, signal }: Search): DocumentOptions => ({
  user: address.user ?? null,
  signal,
  timeoutMs: deadline.limitMs(options.documentsMs ?? DOCUMENTS_MS),
  client: options.dnsServer ? client : null,
  ...(options.fetch && { fetch: options.fetch }),
});

async function askDocuments(given: Search): Promise<Published> {
  const { searchPublished } = await import('./published.ts');
  const found = await searchPublished(given.address.domain, given.client, documentOptions(given));
  return { ...found, candidates: found.candidates.filter(({ protocol }) => given.protocols.includes(protocol)) };
}

/** Whom an MX host belongs to that no pattern of the directory knows: by the tables, and by its domain's own file. */
async function askBehindMx(
  exchange: string,
  directory: Directory,
  given: Search,
): Promise<{ readonly provider: DirectoryProvider | null; readonly candidates: readonly Candidate[] }> {
  const { address, options, protocols } = given;
  const { domain } = address;
  const { askPublishedOfMx, mxDomains } = await import('./published.ts');
  const provider = await tableProviderOfMx(directory, mxDomains(exchange));
  const ofTable = provider
    ? candidatesOfProvider(provider, protocols, { domain, source: 'mx-provider', detail: `MX ${exchange}` })
    : [];
  const ofFile = options.httpAllowed ? await askPublishedOfMx(exchange, domain, documentOptions(given)) : [];
  return { provider, candidates: [...ofFile.filter(({ protocol }) => protocols.includes(protocol)), ...ofTable] };
}

function notesOn(
  provider: DirectoryProvider | null,
  is: { readonly isNullMx: boolean; readonly isWildcard: boolean; readonly isExchange: boolean },
): string[] {
  const notes: string[] = [];
  if (provider) {
    if (provider.authPolicy) notes.push(`${provider.name}: ${provider.authPolicy}`);
    if (provider.password !== '') notes.push(`${provider.name}, password: ${provider.password}.`);
    notes.push(...provider.notes.map((note) => `${provider.name}: ${note}.`));
  }
  if (is.isNullMx) notes.push('The domain takes no mail: its MX is "." (RFC 7505).');
  if (is.isExchange) notes.push('Autodiscover names an Exchange mailbox, which Outlook reaches without IMAP or SMTP.');
  if (is.isWildcard) notes.push('Every name below the domain resolves (wildcard record), so conventional names say nothing.');
  return notes;
}

function errorOf(domain: string, { mx }: DomainRecords): DnsObservation['error'] {
  if (mx.status !== 'failed' && mx.status !== 'no-name') return null;
  return errorOfAnswers({ 4: { ...mx, records: [] } }, { host: domain, families: [4] });
}
