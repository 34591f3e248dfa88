// What a check showed to work, written in an application's own form: the correction of the file that was read, and with
// --settings-for lines for any format. Chooses among what works; probes and judges nothing.
import type { Checked } from '../../check/check.ts';
import { namesNear } from '../../knowledge/near-names.ts';
import { MODE_FACTS } from '../../model/protocol.ts';
import type { Report } from '../../model/report.ts';
import { quoteWord, UsageError } from '../../model/usage-error.ts';
import { isSecure, judgedAuxiliary, judgedEndpoints } from '../../report/verdict.ts';
import { type Correction, correctSettings, isMet, type WantedSettings } from '../../settings/correct.ts';
import type { SettingsFormat } from '../../settings/format.ts';
import type { SettingsReading } from '../../settings/read-settings.ts';
import { FORMAT_IDS, findFormat, renderSettings } from '../../settings/settings-for.ts';

/** Ports and modes that work, the recommended one first; none with a fault of its own. */
function workingEndpoints({ plan, observations, diagnosis, report }: Checked): readonly WantedSettings[] {
  const { recommendation } = report;
  const faulty = new Set(diagnosis.findings.filter(({ severity }) => severity === 'error').flatMap(({ endpoints }) => endpoints));
  const seen = [...judgedEndpoints(observations, diagnosis), ...judgedAuxiliary(observations, diagnosis)]
    .filter((endpoint) => isSecure(endpoint) && !faulty.has(endpoint.observation.id))
    .map(({ observation: { port, mode } }) => ({ host: plan.host, port, mode }));
  const first = recommendation === null ? [] : [{ host: plan.host, port: recommendation.port, mode: recommendation.mode }];
  const all = [...first, ...seen];
  return all.filter((one, at) => all.findIndex(({ port, mode }) => port === one.port && mode === one.mode) === at);
}

/** The least that has to change so that the file names what works; null: nothing, or it cannot be said in it. */
export function proposeCorrection(reading: SettingsReading, checked: Checked): Correction | null {
  const working = workingEndpoints(checked);
  const { settings, traps } = reading;
  const host = settings.host?.value ?? checked.plan.host;
  // What works as it stands is left alone, unless the password goes in the clear.
  if (settings.mode.value !== 'plain' && working.some((wanted) => isMet(settings, wanted)) && !traps.some(isGrave)) return null;
  const corrections = working.flatMap((wanted) => correctSettings(reading, { ...wanted, host }) ?? []);
  const [least] = corrections.toSorted((a, b) => a.changes.length - b.changes.length);
  return least ?? null;
}

/** Something works that is not what the file says, and no lines come of it. */
export function reasonForNoCorrection({ settings, values, section }: SettingsReading, checked: Checked): string | null {
  const working = workingEndpoints(checked);
  const [first] = working;
  if (first === undefined || working.some((wanted) => isMet(settings, wanted))) return null;
  const { port, mode } = first;
  const keys = [...section.keys.host, ...(section.keys.port ?? [])];
  const isElsewhere = keys.some((key) => values.entry(key)?.kind === 'reference');
  const what = `port ${port} with ${MODE_FACTS[mode].word} works`;
  return isElsewhere
    ? `${what}; it has to be set where the file takes its values from`
    : `${what}, but ${settings.application} has no setting for that in this file`;
}

const isGrave = ({ severity, isByPort }: SettingsReading['traps'][number]): boolean => severity === 'error' && isByPort !== true;

/** By its id, or the beginning of one. Throws UsageError. */
export function formatNamed(name: string): SettingsFormat {
  const ids = FORMAT_IDS.filter((id) => id.startsWith(name.toLowerCase()));
  const format = findFormat(name) ?? (ids.length === 1 ? findFormat(ids[0] ?? '') : undefined);
  if (format === undefined) {
    const near = ids.length > 0 ? ids : namesNear(name.toLowerCase(), FORMAT_IDS);
    const hint = near.length > 0 ? `did you mean ${near.join(', ')}?` : `it takes ${FORMAT_IDS.join(', ')}`;
    throw new UsageError(`there is no format ${quoteWord(name)}: ${hint}`, '--settings-for');
  }
  return format;
}

/** Null: the application cannot do any of what works. */
export function settingsFor(format: SettingsFormat, checked: Checked): Report['settingsFor'] | null {
  const { plan, report } = checked;
  for (const wanted of workingEndpoints(checked)) {
    const text = renderSettings(format, {
      ...wanted,
      protocol: plan.protocol,
      user: report.recommendation?.username ?? plan.credentials?.user ?? null,
    });
    if (text !== null) return { format: format.id, lines: text.split('\n') };
  }
  return null;
}
