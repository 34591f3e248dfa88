// `mailprobe history`: the saved reports of a target with their verdicts, the newest first. Reads and prints; opens no
// connection.

import { toolVersion } from '../../check/tool-version.ts';
import type { Target } from '../../model/target.ts';
import { quoteWord, shownPath } from '../../model/usage-error.ts';
import { escapeInvisible } from '../../report/formats/json.ts';
import { oneLine } from '../../report/formats/options.ts';
import { displayWidth, hanging, padEnd } from '../../report/formats/text-layout.ts';
import { makeStyle } from '../../report/formats/text-style.ts';
import { localTimeText, VERDICT_WORDS } from '../../report/wording.ts';
import { readTypedTarget } from '../../request/typed-target.ts';
import { savedName } from '../../saved/file-name.ts';
import { type HistoryRow, historyRow, readHistory } from '../../saved/history.ts';
import { folderOf } from '../../saved/store.ts';
import { notice } from '../check-run.ts';
import { EXIT } from '../output/exit-code.ts';
import { checkOutputFile, deliver, wantsJson } from '../output/output.ts';
import { columnsOf, type Io, isColourful } from '../terminal/io.ts';
import type { CommandArguments } from './command.ts';

interface HistoryOptions {
  readonly savedIn?: string;
  readonly json?: true;
  readonly output?: string;
  readonly force?: true;
  readonly quiet?: true;
  readonly color?: boolean;
}

/** The name under which a target's reports are saved. */
export const nameOfTarget = ({ mailbox, host }: Target): string =>
  savedName({ input: mailbox ? `${mailbox.user}@${mailbox.domain}` : host, host });

const VERDICT_WIDTH = 9;

function rowsText(rows: readonly HistoryRow[], io: Io, { output, color }: HistoryOptions): string {
  const style = makeStyle(output === undefined && isColourful(io, color));
  const paint = { ok: style.good, warn: style.doubtful, fail: style.bad };
  const labelWidth = Math.max(0, ...rows.map(({ label }) => displayWidth(label ?? '')));
  const width = Math.max(60, Math.min(160, columnsOf(io)));
  const lines = rows.flatMap(({ startedAt, verdict, label, summary, hasObservations, file }) => {
    const time = startedAt === null ? file : localTimeText(startedAt);
    const word = verdict === null ? '?' : VERDICT_WORDS[verdict];
    const head = `${padEnd(word, VERDICT_WIDTH)}${time}${labelWidth > 0 ? `  ${padEnd(oneLine(label ?? ''), labelWidth)}` : ''}  `;
    const text = `${oneLine(summary)}${hasObservations ? ' (with observations)' : ''}`;
    const folded = hanging(head, text, width);
    return folded.map((line, at) => (at > 0 || verdict === null ? line : paint[verdict](word) + line.slice(word.length)));
  });
  return `${lines.join('\n')}\n`;
}

const rowsJson = (target: string, folder: string, runs: readonly HistoryRow[]): string =>
  `${escapeInvisible(JSON.stringify({ schemaVersion: 1, tool: { name: 'mailprobe', version: toolVersion() }, kind: 'history', target, folder, runs }, null, 2))}\n`;

/** Exit code 0: there are some, 1: none. */
export async function run({ positionals: [typed = ''], options }: CommandArguments, io: Io): Promise<number> {
  const given = options as HistoryOptions;
  const { target, notice: taken } = readTypedTarget(typed);
  if (taken !== null) notice(io, given, taken);
  const folder = folderOf(given.savedIn ?? null, io.env, '--saved-in');
  if (given.output !== undefined && given.output !== '-') await checkOutputFile(given.output, given.force === true);
  const rows: HistoryRow[] = [];
  for await (const run of readHistory(folder, nameOfTarget(target))) rows.push(historyRow(run));
  if (wantsJson(given)) await deliver(rowsJson(target.input, folder, rows), given.output, io);
  else if (rows.length > 0) await deliver(rowsText(rows, io, given), given.output, io);
  if (rows.length === 0)
    notice(
      io,
      given,
      `no report of ${quoteWord(target.input)} is saved in ${shownPath(folder)}: mailprobe check --save keeps one`,
    );
  else if (!wantsJson(given)) notice(io, given, `${rows.length} in ${shownPath(folder)}; none is ever removed but by you`);
  return rows.length > 0 ? EXIT.ok : EXIT.fail;
}
