// How long idle connections lived and how many were taken at once, in the HTML report. Draws; judges nothing.
import type { Report } from '../../model/report.ts';
import { overTimeRows } from '../over-time-part.ts';
import { escapeMarkup } from './markup.ts';

export function overTimeTable(report: Report): string {
  const rows = overTimeRows(report).map(
    ([what, seen]) => `<tr><th scope="row">${escapeMarkup(what)}</th><td>${escapeMarkup(seen)}</td></tr>`,
  );
  if (rows.length === 0) return '';
  return `<h2>Over time</h2>\n<div class="scroll"><table class="chain">${rows.join('\n')}</table></div>\n`;
}
