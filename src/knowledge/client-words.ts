// What mail clients and libraries say in their own words, where no reply of a server and no code of a TLS library or an
// operating system tells more. By what is missing or goes wrong, the narrow before the wide. Facts; knows no dialect.
import { SENDING_LIMIT } from './sending-limits.ts';
import { always, mostly, type Sentence } from './sentence.ts';

export const CLIENT_WORDS: readonly Sentence[] = [
  mostly(
    'auth-encryption-required',
    /(?:log ?in|auth\w{0,12}|password|plain|credentials).{0,40}(?:not (?:allowed|permitted|possible|sent)|refus\w{0,3}|never sent|forbidden) (?:without|unless|except|over (?:an? )?(?:un|plain|clear))\w{0,10} ?(?:tls|ssl|encrypt|connection)?/,
  ),
  // Go's net/smtp and its like: PLAIN is for connections with TLS
  mostly('auth-encryption-required', /(?:^|: |refus\w{1,4} .{0,60}|over an? )unencrypted connection\.?$/),
  // the words of a server that wants TLS first, without its code
  mostly(
    'auth-encryption-required',
    /(?:must|please|need to) issue (?:an? )?starttls|starttls (?:is )?(?:required|needed) (?:to|before|for|first)|issue starttls (?:command )?first|^starttls required$/,
  ),
  // the token's answer (RFC 7628 §3.2.2) is told by its status alone
  mostly(
    'auth-token-invalid',
    /access token validation failure|\b(?:xoauth2|oauthbearer) (?:authentication|auth|login) (?:error|fail\w{0,4})|\bauth command failed: 334\b/,
  ),
  // how a provider wants it, told by a dialog or a person: before the failed login that it is about
  mostly(
    'auth-app-password-required',
    /(?:create|generate|use|need|requires?|set up|with) (?:an? |your |the )?(?:app(?:lication)?|device)[- ](?:specific )?password/,
  ),
  mostly(
    'auth-web-login-required',
    /(?:please|must|need to|have to|first) (?:log|sign) ?-?in (?:via|with|through|using|in|from|to) (?:the |your |a )?(?:web ?)?(?:browser|webmail|web ?site)/,
  ),
  // the same of the protocols that a provider keeps closed until the owner opens them: GMX, WEB.DE, mail.ru, QQ
  mostly(
    'auth-protocol-disabled',
    /\b(?:pop3?|imap)(?:(?:\/| und | and | oder | or |, )(?:pop3?|imap|smtp)){0,2}.{0,60}(?:deaktiviert|ausgeschaltet|nicht (?:aktiviert|freigeschaltet)|(?:by default|currently) (?:disabled|switched off|turned off)|desactiv|disattivat)/,
  ),
  mostly('account-quota-exceeded', SENDING_LIMIT),
  // Outlook and Exchange, in a notice and in a dialog.
  mostly('sender-not-allowed', /permissions? to send (?:as \S|(?:the |this )?(?:message|mail|e-?mail) on behalf)/),
  mostly('auth-required', /(?:send|issue|use) (?:the )?auth(?:entication)?(?: command)? first/),
  // Android's trust manager; Evolution and K-9
  mostly('cert-untrusted-root', /\bchain validation failed\b/),
  mostly('cert-name-mismatch', /hostname not us(?:e?able|eful) for server/),
  // whoever asks for a token
  mostly(
    'oauth-token-request-failed',
    /(?:failed|unable|could not|cannot|can't) (?:to )?(?:obtain|get|retrieve|acquire|fetch|refresh|request) (?:an? |the )?(?:\w{1,12} )?(?:(?:access|refresh|bearer|oauth2?) )?token\b/,
  ),
  // TLS was expected, and a server's plain greeting read for a record of it
  mostly('mode-mismatch', /(?:unable to|could ?n[o']t|can ?not|failed to) parse tls (?:packet )?headers?/),
  // the number of POSIX alone, as Linux has it
  mostly('tcp-refused', /\berror[: ]{1,2}111\b/),
  // Email::Sender, where the server was ready and TLS itself failed; Postfix, of any handshake that failed; c-client without TLS
  mostly('tls-handshake-failed', /can't starttls: 2|cannot start tls: handshake failure|ssl not supported on this machine/),
  // NetEase, whose words a library put into a string
  mostly('auth-policy-blocked', /\bunsafe login\b/),
  // Google: a token whose scope is another
  mostly('auth-token-scope', /insufficient permission.{0,120}(?:google|gmail)|(?:google|gmail).{0,120}insufficient permission/),
  // Zimbra's own interface, asked for an account that it has not: no address that mail was sent to
  always(null, /accountserviceexception/),
  // Nextcloud: of its own copy of a folder, while it is being read
  always(null, /mailboxlockederror|\bmailbox is locked object \{/),
  // proxies: PySocks, imapflow, mutt's tunnels
  mostly('proxy-auth-required', /socks5?autherror|socks5? authentication failed|proxy authentication (?:failed|required)/),
  mostly(
    'proxy-refused',
    /generalproxyerror.{0,60}(?:\b403\b|forbidden|not allowed)|proxy .{0,40}(?:\b403\b|forbidden|denied|not allowed by ruleset)/,
  ),
  mostly('proxy-unreachable', /proxyconnectionerror|error connecting to (?:socks\d?a?|http) proxy/),
  mostly(
    'proxy-protocol-error',
    /generalproxyerror|socks[45]error|fail\w{0,3} to (?:set ?up|establish|create|open|start) (?:the |a )?(?:proxy|socks|tunnel) ?(?:connection|tunnel|session)?/,
  ),
  // Outlook's own sentence, in its languages: the server's mechanisms and the client's have none in common
  mostly(
    'auth-no-common-mechanism',
    /(?:keine?|none|aucun\w{0,3}|ningun\w{0,2}|nessun\w{0,2}|nenhum\w{0,2}|geen|ни один|zadn\w{1,3}|ingen|inget|inga) .{0,45}(?:authenti|autenti|authentifi|verificatie|uwierzytel|autentis|godkend|проверки подлинности|аутентификации).{0,120}(?:server|servidor|serveur|serwer|сервер)|(?:server|servidor|serveur|serwer|сервер\S{0,3}) .{0,40}(?:keine?|aucun\w{0,3}|ningun\w{0,2}|nenhum\w{0,2}|geen) .{0,45}(?:authenti|autenti|authentifi|verificatie)/,
  ),
  // a name, before what cannot be reached without its address
  mostly(
    'dns-name-not-found',
    /(?:can ?not|can't|could ?n[o']t|unable to|failed to|error)(?: to)? (?:be )?resolv(?:e|ing) (?:[\w-]{1,40}\.){1,5}[a-z]{2,10}\b|\bhost lookup .{1,120} failed|(?:can ?not|can't|could ?n[o']t|unable to|failed to|error) (?:be )?resolv(?:e|ing) (?:the )?(?:mail |smtp |imap |pop3? )?(?:server|host|hostname|address|name|domain)|(?:server|host|hostname|domain) .{0,80}(?:can ?not|could not) be resolved/,
  ),
  // c-client and its like: the own machine's policy (SELinux, a firewall) lets the program out to no mail port
  mostly('tcp-unreachable', /can't connect to [^ ,]{1,120},\d{2,5}: permission denied/),
  // Go: whatever else went wrong with the question
  mostly(
    'dns-server-failure',
    /\blookup [\w.-]{1,200}(?: on [\d.:[\]a-f]{3,60})?: (?!no such host|.{0,80}(?:i\/o timeout|no such host))/,
  ),
  // EACCES at connect(2): SELinux, a firewall of this machine, a jail
  mostly('tcp-unreachable', /(?:connect(?:ion)?(?: to| socket)?) ?(?:[\w.:,-]{1,200} ?)?(?:failed)?: permission denied/),
  // c-client: what the mailbox names contradicts itself, another protocol's host or port than the flags say
  mostly(
    'config-mismatch',
    /couldn't open stream \{(?:pop3?[.-][^}]{0,200}|[^}:]{1,200}:(?:110|995)\b[^}]{0,120})(?<!\/(?:service=)?pop3\b[^}]{0,80})\}|couldn't open stream \{[^}:]{1,200}:(?:143|993)(?:\/[\w=-]{1,40}){0,6}\/(?:service=)?pop3\b|couldn't open stream \{(?:smtp[.-][^}]{1,200}|[^}:]{1,200}:(?:25|465|587)\b)/,
    {
      title: 'The mailbox names the host or port of another protocol',
      meaning:
        'Host, port and flags in the braces do not fit each other: 143 and 993 are for IMAP, which is the default, 110 and 995 for POP3 with `/pop3`, and 25, 465 and 587 for sending alone.',
      fix: 'Write `{imap.example.com:993/imap/ssl}INBOX` or `{pop.example.com:995/pop3/ssl}INBOX`, with the host that the provider names for it.',
    },
  ),
  // c-client: a port of implicit TLS (RFC 8314 §3) without `/ssl`
  mostly('mode-mismatch', /couldn't open stream \{[^}]{0,200}:(?:993|995)(?:\/(?!ssl)[\w=-]{1,40}){0,6}\}/),
  // settings that never reach a server
  mostly(
    'bad-target',
    /couldn't open stream \{:|url using bad\/illegal format|host ?name contains (?:unsafe|invalid|illegal)|(?:invalid|illegal|malformed|bad) (?:host ?name|server ?name|smtp (?:host|server)|mail (?:host|server)) ?(?:[:'"]|$)|port should be (?:>= 0|in the range)|err_socket_bad_port/,
  ),
  mostly(
    'credential-shape',
    /all-whitespace username|(?:user ?name|password) (?:contains|has|with) (?:invalid|illegal|unsupported|non-ascii|leading|trailing|white)|saslprep|(?:user ?name|password) (?:is|was) (?:empty|blank|missing)(?!: ?(?:no|false|0)\b)|missing (?:credentials|user ?name|password) for/,
    {
      title: 'User name or password have a form that cannot be sent',
      meaning:
        'The client found the credentials themselves at fault, before the server judged them: empty, blank, or with characters that it cannot encode.',
      fix: "Look at user name and password in the client's settings: empty, in the wrong field, with spaces or quotes around them, or read from a variable that is not set.",
    },
  ),
  // no revocation, before the certificate itself
  always(
    'cert-revocation-unchecked',
    /revocation (?:status|function|check|server|list).{0,80}(?:could not|unable|unknown|offline|not be (?:determined|checked|performed)|was unable|failed)|unable to (?:determine|check|get|obtain) (?:the )?revocation|revocationstatusunknown|offlinerevocation|undetermined_revocation_status|could not determine revocation/,
  ),
  // STARTTLS
  mostly(
    'starttls-not-offered',
    /(?:starttls|stls|tls|ssl)(?: extension| command| support| encryption)? (?:is )?(?:required|requested|needed|mandatory|must be used)?[,;: ]{0,3}(?:but )?(?:was |is |are )?not (?:being )?(?:supported|available|offered|advertised|announced|provided|enabled|implemented)(?: by| on|$| for|\.)|(?:server|host|peer|remote|connection|service)[^|]{0,80} (?:does not|doesn't|did not|didn't|not) (?:(?:appear|seem) to )?(?:support|offer|advertise|announce|provide|allow) (?:the )?(?:starttls|stls|tls|ssl|secure conn|encrypt)|(?:could|can) ?not (?:do |use )?starttls|must issue starttls.{0,10}but not|no starttls (?:support|offered|capabilit)|starttls is required but|server (?:has|with) no (?:starttls|tls)|starttls (?:extension )?not (?:supported|available|offered|advertised)|didn't f(?:i|ou)nd starttls/,
  ),
  // Dynamics 365 and its like: the mailbox is switched off because of it
  mostly(
    'tls-handshake-failed',
    /(?:error|problem|failure) (?:has )?(?:occurred )?(?:while|when|during|in) (?:establish|negotiat|creat|open|mak|start|set)\w{1,8} (?:up )?(?:an? |the )?(?:secure|ssl|tls|encrypted) (?:connection|channel|session)/,
  ),
  // logins: what is not there
  mostly(
    'auth-not-advertised',
    /auth(?:entication)? (?:extension |is )?not (?:supported|offered|available|advertised|enabled)(?: by| on|$|\.)|(?:server|host|it) (?:does not|doesn't|did not|didn't) (?:support|offer|advertise|announce|allow) (?:smtp |any )?auth|does not advertise auth|no auth(?:entication)? (?:advertised|offered|support)|unencrypted connection.{0,10}auth|authentication not attempted, host|auth not available/,
  ),
  mostly(
    'auth-no-common-mechanism',
    /no (?:worthy mechs|mechanism available|form of authori[sz]ation supported|(?:supported|compatible|common|usable|suitable|acceptable|known|matching|more|available) (?:sasl |smtp |login )?(?:auth(?:entication|enticator)?s? ?)?(?:mechanisms?|methods?|authenticators?|types?|schemes?|protocols?)(?!.{0,20}ssl)|(?:sasl )?(?:auth(?:entication)? )?(?:mechanisms?|methods?) (?:supported|in common|found|available))|(?:auth(?:entication)?|sasl|login) (?:mechanism|method|type|scheme)(?:s|\(s\))? .{0,60}not (?:supported|available|offered|advertised)|unsupported (?:auth(?:entication)?|sasl) (?:mechanism|method|type)|(?:server|host) (?:does not|doesn't) (?:support|offer|advertise|accept) .{0,40}(?:mechanism|auth\w{0,14} (?:method|type|scheme))|can't find an? .{0,30}auth/,
  ),
  // greeting and what comes first
  mostly(
    'greeting-timeout',
    /greeting (?:was )?never received|(?:fail\w{0,3}|unable|could not|cannot|can't|couldn't|did not|didn't) (?:to )?(?:receive|read|get|fetch) (?:the |a |an |any )?(?:\w{1,12} )?(?:banner|greeting|welcome)|no (?:initial )?(?:greeting|banner|welcome)|empty startup greeting|did(?:n't| not) (?:receive|get|send) (?:a |an |the |any )?(?:valid )?(?:initial )?(?:greeting|banner|welcome|response on connect)|timed? ?-?out (?:while )?(?:waiting for|receiving|reading) (?:the )?(?:initial |server |smtp |welcome )?(?:server )?(?:greeting|banner|initial)|waiting for (?:the )?(?:greeting|banner|initial (?:server )?response|welcome)/,
  ),
  mostly(
    'connection-closed',
    /code: ?-1 ?\)?, ?response: ?\)|, response: -1\b|got bad greeting from .{0,200}\[eof\]|response is 0 length|eof (?:caught|while|when)|premature (?:end|close)/,
  ),
  // before the connection that it ends
  mostly(
    'rate-limited',
    /too many (?:simultaneous |concurrent |open |active |parallel ){0,2}(?:connections|sessions|logins)|(?:connection|session) limit (?:exceeded|reached)|max(?:imum)? (?:number of )?(?:simultaneous |concurrent )?connections (?:exceeded|reached)/,
  ),
  // a session that ends
  mostly(
    'server-timeout',
    /(?:connection|session|server) (?:was )?(?:closed|terminated|dropped) (?:by (?:the )?server )?(?:due to|because of|after) (?:inactivity|idle|timeout)|disconnected (?:for|due to|because of) inactivity|autologout|idle (?:for )?too long/,
  ),
  mostly(
    'command-timeout',
    /connection to "[^"]{1,120}" timed out|socket error on .{1,120}: timeout|(?:read|write) operation timed out|connection unexpectedly closed: .{0,40}timed out|server read\/timeout error|time ?-?out(?:\(\d{1,4}\))? .{0,40}(?:read|receiv|wait)|(?:exception|error|timed? ?out|timeout) (?:while )?(?:reading|waiting for|receiving) (?:the |a |an )?(?:server )?(?:response|reply|answer|data|command)|read(?:ing)? (?:from .{0,60})?timed? ?-?out|(?:command|response|reply|read|receive|send|data|idle) ?(?:time ?-?out|timed out)|timed out while (?:sending|performing|receiving|authenticating|logging)|(?:authentication|login|auth) timed? ?-?out|no response (?:from|to|within|received)|error: no response\b|operation .{0,20}did not complete within|conversation with .{0,120}timed out|lost connection .{0,20}timed out/,
  ),
  // of whatever was asked of it last
  mostly('tcp-timeout', /server (?:is )?not responding/),
  // PHPMailer 5: a reply was due, and none came.
  mostly('connection-closed', /not accepted from server: {0,2}$/),
  // CodeIgniter, likewise
  mostly('connection-closed', /the following smtp error was encountered: {0,2}$/),
  mostly(
    'connection-closed',
    /connection (?:was |has been |is |had been |got )?(?:unexpectedly )?(?:closed|lost|dropped|terminated|ended|broken|disconnected)|unexpected(?:ly)? (?:end of|closed|close|disconnect|socket close|eof)|econnection\b|remote end closed|server (?:has )?(?:unexpectedly )?(?:disconnected|hung up|closed)|lost connection|(?<!before )\beof\b|end of (?:file|stream)|closed (?:the connection|by (?:the )?(?:remote|peer|foreign|server))|socket (?:closed|hang up|hung up|disconnected|is (?:closed|not connected))|can't read from socket|could not read from socket|broken pipe|has closed the transport|connection not available|(?<!authenticated but )not connected|disconnected(?: from server)?$|\[connection\] (?:closed|ended)|use of closed network connection|verbindung .{0,120}(?:geschlossen|getrennt|abgebrochen|unterbrochen|verloren)|connexion .{0,120}(?:perdue|interrompue|coupee)|(?:perdio|perdido|interrumpio) la conexion|connessione .{0,120}(?:persa|interrotta)|conexao .{0,120}(?:perdida|interrompida|encerrada)|соединение .{0,120}(?:потеряно|прервано|разорвано)|verbinding .{0,120}(?:verbroken|verloren)/,
  ),
  // a server that refuses a login, told without its reply
  mostly(
    'auth-rejected',
    /(?:incorrect|invalid|wrong|bad) (?:authentication(?: data)?|login|credentials?|user ?name|password|user or password|e-?mail or password)|(?:authentication|auth|login|log-?in|logon|sign-?in) (?:has |was |is )?(?:failed|failure|unsuccessful|denied|rejected|refused|error|not accepted)|(?:failed|unable|could not|cannot|can't|failure) (?:to )?(?:authenticate|log ?-?in|login|sign in|log (?:on |in )?(?:at|to|on))|could not authenticate|credentials (?:are |were )?(?:invalid|incorrect|rejected|not accepted)|(?:user ?name|password|credentials).{0,40}(?:rejected|incorrect|not accepted|invalid|wrong|not correct)|error login on \[|login denied|authori[sz]ation fail(?:ure|ed)|\bauthfail|denied authentication|no se (?:pudo|ha podido) aut|(?:rejected|refused|denied|did not accept) (?:the |your |our |these )?(?:\w{1,12} )?(?:credentials|login|log-in|password|user ?name)|error (?:while |during |when )?(?:authenticating|logging in|authentication)\b(?!.{0,120}not writable)|smtp verification (?:error|fail\w{0,3})|(?:anmeldung|authentifizierung|login) .{0,60}(?:fehlgeschlagen|abgelehnt)|authentification .{0,30}(?:echoue|refuse)|echec de l'authentification|autenticaci.{0,40}(?:fall|denegad|rechaz|incorrect)|autenticazione .{0,30}(?:fallit|non riuscit)|(?:не удалось|невозможно|ошибка|сбои|помилка) .{0,30}(?:вход|авториз|аутентиф|автентиф|воити|логин)|неверн\S{1,4} (?:логин|пароль|имя|учетн)|(?:认证|驗證|验证|登录|登入)(?:失败|失敗|错误)|(?:用户名|账号|帐号|邮箱)?(?:或|和)?密码(?:错误|不正确|有误)|認証(?:に|が)?(?:失敗|エラー)|ログイン(?:に|が)失敗|(?:인증|로그인).{0,10}실패|falha (?:na|de|ao) (?:autentic|login)|(?:usuario|senha|contrasena|clave) (?:o|ou|y|e)? ?.{0,20}(?:invalid|incorret|incorrect|errad)|(?:nome utente|password) .{0,30}(?:non (?:valid|corrett)|errat)|(?:gebruikersnaam|wachtwoord).{0,30}(?:onjuist|ongeldig)|(?:aanmelden|aanmelding|inloggen|verificatie) (?:is )?mislukt|kimlik dogrulama.{0,20}(?:basarisiz|hata)|uwierzytelni.{0,40}(?:nie powiod|nieuda|blad)|nieprawid.{0,20}(?:login|has)|(?:inloggning|autentisering|godkendelse|innlogging)\w{0,4} (?:misslyckades|mislykkedes|mislyktes)|(?:prihlaseni|overeni) .{0,20}(?:selhal|nezdaril)|sikertelen (?:bejelentkez|hitelesit)|(?:benutzername|kennwort|passwort|zugangsdaten).{0,30}(?:falsch|nicht korrekt|ungultig|inkorrekt)|(?:identifiant|mot de passe).{0,30}(?:incorrect|invalide|errone)/,
  ),
  // isync, whose `<pass>` is masked with what follows it
  mostly(
    'auth-rejected',
    /imap command '(?:login|authenticate)\b|\blogin to (?:server|account) .{1,300} failed\b|(?:^[`'"]?|\b(?:pop3s?|imaps?): )auth for user \S{1,200} failed|\b(?:authenticate|login) failed$/,
  ),
  mostly(
    'auth-protocol-error',
    /invalid sasl argument|an authentication function returned an error|\bgeneric failure|sasl (?:conversation|error|exchange) (?:fail|error)/,
  ),
  mostly(
    'auth-temporary-failure',
    /sasl.{0,40}unable to open .{0,20}(?:\bdb\b|database)|sasl.{0,30}(?:connect to|socket|saslauthd|service).{0,120}(?:failed|no such file|refused|not available|unavailable)|auth(?:entication)? (?:server|service|backend) (?:is )?(?:unavailable|down|not responding)/,
  ),
  // sending
  mostly('message-too-large', /message size exceeds (?:the )?(?:server|maximum|fixed|size|limit)/),
  mostly('relay-denied', /relay(?:ing)? (?:access )?(?:denied|not permitted)|unauthori[sz]ed relay/),
  mostly(
    'rate-limited',
    /too many (?:connections|messages|requests|e-?mails|recipients)|throttl(?:ed|ing)|rate (?:limit )?exceeded|sending rate/,
  ),
];

/** No connection, of which nothing tells why; a login that failed is told above. */
export const NO_CONNECTION =
  /(?:could ?n[o']t|can ?not|can't|unable to|failed to|failure|error(?: while)?|failed) (?:to )?(?:connect(?:ing|ed)?|establish(?:ing)?|open(?:ing)?|reach(?:ing)?)(?: to)?(?: an?| the| any| your)?(?: [\w-]{1,20}){0,3}? ?(?:(?:smtp|imaps?|pop3?|mail|e-?mail|outgoing|incoming) ?(?:server|host|connection|session|port)|(?:to|with) (?:the )?(?:server|host|smtp|imap|pop3?)|(?:smtp|imap|pop3?|mail|outlook)[\w-]{0,20}\.[\w.-]{3,100})|\btcp connect to \([^)]{3,60}\) failed|\bconnect\(\) failed|["'“”](?:could not|failed to|cannot|unable to) connect["'“”.]|\bconnection to (?:the )?(?:smtp|imap|pop3?|mail|storage) ?server (?:failed|could not)|(?:verbindung|connexion|conexi[oó]n|connessione|conex[aã]o) .{0,60}(?:konnte nicht|kann nicht|fehlgeschlagen|impossible|[eé]chou[eé]|fall[oó]|no se pudo|non riuscita|imposs[ií]vel|falhou)/i;

/** Told in place of a cause: they yield to whatever else the text names. */
export const CLIENT_CONSEQUENCES: readonly Sentence[] = [
  // c-client warns, and goes on
  mostly('auth-over-plaintext', /insecure server advertised auth=/),
  mostly('auth-rejected', /\bauthenticate failed\b|all (?:authentication types|auth methods|login methods) failed/),
  mostly(
    'tls-handshake-failed',
    /(?:unable|could not|cannot|failed|failure) (?:to )?(?:start|enable|initiate|negotiate|establish|upgrade|connect with|convert)[^|]{0,30}(?:tls|ssl|starttls|encryption|secure)|starttls (?:attempted but )?failed|unable to connect via (?:tls|ssl)\b|tls (?:startup|negotiation|connection|setup) (?:failed|error|failure)|(?:ssl|tls|starttls) handshake.{0,60}(?:fail|error|abort|time|problem|exception|eof|closed|reset)|(?:ssl|tls|secure) (?:connection|channel|session)?[^.!?;]{0,30}(?:failed|error|could not|was not|not be)|an error occurred while attempting to establish an ssl or tls connection/,
  ),
];
