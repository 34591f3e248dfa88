// The words of a report for people, in the language asked for: the formats draw these and need not know whether it is English.
// Chooses; holds no words of its own.
import type { Finding, Owner, Severity } from '../../model/finding.ts';
import type { Report, Verdict } from '../../model/report.ts';
import { evidenceLines } from '../evidence-lines.ts';
import { briefTell, tell } from '../tell.ts';
import { namedPortAndMode, OWNER_WORDS, SEVERITY_WORDS, VERDICT_WORDS } from '../wording.ts';
import { translateFinding, wholeFix } from './translated-finding.ts';
import { portAndModeIn, translateSummary } from './translated-summary.ts';
import { briefTellIn, tellIn } from './translated-tell.ts';
import { fillFrame, type Label, listIn, type Translation, translateSetting, translateWord } from './translation.ts';

/** Undefined: English. */
type Chosen = Translation | undefined;

export const verdictWord = (language: Chosen, verdict: Verdict): string => (language?.verdicts ?? VERDICT_WORDS)[verdict];
export const severityWord = (language: Chosen, severity: Severity): string => (language?.severities ?? SEVERITY_WORDS)[severity];
export const ownerWord = (language: Chosen, owner: Owner): string => (language?.owners ?? OWNER_WORDS)[owner];
export const labelWord = (language: Chosen, label: Label): string => language?.labels[label] ?? label;
export const settingWord = (language: Chosen, word: string): string =>
  language === undefined ? word : translateSetting(language, word);
export const portWord = (language: Chosen, word: string): string => translateWord(language?.ports ?? {}, word);

export const portAndModeText = (language: Chosen, endpoint: Parameters<typeof namedPortAndMode>[0]): string =>
  language === undefined ? namedPortAndMode(endpoint) : portAndModeIn(language, endpoint);

export const headlineText = (language: Chosen, report: Report): string =>
  language === undefined ? report.summary : translateSummary(language, report);

export const titleText = (language: Chosen, report: Report, finding: Finding): string =>
  language === undefined ? finding.title : translateFinding(language, report, finding).title;

export const fixText = (language: Chosen, report: Report, finding: Finding): string =>
  language === undefined ? finding.fix : wholeFix(language, translateFinding(language, report, finding));

export const textToPassOn = (language: Chosen, report: Report, owner: Owner): string =>
  language === undefined ? tell(report, owner) : tellIn(language, report, owner);

export const briefTellText = (language: Chosen, report: Report, finding: Finding, withReply: boolean): string =>
  language === undefined ? briefTell(report, finding, withReply) : briefTellIn(language, report, finding, withReply);

export const evidenceText = (language: Chosen, report: Report, finding: Finding): readonly string[] =>
  language === undefined
    ? evidenceLines(report, finding)
    : evidenceLines(report, finding, ({ ports, addresses }, fact) =>
        fillFrame(language, 'seenOn', { ports: listIn(language, ports), addresses: listIn(language, addresses), fact }),
      );
