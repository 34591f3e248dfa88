// The one arrow that touches the network: a plan in, observations out. Resolves, starts every probe at once under the
// cap, repeats alone what being many may have spoilt, and asks once more where a failure wants explaining.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AddressObservation, EndpointObservation, Observations } from '../model/observation.ts';
import type { Failure } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Family } from '../model/protocol.ts';
import type { Secret } from '../model/secret.ts';
import type { Deadline } from '../net/deadline.ts';
import { type Lookup, startLookup } from '../net/dns/lookup.ts';
import { NO_FACTS } from '../net/dns/lookup-question.ts';
import { Redactor } from '../net/redactor.ts';
import { Semaphore } from '../net/semaphore.ts';
import { makeSecureContext } from '../net/tls.ts';
import { protocolNamed } from '../protocols/index.ts';
import { LIMITS, unspokenPatienceMs } from '../request/limits.ts';
import { connectResults, testConnect, untried } from './connect-test.ts';
import { maybeLimited, otherModeWorks } from './connection-limit.ts';
import type { ProbeContext } from './context.ts';
import { describeDomain } from './domain.ts';
import { probeEndpoint, skippedEndpoint } from './endpoint.ts';
import { HostState } from './host-state.ts';
import { LoginCoordinator } from './login-coordinator.ts';
import type { LoginTurn } from './login-turn.ts';
import { chooseAddresses, endpointsOf, isMeant, startOrder } from './matrix.ts';
import { isResolvedByProxy, proxiedAddresses } from './proxied-addresses.ts';
import { type EndpointSpec, idOf } from './recorder.ts';
import { scrubObservations } from './scrub-observations.ts';
import { SilenceWatch } from './silence.ts';

export interface RunHooks {
  /** What is under way, for a spinner. */
  readonly onProgress?: (event: { readonly text: string }) => void;
  /** A connection stands, and what comes next over it takes long enough to load in the meantime what is needed after it. */
  readonly onLongWait?: () => void;
  /** Connections shared with other runs against the same host: the cap holds over all of them. */
  readonly connections?: Semaphore;
  /** Default: true. Writing transcripts down, and looking for secrets in them, takes time: false where no report has them. */
  readonly keepsTranscript?: boolean;
  /** A redactor that already knows secrets of the caller's. */
  readonly redactor?: Redactor;
  /** Asked before a login is sent, where others go out with the same credentials. */
  readonly loginTurn?: LoginTurn;
  /** Waits, with the clock stopped, until these addresses may be probed. Where it leads to an interrupt, nothing is. */
  readonly admit?: (addresses: readonly string[]) => Promise<void>;
}

/**
 * Probes everything that the plan names. Never rejects for anything that a peer does; ends with the deadline. No secret is
 * in the observations, so whatever is made of them needs no scrubbing, and must have none: it has words of ours.
 */
export async function runPlan(
  plan: Plan,
  deadline: Deadline,
  hooks: RunHooks = {},
): Promise<{ observations: Observations; redactor: Redactor }> {
  const redactor = hooks.redactor ?? new Redactor();
  registerSecrets(plan, redactor);
  // A name that the proxy resolves is none of the local resolver's business: it may not know it, and must not learn it.
  const lookup = isResolvedByProxy(plan) ? NO_LOOKUP : startLookup({ ...plan, wantPolicy: plan.proxy === null }, deadline);
  // The questions go out before anything that keeps the processor busy: the roots are read while they travel.
  await nextTurn();
  const logins = plan.credentials ? new LoginCoordinator(plan, plan.credentials, deadline, redactor, hooks.loginTurn) : null;
  const run = new Run(plan, deadline, redactor, logins, hooks);
  const resolved = await lookup.addresses;
  const addresses = proxiedAddresses(plan, resolved.addresses);
  if (hooks.admit && addresses.length > 0)
    await deadline.hold(async () => hooks.admit?.(addresses.map(({ address }) => address)));
  const probed = addresses.length > 0 ? await run.probe(addresses) : NOTHING_PROBED;
  const facts = await factsWithinReason(lookup, deadline);
  const ports = new Map(probed.addresses.map((one) => [one.address, one.ports]));
  const dns = describeDomain({ host: plan.host, resolved, facts, ports });
  const observations: Observations = {
    startedAt: deadline.startedAt,
    durationMs: deadline.elapsedMs(),
    interrupted: deadline.isInterrupted,
    dns,
    endpoints: probed.endpoints,
    auxiliary: probed.auxiliary,
    credentials: logins ? await logins.observation() : null,
    scans: probed.scans,
  };
  // Some secrets became known only after a text was kept: a token that was fetched, what was sent in a login.
  return { observations: scrubObservations(observations, redactor), redactor };
}

const NO_LOOKUP: Lookup = {
  addresses: Promise.resolve({ addresses: [], source: 'system', durationMs: 0, error: null, unanswered: [] }),
  facts: async () => NO_FACTS,
  close: () => {},
};

type Probed = Pick<Observations, 'endpoints' | 'auxiliary' | 'scans'> & { readonly addresses: readonly AddressObservation[] };
const NOTHING_PROBED: Probed = { endpoints: [], auxiliary: [], scans: [], addresses: [] };

