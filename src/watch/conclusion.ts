// What a watch comes to: the verdict, one sentence, and the findings that only many runs can prove. Pure.
import { wordingOf } from '../knowledge/wording.ts';
import { DEFAULT_SEVERITY, type Finding, isFindingId, type Owner } from '../model/finding.ts';
import type { Verdict } from '../model/report.ts';
import { shorten } from '../model/shorten.ts';
import { listed } from '../report/wording.ts';
import { type AddressPattern, addressPatternOf } from './address-pattern.ts';
import { type ExpectationResult, judgeWatchExpectation } from './judge-expectation.ts';
import type { PlaceStatistics } from './place-statistics.ts';
import { type TimePattern, timePatternOf } from './time-pattern.ts';
import type { WatchExpectation } from './watch-expectation.ts';
import type { WatchStatistics } from './watch-statistics.ts';
import { addressPatternText, allRunsText, clockText, countText, placeName, spanText, timePatternText } from './watch-words.ts';

/** A place that works and fails. */
export interface Unsteady {
  readonly place: PlaceStatistics;
  readonly when: TimePattern;
}

export interface WatchConclusion {
  readonly verdict: Verdict;
  readonly summary: string;
  readonly findings: readonly Finding[];
  readonly expectations: readonly ExpectationResult[];
  readonly unsteady: readonly Unsteady[];
  /** By port: where it fails at some addresses alone. */
  readonly addresses: ReadonlyMap<number, AddressPattern>;
}

const MOST_EVIDENCE = 12;
const REPEATED = (repeated: number, failed: number): string =>
  `in ${repeated} of the ${failed} it worked when it was repeated alone; a limit on connections at once would look the same, and --max-connections 1 tells`;
const MOST_MESSAGE = 160;

export interface WatchJudging {
  /** As the user calls it. */
  readonly host: string;
  readonly strict: boolean;
  readonly expectations: readonly WatchExpectation[];
}

export function concludeWatch(statistics: WatchStatistics, { host, strict, expectations }: WatchJudging): WatchConclusion {
  const failing = statistics.count('fail') + (strict ? statistics.count('warn') : 0);
  const judged = expectations.map((one) => judgeWatchExpectation(one, statistics, failing));
  const unsteady = statistics.places.flatMap((place): Unsteady[] => {
    const when = timePatternOf(factsOf(place));
    return when === null ? [] : [{ place, when }];
  });
  const addresses = addressPatternsOf(statistics.places);
  const intermittent = unsteady.length === 0 ? [] : [intermittentFinding(unsteady, addresses, statistics)];
  const missed = judged.filter(({ holds }) => !holds).map(expectationFinding);
  const worst = statistics.worstVerdict;
  const ofRuns = expectations.length === 0 || worst !== 'fail' ? worst : 'warn';
  const verdict = missed.length > 0 ? 'fail' : unsteady.length > 0 && ofRuns === 'ok' ? 'warn' : ofRuns;
  const summary = summaryOf(host, statistics, unsteady, addresses, judged);
  return { verdict, summary, findings: [...missed, ...intermittent], expectations: judged, unsteady, addresses };
}

const factsOf = (place: PlaceStatistics): Parameters<typeof timePatternOf>[0] => ({
  runs: place.runs,
  failed: place.failed,
  streaks: place.streaks,
  outages: place.outages,
  outageCount: place.outageCount,
  longestOutage: place.longestOutage,
  streakLength: place.streakLength,
  sinceMs: place.sinceMs,
  isOk: place.isOk,
});

function addressPatternsOf(places: readonly PlaceStatistics[]): ReadonlyMap<number, AddressPattern> {
  const ports = new Set(places.flatMap(({ port }) => port ?? []));
  return new Map(
    [...ports].flatMap((port) => {
      const counts = places.flatMap(({ port: own, address, runs, failed }) =>
        own === port && address !== null ? [{ address, runs, failed }] : [],
      );
      const pattern = addressPatternOf(counts);
      return pattern ? [[port, pattern] as const] : [];
    }),
  );
}

/** `465 at 192.0.2.10 failed in 4 of 12 runs: connection-closed (3), greeting-busy (1)`. */
function causesText({ failed, runs, causes, otherCauses }: PlaceStatistics): string {
  const known = causes.slice(0, 3).map(({ code, count }) => `${code} (${count})`);
  const rest = causes.slice(3).reduce((sum, { count }) => sum + count, otherCauses);
  return `failed in ${failed} of ${countText(runs, 'run')}: ${[...known, ...(rest > 0 ? [`others (${rest})`] : [])].join(', ')}`;
}

/** Who acts on what it fails of most. */
function ownerOf(unsteady: readonly Unsteady[]): Owner {
  const [most] = unsteady.flatMap(({ place }) => place.causes).toSorted((one, other) => other.count - one.count);
  return most && isFindingId(most.code) ? wordingOf(most.code).owner : 'server';
}

