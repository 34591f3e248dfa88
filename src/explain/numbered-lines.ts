// Brings what was pasted into lines: a web page's source as it shows, a dialogue that lost its line breaks turn by turn. Knows
// neither dialects nor meanings.

/** Where the turns of a dialogue begin that lost its line breaks: PHPMailer's in a web page, Swift Mailer's own. */
const TURNS =
  / (?=(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d )?(?:(?:SERVER|CLIENT) -> (?:CLIENT|SERVER)|SMTP (?:ERROR|NOTICE|INFO|Error)): |(?:<<|>>|!!) [^ ])/;

/** What went wrong, one behind the other, each with its own number (Dolibarr, htdocs/core/class/smtps.class.php, `getErrors`). */
const NUMBERED_ERRORS = / (?=Error \[1\d\d\]: )/;

/** The numbers stay those of the text as it was pasted. */
export interface NumberedLine {
  readonly text: string;
  readonly number: number;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", '#039': "'", amp: '&', nbsp: ' ' };

/** As a web page shows it, whose source was pasted: entities as what they stand for, a line at each `<br>`. */
const ofMarkup = (line: string): string[] =>
  /&(?:lt|gt|quot|#0?39|amp|nbsp);|<br/i.test(line)
    ? line
        .replace(/&(lt|gt|quot|#0?39|amp|nbsp);/gi, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
        .split(/<br ?\/?>/i)
    : [line];

export const numberedLines = (text: string, at: number): NumberedLine[] => ofMarkup(text).flatMap((line) => splitTurns(line, at));

const splitTurns = (text: string, at: number): NumberedLine[] => turnsOf(text).map((turn) => ({ text: turn, number: at + 1 }));

function turnsOf(text: string): string[] {
  if (/ -> (?:CLIENT|SERVER): .{1,4000} -> (?:CLIENT|SERVER): |<< .{1,2000} >> /.test(text)) return text.split(TURNS);
  return text.includes('Error [1') ? text.split(NUMBERED_ERRORS) : [text];
}
