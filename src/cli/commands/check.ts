// `mailprobe check`: argv becomes a target and a request, `check/` does the rest, and a format prints it. Knows options,
// secrets' sources and the terminal; nothing of how anything is probed or judged.

import { type Checked, type CheckHooks, checkTarget } from '../../check/check.ts';
import { OWNER_OF_ROLE } from '../../model/finding.ts';
import type { Plan } from '../../model/plan.ts';
import type { Report } from '../../model/report.ts';
import type { Target } from '../../model/target.ts';
import { shownPath, UsageError } from '../../model/usage-error.ts';
import { Semaphore } from '../../net/semaphore.ts';
import { type StageWait, Waits } from '../../probe/waits.ts';
import { type Format, loadFormat } from '../../report/formats/index.ts';
import { loadLanguage, type Translation } from '../../report/languages/index.ts';
import { decideCloud, decideEwsCloud } from '../../request/graph-cloud-choice.ts';
import { decideProtocol, makePlan, type PlanRequest } from '../../request/plan.ts';
import { readTypedTarget, type TypedTarget } from '../../request/typed-target.ts';
import { formatOf, notice, noticesOf, overTimeNotices, withDeadlineAndProgress } from '../check-run.ts';
import { confirmHost } from '../login/confirm-host.ts';
import { readCredentials } from '../login/credentials.ts';
import { signIn } from '../login/device-sign-in.ts';
import { processRedactor } from '../login/redaction.ts';
import type { CheckOptions } from '../options/options.ts';
import { readRequest } from '../options/request.ts';
import { exitCode } from '../output/exit-code.ts';
import { filesRead } from '../output/named-files.ts';
import { checkOutputFile, deliver, isNamedFile } from '../output/output.ts';
import { columnsOf, type Io, isColourful, rowsOf } from '../terminal/io.ts';
import { chosenLanguage } from '../terminal/locale.ts';
import type { CommandArguments } from './command.ts';

/** What a front door needs of a check to print it. */
export type Printable = Pick<Checked, 'plan' | 'report'>;

export async function run(typed: CommandArguments, io: Io): Promise<number> {
  const saving = 'save' in typed.options ? await (await loadSaving()).openSaving(typed, io) : null;
  const given = saving?.given ?? typed;
  const options = given.options as CheckOptions;
  const checked = labelled(await runCheckCommand(given, io), options);
  await deliver(await print(checked, options, io), options.output, io);
  if (isNamedFile(options.output)) await sayVerdict(checked, options, io);
  await saving?.save(checked);
  return exitCode(checked.report, { strict: checked.plan.strict, nagios: formatOf(options) === 'nagios' });
}

const loadSaving = () => import('../output/saving.ts');

const labelled = <T extends Printable>(checked: T, { label }: CheckOptions): T =>
  label === undefined ? checked : { ...checked, report: { ...checked.report, label } };

/** `host`, or `host port`. Throws UsageError. */
export function readTarget([typed, port]: readonly string[]): TypedTarget {
  if (typed === undefined) throw new UsageError("missing required argument 'target'");
  if (port === undefined) return readTypedTarget(typed);
  if (!/^\d{1,5}$/.test(port)) throw new UsageError('too many arguments: one target (many go into mailprobe batch)');
  return readTypedTarget(`${typed} ${port}`);
}

/** Where one signs in, and for what, is the cloud's. */
function withCloud(options: CheckOptions, target: Target, request: PlanRequest): CheckOptions {
  const protocol = decideProtocol(target, request);
  const cloud = protocol === 'graph' ? decideCloud(target, request) : protocol === 'ews' ? decideEwsCloud(target, request) : null;
  return cloud === null ? options : { ...options, cloud: cloud.id };
}

/** For whoever waits at the terminal while the report goes elsewhere. */
async function sayVerdict(checked: Printable, options: CheckOptions, io: Io): Promise<void> {
  if (options.quiet) return;
  const { output = '', verbose: _verbose, json: _json, for: role, ...others } = options;
  io.stderr.write(await print(checked, { ...others, format: 'text', quiet: true }, io));
  const what = role === undefined ? 'the report' : `the text for the ${role}`;
  notice(io, options, `${what} is in ${shownPath(output)}${role === undefined ? ` (${formatOf(options)})` : ''}`);
}

/** For whoever waits elsewhere than at the terminal. */
export interface CheckFollower {
  /** Ends it early, as Ctrl-C does. */
  readonly signal?: AbortSignal;
  readonly onWaits?: (waits: readonly StageWait[]) => void;
}

