// What a language is: the fixed words of a report for people, and of every finding a title and a fix that are true of all its
// variants. What is special to a case stays in the rule's English, which is shown beside them. Holds no words.
import type { FindingId, Owner, Severity } from '../../model/finding.ts';
import type { Verdict } from '../../model/report.ts';

/** In front of the rows of the text page, in English as the keys are. */
export const ROW_LABELS = [
  'What',
  'Do',
  'Who',
  'Seen',
  'Tell',
  'English',
  'See',
  'Ports',
  'Works',
  'Why',
  'When',
  'Next',
  'Trace',
  'Trust',
  'File',
  'Write',
] as const;

/** Those, headings of Markdown and HTML, and the word of a list before its last item. */
export const LABELS = [...ROW_LABELS, 'Findings', 'To pass on', 'Settings to use', 'Setting', 'Value', 'and'] as const;
export type Label = (typeof LABELS)[number];

/** The labels of the settings, and those of their values that are words and no names. */
export const SETTING_WORDS = [
  'Server',
  'Outgoing server',
  'Incoming server',
  'Port',
  'Connection security',
  'Authentication',
  'User name',
  'no encryption',
  'Normal password',
  'Encrypted password',
  'TLS certificate',
  'none (anonymous)',
  'none: this port takes no login',
] as const;

/** Sentences around what a report has, each with the slots that it may use. */
export const FRAME_SLOTS = {
  works: ['host', 'use'],
  worksWithLogin: ['host', 'use'],
  worksBut: ['works', 'title'],
  fails: ['host', 'title'],
  failsUnnamed: ['host'],
  use: ['port', 'mode'],
  usePlain: ['port'],
  interrupted: ['summary'],
  strict: ['summary'],
  authentication: ['use', 'authentication'],
  seenOn: ['ports', 'addresses', 'fact'],
  more: ['fact', 'count'],
  when: ['time', 'own', 'seen', 'addresses', 'duration'],
  moreAddresses: ['addresses', 'count'],
  noAddress: ['time', 'duration'],
  checked: ['input', 'time', 'version', 'duration'],
  tested: ['day', 'time', 'zone', 'host', 'addresses', 'ports', 'from'],
  lookedUp: ['day', 'time', 'zone', 'host'],
  replied: ['reply'],
  request: ['fix'],
  commands: ['commands'],
  original: ['english'],
  also: ['title'],
  nothingToDo: ['host'],
  nothingToDoFailed: ['host'],
  othersAct: ['host', 'owner', 'title'],
} as const satisfies Record<string, readonly string[]>;
export type Frame = keyof typeof FRAME_SLOTS;

/** What a title or a fix of a finding may name. Each may be unknown, and so stands in brackets with the words around it. */
export const FINDING_SLOTS = ['ports', 'addresses', 'commands'] as const;

/** One text for all, or another for some of those who can act and `other` for the rest. */
export type TranslatedText = string | ({ readonly other: string } & Partial<Readonly<Record<Owner, string>>>);

export interface Translation {
  readonly code: string;
  /** What it calls itself. */
  readonly name: string;
  /** Its opening and its closing quotation mark. */
  readonly quotes: string;
  readonly labels: Readonly<Record<Label, string>>;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly owners: Readonly<Record<Owner, string>>;
  /** Whom a text to pass on is for. */
  readonly addressees: Readonly<Record<Owner, string>>;
  readonly settings: Readonly<Record<(typeof SETTING_WORDS)[number], string>>;
  /** What a port came to, by the English word. */
  readonly ports: Readonly<Record<string, string>>;
  readonly frames: Readonly<Record<Frame, string>>;
  readonly findings: Readonly<Record<FindingId, { readonly title: TranslatedText; readonly fix: TranslatedText }>>;
}

export const textFor = (text: TranslatedText, owner: Owner): string =>
  typeof text === 'string' ? text : (text[owner] ?? text.other);

const SLOT = /\{(\w+)\}/g;
const PART_OR_SLOT = /\[([^\]]*)\]|\{(\w+)\}/g;

/**
 * A sentence with its slots filled: a part in brackets falls out where a slot of it has nothing to say. In one pass, so that
 * brackets and braces of what is filled in are only text.
 */
export function fillSlots(sentence: string, values: Readonly<Record<string, string | number | null>>): string {
  const filled = (slot: string): string => String(values[slot] ?? '');
  return sentence.replace(PART_OR_SLOT, (_, part: string | undefined, slot = '') => {
    if (part === undefined) return filled(slot);
    const isWhole = [...part.matchAll(SLOT)].every(([, name = '']) => filled(name) !== '');
    return isWhole ? part.replace(SLOT, (_whole, name: string) => filled(name)) : '';
  });
}

export const fillFrame = (
  { frames }: Translation,
  frame: Frame,
  values: Readonly<Record<string, string | number | null>>,
): string => fillSlots(frames[frame], values);

/** A word of a table of the language; as it is where it is none, such as `STARTTLS`. */
export const translateWord = (words: Readonly<Record<string, string>>, word: string): string =>
  Object.hasOwn(words, word) ? (words[word] ?? word) : word;

/** `Normal password (PLAIN)`: the word, and what stands in parentheses as it is. */
export function translateSetting({ settings }: Translation, value: string): string {
  const whole = translateWord(settings, value);
  if (whole !== value) return whole;
  const [, word = value, rest = ''] = /^(.*?)( \([^()]*\))$/.exec(value) ?? [];
  return translateWord(settings, word) + rest;
}

/** `a`, `a und b`, `a, b und c`. */
export function listIn({ labels }: Translation, items: readonly (string | number)[]): string {
  const words = [...new Set(items.map(String))];
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${labels.and} ${words.at(-1)}`;
}
