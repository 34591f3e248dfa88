// What a report in JSON has beside its English, for whoever shows it to people: the decisive words in a language. Pure.
import type { Report } from '../../model/report.ts';
import { decisiveOf } from '../tell.ts';
import { translateFinding, wholeFix } from './translated-finding.ts';
import { translateSummary } from './translated-summary.ts';
import { tellIn } from './translated-tell.ts';
import type { Translation } from './translation.ts';

export function translatedPart(language: Translation, report: Report): Required<Pick<Report, 'lang' | 'translated'>> {
  const summary = translateSummary(language, report);
  const decisive = decisiveOf(report);
  if (decisive === undefined) return { lang: language.code, translated: { summary, decisive: null } };
  const translated = translateFinding(language, report, decisive);
  return {
    lang: language.code,
    translated: {
      summary,
      decisive: {
        id: decisive.id,
        title: translated.title,
        fix: wholeFix(language, translated),
        tell: tellIn(language, report, decisive.owner),
      },
    },
  };
}
