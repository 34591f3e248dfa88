// What fingers know from other programs, as data: options of curl, openssl s_client, gnutls-cli, swaks, nc and wget, and what they
// are here. Help and completion leave them out, the manual has a list. Must not know how a command line is read.
import { PROTOCOLS } from '../../model/protocol.ts';

/** One habit: it stands for words of ours, or is refused with what to use. */
export interface Habit {
  /** With their dashes. openssl takes its options with one dash or two. */
  readonly names: readonly string[];
  /** Where it comes from, for the manual. */
  readonly from: string;
  /** The words in its place. Empty: it changes nothing here. */
  readonly means?: readonly string[];
  /** The same for a value that follows; null: that value means something else, and the word stays as it is. */
  readonly meansWith?: (value: string, context: HabitContext) => readonly string[] | null;
  /** The value may be missing; `means` holds then. */
  readonly isValueOptional?: true;
  /** What is said on stderr where the two are not quite the same. Absent: it maps exactly. */
  readonly notice?: string;
  /** Why it is not taken, and what to use. */
  readonly refused?: string;
  /** Its value is a secret: never shown, and known to the redactor before anything else is read. */
  readonly isSecret?: true;
}

/** What the command that was called can do. */
export interface HabitContext {
  /** The values of its --format; empty: it has none. */
  readonly formats: readonly string[];
  readonly hasOption: (name: string) => boolean;
}

const SEEN = 'what stands on the command line is seen in the process list and kept in the shell history';
const PASSWORD_SOURCES = 'Use --password-stdin, --password-file, --password-env or MAILPROBE_PASSWORD';
const NO_MAIL = 'mailprobe never sends mail, and stops after the login';

const option =
  (name: string) =>
  (value: string): readonly string[] => [name, value];
const proxy =
  (scheme: string) =>
  (value: string): readonly string[] => ['--proxy', value.includes('://') ? value : `${scheme}://${value}`];
const operand = (value: string): readonly string[] => [value];
const isWhole = (value: string): boolean => /^\d{1,9}(\.\d+)?$/.test(value);

const MAIL_PROTOCOLS: readonly string[] = PROTOCOLS;
const OTHER_STARTTLS = `use --mode starttls, and --protocol with one of ${MAIL_PROTOCOLS.join(', ')}`;

/** `-starttls smtp`. */
function starttlsOf(value: string): readonly string[] | null {
  const protocol = value.toLowerCase();
  return MAIL_PROTOCOLS.includes(protocol) ? ['--mode', 'starttls', '--protocol', protocol] : null;
}

/** curl's `HOST1:PORT1:HOST2:PORT2`, any of them empty: the same as `--resolve` where an address follows and no other port. */
function connectTo(value: string): readonly string[] | null {
  const [, from = '', fromPort = '', to = '', toPort = ''] =
    /^([\w.-]+):(\d*):(\[[\da-f:.]+\]|\d+\.\d+\.\d+\.\d+):(\d*)$/i.exec(value) ?? [];
  return from !== '' && (toPort === '' || toPort === fromPort) ? ['--resolve', `${from}:${to}`] : null;
}

/** curl's `host:port:address`, the port left out; ours has none. */
function resolveWithPort(value: string): readonly string[] | null {
  const [, host, addresses] = /^\+?([\w.-]+):\d{1,5}:(\[[\da-f:.]+\]|\d+\.\d+\.\d+\.\d+)$/i.exec(value) ?? [];
  return host === undefined ? null : ['--resolve', `${host}:${addresses}`];
}

/** `-o json`: the names of formats are no names that anybody gives to files. */
function formatInPlaceOfFile(value: string, { formats, hasOption }: HabitContext): readonly string[] | null {
  const name = value.toLowerCase();
  if (formats.includes(name)) return ['--format', name];
  return name === 'json' && hasOption('--json') ? ['--json'] : null;
}

