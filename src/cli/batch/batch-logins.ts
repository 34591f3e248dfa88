// The logins of a batch between its files and its checks: what earlier results and journals tell of them, and the journal
// of this run. Reads reports that may have been changed by hand. Must not know any secret.
import { type EarlierResults, type ResultLine, readEarlierResults } from '../../batch/earlier-results.ts';
import { type BegunLogin, isJournal, journalPath, LoginJournal, readUnresolved } from '../../batch/login-journal.ts';
import type { LoginFate, LoginLedger } from '../../batch/login-ledger.ts';
import { endsLogins } from '../../check/login-fate.ts';
import type { Report, ReportCredentials } from '../../model/report.ts';
import { shownPath, UsageError } from '../../model/usage-error.ts';
import type { LoginPlace } from '../../probe/login-turn.ts';
import { followLinks, replaceFile, statIfAny } from '../output/file-replacement.ts';
import { readBeginning } from '../output/output.ts';
import { describeSystemError } from '../terminal/input.ts';

/** What became of the login of a check, by its report. */
export function fateOf(credentials: ReportCredentials | null): LoginFate {
  // Also an attempt that got no further than naming the mechanism; older reports do not tell.
  if (credentials === null || credentials.attempts.every(({ sent }) => sent === 'nothing')) return 'unsent';
  if (credentials.status === 'accepted') return 'accepted';
  if (!endsLogins(credentials)) return 'unjudged';
  return credentials.status === 'rejected' ? 'refused' : 'unanswered';
}

/** Where the login of a report went. Throws for a report that has lost its shape. */
function placeOf({ target, credentials }: Report): LoginPlace {
  const { host, protocol } = target;
  // `587/starttls@192.0.2.10`
  return { host, protocol, address: credentials?.endpoint?.split('@')[1] ?? host };
}

/** Beside the results, wherever their name leads. */
const journalBeside = async (results: string): Promise<string> => journalPath(await followLinks(results));

/** Refuses a file of somebody else's in the place of the journal. Throws UsageError. */
export async function checkJournal(results: string): Promise<void> {
  const path = await journalBeside(results);
  const present = await statIfAny(path);
  if (present !== null && !(present.isFile() && isJournal(await readBeginning(path))))
    throw new UsageError(`${shownPath(path)} is no list of logins begun, which mailprobe batch would write there: rename it`);
}

export interface EarlierLogins {
  readonly earlier: EarlierResults;
  /** Sent by earlier runs, and without a result. */
  readonly unresolved: readonly BegunLogin[];
}

/** Reads earlier results with all that they and their journal tell of logins. Throws UsageError. */
export async function readEarlierLogins(results: string, ledger: LoginLedger | null): Promise<EarlierLogins> {
  try {
    const cutShort: BegunLogin[] = [];
    const earlier = await readEarlierResults(results, (result) => {
      const begun = hearResult(result, ledger);
      if (begun) cutShort.push(begun);
    });
    const begun = await readUnresolved(await journalBeside(results), earlier.done.copy());
    // A run that was interrupted and not killed tells of them in both places.
    const unresolved = [...begun, ...cutShort.filter(({ entry }) => begun.every((other) => other.entry !== entry))];
    for (const login of unresolved) ledger?.learnBegun(login);
    return { earlier, unresolved };
  } catch (error) {
    throw new UsageError(`cannot read ${shownPath(results)}: ${describeSystemError(error)}`, '--resume');
  }
}

/** Tells the ledger of a login that has a result; hands back one that was sent by a check which was cut short. */
function hearResult({ report, entry, isInterrupted }: ResultLine, ledger: LoginLedger | null): BegunLogin | null {
  try {
    const { credentials } = report as Report;
    const fate = fateOf(credentials ?? null);
    if (!credentials || fate === 'unsent') return null;
    const place = placeOf(report as Report);
    if (isInterrupted && fate !== 'accepted') return { user: credentials.user, entry, ...place };
    if (credentials.user === ledger?.user) ledger.learn(place, fate);
    return null;
  } catch {
    return null; // Not as we write them.
  }
}

/** Begins the journal beside the results, before anything is sent. Throws UsageError. */
export async function openJournal(results: string, unresolved: readonly BegunLogin[]): Promise<LoginJournal> {
  const path = await journalBeside(results);
  try {
    return await LoginJournal.open(path, unresolved, replaceFile);
  } catch (error) {
    throw new UsageError(`cannot write ${shownPath(path)}: ${describeSystemError(error)}`, '--output');
  }
}
