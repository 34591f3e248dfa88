// .NET: System.Net.Mail, MailKit, Aspose.Email and what logs their exceptions, in the language of the machine.
import type { Dialect } from '../utterance.ts';
import { exceptions } from './exceptions.ts';
import { type Form, form, readForms, silent, stepOf } from './forms.ts';

/** `The server response was:` in the languages of the .NET Framework; the sentence before it is its status in words. */
const RESPONSE_WAS =
  /(?:server response was|server ?(?:antwort|-antwort) (?:war|lautet[e]?)|r[ée]ponse (?:du serveur )?(?:était|du serveur)|respuesta del servidor (?:fue|era|es)|risposta del server (?:[èe]|era)(?: stata)?|resposta do servidor (?:foi|era)|antwoord van de server (?:was|luidt)|odpowied[źz] serwera|svaret fr[åa]n servern (?:var|l[öo]d)|ответ сервера|отклик сервера|服务器响应为?|伺服器回應為?|サーバーの応答|서버 응답)[^:：]{0,20}[:：]\s{0,4}(?<words>[^\s"'].{1,4000})$/i;

/** `<535> …`, `535: 5.7.139 …`: how Aspose and MailKit put a reply. */
const CODED = /(?:^|[\s:"'(])(?<words>[45]\d\d[: ] ?[45]\.\d{1,3}\.\d{1,3} .{1,4000})$/;

/** The status in words, of an exception whose reply begins the next line; where none does, its class says something still. */
const replyBelow: Form = (line) =>
  /\bSmtpFailedRecipients?Exception: (?:Mailbox|Transaction|Syntax|Error in|Exceeded|Insufficient|Bad sequence)[^:]{1,120}\.\s{0,3}$/.test(
    line,
  )
    ? (exceptions(line)?.map((said) => ({ ...said, isConsequence: true as const })) ?? null)
    : null;

/** MailKit, of a tagged reply: the command that it answers, its status and its text, in one sentence. */
const taggedReply: Form = (line) => {
  const found =
    /The IMAP server replied to the '(?<command>[A-Z][\w -]{1,30})' command with an? '(?<status>NO|BAD)' response(?:: (?<words>.{1,4000})|\.?)$/.exec(
      line,
    )?.groups;
  if (found === undefined) return null;
  const { command = '', status = '', words = `${command} failed` } = found;
  return [{ speaker: 'server', words: `A1 ${status} ${words}`, protocol: 'imap', ...stepOf(command) }];
};

export const dotnet: Dialect = {
  name: '.NET',
  marks:
    /MailKit|The IMAP server replied to the '|Aspose\.Email|System\.(?:Net|IO|Security|Exception|ComponentModel)|(?<!java\.net\.)\bSocketException\b|\bSmtpException\b|SmtpClient(?!Auth)|\.cs:(?:line|行|Zeile|строка|ligne)|Exception calling "Send"|Send-MailMessage|server response was|HResult=/i,
  more: 'a .NET exception without the server\'s reply: MailKit\'s `new SmtpClient(new ProtocolLogger("smtp.log"))` writes the whole dialogue down',
  read: readForms(
    form(RESPONSE_WAS, 'server', { protocol: 'smtp' }),
    silent(
      /^\s{0,8}(?:at|bei|en|в|à|在|w|i|vid|om|場所|위치:?| {2}) ?[\w.$<>`[\],]{1,300}\(.{0,2000}\)?(?: (?:in|dans|в|位置).{0,400})?$/,
    ),
    silent(/^\s{0,4}(?:Source|HResult|StackTrace|TargetSite|Data|HelpLink) ?[:=]/),
    silent(
      /^\s{0,4}\d\. The (?:server is using|local system|certificate presented|set of SSL)|A Certificate Authority CRL server|See https:\/\/github\.com\/jstedfast|This usually means that the SSL certificate|for one or more of$|^the following reasons:$/,
    ),
    form(/^\s{0,6}(?:Message|StatusCode|Response) ?= ?(?<words>.{1,4000})$/, null),
    replyBelow,
    taggedReply,
    form(/(?<words>ExtendedSocketException \(00000001, 11\): .{0,300})$/, 'system'),
    form(
      /^When connecting to .{2,20} service, port (?<words>\d{1,5} is typically reserved for plain-text connections)/,
      'client',
    ),
    exceptions,
    form(CODED, 'server'),
  ),
};
