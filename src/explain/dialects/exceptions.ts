// The grammar of exceptions, common to Java, .NET, Python, Ruby and PHP: `package.Class: message`, one inside the other,
// with what leads from one to the next. Knows no library; whose words a class has is in knowledge/client-exceptions.ts.
import { exceptionClass } from '../../knowledge/client-exceptions.ts';
import type { Said } from '../utterance.ts';
import type { Form } from './forms.ts';

/** From one exception to the one inside it. */
const LEADS_ON =
  /\s{0,3}(?:-{2,3}> ?|; nested exceptions? (?:is|are):? ?|\bCaused by: ?|\[Inner Exception\] ?|\bInner ?exception ?(?:\d{1,2} )?[:=] ?|\bwrapped by: ?|\bOriginal exception: ?|\bFailed messages: )/i;

/** `javax.mail.MessagingException: …`, `Net::SMTPFatalError (…)`, `socket.gaierror: …`, `Swift_TransportException: …` */
const CLASS =
  /(?:^|[\s"'([{|:>;=#])((?:[A-Za-z_$][\w$]{0,60}(?:\.|::|\\{1,2})){0,9}(?:[A-Z][\w$]{0,70}(?:Exception|Error|Refused|Disconnected|Busy|Timeout|Response)|gaierror|herror|error|abort|error_proto|timeout|Errno::E[A-Z]{3,20}|E[A-Z]{5,14}(?=: )))(?::? \((?:0x[0-9A-F]{1,8}|\d{1,6}|code: \d{1,5})\))?(?:(?:\s?:\s?|\s?\()(.{0,4000})|\s{0,3}$)/;

/** Behind a message: `at Class.method(File.java:12)` on the same line, as log viewers put it. */
const FRAMES = /\s{1,4}(?:at|bei|en|в|в месте|à|在) (?:[\w.$<>`]{1,200}\.[\w.$<>`]{1,120}\(|\/|[A-Z]:\\).{0,4000}$/;

/** How PHP before 7 tells of an exception that nothing took: `exception 'Class' with message 'words' in /path:12`. */
const WITH_MESSAGE = /exception ['"]([\w\\]{3,120})['"] with message ['"](.{1,4000}?)['"](?: in (?:\/|[A-Z]:).{0,400}|\s{0,3}$)/i;

const isKnownLooking = (name: string): boolean => /[.:\\_]/.test(name) || exceptionClass(name) !== null;

function saidBy(piece: string): Said[] {
  const found = WITH_MESSAGE.exec(piece) ?? CLASS.exec(piece);
  const name = found?.[1] ?? '';
  if (found === null || !isKnownLooking(name)) return [];
  const message = (found[2] ?? '').replace(FRAMES, '').trim();
  const known = exceptionClass(name);
  const own = name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':'), name.lastIndexOf('\\')) + 1);
  // Before the name there may be words of whoever logged it; behind, another exception inside the message.
  const inner = /^.{0,200}?\b[\w.]{1,120}(?:Exception|Error)\b: /.test(message) ? saidBy(message) : [];
  if (known === null) return inner.length > 0 ? inner : [{ speaker: 'client', words: message, exception: own }];
  return [
    {
      speaker: known.speaker,
      words: message,
      exception: name,
      ...(known.stage === undefined ? {} : { stage: known.stage }),
      ...(known.transaction === undefined ? {} : { transaction: known.transaction }),
      ...(inner.length > 0 ? { isConsequence: true as const } : {}),
    },
    ...inner,
  ];
}

/** Every exception of a line; null where it has none. */
export const exceptions: Form = (line) => {
  if (!/[Ee]xception|Error|error\b|Refused|Disconnected|Busy|Timeout|timeout|abort|Response|Errno::/.test(line)) return null;
  const said = line.split(LEADS_ON).flatMap(saidBy);
  return said.length === 0 ? null : said;
};
