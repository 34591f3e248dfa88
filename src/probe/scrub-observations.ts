// All that was seen, once more without any secret: between the run and the rules, so that nothing after it ever holds one,
// and no sentence of ours is ever scrubbed. Texts are foreign by default; what is this program's own word, or the user's,
// is named here. Facts that were parsed from the raw text stay facts.
import type {
  BeforeAndAfterTls,
  ConnectionPool,
  CredentialsObservation,
  DnsObservation,
  EndpointObservation,
  HeldConnection,
  Observations,
  TranscriptLine,
} from '../model/observation.ts';
import type { Failure } from '../model/outcome.ts';
import { RESPONSE_CODES, type Reply } from '../model/reply.ts';
import { MASK } from '../model/secret.ts';
import type { Redactor } from '../net/redactor.ts';
import { findMechanism } from '../sasl/index.ts';

/** Words of a closed set, numbers as text, addresses, and what the user gave: never a peer's free text. */
// biome-ignore format: a list
const OWN = new Set([
  'startedAt', 'host', 'address', 'localAddress', 'seenAs', 'servername', 'id', 'endpoint', 'endpoints', 'by', 'protocol', 'mode', 'kind',
  'stage', 'status', 'budget', 'fault', 'reason', 'systemCode', 'code', 'source', 'service', 'mechanism', 'user', 'shape', 'notices',
  'allowed', 'keyType', 'signatureAlgorithm', 'sha256', 'digests', 'validFrom', 'validTo', 'extendedKeyUsage', 'keyUsage', 'unhandled', 'unknownAlgorithm', 'cipher', 'keyExchange',
  'thisUpdate', 'nextUpdate', 'revokedAt', 'expiresAt', 'notBefore', 'data', 'steps', 'versions', 'lenient', 'dnsAddresses', 'unanswered',
  'error', 'detail', 'outdatedName', 'sent',
  'purpose', 'request', 'serverTime', 'receivedAt', 'otherTrust',
]);

/** What stands for a name that is not there. */
const PLACEHOLDERS = new Set(['(no certificate)', '(empty)']);

/** Texts that their reader ended. */
const CUT = new Set(['partial', 'sample', 'leftover', 'plaintext']);

/** The same, part by part the given one where nothing was found. */
export function scrubObservations(observations: Observations, redactor: Redactor): Observations {
  if (redactor.isEmpty) return observations;
  return new Scrubbing(redactor).all(observations);
}

