// A watch must not lock an account, however often it looks: without --login-each one login in all, with it none after one that
// was refused, few where there is no verdict; and what the server heard in one run it cannot have printed in another.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { close, each, hang, inTurn, proceed, reset } from '../../src/lab/actions.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import type { LabStep, PortConfig } from '../../src/lab/port.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { portsOnly, submission } from '../../src/lab/scenario.ts';
import { Secret } from '../../src/model/secret.ts';
import { makeStyle } from '../../src/report/formats/text-style.ts';
import { DEFAULT_REQUEST, type PlanRequest } from '../../src/request/plan.ts';
import { parseTarget } from '../../src/request/target.ts';
import { concludeWatch } from '../../src/watch/conclusion.ts';
import { runLines } from '../../src/watch/run-lines.ts';
import { type WatchedRun, watch } from '../../src/watch/watch.ts';
import { runRecord, summaryRecord } from '../../src/watch/watch-json.ts';
import { screenLines } from '../../src/watch/watch-screen.ts';
import type { WatchStatistics } from '../../src/watch/watch-statistics.ts';
import { summaryText } from '../../src/watch/watch-summary.ts';
import { WatchedHost } from '../../src/watch/watched-host.ts';
import { assertNoSecret, formsOf } from '../scenarios/support/secrecy.ts';

const EVERY_MS = 60_000;

const closers: (() => Promise<unknown>)[] = [];
after(async () => {
  for (const end of closers.reverse()) await end();
});

interface Watched {
  readonly lab: Lab;
  readonly statistics: WatchStatistics;
  readonly runs: readonly WatchedRun[];
  readonly logins: number;
  readonly host: WatchedHost;
}

interface Wanted {
  readonly isEachLogin?: boolean;
  readonly count?: number;
  readonly password?: string;
  readonly request?: Partial<PlanRequest>;
}

async function watchLab(
  port: Partial<PortConfig>,
  { isEachLogin = true, count = 8, password = 'wrong', request: more = {} }: Wanted = {},
): Promise<Watched> {
  const lab = await startLab(portsOnly({ submission: submission(port) }));
  closers.push(() => lab.close());
  const credentials = { user: lab.account.user, password: new Secret(password), token: null, oauth: null, notices: [] };
  const request: PlanRequest = {
    ...DEFAULT_REQUEST,
    ports: [lab.port('submission')],
    modes: ['starttls'],
    resolve: new Map([[lab.host, [lab.address]]]),
    timeouts: { ...DEFAULT_REQUEST.timeouts, totalMs: 600_000 },
    tls: { ...DEFAULT_REQUEST.tls, extraRoots: [lab.caPem] },
    credentials,
    ...more,
  };
  let now = 0;
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  const host = new WatchedHost({
    target: parseTarget(lab.host),
    request,
    isEachLogin,
    hooks: { verbose: true },
    now: clock.now,
  });
  const runs: WatchedRun[] = [];
  const statistics = await watch(
    {
      schedule: { everyMs: EVERY_MS, forMs: null, count },
      check: (run) => host.check(run),
      clock,
      signal: new AbortController().signal,
    },
    { onRun: (run) => void runs.push(run) },
  );
  await host.close();
  return { lab, statistics, runs, logins: loginsOf(lab.record).length, host };
}

const DENIALS: readonly (readonly [name: string, deny: LabStep, logins: number])[] = [
  ['535', '535 5.7.8 Authentication failed', 1],
  // Of eight runs in seven minutes: at once and after five minutes.
  ['454', '454 4.7.0 Temporary authentication failure', 2],
  ['421', inTurn('421 4.3.2 Service shutting down', close), 2],
  ['a close without reply', close, 2],
  ['a reset', reset, 2],
  ['nonsense', 'no code at all', 2],
  ['a challenge that is no Base64', '334 !!!', 2],
];

describe('a watch sends a login', () => {
  for (const [name, deny, logins] of DENIALS) {
    const auth = { mechanisms: ['PLAIN'], deny };
    it(`once in all, answered by ${name}`, async () => {
      assert.equal((await watchLab({ auth }, { isEachLogin: false })).logins, 1);
    });

    it(`with --login-each no more often than its answer allows: ${name}`, async () => {
      const watched = await watchLab({ auth });
      assert.equal(watched.logins, logins);
      assert.equal(watched.statistics.runs, 8, 'the runs go on without it');
      assert.notEqual(watched.host.withheld, null);
    });
  }

  it('once in all where it is accepted, and with --login-each in each run', async () => {
    const password = 'correct horse 7';
    assert.equal((await watchLab({}, { isEachLogin: false, password, count: 4 })).logins, 1);
    const each = await watchLab({}, { password, count: 4 });
    assert.equal(each.logins, 4);
    assert.deepEqual(each.statistics.logins, { accepted: 4, rejected: 0, error: 0, skipped: 0 });
  });

  it('never again once it was refused, also where the first ones were accepted', async () => {
    const refuseThird = each(proceed, proceed, '535 5.7.8 Authentication failed', proceed);
    const auth = { mechanisms: ['PLAIN'], success: refuseThird };
    const { logins, statistics } = await watchLab({ auth }, { password: 'correct horse 7' });
    assert.equal(logins, 3);
    assert.deepEqual(statistics.logins, { accepted: 2, rejected: 1, error: 0, skipped: 0 });
  });

  it('not twice while the answer to one is awaited', async () => {
    const auth = { mechanisms: ['PLAIN'], deny: hang };
    // The run ends by its own time while the server is silent.
    const timeouts = { ...DEFAULT_REQUEST.timeouts, totalMs: 1_500, authMs: 600_000 };
    const { logins } = await watchLab({ auth }, { count: 3, request: { timeouts } });
    assert.equal(logins, 1);
  });
});

describe('a watch prints no secret', () => {
  const password = 'Quux-battery 9%staple';

  it('that the server says back in a run without a login', async () => {
    // The lab knows what was typed: the server of an attacker remembers it.
    const echo = [
      `220-${password}`,
      `220-${Buffer.from(`\0ada@lab.test\0${password}`).toString('base64')}`,
      '220 mail.lab.test ESMTP',
    ];
    const failing: LabStep = [`554-${password}`, `554 ${Buffer.from(password).toString('base64')}`];
    const greeting = each(proceed, echo, failing, echo, failing, echo, failing);
    for (const isEachLogin of [false, true]) {
      const { runs, statistics } = await watchLab(
        { greeting, auth: { mechanisms: ['PLAIN'] } },
        { isEachLogin, password, count: 6 },
      );
      const conclusion = concludeWatch(statistics, { host: 'mail.lab.test', strict: false, expectations: [] });
      const style = makeStyle(false);
      const facts = { host: 'mail.lab.test', everyMs: EVERY_MS, nextInMs: null, run: 6, statistics, note: '', nowMs: Date.now() };
      const schedule = { everyMs: EVERY_MS, forMs: null, count: 6 };
      const texts = {
        lines: runs.map((run) => runLines(run, style)).join(''),
        records: runs.map((run) => JSON.stringify(runRecord(run, true))).join('\n'),
        summary: summaryText(statistics, conclusion, { style, columns: 200, withheld: null }),
        record: JSON.stringify(
          summaryRecord(statistics, conclusion, { input: 'x', toolVersion: '0', schedule, isInterrupted: false }),
        ),
        screen: screenLines(facts, { columns: 300, rows: 60 }, style).join('\n'),
      };
      assert.match(texts.lines, /greeting-refused/, 'the echo was met');
      for (const [name, text] of Object.entries(texts)) assertNoSecret(text, formsOf(password), name);
    }
  });
});
