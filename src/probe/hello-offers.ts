// Which ClientHello to send next, from what the ones before it brought: so that few connections tell for most clients whether
// they can use the server. Pure. What was chosen rules a class in; what was refused rules all that was offered out.
import { CIPHER_SUITES, suiteClass, suiteFacts } from '../model/cipher-suites.ts';
import type { HelloAnswer, HelloOffer } from '../model/server-tls.ts';

/** As many as answer for nearly every client on a usual server. */
export const BASIC_HELLOS = 4;
/** With `--tls-scan`, beside these. */
export const MORE_HELLOS = 14;

const [SSL3, TLS10, TLS11, TLS12, TLS13] = [0x0300, 0x0301, 0x0302, 0x0303, 0x0304] as const;
const PROTOCOL_VERSION_ALERT = 70;

/** x25519, the NIST curves, x448, and the groups of RFC 7919. */
const NIST_GROUPS = [0x0017, 0x0018, 0x0019];
const FFDHE_GROUPS = [0x0100, 0x0101, 0x0102, 0x0103, 0x0104];
const GROUPS = [0x001d, ...NIST_GROUPS, 0x001e, ...FFDHE_GROUPS];
// biome-ignore format: a list
const SIGNATURES = [
  0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b, 0x0401, 0x0501, 0x0601, 0x0303, 0x0301,
  0x0203, 0x0201,
];

/** The best for a client first, for servers that follow the client's order. */
// biome-ignore format: a list
const CLASSES = [
  'ECDHE-ECDSA GCM', 'ECDHE-RSA GCM', 'ECDHE-ECDSA CHACHA20', 'ECDHE-RSA CHACHA20', 'ECDHE-ECDSA CBC-SHA2', 'ECDHE-RSA CBC-SHA2',
  'ECDHE-ECDSA CBC-SHA', 'ECDHE-RSA CBC-SHA', 'DHE-RSA GCM', 'DHE-RSA CHACHA20', 'DHE-RSA CBC-SHA2', 'DHE-RSA CBC-SHA',
  'RSA key exchange GCM', 'RSA key exchange CBC-SHA2', 'RSA key exchange CBC-SHA',
];
const rank = (suite: number): number => (CLASSES.indexOf(suiteClass(suite)) + CLASSES.length + 1) % (CLASSES.length + 1);
const rankOf = (suite: number): number => (CLASSES.includes(suiteClass(suite)) ? rank(suite) : CLASSES.length + 1);

const ALL = [...CIPHER_SUITES.keys()]
  .filter((suite) => suiteFacts(suite)?.keyExchange !== 'TLS13')
  .sort((a, b) => rankOf(a) - rankOf(b));
/** No client has CHACHA20, CCM or Camellia without AES, as none has x25519 without P-256. */
const COMMON = ALL.filter((suite) => !['CHACHA20', 'CCM', 'CAMELLIA'].includes(suiteFacts(suite)?.cipher ?? ''));
const OLD = ALL.filter((suite) => suiteFacts(suite)?.needsTls12 === false);
const TLS13_SUITES = [0x1302, 0x1303, 0x1301];
/** Looked for one by one with `--tls-scan`: those on which clients differ. */
const ASKED_CLASSES = [
  ...['ECDHE-RSA GCM', 'ECDHE-ECDSA GCM', 'ECDHE-RSA CBC-SHA', 'ECDHE-RSA CBC-SHA2', 'ECDHE-ECDSA CBC-SHA'],
  ...['RSA key exchange CBC-SHA', 'RSA key exchange GCM', 'DHE-RSA GCM', 'DHE-RSA CBC-SHA', 'RSA key exchange 3DES'],
];

const offer = (version: number, suites: readonly number[], sni = true, groups: readonly number[] = GROUPS): HelloOffer => ({
  version,
  suites,
  groups,
  signatures: version >= TLS12 ? SIGNATURES : [],
  sni,
});

const isAead = (suite: number): boolean => ['GCM', 'CHACHA20', 'CCM'].includes(suiteFacts(suite)?.cipher ?? '');
/** By its key exchange and the key of the certificate. */
const isLike = (suite: number, other: number): boolean =>
  suiteFacts(suite)?.keyExchange === suiteFacts(other)?.keyExchange &&
  suiteFacts(suite)?.authentication === suiteFacts(other)?.authentication;
const isRsaExchange = (suite: number): boolean => suiteFacts(suite)?.keyExchange === 'RSA';
const isEcdhe = (suite: number): boolean => suiteFacts(suite)?.keyExchange === 'ECDHE';

const isSame = (one: HelloOffer, other: HelloOffer): boolean =>
  one.version === other.version &&
  one.sni === other.sni &&
  one.suites.length === other.suites.length &&
  one.suites.every((suite) => other.suites.includes(suite)) &&
  one.groups.length === other.groups.length;

