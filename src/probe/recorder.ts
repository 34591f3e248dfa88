// Writes down what one endpoint's ladder sees, step by step, and makes the observation of it in the end.
import type { EndpointObservation, HttpExchangeObservation, TlsObservation } from '../model/observation.ts';
import type { Failure, Outcome } from '../model/outcome.ts';
import { endpointId, type Family, type Mode, type Protocol, type Stage, type Step } from '../model/protocol.ts';
import type { Reply } from '../model/reply.ts';
import type { Deadline } from '../net/deadline.ts';
import type { Redactor } from '../net/redactor.ts';
import { Transcript } from '../net/transcript.ts';
import type { Capabilities } from '../protocols/protocol.ts';

export interface EndpointSpec {
  readonly protocol: Protocol;
  readonly address: string;
  readonly family: Family;
  readonly port: number;
  readonly mode: Mode;
}

export const idOf = (spec: EndpointSpec): string => endpointId(spec.port, spec.mode, spec.address);

export class EndpointRecorder {
  readonly spec: EndpointSpec;
  readonly id: string;
  readonly transcript: Transcript;
  readonly #deadline: Deadline;
  readonly #steps: Step[] = [];
  readonly #onStage: (stage: Stage | null) => void;
  #stage: Stage = 'connect';
  failure: Failure | null = null;
  greeting: Reply | null = null;
  greetingMs: number | null = null;
  plaintext: Capabilities | null = null;
  underTls: Capabilities | null = null;
  ehloRefusal: Reply | null = null;
  /** Taken for what they must mean by their first digit; another code was due. */
  readonly oddReplies: Reply[] = [];
  tls: TlsObservation | null = null;
  leftover: string | null = null;
  localAddress: string | null = null;
  /** The client's address as the server names it. */
  seenAs: string | null = null;
  /** What ended or refused the session after its login was accepted. */
  afterLogin: Reply | null = null;
  /** What was asked of a service over HTTP. */
  http: readonly HttpExchangeObservation[] = [];
  /** What a SYN took to be answered, in milliseconds; null behind a proxy. */
  roundTripMs: number | null = null;

  /** `keepsTranscript`: false where nobody will read it; `onStage`: told of each stage that begins, and null in its end. */
  constructor(
    spec: EndpointSpec,
    deadline: Deadline,
    redactor: Redactor,
    keepsTranscript = true,
    onStage: (stage: Stage | null) => void = () => {},
  ) {
    this.spec = spec;
    this.id = idOf(spec);
    this.#deadline = deadline;
    this.transcript = new Transcript(deadline, redactor, keepsTranscript);
    this.#onStage = onStage;
  }

  /** The quickest of what takes a round trip at least, on a machine that may be busy; 0: nothing was. */
  get quickestMs(): number {
    const took = this.#steps.filter(({ stage }) => stage === 'connect' || stage === 'tls' || stage === 'auth');
    return took.length === 0 ? 0 : Math.min(...took.map(({ durationMs }) => durationMs));
  }

  /** The stage under way, or the last one. */
  get stage(): Stage {
    return this.#stage;
  }

  /** Runs one step, times it, and keeps the failure that ends the ladder. */
  step<T>(stage: Stage, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    return this.#timed(stage, work, true);
  }

  /** The same for a step whose failure leaves the endpoint as sound as it is. */
  sideStep<T>(stage: Stage, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    return this.#timed(stage, work, false);
  }

  async #timed<T>(stage: Stage, work: () => Promise<Outcome<T>>, endsLadder: boolean): Promise<Outcome<T>> {
    this.#stage = stage;
    const startMs = this.#deadline.elapsedMs();
    this.#onStage(stage);
    const outcome = await work().finally(() => this.#onStage(null));
    const durationMs = Math.max(0, Math.round((this.#deadline.elapsedMs() - startMs) * 10) / 10);
    this.#steps.push({ stage, status: outcome.ok ? 'ok' : 'failed', startMs, durationMs });
    if (endsLadder && !outcome.ok) this.failure ??= outcome.failure;
    return outcome;
  }

  /** The step that has just ended came to nothing that could be told: as if it had been left out. */
  leaveOut(stage: Stage): void {
    if (this.#steps.at(-1)?.stage === stage) this.#steps.pop();
    this.skip(stage);
  }

  /** A stage that this ladder leaves out. */
  skip(stage: Stage): void {
    this.#steps.push({ stage, status: 'skipped', startMs: 0, durationMs: 0 });
  }

  /** The observation, with every stage of the ladder that was not reached as skipped. */
  observation(ladder: readonly Stage[]): EndpointObservation {
    const { spec, id, failure, greeting, greetingMs, plaintext, underTls, ehloRefusal, tls, leftover, localAddress, seenAs } =
      this;
    const skipped = ladder
      .slice(this.#steps.length)
      .map((stage): Step => ({ stage, status: 'skipped', startMs: 0, durationMs: 0 }));
    return {
      id,
      ...spec,
      steps: [...this.#steps, ...skipped],
      failure,
      greeting,
      greetingMs,
      capabilities: { plaintext: plaintext?.keywords ?? null, tls: underTls?.keywords ?? null },
      auth: { plaintext: plaintext?.mechanisms ?? null, tls: underTls?.mechanisms ?? null },
      ehloRefusal,
      tls,
      leftover,
      repeatedAfter: null,
      localAddress,
      ...(seenAs === null ? {} : { seenAs }),
      ...(this.oddReplies.length === 0 ? {} : { oddReplies: this.oddReplies }),
      ...(this.http.length === 0 ? {} : { http: this.http }),
      ...(this.afterLogin === null ? {} : { afterLogin: this.afterLogin }),
      transcript: this.transcript.lines(),
    };
  }
}
