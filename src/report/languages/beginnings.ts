// How the texts of a language begin, so that `--output` may write over its own: made of its words, all languages at once. Loaded
// only for a file that does not begin as English does. Must not know what else is in them.

import { LANGUAGE_CODES, loadLanguage, type Translation } from './index.ts';
import { type Frame, ROW_LABELS } from './translation.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const anyOf = (words: readonly string[]): string => `(?:${words.map(escaped).join('|')})`;
/** Folded to a width, too. */
const loosely = (pattern: string): string => pattern.replace(/ /g, '\\s+');

const TOLD = ['tested', 'lookedUp', 'nothingToDo', 'nothingToDoFailed', 'othersAct'] as const satisfies readonly Frame[];

/** Of a frame: up to its second slot, the first one being a word. */
function beginningOf(frame: string): string {
  const [first = '', second = ''] = frame.replace(/\[[^\]]*\]/g, '').split(/\{\w+\}/);
  return loosely(`${escaped(first)}\\S+${escaped(second.trimEnd())}`);
}

function beginningsOf(language: Translation): readonly RegExp[] {
  const verdicts = anyOf(Object.values(language.verdicts));
  const labels = anyOf(ROW_LABELS.map((label) => language.labels[label]));
  const box = anyOf([language.labels['Settings to use']]);
  const protocols = '(?:SMTP|IMAP|POP3)';
  const column = `(?: {4,}\\S[^\\n]*\\n)*`;
  return [
    // Text: the verdict, folded, then the first row or the box of the settings; with --quiet nothing more.
    new RegExp(
      `^${verdicts} {2}\\S[^\\n]*\\n${column}(?:$|\\n(?:${labels} +\\S|\\+- ${box}|${anyOf(Object.values(language.severities))} ))`,
    ),
    // With --all: a line for each protocol.
    new RegExp(`^${protocols} {2}${verdicts} +(?:\\S+: )?\\d{1,5} `),
    // --for: to one of the four, then how one of the sentences begins.
    new RegExp(
      `^${loosely(anyOf(Object.values(language.addressees)))}:\\s+(?:${TOLD.map((frame) => beginningOf(language.frames[frame])).join('|')})`,
    ),
    // The page of a finding, as explain prints it.
    new RegExp(`^\\S[^\\n]* \\([a-z0-9-]+\\)\\n${anyOf([language.labels.Do])} +\\S`),
    // Markdown.
    new RegExp(`^# ${verdicts}: \`[^\\n]+\\n\\n[^\\n]+\\n\\n[^\\n]*\\bmailprobe \``),
  ];
}

/** `text`: the first bytes of a file. */
export async function beginsInALanguage(text: string): Promise<boolean> {
  const languages = await Promise.all(LANGUAGE_CODES.map(loadLanguage));
  return languages.some((language) => language !== null && beginningsOf(language).some((beginning) => beginning.test(text)));
}
