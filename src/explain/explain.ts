// Offline: what a pasted reply, log or error means. Chooses among the failures found in it, the most telling first.
// Sees knowledge and model; reads nothing but redacted text, so that it can echo nothing else.
import { explainCode, explainOauthError, explainReply, oauthErrorIn } from '../knowledge/index.ts';
import type { Explanation, FindingId } from '../model/finding.ts';
import { visibleText } from '../model/visible-text.ts';
import { extractCandidates, type ReplyCandidate } from './extract.ts';
import { redactText } from './redact.ts';

export interface ExplainedText {
  /** What was explained: redacted, at most 2,000 characters. */
  readonly input: string;
  readonly recognised: boolean;
  /** Best first. */
  readonly matches: readonly Explanation[];
}

const MAX_ECHO = 2000;
const MAX_MATCHES = 4;
/** Texts up to this are read as one message, too: an exception's cause may stand lines below its name. */
const ONE_MESSAGE = 4000;

const CONFIDENCE = { certain: 30, likely: 20, generic: 10 } as const satisfies Record<Explanation['confidence'], number>;

// What follows from an earlier failure, or is too common to be the reason while another is known.
const SECONDARY: Readonly<Partial<Record<FindingId, number>>> = {
  'connection-closed': 14,
  'tls-handshake-failed': 6,
  'auth-required': 8,
  'tcp-timeout': 4,
  'tcp-reset': 4,
  'rate-limited': 3,
  'server-timeout': 6,
  'relay-denied': 2,
  'greeting-busy': 2,
};

interface Reading {
  readonly candidate: ReplyCandidate;
  readonly matches: readonly Explanation[];
  readonly weight: number;
}

function readCandidate(candidate: ReplyCandidate): readonly Explanation[] {
  if (candidate.kind === 'reply') {
    const matches = explainReply(candidate.text);
    if (matches.length === 0 || matches[0]?.confidence !== 'generic') return matches;
    const code = explainCode(candidate.text);
    return code[0]?.confidence === 'certain' ? [...code, ...matches] : matches;
  }
  const oauth = oauthErrorIn(candidate.text);
  return oauth === null ? explainCode(candidate.text) : explainOauthError(oauth.error, oauth.description);
}

const weigh = (candidate: ReplyCandidate, matches: readonly Explanation[]): number => {
  const [best] = matches;
  if (best === undefined) return 0;
  return CONFIDENCE[best.confidence] + (candidate.kind === 'reply' ? 2 : 0) - (SECONDARY[best.id] ?? 0);
};

/** Words without code or status, as a support mail quotes them: believed less. */
function readWords(text: string): readonly Explanation[] {
  const words = text.trim();
  if (words.length < 8 || words.length > ONE_MESSAGE) return [];
  return explainReply(words)
    .filter(({ confidence }) => confidence !== 'generic')
    .map((match) => ({ ...match, confidence: 'likely' as const }));
}

/** Of redacted text alone: a secret that was cut first would leave its beginning. */
function bounded(redacted: string): string {
  const shown = visibleLines(redacted).trim();
  return shown.length > MAX_ECHO ? `${shown.slice(0, MAX_ECHO)}…` : shown;
}

const visibleLines = (text: string): string =>
  text
    .split(/\r\n|\n|\r/)
    .map((line) => visibleText(line.replaceAll('\t', ' ')))
    .join('\n');

function distinct(readings: readonly Reading[]): Explanation[] {
  const matches: Explanation[] = [];
  // The best reading's own alternatives stand behind the other failures of the text.
  for (const match of [...readings.flatMap((reading) => reading.matches.slice(0, 1)), ...(readings[0]?.matches ?? [])]) {
    if (matches.length < MAX_MATCHES && !matches.some(({ id }) => id === match.id)) matches.push(match);
  }
  return matches;
}

/** What the text means, best first. Never throws, never touches the network. */
export function explainText(text: string): ExplainedText {
  // Before anything else: what was never read cannot be echoed, and a secret's neighbours tell that it is one.
  const whole = redactText(text.trim());
  const candidates = extractCandidates(whole);
  const readings = candidates
    .map((candidate): Reading => {
      const matches = readCandidate(candidate);
      return { candidate, matches, weight: weigh(candidate, matches) };
    })
    .filter(({ matches }) => matches.length > 0);
  if (whole.length <= ONE_MESSAGE) {
    const message: ReplyCandidate = { kind: 'code', text: whole, line: 0 };
    const hasReply = readings.some(
      ({ candidate, matches }) => candidate.kind === 'reply' && matches[0]?.confidence !== 'generic',
    );
    const matches =
      hasReply || (readings.length === 0 && candidates.some(({ kind }) => kind === 'reply')) ? [] : readCandidate(message);
    if (matches.length > 0) readings.push({ candidate: message, matches, weight: weigh(message, matches) + 1 });
  }
  // A later failure outweighs an equal one before it: what ended the run stands last.
  const ranked = readings.toSorted((a, b) => b.weight - a.weight || b.candidate.line - a.candidate.line);
  const matches = ranked.length > 0 ? distinct(ranked) : readWords(whole).slice(0, MAX_MATCHES);
  const telling = ranked[0]?.candidate.text ?? '';
  const input = bounded(whole.length <= MAX_ECHO || telling === '' ? whole : telling);
  return { input, recognised: matches.length > 0, matches };
}
