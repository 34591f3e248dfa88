// Judges every endpoint with the others in view: its status, its causes, and whether it only speaks the other mode.
// Words for users belong to the rules.
import type { DiagnosedFailure, EndpointStatus } from '../model/diagnosis.ts';
import type { CertificateFault, EndpointObservation, Observations } from '../model/observation.ts';
import type { Failure } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import { knownPort, type Mode } from '../model/protocol.ts';
import type { Cause } from './cause.ts';
import { makeCause } from './cause.ts';
import { classify } from './classify.ts';
import { isPlaintextAnswer } from './classify-tls.ts';
import { foreignGreeting, foreignService, isTlsRecord } from './foreign.ts';
import { clip, replyText } from './phrases.ts';
import { agreedOf, softwareOf } from './software-seen.ts';

export interface JudgedEndpoint {
  readonly seen: EndpointObservation;
  readonly id: string;
  readonly status: EndpointStatus;
  /** In the order of the ladder; empty for an endpoint that is ok or was not tried. */
  readonly causes: readonly Cause[];
  readonly failure: DiagnosedFailure | null;
  readonly tlsError: { readonly code: CertificateFault; readonly systemCode: string } | null;
  /** A client could use it as it stands. */
  readonly usable: boolean;
  /** What answers there, as far as it says so. */
  readonly software: string | null;
}

/** What the registered ports are meant for (RFC 8314 §3, RFC 3207 §4). */
export const meantMode = (port: number): Mode | null => knownPort(port)?.mode ?? null;

type Speech = 'tls' | 'plaintext';

/** What one connection showed of how its port begins. */
function speechOf({ mode, tls, greeting, failure }: EndpointObservation): Speech | null {
  if (mode === 'tls' && tls !== null) return 'tls';
  if (mode !== 'tls' && greeting !== null) return 'plaintext';
  if (failure?.kind === 'settled') {
    return failure.detail === 'speaks-tls' ? 'tls' : failure.detail === 'speaks-plaintext' ? 'plaintext' : null;
  }
  // A TLS alert came in place of a greeting.
  if (failure?.kind === 'tls' && mode !== 'tls') return failure.stage === 'greeting' ? 'tls' : null;
  if (failure?.kind === 'tls') return isPlaintextAnswer(failure) ? 'plaintext' : 'tls';
  const sample = failure?.kind === 'malformed' ? failure.sample : failure ? partialOf(failure) : undefined;
  if (!sample || mode === 'tls') return null;
  return isTlsRecord(sample) ? 'tls' : 'plaintext';
}

const partialOf = (failure: Failure): string | undefined => ('partial' in failure ? failure.partial : undefined);

const MISMATCH_STAGES = { tls: ['tls', 'greeting'], starttls: ['greeting'], plain: ['greeting'] } as const;

/** Reads one plan's observations as a whole. */
export class Judge {
  readonly #plan: Plan;
  readonly #observations: Observations;
  readonly #all: readonly EndpointObservation[];
  readonly #softwareOf: ReadonlyMap<EndpointObservation, string | null>;
  /** Whose software answers, as far as it says so. */
  readonly software: string | null;

