// Which mode of a port is tried first, and when the other one is due: at most one connection a port where one can tell. A
// ClientHello ahead of a greeting is logged as pre-greeting traffic (Postfix "improper command pipelining after CONNECT",
// postscreen PREGREET, Sendmail, Exim), and fail2ban counts such lines; a plaintext connection to a TLS port is dropped
// without a word, yet is a connection more. Opens no connection.
import type { Failure } from '../model/outcome.ts';
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
}

/** The mode in which a port is tried first: what it is meant for; of a port that nobody assigned, the one that only listens. */
export const firstMode = (port: number): 'tls' | 'starttls' => (knownPort(port)?.mode === 'tls' ? 'tls' : 'starttls');

/** How long the first mode may keep silent before the other is tried beside it. */
export function otherModePatienceMs(port: number): number {
  if (knownPort(port) === null) return LIMITS.unassignedPatienceMs;
  return firstMode(port) === 'starttls' ? LIMITS.helloPatienceMs : LIMITS.explainSilenceMs;
}

/** How long a greeting that was asked for by name is waited for before a ClientHello finds out what listens there instead. */
export const helloPatienceMs = (port: number): number =>
  firstMode(port) === 'starttls' && knownPort(port) !== null ? LIMITS.helloPatienceMs : LIMITS.explainSilenceMs;

/** A handshake on a port that nobody assigned was begun late, after a silence in the clear: it is not cut short as well. */
export const handshakeLeastMs = (port: number): number => (knownPort(port) === null ? LIMITS.explainSilenceMs : 0);

const placeOf = ({ address, port }: Place): string => `${address} ${port}`;

export class ModeOrder {
  readonly #firsts = new Map<string, First>();
  readonly #followers = new Set<string>();

  /** Where a port is planned in both modes, one waits for the other. A mode without TLS was asked for by name, and waits for none. */
  constructor(specs: readonly EndpointSpec[]) {
    for (const spec of specs) {
      const first = specs.find((other) => placeOf(other) === placeOf(spec) && other.mode === firstMode(spec.port));
      if (spec.mode === 'plain' || !first || first === spec) continue;
      this.#followers.add(idOf(spec));
      this.#firsts.set(placeOf(spec), { id: idOf(first), told: 'nothing', cutShort: null, waiting: new Set() });
    }
  }

  /** Resolves when the other mode has told what it can, or has kept silent for long enough. At once where none is ahead. */
  async turn(spec: EndpointSpec): Promise<void> {
    const first = this.#followers.has(idOf(spec)) ? this.#firsts.get(placeOf(spec)) : undefined;
    if (first?.told !== 'nothing') return;
    await new Promise<void>((resolve) => first.waiting.add(resolve));
  }

  /** The probe waits for the first byte of its port. The function returned ends the wait. */
  firstByteAwaited(spec: EndpointSpec): () => void {
    const first = this.#firstAt(spec);
    if (!first) return () => {};
    const timer = setTimeout(() => tell(first, 'open'), otherModePatienceMs(spec.port));
    return () => clearTimeout(timer);
  }

  /** What the port speaks is known, or that no connection can be had to it. */
  settled(place: Place): void {
    const first = this.#firsts.get(placeOf(place));
    if (first) tell(first, 'settled');
  }

  ended(spec: EndpointSpec, failure: Failure | null): void {
    const first = this.#firstAt(spec);
    if (!first) return;
    // Of a port that nobody assigned, a short silence in the clear says nothing: it may well speak TLS.
    if (failure?.kind === 'timeout' && failure.budget === 'patience' && knownPort(spec.port)) first.cutShort = failure;
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

function tell(first: First, told: Told): void {
  if (first.told === 'nothing') first.told = told;
  for (const resolve of first.waiting) resolve();
  first.waiting.clear();
}
