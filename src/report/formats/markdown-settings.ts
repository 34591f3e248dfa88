// The settings to use as a table of Markdown, one a protocol. Draws the recommendation; makes none.
import { PROTOCOL_FACTS, type Protocol } from '../../model/protocol.ts';
import type { Recommendation, Report } from '../../model/report.ts';
import { labelWord, settingWord } from '../languages/report-words.ts';
import type { Translation } from '../languages/translation.ts';
import { recommendationsOf } from '../wording.ts';
import { codeSpan, prose, tableRow as row } from './markdown-text.ts';

export const settingsParagraphs = (report: Report, language?: Translation): string[] =>
  recommendationsOf(report).flatMap((recommendation, at) => [
    ...(at === 0 ? [] : ['']),
    ...settingsTable(recommendation, language),
  ]);

function settingsTable(recommendation: Recommendation & { readonly protocol?: Protocol }, language?: Translation): string[] {
  const title = labelWord(language, 'Settings to use');
  const settings = Object.entries(recommendation.settings ?? { Server: recommendation.host, Port: String(recommendation.port) });
  return [
    recommendation.protocol === undefined
      ? `## ${title}`
      : language === undefined
        ? `## Settings for ${PROTOCOL_FACTS[recommendation.protocol].word}`
        : `## ${title}: ${PROTOCOL_FACTS[recommendation.protocol].word}`,
    '',
    row(labelWord(language, 'Setting'), labelWord(language, 'Value')),
    row('---', '---'),
    ...settings.map(([label, value]) => row(prose(settingWord(language, label)), codeSpan(settingWord(language, value)))),
    '',
    language === undefined ? prose(recommendation.why) : `**${labelWord(language, 'English')}:** ${prose(recommendation.why)}`,
  ];
}
