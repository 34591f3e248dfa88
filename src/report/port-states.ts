// Port by port, how far the check came: what the line of ports in the text and the picture in HTML are drawn from.
// Reads the report; judges nothing anew and knows no layout.
import { MODE_FACTS, type Protocol, type Stage } from '../model/protocol.ts';
import type { Report, ReportEndpoint } from '../model/report.ts';

/** One way in: a port in one mode. */
export interface PortWay {
  readonly endpoint: ReportEndpoint;
  /** `SSL/TLS`; null where the port itself could not be reached, in whichever mode. */
  readonly mode: string | null;
  readonly status: 'ok' | 'failed' | 'skipped';
  /** `ok`, `refused`, `certificate`: where it stopped, in a word or two. */
  readonly word: string;
  /** Null where it did not stop. */
  readonly stoppedAt: Stage | null;
  /** A warning or an error stands about it: what stopped there matters to somebody. */
  readonly isGrave: boolean;
}

export interface PortState {
  readonly protocol: Protocol;
  readonly address: string;
  readonly port: number;
  readonly ways: readonly PortWay[];
}

/** What is said of a failure; a stage is named where no more is known. */
const WORDS: Readonly<Record<string, string>> = {
  'tcp-refused': 'refused',
  'tcp-timeout': 'no answer',
  'tcp-unreachable': 'unreachable',
  'tcp-reset': 'reset',
  'port-25-blocked': 'no answer',
  'host-unreachable': 'unreachable',
  'connection-closed': 'closed',
  'greeting-timeout': 'no greeting',
  'greeting-refused': 'turned away',
  'greeting-busy': 'busy',
  'server-blocks-ip': 'address blocked',
  'rate-limited': 'too many at once',
  'not-smtp': 'no mail server',
  'reply-malformed': 'unreadable reply',
  'mode-mismatch': 'wrong mode',
  'starttls-not-offered': 'not offered',
  'starttls-rejected': 'refused',
  'tls-version-unsupported': 'TLS version',
  'tls-no-shared-cipher': 'cipher',
  'tls-client-certificate-required': 'client certificate',
  'deadline-exceeded': 'out of time',
  'internal-error': 'mailprobe failed',
};

export const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  dns: 'name',
  connect: 'no connection',
  proxy: 'proxy',
  tls: 'TLS',
  greeting: 'greeting',
  ehlo: 'EHLO',
  starttls: 'STARTTLS',
  http: 'HTTP',
  auth: 'login',
  permission: 'permission',
  quit: 'goodbye',
};

const UNREACHED: readonly (Stage | null)[] = ['connect', 'proxy', 'dns'];

/** Each word that a port may come to, for those who say it in another language. */
export const PORT_WORDS: readonly string[] = [
  ...new Set(['ok', 'not tested', 'not offered', 'certificate', ...Object.values(WORDS), ...Object.values(STAGE_WORDS)]),
];

function wordOf({ status, failure }: ReportEndpoint): string {
  if (status === 'ok') return 'ok';
  if (failure === null) return 'not tested';
  if (failure.code.startsWith('cert-')) return 'certificate';
  return WORDS[failure.code] ?? STAGE_WORDS[failure.stage];
}

function wayOf(report: Report, endpoint: ReportEndpoint): PortWay {
  const { id, mode, failure } = endpoint;
  const status = endpoint.status === 'mismatch' ? 'failed' : endpoint.status;
  const stoppedAt = status === 'ok' ? null : (failure?.stage ?? null);
  return {
    endpoint,
    mode: status === 'failed' && UNREACHED.includes(stoppedAt) ? null : MODE_FACTS[mode].word,
    status,
    word: wordOf(endpoint),
    stoppedAt,
    isGrave: report.findings.some(({ severity, endpoints }) => severity !== 'info' && endpoints.includes(id)),
  };
}

/** A mode that the port is not meant for was bound to fail: it is told where a fault stands about it, or nothing else is. */
function shownWays(ways: readonly PortWay[]): readonly PortWay[] {
  const telling = ways.filter(({ endpoint, isGrave }) => endpoint.status !== 'mismatch' || isGrave);
  const shown = telling.length > 0 ? telling : ways.slice(0, 1);
  // What both modes have in common is the port's own.
  const isSame = shown.every(({ mode, word }) => word === shown[0]?.word && (mode === null) === (shown[0]?.mode === null));
  const isOfPort = shown.length > 1 && isSame && shown[0]?.status !== 'ok';
  return isOfPort ? shown.slice(0, 1).map((way) => ({ ...way, mode: null })) : shown;
}

/** In the order of the plan. */
export function portStates(report: Report): readonly PortState[] {
  const groups = new Map<string, ReportEndpoint[]>();
  for (const endpoint of report.endpoints) {
    const key = `${endpoint.protocol} ${endpoint.port} ${endpoint.address}`;
    groups.set(key, [...(groups.get(key) ?? []), endpoint]);
  }
  return [...groups.values()].flatMap((endpoints) => {
    const [first] = endpoints;
    if (first === undefined) return [];
    const { protocol, address, port } = first;
    return [{ protocol, address, port, ways: shownWays(endpoints.map((endpoint) => wayOf(report, endpoint))) }];
  });
}

/** `465 SSL/TLS ok`, `25 refused`, `587 STARTTLS: certificate`. */
export function wayText({ port }: Pick<PortState, 'port'>, { mode, status, word }: PortWay): string {
  if (mode === null) return `${port} ${word}`;
  return status === 'failed' ? `${port} ${mode}: ${word}` : `${port} ${mode} ${word}`;
}

/** The protocol of each part of a report with `--all`, whether it is offered there at all, and its verdict. */
export function isOffered({ endpoints, parts = [] }: Report, protocol: Protocol): boolean {
  const spoke = (one: Protocol): boolean =>
    endpoints.some(
      (endpoint) =>
        endpoint.protocol === one &&
        endpoint.steps.some(({ stage, status }) => stage !== 'connect' && stage !== 'proxy' && status === 'ok'),
    );
  return spoke(protocol) || !parts.some(({ target }) => spoke(target.protocol));
}
