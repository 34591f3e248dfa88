// The guided way for a person at a terminal: asks, shows the command line that it amounts to, runs it with the code of
// `check`, and offers what comes next. Secrets go to the check in memory, never on a command line.
import { UsageError } from '../../model/usage-error.ts';
import { visibleText } from '../../model/visible-text.ts';
import { type Printable, print, runCheckCommand } from '../commands/check.ts';
import { parseArguments } from '../main.ts';
import type { CheckOptions } from '../options/options.ts';
import { EXIT } from '../output/exit-code.ts';
import { deliver } from '../output/output.ts';
import { PromptAborted } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import { openPrompter } from '../terminal/prompt.ts';
import type { Choice, Prompter } from '../terminal/prompter.ts';
import { type CheckAnswers, runArguments, shellCommand } from './command-line.ts';
import { hasTranscript, saveReport, showTranscript } from './next-steps.ts';
import { askCheck, askLogin } from './questions.ts';

const SECRET_VARIABLE = 'MAILPROBE_WIZARD_SECRET';

const WELCOME = `mailprobe finds out why mail does not go through a server, and who must
change what. It never sends mail. Ctrl-C ends it at any point.

`;

type Step = 'transcript' | 'save' | 'login' | 'again' | 'host' | 'quit';

interface Run {
  readonly checked: Printable;
  readonly options: CheckOptions;
}

/** Shows the command line, runs it and prints the report. null: it could not be run as it was asked for. */
async function runCheck(answers: CheckAnswers, io: Io): Promise<Run | null> {
  const width = io.stderr.columns || 80;
  const lines = shellCommand(answers, width - 2).map((line) => `  ${visibleText(line)}`);
  io.stderr.write(`\nThe same by command line:\n\n${lines.join('\n')}\n\n`);
  const secret = answers.login?.secret.reveal();
  const env = secret === undefined ? io.env : { ...io.env, [SECRET_VARIABLE]: secret };
  try {
    const { positionals, options } = await parseArguments(runArguments(answers, SECRET_VARIABLE), io);
    // The transcript is kept for the asking, not printed.
    const checked = await runCheckCommand({ positionals, options: { ...options, verbose: true } }, { ...io, env });
    await deliver(await print(checked, options, io), undefined, io);
    io.stderr.write('\n');
    return { checked, options };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.stderr.write(`mailprobe: ${visibleText(error.message)}\n\n`);
    return null;
  }
}

function stepsAfter(run: Run | null, hadLogin: boolean): readonly Choice<Step>[] {
  const choices: Choice<Step>[] = [];
  if (run && hasTranscript(run.checked.report)) choices.push({ name: 'Show the transcript', value: 'transcript' });
  if (run) choices.push({ name: 'Save the report', value: 'save' });
  choices.push(
    { name: hadLogin ? 'Try other credentials' : 'Try a login', value: 'login' },
    { name: 'Run the same check again', value: 'again' },
    { name: 'Check another host', value: 'host' },
    { name: 'Quit', value: 'quit' },
  );
  return choices;
}

/** What to check next; null: quit. */
async function afterwards(prompter: Prompter, answers: CheckAnswers, run: Run | null, io: Io): Promise<CheckAnswers | null> {
  for (;;) {
    const choices = stepsAfter(run, answers.login !== null);
    const step = await prompter.choose({ message: 'What next?', choices });
    if (step === 'quit') return null;
    if (step === 'again') return answers;
    if (step === 'host') return askCheck(prompter, io);
    if (step === 'login') return { ...answers, login: await askLogin(prompter, answers.login?.user ?? null) };
    if (run && step === 'transcript') showTranscript(run.checked, io);
    if (run && step === 'save') await saveReport(prompter, run.checked, run.options, io);
  }
}

/** Until the user quits: exit code 0, whatever the checks said, since they were read. Throws PromptAborted. */
export async function runWizard(io: Io): Promise<number> {
  const prompter = await openPrompter(io.env);
  io.stderr.write(WELCOME);
  let answers: CheckAnswers | null = await askCheck(prompter, io);
  while (answers !== null) {
    const run = await runCheck(answers, io);
    if (run?.checked.report.interrupted) throw new PromptAborted();
    answers = await afterwards(prompter, answers, run, io);
  }
  return EXIT.ok;
}
