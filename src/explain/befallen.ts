// Who tells what befell somebody, in a sentence of their own: `When we test the connection the CRM shows "words"`, `the customer gets
// 550 words`. That is how a ticket is written, and no manual. Knows the ways to tell it in six languages, no meanings.

/** Somebody of whom one can tell: whoever writes, the customer, what they use. No server: of one a manual tells as well. */
const SOMEBODY =
  "(?:I|we|he|she|they|it|(?:the|our|my|this|his|her|their|your|one) (?:[\\w-]{2,20} ){0,3}?(?:customers?|clients?|users?|colleagues?|boss|apps?|applications?|programs?|software|CRM|ERP|systems?|tools?|logs?|logfiles?|printers?|scanners?|devices?|copiers?|web ?sites?|sites?|shops?|plug-?ins?|scripts?|jobs?|outlook|thunderbird|phones?|iphone|provider|hoster|support|test)(?:['’]s \\w{2,20})?)";
const GETS =
  '(?:gets?|got|gotten|getting|sees?|saw|seen|seeing|receives?|received|receiving|shows?|showed|shown|showing|says?|said|saying|reports?|reported|reporting|displays?|displayed|throws?|threw|throwing|fails? with|failed with|failing with|prints?|printed|writes?|wrote|logs?|logged|ends? (?:in|with)|ended (?:in|with)|stops? with|stopped with|has|have|had|complains?(?: about| with)?|answers?|answered|returns?|returned|return with|tells? (?:me|us|him|her|them)|told (?:me|us|him|her|them))';
const MODAL = "(?:may|might|could|would|should|can|will|shall|must|wouldn['’]t|cannot|can['’]t)";
/** What leads from the verb to the words: `the following error message:`. */
const UP_TO =
  '(?: (?:back|now|only|always|just|then|again|still|out|me|us|him|her|them|is|was|this|that|the|an?|following|same|error|errors|message|messages|reply|response|exception|code|number|status|text|line|in|log|like|on|screen|with|of|SMTP|IMAP|POP3?|bounce|notice|warning)){0,9}';
const WORDS_FOLLOW =
  ' ?[:,]? {0,3}(?:["“”„«‘\'`(*]{1,3}|(?=[45]\\d\\d[ -]|[45]\\.\\d{1,3}\\.\\d{1,3} |0x[0-9A-Fa-f]{8}|AADSTS\\d|-ERR|(?:\\S{1,8} )?(?:NO|BAD) \\[|E[A-Z]{4,}\\b|[\\w.$]{0,80}(?:Error|Exception)\\b)|(?<=: {0,3})(?=\\S))';
