// Too many requests, or too much work for the server: how long to wait.
import { ewsRule } from '../ews-rule.ts';

export const ewsThrottled = ewsRule('ews-throttled', ({ evidence = [] }, { exchanges }) => {
  const waits = exchanges.flatMap(({ retryAfterSeconds }) => (retryAfterSeconds === null ? [] : [retryAfterSeconds]));
  return waits.length === 0 ? {} : { evidence: [`to wait before the next request: ${Math.max(...waits)} s`, ...evidence] };
});
