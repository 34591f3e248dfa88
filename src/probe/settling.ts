// The four rules by which the result of one probe ends the wait of another. They are told and kept here; a probe says what
// it saw and asks what may end its waits. What was seen stands in host-state.ts, the count of silent waits in silence.ts.
// Opens no connection.
//
// 1. Connect. Both modes of a port begin with the same SYN: where it was refused, or went unanswered to the end, it is so
//    for the other mode as well. A probe in line is not begun, and one whose own SYN is still unanswered is given up.
// 2. SYN. Once any port of an address has answered within r ms, be it with a refusal, the host is up and the way to it open.
//    A SYN to another of its ports gets the second one that every kernel sends after 1 s (RFC 6298 §2: one packet may be
//    lost), and 300 ms or 4 r after that; what is silent then drops SYNs, as firewalls do.
// 3. Language. A port speaks TLS from the first byte, or greets in the clear (RFC 8314 §3), and not both. What one mode of
//    it shows settles the other, which waits for that and need not connect at all (mode-order.ts). Where both are under way,
//    since the first kept silent, a completed handshake settles a greeting that is waited for in the clear; it is put to the
//    proof by one harmless line: a TLS server answers that with an alert or a close, one that would greet still can. A
//    greeting in the clear settles a handshake: the greeting is all the answer that its ClientHello will have.
// 4. Silence. Once every probe still under way waits for a first byte, or for its turn to log in, and an endpoint that a
//    client could use is known, nothing but silence holds up the report: it gets 150 ms or 20 times the slowest greeting
//    of those endpoints, and the finding says that the wait was cut short. A handshake has a least of its own
//    (mode-order.ts), and one that was answered in TLS is no silence.
//
// 1 and 3 rest on proof. 2 and 4 are patience that runs out, and leave alone what the user named: 2 a connect timeout, 4 a
// greeting timeout or a port and mode.
import type { Failure } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Channel } from '../net/channel.ts';
import type { ConnectRequest } from '../net/tcp.ts';
import { LIMITS, synPatienceMs } from '../request/limits.ts';
import { HostState, type PortLanguage } from './host-state.ts';
import { handshakeLeastMs, ModeOrder, otherModePatienceMs } from './mode-order.ts';
import { type EndpointSpec, idOf } from './recorder.ts';
import { SilenceWatch } from './silence.ts';

type Place = Pick<EndpointSpec, 'address' | 'port'>;
type Abort = (failure: Failure) => void;

/** What may end a connect early, as `connectTcp` asks for it. `stop`: the wait is over. */
export interface ConnectWait extends Required<Pick<ConnectRequest, 'shortened' | 'onAbortable'>> {
  readonly stop: () => void;
}

export class Settling {
  readonly #hostState: HostState;
  readonly #portsNamed: boolean;
  #modes = new ModeOrder([], { portsNamed: true });
  readonly #silence: SilenceWatch;
  readonly #shortensConnects: boolean;

  /** `hostState`: shared with other runs against the same host. */
  constructor(
    { endpointsNamed, portsNamed, timeouts }: Pick<Plan, 'endpointsNamed' | 'portsNamed' | 'timeouts'>,
    hostState = new HostState(),
  ) {
    this.#portsNamed = portsNamed;
    this.#hostState = hostState;
    this.#shortensConnects = !timeouts.connectNamed;
    this.#silence = new SilenceWatch(!endpointsNamed && !timeouts.greetingNamed);
  }

  /** Everything that is to be probed: where a port is among it in both modes, one waits for what the other learns. */
  planned(specs: readonly EndpointSpec[]): void {
    this.#modes = new ModeOrder(specs, { portsNamed: this.#portsNamed });
  }

  // ---- what the probes saw ----

  probeStarted(): void {
    this.#silence.probeStarted();
  }

  probeEnded(spec: EndpointSpec, failure: Failure | null): void {
    this.#silence.probeEnded(idOf(spec));
    this.#modes.ended(spec, failure);
  }

  /** A connect took so long and failed, or, with null, did not. A refusal answers a SYN as well as an acceptance does. */
  connectEnded(place: Place, failure: Failure | null, tookMs: number): void {
    if (failure) this.connectFailed(place, failure);
    const isRefused = failure?.kind === 'system' && failure.systemCode === 'ECONNREFUSED';
    if (!failure || isRefused) this.#hostState.addressAnswered(place.address, tookMs);
  }

  /** No connection can be had to the port, in either mode. */
  connectFailed({ address, port }: Place, failure: Failure): void {
    this.#hostState.connectFailed(address, port, failure);
    this.#modes.settled({ address, port });
  }

  /** Proved by a completed handshake (tls) or a greeting in the clear (plaintext). */
  languageSeen(spec: EndpointSpec, language: PortLanguage): void {
    this.#hostState.portSpeaks(spec.address, spec.port, language, idOf(spec));
    this.#modes.settled(spec);
  }

  /** A ClientHello was answered in plaintext. */
  answeredInTheClear({ address, port }: Place): void {
    this.#hostState.answeredInTheClear(address, port);
  }

  /** An endpoint that a client could use is known; its greeting took so long. */
  usableFound(greetingMs: number): void {
    this.#silence.usableFound(greetingMs);
  }

  /** The probe waits for its turn to log in: nothing of the server's is awaited. */
  loginAwaited(spec: EndpointSpec, isAwaited: boolean): void {
    this.#silence.held(idOf(spec), isAwaited);
  }

