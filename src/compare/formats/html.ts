// A comparison as one self-contained page, side by side: no script, no outside resource, and a policy in the page that says
// so. Everything is escaped at the place where it is written.
import { htmlPage } from '../../report/formats/html-page.ts';
import { HTML_STYLE } from '../../report/formats/html-style.ts';
import { escapeMarkup } from '../../report/formats/markup.ts';
import { piecesOf } from '../../report/formats/rich-text.ts';
import { OWNER_WORDS, SEVERITY_WORDS } from '../../report/wording.ts';
import type { ComparedRun, Conclusion, Difference, ReportComparison } from '../comparison.ts';
import type { ComparisonFormat } from './comparison-format.ts';
import { ASPECT_WORDS, askedLines, onlyInLines, runText, sameWord } from './words.ts';

const SIDES_STYLE = `${HTML_STYLE}table.sides{table-layout:fixed}.sides th:first-child{width:22%}.sides td,.sides th{overflow-wrap:anywhere}
`;

const code = (text: string): string => `<code>${escapeMarkup(text)}</code>`;

/** Commands as code to copy; nothing is a link, since half of the words came out of files of other people. */
const rich = (text: string): string =>
  piecesOf(text, () => false)
    .map((piece) => (piece.kind === 'text' ? escapeMarkup(piece.text) : code(piece.text)))
    .join('');

function conclusionCard({ title, severity, id, detail, evidence, fix, owner }: Conclusion): string {
  return `<div class="card ${severity}">
<h3>${escapeMarkup(title)}</h3>
<p class="faint"><span class="badge ${severity}">${SEVERITY_WORDS[severity]}</span> ${code(id)}</p>
<p>${rich(detail)}</p>
<ul>${evidence.map((fact) => `<li>${code(fact)}</li>`).join('')}</ul>
${fix === '' ? '' : `<p><strong>Do:</strong> ${rich(fix)}</p>\n<p><strong>Who:</strong> ${escapeMarkup(OWNER_WORDS[owner])}</p>\n`}</div>`;
}

const differenceRow = ({ aspect, subject, a, b }: Difference): string =>
  `<tr><th scope="row">${escapeMarkup(ASPECT_WORDS[aspect])}<br/><span class="faint">${escapeMarkup(subject)}</span></th><td>${code(a)}</td><td>${code(b)}</td></tr>`;

const runCell = (run: ComparedRun): string =>
  `<td><span class="badge ${run.verdict}">${escapeMarkup(runText(run))}</span><br/>${escapeMarkup(run.summary)}</td>`;

function sidesTable({ a, b, differences }: ReportComparison): string {
  return `<h2>Side by side</h2>
<div class="scroll"><table class="sides">
<thead><tr><th></th><th scope="col">${escapeMarkup(a.label)}</th><th scope="col">${escapeMarkup(b.label)}</th></tr></thead>
<tbody>
<tr><th scope="row">run</th>${runCell(a)}${runCell(b)}</tr>
${differences.map(differenceRow).join('\n')}
</tbody></table></div>
`;
}

export const comparisonHtml: ComparisonFormat = (comparison) => {
  const { summary, tool, same, conclusions, alike } = comparison;
  const foot = [
    ...(alike.length > 0 ? [`The same in both: ${alike.map((aspect) => ASPECT_WORDS[aspect]).join(', ')}.`] : []),
    ...onlyInLines(comparison),
    ...askedLines(comparison).map(([subject, a, b]) => `Asked otherwise: ${subject} ${a}; ${b}.`),
  ];
  const body = `<header>
<span class="badge ${same ? 'ok' : 'warn'}">${sameWord(comparison)}</span>
<h1>${escapeMarkup(summary)}</h1>
</header>
<main>
${conclusions.length > 0 ? `<h2>What it means</h2>\n${conclusions.map(conclusionCard).join('\n')}\n` : ''}${sidesTable(comparison)}${foot.map((line) => `<p class="faint">${escapeMarkup(line)}</p>`).join('\n')}
</main>`;
  return htmlPage({
    title: `${sameWord(comparison)}: ${comparison.a.label}, ${comparison.b.label}`,
    style: SIDES_STYLE,
    version: tool.version,
    body,
  });
};
