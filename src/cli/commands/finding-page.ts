// `mailprobe explain <finding-id>`: the page of a finding: what it means, what helps, who acts, and how to see it in the lab.
// Words are knowledge's; the scenarios the lab's, loaded for this page alone.
import { wordingOf } from '../../knowledge/wording.ts';
import { DEFAULT_SEVERITY, type FindingId, type Severity } from '../../model/finding.ts';
import { hanging } from '../../report/formats/text-layout.ts';
import type { Style } from '../../report/formats/text-style.ts';
import type { Translation } from '../../report/languages/index.ts';
import { textFor } from '../../report/languages/translation.ts';
import { OWNER_WORDS } from '../../report/wording.ts';

export interface FindingPage {
  readonly id: FindingId;
  readonly severity: Severity;
  /** Of the lab, the most telling first: where it is the first of the findings. */
  readonly scenarios: readonly string[];
}

const MAX_SCENARIOS = 3;
/** What only a report can fill in. */
const PART = /\[[^\]]*\]/g;

export async function findingPage(id: FindingId): Promise<FindingPage> {
  const { SCENARIOS } = await import('../../lab/scenarios/index.ts');
  const among = SCENARIOS.filter(({ expect, notes = [] }) => expect.includes(id) || notes.includes(id));
  const telling = among.toSorted((a, b) => Number(b.expect[0] === id) - Number(a.expect[0] === id));
  return { id, severity: DEFAULT_SEVERITY[id], scenarios: telling.slice(0, MAX_SCENARIOS).map(({ name }) => name) };
}

/** In the form of an explanation, with the finding's own facts beside it. */
export function findingAsJson(page: FindingPage): string {
  const { title, meaning, fix, owner, reference } = wordingOf(page.id);
  const match = { id: page.id, title, meaning, fix, owner, provider: null, confidence: 'certain', reference };
  return `${JSON.stringify({ input: page.id, recognised: true, matches: [match], heard: null, finding: page }, null, 2)}\n`;
}

/** In a language title and fix are general, too, and for whoever acts by the English; what it means is told in English. */
export function formatFinding(
  { id, severity, scenarios }: FindingPage,
  style: Style,
  columns: number,
  language?: Translation,
): string {
  const { title, meaning, fix, owner, reference } = wordingOf(id);
  const row = (label: string, text: string): string[] => hanging(label.padEnd(12), text, columns);
  const translated =
    language === undefined
      ? []
      : [
          `${style.strong(textFor(language.findings[id].title, owner).replace(PART, ''))} ${style.faint(`(${id})`)}`,
          ...row(language.labels.Do, textFor(language.findings[id].fix, owner).replace(PART, '')),
          '',
        ];
  const lab =
    scenarios.length === 0
      ? ['no scenario: mailprobe meets it only in texts that are explained, or outside the lab']
      : scenarios.map((name) => `mailprobe lab ${name}`);
  return `${[
    ...translated,
    `${style.strong(title)} ${style.faint(`(${id})`)}`,
    '',
    ...row('Meaning', meaning),
    ...row('Fix', fix),
    ...row('Who acts', OWNER_WORDS[owner]),
    ...row('Severity', severity),
    ...(reference === null ? [] : row('Reference', reference)),
    ...lab.flatMap((line, at) => row(at === 0 ? 'See it' : '', line)),
  ].join('\n')}\n`;
}
