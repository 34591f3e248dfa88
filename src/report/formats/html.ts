// The report as one self-contained page to attach to a ticket: no script, no outside resource, and a policy in the
// page that says so. Everything from the report is escaped at the place where it is written.
import { createHash } from 'node:crypto';
import type { Finding } from '../../model/finding.ts';
import type { Recommendation, Report } from '../../model/report.ts';
import { COMMON_LABELS } from '../client-settings.ts';
import { OWNER_WORDS, portAndMode, recommendationsOf, SEVERITY_WORDS } from '../wording.ts';
import { dnsSection, endpointSection, loginSection, tlsSection } from './html-facts.ts';
import { HTML_STYLE } from './html-style.ts';
import { timingSection } from './html-timing.ts';
import { escapeMarkup } from './markup.ts';
import { type FormatOptions, oneLine } from './options.ts';
import { transcriptMark } from './transcript-mark.ts';

const VERDICT_WORDS = { ok: 'OK', warn: 'WARNING', fail: 'FAIL' } as const;

const code = (text: string): string => `<code>${escapeMarkup(text)}</code>`;
const paragraphs = (text: string): string => text.split(/\r?\n/).map(escapeMarkup).join('<br/>');

function findingCard(finding: Finding): string {
  const { id, severity, title, detail, evidence, fix, owner, reference, endpoints } = finding;
  const parts = [
    `<h3>${escapeMarkup(title)}</h3>`,
    `<p class="faint"><span class="badge ${severity}">${SEVERITY_WORDS[severity]}</span> ${code(id)}</p>`,
    `<p>${paragraphs(detail)}</p>`,
    evidence.length === 0 ? '' : `<ul>${evidence.map((fact) => `<li>${code(fact)}</li>`).join('')}</ul>`,
    fix.trim() === '' ? '' : `<p><strong>Do:</strong> ${paragraphs(fix)}</p>`,
    severity === 'info' ? '' : `<p><strong>Who must act:</strong> ${escapeMarkup(OWNER_WORDS[owner])}</p>`,
    endpoints.length === 0 ? '' : `<p class="faint">About ${endpoints.map(code).join(', ')}</p>`,
    // Text, no link: what a report names is looked up, not clicked.
    reference === null ? '' : `<p class="faint">See ${escapeMarkup(reference)}</p>`,
  ];
  return `<div class="card ${severity}">\n${parts.filter((part) => part !== '').join('\n')}\n</div>`;
}

const findingSection = ({ findings }: Report): string =>
  findings.length === 0 ? '' : `<h2>Findings</h2>\n${findings.map(findingCard).join('\n')}\n`;

const settingsSection = (report: Report): string => recommendationsOf(report).map(settingsTable).join('\n');

function settingsTable(recommendation: Recommendation): string {
  const settings = Object.entries(recommendation.settings ?? { Server: recommendation.host, Port: String(recommendation.port) });
  const row = ([label, value]: [string, string]): string =>
    `<tr><th scope="row">${escapeMarkup(label)}</th><td>${code(value)}</td></tr>`;
  const isCommon = ([label]: [string, string]): boolean => recommendation.settings === undefined || COMMON_LABELS.includes(label);
  const clients = settings.filter((entry) => !isCommon(entry));
  const more =
    clients.length === 0
      ? ''
      : `<details><summary>In the words of common clients and libraries</summary><div class="scroll"><table>${clients.map(row).join('\n')}</table></div></details>\n`;
  return `<h2>Settings to use</h2>
<div class="settings"><table>${settings.filter(isCommon).map(row).join('\n')}</table></div>
<p>${escapeMarkup(recommendation.why)}</p>
${more}`;
}

function transcriptSection({ endpoints }: Report): string {
  const talks = endpoints.filter(({ transcript }) => transcript.length > 0);
  if (talks.length === 0) return '';
  const blocks = talks.map((endpoint) => {
    const lines = endpoint.transcript.map((line) =>
      escapeMarkup(`${String(Math.round(line.ms)).padStart(7)} ms ${transcriptMark(line)} ${oneLine(line.line)}`),
    );
    const title = `${portAndMode(endpoint)} at ${endpoint.address}`;
    return `<details><summary>${escapeMarkup(title)}</summary><pre>${lines.join('\n')}</pre></details>`;
  });
  return `<h2>Transcript</h2>\n<p class="faint">-&gt; and &lt;- in the clear, ~&gt; and &lt;~ under TLS, *** for notes. Secrets are masked.</p>\n${blocks.join('\n')}\n`;
}

export function html(report: Report, { verbose }: FormatOptions): string {
  const hash = createHash('sha256').update(HTML_STYLE).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const { verdict, target, startedAt, durationMs, tool } = report;
  const asked = target.input === target.host ? '' : ` (asked for as ${code(target.input)})`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="generator" content="mailprobe ${escapeMarkup(tool.version)}"/>
<meta http-equiv="Content-Security-Policy" content="${policy}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="referrer" content="no-referrer"/>
<title>${escapeMarkup(`${VERDICT_WORDS[verdict]}: ${target.host}`)}</title>
<style>${HTML_STYLE}</style>
</head>
<body>
<header>
<span class="badge ${verdict}">${VERDICT_WORDS[verdict]}</span>
<h1>${escapeMarkup(report.summary)}</h1>
<p class="faint">${code(target.host)}${asked}, ${escapeMarkup(startedAt)}, ${Math.round(durationMs)} ms, mailprobe ${escapeMarkup(tool.version)}</p>
</header>
<main>
${findingSection(report)}${settingsSection(report)}${endpointSection(report)}${timingSection(report)}${tlsSection(report)}${loginSection(report)}${dnsSection(report)}${verbose ? transcriptSection(report) : ''}</main>
</body>
</html>
`;
}