/** Facts adorn the report: what has not come by the time that the probes are done gets a moment more, and no longer. */
function factsWithinReason(lookup: Lookup, deadline: Deadline): ReturnType<Lookup['facts']> {
  const graceMs = deadline.isOver ? 0 : Math.min(LIMITS.dnsFactsGraceMs, Math.max(0, deadline.remainingMs() - LIMITS.reserveMs));
  return lookup.facts(graceMs);
}

function registerSecrets(plan: Plan, redactor: Redactor): void {
  const { credentials, proxy, tls } = plan;
  const add = (secret: Secret | null | undefined, user?: string | null): void => {
    if (secret) redactor.add(secret.reveal(), user ?? undefined);
  };
  add(credentials?.password, credentials?.user);
  add(credentials?.token, credentials?.user);
  add(credentials?.oauth?.clientSecret, credentials?.oauth?.clientId);
  add(credentials?.oauth?.refreshToken);
  add(proxy?.password, proxy?.user);
  add(tls.clientCertificate?.keyPem);
}

class Run {
  readonly #plan: Plan;
  readonly #deadline: Deadline;
  readonly #hooks: RunHooks;
  readonly #connections: Semaphore;
  readonly #context: ProbeContext;
  readonly #results = new Map<string, EndpointObservation>();
  readonly #auxiliary = new Map<string, Promise<EndpointObservation>>();

