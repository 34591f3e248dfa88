// A saved run judged by the rules of today. The file is somebody else's: observations that the rules cannot read are said to
// be so, and what comes of them is held to the schema like any report.
import { judgeAgain } from '../check/judge-again.ts';
import type { Report } from '../model/report.ts';
import { UsageError } from '../model/usage-error.ts';
import { refuseForeignRecord, type SavedReport } from './read-report.ts';
import { planOfRecord } from './recorded.ts';
import { faultOfReport } from './report-schema.ts';

/** `shownAs`: what complaints call the file. Throws UsageError. */
export function rejudge(saved: SavedReport, shownAs: string): Report {
  const record = refuseForeignRecord(saved, shownAs);
  const report = judge(saved, record);
  const fault = report === null ? 'not as mailprobe writes them' : faultOfReport(JSON.parse(JSON.stringify(report)));
  if (report === null || fault !== null) throw new UsageError(`${shownAs}: its observations cannot be judged: ${fault}`);
  return report;
}

/** Null: the observations are not what the rules expect. No schema says what they are; that rules stumble over them is told by trying. */
function judge({ report }: SavedReport, record: ReturnType<typeof refuseForeignRecord>): Report | null {
  try {
    return judgeAgain(planOfRecord(record), record.observations, report);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null;
    throw error;
  }
}
