// The list of formats. Text and JSON are what nearly every run prints; the others load when asked for.
import type { Report } from '../../model/report.ts';
import { json } from './json.ts';
import type { FormatOptions } from './options.ts';
import { text } from './text.ts';

export type { FormatOptions } from './options.ts';

export type Format = (report: Report, options: FormatOptions) => string;

const LOADERS = {
  text: async () => text,
  json: async () => json,
  markdown: async () => (await import('./markdown.ts')).markdown,
  html: async () => (await import('./html.ts')).html,
  nagios: async () => (await import('./nagios.ts')).nagios,
  prometheus: async () => (await import('./prometheus.ts')).prometheus,
  junit: async () => (await import('./junit.ts')).junit,
} as const satisfies Record<string, () => Promise<Format>>;

export type FormatName = keyof typeof LOADERS;
export const FORMAT_NAMES = Object.keys(LOADERS) as FormatName[];

export const loadFormat = (name: FormatName): Promise<Format> => LOADERS[name]();
