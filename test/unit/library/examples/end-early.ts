// Ends a check by a signal, at the first thing that it waits for, and reads what was found by then.
import { type CheckRequest, check } from '../../../../src/index.ts';

export async function endEarly(host: string, request: CheckRequest): Promise<string> {
  const abort = new AbortController();
  const stages: string[] = [];
  const report = await check(host, {
    request,
    signal: abort.signal,
    onProgress: (waits) => {
      stages.push(...waits.map(({ stage }) => stage));
      if (stages.includes('greeting')) abort.abort();
    },
  });
  return `${report.interrupted ? 'interrupted' : 'whole'}, ${report.endpoints.length} endpoint`;
}
