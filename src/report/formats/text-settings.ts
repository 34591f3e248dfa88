// The settings to use, as a box to read out on the telephone; beside a fault in one line. With --verbose the same in the
// words of common clients. Draws the recommendation; makes none.
import { PROTOCOL_FACTS, type Protocol } from '../../model/protocol.ts';
import type { Recommendation, Report } from '../../model/report.ts';
import { COMMON_LABELS } from '../client-settings.ts';
import { labelWord, portAndModeText, settingWord } from '../languages/report-words.ts';
import { fillFrame } from '../languages/translation.ts';
import { recommendationsOf } from '../wording.ts';
import { oneLine } from './options.ts';
import { box, displayWidth, hanging, padEnd } from './text-layout.ts';
import { row, type TextPage } from './text-page.ts';

const LABEL_WIDTH = 21;
/** Whose values are words; those of the others are names. */
const COMMON_WORDS = ['Connection security', 'Authentication'];

/** Of one protocol with `--all`, else the one there is. */
const recommendationOf = (report: Report, protocol: Protocol): Recommendation | undefined =>
  recommendationsOf(report).find((one) => !('protocol' in one) || one.protocol === protocol);

export function settingsSection(page: TextPage, protocol: Protocol): string[] {
  const recommendation = recommendationOf(page.report, protocol);
  if (recommendation === undefined) return [];
  const { report, options, style, width } = page;
  const { language } = options;
  const entries = Object.entries(recommendation.settings ?? { Server: recommendation.host, Port: String(recommendation.port) });
  const common = entries.filter(([label]) => COMMON_LABELS.includes(label) || recommendation.settings === undefined);
  const clients = options.verbose ? entries.filter((entry) => !common.includes(entry)) : [];
  const told = clients.flatMap(([label, value]) =>
    hanging(`  ${padEnd(oneLine(label), LABEL_WIDTH)}`, oneLine(value), width).map(style.faint),
  );
  if (report.verdict !== 'ok' && !options.verbose)
    return [...row(page, 'Works', worksText(recommendation, protocol, page)), ...told];
  const title =
    report.parts === undefined
      ? labelWord(language, 'Settings to use')
      : language === undefined
        ? `Settings for ${PROTOCOL_FACTS[protocol].word}`
        : `${labelWord(language, 'Settings to use')}: ${PROTOCOL_FACTS[protocol].word}`;
  const labelColumns = Math.max(LABEL_WIDTH, ...common.map(([label]) => displayWidth(settingWord(language, label)) + 2));
  const lines = common.flatMap(([label, value]) => {
    const name = padEnd(oneLine(settingWord(language, label)), labelColumns);
    return hanging(name, oneLine(COMMON_WORDS.includes(label) ? settingWord(language, value) : value), width - 4);
  });
  const why = row(page, language === undefined ? 'Why' : 'English', recommendation.why);
  return [...box(title, lines).map(style.strong), ...why, ...told];
}

/** `port 465 with SSL/TLS, authentication Normal password (PLAIN)`. */
function worksText(recommendation: Recommendation, protocol: Protocol, { report, options: { language } }: TextPage): string {
  const login = recommendation.settings?.Authentication;
  // With --all each protocol may have a host of its own.
  const name = report.parts === undefined ? '' : `${PROTOCOL_FACTS[protocol].word}: ${recommendation.host}, `;
  const use = portAndModeText(language, recommendation);
  if (login === undefined) return `${name}${use}`;
  const authentication = settingWord(language, login);
  return `${name}${language === undefined ? `${use}, authentication ${login}` : fillFrame(language, 'authentication', { use, authentication })}`;
}
