// What every format gets beside the report, and the safe way of its texts. Knows no format.
import { visibleText } from '../../model/visible-text.ts';
import type { Translation } from '../languages/translation.ts';

export interface FormatOptions {
  /** With the transcripts (where the report has them) and the details of notes. */
  readonly verbose: boolean;
  /** The verdict line only (text). */
  readonly quiet: boolean;
  readonly colour: boolean;
  /** Width of the terminal; prose is kept within 40 to 120. */
  readonly columns: number;
  /** Height of the terminal; absent where there is none to scroll. */
  readonly rows?: number;
  /** Warnings fail too. */
  readonly strict: boolean;
  /** `--warn-days`: the warning threshold in performance data; null: by the certificate's own lifetime. */
  readonly warnDays: number | null;
  /** Of formats for people; absent: English. */
  readonly language?: Translation;
}

/**
 * A text of the report on one line, without any character that a terminal or viewer would act on. Report texts come
 * that way already; a format does not rely on it.
 */
export const oneLine = (text: string): string => visibleText(/[\r\n]/.test(text) ? joinLines(text) : text);

/** A space for each row of line ends and what is blank around it. By lines: a pattern for it would take the square of the length. */
function joinLines(text: string): string {
  const lines = text.split(/[\r\n]+/);
  const last = lines.length - 1;
  return lines
    .map((line, at) => (at === 0 ? line.trimEnd() : at === last ? line.trimStart() : line.trim()))
    .filter((line, at) => line !== '' || at === 0 || at === last)
    .join(' ');
}
