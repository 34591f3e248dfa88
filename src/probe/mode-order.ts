// Which mode of a port is tried first, and when the other one is due: at most one connection a port where one can tell. A
// ClientHello ahead of a greeting is logged as pre-greeting traffic (Postfix "improper command pipelining after CONNECT",
// postscreen PREGREET, Sendmail, Exim), and fail2ban counts such lines; a plaintext connection to a TLS port is dropped
// without a word, yet is a connection more. Opens no connection.
import type { Failure } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import { knownPort } from '../model/protocol.ts';
import { LIMITS } from '../request/limits.ts';
import { type EndpointSpec, idOf } from './recorder.ts';

type Place = Pick<EndpointSpec, 'address' | 'port'>;

/** What a probe has told so far of its port's first byte, for the one that waits behind it. */
type Told = 'nothing' | 'settled' | 'open';

interface First {
  readonly id: string;
  told: Told;
  /** Why the first probe was given up, where that was for want of patience and not by the server. */
  cutShort: Failure | null;
  readonly waiting: Set<() => void>;
  /** The other mode is under way, or over. */
  isFollowed: boolean;
}

/** The mode in which a port is tried first: what it is meant for; of a port that nobody assigned, the one that only listens. */
export const firstMode = (port: number): 'tls' | 'starttls' => (knownPort(port)?.mode === 'tls' ? 'tls' : 'starttls');

/**
 * How long the first mode may keep silent before the other is tried beside it. A TLS port that is asked for a greeting takes no
 * offence, and on 25 nobody has TLS from the first byte.
 */
export function otherModePatienceMs(port: number): number {
  const known = knownPort(port);
  if (known === null) return LIMITS.unassignedPatienceMs;
  if (known.mode === 'tls') return LIMITS.explainSilenceMs;
  return known.use === 'relay' ? LIMITS.greetingPauseMs : LIMITS.helloPatienceMs;
}

/**
 * How long a silent handshake is left alone whatever else is known: where TLS is what the port is there for; and where nobody
 * assigned the port, as it was begun late, after a silence in the clear. On a port that is meant to greet nobody misses it.
 */
export function handshakeLeastMs(port: number): number {
  const known = knownPort(port);
  if (known === null) return LIMITS.explainSilenceMs;
  return known.mode === 'tls' ? LIMITS.handshakePatienceMs : 0;
}

const placeOf = ({ address, port }: Place): string => `${address} ${port}`;

/**
 * Where TLS alone was asked for, on ports that are meant to greet: what listens there first, beside what was asked for. A
 * greeting says all that a ClientHello would bring to light, and offends no server's log.
 */
export const listenersFor = (specs: readonly EndpointSpec[]): EndpointSpec[] =>
  specs
    .filter((spec) => spec.mode === 'tls' && knownPort(spec.port)?.mode === 'starttls' && !specs.some(isInTheClearAt(spec)))
    .map((spec) => ({ ...spec, mode: 'starttls' }));

const isInTheClearAt =
  (place: Place) =>
  (other: EndpointSpec): boolean =>
    other.mode !== 'tls' && placeOf(other) === placeOf(place);

/** The one of the planned modes of a port that is tried first. */
function firstOf(specs: readonly EndpointSpec[], spec: EndpointSpec): EndpointSpec | undefined {
  const wanted = firstMode(spec.port);
  const meant = specs.find((other) => placeOf(other) === placeOf(spec) && other.mode === wanted);
  return meant ?? (wanted === 'starttls' ? specs.find(isInTheClearAt(spec)) : undefined);
}

export class ModeOrder {
  readonly #firsts = new Map<string, First>();
  readonly #followers = new Set<string>();
  /** Ports that are meant to greet and have not. */
  readonly #silent = new Set<string>();
  readonly #portsNamed: boolean;

