// How each way into a mailbox stands: by what one check saw of all its protocols, and by the calendar. Never says that a way works
// which this check has not proved. The clock is the check's own.
import { datedFacts, dayText, type MailboxWay, type ProviderWays, waysOfProvider } from '../knowledge/index.ts';
import type { FindingId } from '../model/finding.ts';
import type { Report, ReportAttempt, ReportWay, ReportWays, WayState } from '../model/report.ts';

/** One protocol's report; `protocol` is any that a check speaks. */
export interface SeenProtocol {
  readonly protocol: string;
  readonly report: Report;
}

const TOKEN_MECHANISMS: readonly string[] = ['XOAUTH2', 'OAUTHBEARER', 'BEARER'];
const loginOf = ({ mechanism }: ReportAttempt): MailboxWay['login'] =>
  TOKEN_MECHANISMS.includes(mechanism.toUpperCase()) ? 'token' : 'password';

const OFF: readonly FindingId[] = ['auth-protocol-disabled', 'auth-basic-disabled', 'auth-oauth-required'];
const WANTS_PERMISSION = /^(?:auth-token-scope|(?:graph|ews)-(?:permission-missing|mailbox-denied|impersonation\S{0,20}))$/;

type Standing = Pick<ReportWay, 'state' | 'detail'>;

const stands = (state: WayState, detail: string): Standing => ({ state, detail });
const withoutPort = (endpoint: string): string => endpoint.replace(/@.*$/, '');

function ofRefusal(report: Report, cause: FindingId | null): Standing {
  const finding = report.findings.find(({ id }) => id === cause);
  const title = finding?.title ?? 'the login was refused';
  if (cause !== null && OFF.includes(cause)) return stands('off', title);
  return stands(cause !== null && WANTS_PERMISSION.test(cause) ? 'needs-permission' : 'fails', title);
}

/** A login that was taken, and what came after it. */
function ofAccepted({ findings }: Report, { endpoint, mechanism }: ReportAttempt): Standing {
  const fault = findings.find(({ severity, endpoints }) => severity === 'error' && endpoints.includes(endpoint));
  if (fault === undefined) return stands('works', `the login was accepted with ${mechanism} on ${withoutPort(endpoint)}`);
  return stands(WANTS_PERMISSION.test(fault.id) ? 'needs-permission' : 'fails', fault.title);
}

function standingOf({ login, protocol }: MailboxWay, seen: SeenProtocol | undefined): Standing {
  if (seen === undefined) return stands('not-tested', 'this check did not ask it');
  const { report } = seen;
  const cause = report.credentials?.cause ?? null;
  const own = (report.credentials?.attempts ?? []).filter((one) => loginOf(one) === login);
  const accepted = own.find(({ status }) => status === 'accepted');
  if (accepted) return ofAccepted(report, accepted);
  if (own.length > 0) return ofRefusal(report, cause);
  // Whatever one logs in by.
  if (cause === 'auth-protocol-disabled') return ofRefusal(report, cause);
  if (!report.endpoints.some(({ status }) => status === 'ok')) {
    const fault = report.findings.find(({ severity }) => severity === 'error') ?? report.findings[0];
    return stands('not-reached', fault?.title ?? `${protocol} gave no answer`);
  }
  return stands('not-tested', `its server answers, and no ${login} was tried there`);
}

/** What is done next, by how it stands. */
function stepOf({ on, permission, test }: MailboxWay, state: WayState): string {
  const steps: Readonly<Partial<Record<WayState, string>>> = { off: on, 'needs-permission': permission, 'not-tested': test };
  return steps[state] ?? '';
}

const evidenceOf = (seen: SeenProtocol | undefined): readonly string[] =>
  (seen?.report.endpoints ?? []).flatMap(({ id, status, http = [] }) =>
    http.length > 0 ? http.map((one) => `${id}: ${one.request}: ${one.status}`) : [`${id}: ${status}`],
  );

function wayOf(way: MailboxWay, seen: SeenProtocol | undefined, mailbox: string, now: number): ReportWay {
  const { id, name, protocol, login, sends, host, endsWith } = way;
  // What ends for old versions of TLS ends no way.
  const facts = datedFacts(now, { host, protocol, login, tlsVersions: [] }).filter(({ fact }) => fact.what === 'ends');
  const isGone = facts.some(({ fact, phase }) => fact.id === endsWith && phase === 'come');
  const come = facts.findLast(({ phase }) => phase === 'come')?.fact;
  const next = facts.find(({ phase }) => phase !== 'come')?.fact;
  const seenStanding = standingOf(way, seen);
  // What was proved is not argued away by a date.
  const standing = isGone && seenStanding.state !== 'works' ? stands('ended', come?.change ?? '') : seenStanding;
  const since =
    come && standing.state !== 'works' && standing.state !== 'ended' ? `; since ${dayText(come)}: ${come.change}` : '';
  return {
    ...{ id, name, protocol, login, sends },
    state: standing.state,
    detail: `${standing.detail}${since}`,
    step: stepOf(way, standing.state).replaceAll('<mailbox>', mailbox),
    ends: next ? { day: dayText(next), change: next.change, source: next.source } : null,
    evidence: evidenceOf(seen),
  };
}

const MAYBE: readonly WayState[] = ['not-tested', 'needs-permission'];

/** Smaller is better. A way that works today and ends is no place to move to. */
function rankOf({ state, ends }: ReportWay): number {
  if (state === 'works') return ends === null ? 0 : 2;
  if (MAYBE.includes(state)) return ends === null ? 1 : 4;
  return ends === null ? 3 : 5;
}

const WHY = [
  'it works, and no end of it is announced',
  'no end of it is announced; whether it works was not seen',
  'it works, and its end is announced',
  'no end of it is announced; it does not work as it stands',
  'its end is announced; whether it works was not seen',
  'nothing better is there',
] as const;

function recommendedOf(ways: readonly ReportWay[]): ReportWays['recommended'] {
  const [best] = ways
    .filter(({ sends, state }) => sends && state !== 'ended')
    .toSorted((one, other) => rankOf(one) - rankOf(other));
  return best ? { id: best.id, why: WHY[rankOf(best)] ?? '' } : null;
}

const MAILBOX = /^[^\s/@]+@([^\s/@]+)$/;

/** The ways of the provider behind a target that is a mailbox; null: it is none, or nothing is known of its ways. */
export function providerWaysOf(input: string, hosts: readonly string[]): ProviderWays | null {
  const domain = MAILBOX.exec(input.trim())?.[1];
  return domain === undefined ? null : waysOfProvider(hosts, domain);
}

/** Null: the target is no mailbox, or nothing is known of its provider's ways. */
export function judgeWays(seen: readonly [SeenProtocol, ...SeenProtocol[]]): ReportWays | null {
  const [{ report }] = seen;
  const { input } = report.target;
  const known = providerWaysOf(
    input,
    seen.map(({ report: { target } }) => target.host),
  );
  if (known === null) return null;
  const mailbox = input.trim();
  const now = Date.parse(report.startedAt);
  const ways = known.ways.map((way) =>
    wayOf(
      way,
      seen.find(({ protocol }) => protocol === way.protocol),
      mailbox,
      now,
    ),
  );
  return { provider: known.provider, mailbox, ways, recommended: recommendedOf(ways) };
}
