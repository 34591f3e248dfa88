// Which ports took a connection: at the addresses that both runs found; where there is none, at any.
import type { ConnectResult } from '../../model/observation.ts';
import type { Report } from '../../model/report.ts';
import { listed } from '../../report/wording.ts';
import type { Pairing } from '../pairing.ts';
import type { CompareAspect } from './aspect.ts';

type Known = Exclude<ConnectResult, 'untried'>;

const WORDS: Readonly<Record<Known, string>> = {
  open: 'answers',
  refused: 'refused',
  timeout: 'no answer',
  unreachable: 'unreachable',
};

/** What each address said of each port; what was not tried says nothing. */
export function portResults({ dns, parts }: Report): ReadonlyMap<string, ReadonlyMap<number, Known>> {
  const results = new Map<string, Map<number, Known>>();
  for (const one of [dns, ...(parts ?? []).map((part) => part.dns)]) {
    for (const { address, ports } of one?.addresses ?? []) {
      const known = results.get(address) ?? new Map<number, Known>();
      for (const [port, result] of Object.entries(ports)) if (result !== 'untried') known.set(Number(port), result);
      results.set(address, known);
    }
  }
  return results;
}

const BEST_FIRST: readonly Known[] = ['open', 'refused', 'unreachable', 'timeout'];

/** As a whole: a client tries one address after the other. */
function bestResults(report: Report): ReadonlyMap<number, Known> {
  const best = new Map<number, Known>();
  for (const ports of portResults(report).values())
    for (const [port, result] of ports) {
      const before = best.get(port);
      if (before === undefined || BEST_FIRST.indexOf(result) < BEST_FIRST.indexOf(before)) best.set(port, result);
    }
  return best;
}

export interface PortFact {
  readonly port: number;
  /** Null: by all addresses together. */
  readonly address: string | null;
  readonly a: Known;
  readonly b: Known;
}

/** Of every port that both runs tried. */
export function portFacts({ a, b, shared }: Pairing): readonly PortFact[] {
  const between = (ofA: ReadonlyMap<number, Known>, ofB: ReadonlyMap<number, Known>, address: string | null): PortFact[] =>
    [...ofA].flatMap(([port, result]) => {
      const other = ofB.get(port);
      return other === undefined ? [] : [{ port, address, a: result, b: other }];
    });
  if (shared.size === 0) return between(bestResults(a.report), bestResults(b.report), null);
  const [resultsA, resultsB] = [portResults(a.report), portResults(b.report)];
  return [...shared].flatMap((address) =>
    between(resultsA.get(address) ?? new Map(), resultsB.get(address) ?? new Map(), address),
  );
}

export const comparePorts: CompareAspect = (pairing) => {
  const facts = portFacts(pairing);
  const asked = [pairing.a, pairing.b].map(({ report }) => [...new Set(report.endpoints.map(({ port }) => port))]);
  const [ofA = [], ofB = []] = asked;
  // Nothing in common: that is no likeness.
  if (pairing.pairs.length === 0 && ofA.length > 0 && ofB.length > 0)
    return { isSeen: true, differences: [{ subject: 'ports looked at', a: listed(ofA), b: listed(ofB) }] };
  const isOneAddress = new Set(facts.map(({ address }) => address)).size === 1;
  return {
    isSeen: facts.length > 0,
    differences: facts
      .filter(({ a, b }) => a !== b)
      .map(({ port, address, a, b }) => ({
        subject: isOneAddress || address === null ? `port ${port}` : `port ${port} at ${address}`,
        a: WORDS[a],
        b: WORDS[b],
      })),
  };
};
