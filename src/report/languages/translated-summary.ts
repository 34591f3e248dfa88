// The first line of a report in a language: what works, or what is wrong. Says what the report itself holds; the English
// summary stands beneath it. Pure.
import type { Finding } from '../../model/finding.ts';
import type { Mode } from '../../model/protocol.ts';
import { MODE_FACTS } from '../../model/protocol.ts';
import type { Report } from '../../model/report.ts';
import { withoutEnd } from '../../model/text-ends.ts';
import { decisiveOf } from '../tell.ts';
import { translateFinding } from './translated-finding.ts';
import { fillFrame, type Translation } from './translation.ts';

const asSentence = (text: string): string => `${withoutEnd(text.trim(), '.')}.`;

/** `Port 465 mit SSL/TLS`. */
export const portAndModeIn = (language: Translation, { port, mode }: { readonly port: number; readonly mode: Mode }): string =>
  mode === 'plain'
    ? fillFrame(language, 'usePlain', { port })
    : fillFrame(language, 'use', { port, mode: MODE_FACTS[mode].word });

/** With `--all` each protocol may have a host of its own: the one that the finding is about. */
export function hostOf({ target, endpoints, parts = [] }: Report, finding: Finding | undefined): string {
  const protocol = endpoints.find(({ id }) => finding?.endpoints.includes(id))?.protocol;
  return parts.find((part) => part.target.protocol === protocol)?.target.host ?? target.host;
}

function worksText(language: Translation, { target: { host }, recommendation, credentials }: Report): string {
  const use = recommendation === null ? null : portAndModeIn(language, recommendation);
  return fillFrame(language, credentials?.status === 'accepted' ? 'worksWithLogin' : 'works', { host, use });
}

function verdictText(language: Translation, report: Report): string {
  const decisive = decisiveOf(report);
  const host = hostOf(report, decisive);
  const title = decisive === undefined ? null : translateFinding(language, report, decisive).title;
  if (report.verdict === 'fail') return fillFrame(language, title === null ? 'failsUnnamed' : 'fails', { host, title });
  const works = worksText(language, report);
  return report.verdict === 'ok' || title === null ? works : fillFrame(language, 'worksBut', { works, title });
}

export function translateSummary(language: Translation, report: Report): string {
  const summary = asSentence(verdictText(language, report));
  return report.interrupted ? fillFrame(language, 'interrupted', { summary }) : summary;
}
