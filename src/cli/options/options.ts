// The option table: every option once, as data, so that the parser, the help, the completion and the manual cannot
// disagree. Knows how each value is read; must not know what is done with it. Exempt from the length rule.
import { OWNER_OF_ROLE, type Role } from '../../model/finding.ts';
import { GRAPH_CLOUDS } from '../../model/graph-cloud.ts';
import type { Expectation, OauthFlow, TlsVersion } from '../../model/plan.ts';
import { CHECKED_PROTOCOLS, defaultPorts, type Mode, PROTOCOL_FACTS, PROTOCOLS, type Protocol } from '../../model/protocol.ts';
import { quoteInput, UsageError } from '../../model/usage-error.ts';
import { FORMAT_NAMES, type FormatName } from '../../report/formats/index.ts';
import { LANGUAGE_CODES, type LanguageCode, parseLanguage } from '../../report/languages/index.ts';
import { parseClient } from '../../request/client-id.ts';
import { parseCloud } from '../../request/graph-cloud-choice.ts';
import { parseLabel } from '../../request/label.ts';
import { LIMITS } from '../../request/limits.ts';
import { parseMailboxAddress } from '../../request/target.ts';
import {
  parseBindAddress,
  parseChoice,
  parseDnsServer,
  parseDuration,
  parseEhloName,
  parseExpectation,
  parseMechanisms,
  parseModes,
  parsePorts,
  parseProtocol,
  parseResolve,
  parseServername,
  parseTlsVersion,
  parseUser,
  parseWhole,
} from '../../request/values.ts';

/** In the order of the help. */
export const OPTION_GROUPS = [
  'What to check',
  'Application',
  'Names',
  'Credentials',
  'OAuth 2.0',
  'TLS',
  'Route',
  'Over time',
  'Time',
  'Judging',
  'Batch',
  'Output',
  'Service',
] as const;
export type OptionGroup = (typeof OPTION_GROUPS)[number];

export interface OptionSpec {
  /** As commander wants them: `-p, --port <n,…>`. */
  readonly flags: string;
  readonly group: OptionGroup;
  /** One sentence without a full stop. */
  readonly description: string;
  /** What holds without the option, in words, for the help. */
  readonly fallback?: string;
  /** Reads the value; throws UsageError without the option's name. Absent: a flag, or text as it is. */
  readonly parse?: (text: string) => unknown;
  readonly repeatable?: true;
  /** For completion: the words that can follow, or that a file name does. */
  readonly values?: readonly string[] | 'file';
  /** Taken only to be refused with this explanation; hidden from help and completion. */
  readonly refused?: string;
}

export const OAUTH_FLOWS = ['client-credentials', 'refresh-token', 'device-code'] as const satisfies readonly OauthFlow[];

const ROLE_NAMES = Object.keys(OWNER_OF_ROLE) as Role[];
const seconds = (ms: number): string => `${ms / 1_000}s`;
const SEEN = 'what stands on the command line is seen in the process list and kept in the shell history';

/** Of a silence: shorter ones tell nothing of an idle connection. */
function parseHold(text: string): number {
  const ms = parseDuration(text);
  if (ms < LIMITS.leastHoldMs) throw new UsageError(`${quoteInput(text)} tells nothing of an idle connection: at least 1s`);
  return ms;
}

