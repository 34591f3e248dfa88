// Whether a line tells what happened to somebody, or talks of what may happen. Knows the marks of both, no meanings, and of the text
// around it no more than its two neighbours.
import { tellsWhatBefell } from './befallen.ts';
import { FIRST_PERSON } from './documentation.ts';
import {
  explainsToOthers,
  isCause,
  isChange,
  isChangeListed,
  isExample,
  isExplained,
  isInstruction,
  isOfAny,
  tellsMeaning,
} from './general-talk.ts';
import { isCode, isRemark } from './source-code.ts';

/** When it was said, at what level, by which process: a log's. */
const LOGGED: readonly RegExp[] = [
  /^\W{0,4}(?:\d{4}[-/.]\d\d[-/.]\d\d|\d{1,2}[-/. ](?:\d\d|[A-Z][a-z]{2})[-/. ]\d{2,4}\b.{0,4}\d\d:\d\d|\d\d:\d\d:\d\d|(?:[A-Z][a-z]{2},? )?[A-Z][a-z]{2} {1,2}\d{1,2} (?:\d{4} )?\d\d:\d\d|\d{10}\b|(?:time|ts|t|level|lvl)=|[\w.-]{1,40} {0,16}\| .{0,80}\d\d:\d\d)/,
  /^\W{0,6}(?<![-+])(?:ERROR|ERR|WARN(?:ING)?|FATAL|SEVERE|CRITICAL|DEBUG|INFO|ALERT|EROR)\b/,
  /^(?:\S{1,80} ){0,6}[\w./-]{1,60}\[\d{1,9}\]: /,
  // Nextcloud: the application, then the level
  /^\[\w{2,20}\] (?:Fatal|Error|Warning|Info|Debug): /,
  // Log4j without its time: the logger, then the message
  /^[a-z][\w$]{1,40}(?:\.[\w$]{1,60}){1,9} {1,3}- \S|^[a-z]\w{2,30} {2}- \S/,
  // Outlook's windows end with it
  /\bError Number: ?0x[\dA-Fa-f]{8}/i,
  // a message's date as IMAP has it (RFC 9051 §9, date-time)
  /\b\d{1,2}-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d [+-]\d{4}\b/,
];
/** `msmtp: words` */
const BY_PROGRAM = /^["'`(>\s]{0,8}[a-z][\w./-]{1,40}(?:\(\d{1,9}\))?: (?:\(\d{1,3}\) )?\S/;
/** Told by a program or a class of exceptions, by a property of an error, with the place in a program or the address of a peer. */
const TOLD: readonly RegExp[] = [
  /(?:^|[\s('"{[*>])(?:[\w$]{1,60}[.:\\]{1,2}){0,9}\w{0,80}(?:[Ee]rror|ERROR|[Ee]xception|Errno|Failure|Timeout|Disconnected|Refused)\b(?: ?\(.{0,80}\)| #?\d{1,6}| \w{1,20} \w{1,20})?['"*]{0,3} ?[:=](?!:)/,
  /^\W{0,8}(?:errno|code|syscall|responseCode|response|responseText|textCode|serverResponseCode|error|error_description|error_message|errorMessage|Event ID|reason|Reason|status|Status|Message)["']? ?[:=|] ?\S/,
  BY_PROGRAM,
  /\b\d{1,3}(?:\.\d{1,3}){3}\b|\[[\da-f:]{3,40}\]|[\w-]\.[a-z]{2,12}(?:[:,]|, port |\/)\d{2,5}\b|\(_?\w{1,40}\.\w{1,4}:\d{1,6}\)|\.(?:c|go|rb|py|pl|pm|java|js|ts|cs|php|cpp)(?::|\()\d{1,6}|:\d{1,6}:in [`']|\.p[lm] line \d|[@.][\w-]{1,60}\.[a-z]{2,8}\b(?![\w(.])/,
  /^\W{0,3}(?:[SC<>*]|<<|>>|<=|<--|\*\*\*|!!)[:*<>-]{0,3} /,
];
/** A sentence that begins with what went wrong. */
const FAILED =
  /^\W{0,8}(?:the )?(?:connection|service|server) (?:was )?(?:timed out|refused|reset|closed|lost)\b|^\W{0,8}(?:an? )?(?:\w{1,20} )?(?:error|exception|problem)s? (?:has |have )?occurred\b|^\W{0,8}(?:exception|error|warning|fatal)\b(?! (?:handling|messages?|codes?|types?|reporting|logs?|pages?|responses?)\b)|^\W{0,8}(?:failed|unable|cannot|could not|couldn't|can't) (?:to )?\w|^.{0,60}\b(?:failed|refused|timed out|expired|rejected)(?: (?:at|on|after) [\dTZ:. +-]{4,40})?\W{0,4}$|\bcould(?: not|n't) be \w{3,20}: \S/i;
/** Who tells what befell them, and lets the message speak. */
const BEFELL =
  /(?:^|[\s"'(])(?:I|we|We|ich|Ich|wir|je|Je|nous|I'm|J'ai|j'ai)\b.{0,200}\b(?:error|message|following|exception|fehler\w{0,10}|erreur|errore)\b.{0,20}[:：]\s{0,4}$/;
/** The same, with the message in quotation marks behind it. */
const BEFELL_IN_QUOTES =
  /^\W{0,8}(?:[Gg]et|[Gg]etting|[Gg]ot|[Hh]aving|[Ss]ee|[Ss]eeing|[Rr]ec(?:ei|ie)v\w{1,3}) (?:an? |the |this |following )?(?:\w{1,20} ){0,2}(?:error|message|exception)s?\b[^"“«„]{0,20}["“«„]\p{Lu}|(?:^|[\s"'(])(?:I|[Ww]e|I'm|I am)\b.{0,40}\b(?:have|had|gets?|got|getting|see|seeing|receiv\w{1,3})\b.{0,40}\b(?:error|message|exception)\b[^"“«„]{0,20}["“«„]\p{Lu}/u;
/** A notice to whom it concerns. */
const ADDRESSED =
  /^\W{0,8}(?:a message that you sent|(?:your|ihre|votre|su|sua|uw|la sua|il suo) (?:e-?mail|mail|message|nachricht|mensaje|mensagem|messaggio|bericht))\b/i;
/** A call on a stack, and what leads to it. */
const FRAME =
  /<<"[45]\d\d[ -]|^\s{0,12}(?:at|from) [\w$.<>[\]/\\:-]{2,300}(?:[ (]|$)|^\s{0,12}[\w/.:\\-]{1,200}\.\w{1,4}:\d{1,6}:in |^\s{0,12}File "|^\s{0,4}(?:-{2,3}>|Caused by|Traceback|\[Inner)|^\s{0,8}(?:[\w$]{1,60}\.){1,9}\w{0,80}(?:Exception|Error|error|abort)\b|^\s{0,4}\w{0,60}(?:Exception|Error)\b ?[:(]/;
/** A reply on a line of its own. */
const REPLY =
  /^[\s"'`(>]{0,12}(?:AADSTS\d{4,8}: |[45]\d\d[ -]\S|[45]\.\d{1,3}\.\d{1,3} |\S{1,12} (?:NO|BAD|BYE) \[?[A-Za-z]|-ERR\b)/;
/** A reply, and who said it. */
const QUOTED_REPLY =
  /(?:[\p{L}\d)] ?: ?["'<b(«“]{0,3}|\b(?:messages?|errors?|reply|response|code|status) ["“'`]{1,2})(?:rsp: )?(?:[45]\d\d[ -]|-ERR|NO\b)/u;
/** Who hands the word over, and the word in quotation marks. */
const INTRODUCED =
  /\b(?:error|message|response|reply|server|said|says|back|following|fehler|erreur|errore)\b.{0,30}: ?["“«„]\p{Lu}/iu;
/** What a sentence has that speaks of any case: a condition, a possibility, a use, a default, a reference. */
const OF_ANY_CASE =
  /\b(?:if|when|whenever|whether|unless|e\.g\.|i\.e\.|for example|for instance|such as|may|might|should|would|shall|can be|(?<!\bno [\w ]{1,40} )could be|will be|must be|is used|are used|used (?:to|for|by|when)|specif(?:y|ies)|indicates?|means|meaning|defaults?|allows?|returns?|see|option|parameter|argument|ignored|(?<!\bnot |n't )supports?|introduced|bug ?fix(?:es)?|this release|often|usually|typically|generally|commonly|frequently|sometimes|which|instead of|otherwise|in order to|most probably|probably|presumably|after (?:an?|any|each|every) |whose|treat|make sure|ensure|how to|wenn|falls|kann|können|lorsque|peut|si|puede|cuando)\b/i;
/** A row of a table: its cells, one after the other. */
export const ROW = /^\s{0,8}\|.{1,1000}\|\s{0,4}$|^[^|]{1,60} \| .{1,1000}\|[\s|]{0,8}$/;
const CONDITION = /^\W{0,20}(?:for (?:example|instance),? )?(?:if|when|whenever|unless|whether|in case|falls|wenn|si|lorsque) /i;
/** What would be said, if it came to that. */
const IN_ANY_CASE =
  /^\W{0,20}(?:if|when|whenever|unless|whether|in case|falls|wenn|si|lorsque) |\b(?:will|would|may|might|can|could|should) (?:then |also |sometimes )?(?!not\b|log\b|still\b|send\b)[a-z]{2,20}\b(?![^.;]{0,200}(?:[.;] |, (?:but|yet|however|though) ))/i;
/** A reply in the midst of a condition, or of what could be answered. */
const REPLY_WITHIN = /\s(?:[45]\d\d[ -](?=[A-Za-z<]|[45]\.\d)|[45]\.\d{1,3}\.\d{1,3} )/;
const SUPPOSED = /^\W{0,20}(?:if|unless|whether|in case|falls|wenn|si|whenever) (?!I\b|we\b|he\b|she\b|ich\b|wir\b|je\b)/i;
const ENDS_AS_QUESTION = /\?\s{0,4}$/;
function isSupposed(line: string): boolean {
  const at = REPLY_WITHIN.exec(line)?.index;
  if (at === undefined) return false;
  const lead = line.slice(0, at);
  return SUPPOSED.test(lead) || (IN_ANY_CASE.test(lead) && !FIRST_PERSON.test(lead) && !ENDS_AS_QUESTION.test(line));
}
/** What came of the steps before it: `3. See error "words"`. */
const OUTCOME =
  /^\s{0,8}\d{1,2}[.)] (?:see|get|observe|notice|receive|watch|the error|an? error|error|result|it (?:says|shows|fails)|(?:es )?(?:erscheint|kommt)|fehler\w{0,10})\b.{0,60}(?:["“„«`]|: ?)\S/i;
const INDENT = /^ {0,40}/;
/** `%s`, `${host}`, `\n"`: a sentence with places for what will be filled in. */
const TEMPLATE = /%(?:\d\$)?[sdvq]\b|\$\{\w|\$(?!true|false|null)[a-z_]{3,40}(?=[\s,:'"]|\.?$)|\{\d?\}|%\{\w{1,40}\}|\{\{ ?\w/;
/** An expression by which others' lines are searched. */
const EXPRESSION = /\[\[:\w+:\]\]|\[\^?\w-\w\]|\\d[+{*]|\\[sSwW][+*]|\.[+*]\\?[[\])}?]|\(\?[:!=<]/;
/** A member of a list, an entry of changes, a heading, a row of a table. */
const ENTRY =
  /^\s{0,16}(?:[-*+•·o] |\[[ xX*]\] |\d{1,3}[.)] |<no id>|#{1,6} |(?:GH|PR|E|JDK|ID|Bug) {1,4}#?\d{1,7}\b|#?\d{4,8}\t|\w{1,30}\/\d{1,3}\b)/;
/** Written down by a program when it happened: with its time, by a process, as a call on a stack, as a reply. */
export const isRecorded = (line: string): boolean =>
  FRAME.test(line) || REPLY.test(line) || BY_PROGRAM.test(line) || LOGGED.some((mark) => mark.test(line));
export const isEntry = (line: string): boolean => ENTRY.test(line);
/** A name and what it is for, two columns apart; a name with its default. */
const DEFINITION =
  /^\s{0,16}[-\w.$<[|,]{1,40}(?: [\w<[|>\].-]{1,20}){0,2}(?: {3,60}|\t)\S|^\s{0,16}[a-z][\w-]{2,60} \([^()]{1,80}\)$/;
/** `2.2.1.4 Title`: no address. The tree of a class's ancestors, as generators of manuals draw it. */
const SECTION_NUMBER = /^\s{0,4}\d{1,2}(?:\.\d{1,2}){3,5}\.? [A-Z]/;
const DIAGRAM = /--\+\s{0,4}$|^\s{1,80}\|\s{0,4}$|^[\s│|]{0,40}[├└]──/;
/** A reply with places for its words: `535 5.7.3 <human-readable-string><CR><LF>`. */
const FORM_OF_REPLY = /^\s{0,12}[2-5]\d\d[ -].{0,60}<(?:[a-z]{2,20}(?:[- ][a-z]{2,20}){1,4}|CR|CRLF)>/;
/** Sentences of a program and their translations, as gettext keeps them. */
const TRANSLATED = /^\s{0,4}(?:msgid|msgid_plural|msgstr(?:\[\d\])?|msgctxt) "/;
/** A name among others in a list of a program's. */
const LISTED = /^\s{1,40}["'`]{0,2}[\w.]{2,80}["'`]{0,2},$/;
/** A step of a test that is told in words (Gherkin). */
const STEP = /^\s{1,12}(?:Given|When|Then|And|But) \S|^\s{0,8}(?:Scenario|Feature|Background)(?: Outline)?: /;
/** A word of a program's, or of its settings, alone. */
const NAME = /^\s{0,40}[-\w.$:/<>*#[\]]{1,80},?$/;

const WORDS = /\p{L}{2,40}/gu;
const PROSE_FROM = 6;

/** `quoted`: talk that may hold anything that was ever said. */
export type LineKind = 'told' | 'quoted' | 'talk' | 'open';

/** Somebody tells what befell them, and the message follows. */
export const isIntroduction = (line: string): boolean => BEFELL.test(line);

/** A member of a list that the next one explains. */
const isTerm = (line: string, after: string): boolean =>
  ENTRY.test(line) &&
  ENTRY.test(after) &&
  (line.match(WORDS)?.length ?? 0) < PROSE_FROM &&
  (after.match(WORDS)?.length ?? 0) >= 2 * PROSE_FROM &&
  OF_ANY_CASE.test(after);

/** Of a line between its neighbours. */
export function kindOf(line: string, before: string, after: string): LineKind {
  if (FORM_OF_REPLY.test(line) || isCause(line) || isChangeListed(line) || isTerm(line, after)) return 'quoted';
  if (!LOGGED.some((mark) => mark.test(line)) && !FRAME.test(line) && !REPLY.test(line) && isExplained(line, before))
    return 'quoted';
  if (DIAGRAM.test(line) || SECTION_NUMBER.test(line)) return 'talk';
  if (
    FRAME.test(line) ||
    isIntroduction(line) ||
    BEFELL_IN_QUOTES.test(line) ||
    (OUTCOME.test(line) && ENTRY.test(before)) ||
    ADDRESSED.test(line) ||
    REPLY.test(line) ||
    LOGGED.some((mark) => mark.test(line)) ||
    tellsWhatBefell(line)
  )
    return 'told';
  if (
    TRANSLATED.test(line) ||
    isChange(line) ||
    LISTED.test(line) ||
    isCode(line) ||
    isRemark(line) ||
    TEMPLATE.test(line) ||
    EXPRESSION.test(line) ||
    isExample(line)
  )
    return 'quoted';
  if (explainsToOthers(line, before) || isOfAny(line)) return 'quoted';
  const quotation = QUOTED_REPLY.exec(line) ?? INTRODUCED.exec(line);
  if (quotation !== null) {
    const lead = line.slice(0, quotation.index + quotation[0].length);
    return IN_ANY_CASE.test(lead) && !FIRST_PERSON.test(lead) && !ENDS_AS_QUESTION.test(line) ? 'quoted' : 'told';
  }
  if (isSupposed(line)) return 'quoted';
  if (ROW.test(line) || STEP.test(line)) return 'talk';
  const isMine = FIRST_PERSON.test(line);
  if (tellsMeaning(line) && !isMine) return 'quoted';
  if (isInstruction(line)) return 'talk';
  const words = line.match(WORDS)?.length ?? 0;
  const isProse = words >= PROSE_FROM && /\p{Ll}/u.test(line);
  const goesOn =
    isProse &&
    ((/^\s{0,16}(?!at |from )\p{Ll}/u.test(after) && /[\p{L},‐-]$/u.test(line.trimEnd())) ||
      (/^\s{0,16}\p{Ll}/u.test(line) && /[\p{L},;‐-]$/u.test(before.trimEnd())));
  const isTail =
    /^ {4,24}\p{Ll}/u.test(line) && INDENT.exec(line)?.[0] === INDENT.exec(before)?.[0] && /[\p{L},‐-]$/u.test(before);
  const isAnyCase = (isProse || CONDITION.test(line)) && OF_ANY_CASE.test(line);
  if (isProse && !goesOn && !isMine && CONDITION.test(line)) return SUPPOSED.test(line) ? 'quoted' : 'talk';
  if (FAILED.test(line) || TOLD.some((mark) => mark.test(line))) return goesOn || isAnyCase ? 'open' : 'told';
  if (goesOn || isTail) return 'quoted';
  if (ENTRY.test(line) || DEFINITION.test(line) || NAME.test(line) || isAnyCase) return 'talk';
  return 'open';
}
