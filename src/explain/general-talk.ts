// What is said of errors in general: what one means and when it comes, what may be met, what was changed, what is to be done.
// Nothing of it befell anybody. Knows single lines and the one before.
import { FIRST_PERSON } from './documentation.ts';

/** What was met stands behind the colon: `The error occurs when the CRM sends: 535 5.7.139 words`. What is explained stands before the verb, and no question explains. */
const MET =
  /\?\s{0,4}$|\b(?:appears?|occurs?|shows up|comes up|pops up)(?: (?:again|now|always|every time|since .{1,40}))?\W{0,4}$|[^:][:?] ["'“«(]{0,2}(?:[45]\d\d[ -][A-Za-z<\d]|[45]\.\d{1,3}\.\d{1,3} [A-Za-z<]|-ERR\b|\S{1,12} (?:NO|BAD) \[?[A-Z]|(?:connect |read |write |getaddrinfo )?E[A-Z]{4,20}\b|(?:[\w$]{1,60}\.){0,9}\w{0,80}(?:Error|Exception)\b[ :(])/;

/** Who explains an error to whoever has it: nobody of whom the text tells. */
const EXPLAINED =
  /\b(?:this|these|such an?) (?:[\w-]{2,20} ){0,2}(?:error|code|message|reply|response|status)s? (?:codes? |messages? )?(?:means?|indicates?|signifies|occurs?|happens?|usually|typically|generally|commonly)\b/i;
/** `you will see the error message "-ERR words"`: what whoever reads may meet. */
const MAY_BE_MET =
  /\byou(?:'ll| will| may| might| can| could| would)? (?:also )?(?:see|get|receive|encounter|be (?:shown|told))\b/i;
const QUOTES_REPLY = /["“„«'`](?:[45]\d\d[ -]|-ERR\b|NO\b)/;
/** A possibility, and what would be shown then. */
const MAY_SHOW = /\b(?:may|might|could|can|would|possible|possibly|next|another|other|sometimes)\b.{0,200}:\s{0,4}$/i;
const QUOTATION = /^\s{0,12}[“„«"‘'`][^“”„«»"]{3,300}[”“»"’'`][.,]?\s{0,4}$/;

/** Who explains an error to whoever has it, or shows what could be shown. */
export const explainsToOthers = (line: string, before: string): boolean =>
  !FIRST_PERSON.test(line) &&
  !FIRST_PERSON.test(before) &&
  ((EXPLAINED.test(line) && !MET.test(line)) ||
    (MAY_BE_MET.test(line) && QUOTES_REPLY.test(line)) ||
    (QUOTATION.test(line) && MAY_SHOW.test(before)));

/** What an error, or a code of one, means and when it comes, said of it in general. */
const TELLS_MEANING =
  /\b(?:errors?|codes?|message|response|reply|exception|mismatch|[45]\.\d\.\d{1,3}|AADSTS\d{4,8}|[a-z]{4,20}_[a-z_]{4,30})["'`”]{0,2} (?:codes? |errors? |message )?(?:(?:usually|typically|generally|often|simply|always|also|just) )?(?:means?|indicates?|signals?|suggests?|signif(?:y|ies)|(?:occurs?|happens?|appears?|arises?|is (?:returned|caused|thrown|raised|triggered|shown)|are (?:returned|caused|shown)) (?:when|if|because|due|by|after)) |\b(?:causes?|results? in|leads? to|triggers?|produces?|yields?) (?:an? |the )?[`'"“]{0,2}(?:SMTP |error )?(?:[45]\d\d [45]\.\d\.\d|[45]\.\d\.\d{1,3}|AADSTS\d)|\b(?:states|words|phrases|describes) (?:the|this) (?:failure|error|problem|refusal) as\b|\bif you (?:see|get|receive|encounter|are (?:seeing|getting)) |\byou(?: will|['’]ll| may| might| can| could| would) (?:get|see|receive|encounter) (?!the following )/i;
export const tellsMeaning = (line: string): boolean => TELLS_MEANING.test(line) && !MET.test(line);

/** What an error is, told of every one of its kind. */
const EXPLAINS =
  /\b(?:errors?|codes?|error messages?|bounces?|fault|fehler\w{0,12}|erreur|errore|erro)\b[^.:;]{0,60}\b(?:(?<!other |alternate |alternative |by |all |no )means|indicates?|signif(?:y|ies)|suggests?|denotes?|refers to|occurs|appears|happens|is (?:often|usually|typically|commonly|generally|mostly|caused|triggered)|are (?:often|usually|caused)|bedeutet|deutet|signifie|significa)\b|\b(?:see|get|receive|encounter) (?:the |this |an? )?(?:\w{1,20} )?error\b[^.;]{0,120}\bwhen\b|\b(?:problem|issue) is (?:usually|often|typically|mostly) caused\b|\bwas bedeutet\b|\bdeutet (?:der|die|das) .{1,60} darauf hin\b|^\W{0,20}(?:for example,? |e\.g\.,? |as an example,? )?if (?:you|users?|someone) (?:see|get|receive|received|encounter) |\bwhat does .{0,80} mean\b/i;
/** Who names what may stand there, and lets it follow. */
const MAY_FOLLOW = /\b(?:could be|possible reasons?|sometimes|typically|usually|commonly)\b.{0,300}[:：]\s{0,4}$/i;
/** It tells what an error is, or is what may be said; who met it says so. */
export const isExplained = (line: string, before: string): boolean =>
  (!FIRST_PERSON.test(line) && EXPLAINS.test(line) && !MET.test(line)) || (!FIRST_PERSON.test(before) && MAY_FOLLOW.test(before));

/** A cause by its name, and what it is, in a list of causes: `1. Authentication Failure: If your client …`. */
const CAUSE =
  /^\s{0,16}(?:[-*•·] |\d{1,2}[.)] )(?!(?:error|message|reason|response|reply|details?|server|status|result|diagnostic|warning|output|log)s?\b[^:]{0,20}:)[A-Z][\w'’()/-]{1,30}(?: [\w'’()/-]{1,30}){0,6} ?[:–—] (?:If|When|This|These|The|Your|Some|A|An|It|You|Check|Make|Ensure|Verify|Just|Mail|E-?mails?|Similar|Misconfigured|Incorrect|Overly|Poor|Sending)\b/;
/** From this number of words on a line is prose. */
const PROSE = 12;
export const isCause = (line: string): boolean =>
  CAUSE.test(line) && (line.match(/\p{L}{2,40}/gu)?.length ?? 0) >= PROSE && !FIRST_PERSON.test(line);

/** What was changed in a program: the first line of a commit, an entry of a list of releases. */
const COMMIT =
  /^\W{0,8}(?:(?:fix|feat|chore|docs|refactor|perf|test)(?:\([\w./ -]{1,40}\))?!?|Fixed|Added|Changed|Improved|Removed|(?:[-*] )?(?:Bug ?fix|Feature|Enhancement|Breaking|Deprecation|Improvement|Fix|Change|New|Misc|Refactor)(?:es|s)?): \S/;
/** An entry of a list of changes, with the change that it tells of: its number, its place, its author. */
const CHANGE =
  /^\s{0,8}[-*+•] .{3,600}(?:\/(?:commit|pull|issues)\/[0-9a-f]{1,40}\)?|\[[0-9a-f]{7,12}\]|\([0-9a-f]{7,40}\)|\((?:#|GH-|PR ?)\d{1,6}\)|\bby @[\w-]{1,40}(?: in .{1,200})?)[\s).]{0,6}$/;
/** An entry of a list of changes. */
export const isChangeListed = (line: string): boolean => CHANGE.test(line);
export const isChange = (line: string): boolean =>
  CHANGE.test(line) || (COMMIT.test(line) && !MET.test(line) && !FIRST_PERSON.test(line));

/** A reply that is named as an example of its kind. */
const EXAMPLE =
  /\b(?:messages?|errors?|repl(?:y|ies)|Meldung(?:en)?|Fehlermeldung(?:en)?|erreurs?|mensajes?|errores|messaggi\w?) (?:like|such as|wie|etwa|comme|como|come) ["“„«'][\p{L}\d]|(?:\be\.g\.|\bp\. ?ej\.|\bz\. ?B\.|\bpar ex(?:emple|\.)|\bfor example|\bfor instance|\bsuch as|\bzum Beispiel|\bpor ejemplo)[ ,:]{0,3}(?:an? )?[`'"(]{0,2}(?:SMTP |error |code )?[45](?:\d\d|\.\d{1,3}\.\d{1,3})\b|\b0x80[0-9A-Fa-f]{6}(?:など|といった)/u;
/** What some of many servers answer. */
const OF_SOME =
  /^\W{0,8}(?:some|many|most|several|certain|other|a few) [\w-]{2,30}(?: [\w-]{2,30}){0,3} (?:return|answer|repl(?:y|ies)|respond|say|send|give)s?(?: with)? .{0,30}["“`(]?[45]\d\d\b/i;
export const isExample = (line: string): boolean => EXAMPLE.test(line) || OF_SOME.test(line);

/** A question that is none for the cause of an error: what would happen, what may be done. It quotes nothing. */
const ASKS_OF_ANY =
  /^\W{0,4}(?:what happens|can (?:i|we|you|your|it)|could (?:i|we|you)|do (?:i|we|you)|does (?:your|the|it)|is it (?:normal|possible|enough|ok)|will (?:it|you|your|the)|which|kann|können|darf|gibt es|was passiert|peut-on|que se passe|puedo|se puede|qué pasa)\b[^"“„«`']{0,300}\?\s{0,4}$/i;
const HOLDS_CODE = /\b[45]\d\d[ -][A-Za-z]|\b[45]\.\d{1,3}\.\d|0x[\dA-F]{8}|AADSTS|-ERR\b|\w(?:Exception|Error)\b|\bE[A-Z]{4,}\b/;
/** What a provider announces. */
const ANNOUNCES =
  /\b(?:gmail|google|yahoo|microsoft|outlook\.com|exchange online|apple|aol)(?: and \w{3,12})? (?:will|plans? to|is going to|are going to|begins? to|starts? (?:to|rejecting|requiring|blocking)|wird|werden|va|va a)\b/i;
export const isOfAny = (line: string): boolean =>
  !HOLDS_CODE.test(line) && (ASKS_OF_ANY.test(line) || (ANNOUNCES.test(line) && !FIRST_PERSON.test(line)));

/** A step of what is to be done, one of several. */
const INSTRUCTION =
  /^\s{0,16}(?:\d{1,2}[.)]|[-*•]) (?:Go to|Open|Click|Create|Enter|Select|Choose|Navigate|Sign in|Log ?in|Check|Copy|Paste|Enable|Add|Set|Make sure|Verify|Ask|Register) /;
export const isInstruction = (line: string): boolean => INSTRUCTION.test(line);

/** What may be, and follows as a list. */
export const LIST_OF_WHAT_MAY_BE =
  /\b(?:(?:may|can|could|might)\b(?! see\b| not\b|'t|’t)|such as|possible|common(?:ly)?|typical(?:ly)?|usual(?:ly)?|examples?)\b.{0,200}[:：]\s{0,4}$/i;
