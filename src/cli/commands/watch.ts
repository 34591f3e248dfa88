// `mailprobe watch`: argv becomes a host, a schedule and an output; watch/ repeats the check and keeps the count. Knows the
// terminal and signals; nothing of how anything is probed or concluded.
import { setTimeout as sleep } from 'node:timers/promises';
import { toolVersion } from '../../check/tool-version.ts';
import type { Expectation } from '../../model/plan.ts';
import { UsageError } from '../../model/usage-error.ts';
import type { WithheldReason } from '../../probe/sent-logins.ts';
import { decideProtocol, makePlan } from '../../request/plan.ts';
import { concludeWatch, type WatchJudging } from '../../watch/conclusion.ts';
import { WATCH_LIMITS } from '../../watch/limits.ts';
import type { Schedule } from '../../watch/schedule.ts';
import { type WatchClock, watch } from '../../watch/watch.ts';
import type { WatchExpectation } from '../../watch/watch-expectation.ts';
import { WatchStatistics } from '../../watch/watch-statistics.ts';
import { WatchedHost } from '../../watch/watched-host.ts';
import { notice, noticesOf } from '../check-run.ts';
import { readCredentials } from '../login/credentials.ts';
import { signIn } from '../login/device-sign-in.ts';
import { readRequest } from '../options/request.ts';
import type { WatchOptions } from '../options/watch-options.ts';
import { EXIT, exitCode } from '../output/exit-code.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import { openWatchOutput } from '../watch/watch-output.ts';
import { readTarget } from './check.ts';
import type { CommandArguments } from './command.ts';

const EACH_LOGIN =
  '--login-each: every run is a login of its own; servers count them, and one that is refused ends them all. For a test account';

const isOverRuns = (one: Expectation | WatchExpectation): one is WatchExpectation =>
  one.kind === 'success' || one.kind === 'time';
const isOfOneRun = (one: Expectation | WatchExpectation): one is Expectation => !isOverRuns(one);

function refuseLogins({ loginEach, user, oauth }: WatchOptions): void {
  if (!loginEach) return;
  if (user === undefined) throw new UsageError('--login-each without --user: whose login?');
  if (oauth !== undefined)
    throw new UsageError(
      '--login-each and --oauth exclude each other: a token is fetched once, and runs out; leave --login-each out',
    );
}

const clock: WatchClock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
};

/** What is said of the login at the end. */
const WITHHELD: Readonly<Record<WithheldReason, string>> = {
  refused: 'refused, and not sent again',
  'no-verdict': 'it came to no verdict, and is not sent for a while',
  'under-way': 'the answer to the last one is still awaited',
};

export async function run({ positionals, options: given }: CommandArguments, io: Io): Promise<number> {
  const { every, for: forMs, count, loginEach, expect = [], ...others } = given as WatchOptions;
  const options = { ...others, expect: expect.filter(isOfOneRun) };
  refuseLogins(given as WatchOptions);
  const asked = await readRequest(options, io);
  const { target, notice: taken } = readTarget(positionals);
  if (taken !== null) notice(io, options, taken);
  makePlan(target, asked); // Contradictions are said before a secret is asked for.
  const read = await readCredentials(options, decideProtocol(target, asked), io, asked.timeouts.totalMs);
  const credentials = await signIn(read, { ...asked.tls, quiet: options.quiet === true }, io);
  const request = { ...asked, credentials };
  for (const text of [...noticesOf(request), ...(loginEach ? [EACH_LOGIN] : [])]) notice(io, options, text);

  const schedule: Schedule = { everyMs: every ?? WATCH_LIMITS.everyMs, forMs: forMs ?? null, count: count ?? null };
  const judging: WatchJudging = { host: target.input, strict: request.strict, expectations: expect.filter(isOverRuns) };
  const host = new WatchedHost({
    target,
    request,
    isEachLogin: loginEach === true,
    hooks: { verbose: options.verbose === true },
  });
  const ending = new AbortController();
  const end = (): void => {
    ending.abort();
    host.interrupt();
  };
  let isInterrupted = false;
  const release = onInterrupt(() => {
    isInterrupted = true;
    end();
  });
  const statistics = new WatchStatistics();
  const output = openWatchOutput({ io, options, target, schedule, judging, statistics, onReaderGone: end, now: clock.now });
  try {
    await watch({ schedule, check: (number) => host.check(number), clock, signal: ending.signal, statistics }, output);
    await host.close();
  } finally {
    output.stop();
    release();
  }
  const conclusion = concludeWatch(statistics, judging);
  const loginEnd = host.withheld === null ? null : WITHHELD[host.withheld.reason];
  await output.conclude(conclusion, { toolVersion: toolVersion(), isInterrupted, withheld: loginEnd });
  if (isInterrupted) return EXIT.interrupted;
  const internal = statistics.findings.filter(({ id }) => id === 'internal-error').length > 0;
  return internal ? EXIT.internal : exitCode(conclusion, { strict: request.strict, nagios: false });
}
