// The view that rules get: what was planned and seen, each endpoint judged, and the questions that rules ask of it.
// Rules narrow it: what a more precise finding has explained is not shown to the vaguer ones after it.
import { type AdviceContext, clientPorts, type Setting, settingOf } from '../knowledge/index.ts';
import type { ClientsReport } from '../model/application-settings.ts';
import type { FindingId, Severity } from '../model/finding.ts';
import type { DnsObservation, Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { defaultPorts, knownPort, portsByPreference } from '../model/protocol.ts';
import type { Cause } from './cause.ts';
import type { JudgedCredentials } from './credentials.ts';
import { judgeCredentials } from './credentials.ts';
import type { JudgedEndpoint } from './judge.ts';
import { Judge, meantMode } from './judge.ts';
import { portAndMode } from './phrases.ts';

/** One endpoint with one thing that is wrong there. */
export interface Case {
  readonly endpoint: JudgedEndpoint;
  readonly cause: Cause;
}

const GRAVITY: readonly Severity[] = ['info', 'warning', 'error'];
export const gravest = (severities: readonly Severity[]): Severity =>
  GRAVITY.findLast((severity) => severities.includes(severity)) ?? 'info';

/** Long enough that a lost SYN would have been sent twice more: silence says something. */
const TELLING_SILENCE_MS = 1000;

export class Evidence {
  readonly plan: Plan;
  readonly observations: Observations;
  readonly dns: DnsObservation;
  readonly endpoints: readonly JudgedEndpoint[];
  /** Probed to explain another; no rule reports them. */
  readonly auxiliary: readonly JudgedEndpoint[];
  readonly credentials: JudgedCredentials | null;
  /** What other clients would do here; null: nobody asked. */
  readonly clients: ClientsReport | null;
  /** Whom advice is for: the protocol in use, and the software that answers; null: nothing tells. */
  readonly adviceFor: AdviceContext;
  readonly #explained: ReadonlyMap<FindingId, ReadonlySet<string>>;
  /** All that failed anywhere, the login included: most rules ask for what is not among it. */
  readonly #causes: ReadonlySet<FindingId>;

  private constructor(
    base: Pick<Evidence, 'plan' | 'observations' | 'endpoints' | 'auxiliary' | 'credentials' | 'clients' | 'adviceFor'>,
    explained: ReadonlyMap<FindingId, ReadonlySet<string>>,
  ) {
    this.plan = base.plan;
    this.observations = base.observations;
    this.dns = base.observations.dns;
    this.endpoints = base.endpoints;
    this.auxiliary = base.auxiliary;
    this.credentials = base.credentials;
    this.clients = base.clients;
    this.adviceFor = base.adviceFor;
    this.#explained = explained;
    const codes = base.endpoints.flatMap(({ causes }) => causes.map(({ code }) => code));
    this.#causes = new Set(base.credentials?.failed ? [...codes, base.credentials.failed.code] : codes);
  }

  static of(plan: Plan, observations: Observations, clients: ClientsReport | null = null): Evidence {
    const judge = new Judge(plan, observations);
    const endpoints = observations.endpoints.map((seen) => judge.judge(seen));
    const credentials = judgeCredentials(plan, observations, endpoints);
    const auxiliary = observations.auxiliary.map((seen) => judge.judge(seen));
    const adviceFor = { protocol: plan.protocol, software: judge.software };
    return new Evidence({ plan, observations, endpoints, auxiliary, credentials, clients, adviceFor }, new Map());
  }

  /** The same view without these findings at these endpoints: something more precise stands there. */
  explaining(ids: readonly FindingId[], endpoints: readonly string[]): Evidence {
    if (ids.length === 0 || endpoints.length === 0) return this;
    const explained = new Map(this.#explained);
    for (const id of ids) explained.set(id, new Set([...(explained.get(id) ?? []), ...endpoints]));
    return new Evidence(this, explained);
  }

  isExplained(id: FindingId, endpoint: JudgedEndpoint): boolean {
    return this.#explained.get(id)?.has(endpoint.id) ?? false;
  }

  /** Where this is wrong and nothing more precise is known. The failed login counts at its endpoint. */
  cases(id: FindingId): Case[] {
    if (!this.#causes.has(id)) return [];
    const found: Case[] = [];
    for (const endpoint of this.endpoints) {
      if (this.isExplained(id, endpoint) || this.#isOverheard(endpoint, id)) continue;
      const cause = endpoint.causes.find(({ code }) => code === id);
      if (cause) found.push({ endpoint, cause });
    }
    const { attempt, failed } = this.credentials ?? {};
    const endpoint = attempt && this.endpoints.find((item) => item.id === attempt.endpoint);
    if (failed?.code === id && endpoint) found.push({ endpoint, cause: failed });
    return found;
  }

  /** The mode that a registered port is not meant for adds nothing where the right mode failed of another cause. */
  #isOverheard({ seen, causes }: JudgedEndpoint, id: FindingId): boolean {
    const meant = meantMode(seen.port);
    if (this.plan.endpointsNamed || meant === null || meant === seen.mode || causes[0]?.stage === 'connect') return false;
    const sibling = this.at(seen.port, seen.address).find((other) => other.seen.mode === meant);
    return sibling?.status === 'failed' && !sibling.causes.some(({ code }) => code === id);
  }

  /** ` (Postfix: smtpd_tls_chain_files)`: where it is set in the software that was seen; empty where none was. */
  setting(setting: Setting): string {
    return settingOf(setting, this.adviceFor);
  }

  /** `port 465 with SSL/TLS or 587 with STARTTLS`: where clients of this protocol go. */
  get clientPorts(): string {
    return clientPorts(this.adviceFor);
  }

  get usable(): JudgedEndpoint[] {
    return this.endpoints.filter(({ usable }) => usable);
  }

  /** What was seen to work and a client could be sent to: in the report, or looked at beside it. No relay without a login. */
  get working(): JudgedEndpoint[] {
    const isForServers = ({ seen }: JudgedEndpoint): boolean =>
      knownPort(seen.port)?.use === 'relay' && (seen.auth.tls ?? []).length === 0;
    return [...this.usable, ...this.auxiliary.filter(({ usable }) => usable)].filter((endpoint) => !isForServers(endpoint));
  }

  /** `465 with SSL/TLS`, each port and mode that was seen to work once; empty where there is none. */
  get alternatives(): string[] {
    return [...new Set(this.working.map(({ seen }) => portAndMode(seen)))];
  }

  /** Usual ports beside those asked for that take connections, as far as that was looked at. */
  get openBeside(): number[] {
    const { ports, protocol } = this.plan;
    const open = this.dns.addresses.flatMap(({ ports: results }) =>
      Object.entries(results).flatMap(([port, result]) => (result === 'open' ? [Number(port)] : [])),
    );
    return [...new Set(open)].filter((port) => !ports.includes(port) && defaultPorts(protocol).includes(port));
  }

  /** Some port of some address answered, be it with a refusal: the host is up. */
  get isHostUp(): boolean {
    return (
      this.dns.addresses.some(({ ports }) => Object.values(ports).some((result) => result === 'open' || result === 'refused')) ||
      this.endpoints.some((endpoint) => !isUnconnected(endpoint) || isRefused(endpoint))
    );
  }

  /**
   * Where a client could go in place of what fails: what was seen to work, else the usual submission ports that were not seen
   * to fail. Empty: there is nothing to advise.
   */
  waysIn(): string[] {
    const { alternatives } = this;
    if (alternatives.length > 0) return alternatives;
    const tried = [...this.endpoints, ...this.auxiliary];
    const failed = new Set(tried.filter(({ status }) => status === 'failed').map(({ seen }) => seen.port));
    return portsByPreference(this.plan.protocol)
      .filter(({ port, use }) => use === 'client' && !failed.has(port))
      .map(portAndMode);
  }

  at(port: number, address?: string): JudgedEndpoint[] {
    return this.endpoints.filter(({ seen }) => seen.port === port && (address === undefined || seen.address === address));
  }

  /** Got an answer to its SYN, by any of its endpoints or connect tests: the port is open or refuses. */
  answers(port: number, address: string): boolean {
    const result = this.dns.addresses.find((item) => item.address === address)?.ports[port];
    return (
      result === 'open' ||
      result === 'refused' ||
      this.at(port, address).some((endpoint) => !isUnconnected(endpoint) || isRefused(endpoint))
    );
  }

  /** Asked for by name, and working on no address. */
  isNamedInVain({ seen }: JudgedEndpoint): boolean {
    return (
      this.plan.endpointsNamed &&
      !this.endpoints.some(({ seen: other, status }) => status === 'ok' && other.port === seen.port && other.mode === seen.mode)
    );
  }

  /**
   * A usable endpoint is there for what was asked: with a login given, one that takes logins. A relay port that works is no
   * place for a client (RFC 6409 §3.1), so what fails on the submission ports still matters then.
   */
  get isServed(): boolean {
    const { credentials, usable, plan } = this;
    if (credentials === null || credentials.seen.attempts.length > 0 || plan.protocol !== 'smtp') return usable.length > 0;
    return usable.some(({ seen }) => (seen.auth.tls ?? []).length > 0);
  }

  /** Another port of the host took a connection: what this one lacks is no news then, unless it was asked for by name. */
  #isBesideAnother({ seen }: JudgedEndpoint): boolean {
    return !this.plan.portsNamed && this.endpoints.some((other) => other.seen.port !== seen.port && !isUnconnected(other));
  }

  /** Severity follows use: how much it matters that this is wrong at this endpoint. */
  weigh({ endpoint, cause }: Case): Severity {
    if (cause.stage === 'auth' || this.isNamedInVain(endpoint)) return 'error';
    if (cause.stage === 'connect' || cause.stage === 'proxy') {
      return this.usable.length > 0 || this.#isBesideAnother(endpoint) ? 'info' : 'error';
    }
    const { port, mode, address } = endpoint.seen;
    const meant = meantMode(port);
    const isWrongMode = meant !== null && meant !== mode;
    if (!this.isServed) return isWrongMode && this.at(port, address).some(({ usable }) => usable) ? 'info' : 'error';
    // Clients submit on 465 and 587; 25 is for servers.
    return isWrongMode || port === 25 ? 'info' : 'warning';
  }

  weighAll(cases: readonly Case[]): Severity {
    return gravest(cases.map((item) => this.weigh(item)));
  }
}

export const isRefused = ({ causes }: JudgedEndpoint): boolean => causes[0]?.code === 'tcp-refused';

/** It came to no connection: `status` is failed or skipped at the stage connect. */
export const isUnconnected = ({ causes, status, seen }: JudgedEndpoint): boolean =>
  causes[0]?.stage === 'connect' ||
  (status === 'skipped' && !seen.steps.some((step) => step.stage === 'connect' && step.status === 'ok'));

/** No answer to the SYN, within its own limit or within what was left of the whole. */
export function isSilent({ causes }: JudgedEndpoint): boolean {
  const [cause] = causes;
  if (cause?.stage !== 'connect') return false;
  const { failure } = cause;
  return cause.code === 'tcp-timeout' || (failure?.kind === 'timeout' && failure.waitedMs >= TELLING_SILENCE_MS);
}

/** `465/tls@192.0.2.1: connect, 5 s: no answer …` */
export const caseLine = ({ endpoint, cause }: Case): string => `${endpoint.id}: ${cause.stage}: ${cause.message}`;
