// The settings to use, as a box to read out on the telephone, and the same in the words of common clients.
// Draws the recommendation; makes none.
import type { Recommendation } from '../../model/report.ts';
import { COMMON_LABELS } from '../client-settings.ts';
import { recommendationsOf } from '../wording.ts';
import { oneLine } from './options.ts';
import type { TextPage } from './text.ts';
import { box, hanging, padEnd, wrap } from './text-layout.ts';

const LABEL_WIDTH = 21;

export const settingsSection = (page: TextPage): string[] =>
  recommendationsOf(page.report).flatMap((recommendation, at) => [
    ...(at === 0 ? [] : ['']),
    ...settingsBox(recommendation, page),
  ]);

function settingsBox(recommendation: Recommendation, { report, options, style, width }: TextPage): string[] {
  const entries = Object.entries(recommendation.settings ?? { Server: recommendation.host, Port: String(recommendation.port) });
  const common = entries.filter(([label]) => COMMON_LABELS.includes(label) || recommendation.settings === undefined);
  const clients = entries.filter((entry) => !common.includes(entry));
  // Who has a fault to mend does not want the settings of ten libraries below it.
  const shown = report.verdict !== 'fail' || options.verbose ? clients : [];
  const inner = width - 4;
  const lines = common.flatMap(([label, value]) => hanging(padEnd(oneLine(label), LABEL_WIDTH), oneLine(value), inner));
  return [
    ...box('Settings to use', lines).map(style.strong),
    ...wrap(oneLine(recommendation.why), width),
    ...shown.flatMap(([label, value]) =>
      hanging(`  ${padEnd(oneLine(label), LABEL_WIDTH)}`, oneLine(value), width).map(style.faint),
    ),
  ];
}
