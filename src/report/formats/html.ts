// The report as one self-contained page to attach to a ticket: no script, no outside resource, and a policy in the
// page that says so. Everything from the report is escaped at the place where it is written.
import type { Finding } from '../../model/finding.ts';
import { PROTOCOL_FACTS, type Protocol } from '../../model/protocol.ts';
import type { Recommendation, Report } from '../../model/report.ts';
import { COMMON_LABELS } from '../client-settings.ts';
import {
  evidenceText,
  fixText,
  headlineText,
  labelWord,
  ownerWord,
  settingWord,
  severityWord,
  textToPassOn,
  titleText,
  verdictWord,
} from '../languages/report-words.ts';
import { englishOf } from '../languages/translated-finding.ts';
import type { Translation } from '../languages/translation.ts';
import { nextCommand } from '../next-command.ts';
import { decisiveOf } from '../tell.ts';
import { durationText, localTimeText, namedPortAndMode, namedTrustText, recommendationsOf } from '../wording.ts';
import { applicationPart } from './html-application.ts';
import { clientsTable } from './html-clients.ts';
import { dnsList, endpointTable, loginParagraph, tlsCards } from './html-facts.ts';
import { overTimeTable } from './html-over-time.ts';
import { htmlPage } from './html-page.ts';
import { pictureSection } from './html-picture.ts';
import { serverCards } from './html-server.ts';
import { HTML_STYLE } from './html-style.ts';
import { timingSection } from './html-timing.ts';
import { traceTableHtml } from './html-trace.ts';
import { waysTable } from './html-ways.ts';
import { escapeMarkup } from './markup.ts';
import { type FormatOptions, oneLine } from './options.ts';
import { type IsOurs, linksOf, piecesOf, urlOfReference } from './rich-text.ts';
import { transcriptMark } from './transcript-mark.ts';

const code = (text: string): string => `<code>${escapeMarkup(text)}</code>`;
const link = (url: string, text: string): string => `<a href="${escapeMarkup(url)}" rel="noreferrer">${escapeMarkup(text)}</a>`;

/** Prose of ours: commands as code to copy, URLs to click. */
const rich = (text: string, isOurs: IsOurs): string =>
  text
    .split(/\r?\n/)
    .map((line) =>
      piecesOf(oneLine(line), isOurs)
        .map((piece) => {
          if (piece.kind === 'link') return link(piece.url, piece.text);
          return piece.kind === 'code' ? code(piece.text) : escapeMarkup(piece.text);
        })
        .join(''),
    )
    .join('<br/>');

function referenceLine(reference: string | null, isOurs: IsOurs, see: string): string {
  if (reference === null) return '';
  const url = urlOfReference(reference, isOurs);
  return `<p class="faint">${escapeMarkup(see)} ${url === null ? escapeMarkup(reference) : link(url, reference)}</p>`;
}

function findingCard(report: Report, finding: Finding, isOurs: IsOurs, language?: Translation): string {
  const { id, severity, detail, evidence, owner, reference, endpoints } = finding;
  const fix = fixText(language, report, finding);
  const label = (name: 'Do' | 'Who' | 'English'): string => `<strong>${escapeMarkup(labelWord(language, name))}:</strong>`;
  const parts = [
    `<h3>${escapeMarkup(titleText(language, report, finding))}</h3>`,
    `<p class="faint"><span class="badge ${severity}">${escapeMarkup(severityWord(language, severity))}</span> ${code(id)}</p>`,
    language === undefined ? `<p>${rich(detail, isOurs)}</p>` : '',
    evidence.length === 0
      ? ''
      : `<ul>${evidenceText(language, report, finding)
          .map((fact) => `<li>${code(fact)}</li>`)
          .join('')}</ul>`,
    fix.trim() === '' ? '' : `<p>${label('Do')} ${rich(fix, isOurs)}</p>`,
    severity === 'info' ? '' : `<p>${label('Who')} ${escapeMarkup(ownerWord(language, owner))}</p>`,
    language === undefined ? '' : `<p lang="en">${label('English')} ${rich(englishOf(finding, detail), isOurs)}</p>`,
    endpoints.length === 0 ? '' : `<p class="faint">About ${endpoints.map(code).join(', ')}</p>`,
    referenceLine(reference, isOurs, labelWord(language, 'See')),
  ];
  return `<div class="card ${severity}">\n${parts.filter((part) => part !== '').join('\n')}\n</div>`;
}

function findingSection(report: Report, language?: Translation): string {
  if (report.findings.length === 0) return '';
  const isOurs = linksOf(report);
  return `<h2>${escapeMarkup(labelWord(language, 'Findings'))}</h2>\n${report.findings.map((finding) => findingCard(report, finding, isOurs, language)).join('\n')}\n`;
}

