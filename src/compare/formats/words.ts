// The few words that every format of a comparison shares. Knows no layout.
import { localTimeText, VERDICT_WORDS } from '../../report/wording.ts';
import type { Aspect, ComparedRun, ReportComparison } from '../comparison.ts';

export const ASPECT_WORDS: Readonly<Record<Aspect, string>> = {
  verdict: 'verdict',
  addresses: 'addresses',
  ports: 'ports',
  outcome: 'outcome',
  certificate: 'certificate',
  trust: 'verification',
  'tls-version': 'TLS version',
  greeting: 'greeting',
  capabilities: 'keywords',
  mechanisms: 'login mechanisms',
  login: 'login',
  clock: 'clock',
  times: 'time',
  findings: 'findings',
};

export const sameWord = ({ same }: ReportComparison): string => (same ? 'SAME' : 'DIFFERENT');

/** The verdict of one run in a line. */
export const runText = ({ host, startedAt, verdict, version }: ComparedRun): string =>
  `${VERDICT_WORDS[verdict]}, ${host}, ${localTimeText(startedAt)}, mailprobe ${version}`;

/** What one run alone looked at, a line a run. */
export const onlyInLines = ({ onlyIn, a, b }: ReportComparison): readonly string[] =>
  [
    { label: a.label, subjects: onlyIn.a },
    { label: b.label, subjects: onlyIn.b },
  ].flatMap(({ label, subjects }) => (subjects.length > 0 ? [`${subjects.join(', ')}: checked at ${label} only`] : []));

/** How they were asked otherwise: what it is, and a line for each side. */
export const askedLines = ({ asked, a, b }: ReportComparison): readonly (readonly [subject: string, a: string, b: string])[] =>
  asked.map((one) => [`${one.subject}:`, `${a.label}: ${one.a}`, `${b.label}: ${one.b}`]);
