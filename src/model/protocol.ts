// The words that every room shares: stages and families; and the facts of the mail protocols and modes, each once: ports,
// what they are for, URL schemes, SRV names, scopes. Everything else derives from these. Imports nothing.

/** How a connection gets its TLS: from the first byte (implicit TLS), by STARTTLS/STLS, or not at all. */
export type Mode = 'tls' | 'starttls' | 'plain';

/** `word`: as the drop-down lists of Thunderbird, Outlook and Apple Mail have it. */
export const MODE_FACTS: Readonly<Record<Mode, { readonly word: string; readonly title: string }>> = {
  tls: { word: 'SSL/TLS', title: 'TLS from the first byte (SSL/TLS)' },
  starttls: { word: 'STARTTLS', title: 'STARTTLS' },
  plain: { word: 'no encryption', title: 'no encryption' },
};
export const MODES = Object.keys(MODE_FACTS) as readonly Mode[];

/** Who a port is there for: mail clients, other mail servers, or clients whose network blocks the assigned ports. */
export type PortUse = 'client' | 'relay' | 'alternate';

export interface PortFacts {
  readonly port: number;
  /** The mode that it is meant for (RFC 8314 §3, RFC 3207 §4). */
  readonly mode: Mode;
  readonly use: PortUse;
  /** URL schemes that mean this port in this mode. */
  readonly schemes: readonly string[];
  /** Its SRV name (RFC 6186 §3.2, RFC 8314 §5.1); null: none is registered. */
  readonly srv: string | null;
}

export interface ProtocolFacts {
  readonly word: string;
  /** `lines`: a server speaks it, greeting first; `http`: a service answers requests under TLS, and needs no more than one host. */
  readonly talk: 'lines' | 'http';
  /** What a person uses it for. */
  readonly purpose: string;
  readonly direction: 'outgoing' | 'incoming';
  readonly ports: readonly PortFacts[];
  /** Of a service over HTTP: where it is at its host, and answers 401 to whoever brings no login. */
  readonly path: string;
  /** First labels of conventional host names. */
  readonly hostLabels: readonly string[];
  /** GSSAPI service name (RFC 4954 §3, RFC 9051 §6.2.2, RFC 5034 §4). */
  readonly saslService: string;
  readonly startTlsCommand: string;
  /** How the greeting of a server begins that takes the connection. */
  readonly greeting: string;
  /** Its own login commands beside SASL, and the keyword that offers or bars the usual one; null: it has none. */
  readonly loginCommand: {
    readonly names: readonly string[];
    readonly offeredBy: string | null;
    readonly barredBy: string | null;
  } | null;
  /** Where STARTTLS and the form of replies are specified. */
  readonly references: { readonly startTls: string; readonly reply: string };
  /** Exchange Online's permissions (Microsoft: "Authenticate an IMAP, POP or SMTP connection using OAuth"). */
  readonly microsoftScopes: { readonly delegated: string; readonly application: string };
}

