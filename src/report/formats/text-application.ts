// The application whose file was read, and the lines to write into it; with --settings-for lines for any application at the end
// of the page. Draws what the report has; a line of a file is never folded, so that it can be copied.
import { applicationLine } from '../application-words.ts';
import { oneLine } from './options.ts';
import { labelWidth, paddedLabel, row, type TextPage } from './text-page.ts';

export function applicationRows(page: TextPage): string[] {
  const { application } = page.report;
  if (application === undefined) return [];
  const lines = application.correction?.lines ?? [];
  const { noCorrection = null } = application;
  return [
    ...row(page, 'File', applicationLine(application)),
    ...codeRow(page, 'Write', lines),
    ...(noCorrection === null ? [] : row(page, 'Write', `nothing: ${noCorrection}`)),
  ];
}

export function settingsForSection(page: TextPage): string[] {
  const { settingsFor } = page.report;
  if (settingsFor === undefined) return [];
  return [
    page.style.strong(`Settings for ${oneLine(settingsFor.format)}`),
    ...settingsFor.lines.map((line) => `  ${oneLine(line).trimEnd()}`),
  ];
}

/** The label, and the lines as they are behind it. */
const codeRow = (page: TextPage, label: string, lines: readonly string[]): string[] =>
  lines.map(
    (line, at) => `${at === 0 ? page.style.strong(paddedLabel(page, label)) : ' '.repeat(labelWidth(page))}${oneLine(line)}`,
  );