/** What the parser hands on: one property an option, absent where it was not given. */
export interface CheckOptions {
  readonly port?: readonly number[];
  readonly mode?: readonly Mode[];
  readonly protocol?: Protocol;
  readonly cloud?: string;
  readonly as?: string;
  readonly ipv4?: true;
  readonly ipv6?: true;
  readonly all?: true;
  readonly allAddresses?: true;
  readonly config?: string;
  readonly login?: true;
  readonly write?: true;
  readonly settingsFor?: string;
  readonly client?: readonly string[];
  readonly resolve?: readonly { readonly host: string; readonly addresses: readonly string[] }[];
  readonly dnsServer?: { readonly address: string; readonly port: number };
  readonly ehlo?: string;
  readonly servername?: string;
  readonly user?: string;
  readonly passwordStdin?: true;
  readonly passwordFile?: string;
  readonly passwordEnv?: string;
  readonly auth?: readonly string[];
  readonly authExclude?: readonly string[];
  readonly authAll?: true;
  readonly allowInsecureAuth?: true;
  readonly tokenStdin?: true;
  readonly tokenFile?: string;
  readonly tokenEnv?: string;
  readonly oauth?: string;
  readonly oauthFlow?: OauthFlow;
  readonly tenant?: string;
  readonly clientId?: string;
  readonly clientSecretEnv?: string;
  readonly oauthCert?: string;
  readonly oauthKey?: string;
  readonly refreshTokenEnv?: string;
  readonly scope?: string;
  readonly ca?: string;
  readonly trust?: string;
  readonly insecure?: true;
  readonly clientCert?: string;
  readonly clientKey?: string;
  readonly pfx?: string;
  readonly tlsMin?: TlsVersion;
  readonly tlsMax?: TlsVersion;
  readonly tlsScan?: true;
  readonly revocation?: true;
  readonly proxy?: string;
  readonly bind?: string;
  readonly maxConnections?: number;
  readonly polite?: true;
  readonly trace?: true;
  readonly hold?: number;
  readonly pool?: number;
  readonly timeout?: number;
  readonly connectTimeout?: number;
  readonly greetingTimeout?: number;
  readonly commandTimeout?: number;
  readonly warnDays?: number;
  readonly strict?: true;
  readonly expect?: readonly Expectation[];
  /** The folder; true: the user's own. */
  readonly save?: string | true;
  readonly observations?: true;
  readonly label?: string;
  readonly json?: true;
  readonly format?: FormatName;
  readonly output?: string;
  readonly force?: true;
  readonly for?: Role;
  readonly lang?: LanguageCode;
  readonly verbose?: true;
  readonly quiet?: true;
  readonly color?: boolean;
}

