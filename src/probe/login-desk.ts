// Who logs in, where, and how often: once, on the best secure endpoint, on the session that is still open. A second
// attempt only where the reply faults the mechanism and not the credentials. Judges no reply beyond that.
import { randomBytes } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { explainReply } from '../knowledge/index.ts';
import type {
  AuthAttempt,
  AuthSkipReason,
  CredentialsObservation,
  TlsObservation,
  TokenRequestFailure,
} from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Credentials, Plan } from '../model/plan.ts';
import type { Reply } from '../model/reply.ts';
import type { Secret } from '../model/secret.ts';
import type { Deadline } from '../net/deadline.ts';
import type { Redactor } from '../net/redactor.ts';
import { protocolNamed } from '../protocols/index.ts';
import type { Capabilities, LoginResult, Session } from '../protocols/protocol.ts';
import { type CredentialKind, chooseMechanism, describeUnsendable } from '../sasl/index.ts';
import type { ChannelBinding, SaslMechanism } from '../sasl/mechanism.ts';
import { shapeOf } from './credential-shape.ts';
import { loginRank } from './matrix.ts';
import { type EndpointRecorder, type EndpointSpec, idOf } from './recorder.ts';

/** What one endpoint would have taken, and why it was not the place to log in. */
interface Offer {
  readonly endpoint: string;
  readonly reason: AuthSkipReason;
  readonly offered: readonly string[];
}

/** How to log in: by a SASL mechanism, or by a command of the protocol's own. */
interface Way {
  readonly name: string;
  readonly mechanism: SaslMechanism | null;
}

interface Candidate {
  readonly rank: number;
  readonly answer: (mayLogIn: boolean) => void;
}

export class LoginDesk {
  readonly #plan: Plan;
  readonly #credentials: Credentials;
  readonly #deadline: Deadline;
  readonly #redactor: Redactor;
  readonly #token: Promise<{ token: Secret | null; failure: TokenRequestFailure | null }>;
  /** Endpoints that may yet turn out to be the better place, with their ranks. */
  readonly #pending = new Map<string, number>();
  readonly #candidates = new Map<string, Candidate>();
  readonly #offers: Offer[] = [];
  readonly #attempts: AuthAttempt[] = [];
  #isTaken = false;

  constructor(plan: Plan, credentials: Credentials, deadline: Deadline, redactor: Redactor) {
    this.#plan = plan;
    this.#credentials = credentials;
    this.#deadline = deadline;
    this.#redactor = redactor;
    this.#token = this.#obtainToken();
  }

