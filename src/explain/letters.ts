// The frame of a letter around an error: whom it greets, and who signs it. It says nothing of what befell anybody, and it is no talk.
// Knows the words of six languages, no meanings.

const GREETS =
  /^\W{0,4}(?:hello|hi|hey|dear|good (?:morning|day|afternoon|evening)|hallo|moin|guten (?:tag|morgen|abend)|sehr geehrte\w{0,2}|liebe[rs]?|bonjour|bonsoir|hola|buenos d[ií]as|estimad[oa]s?|ol[áa]|prezad[oa]s?|buongiorno|salve|ciao|goedemorgen|beste)\b[^:]{0,40}[,!.]?\s{0,4}$/i;
const CLOSES =
  /^\W{0,4}(?:(?:best|kind|warm|many|with (?:best|kind))(?: (?:regards|wishes|thanks))|regards|thanks(?: (?:a lot|in advance|for (?:your|any) help))?|thank you(?: (?:in advance|for (?:your|any) help))?|cheers|sincerely|yours\b.{0,20}|mit (?:freundlichen|besten|lieben) gr[üu](?:ß|ss)en|(?:viele|beste|liebe|freundliche) gr[üu](?:ß|ss)e|mfg|lg|vielen dank(?: im voraus)?|danke(?: im voraus)?|cordialement|bien [àa] vous|merci(?: d['’]avance)?|saludos(?: cordiales)?|un saludo|gracias(?: de antemano)?|atenciosamente|obrigad[oa]|cordiali saluti|grazie(?: in anticipo)?|met vriendelijke groet(?:en)?|bedankt)\b[^:]{0,30}[,!.]?\s{0,4}$/i;
/** RFC 3676 §4.3: what stands below is a signature. */
const SIGNATURE = /^-- ?$/;
/** Names, a company, a telephone: so many lines at most. */
const LINES_OF_A_SIGNATURE = 6;
/** An error may stand below the thanks. */
const TELLS = /\b[45]\d\d[ -]|\b[45]\.\d\.\d|err|fail|exce|refus|den(?:y|ied)|invalid|time|certif|:\s{0,4}$/i;

/** The lines, from 0, that are the frame. */
export function letterFrame(lines: readonly string[]): ReadonlySet<number> {
  const frame = new Set<number>();
  let left = 0;
  lines.forEach((line, at) => {
    if (GREETS.test(line)) frame.add(at);
    else if (CLOSES.test(line) || SIGNATURE.test(line)) {
      frame.add(at);
      left = LINES_OF_A_SIGNATURE;
    } else if (left > 0 && line.trim() !== '') {
      left -= 1;
      if (TELLS.test(line)) left = 0;
      else frame.add(at);
    }
  });
  return frame;
}
