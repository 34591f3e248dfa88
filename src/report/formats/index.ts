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
  /** How every text of it begins, of earlier versions too: `--output` writes over nothing else. */
  readonly beginnings: readonly RegExp[];
}

/** A report, or a line of `batch`. */
export const JSON_REPORT_BEGINNING = /^\{\s*"schemaVersion":\s*\d+,\s*"tool":\s*\{\s*"name":\s*"mailprobe"/;

const FORMATS = {
  text: {
    load: async () => (await import('./text.ts')).text,
    extensions: ['txt'],
    savedAs: 'Text, as shown above',
    beginnings: [
      // Text: the verdict, folded to the width, then the page's first row, or the table of endpoints and a section's name as
      // earlier versions had them; with --quiet nothing more.
      /^(?:OK|WARNING|FAIL) {2}\S[^\n]*\n(?: {4,9}\S[^\n]*\n)*(?:$|\n(?:(?:What|Ports|When) {2,3}\S|\+- Settings |\S+ +connect +greeting |(?:TLS|DNS|Login) {3,}\S|(?:ERROR|WARNING|NOTE) {1,3}\S))/,
      // The same with --all: a line for each protocol, outgoing mail first.
      /^SMTP {2}(?:OK|WARNING|FAIL) +(?:\S+: )?\d{1,5} (?:SSL\/TLS|STARTTLS|no encryption|[a-z ]+)/,
      // --for: to one of the four, with the time or without anything to do.
      /^To the (?:customer(?:'s\s+network\s+people)?|mail\s+hoster|tenant's\s+administrator):\s+(?:On \d{4}-\d\d-\d\d\s+at\s|at\s+\S+\s+there\s+is\s+nothing\s+for\s+you\s+to\s+change)/,
    ],
  },
  html: {
    load: async () => (await import('./html.ts')).html,
    extensions: ['html', 'htm'],
    savedAs: 'HTML, to open in a browser or to send',
    beginnings: [
      // HTML, as of now and as of the versions that did not say who wrote it.
      /^<!doctype html>\n<html lang="[a-z]{2,3}">\n<head>\n<meta charset="utf-8"\/>\n<meta name="generator" content="mailprobe /,
      /^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8"\/>\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[\w+/=]+'; img-src data:; base-uri 'none'; form-action 'none'"\/>\n/,
    ],
  },
  markdown: {
    load: async () => (await import('./markdown.ts')).markdown,
    extensions: ['md', 'markdown'],
    savedAs: 'Markdown, for a ticket',
    beginnings: [/^# (?:OK|WARNING|FAIL): `[^\n]+\n\n[^\n]+\n\nChecked `[^\n]+` with mailprobe `/],
  },
  json: {
    load: async () => (await import('./json.ts')).json,
    extensions: ['json'],
    savedAs: 'JSON, for a program',
    beginnings: [JSON_REPORT_BEGINNING],
  },
  nagios: {
    load: async () => (await import('./nagios.ts')).nagios,
    extensions: [],
    savedAs: null,
    beginnings: [/^MAILPROBE (?:OK|WARNING|CRITICAL|UNKNOWN) - /],
  },
  prometheus: {
    load: async () => (await import('./prometheus.ts')).prometheus,
    extensions: ['prom'],
    savedAs: null,
    beginnings: [/^# HELP probe_success Whether the check did not fail\n# TYPE probe_success gauge\n/],
  },
  junit: {
    load: async () => (await import('./junit.ts')).junit,
    extensions: ['xml'],
    savedAs: null,
    beginnings: [/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="mailprobe" /],
  },
} as const satisfies Record<string, FormatEntry>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

export const loadFormat = (name: FormatName): Promise<Format> => FORMATS[name].load();

const entries = (): [FormatName, FormatEntry][] => Object.entries(FORMATS) as [FormatName, FormatEntry][];

/** How a report begins, in whichever format. */
export const formatBeginnings = (): readonly RegExp[] => entries().flatMap(([, { beginnings }]) => beginnings);

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
