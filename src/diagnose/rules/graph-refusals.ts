// Refusals of Microsoft Graph of which its own answer says all there is to say: their words are knowledge's. One that adds what the
// token shows has a file of its own.
import type { FindingId } from '../../model/finding.ts';
import { graphRule } from '../graph-rule.ts';
import type { Rule } from '../rule.ts';

const IDS: readonly FindingId[] = [
  // No licence, on premises, a guest, inactive; a tenant without mail.
  'graph-mailbox-unavailable',
  'graph-throttled',
];

export const GRAPH_REFUSALS: readonly Rule[] = IDS.map((id) =>
  graphRule(id, ({ evidence = [] }, { exchanges }) => {
    const waits = exchanges.flatMap(({ retryAfterSeconds }) => (retryAfterSeconds === null ? [] : [retryAfterSeconds]));
    return waits.length === 0 ? {} : { evidence: [`Retry-After: ${Math.max(...waits)} s`, ...evidence] };
  }),
);