/** The paragraph to send to whoever must act. */
function tellSection(report: Report, language?: Translation): string {
  const finding = decisiveOf(report);
  if (finding === undefined) return '';
  const next = nextCommand(report, { verbose: false });
  const purpose = next === null || language !== undefined ? '' : ` (${escapeMarkup(next.purpose)})`;
  const more =
    next === null ? '' : `<p class="faint">${escapeMarkup(labelWord(language, 'Next'))}: ${code(next.command)}${purpose}</p>\n`;
  return `<h2>${escapeMarkup(labelWord(language, 'To pass on'))}</h2>\n<blockquote>${rich(textToPassOn(language, report, finding.owner), linksOf(report))}</blockquote>\n${more}`;
}

const settingsSection = (report: Report, language?: Translation): string =>
  recommendationsOf(report)
    .map((recommendation) => settingsTable(recommendation, report, language))
    .join('\n');

function settingsTable(
  recommendation: Recommendation & { readonly protocol?: Protocol },
  { verdict }: Report,
  language?: Translation,
): string {
  const settings = Object.entries(recommendation.settings ?? { Server: recommendation.host, Port: String(recommendation.port) });
  const row = ([label, value]: [string, string]): string =>
    `<tr><th scope="row">${escapeMarkup(settingWord(language, label))}</th><td>${code(settingWord(language, value))}</td></tr>`;
  const isCommon = ([label]: [string, string]): boolean => recommendation.settings === undefined || COMMON_LABELS.includes(label);
  const clients = settings.filter((entry) => !isCommon(entry));
  const more =
    clients.length === 0
      ? ''
      : `<details><summary>In the words of common clients and libraries</summary><div class="scroll"><table>${clients.map(row).join('\n')}</table></div></details>\n`;
  const what =
    recommendation.protocol === undefined
      ? labelWord(language, 'Settings to use')
      : language === undefined
        ? `Settings for ${PROTOCOL_FACTS[recommendation.protocol].word}`
        : `${labelWord(language, 'Settings to use')}: ${PROTOCOL_FACTS[recommendation.protocol].word}`;
  return `<h2>${escapeMarkup(what)}</h2>
<div class="settings${verdict === 'fail' ? '' : ' works'}"><table>${settings.filter(isCommon).map(row).join('\n')}</table></div>
<p${language === undefined ? '' : ' lang="en"'}>${escapeMarkup(recommendation.why)}</p>
${more}`;
}

function transcriptSection({ endpoints }: Report): string {
  const talks = endpoints.filter(({ transcript }) => transcript.length > 0);
  if (talks.length === 0) return '';
  const blocks = talks.map((endpoint) => {
    const lines = endpoint.transcript.map((line) =>
      escapeMarkup(`${String(Math.round(line.ms)).padStart(7)} ms ${transcriptMark(line)} ${oneLine(line.line)}`),
    );
    const title = `${namedPortAndMode(endpoint)} at ${endpoint.address}`;
    return `<details><summary>${escapeMarkup(title)}</summary><pre>${lines.join('\n')}</pre></details>`;
  });
  return `<h2>Transcript</h2>\n<p class="faint">-&gt; and &lt;- in the clear, ~&gt; and &lt;~ under TLS, *** for notes. Secrets are masked.</p>\n${blocks.join('\n')}\n`;
}

export function html(report: Report, { verbose, language }: FormatOptions): string {
  const { verdict, target, startedAt, durationMs, tool } = report;
  const asked = target.input === target.host ? '' : ` (asked for as ${code(target.input)})`;
  const trust = namedTrustText(report);
  const verified = trust === null ? '' : `, certificates verified by ${code(trust)}`;
  const body = `<header>
<span class="badge ${verdict}">${escapeMarkup(verdictWord(language, verdict))}</span>
<h1>${escapeMarkup(headlineText(language, report))}</h1>
<p class="faint">${code(target.host)}${asked}, ${escapeMarkup(localTimeText(startedAt))}, took ${durationText(durationMs)}${verified}, mailprobe ${escapeMarkup(tool.version)}</p>
</header>
<main>
${pictureSection(report)}${findingSection(report, language)}${tellSection(report, language)}${applicationPart(report)}${settingsSection(report, language)}${waysTable(report)}${overTimeTable(report)}${clientsTable(report)}${endpointTable(report)}${timingSection(report)}${traceTableHtml(report)}${tlsCards(report)}${serverCards(report)}${loginParagraph(report)}${dnsList(report)}${verbose ? transcriptSection(report) : ''}</main>`;
  const title = `${verdictWord(language, verdict)}: ${target.host}`;
  return htmlPage({ title, style: HTML_STYLE, version: tool.version, body, lang: language?.code ?? 'en' });
}
