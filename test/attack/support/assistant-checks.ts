// The checks of an assistant in process, at labs on loopback: with the logins and the list that a person would have given at
// the start. For tests alone.
import type { Lab } from '../../../src/lab/lab.ts';
import { type AskedCheck, GuardedChecks, type GuardedReport } from '../../../src/mcp/guarded-checks.ts';
import { openLogins, parseLoginReference } from '../../../src/mcp/named-logins.ts';
import { Redactor } from '../../../src/net/redactor.ts';
import { DEFAULT_REQUEST, type PlanRequest } from '../../../src/request/plan.ts';
import { parseTargetList } from '../../../src/request/target-list.ts';

export interface AssistantStart {
  readonly labs?: readonly Lab[];
  /** As after `--allow`; else the hosts of the labs. */
  readonly allow?: readonly string[];
  /** As after `--login`. */
  readonly logins?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly repeatsLogins?: boolean;
  readonly request?: Partial<PlanRequest>;
}

export interface Assistant {
  readonly checks: GuardedChecks;
  readonly redactor: Redactor;
  readonly check: (asked: AskedCheck, signal?: AbortSignal) => Promise<GuardedReport>;
}

export async function startAssistant(start: AssistantStart): Promise<Assistant> {
  const { labs = [], logins = [], env = {}, repeatsLogins = false, request = {} } = start;
  const redactor = new Redactor();
  const checks = new GuardedChecks({
    request: {
      ...DEFAULT_REQUEST,
      resolve: new Map(labs.map(({ host, address }) => [host, [address]])),
      tls: { ...DEFAULT_REQUEST.tls, extraRoots: labs.map(({ caPem }) => caPem) },
      ...request,
    },
    allowed: parseTargetList(start.allow ?? labs.map(({ host }) => host)),
    logins: await openLogins(logins.map(parseLoginReference), env, (secret, user) => redactor.add(secret.reveal(), user)),
    repeatsLogins,
    redactor,
  });
  return {
    checks,
    redactor,
    check: (asked, signal = new AbortController().signal) =>
      checks.check(asked, { signal, onWaits: () => {}, onProgress: () => {} }),
  };
}
