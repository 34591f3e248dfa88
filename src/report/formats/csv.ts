// A report as one row of a spreadsheet, for `batch`. Every text is quoted (RFC 4180), and none is taken for a formula.
import type { Report } from '../../model/report.ts';
import { oneLine } from './options.ts';
import { decisiveEvidence } from './text-line.ts';

type Cell = string | number | null;

const COLUMNS: readonly (readonly [name: string, cell: (report: Report, line: number | null) => Cell])[] = [
  ['target', ({ target }) => target.input],
  ['host', ({ target }) => target.host],
  ['protocol', ({ target }) => target.protocol],
  ['verdict', ({ verdict }) => verdict],
  ['summary', ({ summary }) => summary],
  ['gravest_finding', ({ findings }) => findings[0]?.id ?? ''],
  ['findings', ({ findings }) => findings.map(({ id }) => id).join(' ')],
  ['owner', ({ findings }) => findings.find(({ severity }) => severity !== 'info')?.owner ?? ''],
  ['endpoints_ok', ({ endpoints }) => endpointNames(endpoints, 'ok')],
  ['endpoints_failed', ({ endpoints }) => endpointNames(endpoints, 'failed')],
  ['recommended_port', ({ recommendation }) => recommendation?.port ?? null],
  ['recommended_mode', ({ recommendation }) => recommendation?.mode ?? ''],
  ['recommended_mechanism', ({ recommendation }) => recommendation?.mechanism ?? ''],
  ['cert_days', certificateDays],
  ['login', ({ credentials }) => credentials?.status ?? ''],
  ['started_at', ({ startedAt }) => startedAt],
  ['duration_ms', ({ durationMs }) => durationMs],
  // New columns come last: programs may know the others by their place.
  ['line', (_report, line) => line],
  ['reason', decisiveEvidence],
];

const endpointNames = (endpoints: Report['endpoints'], status: string): string =>
  [...new Set(endpoints.filter((endpoint) => endpoint.status === status).map(({ port, mode }) => `${port}/${mode}`))].join(' ');

function certificateDays({ endpoints }: Report): number | null {
  const days = endpoints.flatMap(({ tls }) => (tls?.certificate ? [tls.certificate.daysLeft] : []));
  return days.length === 0 ? null : Math.min(...days);
}

// Excel, LibreOffice and Google Sheets compute a cell that begins so, quoted or not, also after spaces and in the
// full-width forms; an apostrophe in front makes it text.
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/;

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = oneLine(cell);
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

export const csvHeader = (): string => `${COLUMNS.map(([name]) => name).join(',')}\n`;

/** `line`: where it stands in the list, from 1; null: nowhere. */
export const csvRow = (report: Report, line: number | null = null): string =>
  `${COLUMNS.map(([, cell]) => cellText(cell(report, line))).join(',')}\n`;
