// One login: by which way, and the attempt itself. Knows the credentials and what both sides can do; not where or how
// often to log in, which is the login coordinator's business.

import { randomBytes } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { AuthAttempt, CredentialsObservation, SentOfSecret } from '../model/observation.ts';
import type { Credentials, Plan } from '../model/plan.ts';
import { PROTOCOL_FACTS } from '../model/protocol.ts';
import type { Secret } from '../model/secret.ts';
import type { WireForm } from '../model/wire-form.ts';
import type { Deadline } from '../net/deadline.ts';
import type { Redactor } from '../net/redactor.ts';
import type { Capabilities, LoginCommand, LoginResult, LoginSession } from '../protocols/protocol.ts';
import { type CredentialKind, chooseMechanism, describeUnsendable, findMechanism, MECHANISMS } from '../sasl/index.ts';
import type { ChannelBinding, SaslMechanism } from '../sasl/mechanism.ts';
import { deriveKey } from './key-derivation.ts';
import type { EndpointRecorder } from './recorder.ts';

/** How to log in: by a SASL mechanism, or by a command of the protocol's own. */
export interface Way {
  readonly name: string;
  readonly mechanism: SaslMechanism | null;
  /** What it sends of the secret, once it comes to that. */
  readonly sends: Exclude<SentOfSecret, 'nothing'>;
  /** In which a client sends it; absent: this program's own. */
  readonly form?: WireForm;
}

/** Before the endpoint is chosen, -PLUS counts as possible: whether it is shows only on the connection itself. */
export const ANY_BINDING: ChannelBinding = { exporter: null, endPoint: Buffer.alloc(0), serverOffersPlus: true };

const takes = ({ takesToken }: LoginCommand, kind: CredentialsObservation['kind']): boolean =>
  kind === (takesToken ? 'token' : 'password');

const NOT_ASCII = /[^\u0000-\u007f]/;

export class Login {
  readonly #plan: Plan;
  readonly #credentials: Credentials;
  readonly #deadline: Deadline;
  readonly #redactor: Redactor;

  constructor(plan: Plan, credentials: Credentials, deadline: Deadline, redactor: Redactor) {
    this.#plan = plan;
    this.#credentials = credentials;
    this.#deadline = deadline;
    this.#redactor = redactor;
  }

  get kind(): CredentialsObservation['kind'] {
    const { password, token, oauth } = this.#credentials;
    if (token || oauth) return 'token';
    if (password) return 'password';
    return this.#plan.tls.clientCertificate ? 'certificate' : 'anonymous';
  }

  isUnsendable(token: Secret | null): boolean {
    const { user, password } = this.#credentials;
    const secret = this.kind === 'token' ? token : password;
    return describeUnsendable(user, secret?.reveal() ?? '', this.kind) !== null;
  }

  /** The strongest mechanism that both sides have; where there is none, the protocol's own command for a password. */
  choose(capabilities: Capabilities, tried: readonly string[], binding: ChannelBinding | null): Way | null {
    // RFC 2831 hashes Latin-1 where it can, Dovecot hashes UTF-8: the one guess is not spent on that where there is another way.
    const isAmbiguous = NOT_ASCII.test(this.#credentials.user + (this.#credentials.password?.reveal() ?? ''));
    const clear = isAmbiguous && !this.#plan.auth.only ? this.#chooseBut(capabilities, [...tried, 'DIGEST-MD5'], binding) : null;
    return this.#chooseOfAnotherKind(capabilities, tried, binding) ?? clear ?? this.#chooseBut(capabilities, tried, binding);
  }

  /**
   * After a mechanism that the server turned down before any proof was out. Its kin would fare alike, and there is one more
   * attempt: a server that cannot bind one -PLUS mechanism binds none, and one that stores hashes has the secret for no digest.
   */
  #chooseOfAnotherKind(capabilities: Capabilities, tried: readonly string[], binding: ChannelBinding | null): Way | null {
    const last = findMechanism(tried.at(-1) ?? '');
    if (this.#plan.auth.all || !last || last.exposesSecret) return null;
    const kin = MECHANISMS.filter(({ bindsChannel, exposesSecret }) => (last.bindsChannel ? bindsChannel : !exposesSecret));
    const way = this.#chooseBut(capabilities, [...tried, ...kin.map(({ name }) => name)], binding);
    return way?.mechanism ? way : null;
  }

  #chooseBut({ mechanisms, loginCommands }: Capabilities, tried: readonly string[], binding: ChannelBinding | null): Way | null {
    const { only, exclude } = this.#plan.auth;
    const excluded = [...exclude, ...tried];
    const { mechanism } = chooseMechanism({
      advertised: mechanisms,
      only,
      exclude: excluded,
      kind: this.kind,
      channelBinding: binding,
    });
    if (mechanism) return { name: mechanism.name, mechanism, sends: mechanism.exposesSecret ? 'secret' : 'proof' };
    const command = loginCommands
      .filter((one) => !excluded.includes(one.name) && takes(one, this.kind))
      .find(({ name, onlyByName }) => (only ? only.includes(name) : !onlyByName));
    return command ? { name: command.name, mechanism: null, sends: command.exposesSecret ? 'secret' : 'proof' } : null;
  }

