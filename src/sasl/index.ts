// Every mechanism, strongest first, and which one fits. A new mechanism is a file and a line here. Must not know the
// protocols, nor judge whether the way is safe: that is asked before.
import { anonymous } from './anonymous.ts';
import { cramMd5 } from './cram-md5.ts';
import { digestMd5 } from './digest-md5.ts';
import { external } from './external.ts';
import { login } from './login.ts';
import type { ChannelBinding, SaslMechanism, SecretUse } from './mechanism.ts';
import { ntlm } from './ntlm.ts';
import { oauthbearer } from './oauthbearer.ts';
import { plain } from './plain.ts';
import { scramSha1, scramSha1Plus, scramSha256, scramSha256Plus, scramSha512, scramSha512Plus } from './scram.ts';
import { xoauth2 } from './xoauth2.ts';

/**
 * Strongest first. SCRAM proves both sides and shows no password, best where it is bound to the TLS connection; then
 * the digests of old, which at least show no password; then the password itself, which TLS has to protect; NTLM last,
 * since its answers are weak and few servers outside a Windows domain do it well. The registered OAUTHBEARER comes
 * before XOAUTH2, its forerunner. EXTERNAL and ANONYMOUS show nothing, and are taken only when they are meant.
 */
export const MECHANISMS: readonly SaslMechanism[] = [
  scramSha512Plus,
  scramSha256Plus,
  scramSha1Plus,
  scramSha512,
  scramSha256,
  scramSha1,
  digestMd5,
  cramMd5,
  oauthbearer,
  xoauth2,
  external,
  plain,
  login,
  ntlm,
  anonymous,
];

const STANDINGS: readonly SaslMechanism['standing'][] = ['current', 'limited', 'historic'];
const USES: readonly SecretUse[] = ['password', 'token', 'certificate', 'nothing'];

/**
 * What to write into a client, the best first, so that what clients have counts beside strength. SCRAM never hands the
 * password over; its -PLUS forms come after the plain ones, since no client has a setting for them and those that can bind
 * to the channel do so by themselves. Then PLAIN, which is safe under verified TLS and which all clients have. CRAM-MD5 and
 * DIGEST-MD5 (RFC 6331) make the server keep readable passwords, and hosts that store hashes advertise them and then refuse.
 */
export const MECHANISMS_FOR_CLIENTS: readonly SaslMechanism[] = MECHANISMS.toSorted(
  (one, other) =>
    USES.indexOf(one.uses) - USES.indexOf(other.uses) ||
    STANDINGS.indexOf(one.standing) - STANDINGS.indexOf(other.standing) ||
    Number(one.exposesSecret) - Number(other.exposesSecret) ||
    Number(one.bindsChannel) - Number(other.bindsChannel),
);

/** `name` in any case; undefined: unknown or not spoken. */
export const findMechanism = (name: string): SaslMechanism | undefined => {
  const wanted = name.toUpperCase();
  return MECHANISMS.find((mechanism) => mechanism.name === wanted);
};

/** What the user has to show. `certificate`: a TLS client certificate and no secret; `anonymous`: nothing. */
export type CredentialKind = 'password' | 'token' | 'certificate' | 'anonymous';

/** What a mechanism has to use for these. */
export const USE_OF_KIND: Readonly<Record<CredentialKind, SecretUse>> = {
  password: 'password',
  token: 'token',
  certificate: 'certificate',
  anonymous: 'nothing',
};

export interface MechanismChoice {
  /** As the server lists them, any case. */
  readonly advertised: readonly string[];
  /** `--auth`: only these; null: no such wish. Upper case. */
  readonly only: readonly string[] | null;
  /** `--auth-exclude`. Upper case. */
  readonly exclude: readonly string[];
  readonly kind: CredentialKind;
  /** null: no TLS, or no binding data. */
  readonly channelBinding: Pick<ChannelBinding, 'exporter' | 'endPoint'> | null;
}

/** Any mechanism with -PLUS in the list: what `ChannelBinding.serverOffersPlus` asks. */
export const offersPlus = (advertised: readonly string[]): boolean => advertised.some((name) => /-PLUS$/i.test(name));

function isAllowed(mechanism: SaslMechanism, { only, exclude, kind, channelBinding }: MechanismChoice): boolean {
  if (exclude.includes(mechanism.name)) return false;
  if (only !== null && !only.includes(mechanism.name)) return false;
  if (mechanism.bindsChannel && !channelBinding?.exporter && !channelBinding?.endPoint) return false;
  // Named, these two need no secret, whatever else was given.
  const isNamed = only?.includes(mechanism.name) ?? false;
  if (mechanism.uses === 'nothing') return isNamed;
  if (mechanism.uses === 'certificate') return isNamed || kind === 'certificate';
  return mechanism.uses === USE_OF_KIND[kind];
}

/** What the user's side allows, strongest first, whatever the server offers. */
const allowedMechanisms = (choice: MechanismChoice): readonly SaslMechanism[] =>
  MECHANISMS.filter((mechanism) => isAllowed(mechanism, choice));

/** Every mechanism that both sides have, strongest first: the first is the one to take, the others are for `--auth-all`. */
export function commonMechanisms(choice: MechanismChoice): readonly SaslMechanism[] {
  const offered = new Set(choice.advertised.map((name) => name.toUpperCase()));
  return allowedMechanisms(choice).filter(({ name }) => offered.has(name));
}

export type ChosenMechanism =
  | { readonly mechanism: SaslMechanism }
  /** Nothing in common. Upper case, in the order of the server and in order of strength. */
  | { readonly mechanism: null; readonly offered: readonly string[]; readonly allowed: readonly string[] };

/** The strongest mechanism that both sides have, or what each side has. */
export function chooseMechanism(choice: MechanismChoice): ChosenMechanism {
  const [mechanism] = commonMechanisms(choice);
  if (mechanism) return { mechanism };
  return {
    mechanism: null,
    offered: choice.advertised.map((name) => name.toUpperCase()),
    allowed: allowedMechanisms(choice).map(({ name }) => name),
  };
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Why these can't be sent by any mechanism, or null: said before anything goes on the wire. A NUL would end a field of
 * PLAIN (RFC 4616 §2), a line end or 0x01 the token (RFC 6750 §2.1).
 */
export function describeUnsendable(user: string, secret: string, kind: CredentialKind): string | null {
  if (user.includes('\0')) return 'the user name has a NUL character';
  if (secret.includes('\0')) return `the ${kind} has a NUL character`;
  if (kind === 'token' && /[\u0000-\u0020\u007f]/.test(secret)) return 'the token has a space, line end or control character';
  if (kind === 'token' && user.includes('\u0001')) return 'the user name has a control character';
  if (LONE_SURROGATE.test(user + secret)) return `the user name or ${kind} is no valid text`;
  return null;
}
