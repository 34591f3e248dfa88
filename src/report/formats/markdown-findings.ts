// The findings in Markdown, each whole. What a server said stays in code.
import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { evidenceText, fixText, labelWord, ownerWord, severityWord, titleText } from '../languages/report-words.ts';
import { englishOf } from '../languages/translated-finding.ts';
import type { Translation } from '../languages/translation.ts';
import { codeSpan, prose } from './markdown-text.ts';
import { type IsOurs, urlOfReference } from './rich-text.ts';

const paragraph = (text: string, isOurs: IsOurs): string =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => prose(line, isOurs))
    .join('  \n');

function referenceLine(reference: string | null, isOurs: IsOurs, see: string): string[] {
  if (reference === null) return [];
  const url = urlOfReference(reference, isOurs);
  if (url === null) return [`${see}: ${codeSpan(reference)}`, ''];
  return [url === reference ? `${see}: <${url}>` : `${see}: [${prose(reference)}](${url})`, ''];
}

export function findingParagraphs(report: Report, finding: Finding, isOurs: IsOurs, language?: Translation): string[] {
  const { id, severity, detail, owner, reference } = finding;
  const seen = evidenceText(language, report, finding);
  const fix = fixText(language, report, finding);
  const english =
    language === undefined ? [] : [`**${labelWord(language, 'English')}:** ${paragraph(englishOf(finding, detail), isOurs)}`, ''];
  return [
    `### ${severityWord(language, severity)}: ${prose(titleText(language, report, finding))}`,
    '',
    `${codeSpan(id)}`,
    '',
    ...(language === undefined ? [paragraph(detail, isOurs), ''] : []),
    ...(seen.length === 0 ? [] : [`${labelWord(language, 'Seen')}:`, '', ...seen.map((fact) => `- ${codeSpan(fact)}`), '']),
    ...(fix.trim() === '' ? [] : [`**${labelWord(language, 'Do')}:** ${paragraph(fix, isOurs)}`, '']),
    ...(severity === 'info' ? [] : [`**${labelWord(language, 'Who')}:** ${prose(ownerWord(language, owner))}`, '']),
    ...english,
    ...referenceLine(reference, isOurs, labelWord(language, 'See')),
  ];
}
