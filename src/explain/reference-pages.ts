// Whether a text is a page that was written for whoever may have a fault: generated documentation of classes, an article, a standard, a
// wish for a program. Nothing in it befell anybody. Knows the looks of such pages, no meanings.

/** Headings of javadoc, .NET's reference and Sphinx. */
const HEADING =
  /^\W{0,4}(?:All Implemented Interfaces:?|(?:Constructor|Method|Field|Nested Class|Enum Constant) (?:Summary|Detail)s?|Direct Known Subclasses:?|Inherited Members|Namespace:.{0,80}|Assembly:.{0,80}|Inheritance(?: Hierarchy)?|Package [\w.]{3,120}|Uses of (?:Class|Package|Interface)(?: [\w.]{1,120})?|Packages that use \w{3,80}|Uses of \w{3,80} in [\w.]{3,120}|Subclasses of \w{3,80} in [\w.]{3,120}|exception [\w.]{3,80}(?: This exception .{0,300}| [A-Z].{0,400})?|(?:public )?class \w{3,80}(?: extends \w{3,80})?|Bases: .{0,80}|Since:?|Module [\w.]{2,80} :: Class \w{2,80}|Instance (?:Attribute|Method)s? ?(?:Summary|Details)?(?: collapse)?|Instance Methods|Class Methods|Inherited from \w{2,80}:.{0,200}|Attributes inherited from \w{2,80}|Inherits:|Defined in:|Method Details|See Also:?|Serialized Form|(?:Code|Property|Name|Option|Field|Parameter|Error|Status|Class)[A-Za-z/ ]{0,30}(?:Description|Meaning|Cause)s?|(?:Error|Quick|API) reference|Error (?:codes|object structure|types))\W{0,4}$/gim;
const ANCESTRY = /^\W{0,4}(?:java\.lang\.(?:Object|Throwable)|System\.Object|Object)\W{0,4}$/m;

