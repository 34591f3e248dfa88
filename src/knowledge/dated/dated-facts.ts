// Which dated facts concern what was seen or said, and whether their day has come. One pure function: the clock is handed in, and
// what is not known leaves a fact open. Words what it means for nobody; a rule and `explain` do.
import { CERTIFICATE_DATES } from './certificates.ts';
import type { DatedFact } from './dated-fact.ts';
import { MAILBOX_DATES } from './mailboxes.ts';
import { MICROSOFT_DATES } from './microsoft.ts';

export const DATED_FACTS: readonly DatedFact[] = [...MICROSOFT_DATES, ...MAILBOX_DATES, ...CERTIFICATE_DATES];

/** What a check saw, or a text says. Undefined: not known. Null, or an empty list: known that there is none. */
export interface DatedContext {
  /** Of the mail host. */
  readonly host?: string | null;
  /** Who speaks, where no host is known: the provider's name as the replies of knowledge have it (`Explanation.provider`). */
  readonly speaker?: string | null;
  /** Of the mailbox. */
  readonly domain?: string | null;
  readonly protocol?: string | null;
  readonly login?: 'password' | 'token' | 'other' | null;
  readonly tlsVersions?: readonly string[];
  /** The server's certificate verified by the public roots alone. */
  readonly isPublic?: boolean;
  /** Of the server's certificate. */
  readonly issuers?: readonly string[];
  /** Of the client certificate that was given. */
  readonly clientIssuers?: readonly string[];
  /** The fixed number of days that certificates are held to. */
  readonly certificateDays?: number | null;
  readonly text?: string | null;
}

export interface DatedCase {
  readonly fact: DatedFact;
  /** `soon`: within 90 days. */
  readonly phase: 'ahead' | 'soon' | 'come';
  /** Until the day, rounded up; 0 and less: it has come. */
  readonly daysLeft: number;
  /** All that the fact names is known to hold: this is what ends or begins, and not merely its place. */
  readonly isUsed: boolean;
}

const DAY_MS = 86_400_000;
const SOON_DAYS = 90;

/** undefined: not known, or not asked. */
type Answer = boolean | undefined;

const known = <T extends string>(value: T | null | undefined, holds: (value: T) => boolean): Answer =>
  typeof value === 'string' ? holds(value) : undefined;

const among = (list: readonly string[] | undefined, holds: (item: string) => boolean): Answer => list?.some(holds);

/** By provider: the name under which its replies are known. */
const SPEAKERS: Readonly<Record<string, string>> = {
  'Exchange Online': 'Microsoft 365 / Outlook.com',
  'Outlook.com': 'Microsoft 365 / Outlook.com',
  Gmail: 'Google (Gmail, Workspace)',
  'Google Workspace': 'Google (Gmail, Workspace)',
  'Comcast Xfinity': 'Comcast',
};

/** The host; where none is known, whose words they are. */
const isAt = (hosts: RegExp, provider: string, { host, speaker }: DatedContext): Answer =>
  host === undefined || host === null ? known(speaker, (name) => SPEAKERS[provider] === name) : hosts.test(host);

/** null: the fact does not name it. */
type Question = (fact: DatedFact, context: DatedContext) => Answer | null;

/** These tell what it is about: one of them must be known to hold. */
const ANCHORS: readonly Question[] = [
  ({ concerns: { hosts }, provider }, context) => (hosts ? isAt(hosts, provider, context) : null),
  ({ concerns: { domains } }, { domain }) => (domains ? known(domain, (name) => domains.includes(name)) : null),
  ({ concerns: { issuers: pattern } }, { issuers }) => (pattern ? among(issuers, (name) => pattern.test(name)) : null),
  ({ concerns: { clientIssuers: pattern } }, { clientIssuers }) =>
    pattern ? among(clientIssuers, (name) => pattern.test(name)) : null,
  ({ concerns: { certificateDaysAbove: most } }, { certificateDays }) =>
    most === undefined ? null : certificateDays === undefined ? undefined : certificateDays !== null && certificateDays > most,
  ({ concerns: { text: pattern } }, { text }) => (pattern ? known(text, (said) => pattern.test(said)) : null),
];

const OTHERS: readonly Question[] = [
  ({ concerns }, { isPublic }) => (concerns.isPublic === undefined ? null : isPublic),
  ({ concerns: { protocols } }, { protocol }) => (protocols ? known(protocol, (name) => protocols.includes(name)) : null),
  ({ concerns: { login: kind } }, { login }) => (kind ? known(login, (used) => used === kind) : null),
  ({ concerns: { tlsVersions: versions } }, { tlsVersions }) =>
    versions ? among(tlsVersions, (version) => versions.includes(version)) : null,
];

/** `used`: all that it names is known to hold. A check asks for every fact, and few concern it: the first no ends the asking. */
function concernOf(fact: DatedFact, context: DatedContext): 'none' | 'place' | 'used' {
  let isAnchored = false;
  let isKnown = true;
  for (const ask of ANCHORS) {
    const answer = ask(fact, context);
    if (answer === false) return 'none';
    if (answer === undefined) isKnown = false;
    if (answer === true) isAnchored = true;
  }
  if (!isAnchored) return 'none';
  for (const ask of OTHERS) {
    const answer = ask(fact, context);
    if (answer === false) return 'none';
    if (answer === undefined) isKnown = false;
  }
  return isKnown ? 'used' : 'place';
}

/** The facts that concern it, each once, in the order of their days. `now`: milliseconds of the epoch. */
export function datedFacts(now: number, context: DatedContext, facts: readonly DatedFact[] = DATED_FACTS): DatedCase[] {
  const { host, domain } = context;
  const seen = { ...context, host: host?.toLowerCase().replace(/\.$/, '') ?? null, domain: domain?.toLowerCase() ?? null };
  const cases: DatedCase[] = [];
  for (const fact of facts) {
    const concern = concernOf(fact, seen);
    if (concern === 'none') continue;
    const daysLeft = Math.ceil((Date.parse(fact.day) - now) / DAY_MS);
    const phase = daysLeft <= 0 ? 'come' : daysLeft <= SOON_DAYS ? 'soon' : 'ahead';
    cases.push({ fact, phase, daysLeft, isUsed: concern === 'used' });
  }
  return cases.sort((a, b) => a.daysLeft - b.daysLeft);
}

/** Of each series the next step, and the steps after it. */
export function nextSteps(cases: readonly DatedCase[]): { readonly next: DatedCase; readonly later: readonly DatedCase[] }[] {
  const series = new Map<string, DatedCase[]>();
  for (const one of cases.filter(({ phase }) => phase !== 'come'))
    series.set(one.fact.series, [...(series.get(one.fact.series) ?? []), one]);
  return [...series.values()].flatMap(([next, ...later]) => (next ? [{ next, later }] : []));
}

/** What has come and explains such a refusal: of each change the latest step for each of those whom it concerns. */
export function explainedByDate(cases: readonly DatedCase[], finding: string): DatedFact[] {
  const latest = new Map<string, DatedFact>();
  for (const { fact, phase } of cases) {
    if (phase !== 'come' || !fact.explains?.some((id) => id === finding)) continue;
    latest.set(`${fact.series} ${fact.whose ?? ''}`, fact);
  }
  return [...latest.values()];
}

/** `2026-12-31`, or the period where no day is named. */
export const dayText = ({ day, period }: Pick<DatedFact, 'day' | 'period'>): string => period ?? day;
