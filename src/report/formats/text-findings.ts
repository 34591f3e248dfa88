// The findings beside the decisive one: a line each, or with --verbose in full, gravest first. Words come from the findings.
import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { evidenceText, fixText, ownerWord, severityWord, titleText } from '../languages/report-words.ts';
import { englishOf } from '../languages/translated-finding.ts';
import { isOffered } from '../port-states.ts';
import { decisiveOf } from '../tell.ts';
import { oneLine } from './options.ts';
import { hanging, padEnd } from './text-layout.ts';
import { labelWidth, row, type TextPage } from './text-page.ts';

const paintOf = ({ style }: TextPage, { severity }: Finding): ((text: string) => string) =>
  ({ error: style.bad, warning: style.doubtful, info: style.faint })[severity];

function titleLines(page: TextPage, finding: Finding): string[] {
  const { language } = page.options;
  const word = severityWord(language, finding.severity);
  const label = `${padEnd(word, labelWidth(page) - 1)} `;
  const who = finding.severity === 'info' ? '' : ` (${ownerWord(language, finding.owner)})`;
  // Its place is one line, and the English one has the names and figures of the case.
  const title = `${titleText(language, page.report, finding)}${language === undefined ? '' : ` / ${finding.title}`}`;
  return hanging(label, oneLine(`${title}${who} [${finding.id}]`), page.width).map((line, at) =>
    at === 0 ? paintOf(page, finding)(word) + line.slice(word.length) : line,
  );
}

function wholeFinding(page: TextPage, finding: Finding): string[] {
  const { report, options } = page;
  const { language } = options;
  return [
    '',
    ...titleLines(page, finding),
    ...(language === undefined ? row(page, 'What', finding.detail) : []),
    ...row(page, 'Do', fixText(language, report, finding)),
    ...row(page, 'Seen', evidenceText(language, report, finding).join('\n')),
    ...(language === undefined ? [] : row(page, 'English', englishOf({ title: '', fix: finding.fix }, finding.detail))),
    ...(finding.reference === null ? [] : row(page, 'See', finding.reference).map(page.style.faint)),
  ];
}

/** A note about a protocol that is not offered: the top says so already. */
function isOfNothing(report: Report, { severity, endpoints }: Finding): boolean {
  const about = report.endpoints.filter(({ id }) => endpoints.includes(id));
  return severity === 'info' && about.length > 0 && about.every(({ protocol }) => !isOffered(report, protocol));
}

export function otherFindings(page: TextPage): string[] {
  const decisive = decisiveOf(page.report);
  const others = page.report.findings.filter((finding) => finding !== decisive && !isOfNothing(page.report, finding));
  return page.options.verbose
    ? others.flatMap((finding) => wholeFinding(page, finding)).slice(1)
    : others.flatMap((finding) => titleLines(page, finding));
}
