// The report for people on a call: the verdict, what to do and whom to tell, the ports in one line, the settings; on one
// screen where one thing is wrong. Times, TLS, DNS and every client's settings come with --verbose. Orders the sections;
// each is drawn next door.
import type { Report } from '../../model/report.ts';
import type { FormatOptions } from './options.ts';
import { applicationRows, settingsForSection } from './text-application.ts';
import { clientsSection } from './text-clients.ts';
import { endpointSection } from './text-endpoints.ts';
import { dnsSection, loginSection, tlsSection } from './text-facts.ts';
import { otherFindings } from './text-findings.ts';
import { nextSection, trustSection, whenSection } from './text-foot.ts';
import { overTimeSection } from './text-over-time.ts';
import type { TextPage } from './text-page.ts';
import { portsSection } from './text-ports.ts';
import { serverSection } from './text-server.ts';
import { settingsSection } from './text-settings.ts';
import { makeStyle } from './text-style.ts';
import { decisiveSection, protocolLines, protocolsOf, verdictLines } from './text-top.ts';
import { traceSection } from './text-trace.ts';
import { transcriptSection } from './text-transcript.ts';
import { waysSection } from './text-ways.ts';

/** Prose wider than 120 columns is hard to read, narrower than 40 is torn to pieces. */
const MIN_COLUMNS = 40;
const MAX_COLUMNS = 120;

/** Below the page, for those who want to see all of it. */
const detailSections = (page: TextPage): string[][] => [
  endpointSection(page),
  tlsSection(page),
  serverSection(page),
  dnsSection(page),
  loginSection(page),
  transcriptSection(page),
];

function sectionsOf(page: TextPage): string[][] {
  const { report, options } = page;
  const top = verdictLines(page);
  if (options.quiet) return [top];
  const isAll = report.parts !== undefined;
  // Beside a fault they are a line each.
  const isFaulty = report.verdict !== 'ok' && !options.verbose;
  const settings = protocolsOf(page).map((protocol) => settingsSection(page, protocol));
  return [
    isAll ? [...protocolLines(page), ...(report.verdict === 'ok' ? [] : top)] : top,
    decisiveSection(page),
    applicationRows(page),
    [...(isAll ? [] : portsSection(page)), ...otherFindings(page), ...(isFaulty ? settings.flat() : [])],
    ...(isFaulty ? [] : settings),
    traceSection(page),
    overTimeSection(page),
    clientsSection(page),
    waysSection(page),
    ...(options.verbose ? detailSections(page) : []),
    [...whenSection(page), ...trustSection(page), ...nextSection(page)],
    settingsForSection(page),
  ];
}

/** The lowest screen that there is; one fault is told on it. */
const SCREEN_ROWS = 24;
const MOST_SQUEEZE = 5;
/** From here on no blank line parts the sections below the first. */
const CLOSE_SQUEEZE = 5;

function linesOf(page: TextPage): string[] {
  return sectionsOf(page)
    .filter((section) => section.length > 0)
    .flatMap((section, at) => [...(at === 0 || (at > 1 && page.squeeze >= CLOSE_SQUEEZE) ? [] : ['']), ...section]);
}

/** What stands twice goes first; with --verbose, and on a narrow screen where nothing helps, all of it stays. */
function fittingLines(page: TextPage): string[] {
  const whole = linesOf(page);
  if (page.options.verbose || page.options.quiet) return whole;
  for (let squeeze = 0; squeeze <= MOST_SQUEEZE; squeeze += 1) {
    const lines = linesOf({ ...page, squeeze });
    if (lines.length <= SCREEN_ROWS) return lines;
  }
  return whole;
}

export function text(report: Report, options: FormatOptions): string {
  // A terminal that does not say its width gives 0 or nothing at all.
  const columns = Number.isFinite(options.columns) && options.columns > 0 ? options.columns : 80;
  const width = Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, columns));
  const page: TextPage = { report, options, style: makeStyle(options.colour), width, squeeze: 0 };
  const lines = fittingLines(page);
  // What has scrolled off the screen is the verdict: it stands at the end as well.
  const isLonger = options.rows !== undefined && options.rows > 0 && lines.length >= options.rows;
  const shown = isLonger && !options.quiet ? [...lines, '', ...verdictLines(page)] : lines;
  return `${shown.map((line) => line.trimEnd()).join('\n')}\n`;
}