function intermittentFinding(
  unsteady: readonly Unsteady[],
  addresses: ReadonlyMap<number, AddressPattern>,
  statistics: WatchStatistics,
): Finding {
  const nowMs = statistics.last?.atMs ?? 0;
  const { title, meaning, fix, reference } = wordingOf('intermittent');
  const lines = unsteady.flatMap(({ place, when }) => {
    const [most] = place.causes;
    return [
      `${placeName(place)} ${causesText(place)}`,
      `${placeName(place)} fails ${timePatternText(when, nowMs)}`,
      ...(place.repeated > 0 ? [`${placeName(place)}: ${REPEATED(place.repeated, place.failed)}`] : []),
      ...(most && most.message !== ''
        ? [`${placeName(place)}, last of ${most.code}: ${shorten(most.message, MOST_MESSAGE)}`]
        : []),
    ];
  });
  const byAddress = [...addresses].map(([port, pattern]) => `port ${port} fails ${addressPatternText(pattern)}`);
  const { wholeFailures, anyFailures, runs } = statistics;
  const together =
    wholeFailures === 0
      ? 'Something else worked each time.'
      : `In ${wholeFailures} of ${countText(anyFailures, 'run')} with a failure nothing worked at all.`;
  return {
    id: 'intermittent',
    severity: DEFAULT_SEVERITY.intermittent,
    title: `${title}: ${headOf(unsteady, addresses)}`,
    detail: `${meaning} ${together}`,
    evidence: [...byAddress, ...lines].slice(0, MOST_EVIDENCE),
    fix: addresses.size > 0 ? `${fix} Here it is the machine behind ${suspects(addresses)}.` : fix,
    owner: runs > 0 ? ownerOf(unsteady) : 'server',
    endpoints: unsteady.flatMap(({ place: { port, mode, address } }) => (port === null ? [] : [`${port}/${mode}@${address}`])),
    reference,
  };
}

const suspects = (addresses: ReadonlyMap<number, AddressPattern>): string =>
  listed([...addresses.values()].flatMap(({ failing }) => failing.map(({ address }) => address)));

const byLoss = (unsteady: readonly Unsteady[]): readonly Unsteady[] =>
  unsteady.toSorted((one, other) => other.place.lossShare - one.place.lossShare);

const isAtSome = ({ port, address }: PlaceStatistics, addresses: ReadonlyMap<number, AddressPattern>): boolean =>
  addresses.get(port ?? 0)?.failing.some((one) => one.address === address) ?? false;

/** The place that fails most, and how many others do. */
function headOf(unsteady: readonly Unsteady[], addresses: ReadonlyMap<number, AddressPattern>): string {
  const [worst, ...others] = byLoss(unsteady);
  if (!worst) return '';
  const { place } = worst;
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  const only = isAtSome(place, addresses) ? ', and other addresses do not' : '';
  return `${placeName(place)} failed in ${place.failed} of ${countText(place.runs, 'run')}${only}${more}`;
}

const expectationFinding = ({ text, found }: ExpectationResult): Finding => ({
  id: 'expectation-failed',
  severity: DEFAULT_SEVERITY['expectation-failed'],
  title: `Expected ${text}, found ${found}`,
  detail: 'What was expected of all runs together does not hold.',
  evidence: [`${text}: ${found}`],
  fix: 'Change what fails, or what is expected.',
  owner: 'server',
  endpoints: [],
  reference: null,
});

function summaryOf(
  host: string,
  statistics: WatchStatistics,
  unsteady: readonly Unsteady[],
  addresses: ReadonlyMap<number, AddressPattern>,
  judged: readonly ExpectationResult[],
): string {
  const { runs, last, firstAtMs } = statistics;
  if (last === null) return `No run of ${host} came to an end.`;
  const missed = judged.filter(({ holds }) => !holds);
  const over = runs === 1 ? '' : ` over ${spanText(last.atMs - firstAtMs)}`;
  const expected = missed.length === 0 ? '' : ` What was expected does not hold: ${listed(missed.map(({ text }) => text))}.`;
  const [worst] = byLoss(unsteady);
  if (worst) {
    const { place, when } = worst;
    const counts = `${placeName(place)} failed in ${place.failed} of ${countText(place.runs, 'run')}${over}`;
    const only = isAtSome(place, addresses) ? '; at other addresses it does not' : '';
    const more = unsteady.length === 1 ? '' : `; and ${unsteady.length - 1} more`;
    return `${host} comes and goes: ${counts}, ${timePatternText(when, last.atMs)}${only}${more}.${expected}`;
  }
  const failed = statistics.lastFailed;
  if (failed === null) return `${host} worked in ${allRunsText(runs)}${over}.${expected}`;
  const fails = statistics.count('fail');
  const how =
    fails === runs ? allRunsText(runs) : `${fails} of ${runs} runs${over}, the last time at ${clockText(failed.atMs, last.atMs)}`;
  return `${host} failed in ${how}. ${failed.summary}${expected}`;
}
