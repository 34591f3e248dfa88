// The top of the page: the verdict, with `--all` a line for each protocol, and the finding that everything turns on, in
// the order in which it is told on the telephone: what, do, who, seen, tell. Draws; judges nothing.
import type { Finding } from '../../model/finding.ts';
import { PROTOCOL_FACTS, type Protocol } from '../../model/protocol.ts';
import type { Verdict } from '../../model/report.ts';
import {
  briefTellText,
  evidenceText,
  fixText,
  headlineText,
  ownerWord,
  portWord,
  verdictWord,
} from '../languages/report-words.ts';
import { fillFrame, type Translation } from '../languages/translation.ts';
import { isOffered } from '../port-states.ts';
import { decisiveOf, firstSentences, sentencesOf } from '../tell.ts';
import { oneLine } from './options.ts';
import { displayWidth, hanging, padEnd } from './text-layout.ts';
import { row, type TextPage } from './text-page.ts';
import { portPieces, portRow } from './text-ports.ts';

const paintOf = ({ style }: TextPage, verdict: Verdict): ((text: string) => string) =>
  ({ ok: style.good, warn: style.doubtful, fail: style.bad })[verdict];

/** The verdict and the sentence of the report: the first line in every format. */
export function verdictLines(page: TextPage): string[] {
  const { report, options, style, width } = page;
  const { language } = options;
  const word = verdictWord(language, report.verdict);
  const summary = oneLine(headlineText(language, report));
  const isStrict = options.strict && report.verdict === 'warn';
  const text = !isStrict
    ? summary
    : language === undefined
      ? `${summary} (fails, since --strict)`
      : fillFrame(language, 'strict', { summary });
  const lines = hanging(`${word}  `, text, options.quiet ? Number.POSITIVE_INFINITY : width);
  return lines.map((line, at) =>
    at === 0 ? paintOf(page, report.verdict)(style.strong(word)) + style.strong(line.slice(word.length)) : style.strong(line),
  );
}

/** Of the column of verdicts: the longest word and two spaces. */
const verdictWidth = (language: Translation | undefined): number =>
  2 + Math.max(...(['ok', 'warn', 'fail'] as const).map((verdict) => displayWidth(verdictWord(language, verdict))));

/** With `--all`: what is offered and works, a line a protocol. */
export function protocolLines(page: TextPage): string[] {
  const { report, style, options } = page;
  const { language } = options;
  const parts = report.parts ?? [];
  const wordWidth = verdictWidth(language);
  const nameWidth = Math.max(...parts.map(({ target }) => PROTOCOL_FACTS[target.protocol].word.length)) + 2;
  return parts.flatMap(({ target: { protocol }, verdict }) => {
    const name = padEnd(PROTOCOL_FACTS[protocol].word, nameWidth);
    if (!isOffered(report, protocol)) return [style.faint(`${name}${portWord(language, 'not offered')}`)];
    const label = name + padEnd(verdictWord(language, verdict), wordWidth);
    const lines = portRow(page, label, portPieces(page, protocol));
    return lines.map((line, at) =>
      at === 0 ? style.strong(name) + paintOf(page, verdict)(label.slice(name.length)) + line.slice(label.length) : line,
    );
  });
}

/** So many sentences of the explanation, so many facts: the others are there with -v. Less where the page is squeezed. */
const SENTENCES = [2, 1];
const FACTS = [3, 3, 2, 1];
/** The reply of the server stands among the facts already. */
const TERSEST = 4;

const atMost = (limits: readonly number[], { options, squeeze }: TextPage): number =>
  options.verbose ? Number.POSITIVE_INFINITY : (limits[squeeze] ?? limits.at(-1) ?? 1);

function seenText(page: TextPage, finding: Finding): string {
  const { language } = page.options;
  const facts = evidenceText(language, page.report, finding);
  const most = atMost(FACTS, page);
  if (facts.length <= most) return facts.join('\n');
  const shown = facts.slice(0, most);
  const [fact = '', count] = [shown.at(-1), facts.length - shown.length];
  const last = language === undefined ? `${fact} (${count} more with -v)` : fillFrame(language, 'more', { fact, count });
  return [...shown.slice(0, -1), last].join('\n');
}

/** Empty where nothing is wrong: then there is nobody to tell. */
export function decisiveSection(page: TextPage): string[] {
  const finding = decisiveOf(page.report);
  if (finding === undefined) return [];
  const { report, options, style } = page;
  const tell = briefTellText(options.language, report, finding, page.squeeze < TERSEST);
  const title = oneLine(finding.title);
  const detail = firstSentences(finding.detail, atMost(SENTENCES, page));
  const { language } = options;
  const isSaid = report.summary.toLowerCase().includes(title.toLowerCase());
  return [
    ...(language === undefined ? row(page, 'What', `${isSaid ? '' : `${title}. `}${detail}`) : []),
    ...row(page, 'Do', fixText(language, report, finding)),
    ...row(page, 'Who', `${ownerWord(language, finding.owner)} [${finding.id}]`),
    ...row(page, 'Seen', seenText(page, finding)),
    ...row(page, 'Tell', tell),
    ...(language === undefined ? [] : row(page, 'English', englishBeside(tell, finding, detail))),
    // Unbroken, so that an address can be clicked or copied.
    ...(options.verbose && finding.reference !== null ? row(page, 'See', finding.reference).map(style.faint) : []),
  ];
}

/** What the text to pass on does not say in English already. */
const englishBeside = (tell: string, { title, fix }: Finding, detail: string): string =>
  [title, detail, fix]
    .flatMap(sentencesOf)
    .filter((sentence) => !tell.includes(sentence))
    .join(' ');

/** The protocols of the page: one, or with `--all` those that are offered. */
export const protocolsOf = ({ report }: TextPage): readonly Protocol[] =>
  report.parts === undefined
    ? [report.target.protocol]
    : report.parts.map(({ target }) => target.protocol).filter((protocol) => isOffered(report, protocol));
