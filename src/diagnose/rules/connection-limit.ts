// How many connections at once the server takes from here, and whether it is their number that it limits (`--pool`).
import type { ConnectionPool } from '../../model/observation.ts';
import type { Failure } from '../../model/outcome.ts';
import { atStages, duration, portAndMode, replyText } from '../phrases.ts';
import { sizeAdvice, span } from '../pool-values.ts';
import type { Rule } from '../rule.ts';

export const connectionLimit: Rule = {
  id: 'connection-limit',
  find(evidence) {
    const { pool } = evidence.observations;
    const endpoint = evidence.endpoints.find(({ id }) => id === pool?.endpoint);
    if (!pool || !endpoint || (pool.refusal === null && pool.taken < 2)) return [];
    const { refusal, taken, wanted, lost } = pool;
    const where = portAndMode(endpoint.seen);
    const { protocol } = evidence.plan;
    const isShort = refusal !== null;
    return [
      {
        severity: isShort ? 'warning' : 'info',
        title: titleOf(pool, where),
        detail: `${detailOf(pool)}${protocol === 'smtp' ? '' : ' None of them had logged in: how many sessions one mailbox may have is another limit, which shows only after a login.'}`,
        evidence: [
          `${pool.endpoint}: ${taken} of ${wanted} taken, within ${duration(pool.tookMs)}`,
          ...(lost === 0 ? [] : [`${lost} of them were ended by the server meanwhile`]),
          ...(refusal === null ? [] : [`the next one: ${wordsOf(refusal)}`]),
          ...afterClosingLines(pool),
        ],
        fix: isShort ? fixOf(pool, sizeAdvice(taken, protocol)) : '',
        owner: 'you',
        endpoints: [pool.endpoint],
        reference: null,
      },
    ];
  },
};

function titleOf({ taken, refusal, wanted, afterClosing, brokenOff }: ConnectionPool, where: string): string {
  if (refusal === null)
    return brokenOff === undefined
      ? `Port ${where} takes ${taken} connections at once from here, as many as were asked for`
      : `Port ${where} takes ${taken} connections at once from here; more were not tried`;
  if (taken === 0) return `Port ${where} took no further connection right after the check`;
  // Refused with nothing open, it is not what is open that was counted.
  if (afterClosing?.isTaken === false)
    return `Port ${where} refused connection ${taken + 1} of ${wanted}, and one more when all were closed`;
  return `Port ${where} takes ${taken} ${taken === 1 ? 'connection' : 'connections'} at once from here, not ${wanted}`;
}

function detailOf({ refusal, afterClosing, brokenOff }: ConnectionPool): string {
  if (refusal === null)
    return `They were opened one by one and closed again${brokenOff === undefined ? '' : brokenOff === 'interrupted' ? ', until the check was broken off' : ', until the time for it was over'}. Others behind the same address count, too, where a server counts by address.`;
  if (afterClosing === null) return 'Whether it is the number at once that is limited was not tried any more.';
  return afterClosing.isTaken
    ? `When all had been closed one more was taken within ${duration(afterClosing.waitedMs)} or little more: closing made room, so it is the number at once that is limited, and no rate that needs longer than that to recover. Others behind the same address count, too.`
    : 'That one was refused although none of ours was open any more: not only connections that are open are counted. The server limits how many are opened in some time, or turns away for a while whoever went beyond a limit. Others behind the same address count, too.';
}

const afterClosingLines = ({ afterClosing }: ConnectionPool): string[] => {
  if (afterClosing === null) return [];
  const { isTaken, waitedMs, failure } = afterClosing;
  return [`${duration(waitedMs)} after all were closed: ${isTaken || failure === null ? 'taken' : wordsOf(failure)}`];
};

const fixOf = ({ taken, afterClosing }: ConnectionPool, advice: string): string =>
  taken === 0 || afterClosing?.isTaken === false
    ? "Open connections seldom and use each for several messages; wait some minutes before the next check. Ask the server's administrator for its limits."
    : `${advice} Whoever runs the server can raise the limit for this address.`;

/** What the refused one got, in the server's words where it had any. */
function wordsOf(failure: Failure): string {
  switch (failure.kind) {
    case 'reply':
      return replyText(failure.reply);
    case 'timeout':
      return `no answer ${atStages(failure.stage)} in ${span(failure.waitedMs || failure.budgetMs)}`;
    case 'closed':
      return `closed without a word ${atStages(failure.stage)}`;
    case 'system':
      return `${failure.systemCode} ${atStages(failure.stage)}`;
    case 'tls':
      return `the TLS handshake failed (${failure.systemCode})`;
    default:
      return `refused ${'stage' in failure ? atStages(failure.stage) : ''}`;
  }
}
