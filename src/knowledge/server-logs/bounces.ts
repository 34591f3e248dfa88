// What notices of failure say to people, where they quote no reply: Domino, GroupWise, CommuniGate, Exchange, IMail, IronPort,
// Gmail, mobile carriers, filters that bounce, in the main languages. Facts of such notices; knows no form of them.
import { SENDING_LIMIT } from '../sending-limits.ts';
import { always, mostly, type Sentence } from '../sentence.ts';

/** What is said of a recipient, his address or his mailbox, that there is none of. */
const NO_SUCH_RECIPIENT: readonly RegExp[] = [
  /(?:was|is)(?: not|n't) found at [\w-]{1,63}\.[\w.-]{2,200}|(?:address|recipient|user|mailbox|account|addressee).{0,60}(?:not found|(?:could not|couldn't|can't|cannot) be found|unknown|does(?: not|n't) exist|no longer (?:exists|valid)|is not valid|invalid|not recogni[sz]ed)|unknown (?:recipient|user|address)|invalid final delivery userid|mailbox (?:has )?expired|(?:mailbox|account|user|recipient).{0,40} (?:is |has been )?(?:disabled|inactive|deactivated|suspended)/,
  /not listed in .{0,30}(?:domino directory|name & address book|address book|directory)|name & address book|cannot route mail to user|several matches found in domino|\(d101\)|e-?mail account does not exist/,
  /(?:directorio|annuaire|elenco|diretorio|adressbuch|verzeichnis|katalog|rubrica).{0,20}domino|domino.{0,20}(?:directory|verzeichnis|ディレクトリ|目录).{0,20}(?:not|nicht|見つかりません|找不到)|ディレクトリ.{0,16}(?:ありません|見つかりません)/,
  /(?:adresse|empfanger|benutzer|konto).{0,60}(?:nicht gefunden|unbekannt|existiert nicht|nicht vorhanden|ungultig)/,
  /(?:adresse|destinataire|utilisateur|boite|compte).{0,90}(?:introuvable|inconnu|n'existe|inexistant|pas (?:pu etre |ete )?trouve)/,
  /(?:direccion|destinatario|usuario|buzon|casilla|cuenta).{0,60}(?:no (?:se )?(?:ha )?(?:encontr|existe|pudo encontr|valid)|desconocid|inexistente|expirad|inactiv)|no se (?:encontro|ha encontrado|pudo encontrar).{0,40}(?:direccion|destinatario|usuario|buzon)/,
  /(?:endereco|destinatario|usuario|caixa|conta).{0,60}(?:nao (?:foi |pode ser )?(?:encontrad|existe|localizad)|desconhecid|inexistente)|nao foi possivel (?:encontrar|localizar).{0,40}(?:endereco|destinatario)/,
  /(?:indirizzo|destinatario|utente|casella).{0,60}(?:non (?:e stat[oa] |e |puo essere )?(?:trovat|esist|valid)|sconosciut|inesistente)|impossibile trovare.{0,40}(?:indirizzo|destinatario)/,
  /(?:adres|odbiorc|uzytkownik|skrzynk).{0,60}(?:nie (?:istnieje|znaleziono|zostal[ao]? znalez)|nieznan)/,
  /(?:adres|ontvanger|gebruiker|postvak).{0,60}(?:niet (?:gevonden|bestaat)|bestaat niet|onbekend)/,
  /(?:адрес|получател|пользовател|ящик).{0,60}(?:не (?:найден|существует|обнаружен)|неизвест|недействит|нет такого)/,
  /(?:adresa|prijemce|uzivatel|schranka).{0,60}(?:neexist|nebyl.{0,6}nalezen|neznam)|(?:adres|alici|kullanici).{0,40}(?:bulunamadi|gecersiz)|(?:cim|cimzett|felhasznalo).{0,40}(?:nem talalhato|nem letezik|ismeretlen)/,
  /(?:adress|mottagar|modtager|mottaker|anvandar|bruger|bruker).{0,60}(?:hittades inte|blev ikke fundet|ble ikke funnet|okand|ukendt|ukjent|finns inte|findes ikke|finnes ikke)/,
  /(?:宛先|メールアドレス|送信先|受信者|ユーザ|アドレス).{0,24}(?:見つかり|見つから|存在しま|存在しない|不明|ありません)/,
  /(?:收件人|地址|用户|邮箱|帐号|账号|收信人|收件者|使用者|帳號).{0,60}(?:不存在|不正确|未知|无效|找不到|拼写错误|無效)/,
  // Exchange Online: `bob wasn't found at contoso.com` in its languages.
  /(?:unter|bei|in|auf) [\w-]{1,63}\.[\w.-]{2,200} (?:wurde )?nicht gefunden|introuvable (?:a|dans|sur|chez) [\w-]{1,63}\.\w|no se (?:ha )?(?:encontro|encontrado) (?:a )?\S{1,200} en [\w-]{1,63}\.\w|non (?:e stat[oa] )?trovat[oa] (?:in|su|presso) [\w-]{1,63}\.\w|nao (?:foi )?encontrad[oa] em [\w-]{1,63}\.\w|niet gevonden (?:op|bij|in) [\w-]{1,63}\.\w|nie znaleziono .{1,100} w (?:domenie )?[\w-]{1,63}\.\w|не найден[ао]? (?:в|на) [\w-]{1,63}\.\w|[\w-]{1,63}\.[\w.-]{2,200} で.{1,100}見つかりません|在 ?[\w-]{1,63}\.[\w.-]{2,200} (?:上|中)?.{0,10}找不到/,
  /(?:수신자|받는 ?사람|주소|사용자|메일함|계정).{0,24}(?:없습니다|찾을 수 없|존재하지|알 수 없)/,
];
const FULL: readonly RegExp[] = [
  /(?:mailbox|inbox|mail file|account|maildir|mail ?folder).{0,60}(?:\bfull\b|over ?quota|exceed|out of (?:storage|space)|size limit)|(?:over|exceed(?:s|ed|ing)?) .{0,40}(?:quota|storage|mailbox)|quota (?:exceed|has been|is full|reached)|disk quota/,
  /(?:postfach|mailbox|speicherplatz).{0,60}(?:\bvoll|uberschritten|erschopft)|(?:boite|messagerie).{0,60}(?:plein|satur|depass)|(?:buzon|bandeja|casilla|cuota).{0,60}(?:llen|exced|super)|(?:caixa|cota|armazenamento).{0,60}(?:chei|exced|sem espaco|lotad|esgotad)|sem espaco de armazenamento/,
  /(?:casella|quota).{0,60}(?:\bpien|superat|esaurit)|(?:skrzynk|limit).{0,40}(?:pelna|przepelnion|przekroczon)|(?:postvak|mailbox).{0,40}(?:\bvol\b|overschreden)|(?:ящик|квот|мест).{0,60}(?:переполнен|превышен|заполнен)|(?:schranka|kvota).{0,40}(?:plna|prekrocen)/,
  /(?:容量|メールボックス).{0,20}(?:超|いっぱい|一杯|満杯)|(?:邮箱|信箱|容量|空间|郵箱).{0,20}(?:已满|满|不足|超出|超过|已滿)|(?:메일함|용량).{0,20}(?:가득|초과|꽉)/,
];
const UNWANTED: readonly RegExp[] = [
  /disallowed attach|attachment .{0,60}(?:not allowed|blocked|removed|type|prohibited)|no spam please|spam (?:message|mail|e-?mail)s? (?:was |were |is |are )?(?:rejected|refused|blocked|denied)|content reject|spam denied|(?:rejected|refused|blocked) (?:due to|because of|for) (?:its |a )?(?:spam|virus|content)|(?:as|for|contains?|suspected|likely|possible) (?:spam|junk|malware|a virus)|has been quarantined|local scanning code|spam points|was blocked by our|virus (?:found|detected)|rejected by .{0,60}(?:filter|firewall|content|policy)|message (?:was |has been )?blocked|blocked by .{0,40}(?:filter|policy|firewall)/,
  /(?:als|unter) spam|spamverdacht|virus (?:gefunden|trouve|encontrado|trovato)|comme (?:spam|indesirable|pourriel)|como (?:spam|no deseado)|come spam|tipo di allegato vietato|как спам|(?:обнаружен|содержит).{0,20}вирус|垃圾邮件|病毒|迷惑メール|ウイルス|스팸|바이러스/,
];
/** What SPF, DKIM and DMARC say of a message; `dmarc=fail` in a header is a verdict, and no refusal yet. */
const UNAUTHENTICATED: readonly RegExp[] = [
  /\bdmarc\b(?!=).{0,60}(?:fail|reject|not pass|violat)|(?:reject|refus|block|fail|bounc|denied|denies)\w{0,4} .{0,40}\b(?:dmarc|dkim|spf)\b(?!=)|(?:not|n't) pass (?:the )?.{0,30}\b(?:dmarc|dkim|spf)\b|(?:mail|message|sender|e-?mail) is unauthenticated|either has (?:spf or dkim|dkim or spf)/,
];
const TOO_LARGE: readonly RegExp[] = [
  /message (?:is |was )?(?:too (?:large|big)|larger than|size (?:exceed|limit))|size (?:exceeds|limit)|mail ?size limit|(?:exceed|larger|bigger).{0,40}(?:message |mail |attachment )?size/,
  /(?:nachricht|anhang|e-?mail).{0,80}zu gross|(?:message|piece jointe).{0,80}(?:trop (?:volumineux|gros|grand)|depasse la taille)|(?:mensaje|correo|adjunto).{0,40}(?:demasiado grande|excede el tamano|supera el tamano)|messaggio.{0,40}(?:troppo grande|supera la dimensione)|mensagem.{0,40}(?:muito grande|excede o tamanho)|wiadomosc.{0,40}(?:za duza|przekracza)|(?:письмо|сообщение).{0,40}(?:слишком (?:велик|больш)|превышает)|サイズ.{0,16}(?:超|大き)|邮件(?:过大|太大|大小超)|郵件過大|(?:메일|메시지).{0,16}크기.{0,12}초과/,
];
const CLOSED: readonly RegExp[] = [
  /only accepts? (?:messages|e-?mail) from|(?:don't|do not|doesn't) have permission to send to|delivery to this (?:address|group) is restricted|(?:isn't|not) on the (?:allowed|list)|only people (?:in|from|inside)|allowed senders list|restricted to (?:certain )?senders|not (?:allowed|authori[sz]ed|permitted) to send (?:to|messages to)|local user only|fake sender|does(?: not|n't) (?:want|accept mail from) (?:your|you|this)|in .{0,20}(?:reject|block)(?:ed)? ?list of|수신 ?(?:차단|거부)|受信拒否|(?:拒收|屏蔽)了?(?:您|你)|(?:收件人|对方).{0,8}(?:拒收|黑名单)/,
  /akzeptiert (?:nur )?nachrichten|nicht (?:uber die |die )?berechtigung.{0,40}(?:senden|empfanger)|n'accepte (?:que|pas).{0,40}messages|pas (?:l'autorisation|autorise).{0,40}(?:envoyer|destinataire)|solo acepta mensajes|no tiene permisos?.{0,40}enviar|accetta (?:solo|soltanto) messaggi|non .{0,30}autorizzazion.{0,40}invi/,
];
const NO_SUCH_DOMAIN: readonly RegExp[] = [
  /domain .{0,80}(?:does(?: not|n't) exist|(?:couldn't|could not|can't) be found|not found|unknown)|domain name not found|no such domain|bad destination host|dns hard error|illegal host\/domain|remote domain doesn'?t exist|unknown (?:host|domain)/,
  /domane .{0,60}(?:existiert nicht|nicht gefunden|unbekannt)|domaine .{0,60}(?:n'existe|introuvable|inconnu)|dominio .{0,60}(?:no (?:existe|se encontr)|non (?:esiste|trovat)|inesistente|nao (?:existe|encontrad))|домен.{0,40}не (?:найден|существует)|域名.{0,12}(?:不存在|错误|无效)|ドメイン.{0,16}(?:見つかり|存在)/,
];

const anyOf = (id: Parameters<typeof mostly>[0], patterns: readonly RegExp[]): readonly Sentence[] =>
  patterns.map((when) => mostly(id, when));

/** Of plain words, of which nothing tells that they are a notice: any program says the English ones of its own users. */
export const PLAIN_NOTICES: readonly Sentence[] = [
  ...anyOf('dns-name-not-found', NO_SUCH_DOMAIN.slice(1)),
  ...anyOf('mailbox-full', FULL.slice(1)),
  ...anyOf('sender-unauthenticated', UNAUTHENTICATED),
  ...anyOf('content-rejected', UNWANTED),
  ...anyOf('recipient-unknown', NO_SUCH_RECIPIENT.slice(1)),
  mostly('dns-server-failure', /routing server failure/),
];

export const BOUNCES: readonly Sentence[] = [
  // Of an extension (DSN, SMTPUTF8) that the other server does not have: neither connection nor login, nor a refusal of the message.
  always(null, /(?:rcpt to|mail from) parameters? not recogni[sz]ed|does not implement (?:the )?smtputf8/),
  mostly(
    'rate-limited',
    /receiv(?:ing|es) (?:mail|messages) (?:at a rate|too (?:quickly|fast))|recebendo e-?mails? muito rapido|recib(?:e|iendo) .{0,30}demasiado rapid|queue quota exceeded/,
  ),
  mostly('account-quota-exceeded', SENDING_LIMIT),
  mostly(
    'account-quota-exceeded',
    /sending (?:quota|limit) (?:exceed|reach)|发信数?.{0,6}超|发送.{0,8}超过.{0,8}限|sender quota limit|(?:daily|hourly) (?:sending )?(?:limit|quota)|you have reached a limit for sending/,
  ),
  mostly(
    'account-restricted',
    /your account .{0,60}(?:blocked|suspended|restricted) (?:from|for) sending|restricted from sending/,
  ),
  mostly('account-quota-exceeded', /exceeded its quota for (?:the )?(?:total )?number of (?:external )?recipients/),
  mostly('ehlo-name-rejected', /^(?:helo|ehlo) command rejected/),
  ...anyOf('message-too-large', TOO_LARGE),
  ...anyOf('dns-name-not-found', NO_SUCH_DOMAIN),
  mostly('dns-server-failure', /dns soft error|could not contact dns servers|dns lookup failed|servfail|dns violates rfc/),
  ...anyOf('mailbox-full', FULL),
  ...anyOf('sender-unauthenticated', UNAUTHENTICATED),
  ...anyOf('content-rejected', UNWANTED),
  ...anyOf('sender-not-allowed', CLOSED),
  ...anyOf('recipient-unknown', NO_SUCH_RECIPIENT),
  mostly('mail-loop', /mail loop|too many hops|hop count|routing loop|loop detected/),
  mostly(
    'host-unreachable',
    /delivery (?:time )?expired|message too old|message (?:is )?delayed|message expired|retry timeout|could not be delivered (?:for|within)|in the queue (?:too|for more)|not been collected after/,
    {
      title: 'The message could not be handed on in the time allowed',
      meaning:
        'The time that the sending server tries for is over, or nearly; an earlier notice, or its log, has the reason. Connection and login of the sender were fine.',
    },
  ),
];
