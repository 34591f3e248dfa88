// `discover --mine`: connects to each server that the domain names, through the line of a check, without any login, and hands
// on what each did.
import { checkTarget } from '../check/check.ts';
import type { DomainObservation } from '../discover/own-domain/domain-observation.ts';
import type { ExchangeState } from '../discover/own-domain/judge-records.ts';
import type { ServerState } from '../discover/own-domain/judge-servers.ts';
import { type NamedBy, namedServers } from '../discover/own-domain/named-servers.ts';
import type { Report, ReportEndpoint } from '../model/report.ts';
import type { Target } from '../model/target.ts';
import type { Deadline } from '../net/deadline.ts';
import { isHostName } from '../net/dns/names.ts';
import { DEFAULT_REQUEST, type PlanRequest } from '../request/plan.ts';

export type ServerOptions = Pick<PlanRequest, 'dnsServer' | 'resolve'> & {
  /** For tests. */
  readonly extraRoots?: readonly string[];
  readonly exchangePort?: number;
};

/** What somebody published by mistake or malice must not make a check of a whole network. */
const MAX_SERVERS = 24;

export async function checkNamedServers(
  observation: DomainObservation,
  options: ServerOptions,
  deadline: Deadline,
): Promise<readonly ServerState[]> {
  const servers = namedServers(observation);
  const states = await Promise.all(servers.slice(0, MAX_SERVERS).map((server) => checkServer(server, options, deadline)));
  const rest = servers.slice(MAX_SERVERS).map((server): ServerState => {
    return { server, status: 'untested', why: `only ${MAX_SERVERS} servers are tried`, auth: null };
  });
  return [...states, ...rest];
}

async function checkServer(server: NamedBy, options: ServerOptions, deadline: Deadline): Promise<ServerState> {
  const { port, mode } = server;
  // Without encryption nothing is to be learned that would make it right.
  if (mode === 'plain') return { server, status: 'untested', why: 'it is without encryption', auth: null };
  const report = await connectTo(server, options, deadline);
  const endpoints = report.endpoints.filter((endpoint) => endpoint.port === port && endpoint.mode === mode);
  return stateOf(server, endpoints, report.dns?.error?.message ?? report.summary);
}

type Place = Pick<NamedBy, 'protocol' | 'host' | 'port' | 'mode'>;

async function connectTo({ protocol, host, port, mode }: Place, options: ServerOptions, deadline: Deadline): Promise<Report> {
  const { dnsServer, resolve, extraRoots = [] } = options;
  const target: Target = { input: `${host}:${port}`, protocol, host, literal: 0, mailbox: null, port: null, mode: null };
  const tls = { ...DEFAULT_REQUEST.tls, extraRoots };
  const request: PlanRequest = { ...DEFAULT_REQUEST, dnsServer, resolve, tls, protocol, ports: [port], modes: [mode] };
  return (await checkTarget(target, request, deadline)).report;
}

const MAX_EXCHANGES = 3;

/** The hosts that take the domain's mail, as a server that delivers meets them. */
export function checkExchanges(
  { mx }: DomainObservation,
  options: ServerOptions,
  deadline: Deadline,
): Promise<readonly ExchangeState[]> {
  const hosts = [...new Set(mx.records.map(({ exchange }) => exchange.toLowerCase().replace(/\.$/, '')))].filter(isHostName);
  return Promise.all(hosts.slice(0, MAX_EXCHANGES).map((host) => checkExchange(host, options, deadline)));
}

async function checkExchange(host: string, options: ServerOptions, deadline: Deadline): Promise<ExchangeState> {
  const place = { protocol: 'smtp', host, port: options.exchangePort ?? 25, mode: 'starttls' } as const;
  const { endpoints, findings, summary } = await connectTo(place, options, deadline);
  const has = (id: string): boolean => findings.some((finding) => finding.id === id);
  const fitsTlsa = has('tlsa-mismatch') ? false : has('dane-verified') ? true : null;
  const met = endpoints.find(({ greeting }) => greeting !== null);
  if (!met) return { host, status: 'unreached', why: endpoints[0]?.failure?.message ?? summary, fitsTlsa: null };
  const { tls, failure } = met;
  if (tls === null) return { host, status: 'no-tls', why: failure?.message ?? summary, fitsTlsa };
  if (tls.error !== null) return { host, status: 'untrusted', why: failure?.message ?? tls.error.code, fitsTlsa };
  return { host, status: 'ok', why: null, fitsTlsa };
}

/** One address that works is enough for a program; a certificate that does not verify at another is not. */
function stateOf(server: NamedBy, endpoints: readonly ReportEndpoint[], summary: string): ServerState {
  const isUntrusted = ({ tls }: ReportEndpoint): boolean => tls !== null && tls.error !== null;
  const works = endpoints.filter(({ status }) => status === 'ok');
  const worst =
    endpoints.find((one) => one.status !== 'ok' && isUntrusted(one)) ?? endpoints.find(({ status }) => status !== 'ok');
  const whyOf = (one: ReportEndpoint): string => one.failure?.message ?? one.tls?.error?.code ?? summary;
  if (worst && isUntrusted(worst)) return { server, status: 'untrusted', why: whyOf(worst), auth: null };
  if (works.length > 0) {
    const auth = [...new Set(works.flatMap((endpoint) => endpoint.auth.tls ?? []))];
    return { server, status: 'ok', why: worst ? `${worst.address}: ${whyOf(worst)}` : null, auth };
  }
  if (!worst) return { server, status: 'failed', why: summary, auth: null };
  return { server, status: worst.status === 'skipped' ? 'untested' : 'failed', why: whyOf(worst), auth: null };
}