  constructor(plan: Plan, observations: Observations) {
    this.#plan = plan;
    this.#observations = observations;
    this.#all = [...observations.endpoints, ...observations.auxiliary];
    this.#softwareOf = new Map(this.#all.map((seen) => [seen, softwareOf(seen)]));
    this.software = agreedOf(this.#softwareOf.values());
  }

  judge(seen: EndpointObservation): JudgedEndpoint {
    const tlsError = certificateError(seen);
    const causes = [...this.#certificateCause(seen), ...this.#failureCause(seen)].slice(0, 2);
    const status = this.#status(seen, causes);
    return {
      seen,
      id: seen.id,
      status,
      causes,
      failure: causes[0] === undefined ? null : diagnosedFailure(causes[0]),
      tlsError,
      usable: status === 'ok' && seen.mode !== 'plain' && seen.tls !== null,
      software: this.#softwareOf.get(seen) ?? null,
    };
  }

  #status(seen: EndpointObservation, [cause]: readonly Cause[]): EndpointStatus {
    if (seen.failure?.kind === 'not-tried') return 'skipped';
    if (cause === undefined) return 'ok';
    return cause.code === 'mode-mismatch' && !this.#isNamed(seen) ? 'mismatch' : 'failed';
  }

  /** Asked for by name. Where several modes of a port were, and another works there, the question was which. */
  #isNamed({ port, address, mode }: EndpointObservation): boolean {
    const { endpointsNamed } = this.#plan;
    return (
      endpointsNamed &&
      !this.#observations.endpoints.some(
        (other) => other.port === port && other.address === address && other.mode !== mode && other.failure === null,
      )
    );
  }

  #certificateCause(seen: EndpointObservation): Cause[] {
    const error = certificateError(seen);
    if (error === null || this.#plan.tls.insecure) return [];
    const subject = seen.tls?.certificate?.subject ?? 'unknown subject';
    const message = `the certificate does not verify (${clip(subject, 120)})`;
    return [makeCause(null, 'tls', error.code, message, { systemCode: error.systemCode })];
  }

  /** What came of a login is judged with the credentials: it takes nothing from the endpoint. */
  #failureCause(seen: EndpointObservation): Cause[] {
    const { failure } = seen;
    if (failure === null) return [];
    // A bug of ours is told wherever it is: no server is blamed for it, and no login.
    if ((failure.stage === 'auth' || failure.stage === 'quit') && failure.kind !== 'internal') return [];
    if (failure.kind === 'not-tried' && failure.reason === 'interrupted') return [];
    const mismatch = this.#mismatch(seen);
    if (mismatch !== null) return [mismatch];
    if (failure.kind === 'settled') {
      const other = this.#all.find(({ id }) => id === failure.by);
      // Whatever kept a sibling from connecting to the port keeps this one from it as well.
      if (other?.failure && other.failure.kind !== 'settled') return [this.#classify(other)];
    }
    return [this.#classify(seen)];
  }

  #classify(seen: EndpointObservation): Cause {
    const { failure, port, mode, address } = seen;
    const scan =
      this.#observations.scans.find((item) => item.port === port && item.mode === mode && item.address === address) ?? null;
    if (failure === null) throw new TypeError(`nothing failed at ${seen.id}`);
    return classify(failure, { plan: this.#plan, seen, scan, software: this.software });
  }

  /** The port speaks, but in the other mode, or another service altogether. */
  #mismatch(seen: EndpointObservation): Cause | null {
    const { failure, mode, port, address } = seen;
    if (failure === null || failure.kind === 'reply' || failure.kind === 'internal' || failure.kind === 'not-tried') return null;
    const early = (MISMATCH_STAGES[mode] as readonly string[]).includes(failure.stage) || failure.kind === 'settled';
    if (!early || (mode === 'tls' ? seen.tls !== null : seen.greeting !== null)) return null;
    const siblings = this.#all.filter((other) => other.port === port && other.address === address);
    // A port that is meant to greet was not asked in this mode, unless by name.
    const refused = mode === 'tls' && (meantMode(port) !== 'starttls' || this.#isNamed(seen)) ? refusalAmong(siblings) : null;
    if (refused !== null) return { ...this.#classify(refused), failure, stage: failure.stage };
    const speeches = new Set(siblings.map(speechOf));
    const other: Speech = mode === 'tls' ? 'plaintext' : 'tls';
    if (!speeches.has(other) || speeches.has(mode === 'tls' ? 'tls' : 'plaintext')) return null;
    const foreign = foreignAmong(siblings);
    if (mode !== 'tls' && foreign === null) {
      return makeCause(failure, failure.stage, 'mode-mismatch', `port ${port} speaks TLS from the first byte`);
    }
    const babble = mode === 'tls' && foreign === null ? noGreetingAmong(siblings) : null;
    if (babble !== null) return makeCause(failure, failure.stage, 'not-smtp', `something else answers: ${babble}`);
    // Neither TLS nor a greeting: that the port wants STARTTLS would be a guess.
    const asked = siblings.filter((sibling) => sibling.mode !== 'tls');
    if (mode === 'tls' && foreign === null && asked.length > 0 && asked.every((sibling) => speechOf(sibling) !== 'plaintext'))
      return null;
    return foreign === null
      ? makeCause(failure, failure.stage, 'mode-mismatch', `port ${port} speaks plaintext first, as for STARTTLS`)
      : makeCause(failure, failure.stage, 'not-smtp', foreign);
  }
}

/**
 * A refusal in place of a greeting: rate limit, load, block. Who bars connections does so ahead of TLS as well, in the clear,
 * and says nothing of the mode.
 */
const refusalAmong = (siblings: readonly EndpointObservation[]): EndpointObservation | null =>
  siblings.some(({ greeting, failure }) => greeting !== null && failure?.stage !== 'greeting')
    ? null
    : (siblings.find(({ failure }) => failure?.kind === 'reply' && failure.stage === 'greeting') ?? null);

/** Said of a port that greets in plaintext as something else, whichever probe got to hear it. */
function foreignAmong(siblings: readonly EndpointObservation[]): string | null {
  for (const { protocol, greeting, failure, mode } of siblings) {
    const spoken = failure?.kind === 'reply' ? failure.speaks : undefined;
    const service = greeting && mode !== 'tls' && failure ? (spoken ?? foreignGreeting(greeting, protocol)) : null;
    if (service && greeting) return `${service} answers: ${replyText(greeting)}`;
    const heard = failure?.kind === 'tls' ? failure.plaintext : failure && mode !== 'tls' ? partialOf(failure) : undefined;
    const sample = failure?.kind === 'malformed' ? failure.sample : heard;
    const named = sample ? foreignService(sample, protocol) : null;
    if (named && sample) return `${named} answers: ${clip(sample, 120)}`;
  }
  return null;
}

/** Asked in plaintext as well, the port said something that is no greeting of the protocol: the mode is not what is wrong. */
function noGreetingAmong(siblings: readonly EndpointObservation[]): string | null {
  if (siblings.some(({ greeting }) => greeting !== null)) return null;
  const [sample] = siblings.flatMap(({ mode, failure }) =>
    mode !== 'tls' && failure?.kind === 'malformed' && failure.fault === 'no-code' ? [failure.sample] : [],
  );
  return sample === undefined ? null : clip(sample, 120);
}

function certificateError({ tls }: EndpointObservation): JudgedEndpoint['tlsError'] {
  if (tls === null || tls.trusted) return null;
  const [first] = tls.faults;
  return first ? { code: first.code, systemCode: first.systemCode } : { code: 'cert-untrusted-root', systemCode: 'UNKNOWN' };
}

const diagnosedFailure = ({ stage, code, message, systemCode, reply }: Cause): DiagnosedFailure => ({
  stage,
  code,
  message,
  ...(systemCode === undefined ? {} : { systemCode }),
  ...(reply === undefined ? {} : { reply }),
});