  /** Calls once no other probe is under way: from then on it is this one that the report waits for. */
  onAlone(call: () => void): () => void {
    return this.#silence.onAlone(call);
  }

  // ---- what that settles ----

  /** Resolves when the probe may begin: the other mode of its port, which is tried first, has told what it can. */
  turn(spec: EndpointSpec): Promise<void> {
    return this.#modes.turn(spec);
  }

  /** The probe has its connection. */
  begun(spec: EndpointSpec): void {
    this.#modes.begun(spec);
  }

  /** Rules 1, 3 and 4, of a probe that stood in line: why it need not begin. A mode without TLS was asked for by name. */
  settledInLine(spec: EndpointSpec): Failure | null {
    const { address, port, mode } = spec;
    const failure = this.#hostState.connectFailure(address, port) ?? this.#modes.cutShort(spec);
    if (failure || mode === 'plain') return failure;
    return mode === 'tls' ? this.#settledByGreeting({ address, port }) : this.settledByHandshake({ address, port });
  }

  /** Rules 1 and 2, of a connect under way. */
  connectWait({ address, port }: Place): ConnectWait {
    const { stops, stop } = stopAll();
    return {
      shortened: (notify) => {
        if (!this.#shortensConnects) return null;
        const siblingMs = this.#hostState.quickestAnswerMs(address);
        if (siblingMs !== null) return { limitMs: synPatienceMs(siblingMs), siblingMs };
        stops.push(this.#hostState.onAnswer(address, notify));
        return null;
      },
      // The probe that began first has seen all that SYNs can tell. A refusal needs no telling: each mode gets its own.
      onAbortable: (abort) => {
        const settle = (): void => {
          const failure = this.#hostState.connectFailure(address, port);
          if (failure?.kind === 'timeout') abort(failure);
        };
        stops.push(this.#hostState.onConnectFailure(address, port, settle));
      },
      stop,
    };
  }

  /** Rules 3 and 4, of a handshake from the first byte on. The function returned ends the wait. */
  handshakeWait(spec: EndpointSpec, abort: Abort): () => void {
    const { stops, stop } = stopAll();
    stops.push(
      this.#silence.begin(idOf(spec), 'tls', abort, handshakeLeastMs(spec.port)),
      this.#modes.firstByteAwaited(spec, abort),
    );
    const settle = (): void => {
      const failure = this.#settledByGreeting(spec);
      if (!failure) return;
      const timer = setTimeout(() => abort(failure), LIMITS.settledGraceMs);
      stops.push(() => clearTimeout(timer));
    };
    stops.push(this.#hostState.onLanguage(spec.address, spec.port, settle));
    settle();
    return stop;
  }

  /** Rules 3 and 4, of a greeting in the clear. The function returned ends the wait. */
  greetingWait(spec: EndpointSpec, channel: Pick<Channel, 'isSilent' | 'abort' | 'writeLine'>, harmlessLine: string): () => void {
    const { stops, stop } = stopAll();
    const abort = (failure: Failure): void => {
      if (channel.isSilent) channel.abort(failure);
    };
    stops.push(this.#silence.begin(idOf(spec), 'greeting', abort), this.#modes.firstByteAwaited(spec, abort));
    const settle = (): void => {
      const failure = this.settledByHandshake(spec);
      if (!failure || !channel.isSilent) return;
      channel.writeLine(harmlessLine);
      const timer = setTimeout(() => abort(failure), LIMITS.settledGraceMs);
      stops.push(() => clearTimeout(timer));
    };
    // Silent to who listens, and not to who speaks: a line of ours tells what it is. A mail server that holds its greeting back
    // may have answered the ClientHello with it: the line is not said sooner than a ClientHello would be.
    const begunAt = performance.now();
    const ask = (): void => {
      const leftMs = otherModePatienceMs(spec.port) - (performance.now() - begunAt);
      const timer = setTimeout(
        () => channel.isSilent && channel.writeLine(harmlessLine),
        Math.max(LIMITS.settledGraceMs, leftMs),
      );
      stops.push(() => clearTimeout(timer));
    };
    stops.push(this.#hostState.onLanguage(spec.address, spec.port, settle));
    stops.push(this.#hostState.onAnswerInTheClear(spec.address, spec.port, ask));
    settle();
    return stop;
  }

  /** Rule 3: why no greeting comes in the clear; null while no handshake was completed on the port. */
  settledByHandshake({ address, port }: Place): Failure | null {
    const known = this.#hostState.languageOf(address, port);
    if (known?.language !== 'tls') return null;
    return { kind: 'settled', stage: 'greeting', by: known.by, detail: 'speaks-tls' };
  }

  /** Rule 3: the port greets in the clear, and no handshake from the first byte can succeed. */
  isPlaintext(place: Place): boolean {
    return this.#settledByGreeting(place) !== null;
  }

  #settledByGreeting({ address, port }: Place): Failure | null {
    const known = this.#hostState.languageOf(address, port);
    if (known?.language !== 'plaintext') return null;
    return { kind: 'settled', stage: 'tls', by: known.by, detail: 'speaks-plaintext' };
  }
}

function stopAll(): { readonly stops: (() => void)[]; readonly stop: () => void } {
  const stops: (() => void)[] = [];
  return {
    stops,
    stop: () => {
      for (const one of stops) one();
    },
  };
}
