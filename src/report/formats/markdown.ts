// The report to paste into a ticket or a mail. What a server said stays inside code spans and code blocks: no link,
// image, tag or mention of its making is ever live.
import { MODE_FACTS, PROTOCOL_FACTS } from '../../model/protocol.ts';
import type { Report, ReportEndpoint, ReportTls } from '../../model/report.ts';
import { CLIENT_VERDICT_WORDS, changeOf, clientsTitle, remarkOf, rowsText } from '../clients-part.ts';
import { headlineText, labelWord, textToPassOn, verdictWord } from '../languages/report-words.ts';
import { fillFrame, type Translation } from '../languages/translation.ts';
import { nextCommand } from '../next-command.ts';
import { decisiveOf } from '../tell.ts';
import {
  daysLeftText,
  durationText,
  localTimeText,
  namedPortAndMode,
  namedTrustText,
  reportedReplyText,
  stageMs,
  timeColumns,
  totalMs,
} from '../wording.ts';
import { applicationParagraphs } from './markdown-application.ts';
import { findingParagraphs } from './markdown-findings.ts';
import { overTimeLines } from './markdown-over-time.ts';
import { settingsParagraphs } from './markdown-settings.ts';
import { codeSpan, prose, tableRow as row } from './markdown-text.ts';
import { traceParagraphs } from './markdown-trace.ts';
import { transcriptSections } from './markdown-transcript.ts';
import { waysLines } from './markdown-ways.ts';
import type { FormatOptions } from './options.ts';
import { type IsOurs, linksOf } from './rich-text.ts';

const ms = (value: number | null): string => (value === null ? '' : String(Math.round(value)));

function endpointRow(endpoint: ReportEndpoint, isAll: boolean, columns: ReturnType<typeof timeColumns>): string {
  const { port, mode, address, status, failure } = endpoint;
  const cause = failure === null ? '' : `${codeSpan(failure.code)} at ${failure.stage}`;
  const times = [...columns.map(([, stages]) => stageMs(endpoint, ...stages)), totalMs(endpoint)];
  return row(
    ...(isAll ? [PROTOCOL_FACTS[endpoint.protocol].word] : []),
    String(port),
    MODE_FACTS[mode].word,
    codeSpan(address),
    status === 'failed' ? '**failed**' : status,
    cause,
    ...times.map(ms),
  );
}

function endpointSection({ endpoints, parts }: Report): string[] {
  if (endpoints.length === 0) return [];
  const isAll = parts !== undefined;
  const columns = timeColumns({ endpoints });
  const failures = endpoints.filter(({ status }) => status === 'failed');
  return [
    '## Ports',
    '',
    row(
      ...(isAll ? ['Protocol'] : []),
      'Port',
      'Mode',
      'Address',
      'Status',
      'Cause',
      ...columns.map(([label], at) => (at === 0 ? `${label} ms` : label)),
      'Total',
    ),
    row(...(isAll ? ['---'] : []), '---:', '---', '---', '---', '---', '---:', '---:', '---:', '---:', '---:'),
    ...endpoints.map((endpoint) => endpointRow(endpoint, isAll, columns)),
    '',
    ...failures.flatMap(({ failure, ...endpoint }) => {
      if (failure === null) return [];
      const reply = failure.reply === undefined ? '' : ` The server said: ${codeSpan(reportedReplyText(failure.reply))}`;
      return [`- ${namedPortAndMode(endpoint)} at ${codeSpan(endpoint.address)}: ${prose(failure.message)}.${reply}`];
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
    const where = `${namedPortAndMode(endpoint)} at ${codeSpan(endpoint.address)}`;
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
  const said = reply === undefined ? [] : ['', `The server said: ${codeSpan(reportedReplyText(reply))}`];
  return ['## Login', '', `${codeSpan(user)}: **${status}**${how}${where}${why}`, ...said];
}

/** The paragraph to send to whoever must act. */
function tellSection(report: Report, isOurs: IsOurs, language?: Translation): string[] {
  const finding = decisiveOf(report);
  if (finding === undefined) return [];
  const next = nextCommand(report, { verbose: false });
  return [
    `## ${labelWord(language, 'To pass on')}`,
    '',
    `> ${prose(textToPassOn(language, report, finding.owner), isOurs)}`,
    ...(next === null
      ? []
      : [
          '',
          `${labelWord(language, 'Next')}: ${codeSpan(next.command)}${language === undefined ? ` (${prose(next.purpose)})` : ''}`,
        ]),
  ];
}

/** The whole table: what a text page has no room for. */
function clientsSection({ clients, application }: Report): string[] {
  if (clients === undefined) return [];
  const rows = clients.views.map((view) =>
    row(
      prose(view.name),
      prose(view.platform?.label ?? ''),
      view.verdict === 'fails' ? '**fails**' : CLIENT_VERDICT_WORDS[view.verdict],
      prose(remarkOf(view)),
      prose(changeOf(view)),
      view.basis,
    ),
  );
  const best = clients.bestServerChange;
  return [
    `## ${prose(clientsTitle({ clients, application }))}`,
    '',
    ...(best === null
      ? []
      : [`At the server: ${prose(best.change)}: lets in ${rowsText(best.brings)} that cannot use it now.`, '']),
    row('Client', 'On', 'Verdict', 'How, or why not', 'Change', 'Known by'),
    row('---', '---', '---', '---', '---', '---'),
    ...rows,
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

function checkedLine(report: Report, language?: Translation): string {
  const { target, startedAt, tool, durationMs } = report;
  const [input, time] = [codeSpan(target.input), codeSpan(localTimeText(startedAt))];
  const [version, duration] = [`mailprobe ${codeSpan(tool.version)}`, durationText(durationMs)];
  return language === undefined
    ? `Checked ${input} at ${time} with ${version}; it took ${duration}.${verifiedBy(report)}`
    : `${fillFrame(language, 'checked', { input, time, version, duration })}${verifiedBy(report)}`;
}

function verifiedBy(report: Report): string {
  const trust = namedTrustText(report);
  return trust === null ? '' : ` Certificates were verified by ${codeSpan(trust)}.`;
}

export function markdown(report: Report, options: FormatOptions): string {
  const { language } = options;
  const isOurs = linksOf(report);
  const sections = [
    [
      `# ${verdictWord(language, report.verdict)}: ${codeSpan(report.target.host)}`,
      '',
      prose(headlineText(language, report)),
      '',
      checkedLine(report, language),
    ],
    report.findings.length === 0
      ? []
      : [
          `## ${labelWord(language, 'Findings')}`,
          '',
          ...report.findings.flatMap((finding) => findingParagraphs(report, finding, isOurs, language)),
        ],
    tellSection(report, isOurs, language),
    applicationParagraphs(report),
    settingsParagraphs(report, language),
    waysLines(report),
    overTimeLines(report),
    clientsSection(report),
    endpointSection(report),
    traceParagraphs(report),
    tlsSection(report),
    loginSection(report),
    dnsSection(report),
    options.verbose ? transcriptSections(report) : [],
  ];
  const text = sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n').trimEnd())
    .join('\n\n');
  return `${text.replace(/\n{3,}/g, '\n\n')}\n`;
}
