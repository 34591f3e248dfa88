// `check --save`: the folder is looked at before the first packet, the report is put into it after the last. Must not know
// what a report says.
import type { Checked } from '../../check/check.ts';
import { shownPath } from '../../model/usage-error.ts';
import { keepReport } from '../../saved/keep-report.ts';
import { folderOf, openFolder } from '../../saved/store.ts';
import { notice } from '../check-run.ts';
import type { CommandArguments } from '../commands/command.ts';
import type { CheckOptions } from '../options/options.ts';
import { describeSystemError } from '../terminal/input.ts';
import type { Io } from '../terminal/io.ts';
import { OutputError } from './output.ts';

export interface Saving {
  /** What was typed, with the target where it belongs. */
  readonly given: CommandArguments;
  /** Throws OutputError. */
  readonly save: (checked: Pick<Checked, 'plan' | 'report'>) => Promise<void>;
}

/** `check --save smtp.example.com`: what stands behind the option is the target where no other is there. */
function withTarget({ positionals, options }: CommandArguments): CommandArguments {
  const { save, config } = options as CheckOptions;
  const isPortAlone = positionals.length === 1 && /^\d{1,5}$/.test(positionals[0] ?? '');
  if (typeof save !== 'string' || config !== undefined || !(positionals.length === 0 || isPortAlone))
    return { positionals, options };
  return { positionals: [save, ...positionals], options: { ...options, save: true } };
}

/** Throws UsageError where nothing can be saved there. */
export async function openSaving(typed: CommandArguments, io: Io): Promise<Saving> {
  const given = withTarget(typed);
  const options = given.options as CheckOptions;
  const named = typeof options.save === 'string' ? options.save : null;
  const folder = folderOf(named, io.env, '--save');
  await openFolder(folder, named !== null);
  const save = async (checked: Pick<Checked, 'plan' | 'report'>): Promise<void> => {
    const { plan, report } = checked;
    const seen = options.observations && 'observations' in checked ? (checked as Checked).observations : null;
    try {
      const path = await keepReport(folder, { report, run: seen && { plan, observations: seen } });
      notice(io, options, `saved as ${shownPath(path)}`);
    } catch (error) {
      throw new OutputError(`cannot save in ${shownPath(folder)}: ${describeSystemError(error)}`, '--save');
    }
  };
  return { given, save };
}
