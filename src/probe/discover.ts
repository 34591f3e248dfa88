// Which servers serve a mailbox: everything that could say so is asked at once, and whoever needs one answer does not
// wait for the slow ones. Gathers candidates with their source; connects to no mail server.
import type { DnsObservation, MxRecord, RecordError } from '../model/observation.ts';
import type { Mode, Protocol } from '../model/protocol.ts';
import type { Deadline } from '../net/deadline.ts';
import { type DnsAnswer, DnsClient, type DnsServer, systemServers } from '../net/dns/client.ts';
import { errorOfAnswers } from '../net/dns/errors.ts';
import { orderMx } from '../net/dns/facts.ts';
import type { SrvData } from '../net/dns/message.ts';
import { isHostName } from '../net/dns/names.ts';
import { MAIL_SERVICES, type MailService, orderSrv } from '../net/dns/services.ts';
import { within } from '../net/dns/waiting.ts';
import type { AutoconfigOptions } from './autoconfig.ts';
import { type Candidate, type Discovery, orderCandidates } from './candidate.ts';
import { candidatesOfGuess, candidatesOfMx, guessHosts } from './conventional-names.ts';
import { type Directory, type DirectoryProvider, openDirectory, providerOfAutodiscover } from './directory.ts';

export type { Candidate, Discovery } from './candidate.ts';

export interface DiscoverOptions {
  readonly dnsServer: DnsServer | null;
  /** `--resolve`: these names have an address, whatever DNS says. */
  readonly resolve?: ReadonlyMap<string, readonly string[]>;
  /** Default: all. */
  readonly protocol?: Protocol | 'all';
  /** Whether autoconfig files may be fetched over HTTPS; not through a proxy. */
  readonly httpAllowed: boolean;
  /** Ends as soon as the domain or its provider has named a server: for `check`, which needs one. Default: false. */
  readonly isHurried?: boolean;
  /** For tests: in place of the built-in directory, the system's DNS servers, the real hosts. */
  readonly directory?: Directory;
  readonly systemServers?: readonly DnsServer[];
  readonly fetch?: NonNullable<AutoconfigOptions['fetch']>;
}

export interface MailboxAddress {
  readonly user?: string;
  readonly domain: string;
}

/** One question, over all tries: a domain whose server does not answer in this time is answered by other sources. */
const QUERY_LIMIT_MS = 4000;
/** With a provider known by the domain's name, DNS can only refine: it gets this long. */
const REFINE_MS = 1000;
const AUTOCONFIG_MS = 2000;

/** Once the domain has named a server, whoever is in a hurry waits this much longer for the rest of its records. */
const REST_MS = 400;

interface Said {
  readonly services: readonly { readonly service: MailService; readonly answer: DnsAnswer<SrvData> }[];
  readonly mx: DnsAnswer<MxRecord>;
}

/** Never rejects for what a server does; ends by the deadline. */
export async function discover(address: MailboxAddress, options: DiscoverOptions, deadline: Deadline): Promise<Discovery> {
  const startedAt = performance.now();
  const abort = new AbortController();
  const client = new DnsClient(
    options.dnsServer ? [options.dnsServer] : (options.systemServers ?? systemServers()),
    deadline.signal,
    QUERY_LIMIT_MS,
  );
  try {
    const found = await search(address, options, deadline, client, abort.signal);
    return { ...found, domain: address.domain, durationMs: Math.round((performance.now() - startedAt) * 10) / 10 };
  } finally {
    abort.abort();
    client.close();
  }
}

async function search(
  { user, domain }: MailboxAddress,
  options: DiscoverOptions,
  deadline: Deadline,
  client: DnsClient,
  signal: AbortSignal,
): Promise<Omit<Discovery, 'domain' | 'durationMs'>> {
  const protocols = protocolsOf(options.protocol ?? 'all');
  const asking = askDomain(client, domain, protocols);
  const guessing = guessHosts(client, domain, protocols, options.resolve ?? new Map());
  const autodiscover = client.query(`autodiscover.${domain}`, 'A');
  const directory = options.directory ?? (await openDirectory());
  const known = directory.providerOfDomain(domain);
  const autoconfig =
    options.httpAllowed && !(options.isHurried && known)
      ? askAutoconfig(domain, user ?? null, options, deadline, client, signal)
      : Promise.resolve<Candidate[]>([]);

  const limitMs = options.isHurried && known ? REFINE_MS : QUERY_LIMIT_MS + 1000;
  const said = await listen(asking, options.isHurried ?? false, deadline.limitMs(limitMs));
  const exchanges = orderMx(said.mx.records);
  const isNullMx = exchanges.length === 1 && exchanges[0]?.exchange === '.';
  const hasMx = exchanges.length > 0 && !isNullMx;
  let behindMx = hasMx ? directory.providerOfMx(exchanges.map(({ exchange }) => exchange)) : null;
  let detail = `MX ${exchanges[0]?.exchange ?? ''}`;
  if (hasMx && !known && !behindMx && !(options.isHurried && said.services.some(({ answer }) => answer.status === 'found'))) {
    behindMx = providerOfAutodiscover(directory, (await autodiscover).aliases);
    detail = `autodiscover.${domain} is an alias of its service`;
  }
  const provider = known ?? behindMx;
  const gathered: Candidate[] = [
    ...candidatesOfSrv(said),
    ...(known ? candidatesOfProvider(known, protocols, 'provider', `${known.name} serves ${domain}`) : []),
    ...(behindMx && behindMx.id !== known?.id ? candidatesOfProvider(behindMx, protocols, 'mx-provider', detail) : []),
  ];
  const isMissing = said.mx.status === 'no-name';
  const isEnough =
    options.isHurried && protocols.every((protocol) => gathered.some((candidate) => candidate.protocol === protocol));
  let isWildcard = false;
  if (!isEnough && !isMissing) {
    const [files, guessed] = await Promise.all([autoconfig, guessing]);
    isWildcard = guessed.isWildcard;
    gathered.push(...files, ...candidatesOfGuess(guessed, protocols), ...candidatesOfMx(exchanges, protocols));
  }
  const mx: readonly MxRecord[] | RecordError = !said
    ? { error: 'no answer' }
    : said.mx.error
      ? { error: said.mx.error }
      : exchanges;
  return {
    candidates: orderCandidates(gathered),
    provider: provider && { id: provider.id, name: provider.name },
    mx,
    isNullMx,
    declined: declinedServices(said),
    notes: notesOn(provider, isNullMx, isWildcard),
    error: gathered.length > 0 ? null : errorOf(domain, said),
  };
}