const IN_ENGLISH = new RegExp(
  `(?:^|[\\s"'(])(?<who>${SOMEBODY})(?<between>\\b[^."“„«:]{0,90}?)\\b${GETS}${UP_TO}${WORDS_FOLLOW}`,
  'i',
);
const ELSEWHERE = new RegExp(
  [
    // German
    '(?:ich|wir|er|sie|(?:der|die|das|unser\\w{0,2}|mein\\w{0,2}|ein) [a-zß-ÿœ-]{2,30}(?: [a-zß-ÿœ-]{2,30}){0,2}) (?:bekomm[a-zß-ÿœ]{1,3}|erh[äa]l[a-zß-ÿœ]{1,3}|seh[a-zß-ÿœ]{1,2}|sieht|meldet|zeigt|sagt|wirft|liefert|kriegt|kriegen)',
    '(?:bekomme|erhalte|sehe|kriege) ich\\b|(?:bekommen|erhalten|sehen|kriegen) wir\\b|(?:bekommt|erh[äa]lt|sieht|meldet|zeigt|kriegt) (?:er|sie|der|die|das|unser\\w{0,2})\\b',
    '(?:kommt|erscheint|kam|erschien|steht|heißt es|lautet|gibt es|wird|wurde)(?: (?:die|der|das|folgende\\w?|diese\\w?|immer|nur|jetzt|nun|Meldung|Fehlermeldung|Fehler|im|in|Log|dem|Protokoll|angezeigt|gemeldet)){0,8} ?[:"„“»]',
    // French
    "(?:je|j['’]|nous|il|elle|on|le client|la cliente|notre [a-zß-ÿœ]{2,30}|l['’]application|le logiciel) ?(?:re[çc]oi[a-zß-ÿœ]{1,4}|recevons|obtien[a-zß-ÿœ]{1,2}|obtenons|vois|voit|voyons|ai|a|avons|affiche|retourne)",
    "(?:s['’]affiche|appara[îi]t|me dit|nous dit|me renvoie|nous renvoie)",
    // Spanish, Portuguese, Italian
    '(?:(?:me|nos|le|les) (?:sale|aparece|da|dice|muestra|devuelve|lanza|manda)|(?:recibo|recibimos|obtengo|obtenemos|aparece|sale)\\b|(?:el|la) (?:cliente|usuario|programa|aplicaci[óo]n|sistema) (?:recibe|ve|obtiene|muestra|dice|da))',
    '(?:recebo|recebemos|aparece|(?:o|a) (?:cliente|usu[áa]rio|programa|aplica[çc][ãa]o|sistema) (?:recebe|mostra|v[êe]|exibe))',
    "(?:ricevo|riceviamo|ottengo|otteniamo|appare|esce|mi d[àa]|ci d[àa]|(?:il|la|l['’]) ?(?:cliente|utente|programma|applicazione|sistema) (?:riceve|mostra|vede|restituisce))",
    // Dutch
    '(?:(?:ik|we|wij|hij|zij|de klant|onze [a-zß-ÿœ]{2,30}) (?:krijg[a-zß-ÿœ]{0,3}|zie[a-zß-ÿœ]{0,2}|ontvang[a-zß-ÿœ]{0,2})|krijg(?:t|en)? (?:ik|we|wij|hij|de)\\b)',
  ]
    .map((way) => `(?:${way})`)
    .join('|')
    .replace(/^/, '(?<![a-zß-ÿœ-])(?:')
    .concat(')[^."“„«»:]{0,80}[:"“„«»]\\s{0,3}["“„«»]?\\S'),
  'i',
);
const IF = /(?:^|[\s"'(])(?:if|unless|in case|whether|wenn man|falls|si vous|si usted)\b/i;
/** The condition is over, and what comes of it is told: `if I press the button, we get …`, `if he logs in he gets …`. */
const CONDITION_IS_OVER =
  /(?:, ?(?:then )?|\bthen |\b(?:if|falls) (?:I|we|he|she|they|ich|wir|er|sie|the (?:customer|client|user))\b.{3,120}\s)$/i;
const ANYBODY = new RegExp(`[\\s,]${SOMEBODY}(?=\\s|$)`, 'gi');
const MODALS = new RegExp(`\\b${MODAL}\\b`, 'i');

/** What any of it has: a quotation, a colon, a code. */
const QUOTES = /["“”„«»:`']|\b[45]\d\d[ -]|\b[45]\.\d{1,3}\.\d|0x[\dA-Fa-f]{8}|AADSTS\d|-ERR\b|Error\b|Exception\b|\bE[A-Z]{4,}/;

/** With the words behind it, of whoever or whatever: so it was. */
export function tellsWhatBefell(line: string): boolean {
  if (!QUOTES.test(line)) return false;
  const found = IN_ENGLISH.exec(line);
  if (found !== null) {
    const { who = '', between = '' } = found.groups ?? {};
    const start = found.index + found[0].indexOf(who);
    // Of several the last: `if I press the button, we get …`.
    const last = [...between.matchAll(ANYBODY)].at(-1)?.index;
    const before = line.slice(0, last === undefined ? start : start + who.length + last + 1);
    const isCondition = IF.test(before) && !CONDITION_IS_OVER.test(before);
    return !isCondition && !MODALS.test(between.slice(last ?? 0));
  }
  const elsewhere = ELSEWHERE.exec(line);
  return elsewhere !== null && !IF.test(line.slice(0, elsewhere.index));
}
