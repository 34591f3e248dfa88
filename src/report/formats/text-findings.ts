// Findings in text, gravest first: what, what was seen, what to do, who must act. Words come from the findings.
import type { Finding } from '../../model/finding.ts';
import { OWNER_WORDS, SEVERITY_WORDS } from '../wording.ts';
import { oneLine } from './options.ts';
import type { TextPage } from './text.ts';
import { hanging } from './text-layout.ts';

const INDENT = '  ';

/** Text that may have lines of its own, such as a command to type. */
const paragraphs = (label: string, text: string, width: number): string[] =>
  text
    .split(/\r?\n/)
    .flatMap((line, at) => hanging(at === 0 ? label : ' '.repeat(label.length), oneLine(line), width))
    .filter((line) => line.trim() !== '');

function findingLines({ options, style, width }: TextPage, finding: Finding): string[] {
  const paint = { error: style.bad, warning: style.doubtful, info: style.faint }[finding.severity];
  const word = SEVERITY_WORDS[finding.severity];
  const title = hanging(`${word}  `, oneLine(`${finding.title} [${finding.id}]`), width);
  const lines = title.map((line, at) => (at === 0 ? paint(word) + style.strong(line.slice(word.length)) : style.strong(line)));
  // A note is read at leisure: its explanation waits for --verbose.
  if (finding.severity !== 'info' || options.verbose) lines.push(...paragraphs(INDENT, finding.detail, width));
  lines.push(...finding.evidence.flatMap((fact, at) => paragraphs(at === 0 ? '  Seen:  ' : '         ', fact, width)));
  if (finding.fix.trim() !== '') lines.push(...paragraphs('  Do:    ', finding.fix, width));
  if (finding.severity !== 'info') lines.push(...hanging('  Who must act: ', OWNER_WORDS[finding.owner], width));
  if (finding.endpoints.length > 0 && options.verbose)
    lines.push(...hanging('  About: ', oneLine(finding.endpoints.join(', ')), width));
  // Unbroken, so that an address can be clicked or copied.
  if (finding.reference !== null && (finding.severity !== 'info' || options.verbose)) {
    lines.push(style.faint(`  See:   ${oneLine(finding.reference)}`));
  }
  return lines;
}

export function findingsSection(page: TextPage): string[] {
  return page.report.findings.flatMap((finding, at) => [...(at === 0 ? [] : ['']), ...findingLines(page, finding)]);
}
