// The grid: address by address, a line for each port and mode with its status and the milliseconds of each phase.
// Draws what the report says; judges nothing.
import { isMailProtocol, MODE_FACTS } from '../../model/protocol.ts';
import type { Report, ReportEndpoint } from '../../model/report.ts';
import { reportedReplyText, stageMs, totalMs } from '../wording.ts';
import { oneLine } from './options.ts';
import { hanging, padEnd, padStart } from './text-layout.ts';
import type { TextPage } from './text-page.ts';
import type { Style } from './text-style.ts';

const PHASES: readonly (readonly [label: string, stages: readonly string[]])[] = [
  ['connect', ['connect', 'proxy']],
  ['greeting', ['greeting']],
  ['tls', ['starttls', 'tls']],
  ['ehlo', ['ehlo']],
  ['login', ['auth']],
];
const HTTP_PHASES: typeof PHASES = [
  ['connect', ['connect', 'proxy']],
  ['tls', ['tls']],
  ['http', ['http']],
  ['login', ['auth']],
  ['permit', ['permission']],
];
const TOTAL = 'total ms';
/** As narrow as label and five digits allow: with a login the grid just fits into 80 columns. */
const widthOf = (label: string): number => Math.max(7, label.length + 1);
const STATUS_WORDS = { ok: 'ok', failed: 'FAILED', mismatch: 'mismatch', skipped: 'skipped' } as const;
const STATUS_WIDTH = 10;
const NAME_WIDTH = 22;

const paintOf = (style: Style, { status }: ReportEndpoint): ((text: string) => string) =>
  ({ ok: style.good, failed: style.bad, mismatch: style.faint, skipped: style.faint })[status];

/** Whole milliseconds, and a tenth where they are few. */
const msText = (ms: number | null): string => {
  if (ms === null) return '-';
  return ms < 10 && !Number.isInteger(ms) ? ms.toFixed(1) : String(Math.round(ms));
};

function failureLines({ report, style, width }: TextPage, endpoint: ReportEndpoint, indent: string): string[] {
  const { failure, status } = endpoint;
  if (failure === null) {
    const isUntold = status === 'skipped';
    return isUntold ? [style.faint(`${indent}not tested`)] : [];
  }
  if (status === 'mismatch' && !isFault(report, endpoint)) return [];
  const system = failure.systemCode === undefined ? '' : ` (${failure.systemCode})`;
  const lines = hanging(indent, oneLine(`${failure.code} at ${failure.stage}: ${failure.message}${system}`), width);
  if (failure.reply !== undefined) lines.push(...hanging(`${indent}<- `, oneLine(reportedReplyText(failure.reply)), width));
  return lines;
}

/** A mismatch is a fault where an error stands about it: the mode was asked for by name. */
const isFault = (report: Report, { id }: ReportEndpoint): boolean =>
  report.findings.some(({ severity, endpoints }) => severity === 'error' && endpoints.includes(id));

/** In place of the times of a mismatch, which was bound to fail: what the port speaks, where that was seen. */
function mismatchNote({ endpoints }: Report, { port, address }: ReportEndpoint): string {
  const other = endpoints.find((e) => e.port === port && e.address === address && e.status === 'ok');
  return other === undefined ? 'the port speaks another mode' : `this port speaks ${MODE_FACTS[other.mode].word}`;
}

function endpointLines(page: TextPage, endpoint: ReportEndpoint, phases: typeof PHASES): string[] {
  const name = `  ${padStart(String(endpoint.port), 5)}  ${MODE_FACTS[endpoint.mode].word}`;
  const status = padEnd(STATUS_WORDS[endpoint.status], STATUS_WIDTH);
  const times = phases.map(([label, stages]) => padStart(msText(stageMs(endpoint, ...stages)), widthOf(label))).join('');
  const total = totalMs(endpoint);
  const sum = padStart(total === null ? '-' : msText(total), widthOf(TOTAL));
  const isMismatch = endpoint.status === 'mismatch';
  const numbers = total === null ? '' : `${times}${sum}`;
  const rest = isMismatch ? page.style.faint(mismatchNote(page.report, endpoint)) : numbers;
  const paint = isMismatch && isFault(page.report, endpoint) ? page.style.bad : paintOf(page.style, endpoint);
  return [`${padEnd(name, NAME_WIDTH)}${paint(status)}${rest}`, ...failureLines(page, endpoint, ' '.repeat(9))];
}

/** Addresses that only had their ports tried. */
function connectOnlyLines({ report, width }: TextPage): string[] {
  const probed = new Set(report.endpoints.map(({ address }) => address));
  const others = (report.dns?.addresses ?? []).filter(({ address }) => !probed.has(address));
  return others.flatMap(({ address, ports }) => {
    const results = Object.entries(ports).map(([port, result]) => `${port} ${result}`);
    return hanging(`${oneLine(address)}  `, results.length === 0 ? 'not tried' : oneLine(results.join(', ')), width);
  });
}

export function endpointSection(page: TextPage): string[] {
  const { report, style } = page;
  const hasLogin = report.endpoints.some((endpoint) => stageMs(endpoint, 'auth') !== null);
  const isHttp = report.endpoints.some(({ protocol }) => !isMailProtocol(protocol));
  const phases = (isHttp ? HTTP_PHASES : PHASES).filter(([label]) => (label !== 'login' && label !== 'permit') || hasLogin);
  const header = [...phases.map(([label]) => label), TOTAL].map((label) => padStart(label, widthOf(label))).join('');
  const addresses = [...new Set(report.endpoints.map(({ address }) => address))];
  const lines = addresses.flatMap((address) => {
    const title = oneLine(address);
    // A long IPv6 address would run into the headings; then they get a line of their own.
    const isShort = title.length < NAME_WIDTH + STATUS_WIDTH;
    const heading = isShort
      ? [style.strong(padEnd(title, NAME_WIDTH + STATUS_WIDTH)) + style.faint(header)]
      : [style.strong(title), ' '.repeat(NAME_WIDTH + STATUS_WIDTH) + style.faint(header)];
    const own = report.endpoints.filter((endpoint) => endpoint.address === address);
    return [...heading, ...own.flatMap((endpoint) => endpointLines(page, endpoint, phases))];
  });
  return [...lines, ...connectOnlyLines(page)];
}