/** What can be learned of TLS 1.2 beside its first choice, the most telling first. */
function restOfTls12(answers: readonly HelloAnswer[]): HelloOffer[] {
  const first = answers.find(({ choice }) => choice?.version === TLS12)?.choice?.suite;
  if (first === undefined) return [];
  const such = (test: (suite: number) => boolean): HelloOffer => offer(TLS12, ALL.filter(test));
  const withoutAead = such((suite) => !isAead(suite));
  // A second certificate, with an RSA key, is what old clients live on.
  if (suiteFacts(first)?.authentication === 'ECDSA')
    return [such((suite) => suiteFacts(suite)?.authentication === 'RSA'), withoutAead];
  // Who prefers CBC to AEAD has no AEAD; who prefers something else to ECDHE may have none.
  if (!isAead(first)) return [such((suite) => suiteClass(suite) !== suiteClass(first)), such((suite) => !isLike(suite, first))];
  if (!isEcdhe(first)) return [such((suite) => !isLike(suite, first)), withoutAead];
  const isRefused = answers.some((answer) => answer.choice === null && isSame(answer.offer, withoutAead));
  return [withoutAead, such((suite) => !isLike(suite, first) && (!isRefused || isAead(suite)))];
}

function basicOffers(answers: readonly HelloAnswer[]): HelloOffer[] {
  const bare = answers.find(({ offer: { version, sni } }) => version === TLS12 && !sni);
  const isNameWanted = bare !== undefined && bare.choice === null && bare.alert !== PROTOCOL_VERSION_ALERT;
  const legacy = answers.find(({ offer: { version } }) => version === TLS11);
  return [
    // Without a name first: what a client gets that sends none; and with what is beside nothing else in any client.
    offer(TLS12, COMMON, false, [...NIST_GROUPS, ...FFDHE_GROUPS]),
    ...(isNameWanted ? [offer(TLS12, ALL)] : []),
    offer(TLS11, OLD),
    // What goes with TLS 1.1 goes with 1.0: so the oldest clients' only key exchange is asked for with it.
    ...(legacy?.choice?.version === TLS11 ? [offer(TLS10, isEcdhe(legacy.choice.suite) ? OLD.filter(isRsaExchange) : OLD)] : []),
    ...restOfTls12(answers),
  ];
}

function moreOffers(answers: readonly HelloAnswer[]): HelloOffer[] {
  const choices = answers.flatMap(({ choice }) => (choice ? [choice] : []));
  const refused = new Set(
    answers.flatMap((answer) => (answer.choice ? [] : answer.offer.version === TLS12 ? answer.offer.suites : [])),
  );
  const known = new Set(choices.map(({ suite }) => suiteClass(suite)));
  const versions = new Set(choices.map(({ version }) => version));
  const group13 = answers.find(({ choice }) => choice?.version === TLS13)?.choice?.group;
  const classes = ASKED_CLASSES.filter((name) => !known.has(name)).map((name) =>
    ALL.filter((suite) => suiteClass(suite) === name),
  );
  return [
    offer(TLS13, TLS13_SUITES),
    ...(group13 === 0x001d ? [offer(TLS13, TLS13_SUITES, true, NIST_GROUPS)] : []),
    ...(versions.has(TLS12)
      ? classes.filter((suites) => suites.some((suite) => !refused.has(suite))).map((suites) => offer(TLS12, suites))
      : []),
    ...(versions.has(TLS12) && [...known].some((name) => name.startsWith('ECDHE'))
      ? [offer(TLS12, ALL.filter(isEcdhe), true, NIST_GROUPS)]
      : []),
    offer(SSL3, OLD),
  ];
}

export interface Asking {
  /** This program's own handshake has shown whether the server speaks TLS 1.3; where it failed, one more hello does. */
  readonly knowsTls13: boolean;
  /** `--tls-scan` */
  readonly wantsMore: boolean;
}

/** null: nothing is left to ask. */
export function nextOffer(
  answers: readonly HelloAnswer[],
  asked: readonly HelloOffer[],
  { knowsTls13, wantsMore }: Asking,
): HelloOffer | null {
  const isNew = (one: HelloOffer): boolean => !asked.some((other) => isSame(one, other));
  const basic = [...(knowsTls13 ? [] : [offer(TLS13, TLS13_SUITES)]), ...basicOffers(answers)];
  const most = BASIC_HELLOS + (knowsTls13 ? 0 : 1);
  const next = basic.find(isNew);
  if (asked.length < most && next) return next;
  if (!wantsMore || asked.length >= most + MORE_HELLOS) return null;
  return [...basic, ...moreOffers(answers)].find(isNew) ?? null;
}
