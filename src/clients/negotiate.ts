// Whether a TLS client and a server would come to terms, from what the server answered to other hellos. A server's choice is a
// function of what it is offered, and more offered never makes it refuse: so whoever offers no more than a hello that was
// refused is refused, and whoever offers what was chosen is taken. All else is not judged. Pure.
import { opensslName, type SuiteFacts, suiteClass, suiteFacts, VERSION_NAMES } from '../model/cipher-suites.ts';
import type { HelloAnswer, HelloChoice } from '../model/server-tls.ts';
import type { TlsFacts } from './server-facts.ts';
import type { TlsClient } from './tls-client.ts';

const TLS12 = 0x0303;
const TLS13 = 0x0304;
/** RFC 8446 §6.2: the version is what was refused, whatever the suites. */
const PROTOCOL_VERSION = 70;
const P256 = 0x0017;

export type TlsCause = 'version' | 'suite' | 'dh-bits' | 'renegotiation' | 'group';

export type Negotiation =
  | { readonly kind: 'agreed'; readonly version: number; readonly suite: number | null }
  | { readonly kind: 'failed'; readonly cause: TlsCause; readonly why: string; readonly serverChange: string | null }
  | { readonly kind: 'unknown'; readonly missing: string };

export const versionName = (version: number): string =>
  (VERSION_NAMES.get(version) ?? 'TLS').replace(/^TLSv1$/, 'TLSv1.0').replace('v', ' ');

/** true: taken, false: refused, null: not known. A hello that was refused as a whole takes all versions up to its own with it. */
function acceptsVersion(version: number, { answers, own, versions }: TlsFacts): boolean | null {
  if (answers.some(({ choice }) => choice?.version === version) || own?.version === version) return true;
  const scanned = versions[VERSION_NAMES.get(version) ?? ''];
  if (typeof scanned === 'boolean') return scanned;
  if (version === TLS13 && own !== null && own.offeredTls13) return false;
  for (const { offer, choice, alert } of answers) {
    if (choice !== null && choice.version < version && offer.version >= version) return false;
    if (choice === null && offer.version >= version && (alert === PROTOCOL_VERSION || isWhole(offer))) return false;
  }
  return null;
}

/** It offered every suite that was usable in its version: a refusal is one of the version, or there is nothing to agree on. */
const isWhole = ({ suites, version, sni }: HelloAnswer['offer']): boolean =>
  sni &&
  (version >= TLS13 || WHOLE.every((suite) => suites.includes(suite) || (version < TLS12 && suiteFacts(suite)?.needsTls12)));
/** One a class stands for all. */
const WHOLE = [0xc02f, 0xc02b, 0xc027, 0xc013, 0xc009, 0x009e, 0x0033, 0x009c, 0x003c, 0x002f, 0x000a, 0x0005];

export function negotiate(client: TlsClient, facts: TlsFacts): Negotiation {
  const accepted = client.versions.map((version) => ({ version, taken: acceptsVersion(version, facts) }));
  const agreed = accepted.findLast(({ taken }) => taken === true)?.version;
  const isOpenAbove = accepted.some(({ version, taken }) => taken === null && version > (agreed ?? 0));
  if (agreed === undefined) {
    if (isOpenAbove) return { kind: 'unknown', missing: 'whether the server takes its versions of TLS' };
    return versionsApart(client, facts);
  }
  const result = agreed >= TLS13 ? negotiateTls13(client, facts) : negotiateOlder(client, facts, agreed);
  return result.kind === 'failed' && isOpenAbove
    ? { kind: 'unknown', missing: 'whether the server takes its newest version' }
    : result;
}

function versionsApart(client: TlsClient, facts: TlsFacts): Negotiation {
  const known = [...VERSION_NAMES.keys()].filter((version) => acceptsVersion(version, facts));
  const [least] = known;
  const newest = client.versions.at(-1) ?? 0;
  if (least !== undefined && least > newest) {
    // RFC 8996: no server is told to take TLS 1.0 or 1.1 again.
    const serverChange = newest >= TLS12 ? `take ${versionName(newest)} as well` : null;
    return { kind: 'failed', cause: 'version', why: `no ${versionName(least)}`, serverChange };
  }
  const most = known.at(-1);
  const oldest = client.versions[0] ?? 0;
  const what =
    most === undefined
      ? 'no version in common'
      : `nothing older than ${versionName(oldest)}, and the server ends at ${versionName(most)}`;
  return { kind: 'failed', cause: 'version', why: what, serverChange: `take ${versionName(Math.max(oldest, TLS12))}` };
}

function negotiateTls13(client: TlsClient, { answers, own }: TlsFacts): Negotiation {
  const choices = answers.flatMap(({ choice }) => (choice?.version === TLS13 ? [choice] : []));
  const groups = [...choices.map(({ group }) => group), ...(own?.version === TLS13 ? [own.group] : [])].filter(
    (group) => group !== null,
  );
  if (groups.some((group) => client.groups.includes(group)))
    return { kind: 'agreed', version: TLS13, suite: choices[0]?.suite ?? own?.suite ?? null };
  const refused = answers.some(
    ({ offer, choice }) =>
      choice === null && offer.version === TLS13 && client.groups.every((group) => offer.groups.includes(group)),
  );
  if (refused)
    return { kind: 'failed', cause: 'group', why: 'no group in common', serverChange: 'add the group P-256 (prime256v1)' };
  // RFC 8446 §9.1: whoever speaks TLS 1.3 has P-256.
  if (client.groups.includes(P256)) return { kind: 'agreed', version: TLS13, suite: choices[0]?.suite ?? own?.suite ?? null };
  return { kind: 'unknown', missing: 'whether the server takes one of its groups' };
}