  /** Which endpoints are under way. Those that are likely to be a place to log in are waited for by worse ones. */
  expect(endpoints: readonly { readonly spec: EndpointSpec; readonly isLikely: boolean }[]): void {
    this.#pending.clear();
    const protocol = protocolNamed(this.#plan.protocol);
    for (const { spec, isLikely } of endpoints) if (isLikely) this.#pending.set(idOf(spec), loginRank(spec, protocol));
    this.#review();
  }

  /** The endpoint has climbed its ladder and asks whether it is the one. Resolves when that is settled. */
  async apply(recorder: EndpointRecorder): Promise<boolean> {
    const { spec, id, tls } = recorder;
    const capabilities = recorder.underTls ?? recorder.plaintext;
    const offered = waysOf(capabilities);
    const { token, failure } = await this.#token;
    const refuse = (reason: AuthSkipReason): boolean => {
      this.#offers.push({ endpoint: id, reason, offered });
      this.#pending.delete(id);
      this.#review();
      return false;
    };
    if (this.#isTaken || this.#deadline.isOver) return refuse(this.#deadline.isInterrupted ? 'interrupted' : 'no-endpoint');
    if (failure) return refuse('token-request-failed');
    if (!capabilities || offered.length === 0) return refuse('not-advertised');
    if (!this.#choose(capabilities, [], ANY_BINDING))
      return refuse(this.#takesOnlyTokens(capabilities) ? 'oauth-required' : 'no-common-mechanism');
    if (this.#unsendable(token)) return refuse('unsendable');
    if (!tls && !(spec.mode === 'plain' && this.#plan.auth.allowInsecure)) return refuse('plaintext');
    if (tls && !tls.trusted && !this.#plan.tls.insecure) return refuse('untrusted');
    this.#pending.delete(id);
    return new Promise((resolve) => {
      this.#candidates.set(id, { rank: loginRank(spec, protocolNamed(this.#plan.protocol)), answer: resolve });
      this.#review();
    });
  }

  /** The endpoint is done, or never got to apply: nobody waits for it any longer. */
  leave(id: string, plaintext: Capabilities | null, underTls: Capabilities | null, tls: TlsObservation | null): void {
    this.#pending.delete(id);
    const hasApplied =
      this.#offers.some(({ endpoint }) => endpoint === id) || this.#attempts.some(({ endpoint }) => endpoint === id);
    const offered = waysOf(underTls ?? plaintext);
    if (!hasApplied && offered.length > 0) this.#offers.push({ endpoint: id, reason: tls ? 'untrusted' : 'plaintext', offered });
    this.#review();
  }

  /** Logs in. The outcome is that of the step; a refusal is no failure of the endpoint. */
  async logIn(recorder: EndpointRecorder, session: Session, socket: TLSSocket | null): Promise<Outcome<null>> {
    const capabilities = recorder.underTls ?? recorder.plaintext;
    const { token } = await this.#token;
    const binding = socket && bindingOf(socket, recorder);
    const tried: string[] = [];
    for (;;) {
      const way = capabilities && this.#choose(capabilities, tried, binding);
      if (!way) break;
      tried.push(way.name);
      const result = await this.#attempt(recorder, session, binding, way, token);
      const { status, reply, failure, challenge } = result;
      this.#attempts.push({
        endpoint: recorder.id,
        mechanism: way.name,
        status,
        reply,
        failure,
        challenge: challenge && this.#redactor.scrub(challenge),
      });
      const isOver = failure !== null && failure.kind !== 'sasl';
      if (isOver || this.#deadline.isOver) break;
      if (!this.#plan.auth.all && (status === 'accepted' || !faultsMechanism(result, this.#plan))) break;
    }
    const wasAccepted = this.#attempts.some(({ status }) => status === 'accepted');
    if (wasAccepted) return { ok: true, value: null };
    const last = this.#attempts.at(-1);
    return { ok: false, failure: last?.failure ?? { kind: 'reply', stage: 'auth', reply: last?.reply ?? NO_REPLY } };
  }

  /** Everything about the credentials that rules may know. */
  async observation(): Promise<CredentialsObservation> {
    const { token, failure } = await this.#token;
    const { user, notices } = this.#credentials;
    const kind = this.#kind();
    const secret = kind === 'token' ? token : this.#credentials.password;
    const { providerOfHost } = await import('../knowledge/index.ts');
    const claims = kind === 'token' && token ? (await import('../oauth/claims.ts')).readClaims(token.reveal()) : null;
    const shape = shapeOf({ user, secret, kind, provider: providerOfHost(this.#plan.host) });
    return {
      user,
      kind,
      attempts: this.#attempts,
      skipped: this.#attempts.length > 0 ? null : this.#skipped(),
      shape,
      claims,
      tokenRequest: failure,
      notices,
    };
  }

  #unsendable(token: Secret | null): boolean {
    const { user, password } = this.#credentials;
    const kind = this.#kind();
    const secret = kind === 'token' ? token : password;
    return describeUnsendable(user, secret?.reveal() ?? '', kind) !== null;
  }

  #kind(): CredentialsObservation['kind'] {
    const { password, token, oauth } = this.#credentials;
    if (token || oauth) return 'token';
    if (password) return 'password';
    return this.#plan.tls.clientCertificate ? 'certificate' : 'anonymous';
  }

  /** The strongest mechanism that both sides have; where there is none, the protocol's own command for a password. */
  #choose({ mechanisms, loginCommands }: Capabilities, tried: readonly string[], binding: ChannelBinding | null): Way | null {
    const { only, exclude } = this.#plan.auth;
    const excluded = [...exclude, ...tried];
    const kind = this.#kind();
    const { mechanism } = chooseMechanism({ advertised: mechanisms, only, exclude: excluded, kind, channelBinding: binding });
    if (mechanism) return { name: mechanism.name, mechanism };
    if (kind !== 'password') return null;
    const command = loginCommands
      .filter(({ name }) => !excluded.includes(name))
      .find(({ name, onlyByName }) => (only ? only.includes(name) : !onlyByName));
    return command ? { name: command.name, mechanism: null } : null;
  }

  #takesOnlyTokens({ mechanisms, loginCommands }: Capabilities): boolean {
    const fits = (kind: CredentialKind): boolean =>
      chooseMechanism({ advertised: mechanisms, only: null, exclude: [], kind, channelBinding: null }).mechanism !== null;
    const takesPasswords = loginCommands.some(({ onlyByName }) => !onlyByName) || fits('password');
    return this.#kind() === 'password' && fits('token') && !takesPasswords;
  }

  /** The best of those that are ready goes, unless a better one may still come. */
  #review(): void {
    if (this.#isTaken) {
      for (const { answer } of this.#candidates.values()) answer(false);
      return this.#candidates.clear();
    }
    const [best] = [...this.#candidates].sort(([, a], [, b]) => a.rank - b.rank);
    if (!best) return;
    const [id, { rank, answer }] = best;
    if (!this.#deadline.isOver && [...this.#pending.values()].some((pending) => pending < rank)) return;
    this.#isTaken = true;
    this.#candidates.delete(id);
    answer(true);
    this.#review();
  }

  #attempt(
    recorder: EndpointRecorder,
    session: Session,
    binding: ChannelBinding | null,
    { name, mechanism }: Way,
    token: Secret | null,
  ): Promise<LoginResult> {
    const { user, password } = this.#credentials;
    if (!mechanism) {
      if (!password || !session.logIn) throw new Error(`no way to log in by ${name}`);
      return session.logIn(name, { user, password });
    }
    const exchange = mechanism.start({
      user,
      secret: mechanism.uses === 'token' ? token : password,
      host: this.#plan.host,
      port: recorder.spec.port,
      service: protocolNamed(this.#plan.protocol).saslService,
      channelBinding: binding,
      randomBytes,
      onSent: (payload) => this.#redactor.addSent(payload),
      signal: this.#deadline.signal,
    });
    return session.authenticate(mechanism.name, exchange);
  }

  #skipped(): NonNullable<CredentialsObservation['skipped']> {
    const found =
      SKIP_ORDER.map((reason) => this.#offers.filter((offer) => offer.reason === reason)).find((offers) => offers.length > 0) ??
      [];
    const offered = [...new Set(found.flatMap((offer) => offer.offered))];
    const { only, exclude } = this.#plan.auth;
    const allowed = (only ?? []).filter((name) => !exclude.includes(name));
    return { reason: found[0]?.reason ?? 'no-endpoint', endpoints: found.map(({ endpoint }) => endpoint), offered, allowed };
  }

  async #obtainToken(): Promise<{ token: Secret | null; failure: TokenRequestFailure | null }> {
    const { oauth, token, tokenRequest = null } = this.#credentials;
    if (!oauth || token || tokenRequest) return { token, failure: tokenRequest };
    const { fetchToken } = await import('../oauth/fetch-token.ts');
    const result = await fetchToken(oauth, {
      deadline: this.#deadline,
      extraRoots: this.#plan.tls.extraRoots,
      redactor: this.#redactor,
    });
    if (!result.ok) return { token: null, failure: result.failure };
    this.#redactor.add(result.token.reveal(), this.#credentials.user);
    return { token: result.token, failure: null };
  }
}

/** What a server offers, by name. Commands that are never taken unasked count where there is nothing else. */
function waysOf(capabilities: Capabilities | null): readonly string[] {
  if (!capabilities) return [];
  const { mechanisms, loginCommands } = capabilities;
  const usual = loginCommands.filter(({ onlyByName }) => !onlyByName);
  const commands = mechanisms.length + usual.length > 0 ? usual : loginCommands;
  return [...mechanisms, ...commands.map(({ name }) => name)];
}

/** Before the endpoint is chosen, -PLUS counts as possible: whether it is shows only on the connection itself. */
const ANY_BINDING = { exporter: null, endPoint: Buffer.alloc(0), serverOffersPlus: true };

const NO_REPLY: Reply = { code: null, enhanced: null, lines: [] };

/** The nearest miss first: why the credentials stayed here. */
const SKIP_ORDER: readonly AuthSkipReason[] = [
  'interrupted',
  'token-request-failed',
  'unsendable',
  'untrusted',
  'oauth-required',
  'no-common-mechanism',
  'plaintext',
  'not-advertised',
  'no-endpoint',
];

/**
 * Only what faults the mechanism allows another attempt: 504 (RFC 4954 §6), 534 where its text is not about the account
 * (Gmail says 534 for "application password required"), IMAP's and POP3's refusals in the same words, a challenge that cannot be decoded.
 */
function faultsMechanism(result: LoginResult, plan: Plan): boolean {
  if (result.faultsMechanism) return true;
  const { reply } = result;
  if (result.status !== 'rejected' || !reply) return false;
  if (reply.code === 504) return true;
  if (reply.code !== null && reply.code !== 534) return false;
  return explainReply(reply, { protocol: plan.protocol, stage: 'auth', host: plan.host })[0]?.id === 'auth-mechanism-rejected';
}

/** RFC 9266 for TLS 1.3, RFC 5929 §4 for all: SHA-1 and MD5 signatures count as SHA-256. */
function bindingOf(socket: TLSSocket, recorder: EndpointRecorder): ChannelBinding {
  const offersPlus = (recorder.underTls?.mechanisms ?? []).some((name) => name.endsWith('-PLUS'));
  if (!offersPlus) return { exporter: null, endPoint: null, serverOffersPlus: false };
  const { certificate, protocol } = recorder.tls ?? {};
  const digest = /sha(384|512)/i.exec(certificate?.signatureAlgorithm ?? '')?.[1];
  const hasDigest = /(sha1|sha256|md5)/i.test(certificate?.signatureAlgorithm ?? '');
  const { digests } = certificate ?? {};
  const endPoint =
    digest === '512' ? digests?.cert512 : digest === '384' ? digests?.cert384 : hasDigest ? digests?.cert256 : undefined;
  return {
    exporter: protocol === 'TLSv1.3' ? socket.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0)) : null,
    endPoint: endPoint ? Buffer.from(endPoint, 'hex') : null,
    serverOffersPlus: true,
  };
}
