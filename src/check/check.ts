// The straight line, written once: from a target and a request to a report, by way of discovery, plan, observations and
// diagnosis. Every front door calls it. Knows no argv, terminal, queue or socket; one call below touches the network.
import { type FoundHost, findHost } from '../discover/found-host.ts';
import type { Plan } from '../model/plan.ts';
import type { Target } from '../model/target.ts';
import type { Deadline } from '../net/deadline.ts';
import { type RunHooks, runPlan } from '../probe/run.ts';
import { LIMITS } from '../request/limits.ts';
import { makePlan, type PlanRequest } from '../request/plan.ts';
import type { Checked } from './judge-observations.ts';

export type { Checked } from './judge-observations.ts';

export interface CheckHooks extends Omit<RunHooks, 'keepsTranscript'> {
  /** With the redacted transcript of every connection. Default: false. */
  readonly verbose?: boolean;
  /** The plan is made and nothing was probed yet. What it throws ends the check. */
  readonly onPlan?: (plan: Plan) => void;
  /**
   * A login is wanted at a host that was learned from records which anybody on the way can forge. True: send it there.
   * The clock stands while it is asked. Default: no.
   */
  readonly confirmHost?: (found: FoundHost) => Promise<boolean>;
}

type Judge = typeof import('./judge-observations.ts');

let judge: Promise<Judge> | null = null;
/** Kept, since import() takes its time also for what is loaded already. */
const loadJudge = (): Promise<Judge> => {
  judge ??= import('./judge-observations.ts');
  return judge;
};

/**
 * Checks one protocol of one target: a mailbox's servers are discovered first. Never rejects for what a server does, and
 * ends with the deadline. Throws UsageError where target and request contradict each other.
 */
export async function checkTarget(
  target: Target,
  request: PlanRequest,
  deadline: Deadline,
  hooks: CheckHooks = {},
): Promise<Checked> {
  return checkFoundHost(await findHost(target, request, deadline), deadline, hooks);
}

/** The same where it is known which host serves the target. */
export async function checkFoundHost(
  found: FoundHost,
  deadline: Deadline,
  { verbose = false, onPlan, confirmHost, onLongWait, ...hooks }: CheckHooks = {},
): Promise<Checked> {
  const plan = makePlan(found.target, await withProvenLogin(found, deadline, confirmHost));
  onPlan?.(plan);
  const prepare = (): void => {
    loadJudge().catch(() => {}); // Said by whoever needs it, below.
    onLongWait?.();
  };
  const timer = setTimeout(prepare, LIMITS.loadAfterMs);
  const recommended: RunHooks['recommended'] = async (seen) => (await loadJudge()).recommendedEndpoint(plan, seen);
  const runHooks = { ...hooks, onLongWait: prepare, keepsTranscript: verbose, recommended };
  const { observations } = await runPlan(plan, deadline, runHooks).finally(() => clearTimeout(timer));
  const clients =
    plan.clients.length > 0
      ? (await import('../clients/survey.ts')).surveyClients(plan, observations, plan.application?.settings ?? null)
      : null;
  return (await loadJudge()).judgeObservations(plan, observations, verbose, clients);
}

/** RFC 6186 §6: a host that unsigned records name gets no login, unless somebody who knows it says so. */
async function withProvenLogin(
  found: FoundHost,
  deadline: Deadline,
  confirmHost: CheckHooks['confirmHost'],
): Promise<PlanRequest> {
  const { request } = found;
  const { credentials, discovery } = request;
  if (credentials === null || discovery === null || discovery.proof !== null || request.withheldLogin !== null) return request;
  const isConfirmed = confirmHost !== undefined && (await deadline.hold(() => confirmHost(found)));
  return isConfirmed ? request : { ...request, withheldLogin: 'host-unproven' };
}