export const HABITS: readonly Habit[] = [
  // The target.
  { names: ['--url', '--host', '--hostname', '--target'], from: 'curl', meansWith: operand },
  { names: ['--server'], from: 'swaks', meansWith: operand },
  { names: ['--connect'], from: 'openssl', meansWith: operand },
  { names: ['--smtp'], from: 'curl', means: ['--protocol', 'smtp'] },
  { names: ['--imap'], from: 'curl', means: ['--protocol', 'imap'] },
  { names: ['--pop3', '--pop'], from: 'curl', means: ['--protocol', 'pop3'] },
  { names: ['--smtps'], from: 'curl', means: ['--protocol', 'smtp', '--mode', 'tls'] },
  { names: ['--imaps'], from: 'curl', means: ['--protocol', 'imap', '--mode', 'tls'] },
  { names: ['--pop3s', '--pops'], from: 'curl', means: ['--protocol', 'pop3', '--mode', 'tls'] },
  { names: ['--helo'], from: 'swaks', meansWith: option('--ehlo') },
  { names: ['--sni', '--sni-hostname', '--tls-sni', '--verify_hostname'], from: 'openssl', meansWith: option('--servername') },
  { names: ['--resolve'], from: 'curl', meansWith: resolveWithPort, notice: 'the address holds for every port' },
  { names: ['--dns-servers'], from: 'curl', meansWith: option('--dns-server') },
  {
    names: ['--connect-to'],
    from: 'curl',
    meansWith: connectTo,
    refused: 'to connect to another address, use --resolve host:address; another port is --port',
  },

  // How a connection gets its TLS.
  {
    names: ['--tls'],
    from: 'swaks',
    means: ['--mode', 'tls'],
    notice: 'TLS from the first byte; STARTTLS is --mode starttls',
  },
  {
    names: ['--ssl'],
    from: 'curl',
    means: ['--mode', 'tls'],
    notice: 'TLS from the first byte; STARTTLS is --mode starttls',
  },
  { names: ['-tls'], from: 'swaks', means: ['--mode', 'starttls'], notice: 'TLS from the first byte is --mode tls' },
  { names: ['-tlsc', '--tlsc', '--tls-on-connect', '--implicit-tls'], from: 'swaks', means: ['--mode', 'tls'] },
  {
    names: ['--starttls'],
    from: 'openssl',
    means: ['--mode', 'starttls'],
    meansWith: starttlsOf,
    isValueOptional: true,
    refused: OTHER_STARTTLS,
  },
  { names: ['--starttls-proto'], from: 'gnutls-cli', meansWith: starttlsOf, refused: OTHER_STARTTLS },
  {
    names: ['--ssl-reqd', '--tls-required'],
    from: 'curl',
    means: [],
    notice: 'nothing is tried without TLS unless --mode plain says so',
  },
  { names: ['--plain', '--no-tls'], from: 'other', means: ['--mode', 'plain'] },

  // TLS itself.
  { names: ['-k', '--no-check-certificate', '--no-verify', '--noverify'], from: 'curl', means: ['--insecure'] },
  {
    names: ['--cacert', '--CAfile', '--ca-file', '--x509cafile', '--ca-certificate', '--tls-ca-path'],
    from: 'curl',
    meansWith: option('--ca'),
  },
  { names: ['--ca-native', '--use-system-ca'], from: 'curl', means: ['--trust', 'system'] },
  { names: ['-E', '--cert', '--tls-cert', '--x509certfile'], from: 'curl', meansWith: option('--client-cert') },
  { names: ['--key', '--tls-key', '--x509keyfile'], from: 'curl', meansWith: option('--client-key') },
  { names: ['--tlsv1.0', '--tlsv1'], from: 'curl', means: ['--tls-min', '1.0'] },
  { names: ['--tlsv1.1'], from: 'curl', means: ['--tls-min', '1.1'] },
  { names: ['--tlsv1.2'], from: 'curl', means: ['--tls-min', '1.2'] },
  { names: ['--tlsv1.3'], from: 'curl', means: ['--tls-min', '1.3'] },
  { names: ['--tls1'], from: 'openssl', means: ['--tls-min', '1.0', '--tls-max', '1.0'] },
  { names: ['--tls1_1'], from: 'openssl', means: ['--tls-min', '1.1', '--tls-max', '1.1'] },
  { names: ['--tls1_2'], from: 'openssl', means: ['--tls-min', '1.2', '--tls-max', '1.2'] },
  { names: ['--tls1_3'], from: 'openssl', means: ['--tls-min', '1.3', '--tls-max', '1.3'] },
  {
    names: ['--showcerts', '--crlf', '--brief', '--ign_eof', '--no_ign_eof', '--status', '--tls-verify', '--verify_return_error'],
    from: 'openssl',
    means: [],
    notice: 'it is so in any case, or has no meaning here',
  },

  // The route, and time.
  { names: ['-x'], from: 'curl', meansWith: proxy('http') },
  { names: ['--socks5'], from: 'curl', meansWith: proxy('socks5') },
  { names: ['--socks5-hostname'], from: 'curl', meansWith: proxy('socks5h') },
  { names: ['--socks4'], from: 'curl', meansWith: proxy('socks4') },
  { names: ['--socks4a'], from: 'curl', meansWith: proxy('socks4a') },
  { names: ['--local-interface', '--source'], from: 'swaks', meansWith: option('--bind') },
  { names: ['--interface'], from: 'curl', meansWith: option('--bind') },
  { names: ['--max-time'], from: 'curl', meansWith: option('--timeout') },
  {
    names: ['-m'],
    from: 'curl',
    meansWith: (value) => (isWhole(value) ? ['--timeout', value] : null),
    notice: '-m with a mode is --mode',
  },
  { names: ['-w'], from: 'nc', meansWith: (value) => (isWhole(value) ? ['--connect-timeout', value] : null) },
  { names: ['-z', '-s', '-S', '-n'], from: 'nc', means: [] },

  // The login.
  { names: ['--auth-user', '--au', '--username'], from: 'swaks', meansWith: option('--user') },
  {
    names: ['--login-options'],
    from: 'curl',
    meansWith: (value) => {
      const mechanism = /^AUTH=([\w-]+)$/i.exec(value)?.[1];
      return mechanism === undefined ? null : ['--auth', mechanism];
    },
    refused: 'use --auth <mechanism>',
  },
  {
    names: ['--auth-password', '--ap', '-ap', '--auth-hide-password', '--pass', '--passwd', '--pwd', '--passphrase', '--secret'],
    from: 'swaks',
    isSecret: true,
    refused: `a password is not taken: ${SEEN}. ${PASSWORD_SOURCES}`,
  },
  {
    names: ['--oauth2-bearer', '--access-token', '--bearer'],
    from: 'curl',
    isSecret: true,
    refused: `a token is not taken: ${SEEN}. Use --token-stdin, --token-file or --token-env`,
  },
  {
    names: ['-U', '--proxy-user'],
    from: 'curl',
    isSecret: true,
    refused: `a proxy password is not taken: ${SEEN}. Put the URL with it into the variable MAILPROBE_PROXY`,
  },

  // What comes out.
  { names: ['-o'], from: 'kubectl', meansWith: formatInPlaceOfFile, notice: 'a file of that name is written by -o ./name' },
  { names: ['--silent'], from: 'curl', means: ['--quiet'] },
  { names: ['--debug'], from: 'other', means: ['--verbose'] },
  { names: ['--no-colour'], from: 'other', means: ['--no-color'] },

  // What is not done at all.
  {
    names: ['--watch', '--repeat'],
    from: 'other',
    refused: 'one run is one check: repeat it by watch(1), as in watch -n 60 mailprobe check …, or monitor by mailprobe serve',
  },
  { names: ['--mail-from', '--from'], from: 'swaks', refused: `there is no sender: ${NO_MAIL}` },
  {
    names: ['--mail-rcpt', '--to'],
    from: 'swaks',
    refused: `there is no recipient: ${NO_MAIL}. For the servers of an address, mailprobe check alice@example.com`,
  },
  {
    names: ['-T', '--upload-file', '--body', '--data', '--header', '--attach', '--h-Subject'],
    from: 'swaks',
    refused: `there is nothing to send: ${NO_MAIL}`,
  },
];

/** Options whose value must be kept from every output, also where the option is refused. */
export const SECRET_HABITS: readonly string[] = HABITS.flatMap(({ isSecret, names }) =>
  isSecret ? [...names, ...names.filter((name) => name.startsWith('--')).map((name) => name.slice(1))] : [],
);

/** First words that are other programs, and what they are here. */
export const COMMAND_HABITS: Readonly<Record<string, readonly string[]>> = {
  telnet: ['check'],
  nc: ['check'],
  ncat: ['check'],
  netcat: ['check'],
  curl: ['check'],
  swaks: ['check'],
  'gnutls-cli': ['check'],
  openssl: ['check'],
  s_client: ['check'],
  test: ['check'],
  probe: ['check'],
  version: ['--version'],
};