export const CHECK_OPTIONS: readonly OptionSpec[] = [
  {
    flags: '-p, --port <n,…>',
    group: 'What to check',
    description: 'Ports to probe',
    fallback: PROTOCOLS.map(
      (name, at) => `${at === 0 ? '' : `${PROTOCOL_FACTS[name].word} `}${defaultPorts(name).join(',')}`,
    ).join('; '),
    parse: parsePorts,
  },
  {
    flags: '-m, --mode <mode,…>',
    group: 'What to check',
    description: 'How a connection gets its TLS: tls (from the first byte), starttls, plain',
    fallback: 'tls,starttls',
    parse: parseModes,
    values: ['tls', 'starttls', 'plain', 'tls,starttls'],
  },
  {
    flags: '--protocol <name>',
    group: 'What to check',
    description: `${CHECKED_PROTOCOLS.slice(0, -1).join(', ')} or ${CHECKED_PROTOCOLS.at(-1)} (Microsoft's)`,
    fallback: 'as URL, port or host name say, else smtp',
    parse: parseProtocol,
    values: CHECKED_PROTOCOLS,
  },
  {
    flags: '--cloud <name>',
    group: 'What to check',
    description: `Microsoft's, of Graph or EWS: ${GRAPH_CLOUDS.map(({ id }) => id).join(', ')}`,
    fallback: "the host's, else global",
    parse: parseCloud,
    values: GRAPH_CLOUDS.map(({ id }) => id),
  },
  {
    flags: '--as <mailbox>',
    group: 'What to check',
    description: "EWS: open this mailbox in its owner's name (impersonation)",
    fallback: 'no impersonation',
    parse: parseMailboxAddress,
  },
  { flags: '-4, --ipv4', group: 'What to check', description: 'IPv4 only' },
  { flags: '-6, --ipv6', group: 'What to check', description: 'IPv6 only' },
  {
    flags: '--all',
    group: 'What to check',
    description: 'Outgoing and incoming: SMTP, IMAP and POP3 in one report, one login each',
  },
  {
    flags: '--all-addresses',
    group: 'What to check',
    description: 'Probe every address in full, not only the first of each family',
  },
  {
    flags: '--client <id>',
    group: 'What to check',
    description:
      'Can this client, library or platform use the server, and with which settings (mailkit, outlook, java-8u31 …); all: who can; repeatable',
    parse: parseClient,
    repeatable: true,
  },

  {
    flags: '--config <file[#part]>',
    group: 'Application',
    description:
      "Check the settings in this file of an application's (- for stdin, with -#msmtprc as that format), in place of a target, and say what to write into it",
    values: 'file',
  },
  { flags: '--login', group: 'Application', description: 'Log in with the user and password that are in the file' },
  {
    flags: '--write',
    group: 'Application',
    description: 'Write the corrected settings into the file; the old one is kept as .bak',
  },
  {
    flags: '--settings-for <format>',
    group: 'Application',
    description: 'The settings that work as lines of an application, such as spring-boot, laravel, msmtprc, nodemailer',
  },

  {
    flags: '--resolve <host:address>',
    group: 'Names',
    description: 'Take this address for that name and ask no DNS; repeatable',
    parse: parseResolve,
    repeatable: true,
  },
  {
    flags: '--dns-server <ip[:port]>',
    group: 'Names',
    description: 'Ask this name server',
    fallback: "the system's",
    parse: parseDnsServer,
  },
  {
    flags: '--ehlo <name>',
    group: 'Names',
    description: 'Name to give in EHLO',
    fallback: "this machine's full name or address",
    parse: parseEhloName,
  },
  {
    flags: '--servername <name>',
    group: 'Names',
    description: 'Name for SNI, which the certificate must bear',
    fallback: 'the host',
    parse: parseServername,
  },

  {
    flags: '-u, --user <name>',
    group: 'Credentials',
    description:
      'Log in as this user; the password comes from one of the next three, from MAILPROBE_PASSWORD or from a hidden prompt',
    parse: parseUser,
  },
  { flags: '--password-stdin', group: 'Credentials', description: 'Read the password from stdin' },
  { flags: '--password-file <path>', group: 'Credentials', description: 'Read the password from a file', values: 'file' },
  { flags: '--password-env <VAR>', group: 'Credentials', description: 'Read the password from this environment variable' },
  {
    flags: '--password [secret]',
    group: 'Credentials',
    description: 'Not taken',
    refused: `--password is not taken: ${SEEN}. Use --password-stdin, --password-file, --password-env or MAILPROBE_PASSWORD`,
  },
  {
    flags: '--auth <mechanism,…>',
    group: 'Credentials',
    description: 'Use only these mechanisms',
    parse: parseMechanisms,
    values: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'SCRAM-SHA-256', 'SCRAM-SHA-1', 'XOAUTH2', 'OAUTHBEARER'],
  },
  {
    flags: '--auth-exclude <mechanism,…>',
    group: 'Credentials',
    description: 'Never use these mechanisms',
    parse: parseMechanisms,
  },
  {
    flags: '--auth-all',
    group: 'Credentials',
    description: 'Try each allowed mechanism once (a wrong password counts several times)',
  },
  {
    flags: '--allow-insecure-auth',
    group: 'Credentials',
    description: 'Send credentials also where the connection is not encrypted',
  },

  { flags: '--token-env <VAR>', group: 'OAuth 2.0', description: 'Read an access token from this environment variable' },
  { flags: '--token-file <path>', group: 'OAuth 2.0', description: 'Read an access token from a file', values: 'file' },
  { flags: '--token-stdin', group: 'OAuth 2.0', description: 'Read an access token from stdin' },
  {
    flags: '--token [token]',
    group: 'OAuth 2.0',
    description: 'Not taken',
    refused: `--token is not taken: ${SEEN}. Use --token-stdin, --token-file or --token-env`,
  },
  {
    flags: '--oauth <provider>',
    group: 'OAuth 2.0',
    description: 'Fetch a token: microsoft, google, or the https URL of an issuer',
    values: ['microsoft', 'google'],
  },
  {
    flags: '--oauth-flow <flow>',
    group: 'OAuth 2.0',
    description: `How: ${OAUTH_FLOWS.join(', ')}`,
    parse: parseChoice(OAUTH_FLOWS, 'flow'),
    values: OAUTH_FLOWS,
  },
  { flags: '--tenant <id>', group: 'OAuth 2.0', description: 'Microsoft tenant: its id or domain' },
  { flags: '--client-id <id>', group: 'OAuth 2.0', description: 'Id of the registered application' },
  {
    flags: '--client-secret-env <VAR>',
    group: 'OAuth 2.0',
    description: 'Read the client secret from this environment variable',
  },
  {
    flags: '--client-secret [secret]',
    group: 'OAuth 2.0',
    description: 'Not taken',
    refused: `--client-secret is not taken: ${SEEN}. Use --client-secret-env`,
  },
  {
    flags: '--refresh-token-env <VAR>',
    group: 'OAuth 2.0',
    description: 'Read the refresh token from this environment variable',
  },
  {
    flags: '--refresh-token [token]',
    group: 'OAuth 2.0',
    description: 'Not taken',
    refused: `--refresh-token is not taken: ${SEEN}. Use --refresh-token-env`,
  },
  {
    flags: '--oauth-cert <file>',
    group: 'OAuth 2.0',
    description: "The registered application's certificate (PEM), in place of a client secret",
    values: 'file',
  },
  {
    flags: '--oauth-key <file>',
    group: 'OAuth 2.0',
    description: 'Its private key (PEM); a passphrase is taken from MAILPROBE_KEY_PASSPHRASE',
    values: 'file',
  },
  { flags: '--scope <scope>', group: 'OAuth 2.0', description: 'Scope to ask for', fallback: "the provider's for mail" },

  { flags: '--ca <file>', group: 'TLS', description: 'PEM certificates to trust besides the public roots', values: 'file' },
  {
    flags: '--trust <store>',
    group: 'TLS',
    description:
      "Roots to verify by: node (Mozilla's list), system, a file (PEM, JKS, PKCS#12), java:<cacerts>, or java: for the one found; passphrase from MAILPROBE_TRUST_PASSPHRASE",
    fallback: 'those that Node.js trusts',
    values: 'file',
  },
  { flags: '--insecure', group: 'TLS', description: 'Certificate faults are warnings, and credentials may be sent all the same' },
  { flags: '--client-cert <file>', group: 'TLS', description: 'Client certificate (PEM)', values: 'file' },
  { flags: '--client-key <file>', group: 'TLS', description: 'Its private key (PEM)', values: 'file' },
  {
    flags: '--pfx <file>',
    group: 'TLS',
    description: 'Both as PKCS#12; its passphrase from MAILPROBE_PFX_PASSPHRASE',
    values: 'file',
  },
  {
    flags: '--tls-min <version>',
    group: 'TLS',
    description: 'Lowest TLS version to offer: 1.0 to 1.3',
    parse: parseTlsVersion,
    values: ['1.0', '1.1', '1.2', '1.3'],
  },
  {
    flags: '--tls-max <version>',
    group: 'TLS',
    description: 'Highest TLS version to offer',
    parse: parseTlsVersion,
    values: ['1.0', '1.1', '1.2', '1.3'],
  },
  {
    flags: '--revocation',
    group: 'TLS',
    description: "Fetch the authority's list of revoked certificates (CRL), and log in at no host whose certificate is on it",
  },
  {
    flags: '--tls-scan',
    group: 'TLS',
    description: 'Extra connections: which versions are accepted, and whether commands sent ahead of STARTTLS are answered',
  },

  {
    flags: '--proxy <url>',
    group: 'Route',
    description: 'Go through socks5://, socks5h://, socks4://, socks4a:// or http://; with user:pass only in MAILPROBE_PROXY',
  },
  { flags: '--bind <ip>', group: 'Route', description: 'Local address to connect from', parse: parseBindAddress },
  {
    flags: '--max-connections <n>',
    group: 'Route',
    description: 'Connections at once to one host',
    fallback: String(LIMITS.maxConnections),
    parse: parseWhole(1, 100),
  },
  {
    flags: '--polite',
    group: 'Route',
    description: 'One connection at a time and a second between two, for an address that others share',
  },
  {
    flags: '--trace',
    group: 'Route',
    description: "Where a port is dropped: by the system's traceroute, which hop is the last to answer, beside a port that works",
  },

  {
    flags: '--hold <time>',
    group: 'Over time',
    description:
      'When all else is done: how long an idle connection lives, up to this, and who ends it; takes about twice as long, and --timeout is not for it',
    parse: parseHold,
  },
  {
    flags: '--pool <n>',
    group: 'Over time',
    description: `How many connections at once the recommended port takes, up to ${LIMITS.maxPool}: opened one by one until one is refused`,
    parse: parseWhole(2, LIMITS.maxPool),
  },

  {
    flags: '--timeout <time>',
    group: 'Time',
    description: 'For the whole check',
    fallback: seconds(LIMITS.totalMs),
    parse: parseDuration,
  },
  {
    flags: '--connect-timeout <time>',
    group: 'Time',
    description: 'For a TCP connection',
    fallback: seconds(LIMITS.connectMs),
    parse: parseDuration,
  },
  {
    flags: '--greeting-timeout <time>',
    group: 'Time',
    description: "For the server's first words",
    fallback: seconds(LIMITS.greetingMs),
    parse: parseDuration,
  },
  {
    flags: '--command-timeout <time>',
    group: 'Time',
    description: `For each reply; to AUTH at least ${seconds(LIMITS.authMs)}`,
    fallback: seconds(LIMITS.commandMs),
    parse: parseDuration,
  },

  {
    flags: '--warn-days <n>',
    group: 'Judging',
    description: 'Warn when the certificate runs out within so many days',
    fallback: 'a third of its lifetime, at most 30; half for ten days and under',
    parse: parseWhole(0, 36_500),
  },
  { flags: '--strict', group: 'Judging', description: 'Warnings fail the check too' },
  {
    flags: '--expect <assertion>',
    group: 'Judging',
    description:
      'Fail unless it holds: tls>=1.2, cert-days>=21, size>=20000000, auth:XOAUTH2, no-auth:LOGIN, endpoint:587/starttls; repeatable',
    parse: parseExpectation,
    repeatable: true,
  },

  {
    flags: '--save [dir]',
    group: 'Over time',
    description: 'Keep the report, secrets removed, for history and diff; in the directory given, else in the state directory',
    values: 'file',
  },
  {
    flags: '--observations',
    group: 'Over time',
    description: 'Save what was seen as well, so that show --rejudge can judge it again by newer rules',
  },
  {
    flags: '--label <name>',
    group: 'Over time',
    description: 'What this place or occasion is called in the report and in diff: office, before-the-move',
    parse: parseLabel,
  },

  { flags: '--json', group: 'Output', description: 'The report as JSON, the same as --format json' },
  {
    flags: '-f, --format <name>',
    group: 'Output',
    description: FORMAT_NAMES.join(', '),
    fallback: 'text',
    parse: parseChoice(FORMAT_NAMES, 'format'),
    values: FORMAT_NAMES,
  },
  {
    flags: '-o, --output <file>',
    group: 'Output',
    description: 'Write the report to a file, in the format of its ending where no other is named; the verdict goes to stderr',
    values: 'file',
  },
  {
    flags: '--force',
    group: 'Output',
    description: 'Let --output overwrite a file that is no mailprobe report; never one that is read',
  },
  {
    flags: '--for <role>',
    group: 'Output',
    description: `Only the text to pass on to one of those who can act: ${ROLE_NAMES.join(', ')}`,
    parse: parseChoice(ROLE_NAMES, 'role'),
    values: ROLE_NAMES,
  },
  {
    flags: '--lang <code>',
    group: 'Output',
    description: `Language of the report for people: ${LANGUAGE_CODES.join(', ')}; what is special to the case stands in English beside it`,
    fallback: "the system's, where it is one of these, else en",
    parse: parseLanguage,
    values: LANGUAGE_CODES,
  },
  {
    flags: '-v, --verbose',
    group: 'Output',
    description: 'With every step, and the transcript of every connection, secrets removed',
  },
  { flags: '-q, --quiet', group: 'Output', description: 'Only the result, no progress and no notices' },
  { flags: '--no-color', group: 'Output', description: 'No colours (NO_COLOR and FORCE_COLOR are heeded, too)' },
];

