// What failed among the other connections of its run and worked when it was repeated alone. In each run that is a limit on
// connections at once, and nothing is said of it; in some runs it is what a watch is there to find. Pure.
import { classify } from '../diagnose/classify.ts';
import type { Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';

/** By the id of the endpoint. */
export function firstFailuresOf(
  plan: Plan,
  { endpoints }: Pick<Observations, 'endpoints'>,
): ReadonlyMap<string, { readonly code: string; readonly message: string }> {
  return new Map(
    endpoints.flatMap((endpoint) => {
      const { id, repeatedAfter, failure } = endpoint;
      if (repeatedAfter === null || failure !== null) return [];
      // What the repeated connection saw is no part of it.
      const seen = { ...endpoint, greeting: null, tls: null, failure: repeatedAfter };
      const { code, message } = classify(repeatedAfter, { plan, seen, scan: null });
      return [[id, { code, message }] as const];
    }),
  );
}
