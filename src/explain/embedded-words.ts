// The words of a server that a program embeds in a sentence of its own: `… server responded: X`, `with message "X"`, `but got
// response [X]`. Knows what leads to them, in the languages of the programs, and where they end; not what they mean.
import { type SessionStep, stepOf } from './dialects/forms.ts';
import type { Said } from './utterance.ts';

/** `The server response was:` of .NET, `Server Response:` of Windows Mail and Outlook, in their languages. */
const OF_THE_SERVER =
  /(?:server(?:'s)? (?:response|reply|answer|message|error)(?: (?:was|is))?|server (?:said|says|(?:has )?respond(?:ed|s)(?: with(?: (?:an?|the|following|error|message|unknown)){0,4})?|repl(?:ied|ies)(?: with)?|answer(?:ed|s)(?: with)?|return(?:ed|s)(?: (?:an?|the))? ?(?:error|response|message|status)?|report(?:ed|s)(?: (?:an?|the))? ?(?:error)?)|(?:response|reply|answer|message|error) (?:from|of) (?:the )?(?:\w{1,12} )?(?:mail ?)?server(?: (?:was|is))?|server ?(?:antwort|-antwort)(?: (?:war|lautet[e]?))?|antwort des servers|r[ée]ponse (?:du serveur )?(?:était|du serveur)|respuesta del servidor(?: (?:fue|era|es))?|risposta del server(?: (?:[èe]|era)(?: stata)?)?|resposta do servidor(?: (?:foi|era))?|antwoord van de server(?: (?:was|luidt))?|odpowied[źz] serwera|svaret? fr[åa]n servern(?: (?:var|l[öo]d))?|sunucu yan[ıi]t[ıi]|ответ сервера|отклик сервера|服务器(?:的)?响应(?:为)?|退信(?:提示|原因|信息|代码)|服务器返回|伺服器回應(?:為)?|サーバーの応答|서버 응답)[^:：'"“[\d]{0,20}[:：]\s{0,4}/i;

/** A command that was refused, and what was said to it. */
const OF_A_COMMAND =
  /(?:did not accept \S{1,20}(?: command)? with error|(?:not accepted|rejected|refused|failed)(?: by (?:the )?server)? (?:due to|for|because of) the following (?:reason|error)s?|returned an error|unexpectedly disconnected|got (?:an? )?(?:wrong|bad|unexpected|error) (?:response|reply)|following (?:error|reason)s?(?: (?:was|were|is) (?:returned|given))?|authenticate(?: with [\w-]{2,20})? failed|sasl login failed|(?:log(?:in|on)|auth(?:entication|enticate)?) (?:failed|error|failure)(?: (?:for|as|with|of) \S{1,120})?) ?:\s{0,3}/i;

/** What is put in quotes or brackets is the server's as it was. */
const IN_QUOTES =
  /(?:,? (?<!\bE[A-Z]\w{2,60} )with message|\bbut got response|\bgot (?:code )?["']?\d{3}["']?,? with message)\s{0,2}(?=["'[])/i;

/** PHPMailer's lists: `recipients failed: bob@example.org: words`; the address is followed by what was said of it. */
const OF_AN_ADDRESS =
  /(?:SMTP|Mail(?:er)?)[\s-]{0,2}(?:Error|Fehler|Erreur|Errore|Erro|fout|Ошибка)\b.{2,160}?[\w.+-]{1,64}@[\w.-]{1,120} ?: ?:? ?(?=[A-Za-z<\u0400-\u04ff])/i;

const LEADS: readonly RegExp[] = [IN_QUOTES, OF_THE_SERVER, OF_A_COMMAND, OF_AN_ADDRESS];

const CLOSES: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”', '[': ']', '(': ')' };

/** From the opening quote or bracket to the one that closes it where the sentence goes on; without one, to the end. */
function insideQuotes(text: string): string {
  const closing = CLOSES[text.charAt(0)];
  if (closing === undefined) return text;
  for (let at = text.indexOf(closing, 1); at > 0; at = text.indexOf(closing, at + 1)) {
    if (/^(?:$|['")\].,;]{1,3}(?:\s|$)|,? (?:in|on|at|Port|Server|Secure|Protocol) |\s*$)/.test(text.slice(at + 1, at + 12)))
      return text.slice(1, at);
  }
  return text.slice(1);
}

const STEP =
  /\b(AUTH(?:ENTICATE)?|LOGIN|STARTTLS|STLS|EHLO|HELO|MAIL FROM|RCPT TO|DATA|from address|sender|recipients?|log(?:ged)? ?in|logon|authenticat\w{1,5})\b/gi;

/** The last command or step that the sentence names before it quotes; what stands in a sentence before it is another matter. */
function stepBefore(text: string): SessionStep {
  const step =
    text
      .slice(text.lastIndexOf('. ') + 1)
      .match(STEP)
      ?.at(-1) ?? '';
  return stepOf(step.replace(/^(?:log|authent).*/i, 'auth').replace(/^from.*/i, 'sender'));
}

/** How a sentence goes on that only names the step, or what the client's own SASL library says: no words of a server. */
const NO_WORDS =
  /^(?:no (?:worthy mechs|mechanism available)|sasl\(|\W|\d{1,5}[\s).,;]?$|null|none|undefined|true|false|unknown|\(?code\b|errno|0x|\S{1,200}$|at |https?:|(?:failed|unable|could not|cannot|can't) (?:to )?connect|[\w.$\\]{2,120}(?:Exception|Error)\b)/i;

/** The step that the line names before it quotes; empty: none. */
export function embeddedStep(line: string): SessionStep {
  for (const lead of LEADS) {
    const found = lead.exec(line);
    if (found !== null) return stepBefore(line.slice(0, found.index + found[0].length));
  }
  return {};
}

/** What the line quotes of a server without its code, or with one in a form of the program's own. */
export function embeddedWords(line: string): Said | null {
  for (const lead of LEADS) {
    const found = lead.exec(line);
    if (found === null) continue;
    const words = insideQuotes(line.slice(found.index + found[0].length).trim()).trim();
    if (words.length < 4 || NO_WORDS.test(words)) continue;
    return { speaker: 'server', words, ...stepBefore(line.slice(0, found.index + found[0].length)) };
  }
  return null;
}
