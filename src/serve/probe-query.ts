// What a request to /probe asks for: target and module out of the query, or the reason why not in one line. Pure. Repeats
// no value that may be a secret, and knows nothing of HTTP but the query and the scrape's timeout.
import type { Target } from '../model/target.ts';
import { quoteInput, quoteWord, UsageError } from '../model/usage-error.ts';
import { visibleText } from '../model/visible-text.ts';
import { makePlan, type PlanRequest } from '../request/plan.ts';
import { parseTarget } from '../request/target.ts';
import { SERVE_LIMITS } from './limits.ts';
import { type Configuration, DEFAULT_MODULE, type Module } from './module.ts';
import { NAMES_IN_MODULES } from './settings-context.ts';

export interface ProbeQuery {
  readonly target: Target;
  readonly module: Module;
  /** The module's, with the target's own port where it names one. */
  readonly request: PlanRequest;
}

/** `status`: of the answer. `reason`: for counting; `message`: for whoever asked. */
export interface QueryRefusal {
  readonly status: 400 | 403;
  readonly reason: 'bad_request' | 'target_not_allowed';
  readonly message: string;
}

export type ReadQuery =
  | { readonly ok: true; readonly query: ProbeQuery }
  | { readonly ok: false; readonly refusal: QueryRefusal };

const PARAMETERS = ['target', 'module'];
const SECRET_NAMES = /user|login|pass|pwd|secret|token|cred|auth|key|bearer/i;

const refuse = (message: string): ReadQuery => ({
  ok: false,
  refusal: { status: 400, reason: 'bad_request', message: visibleText(message) },
});

function faultOfParameters(parameters: URLSearchParams): string | null {
  for (const name of new Set(parameters.keys())) {
    if (!PARAMETERS.includes(name)) {
      if (SECRET_NAMES.test(name))
        return `a credential is not taken here: URLs end in logs; credentials belong into the configuration, by password_env or password_file`;
      return `unknown parameter${/^[a-z_-]{1,24}$/i.test(name) ? ` ${quoteInput(name)}` : ''}: there are ${PARAMETERS.join(' and ')}`;
    }
    if (parameters.getAll(name).length > 1) return `${name} is given ${parameters.getAll(name).length} times: once is enough`;
  }
  return null;
}

/** A target's own port stands for the module's; the rest of the two must agree. Throws UsageError where it does not. */
function readProbeRequest(target: Target, module: Module): PlanRequest {
  const request = target.port === null ? module.request : { ...module.request, ports: null };
  makePlan(target, request, NAMES_IN_MODULES);
  return request;
}

/** Whether this host may be probed with this module, by its own list and by that of all. */
export const isAllowed = (host: string, module: Module, { allowedTargets }: Configuration): boolean =>
  [allowedTargets, module.allowedTargets].every((list) => list === null || list.allows(host));

export const notAllowed = (host: string): QueryRefusal => ({
  status: 403,
  reason: 'target_not_allowed',
  message: `${quoteWord(host)} is not among the allowed_targets of the configuration`,
});

/** `search`: what stands behind the question mark. */
export function readProbeQuery(search: string, configuration: Configuration): ReadQuery {
  const parameters = new URLSearchParams(search);
  const fault = faultOfParameters(parameters);
  if (fault !== null) return refuse(fault);
  const given = parameters.get('target') ?? '';
  if (given === '') return refuse('the target is missing: /probe?target=mail.example.com&module=submission');
  const name = parameters.get('module') ?? DEFAULT_MODULE;
  const { modules } = configuration;
  const module = modules.get(name);
  if (!module) {
    const known = `there are ${[...modules.keys()].join(', ')}`;
    return refuse(parameters.has('module') ? `unknown module ${quoteInput(name)}: ${known}` : `the module is missing: ${known}`);
  }
  let target: Target;
  try {
    target = parseTarget(given);
  } catch (error) {
    if (error instanceof UsageError) return refuse(error.message);
    throw error;
  }
  if (!isAllowed(target.host, module, configuration)) return { ok: false, refusal: notAllowed(target.host) };
  try {
    return { ok: true, query: { target, module, request: readProbeRequest(target, module) } };
  } catch (error) {
    if (error instanceof UsageError) return refuse(`module ${quoteWord(name)}: ${error.message}`);
    throw error;
  }
}

/**
 * Milliseconds that a probe may take: the module's, or what Prometheus says that it waits (a decimal number of seconds), if
 * that is less. What is no such number is passed over, as a header of somebody else's.
 */
export function probeTimeMs(moduleMs: number, scrapeTimeout: string | undefined): number {
  const seconds = /^\d{1,6}(\.\d+)?$/.test(scrapeTimeout ?? '') ? Number(scrapeTimeout) : 0;
  if (seconds <= 0) return moduleMs;
  const scrapeMs = seconds * 1_000;
  return Math.min(moduleMs, Math.max(scrapeMs - SERVE_LIMITS.scrapeOffsetMs, scrapeMs / 2));
}