/** `This article explains …`, in the languages of those that write them. */
const ARTICLE =
  /\bthis (?:blog(?: ?post)?|article|post|guide|tutorial|page|document(?:ation)?|section|chapter|how-?to|reference|cheat ?sheet) (?:dives|explains|shows|describes|covers|walks|documents|lists|will|provides|explores|contains|presents|outlines|discusses|explores|takes|is (?:about|intended|for|meant))\b|\bin this (?:blog(?: ?post)?|article|post|guide|tutorial|section|chapter|lesson|video)(?:,| we\b| you\b| i\b)|\blet['’]s (?:break down|look at|dive|explore|walk through|go through|see how)\b|\b(?:in diesem (?:artikel|beitrag|tutorial|leitfaden)|dieser (?:\w{2,20} )?(?:artikel|beitrag|leitfaden|ratgeber) (?:erkl[äa]rt|zeigt|beschreibt|wird|hilft)|dans cet article|cet article (?:explique|pr[ée]sente|d[ée]crit)|en este art[íi]culo|en esta gu[íi]a|este art[íi]culo (?:explica|muestra|describe)|neste artigo|este artigo (?:explica|mostra)|in questo articolo|questo articolo (?:spiega|mostra)|in dit artikel)|本文将?(?:介绍|详细|讲解|主要|为|介紹)|この記事では|в этой статье/i;

/** A question that nobody who met the error asks so, above its answer: `What causes the error 550?` */
const ASKED_ABOVE =
  /^\W{0,8}(?:.{0,80} [–—:-] )?(?:was (?:steckt|bedeutet|ist|sind)|what (?:is|does|are|causes)|why do|qu['’]est-ce|que signifie|¿? ?qu[ée] (?:es|significa)|cos['’][èe]|o que [ée]|wat (?:is|betekent)) .{2,120}\?\s{0,4}$/i;
/** Questions as headings, each with its answer: of a list of those that are asked often. */
const QUESTION_AS_HEADING = /^#{2,6} (?:I|I'm|Why|How|What|Can|Does|Do|My|Is) .{3,120}$/gm;
/** A step of a guide. */
const GUIDED =
  /^\W{0,8}(?:Step|Schritt|[ÉE]tape|Paso|Passo|Stap) \d{1,2}\s?[:.–—-] (?:Set up|Create|Add|Configure|Enable|Generate|Open|Go|Install|Verify|Test|Choose|Update|Publish|Check|Log|Sign|Click)\b/im;
const FILLED = /\S.*$/gm;
/** From this number of lines on a text has a title and more. */
const LINES_OF_A_PAGE = 4;

/** What a program is wished to do. */
const WISH =
  /^\W{0,8}(?:acceptance criteria|feature request|proposed (?:solution|change|behaviou?r|fix)|proposal|motivation|user stor(?:y|ies)|is your feature request|describe the solution)\b|\bas an? (?:\w{1,20} )?(?:user|developer|admin\w{0,12}|operator|customer|maintainer|sysadmin)s?,? i (?:want|would like|need|can)\b|\bmakes it easier to\b|\bit would (?:also )?be (?:nice|great|good|useful|helpful|better)\b/im;

/** What a standard demands of those that follow it (RFC 2119). */
const DEMANDS =
  /\b(?:SHOULD|MUST|SHALL|MAY|RECOMMENDED)(?: NOT)? (?:\w{1,20} )?(?:be|return|send|reply|respond|reject|accept|use|issue|give|answer)\b/;
const STANDARD = /\bRFC ?\d{3,5}\b|datatracker|\brfc-editor|\bSection \d|\[RFC\]/i;
/** A class of status codes as its registry writes it: `X.7.1` (RFC 3463 §2). */
const OF_A_REGISTRY = /\b[Xx]\.\d{1,3}\.\d{1,3}\b/;
/** A line that a standard says, or that says what it does. */
export const isOfAStandard = (line: string, text: string): boolean =>
  OF_A_REGISTRY.test(line) || (DEMANDS.test(line) && STANDARD.test(text));

/** What a change to a program is for. */
const OF_A_PATCH =
  /\bthis (?:patch|commit|pull request|PR) (?:fixes|adds|removes|makes|changes|introduces|improves|implements)\b/i;
/** Entries of a list of changes, each with its kind in front. */
const CHANGE =
  /^\s{0,4}[-*] (?:Bug ?fix|Feature|Fix(?:ed)?|Added|Changed|Removed|Deprecat(?:ed|ion)|Enhancement|Improvement|Security|Docs?): /gm;
/** A page that LaTeX makes. */
const TEX = /^[ +-]?\\(?:begin|end)\{\w{2,20}\}/gm;
/** One of several. */
const EXAMPLE = /\bExample \d{1,2} ?[-–:]/g;
/** What the marks of Exim's log stand for, without a time in front. */
const LEGEND = /^(?:<=|=>|->|\*>|\*\*|==) (?!\S+@)(?:[A-Za-z]+ ){2}/gm;
const ENTRIES_OF_A_LIST = 3;

/** A test of PHP (phpt): what is expected of it stands below its own heading. */
const TEST_FILE = /^--(?:TEST|EXPECTF?|FILE|SKIPIF)--\s{0,4}$/m;

/** Whoever tells of themselves has more than a page; a hoster's page has "we" and "our", too. */
export const OF_ONESELF = /(?:^|[\s"'(])(?:I|I'm|I've|my|My)\b|\bhelp me\b/;

/** Generated, or an article. */
export function isReferencePage(text: string): boolean {
  if (TEST_FILE.test(text) || OF_A_PATCH.test(text)) return true;
  if ([CHANGE, TEX, EXAMPLE, LEGEND].some((entry) => (text.match(entry)?.length ?? 0) >= ENTRIES_OF_A_LIST)) return true;
  if ((text.match(QUESTION_AS_HEADING)?.length ?? 0) >= 2) return true;
  if (OF_ONESELF.test(text)) return false;
  const headings = text.match(HEADING)?.length ?? 0;
  return headings >= 2 || (headings >= 1 && ANCESTRY.test(text)) || ARTICLE.test(text);
}

/** A guide, an answer to what nobody in it met, a wish: so only where nothing in it was recorded when it happened. */
export const isGuide = (text: string): boolean =>
  WISH.test(text) ||
  (!OF_ONESELF.test(text) &&
    (text.match(FILLED)?.length ?? 0) >= LINES_OF_A_PAGE &&
    (GUIDED.test(text) || ASKED_ABOVE.test(text.trimStart().split('\n', 1)[0] ?? '')));
