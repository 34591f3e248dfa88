// The report for people at a terminal or with a log open: verdict first, then ports, TLS, names, login, findings, and
// the settings to read out. Orders the sections; each is drawn next door.
import type { Report } from '../../model/report.ts';
import { type FormatOptions, oneLine } from './options.ts';
import { endpointSection } from './text-endpoints.ts';
import { dnsSection, loginSection, tlsSection } from './text-facts.ts';
import { findingsSection } from './text-findings.ts';
import { hanging } from './text-layout.ts';
import { settingsSection } from './text-settings.ts';
import { makeStyle, type Style } from './text-style.ts';
import { transcriptSection } from './text-transcript.ts';

/** Prose wider than 120 columns is hard to read, narrower than 60 is torn to pieces. */
const MIN_COLUMNS = 60;
const MAX_COLUMNS = 120;

export interface TextPage {
  readonly report: Report;
  readonly options: FormatOptions;
  readonly style: Style;
  /** Columns to fill. */
  readonly width: number;
}

const VERDICT_WORDS = { ok: 'OK', warn: 'WARNING', fail: 'FAIL' } as const;

function verdictLines({ report, options, style, width }: TextPage): string[] {
  const word = VERDICT_WORDS[report.verdict];
  const paint = { ok: style.good, warn: style.doubtful, fail: style.bad }[report.verdict];
  const strict = options.strict && report.verdict === 'warn' ? ' (fails, since --strict)' : '';
  const lines = hanging(`${word}  `, oneLine(report.summary) + strict, options.quiet ? Number.POSITIVE_INFINITY : width);
  return lines.map((line, at) =>
    at === 0 ? paint(style.strong(word)) + style.strong(line.slice(word.length)) : style.strong(line),
  );
}

export function text(report: Report, options: FormatOptions): string {
  // A terminal that does not say its width gives 0 or nothing at all.
  const columns = Number.isFinite(options.columns) && options.columns > 0 ? options.columns : 80;
  const width = Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, columns));
  const page: TextPage = { report, options, style: makeStyle(options.colour), width };
  const sections = options.quiet
    ? [verdictLines(page)]
    : [
        verdictLines(page),
        endpointSection(page),
        tlsSection(page),
        dnsSection(page),
        loginSection(page),
        findingsSection(page),
        ...(options.verbose ? [transcriptSection(page)] : []),
        settingsSection(page),
      ];
  const lines = sections.filter((section) => section.length > 0).flatMap((section) => [...section, '']);
  return `${lines
    .slice(0, -1)
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
}
