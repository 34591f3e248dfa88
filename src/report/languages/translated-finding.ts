// A finding in a language: its title and fix, with what the report itself knows of it put in, and the commands of the English
// fix as they are. Pure; knows no layout.
import type { Finding } from '../../model/finding.ts';
import type { Report, ReportEndpoint } from '../../model/report.ts';
import { fillFrame, fillSlots, listIn, type Translation, textFor } from './translation.ts';

export interface TranslatedFinding {
  readonly title: string;
  /** Empty where the English one is. */
  readonly fix: string;
  /** Of the English fix, in backticks, which this one does not have. */
  readonly commands: readonly string[];
}

const COMMAND = /`[^`]+`/g;

/** Those that it is about; in the order of the report. */
const endpointsOf = ({ endpoints }: Report, finding: Finding): readonly ReportEndpoint[] =>
  endpoints.filter(({ id }) => finding.endpoints.includes(id));

/** `about`: the endpoints that are named; none where the sentence before has them already. */
export function translateFinding(
  language: Translation,
  report: Report,
  finding: Finding,
  about: readonly ReportEndpoint[] = endpointsOf(report, finding),
): TranslatedFinding {
  const entry = language.findings[finding.id];
  const title = textFor(entry.title, finding.owner);
  const fix = textFor(entry.fix, finding.owner);
  const commands = [...new Set(finding.fix.match(COMMAND) ?? [])].filter((command) => !fix.includes(command));
  const values = {
    ports: listIn(
      language,
      about.map(({ port }) => port),
    ),
    addresses: listIn(
      language,
      about.map(({ address }) => address),
    ),
    commands: commands.join('; '),
  };
  return {
    title: fillSlots(title, values),
    fix: finding.fix.trim() === '' ? '' : fillSlots(fix, values),
    commands: fix.includes('{commands}') ? [] : commands,
  };
}

/** With the commands behind it. */
export const wholeFix = (language: Translation, { fix, commands }: TranslatedFinding): string =>
  commands.length === 0 || fix === '' ? fix : `${fix} ${fillFrame(language, 'commands', { commands: commands.join('; ') })}`;

/** As one piece of English: what is special to this case, which no translation has. */
export function englishOf({ title, fix }: Pick<Finding, 'title' | 'fix'>, detail = ''): string {
  const sentences = [title, detail, fix].map((text) => text.trim()).filter((text) => text !== '');
  return sentences.map((text) => (/[.!?]["')]?$/.test(text) ? text : `${text}.`)).join(' ');
}
