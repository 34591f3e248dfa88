// The nouns of a comparison: two runs, what differs between them, and what only the two together prove. Must not know how
// anything is compared or shown.
import type { Owner, Severity } from '../model/finding.ts';
import type { Verdict } from '../model/report.ts';

/** In the order in which they are told: what comes first may be the cause of what follows. */
export const ASPECTS = [
  'verdict',
  'addresses',
  'ports',
  'outcome',
  'certificate',
  'trust',
  'tls-version',
  'greeting',
  'capabilities',
  'mechanisms',
  'login',
  'clock',
  'times',
  'findings',
] as const;
export type Aspect = (typeof ASPECTS)[number];

/** One fact that is another in each run; `a` and `b` say what it is there. */
export interface Difference {
  readonly aspect: Aspect;
  /** What it is about: `port 587 (STARTTLS)`. */
  readonly subject: string;
  readonly a: string;
  readonly b: string;
}

/** What the two runs were asked otherwise: no difference of the server's. */
export type AskedFact = Omit<Difference, 'aspect'>;

export type Side = 'a' | 'b';

/** What a pair of runs can prove, causes first. Those that `explain` knows bear the same name there. */
export const CONCLUSION_IDS = [
  'clock-wrong',
  'split-dns',
  'addresses-changed',
  'host-blocked',
  'tls-intercepted',
  'starttls-stripped',
  'port-blocked',
  'port-closed',
  'starttls-withdrawn',
  'server-changed',
  'certificate-replaced',
  'trust-differs',
  'tls-version-lower',
  'auth-not-offered',
  'login-refused',
  'slower',
  'certificate-changed',
  'certificate-renewed',
] as const;
export type ConclusionId = (typeof CONCLUSION_IDS)[number];

export interface Conclusion {
  readonly id: ConclusionId;
  readonly severity: Severity;
  /** One line, no full stop. */
  readonly title: string;
  readonly detail: string;
  /** What was seen in the two runs, one fact a line. */
  readonly evidence: readonly string[];
  readonly fix: string;
  readonly owner: Owner;
  /** The run in which something is the matter; null: it is of both. */
  readonly at: Side | null;
}

export interface ComparedRun {
  /** The place or the day, as it is called in every sentence. */
  readonly label: string;
  readonly host: string;
  readonly startedAt: string;
  readonly verdict: Verdict;
  readonly summary: string;
  readonly version: string;
}

export interface ReportComparison {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'mailprobe'; readonly version: string };
  readonly kind: 'comparison';
  /** Nothing differs but noise: times, numbers of sessions, dates in greetings. */
  readonly same: boolean;
  readonly summary: string;
  readonly a: ComparedRun;
  readonly b: ComparedRun;
  /** Gravest and causes first. */
  readonly conclusions: readonly Conclusion[];
  readonly differences: readonly Difference[];
  readonly asked: readonly AskedFact[];
  /** Aspects that both runs saw, and that are the same. */
  readonly alike: readonly Aspect[];
  /** Endpoints that one run alone looked at: nothing is said of them. */
  readonly onlyIn: Readonly<Record<Side, readonly string[]>>;
}
