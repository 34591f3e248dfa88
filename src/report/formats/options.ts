// What every format gets beside the report, and the safe way of its texts. Knows no format.
import { visibleText } from '../../model/visible-text.ts';

export interface FormatOptions {
  /** With the transcripts (where the report has them) and the details of notes. */
  readonly verbose: boolean;
  /** The verdict line only (text). */
  readonly quiet: boolean;
  readonly colour: boolean;
  /** Width of the terminal; prose is kept within 60 to 120. */
  readonly columns: number;
  /** Warnings fail too. */
  readonly strict: boolean;
  /** `--warn-days`: the warning threshold in performance data. */
  readonly warnDays: number;
}

/**
 * A text of the report on one line, without any character that a terminal or viewer would act on. Report texts come
 * that way already; a format does not rely on it.
 */
export const oneLine = (text: string): string => visibleText(text.replace(/\s*[\r\n]+\s*/g, ' '));
