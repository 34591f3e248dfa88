// The settings to use, as a box to read out on the telephone; beside a fault in one line. With --verbose the same in the
// words of common clients. Draws the recommendation; makes none.
import { PROTOCOL_FACTS, type Protocol } from '../../model/protocol.ts';
import type { Recommendation, Report } from '../../model/report.ts';
import { COMMON_LABELS } from '../client-settings.ts';
import { namedPortAndMode, recommendationsOf } from '../wording.ts';
import { oneLine } from './options.ts';
import { box, hanging, padEnd } from './text-layout.ts';
import { row, type TextPage } from './text-page.ts';

const LABEL_WIDTH = 21;

/** Of one protocol with `--all`, else the one there is. */
const recommendationOf = (report: Report, protocol: Protocol): Recommendation | undefined =>
  recommendationsOf(report).find((one) => !('protocol' in one) || one.protocol === protocol);

export function settingsSection(page: TextPage, protocol: Protocol): string[] {
  const recommendation = recommendationOf(page.report, protocol);
  if (recommendation === undefined) return [];
  const { report, options, style, width } = page;
  const entries = Object.entries(recommendation.settings ?? { Server: recommendation.host, Port: String(recommendation.port) });
  const common = entries.filter(([label]) => COMMON_LABELS.includes(label) || recommendation.settings === undefined);
  const clients = options.verbose ? entries.filter((entry) => !common.includes(entry)) : [];
  const told = clients.flatMap(([label, value]) =>
    hanging(`  ${padEnd(oneLine(label), LABEL_WIDTH)}`, oneLine(value), width).map(style.faint),
  );
  if (report.verdict !== 'ok' && !options.verbose)
    return [...row(page, 'Works', worksText(recommendation, protocol, page)), ...told];
  const title = report.parts === undefined ? 'Settings to use' : `Settings for ${PROTOCOL_FACTS[protocol].word}`;
  const lines = common.flatMap(([label, value]) => hanging(padEnd(oneLine(label), LABEL_WIDTH), oneLine(value), width - 4));
  return [...box(title, lines).map(style.strong), ...row(page, 'Why', recommendation.why), ...told];
}

/** `port 465 with SSL/TLS, authentication Normal password (PLAIN)`. */
function worksText(recommendation: Recommendation, protocol: Protocol, { report }: TextPage): string {
  const login = recommendation.settings?.Authentication;
  // With --all each protocol may have a host of its own.
  const name = report.parts === undefined ? '' : `${PROTOCOL_FACTS[protocol].word}: ${recommendation.host}, `;
  return `${name}${namedPortAndMode(recommendation)}${login === undefined ? '' : `, authentication ${login}`}`;
}