  /** Where a port is planned in both modes, one waits for the other. A mode without TLS was asked for by name: it waits for none. */
  constructor(specs: readonly EndpointSpec[], { portsNamed }: Pick<Plan, 'portsNamed'>) {
    this.#portsNamed = portsNamed;
    for (const spec of specs) {
      const first = firstOf(specs, spec);
      if (spec.mode === 'plain' || !first || first === spec) continue;
      this.#followers.add(idOf(spec));
      this.#firsts.set(placeOf(spec), {
        id: idOf(first),
        told: 'nothing',
        cutShort: null,
        waiting: new Set(),
        isFollowed: false,
      });
    }
  }

  /** Resolves when the other mode has told what it can, or has kept silent for long enough. At once where none is ahead. */
  async turn(spec: EndpointSpec): Promise<void> {
    const first = this.#followers.has(idOf(spec)) ? this.#firsts.get(placeOf(spec)) : undefined;
    if (first?.told !== 'nothing') return;
    await new Promise<void>((resolve) => first.waiting.add(resolve));
  }

  /** The probe has its connection. */
  begun(spec: EndpointSpec): void {
    const first = this.#followers.has(idOf(spec)) ? this.#firsts.get(placeOf(spec)) : undefined;
    if (first) first.isFollowed = true;
  }

  /** The probe waits for the first byte of its port. The function returned ends the wait. */
  firstByteAwaited(spec: EndpointSpec, abort: (failure: Failure) => void): () => void {
    const first = this.#firstAt(spec);
    if (!first) return () => {};
    const place = placeOf(spec);
    if (spec.mode !== 'tls') this.#silent.add(place);
    const begun = performance.now();
    const patienceMs = otherModePatienceMs(spec.port);
    const open = (): void => {
      const leftMs = LIMITS.greetingPauseMs - (performance.now() - begun);
      // More than one port of a host that keeps silent is a greeting held back, not TLS.
      const isHeldBack = spec.mode !== 'tls' && knownPort(spec.port) !== null && this.#silent.size > 1;
      if (isHeldBack && leftMs > 0) timer = setTimeout(() => tell(first, 'open'), leftMs);
      else tell(first, 'open');
    };
    let timer = setTimeout(open, patienceMs);
    // Where connections are few, the first holds the one that the other mode would need.
    const makeRoom = (): void => {
      if (knownPort(spec.port) === null && !first.isFollowed) abort(silentFor(LIMITS.explainSilenceMs));
    };
    const roomTimer = setTimeout(makeRoom, LIMITS.explainSilenceMs);
    return () => {
      clearTimeout(timer);
      clearTimeout(roomTimer);
      this.#silent.delete(place);
    };
  }

  /** What the port speaks is known, or that no connection can be had to it. */
  settled(place: Place): void {
    const first = this.#firsts.get(placeOf(place));
    if (first) tell(first, 'settled');
  }

  ended(spec: EndpointSpec, failure: Failure | null): void {
    const first = this.#firstAt(spec);
    if (!first) return;
    const isCut = failure?.kind === 'timeout' && failure.budget === 'patience';
    // Of a port that was named, or that nobody assigned, a short silence in the clear says too little: it may well speak TLS.
    if (isCut && knownPort(spec.port) && !this.#portsNamed) first.cutShort = failure;
    tell(first, 'open');
  }

  /** Why the other mode is not tried at all: the port was not waited for, since one that works was found. */
  cutShort(spec: EndpointSpec): Failure | null {
    return this.#followers.has(idOf(spec)) ? (this.#firsts.get(placeOf(spec))?.cutShort ?? null) : null;
  }

  #firstAt(spec: EndpointSpec): First | undefined {
    const first = this.#firsts.get(placeOf(spec));
    return first?.id === idOf(spec) ? first : undefined;
  }
}

const silentFor = (ms: number): Failure => ({
  kind: 'timeout',
  stage: 'greeting',
  budget: 'greeting',
  budgetMs: ms,
  waitedMs: ms,
});

function tell(first: First, told: Told): void {
  if (first.told === 'nothing') first.told = told;
  for (const resolve of first.waiting) resolve();
  first.waiting.clear();
}
