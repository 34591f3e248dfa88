// What every part of the text format draws on: the report, the ink, the width; and the rows of a label and its text.
// Draws no part itself.
import type { Report } from '../../model/report.ts';
import { ROW_LABELS, type Translation, translateWord } from '../languages/translation.ts';
import { type FormatOptions, oneLine } from './options.ts';
import { displayWidth, hanging, padEnd } from './text-layout.ts';
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

const LABEL_WIDTH = 7;

/** A page of another room has no language. */
type RowPage = Pick<TextPage, 'style' | 'width'> & { readonly options?: FormatOptions };

const languageOf = ({ options }: RowPage): Translation | undefined => options?.language;

/** Of the column of labels: the longest one and a space, and no less than in English. */
export function labelWidth(page: RowPage): number {
  const language = languageOf(page);
  if (language === undefined) return LABEL_WIDTH;
  const labels = [...ROW_LABELS.map((label) => language.labels[label]), ...Object.values(language.severities)];
  return Math.max(LABEL_WIDTH, ...labels.map((label) => displayWidth(label) + 1));
}

/** The label in the language of the page, as wide as all of them. */
export const paddedLabel = (page: RowPage, label: string): string =>
  padEnd(translateWord(languageOf(page)?.labels ?? {}, label), labelWidth(page));

/** A row of the page: its label, the text beside it. Text may have lines of its own, such as a command to type. */
export function row(page: RowPage, label: string, text: string): string[] {
  const width = labelWidth(page);
  const lines = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .flatMap((line) => hanging(' '.repeat(width), oneLine(line), page.width));
  return lines.map((line, at) => (at === 0 ? page.style.strong(paddedLabel(page, label)) + line.slice(width) : line));
}
