// The report to paste into a ticket or a mail. What a server said stays inside code spans and code blocks: no link,
// image, tag or mention of its making is ever live.

import type { Finding } from '../../model/finding.ts';
import { MODE_FACTS } from '../../model/protocol.ts';
import type { Recommendation, Report, ReportEndpoint, ReportTls } from '../../model/report.ts';
import {
  daysLeftText,
  OWNER_WORDS,
  portAndMode,
  recommendationsOf,
  replyText,
  SEVERITY_WORDS,
  stageMs,
  totalMs,
} from '../wording.ts';
import { cell, codeBlock, codeSpan, prose } from './markdown-text.ts';
import type { FormatOptions } from './options.ts';
import { transcriptMark } from './transcript-mark.ts';

const VERDICT_WORDS = { ok: 'OK', warn: 'WARNING', fail: 'FAIL' } as const;

const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
const ms = (value: number | null): string => (value === null ? '' : String(Math.round(value)));

function endpointRow(endpoint: ReportEndpoint): string {
  const { port, mode, address, status, failure } = endpoint;
  const cause = failure === null ? '' : `${codeSpan(failure.code)} at ${failure.stage}`;
  const times = [
    stageMs(endpoint, 'connect', 'proxy'),
    stageMs(endpoint, 'greeting'),
    stageMs(endpoint, 'starttls', 'tls'),
    stageMs(endpoint, 'ehlo'),
    totalMs(endpoint),
  ];
  return row(
    String(port),
    MODE_FACTS[mode].word,
    codeSpan(address),
    status === 'failed' ? '**failed**' : status,
    cause,
    ...times.map(ms),
  );
}

function endpointSection({ endpoints }: Report): string[] {
  if (endpoints.length === 0) return [];
  const failures = endpoints.filter(({ status }) => status === 'failed');
  return [
    '## Ports',
    '',
    row('Port', 'Mode', 'Address', 'Status', 'Cause', 'Connect ms', 'Greeting', 'TLS', 'EHLO', 'Total'),
    row('---:', '---', '---', '---', '---', '---:', '---:', '---:', '---:', '---:'),
    ...endpoints.map(endpointRow),
    '',
    ...failures.flatMap(({ failure, ...endpoint }) => {
      if (failure === null) return [];
      const reply = failure.reply === undefined ? '' : ` The server said: ${codeSpan(replyText(failure.reply))}`;
      return [`- ${portAndMode(endpoint)} at ${codeSpan(endpoint.address)}: ${prose(failure.message)}.${reply}`];
    }),
  ];
}

function certificateText({ certificate, trusted, error }: ReportTls): string {
  if (certificate === null) return 'no certificate seen';
  const verified = trusted ? 'verified' : `**not verified**${error === null ? '' : ` (${codeSpan(error.code)})`}`;
  const days = `${daysLeftText(certificate.daysLeft)} (until ${codeSpan(certificate.validTo.slice(0, 10))})`;
  return `${codeSpan(certificate.subject)}, issued by ${codeSpan(certificate.issuer)}, ${days}, ${verified}`;
}

function tlsSection({ endpoints }: Report): string[] {
  const lines = endpoints.flatMap((endpoint) => {
    const { tls } = endpoint;
    if (tls === null) return [];
    const where = `${portAndMode(endpoint)} at ${codeSpan(endpoint.address)}`;
    return [`- ${where}: ${codeSpan(tls.protocol)} ${codeSpan(tls.cipher)}; ${certificateText(tls)}`];
  });
  return lines.length === 0 ? [] : ['## TLS', '', ...lines];
}

function loginSection({ credentials }: Report): string[] {
  if (credentials === null) return [];
  const { user, status, mechanism, endpoint, cause, reply } = credentials;
  const how = mechanism === null ? '' : ` with ${codeSpan(mechanism)}`;
  const where = endpoint === null ? '' : ` on ${codeSpan(endpoint)}`;
  const why = cause === null ? '' : ` (${codeSpan(cause)})`;
  const said = reply === undefined ? [] : ['', `The server said: ${codeSpan(replyText(reply))}`];
  return ['## Login', '', `${codeSpan(user)}: **${status}**${how}${where}${why}`, ...said];
}

const paragraph = (text: string): string =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map(prose)
    .join('  \n');

function findingSection(finding: Finding): string[] {
  const { id, severity, title, detail, evidence, fix, owner, reference } = finding;
  return [
    `### ${SEVERITY_WORDS[severity]}: ${prose(title)}`,
    '',
    `${codeSpan(id)}`,
    '',
    paragraph(detail),
    '',
    ...(evidence.length === 0 ? [] : ['Seen:', '', ...evidence.map((fact) => `- ${codeSpan(fact)}`), '']),
    ...(fix.trim() === '' ? [] : [`**Do:** ${paragraph(fix)}`, '']),
    ...(severity === 'info' ? [] : [`**Who must act:** ${prose(OWNER_WORDS[owner])}`, '']),
    ...(reference === null ? [] : [`See: ${codeSpan(reference)}`, '']),
  ];
}

const settingsSection = (report: Report): string[] =>
  recommendationsOf(report).flatMap((recommendation, at) => [...(at === 0 ? [] : ['']), ...settingsTable(recommendation)]);

function settingsTable(recommendation: Recommendation): string[] {
  const settings = Object.entries(recommendation.settings ?? { Server: recommendation.host, Port: String(recommendation.port) });
  return [
    '## Settings to use',
    '',
    row('Setting', 'Value'),
    row('---', '---'),
    ...settings.map(([label, value]) => row(prose(label), codeSpan(value))),
    '',
    prose(recommendation.why),
  ];
}

function dnsSection({ dns }: Report): string[] {
  if (dns === null) return [];
  if (dns.error !== null) return ['## DNS', '', `${codeSpan(dns.error.code)}: ${prose(dns.error.message)}`];
  const addresses = dns.addresses.map(({ address, ports }) => {
    const results = Object.entries(ports).map(([port, result]) => `${port} ${result}`);
    return `- ${codeSpan(address)}${results.length === 0 ? '' : `: ${prose(results.join(', '))}`}`;
  });
  return addresses.length === 0 ? [] : ['## DNS', '', ...addresses];
}

const transcriptSection = ({ endpoints }: Report): string[] =>
  endpoints
    .filter(({ transcript }) => transcript.length > 0)
    .flatMap((endpoint) => [
      `## Transcript of ${portAndMode(endpoint)} at ${codeSpan(endpoint.address)}`,
      '',
      ...codeBlock(
        endpoint.transcript.map((line) => `${String(Math.round(line.ms)).padStart(7)} ms ${transcriptMark(line)} ${line.line}`),
      ),
      '',
    ]);

export function markdown(report: Report, options: FormatOptions): string {
  const sections = [
    [
      `# ${VERDICT_WORDS[report.verdict]}: ${codeSpan(report.target.host)}`,
      '',
      prose(report.summary),
      '',
      `Checked ${codeSpan(report.target.input)} at ${codeSpan(report.startedAt)} with mailprobe ${codeSpan(report.tool.version)}.`,
    ],
    report.findings.length === 0 ? [] : ['## Findings', '', ...report.findings.flatMap(findingSection)],
    settingsSection(report),
    endpointSection(report),
    tlsSection(report),
    loginSection(report),
    dnsSection(report),
    options.verbose ? transcriptSection(report) : [],
  ];
  const text = sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n').trimEnd())
    .join('\n\n');
  return `${text.replace(/\n{3,}/g, '\n\n')}\n`;
}
