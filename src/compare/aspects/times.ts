// How long each phase took, where it matters. One answer that comes a little later is the network's weather: a SYN that was
// lost costs one second before it is repeated (RFC 6298 §2), so that only what is two seconds longer, and three times as long
// at least, is a difference.
import type { ReportEndpoint } from '../../model/report.ts';
import { durationText } from '../../report/wording.ts';
import type { Pairing } from '../pairing.ts';
import type { CompareAspect } from './aspect.ts';

const LEAST_LONGER_MS = 2_000;
const LEAST_TIMES = 3;

export const TIMED_STAGES = ['connect', 'greeting', 'tls', 'ehlo', 'auth'] as const;
export type TimedStage = (typeof TIMED_STAGES)[number];

/** Only what came to its end: how long something failed is its limit, and no time of the server's. */
function phaseMs({ steps }: ReportEndpoint, phase: TimedStage): number | null {
  const own = steps.filter(({ stage, status }) => stage === phase && status !== 'skipped');
  return own.length === 0 || own.some(({ status }) => status !== 'ok')
    ? null
    : own.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

export interface PhaseFact {
  readonly subject: string;
  readonly phase: TimedStage;
  readonly a: number;
  readonly b: number;
}

export const isMuchLonger = (one: number, other: number): boolean => one - other >= LEAST_LONGER_MS && one >= LEAST_TIMES * other;

export function phaseFacts({ pairs }: Pairing): readonly PhaseFact[] {
  return pairs.flatMap(({ subject, a, b }) =>
    TIMED_STAGES.flatMap((phase) => {
      const [ofA, ofB] = [phaseMs(a, phase), phaseMs(b, phase)];
      return ofA === null || ofB === null ? [] : [{ subject, phase, a: ofA, b: ofB }];
    }),
  );
}

export const compareTimes: CompareAspect = (pairing) => {
  const facts = phaseFacts(pairing);
  return {
    isSeen: facts.length > 0,
    differences: facts
      .filter(({ a, b }) => isMuchLonger(a, b) || isMuchLonger(b, a))
      .map(({ subject, phase, a, b }) => ({ subject: `${phase} at ${subject}`, a: durationText(a), b: durationText(b) })),
  };
};
