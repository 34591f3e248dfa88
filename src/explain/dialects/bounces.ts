// Notices of failure: delivery status notifications (RFC 3464), the reports of Exchange, Gmail, Domino and others, in the main
// languages. They quote the reply of the server that refused, or say the reason in words of their own.
import type { Dialect } from '../utterance.ts';
import { type Form, form, readForms, silent } from './forms.ts';

/** Of the message that came back, or that every notice says. */
const OF_NO_REASON =
  /^\s{0,8}(?:Subject|To|From|Cc|Date|Sent|Message-ID|Received|Return-Path|Content-[\w-]{1,30}|MIME-Version|X-[\w-]{1,40}|Betreff|Objet|Asunto|Oggetto|Тема|件名|Learn more|Hi\.|--- ?Below)\b|(?:could not|couldn't|cannot|not) be delivered to (?:one|all|some|the following)|wasn't able to deliver your message|following address(?:es)?(?:\(es\))? (?:had|failed)|was successfully delivered|^\s{0,30}(?:This is )?the mail system\b|^I'm sorry to have to inform you|^For further assistance|please (?:do so|include this problem report)|^own text from the attached/i;

const reason: Form = (line) =>
  line.length < 600 && /\p{L}{3}/u.test(line) && !OF_NO_REASON.test(line) && !/(?:^|[^\d.])[2345]\d\d[ -]/.test(line)
    ? [{ speaker: 'notice', words: line.trim() }]
    : null;

export const bounces: Dialect = {
  name: 'a bounce',
  isLog: true,
  marks:
    /Diagnostic-Code:|RESOLVER\.|STOREDRV\.|^\s{0,8}smtp; ?[45]\d\d|module\(.{1,80}\) reports:|message that you sent (?:was|could)|Remote Server returned(?! an error: \()|Reporting-MTA:|Final-Recipient:|Generating server:|\bundeliver(?:able|ed)|Delivery (?:has failed|incomplete|failure|to the following recipients?)|(?:could not|couldn't|cannot|can not|not) be (?:delivered|sent)|(?:was not|wasn't) delivered|did not reach|able to deliver|Delivery Status Notification|\bNDR\b|LED=\d|^\s{0,8}#[45]\d\d .{1,400} ##$|smtp;[45]\d\d |\bMail Delivery (?:Sub)?System\b|MAILER-DAEMON|X-Failed-Recipients|failure notice|Returned (?:mail|message)|Failure Reasons|Your message (?:to|was|could|cannot|did)|The original message was received|delivery (?:problems|errors)|permanent fatal errors|Domino|GroupWise|bounced? (?:(?:message|mail|e-?mail)\b|back)|退信|退回|无法投递|投递失败|送信できませんでした|配信|送信先|宛先|[Uu]nzustellbar|nicht zugestellt|nicht an \S{3,320} zugestellt|Zustellung|n'a pas (?:pu être|été) (?:remis|distribu|délivr)|non (?:remis|distribu)|no se (?:ha podido|pudo|puede) entregar|no se (?:ha )?entreg(?:ó|ado)|NO ha podido ser enviado|casilla|non è stato (?:possibile )?(?:recapit|consegn)|mancato recapito|não (?:pôde ser|foi) entregue|nie (?:zosta[łl]a?|uda[łl]o|dostarcz)|niedostarcz|не может быть доставлено|не доставлено|недоставл|не удалось доставить|recipient server did not accept|[ÉE]chec de la (?:remise|distribution)|Error de entrega|Fehler bei der Nachrichtenzustellung|nicht erreicht|Falha (?:na|de) entrega|[Rr]ecapito non riuscito|non consegnat|Nie można dostarczyć|Ошибка доставки|传递失败|傳遞失敗|无法送达|배달|전송 ?실패|[Dd]oručení|[Tt]eslim edile|undeliverable to|nepodařilo doručit|nebyla? doručen|sikerült kézbesíteni|kézbesíthetetlen|kon niet worden (?:bezorgd|afgeleverd)|niet (?:bezorgd|afgeleverd)|non è stato recapitato|não foi entregue|nie zosta[łl]a dostarczona|не доставлено|onbestelbaar|kunde inte levereras|kunne ikke leveres|ei voitu toimittaa|não entregue|não pôde ser entregue|no (?:ha sido )?entregado|iletilemedi|nu a putut fi livrat|не вдалося (?:доставити|надіслати)|δεν παραδόθηκε|보낼 수 없|발송 ?실패|반송|받는 ?사람|수신자|收件人|收件者|Delivery (?:is|has been) delayed|We were unable to deliver|unable to deliver your/im,
  more: 'a bounce without the reason: its part `Diagnostic-Code:` has the reply of the server that refused',
  read: readForms(
    // Coremail, which is NetEase's and many universities'
    form(/退信(?:提示|原因|信息) ?[:：] ?["“]?(?<words>[A-Za-z][^"”]{3,300})/, 'server', { transaction: 'rcpt' }),
    // The same in Exchange's and IronPort's dress.
    form(/returned '[45]\d\d [45]\.4\.7 (?<words>[^']{1,600})/i, 'mailer'),
    form(/^\s{0,8}[45]\.\d\.\d - (?<words>(?:Delivery expired|Bad destination host|DNS ).{0,600})$/, 'notice'),
    // X.4.7 is the sending mailer's own verdict (RFC 3463 §3.5): its time is over.
    form(/Diagnostic-Code:\s{0,4}smtp; ?[45]\d\d [45]\.4\.7 (?<words>.{1,2000})$/i, 'mailer'),
    form(/(?:Diagnostic-Code:\s{0,4}|^\s{0,8})(?:smtp|x-[\w-]{1,30}); ?(?<words>[2345]\d\d.{1,4000})$/i, 'server', {
      protocol: 'smtp',
    }),
    form(/Diagnostic-Code:\s{0,4}(?:smtp|x-[\w-]{1,30}); ?(?:delivery temporarily suspended: )?(?<words>.{1,4000})$/i, 'mailer'),
    form(
      /(?:Remote Server returned|The (?:remote|mail) server (?:returned|responded)|response from the remote server (?:was|is)|LED=)[^'"\d<]{0,20}['"]?(?:<[\w.-]{1,200} #)?(?<words>[45]\d\d.{1,4000}?)['"]?$/i,
      'server',
      { protocol: 'smtp' },
    ),
    form(/#(?:< ?#)?(?<words>[45]\d\d \d\.\d{1,3}\.\d{1,3} .{1,2000}?)(?: ?#{1,2}>?)?$/, 'server', { protocol: 'smtp' }),
    // As Exchange's reports have it where the reply bears no code of its own.
    form(/^\s{0,8}#(?:< ?#)?(?<words>[45]\d\d .{1,2000}?) ?#{1,2}>?$/, 'server', { protocol: 'smtp' }),
    form(
      /\[[\w.-]{3,200} [\d.a-f:]{3,45}: (?<words>(?:timed out|unable to read banner|.{0,60}(?:unreachable|refused|reset|closed)).{0,60})\]/i,
      'notice',
    ),
    form(/(?:^|\s)(?:Reason|because|理由|Grund|Raison|Motivo|Причина)\s?[:：]\s{0,3}(?<words>\S.{3,600})$/i, 'notice'),
    form(/^Status: (?<words>[45]\.(?!0\.0)\d{1,3}\.\d{1,3})\b/, 'server', { isConsequence: true }),
    form(/with code \d{3} \([\d.]{3,12}\) '(?<words>.{3,300})'/, 'notice'),
    silent(
      /^(?:Action|Status|Reporting-MTA|Arrival-Date|Final-Recipient|Original-Recipient|Remote-MTA|Last-Attempt-Date|X-[\w-]{1,40}): /i,
    ),
    form(/(?:[\],:] |^\s{0,8})(?<words>[45]\d\d (?:\S{1,320}@\S{1,320}\.\.\. |[A-Z<#]).{3,1000})$/, 'server', {
      protocol: 'smtp',
    }),
    reason,
  ),
};
