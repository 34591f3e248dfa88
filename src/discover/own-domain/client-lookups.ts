// What common mail programs end up with at a domain: each program's own order of sources, as its code or its maker's pages have
// it, over what the domain publishes. Where that is not documented it is said, and nothing is guessed. Pure.
import { type MailProtocol, PROTOCOLS } from '../../model/protocol.ts';
import type { DirectoryProvider } from '../directory.ts';
import type { DomainObservation } from './domain-observation.ts';
import { type NamedServer, serversOfFiles } from './named-servers.ts';

type Setting = Pick<NamedServer, 'protocol' | 'host' | 'port' | 'mode'>;

export interface ClientOutcome {
  readonly client: string;
  /** `guesses`: it tries conventional names with the user's password at hand. */
  readonly status: 'configured' | 'guesses' | 'asks-user' | 'not-known';
  /** The source that serves it; null: none does. */
  readonly via: string | null;
  /** One for reading and one for sending, as far as it gets them. */
  readonly servers: readonly Setting[];
  readonly note: string | null;
  /** Where the order stands. */
  readonly reference: string;
}

/** A place where a program looks: its name, and what it would find there. */
interface Source {
  readonly name: string;
  readonly find: (observation: DomainObservation) => readonly Setting[];
}

const ofProvider = (provider: DirectoryProvider | null): readonly Setting[] =>
  provider === null ? [] : PROTOCOLS.flatMap((protocol) => provider[protocol].map((server) => ({ protocol, ...server })));

const autoconfig: Source = { name: 'autoconfig file', find: ({ documents }) => serversOfFiles(documents.autoconfig) };
const ispdb: Source = { name: 'ISPDB', find: (observation) => ofProvider(observation.ispdb.own) };
const behindMx: Source = {
  name: 'autoconfig of the MX domain',
  find: ({ mxAutoconfig }) => serversOfFiles(mxAutoconfig),
};
const ispdbOfMx: Source = { name: 'ISPDB, by the MX domain', find: (observation) => ofProvider(observation.ispdb.ofMx) };
const autodiscover: Source = {
  name: 'Autodiscover',
  find: ({ documents }) =>
    documents.autodiscover.flatMap(({ answer }) =>
      answer?.ok && answer.value.servers.length > 0 ? [answer.value.servers] : [],
    )[0] ?? [],
};

const autodiscoverOfService: Source = {
  name: 'Autodiscover, by its SRV record',
  find: ({ autodiscoverOfService: lookups }) => lookups.flatMap(({ answer }) => (answer?.ok ? answer.value.servers : [])),
};

interface Client {
  readonly name: string;
  readonly sources: readonly Source[];
  /** What it does when none of them serves. */
  readonly otherwise: 'guesses' | 'asks-user' | 'not-known';
  /** Of protocols for reading, what it can take. */
  readonly reads: readonly MailProtocol[];
  readonly note: string | null;
  readonly reference: string;
}

const CLIENTS: readonly Client[] = [
  {
    name: 'Thunderbird',
    sources: [autoconfig, ispdb, behindMx, ispdbOfMx],
    otherwise: 'guesses',
    reads: ['imap', 'pop3'],
    note: 'it asks for the file over plaintext http: as well, which was not asked here',
    reference: 'comm-central FindConfig.sys.mjs: fromDisk, fromISP, fromDB, forMX; then guessConfig',
  },
  {
    name: 'K-9 Mail, Thunderbird for Android',
    sources: [autoconfig, ispdb, behindMx, ispdbOfMx],
    otherwise: 'asks-user',
    reads: ['imap', 'pop3'],
    note: 'it asks for the file over plaintext http: as well, which was not asked here',
    reference: 'thunderbird-android RealAutoDiscoveryRegistry.kt: provider, ISPDB, MX lookup',
  },
  {
    name: 'Delta Chat',
    sources: [autoconfig, autodiscover, ispdb],
    otherwise: 'guesses',
    reads: ['imap'],
    note: 'its own list of providers comes first, and is not known here',
    reference: 'chatmail/core src/configure.rs: get_autoconfig',
  },
  {
    name: 'Outlook for Windows (classic)',
    sources: [autodiscover, autodiscoverOfService],
    otherwise: 'asks-user',
    reads: ['imap', 'pop3'],
    note: 'what the new Outlook and Outlook for phones ask at Microsoft is not documented',
    reference: 'learn.microsoft.com: Generate a list of Autodiscover endpoints',
  },
  {
    name: 'Apple Mail',
    sources: [],
    otherwise: 'not-known',
    reads: ['imap', 'pop3'],
    note: 'Apple documents no order of sources; SRV is reported not to be asked, and Apple co-writes the PACC draft',
    reference: 'support.apple.com/HT204208; draft-ietf-mailmaint-pacc',
  },
];

export const clientOutcomes = (observation: DomainObservation): readonly ClientOutcome[] =>
  CLIENTS.map((client) => outcomeOf(client, observation));

function outcomeOf({ name, sources, otherwise, reads, note, reference }: Client, observation: DomainObservation): ClientOutcome {
  for (const source of sources) {
    const found = source.find(observation);
    const servers = [pick(found, reads), pick(found, ['smtp'])].filter((one) => one !== null);
    if (servers.length > 0) return { client: name, status: 'configured', via: source.name, servers, note: null, reference };
  }
  if (!sources.includes(autodiscoverOfService)) {
    const exchange = isExchange(observation) && sources.includes(autodiscover);
    if (!exchange) return { client: name, status: otherwise, via: null, servers: [], note, reference };
  }
  return { client: name, reference, servers: [], ...outcomeOfOutlook(observation, otherwise, note) };
}

const isExchange = ({ documents, autodiscoverOfService: lookups }: DomainObservation): boolean =>
  [...documents.autodiscover, ...lookups].some(({ answer }) => answer?.ok && answer.value.isExchange);

/** What Exchange's own program makes of a domain without settings for IMAP. */
function outcomeOfOutlook(
  observation: DomainObservation,
  otherwise: ClientOutcome['status'],
  note: string | null,
): Pick<ClientOutcome, 'status' | 'via' | 'note'> {
  // Outlook asks Microsoft 365 before all else (the policy ExcludeExplicitO365Endpoint takes that away).
  if (observation.provider?.id === 'microsoft365')
    return { status: 'configured', via: 'Microsoft 365: an Exchange mailbox', note: null };
  if (isExchange(observation)) return { status: 'configured', via: 'Autodiscover: an Exchange mailbox', note: null };
  const { documents, autodiscoverOfService: lookups } = observation;
  const asksLogin = [...documents.autodiscover, ...lookups].some(({ document }) => document.why?.includes('asks for a login'));
  return asksLogin
    ? { status: 'not-known', via: null, note: 'Autodiscover says nothing before a login, and none was sent' }
    : { status: otherwise, via: null, note };
}

/** The first that is named is the one that a domain prefers. */
function pick(found: readonly Setting[], protocols: readonly MailProtocol[]): Setting | null {
  const first = found.find(({ protocol }) => protocols.includes(protocol));
  return first ? { protocol: first.protocol, host: first.host, port: first.port, mode: first.mode } : null;
}
