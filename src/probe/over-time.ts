// What is asked of connections over time, when the check is done: how many at once the best endpoint takes (`--pool`), and how
// long one lives that nobody uses (`--hold`). Under clocks of its own, since the check's would end it. Loaded only when asked for.
import { setTimeout as delay } from 'node:timers/promises';
import type { ConnectionPool, EndpointObservation, HeldConnection, Observations } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import { isMailProtocol } from '../model/protocol.ts';
import { Deadline } from '../net/deadline.ts';
import type { Redactor } from '../net/redactor.ts';
import { makeSecureContext } from '../net/tls.ts';
import { protocolNamed } from '../protocols/index.ts';
import { LIMITS } from '../request/limits.ts';
import { BusyConnection } from './busy-connection.ts';
import { openPool } from './connection-pool.ts';
import type { ProbeContext } from './context.ts';
import { holdIdle } from './idle-hold.ts';
import { HOLD_CLOCK, stateOf } from './idle-line.ts';
import { interruption } from './interruption.ts';
import type { KeptSession } from './kept-session.ts';
import { isMeant, loginRank } from './matrix.ts';
import { openReadyConnection, type ReadyConnection } from './ready-connection.ts';
import { Settling } from './settling.ts';
import type { Waits } from './waits.ts';

export interface OverTime {
  readonly plan: Plan;
  /** The check's, whose interruption ends this too. */
  readonly deadline: Deadline;
  readonly redactor: Redactor;
  readonly endpoints: readonly EndpointObservation[];
  readonly kept: KeptSession | null;
  readonly waits: Waits | null;
  /** The id of the endpoint that would be recommended; null: none would. */
  readonly recommended: () => Promise<string | null>;
}

export async function observeOverTime(asked: OverTime): Promise<Pick<Observations, 'held' | 'pool'>> {
  const { plan, kept, deadline, endpoints } = asked;
  const sound = endpoints.filter(({ failure }) => failure === null);
  try {
    const pool = plan.pool ? await withClock(deadline, LIMITS.poolMs, (own) => poolAt(asked, sound, own, plan.pool ?? 0)) : null;
    const silencesMs = plan.hold?.silencesMs ?? [];
    const held = silencesMs.length > 0 && !deadline.isInterrupted ? await holdAll(asked, sound, silencesMs) : [];
    return { ...(pool ? { pool } : {}), ...(held.length > 0 ? { held } : {}) };
  } finally {
    kept?.giveUp();
  }
}

/** The user's interruption ends it; the check's own time does not. */
async function withClock<T>(whole: Deadline, ms: number, work: (own: Deadline) => Promise<T>): Promise<T> {
  const own = new Deadline(ms);
  const stop = whole.onInterrupt(() => own.interrupt());
  try {
    return await work(own);
  } finally {
    stop();
    own.release();
  }
}

const contextFor = ({ plan, redactor }: OverTime, deadline: Deadline): ProbeContext => ({
  plan,
  protocol: isMailProtocol(plan.protocol) ? protocolNamed(plan.protocol) : null,
  deadline,
  redactor,
  secureContext: makeSecureContext(plan.tls),
  keepsTranscript: false,
  settling: new Settling(plan),
  sharedProxy: { addresses: null, secureContext: null },
  logins: null,
  waits: null,
  onSilence: () => {},
  onConnected: () => {},
});

async function poolAt(
  asked: OverTime,
  sound: readonly EndpointObservation[],
  own: Deadline,
  wanted: number,
): Promise<ConnectionPool | null> {
  const { kept, waits } = asked;
  const recommended = await asked.recommended();
  const [best] = sound.toSorted((one, other) => loginRank(one) - loginRank(other));
  const endpoint = sound.find(({ id }) => id === recommended) ?? best;
  if (!endpoint) return null;
  const { id, port, steps } = endpoint;
  const context = contextFor(asked, own);
  const onOpening = (number: number): void =>
    waits?.begin(id, {
      port,
      stage: 'connect',
      what: `connection ${number} of ${wanted}`,
      sinceMs: performance.now(),
      limitMs: 0,
    });
  const pool = await openPool({
    endpoint: id,
    wanted,
    standing: kept?.endpoint === id ? 1 : 0,
    steps,
    open: () => openReadyConnection(endpoint, context),
    pause: async (ms) => {
      await delay(own.limitMs(ms), undefined, { signal: own.signal }).catch(() => {});
    },
    isOver: () => (own.isInterrupted ? 'interrupted' : own.isOver ? 'deadline' : null),
    onOpening,
  });
  waits?.end(id);
  return pool;
}

