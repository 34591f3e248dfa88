// The application whose file was read, and the lines to write: for HTML.
import type { Report } from '../../model/report.ts';
import { applicationLine } from '../application-words.ts';
import { escapeMarkup } from './markup.ts';

const block = (lines: readonly string[]): string =>
  `<div class="scroll"><pre>${lines.map(escapeMarkup).join('\n')}</pre></div>\n`;

export function applicationPart({ application, settingsFor }: Report): string {
  const correction = application?.correction ?? null;
  const unsaid = application?.noCorrection ? `<p>${escapeMarkup(`Nothing to write: ${application.noCorrection}.`)}</p>\n` : '';
  const about = application === undefined ? '' : `<h2>Application</h2>\n<p>${escapeMarkup(applicationLine(application))}</p>\n`;
  const lines =
    correction === null
      ? unsaid
      : `<p>To write into <code>${escapeMarkup(application?.file ?? '')}</code>:</p>\n${block(correction.lines)}`;
  const other =
    settingsFor === undefined ? '' : `<h2>Settings for ${escapeMarkup(settingsFor.format)}</h2>\n${block(settingsFor.lines)}`;
  return about + lines + other;
}
