// The ways into the mailbox that its provider has, in words, for every format that is read. Judges nothing.
import type { ReportWay, ReportWays, WayState } from '../model/report.ts';

export const WAY_STATE_WORDS: Readonly<Record<WayState, string>> = {
  works: 'works',
  'needs-permission': 'needs right',
  off: 'off',
  fails: 'fails',
  'not-reached': 'no answer',
  'not-tested': 'not tested',
  ended: 'ended',
};

/** What was seen and what is to be done. Of a way that nobody tried a brief page has the second alone. */
export function wayWords({ state, detail, step, ends }: ReportWay, isBrief: boolean): string {
  const seen = isBrief && state === 'not-tested' ? detail.split('; ').slice(1).join('; ') : detail;
  return [seen, step, ends === null ? '' : `ends by the calendar (${ends.day}): ${ends.change}`]
    .filter((part) => part !== '')
    .join('; ');
}

/** The way that is advised for sending, and why; null: none. */
export function advisedWay({ ways, recommended }: ReportWays): { readonly way: ReportWay; readonly why: string } | null {
  const way = ways.find(({ id }) => id === recommended?.id);
  return way === undefined || recommended === null ? null : { way, why: recommended.why };
}
