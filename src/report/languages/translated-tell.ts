// The text to pass on in a language: what was tested, what was found and what to do, and the English of the case behind it,
// since whoever mends it needs what is special to it. Pure; knows no layout.
import type { Finding, Owner } from '../../model/finding.ts';
import type { Report, ReportReply } from '../../model/report.ts';
import { withoutEnd } from '../../model/text-ends.ts';
import { decisiveOf, fixFor, sentenceFor, testedFacts, toldReply } from '../tell.ts';
import { reportedReplyText } from '../wording.ts';
import { englishOf, translateFinding, wholeFix } from './translated-finding.ts';
import { hostOf } from './translated-summary.ts';
import { fillFrame, listIn, type Translation } from './translation.ts';

const sentence = (text: string): string => `${withoutEnd(text.trim(), '.')}.`;
const joinSentences = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');

function openingIn(language: Translation, report: Report, finding: Finding): string {
  const { day, time, zone, host, addresses, ports, from, isLookup } = testedFacts(report, finding);
  return fillFrame(language, isLookup ? 'lookedUp' : 'tested', {
    ...{ day, time, zone, host, from },
    addresses: listIn(language, addresses),
    ports: listIn(language, ports),
  });
}

const quoted = (language: Translation, reply: ReportReply | undefined): string =>
  reply === undefined ? '' : fillFrame(language, 'replied', { reply: reportedReplyText(reply) });

/** What was found and what to do; `english`: what is to stand behind it, with the commands that are in it. */
function told(language: Translation, report: Report, finding: Finding, reply: string, english: string): string {
  const translated = translateFinding(language, report, finding, []); // The opening names the ports.
  const commands = translated.commands.filter((command) => !english.includes(command));
  const fix = wholeFix(language, { ...translated, commands });
  return joinSentences([
    `${language.addressees[finding.owner]}: ${openingIn(language, report, finding)}`,
    sentence(translated.title),
    reply,
    fix === '' ? '' : fillFrame(language, 'request', { fix }),
    fillFrame(language, 'original', { english }),
  ]);
}

/** For the page that has the details already. */
export function briefTellIn(language: Translation, report: Report, finding: Finding, withReply = true): string {
  const { title, fix, owner } = finding;
  const reply = owner === 'you' || !withReply ? '' : quoted(language, toldReply(report, finding));
  return told(language, report, finding, reply, englishOf({ title, fix: sentenceFor(owner, fix) }));
}

/** What `owner` is to be told: to send as it is; or in a sentence that there is nothing to change, and who has to act. */
export function tellIn(language: Translation, report: Report, owner: Owner): string {
  const [first, ...others] = report.findings.filter((finding) => finding.severity !== 'info' && finding.owner === owner);
  if (first === undefined) return `${language.addressees[owner]}: ${nothingToDoIn(language, report)}`;
  const { title, fix, detail } = first;
  const reply = quoted(language, toldReply(report, first));
  const also = others.map((finding) => {
    const translated = translateFinding(language, report, finding);
    return joinSentences([
      fillFrame(language, 'also', { title: sentence(translated.title) }),
      translated.fix === '' ? '' : fillFrame(language, 'request', { fix: translated.fix }),
      fillFrame(language, 'original', { english: englishOf({ title: finding.title, fix: fixFor(owner, finding.fix) }) }),
    ]);
  });
  const english = englishOf({ title, fix: fixFor(owner, fix) }, detail);
  return joinSentences([told(language, report, first, reply, english), ...also]);
}

function nothingToDoIn(language: Translation, report: Report): string {
  const decisive = decisiveOf(report);
  const host = hostOf(report, decisive);
  if (decisive === undefined)
    return fillFrame(language, report.verdict === 'fail' ? 'nothingToDoFailed' : 'nothingToDo', { host });
  const title = sentence(translateFinding(language, report, decisive).title);
  return fillFrame(language, 'othersAct', { host, owner: language.owners[decisive.owner], title });
}
