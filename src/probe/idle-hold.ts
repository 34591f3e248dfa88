// One connection left silent for rising times, until something ends it. What a server says or does by itself is seen at the
// moment when it happens; what is lost on the way shows only in the command after each silence, so that it lies between two
// of them. Knows lines and a clock; no sockets, ports or words.
import type { HeldConnection, IdleEnd } from '../model/observation.ts';
import type { BusyConnection } from './busy-connection.ts';
import { type HoldClock, type IdleLine, type LineState, stateOf } from './idle-line.ts';

export interface IdleHold {
  readonly line: IdleLine;
  readonly readyAtMs: number;
  readonly busy: Pick<BusyConnection, 'mayRest' | 'tell'> | null;
  /** Rising. */
  readonly silencesMs: readonly number[];
  readonly clock: HoldClock;
  /** Called when a silence begins. */
  readonly onSilence?: (silenceMs: number) => void;
}

export type HoldResult = Pick<HeldConnection, 'survivedMs' | 'end' | 'busy' | 'brokenOffMs' | 'failure'>;

/** Ends when the connection does, after the longest silence, or when its line is broken off. */
export async function holdIdle({ line, readyAtMs, busy, silencesMs, clock, onSilence }: IdleHold): Promise<HoldResult> {
  const survivedMs: number[] = [];
  const conclude = async (state: LineState, silentMs: number, isNoticedLate: boolean): Promise<HoldResult> => {
    if (state.kind === 'broken-off') return { survivedMs, end: null, busy: null, brokenOffMs: silentMs };
    if (state.kind === 'failure') return { survivedMs, end: null, busy: null, failure: state.failure };
    const ageMs = clock.now() - readyAtMs;
    const end: IdleEnd = { ...endOf(state), isNoticedLate, silentMs, ageMs };
    return { survivedMs, end, busy: (await busy?.tell({ ageMs, silentMs, isByPeer: !isNoticedLate, onSilence })) ?? null };
  };
  for (const silenceMs of silencesMs) {
    onSilence?.(silenceMs);
    const sinceMs = clock.now();
    const heard = stateOf(await line.hear(silenceMs), false);
    const silentMs = clock.now() - sinceMs;
    if (heard.kind !== 'silent') return conclude(heard, silentMs, false);
    const answer = stateOf(await line.keepAlive(), true);
    if (answer.kind !== 'answered') return conclude(answer, silentMs, true);
    survivedMs.push(silentMs);
    busy?.mayRest(silentMs);
  }
  return {
    survivedMs,
    end: null,
    busy: (await busy?.tell({ ageMs: clock.now() - readyAtMs, silentMs: 0, isByPeer: false, onSilence })) ?? null,
  };
}

function endOf(state: LineState): Pick<IdleEnd, 'how' | 'reply' | 'systemCode'> {
  if (state.kind !== 'ended') return { how: 'unanswered' };
  const { how, reply, systemCode } = state;
  return { how, ...(reply ? { reply } : {}), ...(systemCode === undefined ? {} : { systemCode }) };
}
