// The list of formats of a comparison. What makes one loads when it is asked for.
import type { ComparisonFormat } from './comparison-format.ts';

const FORMATS = {
  text: { load: async () => (await import('./text.ts')).comparisonText, beginning: /^(?:SAME|DIFFERENT) {2}\S[^\n]*\n/ },
  json: {
    load: async () => (await import('./json.ts')).comparisonJson,
    beginning: /^\{\n {2}"schemaVersion": \d+,\n {2}"tool": \{\n {4}"name": "mailprobe"/,
  },
  markdown: {
    load: async () => (await import('./markdown.ts')).comparisonMarkdown,
    beginning: /^# (?:SAME|DIFFERENT): [^\n]+\n\nCompared with mailprobe `/,
  },
  html: {
    load: async () => (await import('./html.ts')).comparisonHtml,
    beginning: /^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8"\/>\n<meta name="generator" content="mailprobe /,
  },
} as const satisfies Record<string, { readonly load: () => Promise<ComparisonFormat>; readonly beginning: RegExp }>;

export type ComparisonFormatName = keyof typeof FORMATS;
export const COMPARISON_FORMATS = Object.keys(FORMATS) as ComparisonFormatName[];

export const loadComparisonFormat = (name: ComparisonFormatName): Promise<ComparisonFormat> => FORMATS[name].load();

/** How a comparison begins, in whichever format. */
export const comparisonBeginnings = (): readonly RegExp[] => Object.values(FORMATS).map(({ beginning }) => beginning);
