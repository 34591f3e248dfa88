// The findings beside the decisive one: a line each, or with --verbose in full, gravest first. Words come from the findings.
import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { evidenceLines } from '../evidence-lines.ts';
import { isOffered } from '../port-states.ts';
import { decisiveOf } from '../tell.ts';
import { OWNER_WORDS, SEVERITY_WORDS } from '../wording.ts';
import { oneLine } from './options.ts';
import { hanging } from './text-layout.ts';
import { LABEL_WIDTH, row, type TextPage } from './text-page.ts';

const paintOf = ({ style }: TextPage, { severity }: Finding): ((text: string) => string) =>
  ({ error: style.bad, warning: style.doubtful, info: style.faint })[severity];

function titleLines(page: TextPage, finding: Finding): string[] {
  const word = SEVERITY_WORDS[finding.severity];
  const label = `${word.padEnd(LABEL_WIDTH - 1)} `;
  const who = finding.severity === 'info' ? '' : ` (${OWNER_WORDS[finding.owner]})`;
  return hanging(label, oneLine(`${finding.title}${who} [${finding.id}]`), page.width).map((line, at) =>
    at === 0 ? paintOf(page, finding)(word) + line.slice(word.length) : line,
  );
}

function wholeFinding(page: TextPage, finding: Finding): string[] {
  return [
    '',
    ...titleLines(page, finding),
    ...row(page, 'What', finding.detail),
    ...row(page, 'Do', finding.fix),
    ...row(page, 'Seen', evidenceLines(page.report, finding).join('\n')),
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
