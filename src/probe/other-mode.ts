// A port that was asked for in one mode by name, and is silent or fails as if it spoke the other: it is asked once in the
// other, to be able to say so. These observations stay beside the endpoints, and no login goes out on them.
import type { EndpointObservation } from '../model/observation.ts';
import type { Failure } from '../model/outcome.ts';
import type { Semaphore } from '../net/semaphore.ts';
import { LIMITS } from '../request/limits.ts';
import type { ProbeContext } from './context.ts';
import { probeEndpoint } from './endpoint.ts';
import { endpointsOf } from './matrix.ts';
import { otherModePatienceMs } from './mode-order.ts';
import { type EndpointSpec, idOf } from './recorder.ts';

type Place = Pick<EndpointSpec, 'address' | 'port'>;

export class OtherMode {
  readonly #context: ProbeContext;
  readonly #connections: Semaphore;
  readonly #probes = new Map<string, Promise<EndpointObservation>>();

  constructor(context: ProbeContext, connections: Semaphore) {
    this.#context = context;
    this.#connections = connections;
  }

  /** The other mode gets what is left of the silent one's own wait, so that explaining it costs no time. */
  explainSilence(place: Place): void {
    const { greetingMs } = this.#context.plan.timeouts;
    this.#ask(
      place,
      Math.max(LIMITS.explainFloorMs, greetingMs - Math.max(LIMITS.explainSilenceMs, otherModePatienceMs(place.port))),
    );
  }

  /** Asks where the failure is one that the other mode would explain. */
  explainFailure(place: Place, failure: Failure): void {
    if (suggestsOtherMode(failure)) this.#ask(place, LIMITS.explainFailureMs);
  }

  observations(): Promise<EndpointObservation[]> {
    return Promise.all(this.#probes.values());
  }

  #ask({ address, port }: Place, limitMs: number): void {
    const { plan, settling, deadline } = this.#context;
    const spec = endpointsOf(plan, [{ address, family: address.includes(':') ? 6 : 4 }]).find((one) => one.port === port);
    if (!spec || deadline.isOver || plan.maxConnections < 1) return;
    const mode = plan.modes.includes('tls') ? 'starttls' : 'tls';
    if (plan.modes.includes(mode) || (mode === 'tls' && settling.isPlaintext(spec))) return;
    const other = { ...spec, mode } as const;
    if (this.#probes.has(idOf(other))) return;
    const timeouts = { ...plan.timeouts, greetingMs: limitMs, commandMs: Math.min(limitMs, plan.timeouts.commandMs) };
    const context: ProbeContext = {
      ...this.#context,
      plan: { ...plan, timeouts },
      logins: null,
      waits: null,
      onSilence: () => {},
    };
    this.#probes.set(
      idOf(other),
      this.#connections.use(() => probeEndpoint(other, context)),
    );
  }
}

/** A line of plaintext in place of TLS, or silence in place of a greeting. */
const suggestsOtherMode = (failure: Failure): boolean =>
  (failure.kind === 'tls' && failure.systemCode === 'ERR_SSL_WRONG_VERSION_NUMBER' && failure.stage === 'tls') ||
  (failure.kind === 'tls' && failure.stage === 'greeting') ||
  (failure.kind === 'timeout' && failure.stage === 'greeting') ||
  (failure.kind === 'closed' && failure.stage === 'greeting');
