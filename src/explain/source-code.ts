// Whether a text is a program's source, its tests or its comments: what a literal or a remark in it says, nobody got. Tells which
// lines are such. Knows the looks of languages, no meanings.
import { isOption, isProgram } from './pasted-settings.ts';

/** The class of an exception begins what a program printed, whatever stands behind it: `SMTPAuthenticationError(535, b'…')`. */
const PRINTED =
  /^(?!.{0,400}\);\s{0,4}$)\s{0,40}(?:\w{1,60}[.:]{1,2}){0,8}\w{0,60}(?:[Ee]rror|Exception|Disconnected|Refused|Warning|Timeout)\b\s?[:({[]/;

/** A statement by its keyword, in the languages that mail programs are written in. */
const KEYWORD =
  /^\s{0,60}(?:\}\s?)?(?:import [\w{*"'(]|export (?:default|const|class|function|type|interface|async|declare|\{)|exports?\.\w|module\.exports|from [\w.]{1,80} import |(?:const|let|var|auto|final|val|readonly|declare) [\w{[$]|return(?: [^:.]{1,300})?[;)(\]}'"]|return ["'`]|return [\w., ]{1,80}\(|return \w{1,60}$|if ?[(!]|if .{1,200}[:{](?: {1,40}#.{0,100})?$|if .{1,200}(?:[!=]=|&&|\|\|).{1,200}$|echo ["'$-]|printf ["'%]|[A-Z][A-Z\d_]{3,60} = (?:[\d"'[({]|\w{1,60}\()|[a-z]\w{2,40} = [1-5]\d\d(?: |$)|raise \w{1,60} |raise [\w.]{1,80}\(|\w{1,60} ?= ?[[({]{1,2}["'`]|(?:else|elif|elseif|else if)\b.{0,200}[:{(]|(?:for|foreach|while|switch|match|until) ?\(|for .{1,120} in .{1,120}:$|for .{1,120} \{$|case .{1,120}:$|case ['"]|default:$|try ?[:{]$|except\b.{0,120}:$|catch ?[({]|finally ?[:{]|throw (?:new )?\w|(?:async )?(?:def|function|func|fn|sub) ?[\w.*]{0,60} ?[({<]|(?:pub |abstract |data |final )?(?:class|struct|enum|interface|trait|impl|namespace) [\w<.:, ()]{1,120}[:{(]?$|(?:public|private|protected|internal|static) [\w<>[\], ]{1,120}[({=;]|(?:await|yield|using|package|require|include|use) [\w'"<({.\\]{1,80}.{0,200}[;({'"]?$|#(?:include|define|ifdef|ifndef|endif|pragma)\b|@\w[\w.]{1,60}(?:\(|$)|assert\w{0,20}[!( ]|(?:this|self)\.\w|\$\w{1,60}(?:->|\s?=)|print(?:f|ln)? ?[("']|console\.\w|with .{1,200}:$|INSERT INTO |SELECT .{1,400} FROM |UPDATE \w{1,60} SET |CREATE TABLE |\w{1,60} (?:text|int(?:eger)?|bigint|serial|varchar|bool(?:ean)?|timestamp|char|datetime)\b(?:\(| (?:NOT|NULL|DEFAULT|PRIMARY|UNIQUE|CHECK|REFERENCES)\b)|(?:let |var )?\w{1,60} ?(?::=|<-) |raise (?:\w{1,40}\.){0,4}[A-Z]\w{1,60})/;
/** `name(…)` and nothing more; `fsockopen(): unable …` is what a program printed. */
const CALL =
  /^\s{0,60}[\w$\]]{1,60}(?:(?:\.|->|::)[\w$\]]{1,60}){0,8}!?\((?!\))(?:[^()]|\((?:[^()]|\([^()]{0,200}\)){0,200}\)){1,600}\)[;,)}\]]{0,6}\s{0,4}(?:(?:\/\/|#).{0,200})?$/;
/** `err.code = errors.ECONNECTION;`, `reply('501 …');`, `}, 'Authentication error for %s', name);` */
const ENDED =
  /^(?!\s{0,8}(?:\d{2,4}[-:/.]|[A-Z][a-z]{2} {1,2}\d|\[)).{0,400}[=('"].{0,400}[)\]'"\w}];\s{0,4}(?:(?:\/\/|\/\*).{0,200})?$/;
/** `errorTab[10054] = "…"`, `    words = '501 …'` without an end, as Python has it; a field of a record, as C declares it. */
const ASSIGNED =
  /^\s{0,60}[a-zA-Z_$][\w.$]{0,60}\[[^\]]{1,60}\] ?\+?= ?[bfru@]{0,2}["'`[{(\d].{0,300}$|^\s{4,60}[a-z_]\w{1,40} \+?= [bfru]{0,2}(["']).{0,300}\1\)?$/;
const DECLARED =
  /^\s{0,60}(?:(?:const|static|extern|unsigned|volatile|struct|enum) ){0,3}[A-Za-z_]\w{1,60} {1,20}\*{0,2}[A-Za-z_]\w{0,60}(?:\[\w{0,30}\])?(?: : \d{1,3})?;$|^\} ?\w{1,60};$|^typedef /;
/** `    HAS_SNI, HAS_ECDH,`: names that are brought in from elsewhere. */
const NAMES = /^\s{1,60}[A-Za-z_]\w{1,60}(?:, [A-Za-z_]\w{1,60}){1,12},?$/;
/** `if (…) {`, `=> {`, `name = {`, a chain's `.call(`, an opened call. */
const OPENED =
  /(?:\)|=>|[\w\])] ?=|\belse|\bdo|\btry) ?\{$|^\s{1,60}(?:[\w$]{1,60}(?:\.|->|::))?[\w$]{1,60}!?\($|^\s{0,60}\.\w{1,60}\(|=> ?[({\w.]{1,60}\($|=> ?[\w.]{1,60}\(.{0,200}$|^\s{0,60}\w{1,60} ?=> ?\w/;
/** A literal alone, or a row of them, as a list in a program has it. */
const LITERAL =
  /^\s{0,60}(?:[{([]{1,3}\s?)?(?:b|f|r|u8?|@)?(["'`]).{0,300}\1(?:\s{0,3}[,:]\s{0,3}(?:["'`].{0,200}["'`]|[\w.:]{1,60}(?:\(.{0,200}\))?)){0,6}\s?[})\]]{0,3}(?:\.\w{1,40}\(\)){0,3}[)?]{0,3}(?:\.await)?,(?:\s{0,40}(?:\/\/|#).{0,200})?$|^\s{1,60}\d{3}: ?\(?["'`].{0,300},$|^\s{0,60}\{\w{1,30}: .{1,300}\},$/;
const REMARK = /^\s{0,60}(?:\/\/|\/\*|\*\/|\*(?: |$)|#{1,2}(?: |$|!)|"""|'''|--(?: |$)|<!--|;;? )/;
const BRACKETS = /^[\s)}\]({[;,>]{1,60}$|^\s{0,60}["']?[\w.-]{1,60}["']?\s?[:=]\s?[[({]{1,2}$/;
/** A part of a markup with its attributes, and no words beside them. */
const TAG = /^\s{0,60}<\/?[\w:-]{1,60}(?: [\w:-]{1,40}="[^"]{0,200}"){0,12}\s?\/?>$/;
const PROPERTY = /^\s{0,60}(?:readonly )?["']?[\w.-]{1,60}["']?\??\s?[:=]\s?.{0,300}[,;]$/;

/** A statement of a program, alone or among lines of another kind. */
export const isCode = (line: string): boolean =>
  line.length <= MAX_LINE &&
  !OUTPUT.test(line) &&
  isStatement(line) &&
  (!/;\s{0,4}$/.test(line) || /[='"$]|\)[^)]{0,4}$/.test(line));
export const isRemark = (line: string): boolean => REMARK.test(line);

const isStatement = (line: string): boolean =>
  !PRINTED.test(line) &&
  (KEYWORD.test(line) || CALL.test(line) || ENDED.test(line) || OPENED.test(line) || ASSIGNED.test(line) || DECLARED.test(line));
/** It may stand in a program's output as well. */
const isNeutral = (line: string): boolean =>
  BRACKETS.test(line) || TAG.test(line) || NAMES.test(line) || LITERAL.test(line) || PROPERTY.test(line) || REMARK.test(line);

/** What happened is printed so: a stack of calls, the properties of an error, a line with its time. */
const OUTPUT =
  /^Traceback \(most|^\s{0,12}at [\w$.<>]{1,200}[ (]|^\s{0,40}["']?(?:errno|syscall|response|responseCode|responseStatus|serverResponseCode|diagnostic_?[cC]ode|deliverystatus|replycode|smtpResponse|bounceType|bounceSubType)["']?: |^\s{0,8}File "[^"]{1,300}", line \d|^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|^[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d /;

const MAX_LINE = 1000;

/** Tells of each line whether it is source code; null where the text is something else. */
export function sourceCodeIn(text: string): ((line: string) => boolean) | null {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  if (lines.length > 400 || lines.some((line) => line.length > MAX_LINE || OUTPUT.test(line) || PRINTED.test(line))) return null;
  const statements = lines.filter(isStatement).length;
  const neutral = lines.filter((line) => !isStatement(line) && isNeutral(line)).length;
  const remarks = lines.filter((line) => REMARK.test(line)).length;
  const literals = lines.filter((line) => LITERAL.test(line)).length;
  const tags = lines.filter((line) => TAG.test(line)).length;
  const others = lines.length - statements - neutral;
  const isSource =
    (statements > 0 && statements + neutral > 2 * others) ||
    (lines.length >= 3 && remarks * 4 >= lines.length * 3) ||
    (lines.length >= 2 && (literals === lines.length || tags === lines.length)) ||
    (lines.length >= 3 && remarks > 0 && isProgram(text));
  return isSource ? (line) => isStatement(line) || isNeutral(line) || isOption(line) : null;
}