  constructor(plan: Plan, deadline: Deadline, redactor: Redactor, logins: LoginCoordinator | null, hooks: RunHooks) {
    this.#plan = plan;
    this.#deadline = deadline;
    this.#hooks = hooks;
    this.#connections = hooks.connections ?? new Semaphore(plan.maxConnections);
    this.#context = {
      plan,
      protocol: protocolNamed(plan.protocol),
      deadline,
      redactor,
      secureContext: makeSecureContext(plan.tls),
      keepsTranscript: hooks.keepsTranscript ?? true,
      hostState: new HostState(),
      sharedProxy: { addresses: null, secureContext: null },
      silence: new SilenceWatch(!plan.endpointsNamed && !plan.timeouts.greetingNamed),
      logins,
      onSilence: (place) => this.#explainSilence(place),
      onConnected: (tookMs) => this.#useLongWait(tookMs),
    };
  }

  /** Nothing is loaded in a wait that is shorter than the loading: its time would stand in the report as the peer's. */
  #useLongWait(tookMs: number): void {
    const { onLongWait } = this.#hooks;
    // What the connection was waited for with goes out first.
    if (onLongWait && tookMs >= LIMITS.longWaitMs) setImmediate(onLongWait);
  }

  async probe(addresses: readonly { address: string; family: Family }[]): Promise<Probed> {
    const { full, connectOnly } = chooseAddresses(this.#plan, addresses);
    const specs = endpointsOf(this.#plan, full);
    const { logins } = this.#context;
    logins?.expect(specs.map((spec) => ({ spec, isLikely: isMeant(spec) })));
    this.#hooks.onProgress?.({ text: `probing ${this.#plan.host}, ports ${this.#plan.ports.join(', ')}` });
    const connectTests = connectOnly.map((one) => testConnect(one, this.#context, this.#connections));
    await Promise.all(startOrder(specs).map((spec) => this.#probeWhenFree(spec)));
    const others = await Promise.all(connectTests);
    await this.#repeatLimited(specs);
    await this.#tryOtherMechanisms(specs);
    await this.#explainFailures(specs);
    const endpoints = specs.flatMap((spec) => this.#results.get(idOf(spec)) ?? []);
    const auxiliary = await Promise.all(this.#auxiliary.values());
    const scans = this.#deadline.isOver ? [] : await this.#scan(endpoints);
    const connected = full.map((one) => ({
      ...one,
      ports: connectResults(endpoints.filter(({ address }) => address === one.address)),
    }));
    const known = new Map([...connected, ...others].map((one) => [one.address, one]));
    return {
      endpoints,
      auxiliary,
      scans,
      addresses: addresses.map((one) => known.get(one.address) ?? { ...one, ports: untried(this.#plan.ports) }),
    };
  }

  async #probeWhenFree(spec: EndpointSpec): Promise<void> {
    const { hostState, silence } = this.#context;
    silence.probeStarted();
    const observation = await this.#connections.use(async () => {
      // While it stood in line, the port's other probe may have settled it: a connect that fails does so for both.
      const failure = hostState.connectFailure(spec.address, spec.port) ?? settledBy(hostState, spec);
      if (failure) return skippedEndpoint(spec, this.#context, failure);
      if (this.#deadline.isOver)
        return skippedEndpoint(spec, this.#context, {
          kind: 'not-tried',
          stage: 'connect',
          reason: this.#deadline.isInterrupted ? 'interrupted' : 'deadline',
        });
      return probeEndpoint(spec, this.#context);
    });
    silence.probeEnded(idOf(spec));
    this.#results.set(idOf(spec), observation);
    this.#hooks.onProgress?.({ text: `${this.#results.size} probes done, ${idOf(spec)} the last` });
  }

  /** One after the other, when all others have closed: promise 7 of the contract. */
  async #repeatLimited(specs: readonly EndpointSpec[]): Promise<void> {
    const all = [...this.#results.values()];
    if (all.length < 2) return;
    const suspects = startOrder(specs).filter((spec) => {
      const observation = this.#results.get(idOf(spec));
      return observation && maybeLimited(observation.failure) && !otherModeWorks(observation, all);
    });
    this.#context.logins?.expect([]);
    for (const spec of suspects) {
      const before = this.#results.get(idOf(spec));
      if (!before || this.#deadline.isOver) return;
      if (otherModeWorks(before, [...this.#results.values()])) continue;
      this.#hooks.onProgress?.({ text: `repeating ${idOf(spec)} alone` });
      const steps = [...this.#results.values()].flatMap((observation) => observation.steps);
      await pause(unspokenPatienceMs(LIMITS.limitRetryPauseMs, steps), this.#deadline);
      const again = await probeEndpoint(spec, this.#context);
      this.#results.set(idOf(spec), { ...again, repeatedAfter: before.failure });
    }
  }

  /** `--auth-all`: a connection a mechanism. Its observation adds nothing to what is known of the endpoint. */
  async #tryOtherMechanisms(specs: readonly EndpointSpec[]): Promise<void> {
    const { logins } = this.#context;
    for (let id = logins?.takeAnother(); id; id = logins?.takeAnother()) {
      const spec = specs.find((one) => idOf(one) === id);
      if (spec) await this.#connections.use(() => probeEndpoint(spec, this.#context));
    }
  }

  /** A port asked in one mode by name that failed as if it spoke the other: ask it in the other, to be able to say so. */
  async #explainFailures(specs: readonly EndpointSpec[]): Promise<void> {
    for (const spec of specs) {
      const failure = this.#results.get(idOf(spec))?.failure;
      if (failure && suggestsOtherMode(failure)) this.#explain(spec.address, spec.port, LIMITS.explainFailureMs);
    }
    await Promise.all(this.#auxiliary.values());
  }

  /** The other mode gets what is left of the silent one's own wait, so that explaining it costs no time. */
  #explainSilence({ address, port }: { address: string; port: number }): void {
    const { greetingMs } = this.#plan.timeouts;
    this.#explain(address, port, Math.max(LIMITS.explainFloorMs, greetingMs - LIMITS.explainSilenceMs));
  }

  #explain(address: string, port: number, limitMs: number): void {
    const { plan, hostState } = this.#context;
    const spec = endpointsOf(plan, [{ address, family: address.includes(':') ? 6 : 4 }]).find((one) => one.port === port);
    if (!spec || this.#deadline.isOver || this.#plan.maxConnections < 1) return;
    const mode = plan.modes.includes('tls') ? 'starttls' : 'tls';
    if (plan.modes.includes(mode) || (mode === 'tls' && hostState.languageOf(address, port)?.language === 'plaintext')) return;
    const other = { ...spec, mode } as const;
    if (this.#auxiliary.has(idOf(other))) return;
    const timeouts = { ...plan.timeouts, greetingMs: limitMs, commandMs: Math.min(limitMs, plan.timeouts.commandMs) };
    const context: ProbeContext = { ...this.#context, plan: { ...plan, timeouts }, logins: null, onSilence: () => {} };
    this.#auxiliary.set(
      idOf(other),
      this.#connections.use(() => probeEndpoint(other, context)),
    );
  }

  async #scan(endpoints: readonly EndpointObservation[]): Promise<Observations['scans']> {
    if (!this.#plan.tls.scan && endpoints.every(({ failure }) => failure?.kind !== 'tls')) return [];
    const { scanTls, wantsScan } = await import('./tls-scan.ts');
    const wanted = endpoints.filter((endpoint) => wantsScan(endpoint, this.#plan));
    return Promise.all(wanted.map((endpoint) => scanTls(endpoint, this.#context, this.#connections)));
  }
}

/** A line of plaintext in place of TLS, or silence in place of a greeting. */
const suggestsOtherMode = (failure: Failure): boolean =>
  (failure.kind === 'tls' && failure.systemCode === 'ERR_SSL_WRONG_VERSION_NUMBER' && failure.stage === 'tls') ||
  (failure.kind === 'tls' && failure.stage === 'greeting') ||
  (failure.kind === 'timeout' && failure.stage === 'greeting') ||
  (failure.kind === 'closed' && failure.stage === 'greeting');

function settledBy(hostState: HostState, { address, port, mode }: EndpointSpec): Failure | null {
  const known = hostState.languageOf(address, port);
  if (!known || mode === 'plain') return null;
  if (known.language === 'tls' && mode === 'starttls')
    return { kind: 'settled', stage: 'greeting', by: known.by, detail: 'speaks-tls' };
  if (known.language === 'plaintext' && mode === 'tls')
    return { kind: 'settled', stage: 'tls', by: known.by, detail: 'speaks-plaintext' };
  return null;
}

const pause = (ms: number, deadline: Deadline): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, deadline.limitMs(ms));
  });
