// The saved reports of a target: read, and what a listing says of each. One that cannot be read is listed as such: it is no
// reason to be silent about the others.
import { basename } from 'node:path';
import type { Report, Verdict } from '../model/report.ts';
import { UsageError } from '../model/usage-error.ts';
import { readReportFile, type SavedReport } from './read-report.ts';
import { listSaved } from './store.ts';

export interface SavedRun {
  readonly path: string;
  readonly saved: SavedReport | null;
  /** Why it could not be read; null: it was. */
  readonly fault: string | null;
}

/** There is no stdin among them. */
const noStdin = async (): Promise<Buffer> => Buffer.alloc(0);

async function readSaved(path: string): Promise<SavedRun> {
  try {
    return { path, saved: await readReportFile(path, noStdin), fault: null };
  } catch (error) {
    if (error instanceof UsageError) return { path, saved: null, fault: error.problem };
    throw error;
  }
}

/** The newest first, one after the other in memory. `most`: no more than so many. Throws UsageError. */
export async function* readHistory(folder: string, name: string, most = Number.POSITIVE_INFINITY): AsyncGenerator<SavedRun> {
  const paths = await listSaved(folder, name);
  for (const path of paths.slice(0, most)) yield await readSaved(path);
}

const IS_GOOD: Readonly<Record<Verdict, boolean>> = { ok: true, warn: true, fail: false };

/** The newest with which mail worked, of this protocol; null: there is none. A run that was interrupted saw too little. */
export async function findLastGood(
  folder: string,
  name: string,
  isWanted: (report: Report) => boolean,
): Promise<SavedRun | null> {
  for await (const run of readHistory(folder, name)) {
    const report = run.saved?.report;
    if (report && IS_GOOD[report.verdict] && report.interrupted !== true && isWanted(report)) return run;
  }
  return null;
}

export interface HistoryRow {
  readonly file: string;
  readonly startedAt: string | null;
  readonly label: string | null;
  readonly verdict: Verdict | null;
  readonly summary: string;
  readonly hasObservations: boolean;
}

export function historyRow({ path, saved, fault }: SavedRun): HistoryRow {
  const file = basename(path);
  if (saved === null)
    return { file, startedAt: null, label: null, verdict: null, summary: fault ?? 'it cannot be read', hasObservations: false };
  const { startedAt, label = null, verdict, summary } = saved.report;
  return { file, startedAt, label, verdict, summary, hasObservations: saved.recorded !== null };
}