/** One a port; the one that has logged in where there is one. */
function endpointsToHold(sound: readonly EndpointObservation[], keptId: string | null): EndpointObservation[] {
  const ports = [...new Set(sound.map(({ port }) => port))];
  const chosen = ports.flatMap((port) => {
    const there = sound.filter((one) => one.port === port);
    return there.find(({ id }) => id === keptId) ?? there.find(isMeant) ?? there[0] ?? [];
  });
  // It has stood idle since its login: it is the first to go on with.
  return chosen.toSorted((one, other) => Number(other.id === keptId) - Number(one.id === keptId));
}

/** Two connections a port, as many ports at a time as the cap allows. In the order of the check. */
async function holdAll(
  asked: OverTime,
  sound: readonly EndpointObservation[],
  silencesMs: readonly number[],
): Promise<HeldConnection[]> {
  const { plan, kept, deadline } = asked;
  const endpoints = endpointsToHold(sound, kept?.endpoint ?? null);
  const atOnce = Math.max(1, Math.floor(plan.maxConnections / 2));
  const { connectMs, greetingMs, commandMs } = plan.timeouts;
  const silentMs = silencesMs.reduce((sum, ms) => sum + ms, 0);
  const mostMs = silentMs + (silencesMs.length + 6) * commandMs + 2 * (connectMs + greetingMs);
  const held = new Map<string, HeldConnection>();
  for (let at = 0; at < endpoints.length && !deadline.isInterrupted; at += atOnce) {
    const together = endpoints.slice(at, at + atOnce);
    await withClock(deadline, mostMs, async (own) => {
      const context = contextFor(asked, own);
      const results = await Promise.all(together.map((endpoint) => hold(endpoint, asked, context, silencesMs)));
      for (const one of results) held.set(one.endpoint, one);
    });
  }
  return sound.flatMap(({ id }) => held.get(id) ?? []);
}

/** Said once more, so that its silence begins now. */
async function resume(kept: KeptSession, deadline: Deadline): Promise<Outcome<ReadyConnection>> {
  const taken = kept.take(deadline);
  if (!taken) return { ok: false, failure: { kind: 'not-tried', stage: 'quit', reason: 'interrupted' } };
  const { session, channel, readyAtMs } = taken;
  const stopListening = deadline.onOver(() => channel.abort(interruption(deadline, 'quit')));
  const outcome = await session.keepAlive();
  const close = (): void => {
    stopListening();
    session.quit();
  };
  if (stateOf(outcome, true).kind === 'answered') return { ok: true, value: { session, readyAtMs, close } };
  close();
  return outcome.ok ? { ok: false, failure: { kind: 'reply', stage: 'quit', reply: outcome.value } } : outcome;
}

async function hold(
  endpoint: EndpointObservation,
  { plan, kept, waits }: OverTime,
  context: ProbeContext,
  silencesMs: readonly number[],
): Promise<HeldConnection> {
  const { id, port } = endpoint;
  const isKept = kept?.endpoint === id;
  const connect = async () => {
    const opened = await openReadyConnection(endpoint, context);
    return opened.ok ? opened.value : null;
  };
  const [firstMs = 0] = silencesMs;
  const busy = plan.maxConnections > 1 ? new BusyConnection(connect, firstMs / 3, HOLD_CLOCK) : null;
  // Both at once, so that a limit on the age of a session ends both at once; the one to be held first where only one is taken.
  const held = isKept ? await resume(kept, context.deadline) : await openReadyConnection(endpoint, context);
  if (!held.ok) return { endpoint: id, isLoggedIn: isKept, survivedMs: [], end: null, busy: null, failure: held.failure };
  const { session, readyAtMs, close } = held.value;
  const starting = busy?.start();
  try {
    const result = await holdIdle({
      line: session,
      readyAtMs,
      busy,
      silencesMs,
      clock: HOLD_CLOCK,
      onSilence: (ms) =>
        waits?.begin(id, { port, stage: 'quit', what: 'an idle connection to end', sinceMs: performance.now(), limitMs: ms }),
    });
    return { endpoint: id, isLoggedIn: isKept, ...result };
  } finally {
    waits?.end(id);
    close();
    await starting;
    await busy?.close();
  }
}