class Scrubbing {
  readonly #redactor: Redactor;

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  all(observations: Observations): Observations {
    const { dns, endpoints, auxiliary, credentials, scans, serverTls, ownNetwork, held, pool } = observations;
    return {
      ...observations,
      dns: this.#dns(dns),
      endpoints: endpoints.map((endpoint) => this.#endpoint(endpoint)),
      auxiliary: auxiliary.map((endpoint) => this.#endpoint(endpoint)),
      credentials: credentials && this.#credentials(credentials),
      scans: this.#value(scans),
      ...(serverTls ? { serverTls: this.#value(serverTls) } : {}),
      ...(ownNetwork ? { ownNetwork: this.#value(ownNetwork) } : {}),
      ...(held ? { held: held.map((one) => this.#held(one)) } : {}),
      ...(pool ? { pool: this.#pool(pool) } : {}),
    };
  }

  #held({ end, failure, ...others }: HeldConnection): HeldConnection {
    return {
      ...others,
      end: end && { ...end, ...(end.reply ? { reply: this.#reply(end.reply) } : {}) },
      ...(failure ? { failure: this.#failure(failure) } : {}),
    };
  }

  #pool({ refusal, afterClosing, ...others }: ConnectionPool): ConnectionPool {
    const again = afterClosing && { ...afterClosing, failure: afterClosing.failure && this.#failure(afterClosing.failure) };
    return { ...others, refusal: refusal && this.#failure(refusal), afterClosing: again };
  }

  /** What is the peer's in an error stands in quotes there. */
  #dns(dns: DnsObservation): DnsObservation {
    const scrubbed = this.#value(dns);
    const { mtaSts } = scrubbed;
    return mtaSts?.error ? { ...scrubbed, mtaSts: { ...mtaSts, error: this.#quoted(mtaSts.error) } } : scrubbed;
  }

  #endpoint(endpoint: EndpointObservation): EndpointObservation {
    const {
      failure,
      repeatedAfter,
      largeHelloFailure,
      greeting,
      ehloRefusal,
      oddReplies,
      afterLogin,
      capabilities,
      auth,
      transcript,
      ...others
    } = endpoint;
    return {
      ...this.#value(others),
      failure: failure && this.#failure(failure),
      repeatedAfter: repeatedAfter && this.#failure(repeatedAfter),
      ...(largeHelloFailure ? { largeHelloFailure: this.#failure(largeHelloFailure) } : {}),
      greeting: greeting && this.#reply(greeting),
      ehloRefusal: ehloRefusal && this.#reply(ehloRefusal),
      ...(oddReplies ? { oddReplies: oddReplies.map((reply) => this.#reply(reply)) } : {}),
      ...(afterLogin === undefined ? {} : { afterLogin: this.#reply(afterLogin) }),
      capabilities: this.#beforeAndAfter(capabilities, (keywords) => this.#redactor.scrubLines(keywords)),
      auth: this.#beforeAndAfter(auth, (names) => this.#mechanisms(names)),
      transcript: this.#transcript(transcript),
    };
  }

  #credentials(credentials: CredentialsObservation): CredentialsObservation {
    const { attempts, skipped, tokenRequest, ...others } = credentials;
    return {
      ...this.#value(others),
      attempts: attempts.map(({ reply, failure, challenge, ...attempt }) => ({
        ...attempt,
        reply: reply && this.#reply(reply),
        failure: failure && this.#failure(failure),
        challenge: challenge && this.#redactor.scrub(challenge),
      })),
      skipped: skipped && { ...skipped, offered: this.#mechanisms(skipped.offered) },
      // Scrubbed where it was made, of our words and the provider's.
      tokenRequest,
    };
  }

  /** `detail` is in our words or the system's, with scrubbed excerpts; but that of a bug of ours may be anything. */
  #failure(failure: Failure): Failure {
    if (failure.kind === 'reply') return { ...failure, reply: this.#reply(failure.reply) };
    if (failure.kind === 'internal') return { ...failure, detail: this.#redactor.scrub(failure.detail) };
    return this.#value(failure);
  }

  /** A response code of the protocol is a fact, and stays; what comes behind it belongs together. */
  #reply(reply: Reply): Reply {
    const codes = reply.lines
      .map((line) => RESPONSE_CODE.exec(line))
      .map((found) => (RESPONSE_CODES.has(found?.[1] ?? '') ? found : null));
    const texts = this.#redactor.scrubLines(reply.lines.map((line, at) => line.slice(codes[at]?.[0].length ?? 0)));
    const lines = texts.map((text, at) => `${codes[at]?.[0] ?? ''}${text}`);
    const { enhanced } = reply;
    // A service's own name of an error is kept in its own case, in which a secret is found where it stands.
    const isAsSaid = enhanced !== null && enhanced !== enhanced.toUpperCase();
    return { ...reply, enhanced: isAsSaid ? this.#redactor.scrub(enhanced) : enhanced && enhancedOf(enhanced, lines), lines };
  }

  #beforeAndAfter(given: BeforeAndAfterTls, scrub: (texts: readonly string[]) => readonly string[]): BeforeAndAfterTls {
    return { plaintext: given.plaintext && scrub(given.plaintext), tls: given.tls && scrub(given.tls) };
  }

  /** The names that this program knows are its own words; others are the server's. */
  #mechanisms(names: readonly string[]): readonly string[] {
    return names.map((name) => (findMechanism(name) || LOGIN_COMMANDS.has(name) ? name : this.#redactor.scrub(name)));
  }

  /** What the server said in a row belongs together: a secret may be split over it. */
  #transcript(transcript: readonly TranscriptLine[]): readonly TranscriptLine[] {
    const scrubbed: TranscriptLine[] = [];
    for (let at = 0; at < transcript.length; ) {
      const end = transcript.findIndex(({ direction }, index) => index > at && direction !== transcript[at]?.direction);
      const group = transcript.slice(at, end < 0 ? transcript.length : end);
      const lines = group[0]?.direction === 'server' ? this.#redactor.scrubLines(group.map(({ line }) => line)) : null;
      for (const [index, entry] of group.entries()) scrubbed.push(lines ? { ...entry, line: lines[index] ?? '' } : entry);
      at += group.length;
    }
    return scrubbed;
  }

  /** Between the first quotation mark and the last one. */
  #quoted(text: string): string {
    const start = text.indexOf('"') + 1;
    const end = text.lastIndexOf('"');
    return start > 0 && end > start
      ? text.slice(0, start) + this.#redactor.scrub(text.slice(start, end)) + text.slice(end)
      : text;
  }

  #value<T>(value: T): T {
    return this.#any(value, false) as T;
  }

  #any(value: unknown, isCut: boolean): unknown {
    if (typeof value === 'string') return PLACEHOLDERS.has(value) ? value : this.#redactor.scrub(value, isCut);
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) {
      const items = value.map((item) => this.#any(item, isCut));
      return items.every((item, at) => item === value[at]) ? value : items;
    }
    let changed: Record<string, unknown> | null = null;
    for (const key of Object.keys(value)) {
      if (OWN.has(key)) continue;
      const item: unknown = value[key as keyof typeof value];
      const scrubbed = this.#any(item, CUT.has(key));
      if (scrubbed === item) continue;
      changed ??= { ...value };
      changed[key] = scrubbed;
    }
    return changed ?? value;
  }
}

/** A code is a fact where it is one of the protocol's; a server's own is kept in upper case, in which a secret looks different. */
function enhancedOf(enhanced: string, lines: readonly string[]): string {
  const isKnown = /^\d\.\d{1,3}\.\d{1,3}$/.test(enhanced) || RESPONSE_CODES.has(enhanced);
  return isKnown || lines.some((line) => line.toUpperCase().includes(enhanced)) ? enhanced : MASK;
}

const RESPONSE_CODE = /^\[([A-Z][A-Z/-]+)(?=[ \]])/;

/** What a protocol calls its own ways to log in. */
const LOGIN_COMMANDS = new Set(['LOGIN', 'USER', 'APOP']);
