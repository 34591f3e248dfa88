// The service's clock and this machine's differ by more than tokens allow for.
import { wordingOf } from '../../knowledge/index.ts';
import type { Rule } from '../rule.ts';

const CLOCK_SKEW_MS = 300_000;

export const httpClockOff: Rule = {
  id: 'http-clock-off',
  find({ endpoints }) {
    const off = endpoints.flatMap(({ id, seen }) =>
      (seen.http ?? [])
        .filter(
          ({ serverTime, receivedAt }) =>
            serverTime !== null && Math.abs(Date.parse(serverTime) - Date.parse(receivedAt)) > CLOCK_SKEW_MS,
        )
        .slice(0, 1)
        .map(({ serverTime, receivedAt }) => ({ id, line: `${id}: the answer says ${serverTime}, this machine ${receivedAt}` })),
    );
    if (off.length === 0) return [];
    const { title, meaning, fix, owner, reference } = wordingOf('http-clock-off');
    const [endpoint, evidence] = [off.map(({ id }) => id), off.map(({ line }) => line)];
    return [{ severity: 'warning', title, detail: meaning, evidence, fix, owner, endpoints: endpoint, reference }];
  },
};
