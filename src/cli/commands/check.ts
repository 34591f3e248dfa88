// `mailprobe check`: the straight line from argv to a report. Start reading here; each call below is a room of src/.
import { diagnose } from '../../diagnose/diagnose.ts';
import type { Plan } from '../../model/plan.ts';
import type { Report } from '../../model/report.ts';
import { type FoundHost, findHost } from '../../probe/found-host.ts';
import { decideProtocol, makePlan } from '../../probe/plan.ts';
import { runPlan } from '../../probe/run.ts';
import { Slots } from '../../probe/slots.ts';
import { parseTarget } from '../../probe/target.ts';
import { buildReport } from '../../report/build.ts';
import { loadFormat } from '../../report/formats/index.ts';
import { checkAll, refuseOneProtocol } from '../check-all.ts';
import { formatOf, framed, notice, noticesOf } from '../check-run.ts';
import { readCredentials } from '../credentials.ts';
import { signIn } from '../device-sign-in.ts';
import { exitCode } from '../exit-code.ts';
import { type Io, isColourful } from '../io.ts';
import type { CheckOptions } from '../options.ts';
import { checkOutputFile, deliver } from '../output.ts';
import { readRequest } from '../request.ts';
import { processRedactor, scrubReport, scrubSecrets } from '../secrecy.ts';
import { toolVersion } from '../version.ts';
import type { CommandArguments } from './index.ts';

export interface Checked {
  readonly plan: Plan;
  readonly report: Report;
}

export async function run(given: CommandArguments, io: Io): Promise<number> {
  const options = given.options as CheckOptions;
  const checked = await check(given, io);
  await deliver(await print(checked, options, io), options.output, io);
  return exitCode(checked.report, { strict: checked.plan.strict, nagios: formatOf(options) === 'nagios' });
}

/** Everything but the printing. Throws UsageError. */
export async function check({ positionals, options: given }: CommandArguments, io: Io): Promise<Checked> {
  const options = given as CheckOptions;
  const quiet = options.quiet === true;
  const target = parseTarget(positionals[0] ?? '');
  const request = await readRequest(options, io);
  if (options.all) refuseOneProtocol(target, request);
  makePlan(target, request); // Contradictions are said before a secret is asked for.
  if (options.output !== undefined && options.output !== '-') await checkOutputFile(options.output, options.force === true);
  const ownSecrets = await readCredentials(options, decideProtocol(target, request), io, request.timeouts.totalMs);
  const credentials = await signIn(ownSecrets, { extraRoots: request.tls.extraRoots, quiet }, io);

  const frame = { totalMs: request.timeouts.totalMs, text: `Checking ${target.host}`, io, quiet };
  return framed(frame, async ({ deadline, progress }) => {
    const slots = new Slots(request.maxConnections);
    const follow = async (found: FoundHost): Promise<Checked> => {
      const plan = makePlan(found.target, { ...found.request, credentials });
      if (found.target.protocol === target.protocol) for (const text of noticesOf(plan)) notice(io, options, text);
      const { observations } = await runPlan(plan, deadline, {
        slots,
        redactor: processRedactor,
        keepsTranscript: options.verbose === true,
        onProgress: ({ text }) => progress.say(text),
      });
      const diagnosis = diagnose(plan, observations);
      const report = buildReport({
        plan,
        observations,
        diagnosis,
        toolVersion: toolVersion(),
        verbose: options.verbose === true,
      });
      return { plan, report };
    };
    if (options.all) return checkAll(target, request, deadline, follow);
    return follow(await findHost(target, request, deadline));
  });
}

/** The report as the options want it, without any secret. */
export async function print({ plan, report }: Checked, options: CheckOptions, io: Io): Promise<string> {
  const format = await loadFormat(formatOf(options));
  return format(scrubReport(report, scrubSecrets), {
    verbose: options.verbose === true,
    quiet: options.quiet === true,
    colour: options.output === undefined && isColourful(io, options.color),
    columns: io.stdout.columns || 80,
    strict: plan.strict,
    warnDays: plan.warnDays,
  });
}
