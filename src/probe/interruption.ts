// What a run's end makes of whatever is under way: the whole's time is over, or somebody wants it to end now. Pure.
import type { Failure } from '../model/outcome.ts';
import type { Stage } from '../model/protocol.ts';
import type { Deadline } from '../net/deadline.ts';

export const interruption = (deadline: Deadline, stage: Stage): Failure =>
  deadline.isInterrupted
    ? { kind: 'not-tried', stage, reason: 'interrupted' }
    : { kind: 'timeout', stage, budget: 'total', budgetMs: deadline.totalMs, waitedMs: Math.round(deadline.elapsedMs()) };