const protocolsOf = (protocol: Protocol | 'all'): readonly Protocol[] =>
  protocol === 'all' ? ['smtp', 'imap', 'pop3'] : [protocol];

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
  readonly soFar: () => Said;
}

function askDomain(client: DnsClient, domain: string, protocols: readonly Protocol[]): Asking {
  const services = MAIL_SERVICES.filter(({ protocol }) => protocols.includes(protocol));
  const answers = new Map<MailService, DnsAnswer<SrvData>>();
  let mx: DnsAnswer<MxRecord> = UNANSWERED;
  let noteFirst: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    noteFirst = resolve;
  });
  const pending = services.map(async (service) => {
    const answer = await client.query(`${service.service}.${domain}`, 'SRV');
    answers.set(service, answer);
    if (answer.records.some(({ target }) => isHostName(target))) noteFirst();
  });
  const asking = client.query(domain, 'MX').then((answer) => {
    mx = answer;
  });
  return {
    all: Promise.all([...pending, asking]),
    first,
    soFar: () => ({ mx, services: services.map((service) => ({ service, answer: answers.get(service) ?? UNANSWERED })) }),
  };
}

/** All that the domain says; in a hurry, what it has said shortly after it first named a server. */
async function listen({ all, first, soFar }: Asking, isHurried: boolean, limitMs: number): Promise<Said> {
  const enough = isHurried ? Promise.race([all, first.then(() => within(all, REST_MS, null))]) : all;
  await within(enough, limitMs, null);
  return soFar();
}

async function askAutoconfig(
  domain: string,
  user: string | null,
  options: DiscoverOptions,
  deadline: Deadline,
  client: DnsClient,
  signal: AbortSignal,
): Promise<Candidate[]> {
  const { fetchAutoconfig } = await import('./autoconfig.ts');
  const found = await fetchAutoconfig(domain, {
    user,
    signal,
    timeoutMs: deadline.limitMs(AUTOCONFIG_MS),
    client: options.dnsServer ? client : null,
    ...(options.fetch && { fetch: options.fetch }),
  });
  const protocols = protocolsOf(options.protocol ?? 'all');
  return found.filter(({ protocol }) => protocols.includes(protocol));
}

function candidatesOfSrv({ services }: Said): Candidate[] {
  return services.flatMap(({ service: { service, protocol, mode }, answer }) =>
    orderSrv(service, answer.records)
      .filter(({ target, port }) => isHostName(target) && port > 0)
      .map(({ target, port, priority }): Candidate => {
        const detail = `${service} priority ${priority}${answer.authentic ? ', DNSSEC' : ''}`;
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
        };
      }),
  );
}

/** `_submission` with port 465 is a common slip: what listens there speaks implicit TLS all the same (RFC 8314 §7.3). */
const modeOfPort = (port: number): Mode | null => ([465, 993, 995].includes(port) ? 'tls' : null);

const declinedServices = ({ services }: Said): string[] =>
  services.filter(({ answer }) => answer.records.some(({ target }) => target === '.')).map(({ service }) => service.service);

function candidatesOfProvider(
  provider: DirectoryProvider,
  protocols: readonly Protocol[],
  source: 'provider' | 'mx-provider',
  detail: string,
): Candidate[] {
  return protocols.flatMap((protocol) =>
    // Templates such as `<tenant>.example` are for people to fill in.
    provider[protocol]
      .filter(({ host }) => !host.includes('<'))
      .map(({ host, port, mode }): Candidate => {
        const confidence = source === 'provider' ? 'certain' : 'likely';
        return {
          protocol,
          host,
          port,
          mode,
          source,
          confidence,
          usernameForm: provider.username,
          detail,
          provider: provider.name,
        };
      }),
  );
}

function notesOn(provider: DirectoryProvider | null, isNullMx: boolean, isWildcard: boolean): string[] {
  const notes: string[] = [];
  if (provider) {
    if (provider.authPolicy) notes.push(`${provider.name}: ${provider.authPolicy}`);
    if (provider.password !== '') notes.push(`${provider.name}, password: ${provider.password}.`);
    notes.push(...provider.notes.map((note) => `${provider.name}: ${note}.`));
  }
  if (isNullMx) notes.push('The domain takes no mail: its MX is "." (RFC 7505).');
  if (isWildcard) notes.push('Every name below the domain resolves (wildcard record), so conventional names say nothing.');
  return notes;
}

function errorOf(domain: string, { mx }: Said): DnsObservation['error'] {
  if (mx.status !== 'failed' && mx.status !== 'no-name') return null;
  return errorOfAnswers({ 4: { ...mx, records: [] } }, { host: domain, families: [4] });
}
