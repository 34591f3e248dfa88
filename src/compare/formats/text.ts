// A comparison for people on a call: what it comes to, what to do and whom to tell, then each difference with both sides
// under one another, and what is the same.
import { oneLine } from '../../report/formats/options.ts';
import { displayWidth, hanging, padEnd } from '../../report/formats/text-layout.ts';
import { row } from '../../report/formats/text-page.ts';
import { makeStyle, type Style } from '../../report/formats/text-style.ts';
import { OWNER_WORDS } from '../../report/wording.ts';
import type { Conclusion, Difference, ReportComparison } from '../comparison.ts';
import type { ComparisonFormat } from './comparison-format.ts';
import { ASPECT_WORDS, askedLines, onlyInLines, runText, sameWord } from './words.ts';

interface Page {
  readonly comparison: ReportComparison;
  readonly style: Style;
  readonly width: number;
  readonly verbose: boolean;
}

const MIN_COLUMNS = 40;
const MAX_COLUMNS = 120;
const MOST_LABEL = 24;

function topLines({ comparison, style, width }: Page, isUnbroken: boolean): string[] {
  const word = sameWord(comparison);
  const paint = comparison.same ? style.good : style.doubtful;
  const lines = hanging(`${word}  `, oneLine(comparison.summary), isUnbroken ? Number.POSITIVE_INFINITY : width);
  return lines.map((line, at) =>
    at === 0 ? paint(style.strong(word)) + style.strong(line.slice(word.length)) : style.strong(line),
  );
}

/** The first in full: what it is has been said above. */
const leadLines = (page: Page, { detail, fix, owner, id, evidence }: Conclusion): string[] => [
  ...row(page, 'What', detail),
  ...(fix === '' ? [] : row(page, 'Do', fix)),
  ...row(page, 'Who', `${OWNER_WORDS[owner]} [${id}]`),
  ...(page.verbose ? row(page, 'Seen', evidence.join('\n')) : []),
];

function otherLines(page: Page, { title, detail, fix, id, severity }: Conclusion): string[] {
  const advice = severity === 'info' && !page.verbose ? '' : ` ${detail}${fix === '' ? '' : ` Do: ${fix}`}`;
  return row(page, 'Also', `${title} [${id}].${advice}`);
}

function differenceLines({ comparison: { a, b }, style, width }: Page, difference: Difference): string[] {
  const labels = [a.label, b.label].map(oneLine);
  const wide = Math.min(MOST_LABEL, Math.max(...labels.map(displayWidth)));
  const title = difference.aspect === 'findings' ? `finding ${difference.subject}` : difference.subject;
  const isSaid = title.includes(ASPECT_WORDS[difference.aspect]) || ['findings', 'ports'].includes(difference.aspect);
  const sides = [difference.a, difference.b].flatMap((text, at) =>
    hanging(`  ${padEnd(labels[at] ?? '', wide)}  `, oneLine(text), width),
  );
  return [
    style.strong(hanging('', oneLine(isSaid ? title : `${ASPECT_WORDS[difference.aspect]}, ${title}`), width).join('\n')),
    ...sides,
  ];
}

function sectionsOf(page: Page): string[][] {
  const { comparison } = page;
  const { conclusions, differences, alike, a, b } = comparison;
  const [first, ...others] = conclusions;
  return [
    first ? leadLines(page, first) : [],
    others.flatMap((conclusion) => otherLines(page, conclusion)),
    differences.flatMap((difference) => differenceLines(page, difference)),
    [
      ...(alike.length > 0 ? row(page, 'Same', alike.map((aspect) => ASPECT_WORDS[aspect]).join(', ')) : []),
      ...onlyInLines(comparison).flatMap((line) => row(page, 'Only', line)),
      ...askedLines(comparison).flatMap((lines) => row(page, 'Asked', lines.join('\n'))),
      ...row(page, 'Runs', `${a.label}: ${runText(a)}\n${b.label}: ${runText(b)}`),
    ],
  ];
}

export const comparisonText: ComparisonFormat = (comparison, { colour, columns, verbose, quiet }) => {
  const known = Number.isFinite(columns) && columns > 0 ? columns : 80;
  const width = Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, known));
  const page: Page = { comparison, style: makeStyle(colour), width, verbose };
  const sections = quiet ? [] : sectionsOf(page).filter((section) => section.length > 0);
  const lines = [...topLines(page, quiet), ...sections.flatMap((section) => ['', ...section])];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
};
