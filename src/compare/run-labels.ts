// What the two runs are called: as the user says, as their reports say, else by what tells them apart: the host, or the time.
// Pure.
import type { Report } from '../model/report.ts';
import { localTime } from '../report/wording.ts';

export interface NamedRun {
  readonly report: Report;
  /** By `--label`; null: it was not said. */
  readonly name: string | null;
}

const timeOf = ({ startedAt }: Report, withSeconds: boolean): string => {
  const local = localTime(startedAt);
  return local === null ? startedAt : `${local.day} ${withSeconds ? local.time : local.time.slice(0, 5)}`;
};

/** Two names that are never the same. */
export function labelRuns(a: NamedRun, b: NamedRun): readonly [string, string] {
  const said = [a, b].map(({ report, name }) => name ?? report.label ?? null);
  const isOneHost = a.report.target.host.toLowerCase() === b.report.target.host.toLowerCase();
  const isOneMinute = said.every((name) => name === null) && timeOf(a.report, false) === timeOf(b.report, false);
  const told = [a, b].map(({ report }) => (isOneHost ? timeOf(report, isOneMinute) : report.target.host));
  const [first = '', second = ''] = said.map((name, at) => name ?? told[at] ?? '');
  if (first !== second) return [first, second];
  const [early = '', late = ''] = told;
  if (early !== late) return [`${first}, ${early}`, `${second}, ${late}`];
  return said.every((name) => name === null) ? ['the first run', 'the second run'] : [`${first} (first)`, `${second} (second)`];
}
