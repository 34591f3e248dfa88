// The list of formats: how each is made, and in which files people expect it. What makes one loads when it is asked for.
import type { Report } from '../../model/report.ts';
import type { FormatOptions } from './options.ts';

export type { FormatOptions } from './options.ts';

export type Format = (report: Report, options: FormatOptions) => string;

interface FormatEntry {
  readonly load: () => Promise<Format>;
  /** Endings of file names that mean this format, the usual one first, without the dot. */
  readonly extensions: readonly string[];
  /** For whom a person saves it; null: programs read it as it comes. */
  readonly savedAs: string | null;
}

const FORMATS = {
  text: { load: async () => (await import('./text.ts')).text, extensions: ['txt'], savedAs: 'Text, as shown above' },
  html: {
    load: async () => (await import('./html.ts')).html,
    extensions: ['html', 'htm'],
    savedAs: 'HTML, to open in a browser or to send',
  },
  markdown: {
    load: async () => (await import('./markdown.ts')).markdown,
    extensions: ['md', 'markdown'],
    savedAs: 'Markdown, for a ticket',
  },
  json: { load: async () => (await import('./json.ts')).json, extensions: ['json'], savedAs: 'JSON, for a program' },
  nagios: { load: async () => (await import('./nagios.ts')).nagios, extensions: [], savedAs: null },
  prometheus: { load: async () => (await import('./prometheus.ts')).prometheus, extensions: ['prom'], savedAs: null },
  junit: { load: async () => (await import('./junit.ts')).junit, extensions: ['xml'], savedAs: null },
} as const satisfies Record<string, FormatEntry>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

export const loadFormat = (name: FormatName): Promise<Format> => FORMATS[name].load();

const entries = (): [FormatName, FormatEntry][] => Object.entries(FORMATS) as [FormatName, FormatEntry][];

/** The format that a file name asks for by its ending; null: none, or one that means nothing here. */
export function formatOfFile(path: string): FormatName | null {
  const extension = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  return entries().find(([, { extensions }]) => extensions.includes(extension))?.[0] ?? null;
}

/** What a person may want to save a report as, in the order of use. */
export const savedFormats = (): { readonly name: FormatName; readonly title: string; readonly extension: string }[] =>
  entries().flatMap(
    ([
      name,
      {
        savedAs,
        extensions: [extension],
      },
    ]) => (savedAs === null || extension === undefined ? [] : [{ name, title: savedAs, extension }]),
  );