const FACTS = {
  smtp: {
    word: 'SMTP',
    talk: 'lines',
    purpose: 'Sending mail',
    direction: 'outgoing',
    ports: [
      { port: 25, mode: 'starttls', use: 'relay', schemes: ['smtp'], srv: null },
      { port: 465, mode: 'tls', use: 'client', schemes: ['smtps', 'submissions'], srv: '_submissions._tcp' },
      { port: 587, mode: 'starttls', use: 'client', schemes: ['submission'], srv: '_submission._tcp' },
      // Assigned to nobody; relays offer it to customers whose provider blocks 25.
      { port: 2525, mode: 'starttls', use: 'alternate', schemes: [], srv: null },
    ],
    path: '',
    hostLabels: ['smtp', 'mail'],
    saslService: 'smtp',
    startTlsCommand: 'STARTTLS',
    greeting: '220',
    loginCommand: null,
    references: { startTls: 'RFC 3207 §4', reply: 'RFC 5321 §4.2' },
    microsoftScopes: { delegated: 'SMTP.Send', application: 'SMTP.SendAsApp' },
  },
  imap: {
    word: 'IMAP',
    talk: 'lines',
    purpose: 'Reading mail by IMAP',
    direction: 'incoming',
    ports: [
      { port: 143, mode: 'starttls', use: 'client', schemes: ['imap'], srv: '_imap._tcp' },
      { port: 993, mode: 'tls', use: 'client', schemes: ['imaps'], srv: '_imaps._tcp' },
    ],
    path: '',
    hostLabels: ['imap', 'mail'],
    saslService: 'imap',
    startTlsCommand: 'STARTTLS',
    greeting: '* OK',
    // RFC 9051 §6.2.3: there unless it is said not to be.
    loginCommand: { names: ['LOGIN'], offeredBy: null, barredBy: 'LOGINDISABLED' },
    references: { startTls: 'RFC 2595', reply: 'RFC 9051 §7' },
    microsoftScopes: { delegated: 'IMAP.AccessAsUser.All', application: 'IMAP.AccessAsApp' },
  },
  pop3: {
    word: 'POP3',
    talk: 'lines',
    purpose: 'Reading mail by POP3',
    direction: 'incoming',
    ports: [
      { port: 110, mode: 'starttls', use: 'client', schemes: ['pop3'], srv: '_pop3._tcp' },
      { port: 995, mode: 'tls', use: 'client', schemes: ['pop3s'], srv: '_pop3s._tcp' },
    ],
    path: '',
    hostLabels: ['pop', 'pop3', 'mail'],
    saslService: 'pop',
    startTlsCommand: 'STLS',
    greeting: '+OK',
    loginCommand: { names: ['USER', 'APOP'], offeredBy: 'USER', barredBy: null },
    references: { startTls: 'RFC 2595', reply: 'RFC 1939 §3' },
    microsoftScopes: { delegated: 'POP.AccessAsUser.All', application: 'POP.AccessAsApp' },
  },
  graph: {
    word: 'Microsoft Graph',
    talk: 'http',
    purpose: 'Sending and reading mail by Microsoft Graph',
    direction: 'outgoing',
    ports: [{ port: 443, mode: 'tls', use: 'client', schemes: ['graph'], srv: null }],
    path: '/v1.0/me',
    hostLabels: [],
    saslService: 'HTTP',
    startTlsCommand: '',
    greeting: '',
    loginCommand: { names: ['BEARER'], offeredBy: 'BEARER', barredBy: null },
    references: { startTls: 'RFC 9110 §4.2.2', reply: 'RFC 9110 §15' },
    microsoftScopes: { delegated: 'Mail.Send', application: 'Mail.Send' },
  },
  ews: {
    word: 'EWS',
    talk: 'http',
    purpose: 'Sending and reading mail by Exchange Web Services',
    direction: 'outgoing',
    ports: [{ port: 443, mode: 'tls', use: 'client', schemes: ['ews'], srv: null }],
    path: '/EWS/Exchange.asmx',
    hostLabels: [],
    saslService: 'HTTP',
    startTlsCommand: '',
    greeting: '',
    loginCommand: { names: ['BEARER', 'BASIC'], offeredBy: null, barredBy: null },
    references: { startTls: 'RFC 9110 §4.2.2', reply: 'RFC 9110 §15' },
    microsoftScopes: { delegated: 'EWS.AccessAsUser.All', application: 'full_access_as_app' },
  },
} as const satisfies Readonly<Record<string, ProtocolFacts>>;

export type Protocol = keyof typeof FACTS;
/** Those that mail servers speak in lines: what a mailbox's domain publishes, and an account has all of. */
export type MailProtocol = { [P in Protocol]: (typeof FACTS)[P]['talk'] extends 'lines' ? P : never }[Protocol];
export type HttpProtocol = Exclude<Protocol, MailProtocol>;
export const PROTOCOL_FACTS: Readonly<Record<Protocol, ProtocolFacts>> = FACTS;

export const isMailProtocol = (protocol: Protocol): protocol is MailProtocol => PROTOCOL_FACTS[protocol].talk === 'lines';

/** All that a check can speak. */
export const CHECKED_PROTOCOLS = Object.keys(FACTS) as readonly Protocol[];
/** The mail protocols, the outgoing one first. */
export const PROTOCOLS: readonly MailProtocol[] = CHECKED_PROTOCOLS.filter(isMailProtocol);

