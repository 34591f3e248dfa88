// How long idle connections lived and how many were taken at once, in the Markdown report.
import type { Report } from '../../model/report.ts';
import { overTimeRows } from '../over-time-part.ts';
import { codeSpan } from './markdown-text.ts';

/** What the server said stays inside code spans. */
export function overTimeLines(report: Report): string[] {
  const rows = overTimeRows(report);
  return rows.length === 0 ? [] : ['## Over time', '', ...rows.map(([what, seen]) => `- ${what}: ${codeSpan(seen)}`)];
}
