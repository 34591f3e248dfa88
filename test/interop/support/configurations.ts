// A table of servers' settings with their truth: each row is brought up, checked as a user would, and ended. Knows no server.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { FindingId } from '../../../src/model/finding.ts';
import type { Verdict } from '../../../src/model/report.ts';
import { describeReport, faultsOf } from './program.ts';
import type { ServerProcess } from './sandbox.ts';
import { type ServerRoot, USER } from './server-root.ts';

export interface Configuration<Settings> {
  readonly settings: Settings;
  /** Of the check, behind the host. */
  readonly args?: readonly string[];
  readonly verdict: Verdict;
  /** The first finding that is more than information; null: there is none. Several: as the sockets happen to be closed. */
  readonly first: FindingId | null | readonly FindingId[];
  /** `465 tls PLAIN`, or `25 starttls` where no login is known to work there; null: nothing can be recommended. */
  readonly recommended: string | null;
  /** Findings that would be wrong to say, of whatever severity. */
  readonly absent?: readonly FindingId[];
  readonly credentials?: 'accepted' | 'rejected' | 'error' | 'skipped';
  /** What the program says instead, where it is not right about this server yet: the row runs, and its failure is no fault of the suite's. */
  readonly wrongToday?: string;
}

export type ConfigurationTable<Settings> = Readonly<Record<string, Configuration<Settings>>>;

/** Sound on 465, with a user that it knows and with one that it does not. */
export function loginRows<Settings>(settings: Settings): ConfigurationTable<Settings> {
  const recommended = '465 tls PLAIN';
  return {
    'a login': { settings, args: ['-u', USER], verdict: 'ok', first: null, recommended, credentials: 'accepted' },
    'a user that it does not know': {
      settings,
      args: ['-u', 'bob'],
      verdict: 'fail',
      first: 'auth-rejected',
      recommended,
      credentials: 'rejected',
    },
  };
}

/** One test a row; `bringUp` resolves when the server takes connections. */
export function holdConfigurations<Settings>(
  room: () => ServerRoot,
  table: ConfigurationTable<Settings>,
  bringUp: (settings: Settings) => Promise<readonly ServerProcess[]>,
): void {
  for (const [title, row] of Object.entries(table)) {
    const allowed: readonly (FindingId | null)[] = Array.isArray(row.first) ? row.first : [row.first];
    const says = allowed.map((id) => id ?? 'nothing to blame').join(' or ');
    it(`${title}: ${says}`, row.wrongToday === undefined ? {} : { todo: `wrong today: ${row.wrongToday}` }, async () => {
      const servers = await bringUp(row.settings);
      try {
        const { report, code } = await room().check(...(row.args ?? []));
        const { recommendation } = report;
        const recommended =
          recommendation && [recommendation.port, recommendation.mode, recommendation.mechanism].filter(Boolean).join(' ');
        const told = report.findings.map(({ id }) => id);
        const seen = {
          verdict: report.verdict,
          first: faultsOf(report)[0] ?? null,
          recommended,
          toldThoughUntrue: (row.absent ?? []).filter((id) => told.includes(id)),
          ...(row.credentials && { credentials: report.credentials?.status }),
        };
        const { verdict, credentials } = row;
        const first = allowed.find((id) => id === seen.first) ?? allowed[0] ?? null;
        const due = { verdict, first, recommended: row.recommended, toldThoughUntrue: [], ...(credentials && { credentials }) };
        assert.deepEqual(seen, due, `${describeReport(report)}\n${servers.map(({ output }) => output()).join('\n')}`);
        assert.equal(code, verdict === 'fail' ? 1 : 0);
      } finally {
        for (const server of servers) await server.end();
      }
    });
  }
}
