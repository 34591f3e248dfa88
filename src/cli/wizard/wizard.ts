// The guided way for a person at a terminal: asks for a program or a host, checks it with the code of `check`, and offers what comes
// next. Secrets go to the check in memory, never on a command line.
import type { Report, Verdict } from '../../model/report.ts';
import { shorten } from '../../model/shorten.ts';
import { withoutEnd } from '../../model/text-ends.ts';
import { UsageError } from '../../model/usage-error.ts';
import { visibleText } from '../../model/visible-text.ts';
import { print, runCheckCommand } from '../commands/check.ts';
import { parseArguments } from '../main.ts';
import { EXIT } from '../output/exit-code.ts';
import { deliver } from '../output/output.ts';
import { PromptAborted, PromptBack } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import { openPrompter } from '../terminal/prompt.ts';
import { type CheckAnswers, runArguments } from './command-line.ts';
import { askFirst, entriesAfter } from './entries.ts';
import { findServers } from './found-servers.ts';
import { type Followed, type Round, type Tools, targetOf } from './round.ts';

const SECRET_VARIABLE = 'MAILPROBE_WIZARD_SECRET';

const WELCOME = `mailprobe finds out why mail does not go through a server, and who must
change what. It never sends mail. Ctrl-C ends it at any point.

`;

const VERDICTS: Readonly<Record<Verdict, string>> = { ok: 'OK', warn: 'WARNING', fail: 'FAIL' };

/** Runs the check and prints the report. */
async function runRound(answers: CheckAnswers, io: Io): Promise<Round> {
  const secret = answers.login?.secret.reveal();
  const env = secret === undefined ? io.env : { ...io.env, [SECRET_VARIABLE]: secret };
  try {
    const { positionals, options } = await parseArguments(runArguments(answers, SECRET_VARIABLE), io);
    // The transcript is kept for the asking, not printed.
    const checked = await runCheckCommand({ positionals, options: { ...options, verbose: true } }, { ...io, env });
    await deliver(await print(checked, options, io), undefined, io);
    io.stderr.write('\n');
    if (checked.report.interrupted) throw new PromptAborted();
    const run = { checked, options };
    const target = checked.report.verdict === 'fail' ? targetOf({ answers, run }) : null;
    return { answers, run, servers: target === null ? [] : await findServers(target, io) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.stderr.write(`mailprobe: ${visibleText(error.message)}\n\n`);
    return { answers, run: null, servers: [] };
  }
}

/** What works, or the decisive cause with the code of the refusal. */
function sentence({ verdict, summary, findings, credentials }: Report): string {
  const cause = findings.find(({ severity }) => severity !== 'info')?.title;
  if (verdict === 'ok' || cause === undefined) return withoutEnd(summary, '.');
  const code = credentials?.status === 'rejected' ? (credentials.reply?.code ?? null) : null;
  return `${withoutEnd(cause, '.')}${code === null ? '' : ` (${code})`}`;
}

/** The verdict in the question: the report above may have scrolled by. At most two lines of it. */
function question(report: Report | undefined, columns: number): string {
  if (report === undefined) return 'What next?';
  const text = shorten(visibleText(sentence(report)), 2 * Math.max(40, columns) - 30);
  return `${VERDICTS[report.verdict]}: ${text}. What next?`;
}

/** Until something is to be checked, or the user quits. */
async function follow(round: Round, tools: Tools): Promise<CheckAnswers | 'quit'> {
  for (;;) {
    const message = question(round.run?.checked.report, tools.io.stderr.columns || 80);
    const choices = entriesAfter(round).map((entry) => ({ name: visibleText(entry.title(round)), value: entry }));
    const entry = await tools.prompter.choose({ message, choices });
    const followed = await orBack(entry.follow(round, tools));
    if (followed !== 'menu') return followed;
  }
}

/** The way back from any question of an entry. */
async function orBack(following: Promise<Followed>): Promise<Followed> {
  try {
    return await following;
  } catch (error) {
    if (error instanceof PromptBack) return 'menu';
    throw error;
  }
}

/** Until the user quits: exit code 0, whatever the checks said, since they were read. Throws PromptAborted. */
export async function runWizard(io: Io): Promise<number> {
  const prompter = await openPrompter(io.env);
  io.stderr.write(WELCOME);
  const tools = { prompter, io };
  let next: CheckAnswers | 'quit' = await askFirst(tools);
  while (next !== 'quit') next = await follow(await runRound(next, io), tools);
  return EXIT.ok;
}
