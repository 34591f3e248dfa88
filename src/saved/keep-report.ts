// One report into the folder, with what newer rules need to judge it again where that is wanted.
import type { Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import { escapeInvisible } from '../report/formats/json.ts';
import { savedFileName } from './file-name.ts';
import { recordRun } from './recorded.ts';
import { saveIn } from './store.ts';

export interface RunToSave {
  readonly report: Report;
  /** Null: the report alone. */
  readonly run: { readonly plan: Plan; readonly observations: Observations } | null;
}

/** The text of the file: the report as `--json` prints it, and behind it what was recorded. */
export function savedText({ report, run }: RunToSave): string {
  const document = run === null ? report : { ...report, recorded: recordRun(run.plan, run.observations) };
  return `${escapeInvisible(JSON.stringify(document, null, 2))}\n`;
}

/** Resolves with the path. Throws what the system says. */
export const keepReport = (folder: string, toSave: RunToSave): Promise<string> =>
  saveIn(folder, (again) => savedFileName(toSave.report, again), savedText(toSave));
