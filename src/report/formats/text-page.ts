// What every part of the text format draws on: the report, the ink, the width; and the rows of a label and its text.
// Draws no part itself.
import type { Report } from '../../model/report.ts';
import { type FormatOptions, oneLine } from './options.ts';
import { hanging, padEnd } from './text-layout.ts';
import type { Style } from './text-style.ts';

export interface TextPage {
  readonly report: Report;
  readonly options: FormatOptions;
  readonly style: Style;
  /** Columns to fill. */
  readonly width: number;
  /** How much of what stands elsewhere too is left out, so that the page fits a screen: 0 nothing, and more with each step. */
  readonly squeeze: number;
}

export const LABEL_WIDTH = 7;

/** A row of the page: its label, the text beside it. Text may have lines of its own, such as a command to type. */
export function row({ style, width }: Pick<TextPage, 'style' | 'width'>, label: string, text: string): string[] {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .flatMap((line) => hanging(' '.repeat(LABEL_WIDTH), oneLine(line), width));
  return lines.map((line, at) => (at === 0 ? style.strong(padEnd(label, LABEL_WIDTH)) + line.slice(LABEL_WIDTH) : line));
}
