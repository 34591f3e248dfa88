// All probes of one mail host: every endpoint of the plan at once under the cap, then, one pass after the other, what needs
// the first results. Being many is not the server's fault: what may have failed for it is repeated alone.
import { setTimeout as delay } from 'node:timers/promises';
import type { AddressObservation, EndpointObservation, Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { type Family, isMailProtocol } from '../model/protocol.ts';
import type { Deadline } from '../net/deadline.ts';
import type { Redactor } from '../net/redactor.ts';
import { Semaphore } from '../net/semaphore.ts';
import { makeSecureContext } from '../net/tls.ts';
import { protocolNamed } from '../protocols/index.ts';
import { LIMITS, unspokenPatienceMs } from '../request/limits.ts';
import { connectResults, testConnect, untried } from './connect-test.ts';
import { isAnsweredInTheClear, maybeLimited, otherModeWorks, refusalInTheClear } from './connection-limit.ts';
import type { FindOtherTrust, ProbeContext } from './context.ts';
import { probeEndpoint, skippedEndpoint } from './endpoint.ts';
import type { HostState } from './host-state.ts';
import type { KeptSession } from './kept-session.ts';
import type { LoginCoordinator } from './login-coordinator.ts';
import { chooseAddresses, endpointsOf, isMeant, startOrder } from './matrix.ts';
import { listenersFor } from './mode-order.ts';
import { OtherMode } from './other-mode.ts';
import { type EndpointSpec, idOf } from './recorder.ts';
import { Settling } from './settling.ts';
import { followUpTls } from './tls-follow-ups.ts';
import { lookBeside } from './usual-ports.ts';
import type { Waits } from './waits.ts';

export interface HostProbeOptions {
  /** Told what is waited for: one for all runs of a check, which a spinner shows. */
  readonly waits?: Waits;
  /** A connection stands, and what comes next over it takes long enough to load in the meantime what is needed after it. */
  readonly onLongWait?: () => void;
  /** Connections shared with other runs against the same host: the cap holds over all of them. */
  readonly connections?: Semaphore;
  /** What other runs against the same host learn of its addresses, and learn of this one. Default: this run's own. */
  readonly hostState?: HostState;
  /** Keeps the session that logs in. */
  readonly kept?: KeptSession | null;
  /** Default: true. Writing transcripts down, and looking for secrets in them, takes time: false where no report has them. */
  readonly keepsTranscript?: boolean;
  /** For tests: in place of this system's list, or Node's. */
  readonly findOtherTrust?: FindOtherTrust;
}

export type Probed = Pick<Observations, 'endpoints' | 'auxiliary' | 'scans' | 'serverTls'> & {
  readonly addresses: readonly AddressObservation[];
};
export const NOTHING_PROBED: Probed = { endpoints: [], auxiliary: [], scans: [], addresses: [] };

export class HostProbe {
  readonly #plan: Plan;
  readonly #deadline: Deadline;
  readonly #connections: Semaphore;
  readonly #context: ProbeContext;
  readonly #otherMode: OtherMode;
  readonly #onLongWait: (() => void) | undefined;
  readonly #results = new Map<string, EndpointObservation>();
  /** Ids of what only listens, beside what was asked for. */
  readonly #listeners = new Set<string>();

  constructor(
    plan: Plan,
    deadline: Deadline,
    redactor: Redactor,
    logins: LoginCoordinator | null,
    { waits, onLongWait, connections, hostState, keepsTranscript, kept, findOtherTrust }: HostProbeOptions,
  ) {
    this.#plan = plan;
    this.#deadline = deadline;
    this.#onLongWait = onLongWait;
    this.#connections = connections ?? new Semaphore(plan.maxConnections, undefined, plan.pauseMs);
    logins?.share(this.#connections);
    kept?.reserve(this.#connections);
    this.#context = {
      plan,
      protocol: isMailProtocol(plan.protocol) ? protocolNamed(plan.protocol) : null,
      deadline,
      redactor,
      secureContext: makeSecureContext(plan.tls),
      keepsTranscript: keepsTranscript ?? true,
      settling: new Settling(plan, hostState),
      sharedProxy: { addresses: null, secureContext: null },
      logins,
      kept: kept ?? null,
      findOtherTrust,
      waits: waits ?? null,
      onSilence: (place) => this.#otherMode.explainSilence(place),
      onConnected: (tookMs) => this.#useLongWait(tookMs),
    };
    this.#otherMode = new OtherMode(this.#context, this.#connections);
  }

  /** Nothing is loaded in a wait that is shorter than the loading: its time would stand in the report as the peer's. */
  #useLongWait(tookMs: number): void {
    // What the connection was waited for with goes out first.
    if (this.#onLongWait && tookMs >= LIMITS.longWaitMs) setImmediate(this.#onLongWait);
  }

  async probe(addresses: readonly { address: string; family: Family }[]): Promise<Probed> {
    const { full, connectOnly } = chooseAddresses(this.#plan, addresses);
    const specs = endpointsOf(this.#plan, full);
    const listeners = listenersFor(specs);
    for (const listener of listeners) this.#listeners.add(idOf(listener));
    const begun = startOrder([...specs, ...listeners]);
    this.#context.settling.planned(begun);
    this.#context.logins?.expect(specs.map((spec) => ({ spec, isLikely: isMeant(spec) })));
    const connectTests = connectOnly.map((one) => testConnect(one, this.#context, this.#connections));
    await Promise.all(begun.map((spec) => this.#probeWhenFree(spec)));
    const others = await Promise.all(connectTests);
    await this.#repeatLimited(begun);
    await this.#repeatWithSmallHello(specs);
    await this.#tryOtherMechanisms(specs);
    await this.#explainFailures(specs);
    const [endpoints, listened] = [this.#resultsOf(specs), this.#resultsOf(listeners)];
    const beside = await lookBeside(endpoints, this.#context, this.#connections);
    const auxiliary = [...listened, ...(await this.#otherMode.observations()), ...beside.ladders];
    const { scans, serverTls, endpoints: seen } = await followUpTls(endpoints, this.#context, this.#connections);
    const connected = full.map((one) => ({
      ...one,
      ports: {
        ...beside.ports.get(one.address),
        ...connectResults([...listened, ...endpoints].filter(({ address }) => address === one.address)),
      },
    }));
    const known = new Map([...connected, ...others].map((one) => [one.address, one]));
    return {
      endpoints: seen,
      auxiliary,
      scans,
      ...(serverTls ? { serverTls } : {}),
      addresses: addresses.map((one) => known.get(one.address) ?? { ...one, ports: untried(this.#plan.ports) }),
    };
  }

  #resultsOf(specs: readonly EndpointSpec[]): EndpointObservation[] {
    return specs.flatMap((spec) => this.#results.get(idOf(spec)) ?? []);
  }

  /** What only listens beside what was asked for takes no login. */
  #contextOf(spec: EndpointSpec): ProbeContext {
    return this.#listeners.has(idOf(spec)) ? { ...this.#context, logins: null, onSilence: () => {} } : this.#context;
  }

  async #probeWhenFree(spec: EndpointSpec): Promise<void> {
    const { settling } = this.#context;
    await settling.turn(spec);
    const settled = settling.settledInLine(spec);
    if (!settled) settling.probeStarted();
    const observation = settled ? skippedEndpoint(spec, this.#contextOf(spec), settled) : await this.#probeInLine(spec);
    if (!settled) settling.probeEnded(spec, observation.failure);
    this.#results.set(idOf(spec), observation);
  }

  #probeInLine(spec: EndpointSpec): Promise<EndpointObservation> {
    const probed = this.#connections.use(async () => {
      const context = this.#contextOf(spec);
      const failure = this.#context.settling.settledInLine(spec);
      if (failure) return skippedEndpoint(spec, context, failure);
      if (this.#deadline.isOver)
        return skippedEndpoint(spec, context, {
          kind: 'not-tried',
          stage: 'connect',
          reason: this.#deadline.isInterrupted ? 'interrupted' : 'deadline',
        });
      this.#context.settling.begun(spec);
      return probeEndpoint(spec, context);
    });
    this.#context.logins?.lineGrew();
    return probed;
  }

  /** One after the other, when all others have closed: promise 7 of the contract. */
  async #repeatLimited(specs: readonly EndpointSpec[]): Promise<void> {
    const all = [...this.#results.values()];
    // Of one connection none was one of many.
    if (all.filter(hasConnected).length < 2) return;
    const suspects = specs.filter((spec) => {
      const observation = this.#results.get(idOf(spec));
      if (!observation || otherModeWorks(observation, all)) return false;
      return (
        maybeLimited(observation.failure) ||
        isAnsweredInTheClear(observation, all) ||
        refusalInTheClear(observation, all) !== null
      );
    });
    this.#context.logins?.expect([]);
    // Alone is alone.
    if (suspects.length > 0) this.#context.kept?.giveUp();
    for (const spec of suspects) {
      const before = this.#results.get(idOf(spec));
      if (!before || this.#deadline.isOver) return;
      const now = [...this.#results.values()];
      if (otherModeWorks(before, now)) continue;
      const settled = spec.mode === 'starttls' ? this.#context.settling.settledByHandshake(spec) : null;
      if (settled) {
        this.#results.set(idOf(spec), skippedEndpoint(spec, this.#contextOf(spec), settled));
        continue;
      }
      const steps = now.flatMap((observation) => observation.steps);
      await delay(this.#deadline.limitMs(unspokenPatienceMs(LIMITS.limitRetryPauseMs, steps)));
      const again = await this.#connections.use(() => probeEndpoint(spec, this.#contextOf(spec)));
      this.#results.set(idOf(spec), { ...again, repeatedAfter: refusalInTheClear(before, now) ?? before.failure });
    }
  }

  /** What is no limit's doing may be that of the ClientHello's size. */
  async #repeatWithSmallHello(specs: readonly EndpointSpec[]): Promise<void> {
    if (![...this.#results.values()].some(hadLargeHello) || this.#deadline.isOver) return;
    const { repeatWithSmallHello } = await import('./small-hello.ts');
    this.#context.logins?.expect([]);
    await repeatWithSmallHello(startOrder(specs), this.#results, this.#context, this.#connections);
  }

  /** `--auth-all`: a connection a mechanism. Its observation adds nothing to what is known of the endpoint. */
  async #tryOtherMechanisms(specs: readonly EndpointSpec[]): Promise<void> {
    const { logins } = this.#context;
    for (let id = logins?.takeAnother(); id; id = logins?.takeAnother()) {
      const spec = specs.find((one) => idOf(one) === id);
      if (spec) await this.#connections.use(() => probeEndpoint(spec, this.#context));
    }
  }

  async #explainFailures(specs: readonly EndpointSpec[]): Promise<void> {
    for (const spec of specs) {
      const failure = this.#results.get(idOf(spec))?.failure;
      const isExplained = this.#listeners.has(idOf({ ...spec, mode: 'starttls' }));
      if (failure && !isExplained) this.#otherMode.explainFailure(spec, failure);
    }
    await this.#otherMode.observations();
  }
}

const hadLargeHello = ({ failure }: EndpointObservation): boolean =>
  failure !== null && 'helloBytes' in failure && failure.helloBytes !== undefined;

const hasConnected = ({ steps }: EndpointObservation): boolean =>
  steps.some(({ stage, status }) => stage === 'connect' && status === 'ok');