/** Everything but the printing. Throws UsageError. */
export async function runCheckCommand(
  { positionals, options: given }: CommandArguments,
  io: Io,
  { signal, onWaits }: CheckFollower = {},
): Promise<Printable> {
  const options = given as CheckOptions;
  const quiet = options.quiet === true;
  const application = options.config === undefined && options.settingsFor === undefined ? null : await loadApplication();
  const format = options.settingsFor === undefined ? null : (application?.formatNamed(options.settingsFor) ?? null);
  const asked = await readRequest(options, io);
  if (options.config !== undefined && positionals.length > 0)
    throw new UsageError('--config names the host: leave the target out');
  const file = options.config === undefined ? null : ((await application?.readApplicationFile(options, io)) ?? null);
  if (file !== null && options.write) await application?.checkWritable(file);
  const { target, notice: taken } = file?.typed ?? readTarget(positionals);
  if (taken !== null) notice(io, options, taken);
  const request = file === null ? asked : (application?.requestForApplication(file, asked, options.login === true) ?? asked);
  const all = options.all ? await import('../../check/check-all.ts') : null;
  all?.refuseOneProtocol(target, request);
  makePlan(target, request); // Contradictions are said before a secret is asked for.
  if (options.output !== undefined && options.output !== '-')
    await checkOutputFile(options.output, options.force === true, filesRead(options, io));
  const ownSecrets =
    file !== null && options.login
      ? (application?.credentialsOf(file, io) ?? null)
      : await readCredentials(withCloud(options, target, request), decideProtocol(target, request), io, request.timeouts.totalMs);
  const credentials = await signIn(ownSecrets, { ...request.tls, quiet }, io);

  const frame = { totalMs: request.timeouts.totalMs, text: `Checking ${target.host}`, io, quiet, ...(signal ? { signal } : {}) };
  const checked = await withDeadlineAndProgress(frame, ({ deadline, progress }) => {
    const noticed = new Set<string>();
    const hooks: CheckHooks = {
      connections: new Semaphore(request.maxConnections, undefined, request.pauseMs),
      redactor: processRedactor,
      verbose: options.verbose === true,
      onPlan: (plan) => {
        const texts = [...noticesOf(plan), ...overTimeNotices(plan)];
        for (const text of texts.filter((one) => !noticed.has(one))) notice(io, options, text);
        for (const text of texts) noticed.add(text);
      },
      onLongWait: () => void chosenFormat(options).catch(() => {}), // Said where it is needed.
      waits: new Waits((now) => {
        progress.wait(now);
        onWaits?.(now);
      }),
      confirmHost: (found) => confirmHost(found, progress, io),
    };
    const checkOne = all?.checkAll ?? checkTarget;
    return checkOne(target, { ...request, credentials }, deadline, hooks);
  });
  // With --all, which excludes both options, there are several of each.
  if (application === null || !isWhole(checked)) return checked;
  return application.completeReport(checked, { file, format, options }, io);
}

const isWhole = (checked: Printable): checked is Checked => 'observations' in checked && 'diagnosis' in checked;

/** With what knows applications' files, which nobody else needs. */
const loadApplication = () => import('../application/index.ts');

const chosenFormat = (options: CheckOptions): Promise<Format> => loadFormat(formatOf(options));

/** A program's report stays English; the words for people are beside it. A saved one is shown in the language asked for now. */
async function withTranslation(
  { lang: _lang, translated: _translated, ...report }: Report,
  language: Translation | undefined,
): Promise<Report> {
  if (language === undefined) return report;
  const { translatedPart } = await import('../../report/languages/translated-part.ts');
  return { ...report, ...translatedPart(language, report) };
}

/** The report as the options want it. */
export async function print(
  { plan, report }: { readonly plan: Pick<Plan, 'strict' | 'warnDays'>; readonly report: Report },
  options: CheckOptions,
  io: Io,
): Promise<string> {
  const language = (await loadLanguage(chosenLanguage(options.lang, io.env))) ?? undefined;
  if (options.for !== undefined) {
    const { tellText } = await import('../../report/formats/tell-text.ts');
    const isOnScreen = options.output === undefined && io.stdout.isTTY === true;
    return tellText(report, OWNER_OF_ROLE[options.for], isOnScreen ? columnsOf(io) : null, language);
  }
  const format = await chosenFormat(options);
  const rows = options.output === undefined ? rowsOf(io) : undefined;
  const shown = formatOf(options) === 'json' ? await withTranslation(report, language) : report;
  return format(shown, {
    ...(language === undefined ? {} : { language }),
    verbose: options.verbose === true,
    quiet: options.quiet === true,
    colour: options.output === undefined && isColourful(io, options.color),
    columns: columnsOf(io),
    ...(rows === undefined ? {} : { rows }),
    strict: plan.strict,
    warnDays: plan.warnDays,
  });
}
