// Refusals of one message, after connection and login were fine: its recipient, the recipient's mailbox, its size, what it
// holds, its sender's domain, its way. In any server's words; none of them is said of a login. Facts as data.
import type { FindingId } from '../../model/finding.ts';
import { type EntryWords, type ReplyEntry, says as saysAnywhere } from '../reply-entry.ts';

const says = (id: FindingId, when: RegExp | readonly RegExp[], words: EntryWords = {}): ReplyEntry =>
  saysAnywhere(id, null, when, { ...words, ofMessage: true });

export const deliveries = (): readonly ReplyEntry[] => [
  says('greylisted', [
    /gr[ae]y[- ]?list(?!ed (?:ip|sender|address) list)|delayed by (?:postgrey|milter-greylist|gr[ae]y)|postgrey|sqlgrey|gr[ae]ylisting in action/,
  ]),
  says('account-quota-exceeded', [
    /exceeded (?:its|your|the|their|his|her) .{0,20}(?:sending|outgoing|outbound) (?:limit|quota|allowance)/,
    /(?:sending|outgoing|outbound|daily|hourly|smtp) (?:e?-?mail |message |relay |user )?(?:quota|limit|allowance)s? .{0,20}(?:exceed|reached|used up).{0,20}\b(?:account|user|mailbox)\b/,
    /not allowed to send: .{0,40}limit exceeded|\bsender quota (?:was |has been |is )?(?:exceed|reach)/,
    /(?:limited to|limit of|more than) \d{1,7} (?:outgoing )?(?:messages|e-?mails|mails|recipients) ?(?:\/|per|an|a|in an?|every) ?(?:hour|day|minute|month|24)/,
  ]),
  says('auth-required', [
    /authentication turned on in your e?-?mail client|not authori[sz]ed to send mail, authentication is required|(?:sender|client|relay|recipient).{0,80}(?:rejected|denied): not logged in|отсутствует аутентификация|(?:ohne|keine) (?:smtp-?)?(?:auth|anmeldung)/,
  ]),
  says('sender-not-allowed', [
    /(?:incorrect|invalid|wrong|bad) sender header|from address is not (?:authori[sz]ed|allowed|permitted) to send/,
    /^\d{3} (?:\d\.\d\.\d )?domain must resolve|domain name required for sender address|sender is (?:not active|inactive)|must use the same (?:e-?mail )?address|not (?:allowed|permitted|authori[sz]ed) to post\b|senderfilterconfig/,
    /sender (?:e-?mail )?(?:address |domain )?(?:is |has been )?(?:now )?(?:black ?listed|(?:on|in) .{0,20}(?:black|block|reject) ?list)|sender isn't (?:on|in) /,
    /(?:your e?-?mail address|to\/from an address that) (?:is|has been) (?:black|block) ?listed/,
    /(?:sender|sending|from)(?:'s)? (?:e-?mail )?domain (?:does not|doesn't|did not|must|cannot|could not) (?:exist|resolve|be (?:resolved|found|verified))|(?:sender|sending)(?:'s)? domain (?:has no|is not (?:found|valid)|not found)|(?:domain|host) of (?:the )?sender.{0,60}(?:not|n't) (?:exist|resolve)/,
  ]),
  // Bounce Address Tag Validation: a bounce to an address that was not given out.
  says('sender-not-allowed', /\bbatv\b|backscatter protection detected/, { confidence: 'likely' }),
  says('server-blocks-ip', [
    /\bip(?:-?adresse| address)?\b.{0,80}(?:gesperrt|blockiert|auf .{0,20}sperrliste)|\bip (?:address )?is (?:rejected|blocked|banned|refused|denied|black ?listed)|ip.{0,12}(?:位于|在|被).{0,16}(?:rbl|黑名单|封|拒)/,
  ]),
  // the words of Exchange's DnsStatus, in the dress of a reply
  says('dns-name-not-found', [/(?<!ptr:)\binfodomainnonexistent\b/]),
  says('mail-loop', [
    /too many (?:hops|received)|(?:mail|message|delivery|forwarding|routing|e-?mail) (?:forwarding )?loop|loops? back to (?:myself|me|self)|(?:hop count|maximum hops?) .{0,20}(?:exceeded|reached)|exceeded .{0,20}hop ?count|loop (?:was )?detected|looping (?:message|mail)|routing loop|message is looping|loop was found|loop broken|\binfomxloopback\b/,
  ]),
  says('mta-sts-mismatch', [/mta-?sts.{0,80}(?:fail|mismatch|invalid|not match)|(?:fail|violat|not match).{0,60}mta-?sts/]),
  says('delivery-tls-failed', [
    // Sendmail, of the next server
    /^403 (?:4\.7\.0 )?tls handshake failed/,
    /\bdane\b.{0,80}(?:fail|mismatch|invalid|required|not)|tlsa (?:record|lookup).{0,60}(?:fail|mismatch|invalid|not)|dnssec.{0,40}(?:invalid|fail)|non dnssec destination|no tlsa records|(?:smtp-?)?tls-?rpt/,
  ]),
  says('message-too-large', [
    /(?:message|mail|e-?mail|attachment)s? size (?:violation|restriction|not (?:allowed|accepted))|(?:maximum|max\.?|allowed) size (?:of|for) (?:the |a |this )?(?:message|mail|e-?mail)|taille (?:limite|max(?:imale|imum)?) du message/,
    /(?:message|mail|e-?mail|body|attachment|header)s? (?:file |header )?(?:size |is |was |length )?(?:is )?(?:too (?:big|large|long)|larger than)/,
    /(?:message|mail|e-?mail|data|attachment|content|header)s?(?:'s)? (?:file |body |content )?(?:size|length)s? .{0,40}(?:exceed|limit|maximum|too (?:big|large)|larger|over)/,
    /exceed(?:s|ed|ing)? .{0,40}(?:maximum |max )?(?:message|mail|e-?mail|attachment|fixed maximum)(?! (?:rate|count|frequency))(?:'s)?(?: file)? ?(?:size|length)?.{0,20}(?:size|length|limit)/,
    /(?:message|mail|e-?mail|attachment)s? exceeds? (?:the |our |your )?(?:maximum|max\.?|allowed|permitted) (?:message |mail )?size|maximum (?:message|mail|e-?mail|allowed|permitted) ?(?:message |mail )?size|message size (?:limit|exceeds)|(?<!(?:mailbox|mail box|inbox|folder) )size limit (?:exceeded|for (?:this|a) message)|(?:stream|message|mail|body|attachments?) is (?:more|larger|longer|bigger|greater) than \d|too much mail data|sendsizelimit|recvsizelimit|routesizelimit/,
    /(?:nachricht|e-?mail|mail) (?:ist )?zu (?:gross|lang)|message trop (?:gros|grand|volumineux)|mensaje (?:es )?demasiado grande|messaggio troppo grande|(?:taille|tamano|tamanho|dimensione|grosse|omvang|rozmiar|velikost).{0,30}(?:depass|exced|super|uberschr|overschr|przekr|prekro|trop)|(?:uberschreitet|depasse|excede|supera|przekracza|prekracuje).{0,40}(?:grosse|taille|tamano|tamanho|dimension|rozmiar|velikost)|(?:сообщение|письмо) слишком (?:большое|велико)|размер.{0,30}(?:превыша|слишком)|превыша.{0,30}размер|(?:邮件|信件|郵件).{0,8}(?:过大|太大|超过.{0,8}(?:大小|限制))/,
  ]),
  says('mailbox-full', [
    /(?:mailbox|inbox|mail ?box|mail ?drop|user|recipient|account|folder|storage|disk|directory)(?:'s|s)?\b.{0,60}(?:is |are |now |currently |has been |was )(?:too )?(?:full|over ?(?:its |the |their )?(?:disk )?quota|out of (?:storage|space|quota))/,
    /(?:mailbox|inbox|mail ?box) ?(?:full|quota|size limit|limit|storage)|(?:over|exceed(?:s|ed)?|out of|above) .{0,30}(?:mailbox|disk|storage|inbox|mail ?box|space) ?(?:quota|limit|size|space)?/,
    /(?:disk|storage|user|recipient|mail) quota .{0,20}(?:exceed|full|reached|limit)|quota (?:exceeded|limit|full|is full).{0,40}(?:mailbox|user|recipient|account|storage|disk|full)/,
    /^(?:\d{3} )?[45]\.2\.2 .{0,200}(?:quota|full|storage|space|exceed|limit)|(?:user|recipient|account|mailbox) (?:is )?over ?quota|over ?quota|overquota|mapiexceptionshutoffquotaexceeded|quotaexceededexception.{0,40}deliver/,
    /(?:postfach|mailbox|speicher(?:platz|volumen)?).{0,40}(?:voll|uberfullt|erschopft|erschoepft|uberschritten|ueberschritten)|boite.{0,30}pleine|espace .{0,30}(?:plein|depasse|insuffisant)|(?:buzon|casilla).{0,40}(?:llen[oa]|excedid)|casella.{0,30}piena|caixa.{0,30}cheia|(?:skrzynk|schrank).{0,40}(?:peln|pln|przepeln)|ящик.{0,40}(?:переполнен|заполнен)|(?:邮箱|信箱|郵箱|邮件).{0,8}(?:空间)?(?:已满|满|不足|已用完)|メールボックス.{0,10}(?:いっぱい|容量|満杯)|容量.{0,6}(?:超|不足)|(?:메일함|사서함|저장).{0,20}(?:초과|가득|부족)/,
    /(?:full|overfull) (?:mailbox|inbox|maildir|folder)|insufficient (?:system )?storage in (?:the )?(?:recipient|mailbox)|mailbox (?:has )?(?:exceeded|would exceed)|not have enough (?:space|storage|room)|(?:not enough|insufficient|no) (?:storage )?(?:space|room) .{0,20}(?:mailbox|inbox|user|recipient)|too many messages (?:on the server|in (?:the )?(?:mailbox|inbox))/,
    // A quota in the refusal of a message is the mailbox's, unless it counts what is sent.
    /^[45]\d\d (?!.{0,300}(?:queue|organi[sz]ation|tenant|connection|send|sent|submi|outgo|outbound|hour|\bdaily|per day|month|second|relay|rate|credit|plan\b|throttl|smtp|policy)).{0,200}\bquota\b/,
    /^(?!.{0,300}(?:queue|organi[sz]ation|tenant|connection|send|sent|submi|outgo|outbound|hour|\bdaily|per day|month|second|relay|rate|credit|plan\b|throttl|smtp|policy)).{0,200}(?:(?:over|exceed(?:s|ed|ing)?|reached|above|beyond|no|not|insufficient|full)\b.{0,40}\bquota\b|\bquota\b.{0,40}(?:exceed|full|reached|over\b|limit|used|violat|fail))/,
    /(?:exceeded|exhausted|used up|insufficient|out of|no) .{0,20}(?:allowed |allotted |allocated |mailbox |mail |storage )(?:storage|space|allocation|quota)|(?:mail|storage|disk) space .{0,20}(?:used up|exhausted|exceeded|full)|exceed(?:ed|s|ing)? storage allocation|quota violation/,
  ]),
  says('sender-unauthenticated', [
    /\bdkim\b.{0,80}(?:fail|pass|invalid|missing|not|reject|required|sign)|(?:fail|pass|invalid|missing|no|lacks?|without).{0,30}\bdkim\b/,
    /\bdmarc\b|\bspf\b.{0,60}(?:fail|pass|invalid|not|reject|record|violat|check|softfail|deny|forbid)|(?:fail|pass|violat|invalid|missing|no|matching|reject).{0,40}\bspf\b|sender policy framework|(?:blocked|rejected|denied|refused) (?:by|due to|because of|for) (?:spf|dkim|dmarc)\b|spf\.pobox|openspf|\bspf (?:settings|records?)\b|\bspf unauthori[sz]ed/,
    /(?:ensure|should|must|needs? to|either) .{0,80}(?:has|have|use|set ?up|configure|publish) .{0,20}(?:\bspf\b|\bdkim\b)|\barc\b .{0,20}(?:validation|seal|chain) .{0,20}fail|has not passed validation|(?:doesn't|does not) meet the authentication requirements/,
    /unauthenticated (?:e-?mail|mail|message)|sender is unauthenticated|(?:required|does not meet the|lack of) (?:e-?mail )?authentication (?:level|requirement|information)|sender authentication (?:fail|required)/,
    /^(?:\d{3} )?5\.7\.(?:2[0-469]|509|515) .{0,200}(?:auth|sender|domain|signature|spf|dkim|dmarc|arc)/,
  ]),
  says(
    'account-restricted',
    /spam .{0,40}your account (?:has been|is|was) (?:locked|blocked|suspended|disabled)|(?:sending|outgoing (?:mail|messages)|account|e-?mail sending)(?: is| are| has been| have been| was)? (?:now |temporarily |permanently )?(?:blocked|suspended|barred|disabled|restricted).{0,60}(?:sending|spam|abuse)/,
  ),
  // An address's fault, whoever owns it: before what is refused for the message it brings.
  says(
    'content-rejected',
    [
      /(?:message|mail|e-?mail|content|body|attachment|data|subject|transmission)s?\b.{0,60}(?:identified|detected|classified|considered|flagged|marked|scored|recogni[sz]ed|tagged|categorized|rejected|blocked|refused|looks?|appears?|seems?|treated) (?:to be |like |as |for |due to |because of |by |it (?:is |contains ))?(?:an? |being |possible |probable |suspected |likely |potential |its |high )?(?:spam|junk|ube|uce|bulk|virus|phish|malware|infected|unsolicited|unwanted|malicious|content|dangerous)/,
      /(?:likely|suspected|probable|possible|potential|high[- ]probability|contains?|considered|probably|is|be|as) (?:to be |of |an? )?(?:unsolicited (?:mail|bulk|e-?mail)|spam\b(?! (?:source|sender|list))|suspicious|virus|malware|phishing|malicious)/,
      /(?:virus|malware|trojan|phish(?:ing)?|infected)\b.{0,40}(?:found|detected|reject|block|message|file|attach|contain)|illegal attachment|(?:attachment|file (?:type|name|extension)|extension).{0,60}(?:not (?:allowed|permitted|accepted)|blocked|banned|forbidden|prohibited|rejected|security)|banned (?:content|file|attachment)|forbidden attachment/,
      /(?:message|mail|e-?mail) content .{0,30}(?:reject|not|denied|refus|block)|content (?:rejected|filter|denied|refused|blocked|violat)|(?:header|body|subject|content).{0,20}(?:check|filter).{0,20}(?:fail|reject|match)|rejected (?:by|due to|because of|for) (?:its |the |message |your )?(?:content|spam|antispam|anti-spam|virus|local policy reasons|message)/,
      /(?:mail|message|spam) score ?\(?\d|mass ?mailer|content of (?:your|the|this) (?:message|e-?mail|mail) (?:was|is|has been) (?:rejected|refused|blocked)|attachments? of (?:this|that) (?:kind|type)|delivery not authori[sz]ed, message refused|message given low priority/,
      /spam (?:message|mail|content|score|filter|rejected|detected|found|e-?mail|level|probability)|message (?:was |has been )?(?:rejected|refused|blocked) (?:as|by|for|due to) (?:.{0,20})(?:spam|policy|content|filter|virus)|\bdt:spm\b|policy rejection on the message|(?:rejects?|refused?) due to (?:security )?policy|message (?:is )?blocked|message rejected(?: as| due|$)/,
      /(?:spam|junk|virus|werbung|pourriel|indesirable|malware).{0,40}(?:eingestuft|erkannt|abgelehnt|rejet|refus|detect|rechaz|bloqu|rifiut|odrzuc|zablok|odmit|geweigerd)|(?:rejet|refus|rechaz|rifiut|abgelehnt|odrzuc|odmit|geweigerd|eingestuft|похож|отклонен|отверг).{0,40}(?:spam|virus|indesirable|contenu|contenido|contenuto|inhalt|спам|вирус)|спам.{0,30}(?:отклон|отверг|блок)|垃圾邮件|垃圾郵件|迷惑メール|病毒|ウイルス|스팸/,
      /(?:message|mail|e-?mail|content) (?:was |is |has been )?(?:rejected|refused|blocked|quarantined) by (?!user|recipient|the recipient|rbl|dnsbl|.{0,20}(?:\bip\b|reputation))|(?:phishing|malware|virus|ransomware)\b/,
      /(?:not|must be) rfc ?[25]322\b|rfc ?[25]322.{0,40}(?:violat|invalid|missing|multiple|header)|(?:missing|duplicate|multiple|invalid|bad|malformed) .{0,20}(?:message-?id|from|date|to|subject|header)s?(?: header)?.{0,20}header|(?:bare|stray) (?:lf|cr|newline)|line (?:is )?too long|(?:line|header) length|missing (?:start boundary|mime)|duplicate header|transaction failed .{0,60}polic/,
    ],
    { confidence: 'likely' },
  ),
  // What the server met on its own way on.
  says(
    'tcp-timeout',
    [
      /^(?:\d{3} )?(?:.{0,80} )?(?:deferred: )?connection timed out (?:with|during)|wasn't able to establish an smtp connection|(?:expired|deferred|giving up|unable to deliver).{0,160}(?:connection|connect) ?timed out/,
    ],
    {
      title: 'The server did not reach the next server',
      meaning:
        "The server that took the message got no answer from the recipient's server, or from the one it relays to. Connection and login of the sender were fine.",
      fix: "The server's administrator looks whether the host that is named can be reached from there; many networks block the port of mail servers.",
      owner: 'server',
      confidence: 'likely',
    },
  ),
  // mx-connect (ZoneMTA, WildDuck) in the dress of a reply: lib/dns-errors.js, lib/resolve-mx.js.
  says(
    'dns-name-not-found',
    /(?:can't|cannot) find an mx server for|resolving the mail exchange .{0,300}(?:domain name not found|no mx server found)/,
    {
      confidence: 'likely',
      owner: 'you',
    },
  ),
  says('dns-name-not-found', /host unknown \(name server: .{1,200}(?:host not found|no data known)/, {
    confidence: 'likely',
    reference: 'sendmail, sendmail/domain.c',
  }),
  says(
    'dns-server-failure',
    [
      /dns server (?:returned (?:general failure|answer with no data)|refused query|claims query|does not implement)|(?:could not contact|timeout while contacting) dns servers|misformatted dns reply|failed to resolve ip address for .{0,200}mx server/,
      /(?<!reverse[ -])\bdns (?:resolv[a-z]{1,4}|lookup|query|server)? ?(?:error|failure|failed)\b(?!:)/,
    ],
    {
      title: "The server could not look up the recipient's domain",
      meaning: 'Its DNS gave no answer for the domain of the recipient. Connection and login of the sender were fine.',
      fix: "Check the domain of the address for typing errors; the server's administrator looks at its resolver, the domain's owner at its name servers.",
      owner: 'server',
      confidence: 'likely',
    },
  ),
  says('server-fault', [/read-?only (?:mbox|mailbox|file ?system)|can't create (?:user )?output|unable to contact ldap/], {
    confidence: 'likely',
  }),
  // The sender's address, whatever is said of it: before the same words about a recipient.
  says('sender-not-allowed', [
    /sender (?:e-?mail )?address rejected(?!: (?:not logged in|cannot find|greylist|policy|.{0,20}(?:relay|spf|dmarc)))|domain of sender(?:'s)? (?:e-?mail )?address|(?:sender|from)(?: e-?mail)? address .{0,160}(?:does not exist|unknown|invalid)/,
    /(?:sender|from address|originator)s? (?:has been |is |are |was )?(?:now )?(?:black ?listed|barred|blocked|on .{0,30}(?:black|block|reject) ?list)|envelope sender (?:has been|is|was) (?:denied|blocked|rejected|barred)|reject ?list|blocked senders?\b/,
    /(?:bogus|bad|malformed|empty|invalid|unroutable|unresolvable|illegal|null) (?:envelope )?(?:mail from|senders?(?!'?s? ip)|from(?: address| header)?)\b|sender (?:domain )?(?:is )?(?:spammer|empty|not (?:pre-?)?approved|not (?:on|in) .{0,30}list)|^55\d (?:[0-9.]{5,9} )?<> |from: domain is invalid|(?:emetteur|expediteur) (?:invalide|inconnu|refuse)|(?:absender|absenderadresse) (?:ungultig|unbekannt|abgelehnt|gesperrt)|remitente (?:invalido|desconocido|bloqueado)|mittente (?:non valido|sconosciuto|bloccato)/,
    /(?:members?-only|closed|moderated|restricted) (?:mailing )?(?:list|group)|(?:not (?:a )?(?:subscribed|member)|non-?member).{0,40}(?:list|group)|only accept(?:s|ing)? (?:mail|messages|e-?mail) from|blocked by (?:the )?(?:recipient|user)|recipient(?:'s)? preferences|returned mail not accepted|user reject(?:ed)?\b(?!:)/,
    /sender.{0,40}null ?mx|sender verify failed|sender (?:is )?(?:not|un)(?: ?-?authori[sz]ed)|(?:^|[ :])(?:invalid|unknown) sender\b|sender rejected/,
  ]),
  says('sender-not-allowed', [/sender(?:'s)? (?:domain(?:'s)? )?mx\b|invalid dns mx/], {
    confidence: 'likely',
  }),
  // Whose service is away, is nobody's mailbox.
  says('server-fault', [/^45\d .{0,100}\b(?:service|server|resource)s?(?: is| was| are)? temporarily (?:un|not )available/], {
    confidence: 'likely',
  }),
  says(
    'sender-not-allowed',
    /you are not (?:allowed|permitted|authori[sz]ed) to send (?:e-?mails?|mail|messages)\b(?! (?:to|from)|, auth)/,
    {
      confidence: 'likely',
    },
  ),
  // Postfix, of a restriction that says `reject`; Microsoft says it of an address that it does not know, with 5.4.1.
  says('relay-denied', /^[45]\d\d [45]\.7\.[01] .{0,330}recipient address rejected: access denied/, { confidence: 'likely' }),
  says('sender-unauthenticated', /^55\d (?!.{0,60}pass)(?:[a-z]{1,12}:? ){0,3}\bspf\b/, { confidence: 'likely' }),
  says(
    'relay-denied',
    /^55\d (?:\d\.\d\.\d )?(?:.{0,330} )?(?:(?:this is )?not a gateway|relaying mail to .{1,120} (?:is )?not |specified domain is not allowed|(?:don't|do not|won't) handle mail for)/,
    { confidence: 'likely' },
  ),
  // In answer to DATA: why each was refused was said before.
  says('recipient-unknown', /no valid recipients/, { confidence: 'likely' }),
  // RFC 5321's own words for 550, given for any refusal, and those of who names two reasons at once.
  says(
    'recipient-unknown',
    /^(?![45]\d\d [45]\.1\.[1-6]|.{0,300}(?:unknown|no such|(?:not|n't) exist|no mailbox)).{0,300}(?:mailbox (?:name )?(?:unavailable|not (?:available|allowed))|(?:user|mailbox|recipient) .{0,60} or access denied|(?:user|account) is locked)/,
    { confidence: 'likely' },
  ),
  says('recipient-unknown', [
    /(?:recipient|destinataire|addressee|empfanger|destinatario)(?:'s)? ?(?:account|mailbox|address|compte)? ?.{0,12}(?:is ?(?:blocked|locked|disabled|suspended)|est (?:bloque|suspendu|desactive)|gesperrt|bloquead)|compte du destinataire/,
    /(?:envelope )?recipient (?:has been|is|was) (?:denied|refused|rejected)|badr(?:cpt|ecipient)to|(?:recipient|user|address)(?: address)? not (?:known|ok|local)\b|deactivated mailbox|(?:mailbox|account|user) (?:is )?(?:frozen|locked)(?! (?:by|out|for \d|because|due|after|wegen))|extended inactivity|no mx record found|no one at this address/,
    /(?:user|recipient|mailbox|account|address)s? (?:is |has been |was )?(?:currently |temporarily |permanently )?(?:disabled|deactivated|suspended|inactive|closed|terminated|expired)(?! for (?:sending|smtp|imap|pop)).{0,80}$/,
    /(?:recipient|user|(?<!ip )address|mailbox|rcpt)s? (?:is |was )?not (?:in|on|listed in|found in|part of) .{0,30}(?:list|table|directory|database|route|domain)|marked as inactive|list of allowed recipients/,
    /(?:user|recipient|mailbox|account|addressee|alias|local[- ]part|person|member|rcpt|mail ?box|e-?mail (?:address|account)|address|destination)s?\b.{0,80}(?:unknown|(?:does|do|did)(?: not|n't) exist|(?:is|are|was|been|could) ?(?:not|n't|no longer|never) (?:be )?(?:found|known|exist|valid|active|available|existing|recogni[sz]ed|a known user|in use|deliverable)|not found|not exist|no longer (?:exists?|available|valid|active)|is not valid|not a valid|has been (?:disabled|deactivated|suspended|deleted|removed|closed)|is (?:disabled|inactive|suspended|unavailable|invalid)|unavailable)(?!.{0,20}(?:server|ldap|service))/,
    /(?:unknown|no such|invalid|non-?existent|nonexisting|undeliverable|unrouteable|unroutable|inactive|disabled|bad|unrecogni[sz]ed) (?:or illegal |local |destination |or inactive |virtual |e-?mail )?(?:user|recipient|mailbox|account|addressee|alias|local[- ]part|person|address|rcpt|member|mail ?box|domain in recipient)(?!.{0,30}(?:sender|from|password|login|command|parameter))/,
    /(?:no (?:mailbox|user|account|one|body)|nobody) (?:here )?by that name|mailbox (?:name )?(?:unavailable|not (?:available|allowed|found))|recipientnotfound|resolver\.adr|recipnotfound|(?:recipient|user) (?:address )?(?:rejected|refused).{0,60}(?:unknown|exist|found|undeliver|no such|invalid|unverified)|not (?:our|a) customer|doesn't have an? .{0,60}account|that you tried to reach|does not have an? .{0,30}(?:account|mailbox)|isn't a valid (?:user|mailbox|address)|not listed in .{0,30}(?:directory|address)|directory harvest|requested action not taken: mailbox unavailable/,
    /(?:empfanger|adressat|benutzer).{0,40}(?:unbekannt|existiert nicht|nicht gefunden)|destinataire.{0,30}(?:inconnu|inexistant)|(?:destinatario|usuario).{0,30}(?:desconocid|no existe|inesistente|sconosciuto)|(?:получател|пользовател|ящик).{0,30}(?:не существует|не найден|неизвест)|(?:收件人|用户|地址).{0,8}(?:不存在|无效)|宛先.{0,12}(?:不明|存在)/,
    /(?:domain|host)(?: name)?.{0,60}(?:accepts? no mail|does(?: not|n't) accept (?:e-?)?mail|null ?mx)|null mx/,
    /(?:bad|invalid) destination (?:mailbox|system|(?:e-?mail )?address)/,
  ]),
  // What is left of it, where no address or server is blamed.
  says(
    'content-rejected',
    [
      /^(?:[45]\d\d )?(?!.{0,500}(?:\bips?\b|\bhosts?\b|servers?\b|client|network|reputation|listed|spammer|source|sending|account|\d\.\d{1,3}\.\d{1,3}\.\d))(?:.{0,400}\b)?(?:anti-?|non-?)?(?:spam|junk|ube|unsolicited|bulk(?: ?e?-?mail|\.)|uribl|surbl)/,
      /(?:message|mail|e-?mail|content)s? (?:is |was |has been |have been )?(?:being )?(?:temporarily )?(?:filtered|blocked by (?:our|a|the) (?:content |mail |e-?mail )?(?:filter|gateway|security))|unacceptable content|mail content|(?:black ?listed|bad|malicious|suspicious) (?:url|link|domain)s? (?:in|found)|(?:messages?|mails?|e-?mails?) containing|executable (?:file|attachment|content)|(?:prohibited|banned|forbidden|disallowed) (?:\w{1,12} ){0,2}(?:attachments?|content|words?|phrases?|keywords?|domains? in|urls?|links?|files?|extensions?)\b/,
      /(?:mime|8-?bit|header|binary content|multipart|encoding|charset)s? .{0,60}(?:not (?:accepted|allowed)|error|invalid|exceed|malformed|improper|data in)|(?:improper(?:ly)?|invalid|malformed|broken|missing|bad|duplicate).{0,30}(?:mime|8-?bit|header|encoding|charset|binary)|messages with multiple addresses/,
      /(?<!relay )(?:rejected|denied|refused|blocked|bounced|not accepted|declined) (?:for|by|due to|because of|under) (?:[a-z-]{2,20} ){0,4}(?:polic|settings|rules?\b)/,
    ],
    { confidence: 'likely' },
  ),
];
