// What was seen of connections over time, as the report gives it, and the few rows in which every format shows it. Copies facts;
// what they mean is the findings' business.
import type { BusyConnectionState, ConnectionPool, HeldConnection, IdleEnd, Observations } from '../model/observation.ts';
import type { Failure } from '../model/outcome.ts';
import { MODE_FACTS } from '../model/protocol.ts';
import type { Report, ReportHeldConnection, ReportPool, ReportRefusal } from '../model/report.ts';
import { reportReply, roundMs } from './endpoint-part.ts';
import { listed, reportedReplyText } from './wording.ts';

/** Absent where nobody asked. */
export const reportOverTime = ({ held, pool }: Observations): Pick<Report, 'held' | 'pool'> => ({
  ...(held ? { held: held.map(reportHeld) } : {}),
  ...(pool ? { pool: reportPool(pool) } : {}),
});

function reportHeld({ endpoint, isLoggedIn, survivedMs, end, busy, brokenOffMs, failure }: HeldConnection): ReportHeldConnection {
  return {
    endpoint,
    loggedIn: isLoggedIn,
    survivedMs: survivedMs.map(roundMs),
    end: end && reportEnd(end),
    inUse: busy && { ...busy, ageMs: roundMs(busy.ageMs) },
    ...(brokenOffMs === undefined ? {} : { brokenOffMs: roundMs(brokenOffMs) }),
    ...(failure ? { failure: reportRefusal(failure) } : {}),
  };
}

const reportEnd = ({
  how,
  isNoticedLate,
  silentMs,
  ageMs,
  reply,
  systemCode,
}: IdleEnd): NonNullable<ReportHeldConnection['end']> => ({
  how,
  noticedLate: isNoticedLate,
  silentMs: roundMs(silentMs),
  ageMs: roundMs(ageMs),
  ...(reply ? { reply: reportReply(reply) } : {}),
  ...(systemCode === undefined ? {} : { systemCode }),
});

function reportPool({ endpoint, wanted, taken, lost, refusal, afterClosing, tookMs, brokenOff }: ConnectionPool): ReportPool {
  return {
    endpoint,
    wanted,
    taken,
    lost,
    refusal: refusal && reportRefusal(refusal),
    afterClosing: afterClosing && {
      taken: afterClosing.isTaken,
      waitedMs: roundMs(afterClosing.waitedMs),
      refusal: afterClosing.failure && reportRefusal(afterClosing.failure),
    },
    tookMs: roundMs(tookMs),
    ...(brokenOff === undefined ? {} : { brokenOff }),
  };
}

const reportRefusal = (failure: Failure): ReportRefusal => ({
  stage: failure.stage,
  kind: failure.kind,
  ...(failure.kind === 'reply' ? { reply: reportReply(failure.reply) } : {}),
  ...('systemCode' in failure && failure.systemCode !== undefined ? { systemCode: failure.systemCode } : {}),
});

const seconds = (ms: number): string => (ms < 10_000 ? `${Number((ms / 1_000).toFixed(1))} s` : `${Math.round(ms / 1_000)} s`);

/** Where, and what was seen there; what is the same on several ports is one row. Empty where nobody asked. */
export function overTimeRows({ held = [], pool, endpoints }: Report): readonly (readonly [string, string])[] {
  const nameOf = (id: string): string => {
    const found = endpoints.find((endpoint) => endpoint.id === id);
    return found ? `${found.port} ${MODE_FACTS[found.mode].word}` : id;
  };
  const alike = new Map<string, string[]>();
  for (const one of held) {
    const names = alike.get(idleText(one)) ?? [];
    alike.set(idleText(one), [...names, nameOf(one.endpoint)]);
  }
  return [
    ...[...alike].map(([text, names]) => [`Idle on ${listed(names)}`, text] as const),
    ...(pool ? [[`At once on ${nameOf(pool.endpoint)}`, poolText(pool)] as const] : []),
  ];
}

const IN_USE: Readonly<Record<BusyConnectionState['status'], string | null>> = {
  answered: 'one in use answered',
  ended: 'one in use was ended, too',
  unanswered: 'one in use gave no answer',
  none: null,
};

function idleText({ survivedMs, end, inUse, loggedIn, brokenOffMs, failure }: ReportHeldConnection): string {
  const answered = survivedMs.length === 0 ? null : `answered after ${survivedMs.map(seconds).join(', ')}`;
  const rest =
    end === null
      ? [
          brokenOffMs === undefined ? null : `broken off after ${seconds(brokenOffMs)} more`,
          failure ? refusalText(failure) : null,
        ]
      : [`${endText(end)} after ${seconds(end.silentMs)}${end.noticedLate ? ', noticed only then' : ''}`];
  const second = inUse === null || end === null ? null : IN_USE[inUse.status];
  return [loggedIn ? 'logged in' : null, answered, ...rest, second].filter((part) => part !== null).join('; ');
}

function endText({ how, reply, systemCode }: NonNullable<ReportHeldConnection['end']>): string {
  switch (how) {
    case 'told':
      return `ended with "${reply ? reportedReplyText(reply) : ''}"`;
    case 'closed':
      return 'closed';
    case 'reset':
      return `reset (${systemCode ?? 'RST'})`;
    default:
      return 'no answer';
  }
}

function poolText({ taken, wanted, refusal, afterClosing }: ReportPool): string {
  const next = refusal === null ? null : `then ${refusalText(refusal)}`;
  const again =
    afterClosing === null
      ? null
      : `${afterClosing.taken ? 'taken' : 'refused'} again ${seconds(afterClosing.waitedMs)} after all were closed`;
  return [`${taken} of ${wanted} taken`, next, again].filter((part) => part !== null).join('; ');
}

const refusalText = ({ reply, systemCode, kind, stage }: ReportRefusal): string =>
  reply ? reportedReplyText(reply) : `${systemCode ?? kind} at ${stage}`;