/** A curve that both can do, for suites that want one, be it chosen in another answer; a client that names none takes any. */
const takesGroup = (client: TlsClient, group: number | null, { answers }: TlsFacts): boolean =>
  group === null ||
  client.groups.length === 0 ||
  answers.some(({ choice }) => choice !== null && choice.group !== null && client.groups.includes(choice.group));

const isUsable = (facts: SuiteFacts | null, version: number): facts is SuiteFacts =>
  facts !== null && facts.keyExchange !== 'TLS13' && (version >= TLS12 || !facts.needsTls12);

function negotiateOlder(client: TlsClient, facts: TlsFacts, version: number): Negotiation {
  const suites = client.suites.filter((suite) => isUsable(suiteFacts(suite), version));
  // What is refused in one hello is refused by itself: all that were refused, in whichever hello, help nobody.
  const refused = new Set(
    facts.answers.flatMap((answer) => (answer.choice === null && holdsFor(answer, client, version) ? answer.offer.suites : [])),
  );
  if (suites.every((suite) => refused.has(suite))) return suitesApart(suites, facts, version);
  const classes = new Set(suites.map(suiteClass));
  // What a server takes in one version it takes in another as well, where the suite can be used there.
  const choices = facts.answers.flatMap(({ choice }) => (choice && choice.version <= TLS12 ? [choice] : []));
  const choice = [...choices.filter((one) => one.version === version), ...choices.filter((one) => one.version !== version)].find(
    (one) => classes.has(suiteClass(one.suite)) && takesGroup(client, one.group, facts),
  );
  if (choice) return withinLimits(client, choice, version);
  const { own } = facts;
  if (own?.version === version && own.suite !== null && suites.includes(own.suite))
    return { kind: 'agreed', version, suite: own.suite };
  return { kind: 'unknown', missing: 'whether the server takes one of its cipher suites' };
}

/** In the same version, and with no less beside its suites than the client offers. */
const holdsFor = ({ offer }: HelloAnswer, client: TlsClient, version: number): boolean =>
  offer.version === version &&
  (offer.sni || !client.sendsSni) &&
  client.groups.every((group) => offer.groups.includes(group) || !COMMON_GROUPS.includes(group)) &&
  (client.signatures.length === 0 || offer.signatures.length > 0);
/** Groups that a server is met with; sect… and brainpool curves are nobody's only ones. */
const COMMON_GROUPS = [0x001d, 0x0017, 0x0018, 0x0019];

function withinLimits(client: TlsClient, choice: HelloChoice, version: number): Negotiation {
  if (client.needsSecureRenegotiation && choice.secureRenegotiation === false) {
    const why = 'the server lacks secure renegotiation (RFC 5746)';
    return {
      kind: 'failed',
      cause: 'renegotiation',
      why,
      serverChange: 'update its TLS library: secure renegotiation (RFC 5746)',
    };
  }
  const { dhBits } = choice;
  if (dhBits !== null && dhBits < (client.minDhBits ?? 0)) {
    const why = `the DH parameters have ${dhBits} bits, and it takes ${client.minDhBits} or more`;
    return { kind: 'failed', cause: 'dh-bits', why, serverChange: 'use DH parameters of 2048 bits, or prefer ECDHE' };
  }
  if (dhBits !== null && client.maxDhBits !== null && dhBits > client.maxDhBits) {
    const why = `the DH parameters have ${dhBits} bits, and it takes ${client.maxDhBits} at the most`;
    return { kind: 'failed', cause: 'dh-bits', why, serverChange: 'prefer ECDHE or RSA key exchange to DHE' };
  }
  return { kind: 'agreed', version, suite: choice.suite };
}

/** The suite that would help: of the class that is the best one that the client has. */
const WORTH_ADDING = [
  'ECDHE-RSA GCM',
  'ECDHE-ECDSA GCM',
  'ECDHE-RSA CBC-SHA2',
  'ECDHE-RSA CBC-SHA',
  'DHE-RSA GCM',
  'RSA key exchange GCM',
  'RSA key exchange CBC-SHA',
];

function suitesApart(suites: readonly number[], { answers, own }: TlsFacts, version: number): Negotiation {
  const chosen = answers.flatMap(({ choice }) => (choice?.version === version ? [choice.suite] : []));
  const seen = [...chosen, ...(own?.version === version && own.suite !== null ? [own.suite] : [])];
  const classes = [...new Set(seen.map(suiteClass))];
  const why = classes.length === 0 ? `no cipher suite in common with ${versionName(version)}` : `no ${classes.join(', no ')}`;
  // What the key that the server has can do comes before a second certificate.
  const keys = new Set(seen.map((suite) => suiteFacts(suite)?.authentication));
  const fits = (suite: number): boolean => keys.size === 0 || keys.has(suiteFacts(suite)?.authentication);
  const bestOf = (able: readonly number[]): number | undefined =>
    WORTH_ADDING.flatMap((name) => able.filter((suite) => suiteClass(suite) === name))[0];
  const [fitting, other] = [bestOf(suites.filter(fits)), bestOf(suites)];
  const added = opensslName(fitting ?? other ?? 0);
  const key = fitting === undefined ? ' and a second certificate, with the key that it wants' : '';
  return { kind: 'failed', cause: 'suite', why, serverChange: added === null ? null : `add the cipher suite ${added}${key}` };
}
