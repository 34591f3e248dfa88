// A comparison to paste into a ticket: what the servers said stays inside code spans.
import { cell, codeSpan, prose } from '../../report/formats/markdown-text.ts';
import { OWNER_WORDS, SEVERITY_WORDS } from '../../report/wording.ts';
import type { Conclusion, Difference } from '../comparison.ts';
import type { ComparisonFormat } from './comparison-format.ts';
import { ASPECT_WORDS, askedLines, onlyInLines, runText, sameWord } from './words.ts';

const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

const conclusionLines = ({ title, severity, id, detail, evidence, fix, owner }: Conclusion): string[] => [
  `### ${prose(title)}`,
  '',
  `${SEVERITY_WORDS[severity]}, ${codeSpan(id)}`,
  '',
  prose(detail),
  '',
  ...evidence.map((fact) => `- ${codeSpan(fact)}`),
  '',
  ...(fix === '' ? [] : [`**Do:** ${prose(fix)}`, '', `**Who:** ${OWNER_WORDS[owner]}`, '']),
];

const differenceRow = ({ aspect, subject, a, b }: Difference): string =>
  row(ASPECT_WORDS[aspect], prose(subject), codeSpan(a), codeSpan(b));

export const comparisonMarkdown: ComparisonFormat = (comparison) => {
  const { a, b, summary, tool, conclusions, differences, alike } = comparison;
  const lines = [
    `# ${sameWord(comparison)}: ${prose(summary)}`,
    '',
    `Compared with mailprobe ${codeSpan(tool.version)}`,
    '',
    ...[a, b].map((run) => `- ${codeSpan(run.label)}: ${prose(runText(run))}. ${prose(run.summary)}`),
    '',
    ...(conclusions.length > 0 ? ['## What it means', '', ...conclusions.flatMap(conclusionLines)] : []),
    ...(differences.length > 0
      ? [
          '## Differences',
          '',
          row('What', 'Where', codeSpan(a.label), codeSpan(b.label)),
          row('---', '---', '---', '---'),
          ...differences.map(differenceRow),
          '',
        ]
      : []),
    ...(alike.length > 0 ? [`The same in both: ${alike.map((aspect) => ASPECT_WORDS[aspect]).join(', ')}.`, ''] : []),
    ...onlyInLines(comparison).map((line) => `- ${prose(line)}`),
    ...askedLines(comparison).flatMap(([subject, ...sides]) => [
      `- Asked otherwise: ${prose(subject)}`,
      ...sides.map((side) => `  - ${prose(side)}`),
    ]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
};
