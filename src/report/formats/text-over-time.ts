// How long idle connections lived and how many were taken at once, in text, and what to write into clients. Draws; judges nothing.
import type { FindingId } from '../../model/finding.ts';
import { overTimeRows } from '../over-time-part.ts';
import { decisiveOf } from '../tell.ts';
import { oneLine } from './options.ts';
import { hanging } from './text-layout.ts';
import type { TextPage } from './text-page.ts';

const ABOUT: readonly FindingId[] = ['idle-timeout', 'idle-dropped-silently', 'connection-limit'];

export function overTimeSection({ report, style, width }: TextPage): string[] {
  const rows = overTimeRows(report);
  if (rows.length === 0) return [];
  // What the page is about has been said above, advice and all.
  const others = report.findings.filter((finding) => ABOUT.includes(finding.id) && finding !== decisiveOf(report));
  const advice = [...new Set(others.map(({ fix }) => fix))].filter((fix) => fix !== '');
  const lines = [...rows.map(([label, text]) => `${label}: ${text}`), ...advice];
  return [style.strong('Over time'), ...lines.flatMap((line) => hanging('  ', oneLine(line), width))];
}
