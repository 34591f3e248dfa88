// Two reports laid side by side: which addresses they share, and which endpoint of the one is which of the other. Pure. Must
// not know what of them is compared.
import { MODE_FACTS, type Protocol } from '../model/protocol.ts';
import type { Report, ReportEndpoint } from '../model/report.ts';
import type { Side } from './comparison.ts';

export interface EndpointPair {
  /** `port 587 (STARTTLS)`; with its address where the runs share several. */
  readonly subject: string;
  readonly port: number;
  readonly a: ReportEndpoint;
  readonly b: ReportEndpoint;
  /** Both met it at the same address. */
  readonly isSameAddress: boolean;
}

export interface Run {
  readonly side: Side;
  readonly label: string;
  readonly report: Report;
  readonly startedMs: number;
}

export interface Pairing {
  readonly a: Run;
  readonly b: Run;
  /** Each protocol's, so that IMAP is not compared with SMTP. */
  readonly pairs: readonly EndpointPair[];
  /** Addresses that both runs found. */
  readonly shared: ReadonlySet<string>;
  /** Endpoints that the other run did not look at. */
  readonly onlyIn: Readonly<Record<Side, readonly string[]>>;
  readonly apartMs: number;
}

/** Nearer than this, a change of the server itself is not what explains a difference. */
const SAME_TIME_MS = 60 * 60 * 1_000;

export const isSameTime = ({ apartMs }: Pairing): boolean => apartMs <= SAME_TIME_MS;

export const addressesOf = ({ dns, parts }: Report): readonly string[] => [
  ...new Set(
    [dns, ...(parts ?? []).map((part) => part.dns)].flatMap((one) => one?.addresses ?? []).map(({ address }) => address),
  ),
];

export const subjectOf = ({ port, mode }: Pick<ReportEndpoint, 'port' | 'mode'>): string =>
  `port ${port} (${MODE_FACTS[mode].word})`;

type EndpointKey = `${Protocol}/${number}/${string}`;
const keyOf = ({ protocol, port, mode }: ReportEndpoint): EndpointKey => `${protocol}/${port}/${mode}`;

function groupByKey({ endpoints }: Report): ReadonlyMap<EndpointKey, readonly ReportEndpoint[]> {
  const groups = new Map<EndpointKey, ReportEndpoint[]>();
  for (const endpoint of endpoints) groups.set(keyOf(endpoint), [...(groups.get(keyOf(endpoint)) ?? []), endpoint]);
  return groups;
}

/** Those at the same addresses; where there is none, the first of each, which is the one that a client would take. */
function pairUp(ofA: readonly ReportEndpoint[], ofB: readonly ReportEndpoint[]): EndpointPair[] {
  const same = ofA.flatMap((a) => ofB.filter((b) => b.address === a.address).map((b) => ({ a, b })));
  const [a] = ofA;
  const [b] = ofB;
  const chosen = same.length > 0 ? same : a && b ? [{ a, b }] : [];
  return chosen.map((pair) => ({
    ...pair,
    port: pair.a.port,
    subject: same.length > 1 ? `${subjectOf(pair.a)} at ${pair.a.address}` : subjectOf(pair.a),
    isSameAddress: pair.a.address === pair.b.address,
  }));
}

export function pairReports(a: Run, b: Run): Pairing {
  const groups = { a: groupByKey(a.report), b: groupByKey(b.report) };
  const keys = [...new Set([...groups.a.keys(), ...groups.b.keys()])];
  const of = (side: Side, key: EndpointKey): readonly ReportEndpoint[] => groups[side].get(key) ?? [];
  const onlyIn = (side: Side, other: Side): string[] =>
    keys.filter((key) => of(other, key).length === 0).flatMap((key) => of(side, key).slice(0, 1).map(subjectOf));
  const ofB = new Set(addressesOf(b.report));
  return {
    a,
    b,
    pairs: keys.flatMap((key) => pairUp(of('a', key), of('b', key))),
    shared: new Set(addressesOf(a.report).filter((address) => ofB.has(address))),
    onlyIn: { a: onlyIn('a', 'b'), b: onlyIn('b', 'a') },
    apartMs: Math.abs(a.startedMs - b.startedMs),
  };
}

/** The other way round: what is found both ways is found once, and mirrored. */
export function turnedOver({ a, b, pairs, onlyIn, ...both }: Pairing): Pairing {
  return {
    ...both,
    a: b,
    b: a,
    pairs: pairs.map((pair) => ({ ...pair, a: pair.b, b: pair.a })),
    onlyIn: { a: onlyIn.b, b: onlyIn.a },
  };
}