/** Something made for each mail protocol. */
export const byProtocol = <T>(make: (protocol: MailProtocol) => T): Readonly<Record<MailProtocol, T>> =>
  Object.fromEntries(PROTOCOLS.map((protocol) => [protocol, make(protocol)])) as Record<MailProtocol, T>;

/** What is taken where neither target nor options say. */
export const DEFAULT_PROTOCOL: MailProtocol = 'smtp';

/** By how good a place for a client they are: RFC 8314 §3 puts implicit TLS before STARTTLS, and 25 is for servers. */
const USES: readonly PortUse[] = ['client', 'alternate', 'relay'];
const bestFirst = (one: PortFacts, other: PortFacts): number =>
  USES.indexOf(one.use) - USES.indexOf(other.use) || MODES.indexOf(one.mode) - MODES.indexOf(other.mode);

/** A protocol's ports, the best for a client first. */
export const portsByPreference = (protocol: Protocol): readonly PortFacts[] => PROTOCOL_FACTS[protocol].ports.toSorted(bestFirst);

/** Ports that are probed where none is named. */
export const defaultPorts = (protocol: Protocol): readonly number[] =>
  PROTOCOL_FACTS[protocol].ports.filter(({ use }) => use !== 'alternate').map(({ port }) => port);

/** Mail's alone: port 443 says nothing of what is asked for there. */
const KNOWN_PORTS: ReadonlyMap<number, PortFacts & { readonly protocol: MailProtocol }> = new Map(
  PROTOCOLS.flatMap((protocol) => PROTOCOL_FACTS[protocol].ports.map((facts) => [facts.port, { ...facts, protocol }])),
);

/** What a well-known port is there for; null: the number says nothing. */
export const knownPort = (port: number): (PortFacts & { readonly protocol: MailProtocol }) | null =>
  KNOWN_PORTS.get(port) ?? null;

interface SchemeFacts {
  readonly protocol: Protocol;
  readonly port: number;
  readonly mode: Mode;
}

/** A URL implies both port and mode: RFC 8314 §7.3 for the implicit-TLS ports, the assigned ports else. */
export const SCHEMES: Readonly<Record<string, SchemeFacts>> = Object.fromEntries(
  CHECKED_PROTOCOLS.flatMap((protocol) =>
    PROTOCOL_FACTS[protocol].ports.flatMap(({ schemes, port, mode }) =>
      schemes.map((scheme): [string, SchemeFacts] => [scheme, { protocol, port, mode }]),
    ),
  ),
);

/**
 * The protocol that a host's first label names: `imap.example.org`, `pop3.example.org`, `smtp-mail.example.com`,
 * `imap2.example.org`. Null: none, or one that any of them has (`mail.example.org`).
 */
export function protocolOfHost(host: string): MailProtocol | null {
  const labels = host.toLowerCase().split('.');
  if (labels.length < 3) return null;
  const [word = ''] = (labels[0] ?? '').split('-');
  const words = [word, word.replace(/\d+$/, '')];
  const named = PROTOCOLS.filter((protocol) => PROTOCOL_FACTS[protocol].hostLabels.some((label) => words.includes(label)));
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** 4 or 6, as `net.isIP` says it. */
export type Family = 4 | 6;

/**
 * The stages of one connection. `tls` and `ehlo` (CAPABILITY, CAPA) come twice in STARTTLS mode; `http`, the first request, and
 * `permission`, what the login may do, are those of a service that is asked over HTTP.
 */
const STAGES = ['dns', 'connect', 'proxy', 'tls', 'greeting', 'ehlo', 'starttls', 'http', 'auth', 'permission', 'quit'] as const;
export type Stage = (typeof STAGES)[number];

export type StepStatus = 'ok' | 'failed' | 'skipped';

/** `startMs`: milliseconds since the check began; `durationMs`: monotonic. */
export interface Step {
  readonly stage: Stage;
  readonly status: StepStatus;
  readonly startMs: number;
  readonly durationMs: number;
}

/** `587/starttls@192.0.2.10`: how reports name one endpoint. */
export const endpointId = (port: number, mode: Mode, address: string): string => `${port}/${mode}@${address}`;

/** The only keyword that Sendmail lists to a client that it serves in nothing. */
export const isNullServer = (keywords: readonly string[]): boolean =>
  keywords.length === 1 && keywords[0]?.toUpperCase() === 'ENHANCEDSTATUSCODES';
