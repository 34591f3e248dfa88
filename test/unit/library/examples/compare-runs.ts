// It worked before: what is different now?
import { type CheckRequest, check, diff, type Report } from '../../../../src/index.ts';

export async function compareRuns(before: Report, host: string, request: CheckRequest): Promise<readonly string[]> {
  const after = await check(host, { request });
  const { same, conclusions, differences } = diff(before, after);
  return same ? [] : [...conclusions.map(({ id }) => id), ...differences.map(({ aspect }) => aspect)];
}