  /** A password was given, and the server takes nothing but tokens. */
  takesOnlyTokens({ mechanisms, loginCommands }: Capabilities): boolean {
    const fits = (kind: CredentialKind): boolean =>
      chooseMechanism({ advertised: mechanisms, only: null, exclude: [], kind, channelBinding: null }).mechanism !== null;
    const takesPasswords = loginCommands.some((one) => !one.onlyByName && takes(one, 'password')) || fits('password');
    const takesTokens = loginCommands.some((one) => takes(one, 'token')) || fits('token');
    return this.kind === 'password' && takesTokens && !takesPasswords;
  }

  /** Makes the attempt. Says beside its record whether another mechanism may be tried after it. */
  async attempt(
    recorder: EndpointRecorder,
    session: LoginSession,
    binding: ChannelBinding | null,
    way: Way,
    token: Secret | null,
  ): Promise<{ attempt: AuthAttempt; allowsAnother: boolean }> {
    const result = await this.#talk(recorder, session, binding, way, token);
    const { status, reply, failure, hasSentSecret, isAskedAgain } = result;
    const challenge = result.challenge && this.#redactor.scrub(result.challenge);
    const sent: SentOfSecret = hasSentSecret ? way.sends : 'nothing';
    // A server that has the secret, or a proof of it, may have counted it, whatever it says of the mechanism.
    const isOpen = !hasSentSecret && way.mechanism !== null && (await allowsAnother(result, this.#plan));
    const isRefused = isAskedAgain || (isOpen && status === 'rejected');
    const form = way.form ? { form: { name: way.form, isRefused } } : {};
    const attempt = { endpoint: recorder.id, mechanism: way.name, status, reply, failure, challenge, sent, ...form };
    return { attempt, allowsAnother: isOpen };
  }

  async #talk(
    recorder: EndpointRecorder,
    session: LoginSession,
    binding: ChannelBinding | null,
    { name, mechanism, form }: Way,
    token: Secret | null,
  ): Promise<LoginResult & { readonly isAskedAgain: boolean }> {
    const { user, password } = this.#credentials;
    if (!mechanism) {
      const secret = this.kind === 'token' ? token : password;
      if (!secret || !session.logIn) throw new Error(`no way to log in by ${name}`);
      return { ...(await session.logIn(name, { user, secret })), isAskedAgain: false };
    }
    const exchange = mechanism.start({
      user,
      secret: mechanism.uses === 'token' ? token : password,
      host: this.#plan.host,
      port: recorder.spec.port,
      service: PROTOCOL_FACTS[this.#plan.protocol].saslService,
      channelBinding: binding,
      ...(form ? { form } : {}),
      randomBytes,
      onSent: (payload, proofs) => this.#redactor.addSent(payload, proofs),
      deriveKey: (derivation) => deriveKey(derivation, this.#deadline),
    });
    const result = await session.authenticate(name, exchange);
    return { ...result, isAskedAgain: exchange.isAskedAgain === true };
  }
}

/** Nothing of the secret went out: whether what the server did instead of judging it faults the mechanism. */
async function allowsAnother(result: LoginResult, plan: Plan): Promise<boolean> {
  const { faultsMechanism: isBrokenOff, status, reply, isOutOfStep } = result;
  if (isOutOfStep) return false;
  if (isBrokenOff) return true;
  if (status !== 'rejected' || !reply) return false;
  // Only a login that failed needs to know what replies mean.
  const { faultsMechanism } = await import('../knowledge/index.ts');
  return faultsMechanism(reply, { protocol: plan.protocol, host: plan.host });
}

/**
 * RFC 9266 for TLS 1.3, RFC 5929 §4 for all: SHA-1 and MD5 signatures count as SHA-256. Also where no -PLUS is offered:
 * that this side could bind is what the flag `y` says (RFC 5802 §6).
 */
export function bindingOf(socket: TLSSocket, recorder: EndpointRecorder): ChannelBinding {
  const offersPlus = (recorder.underTls?.mechanisms ?? []).some((name) => name.endsWith('-PLUS'));
  const { certificate, protocol } = recorder.tls ?? {};
  const digest = /sha(384|512)/i.exec(certificate?.signatureAlgorithm ?? '')?.[1];
  const hasDigest = /(sha1|sha256|md5)/i.test(certificate?.signatureAlgorithm ?? '');
  const { digests } = certificate ?? {};
  const endPoint =
    digest === '512' ? digests?.cert512 : digest === '384' ? digests?.cert384 : hasDigest ? digests?.cert256 : undefined;
  return {
    exporter:
      protocol === 'TLSv1.3' && !socket.destroyed
        ? socket.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0))
        : null,
    endPoint: endPoint ? Buffer.from(endPoint, 'hex') : null,
    serverOffersPlus: offersPlus,
  };
}