/** The long name of an option, without dashes: `port`; of `-V` alone `V`. */
export const optionName = (spec: OptionSpec): string => /--([a-z0-9-]+)/.exec(spec.flags)?.[1] ?? spec.flags.replace(/^-+/, '');

/** The options of the named groups, without those left out. Throws where a name is not in the table. */
export function pickOptions(groups: readonly OptionGroup[], without: readonly string[] = []): readonly OptionSpec[] {
  const unknown = without.find((name) => !CHECK_OPTIONS.some((spec) => optionName(spec) === name));
  if (unknown !== undefined) throw new Error(`no option --${unknown}`);
  return CHECK_OPTIONS.filter((spec) => groups.includes(spec.group) && !without.includes(optionName(spec)));
}

/** The options with these long names, in this order. */
export function namedOptions(...names: readonly string[]): readonly OptionSpec[] {
  return names.map((name) => {
    const spec = CHECK_OPTIONS.find((candidate) => optionName(candidate) === name);
    if (!spec) throw new Error(`no option --${name}`);
    return spec;
  });
}

/** Runs an option's reader and puts the option's name in front of its complaint. */
export function readOptionValue(spec: OptionSpec, text: string): unknown {
  try {
    return spec.parse ? spec.parse(text) : text;
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`--${optionName(spec)}: ${error.message}`) : error;
  }
}
