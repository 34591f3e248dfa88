// The text to pass on, as `--for` prints it: nothing beside it. Knows no page around it.
import type { Owner } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { textToPassOn } from '../languages/report-words.ts';
import type { Translation } from '../languages/translation.ts';
import { oneLine } from './options.ts';
import { wrap } from './text-layout.ts';

const NARROWEST = 40;

/** One paragraph: in lines of so many columns for a screen; whole (null) for a pipe or a file, to be put into a mail. */
export function tellText(report: Report, owner: Owner, columns: number | null, language?: Translation): string {
  const paragraph = oneLine(textToPassOn(language, report, owner));
  return `${columns === null ? paragraph : wrap(paragraph, Math.max(NARROWEST, columns)).join('\n')}\n`;
}
