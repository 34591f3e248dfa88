// Replies of mailbox providers outside Microsoft and Google: Yahoo and AOL, Europe, Russia, China, and the rest of
// the world. Facts as data; knows no engine.
import { type ReplyEntry, says } from '../reply-entry.ts';

const YAHOO = 'Yahoo Mail / AOL';
const YANDEX = 'Yandex Mail';
const MAIL_RU = 'Mail.ru';
const NETEASE = 'NetEase (163.com, 126.com)';
const QQ = 'QQ Mail';
const EXMAIL = 'Tencent Exmail';
const GMX = 'GMX / WEB.DE / mail.com';
const TISCALI = 'Tiscali';

const YAHOO_FIX =
  'Create an app password under Account Security (https://login.yahoo.com/account/security; AOL and AT&T have their own page: AT&T calls it secure mail key) and use it with the full address. Then wait 15 minutes before the next try.';

export const yahooAol = (): readonly ReplyEntry[] => [
  says('auth-rate-limited', YAHOO, [/#auth005/, /too many bad auth attempts/], {
    title: 'Yahoo refuses: too many bad logins',
    meaning:
      "Sent after repeated failures, and often at the very first try with the account's own password, which mail programs may not use.",
    fix: YAHOO_FIX,
  }),
  says(
    'auth-app-password-required',
    YAHOO,
    [/(?:app|application) password.{0,120}(?:yahoo|aol)/, /generate (?:an )?app password/, /#auth00[1-46-9].{0,60}app/],
    { fix: YAHOO_FIX },
  ),
  says('auth-rejected', YAHOO, [/#auth0\d\d/, /#mbr\d{3,5}/, /login invalid credentials/], { fix: YAHOO_FIX }),
  says('server-blocks-ip', YAHOO, [
    /\((?:dyn|rtr|rly|con|con|hvu|rpt|snd):[a-z0-9]{1,4}\)/,
    /\[(?:bl|ph|tss?)\d{2}\] .{0,60}(?:block|not (?:be )?accepted|permanently)/,
    /connections? (?:will )?not (?:be )?accepted.{0,60}(?:yahoo|spamhaus)/,
  ]),
  says(
    'rate-limited',
    YAHOO,
    [
      /\[ts(?:s)?\d{2}\]/,
      /421-ts\d\d/,
      /temporarily deferred due to (?:user complaints|unexpected volume)/,
      /\[gl01\]/,
      /messages from .{0,60} temporarily deferred/,
      /postmaster\.(?:yahoo|aol)/,
      /senders\.yahooinc/,
    ],
    {
      meaning: 'Yahoo puts off mail from this address for its volume or complaints about it.',
      fix: 'Send less and more slowly; for a mail server of your own follow https://senders.yahooinc.com. For mail as a user send through smtp.mail.yahoo.com:465 with an app password.',
      about: 'smtp',
    },
  ),
];

export const european = (): readonly ReplyEntry[] => [
  // United Internet: GMX, WEB.DE, mail.com, IONOS ("Nemesis")
  says('client-no-rdns', GMX, [/nemesis.{0,200}ptr/, /(?:bad|invalid) dns ptr/]),
  // The link behind it is that of a blocked address, too: it alone decides nothing.
  says('content-rejected', GMX, /transaction failed reject due to policy restrictions/, {
    ofMessage: true,
    confidence: 'likely',
  }),
  says('server-blocks-ip', GMX, [
    /nemesis.{0,200}(?:block ?listed|ip address is|bad ip|reputation|dialup|dynamic)/,
    /postmaster\.(?:gmx|web|mail|1und1|kundenserver|ionos)[a-z.]{0,12}\/.{0,40}(?:case|error)/,
  ]),
  says('rate-limited', GMX, [/nemesis.{0,200}(?:too many|limit|throttl)/, /mail(?:box)? send ?limit|sende-?limit|maillimit/], {
    confidence: 'likely',
  }),
  says('greeting-busy', GMX, /^4\d\d.{0,60}nemesis.{0,200}/, { stages: ['greeting', 'connect'] }),
  says('greeting-refused', GMX, /^5\d\d.{0,60}nemesis esmtp service not available.{0,200}/),
  says(
    'auth-protocol-disabled',
    GMX,
    [
      /(?:pop3?|imap|smtp)[^.]{0,40}(?:zugriff|zugang|abruf|versand)[^.]{0,60}(?:deaktiviert|gesperrt|nicht (?:aktiviert|freigeschaltet|erlaubt))/,
      /hilfe\.(?:gmx|web)\.[a-z]{2,3}\/pop-?imap/,
      /support\.gmx\.com\/pop-?imap/,
    ],
    {
      fix: 'Switch "Access by POP3 and IMAP" on in the webmail settings (GMX and WEB.DE: E-Mail > Einstellungen > POP3/IMAP Abruf); it also governs SMTP.',
    },
  ),
  // T-Online
  says(
    'server-blocks-ip',
    'T-Online (Telekom)',
    [/none\/bad reputation/, /tosa@rx\.t-online/, /ip=[0-9a-f.:]{3,45} - (?:a problem|none|dialup|bad)/],
    {
      fix: "Use securesmtp.t-online.de:465 with login. For a mail server of your own write to tosa@rx.t-online.de with the address and an imprint on its host's web page.",
      about: 'smtp',
    },
  ),
  // France
  says(
    'server-blocks-ip',
    'Orange (France)',
    [
      /ofr_?00[46][-_ ]?\d{0,3}.{0,80}(?:ip|bloqu|block|spam)/,
      /ofr00[46]_10[1246-9]/,
      /incident de spam/,
      /mwinf\w{2,12} .{0,12}adresse ip source bloquee/,
      /ofr_?\d{3}.{0,40}reputation/,
    ],
    {
      fix: 'Send with login through smtp.orange.fr:465. For a mail server of your own ask for removal at the address named in the reply.',
      about: 'smtp',
    },
  ),
  says('rate-limited', 'Orange (France)', [
    /ofr_?\d{3}_?\d{0,3}.{0,60}(?:connexions|throttl)/,
    /trop de connexions/,
    /too many (?:connections|messages), slow down.{0,40}ofr/,
    /ofr_?(?:\d{3}_?)?10[3-9]\b/,
    /veuillez (?:ralentir|patienter)/,
  ]),
  says(
    'auth-protocol-disabled',
    'Free (France)',
    /smtp authentifie.{0,60}(?:desactive|active)|authenticated smtp.{0,40}free\.fr/,
    {
      fix: 'Switch "SMTP authentifié" on in the subscriber area of free.fr, wait an hour, and log in with the part before the @.',
    },
  ),
  says('server-blocks-ip', 'SFR / Numericable', /lpn\d{3}_\d{3}.{0,60}(?:ip|spam|block|bloqu)/),
  // Italy
  says(
    'auth-account-locked',
    TISCALI,
    [/your password is too simple/, /password troppo semplice/, /sender is frozen/, /authentication_rejected\.php/],
    {
      meaning: 'Tiscali holds the account back: its password is too simple, or spam was seen.',
      fix: 'The owner sets a new, longer password in Tiscali webmail (My Tiscali > Password) and enters it in the client.',
    },
  ),
  says('auth-rejected', TISCALI, /no authentication type succeeded/, { confidence: 'likely' }),
  says('auth-rejected', 'Aruba', /5\.7\.0 authentication rejected/, {
    fix: 'Type the password anew (a space at its end is the usual cause) and check the host: smtps.aruba.it:465, for PEC smtps.pec.aruba.it:465.',
    about: 'smtp',
    confidence: 'likely',
  }),
  says('account-quota-exceeded', 'Libero / Virgilio', /\(limit\w?\).{0,60}(?:libero|virgilio)|lib_\d{3}.{0,60}limit/),
  // OVH
  says('auth-rejected', 'OVHcloud', /^535 5\.7\.1 authentication failed\.?$/, {
    meaning: 'Wrong password, an alias instead of a mailbox, the wrong cluster for this account, or an account blocked for spam.',
    fix: 'Check the host in the OVHcloud control panel: ssl0.ovh.net for MX Plan, pro1.mail.ovh.net for Email Pro, ex<n>.mail.ovh.net for Exchange; log in with the mailbox, and look there whether it is blocked for spam.',
    confidence: 'likely',
  }),
  // others
  says('auth-app-password-required', 'Fastmail', [/you need to create an app password/, /fastmail.{0,100}app password/], {
    fix: 'Create an app password: Fastmail Settings > Privacy & Security > Connected apps & API tokens.',
  }),
  says('auth-protocol-disabled', 'Fastmail', /(?:plan|account) does not (?:allow|include|have access to) (?:smtp|imap|pop)/),
  says('auth-app-password-required', 'Proton Mail', [/bridge password|smtp (?:submission )?token.{0,40}(?:required|invalid)/], {
    fix: 'Use the password that Proton Mail Bridge shows for the mailbox, or an SMTP token made under Settings > IMAP/SMTP for the custom domain.',
  }),
  says(
    'auth-protocol-disabled',
    'Zoho Mail',
    [
      /yet to enable imap/,
      /enable imap for your account/,
      /contact your administrator .{0,40}imap.{0,20}zoho/,
      /pop access (?:is )?(?:not enabled|disabled).{0,40}zoho/,
    ],
    {
      fix: 'Zoho Mail Settings > Mail Accounts > IMAP: enable IMAP access; in an organisation the administrator allows it in the Admin console.',
    },
  ),
];

export const russian = (): readonly ReplyEntry[] => [
  says('auth-protocol-disabled', YANDEX, /(?:credentials|login failure) or (?:imap|pop3?) (?:is )?disabled/, {
    title: 'Yandex: mail programs are not switched on, or the password is wrong',
    meaning:
      'Yandex names both at once: the mailbox takes no logins of mail programs before its owner allows them, and then takes an app password, not that of the account.',
    fix: 'Yandex Mail > Settings > Email clients: tick "From the imap.yandex.ru server via IMAP" and "App passwords and OAuth tokens"; then create an app password at https://id.yandex.ru/security/app-passwords.',
    confidence: 'likely',
    keepsId: true,
    reference: 'https://yandex.com/support/mail/mail-clients/others.html',
  }),
  says(
    'auth-protocol-disabled',
    YANDEX,
    [/does not have access rights to this service/, /imap is disabled/, /pop3? is disabled/, /access_?rights.{0,40}yandex/],
    {
      title: 'Mail programs are not switched on for this Yandex mailbox',
      meaning:
        'The mailbox takes no logins of mail programs until its owner allows them; the account password does not do afterwards either.',
      fix: 'Yandex Mail > Settings > Email clients: tick "From the imap.yandex.ru server via IMAP" and "App passwords and OAuth tokens"; then create an app password at https://id.yandex.ru/security/app-passwords.',
      reference: 'https://yandex.com/support/mail/mail-clients/others.html',
    },
  ),
  says(
    'auth-account-locked',
    YANDEX,
    /account has been (?:temporarily )?(?:restricted|blocked|suspended) .{0,20}yandex suspects|yandex suspects .{0,60}(?:hacked|compromised)/,
  ),
  says('auth-web-login-required', YANDEX, /(?:accept|please accept) (?:the )?eula/, {
    fix: 'Sign in to the mailbox by browser once and accept the user agreement, then log in again.',
  }),
  says(
    'account-restricted',
    YANDEX,
    [/message rejected under suspicion of spam/, /5\.7\.1 policy rejection on the target address/, /spam\.ya\.ru|ya\.cc\/1iru0/],
    { confidence: 'likely' },
  ),
  says(
    'auth-app-password-required',
    MAIL_RU,
    [
      /neobhodim parol/,
      /parol(?:'|ya)? (?:dlya )?(?:vneshn|prilozh)/,
      /application password is required/,
      /help\.mail\.ru\/mail\/security\/protection\/external/,
      /parol prilozheni/,
      /parol dlya (?:vneshnego )?prilozheni/,
    ],
    {
      title: 'Mail.ru wants a password for external applications',
      fix: 'Create one: Mail.ru > Settings > Security > Passwords for external applications (https://account.mail.ru/user/2-step-auth/passwords), with access to mail, and use it with the full address.',
      reference: 'https://help.mail.ru/mail/security/protection/external',
    },
  ),
  says(
    'account-restricted',
    MAIL_RU,
    [
      /message sending for this account is disabled/,
      /sending messages? for this (?:account|user) is (?:disabled|blocked)/,
      /spam message rejected.{0,80}help\.mail\.ru/,
    ],
    {
      fix: 'The owner changes the password at https://account.mail.ru and confirms ownership there; sending is then released.',
    },
  ),
  says('rate-limited', MAIL_RU, [/ratelimit exceeded.{0,80}(?:mail\.ru)?/, /try again later.{0,40}(?:mail\.ru)/], {
    confidence: 'likely',
    stages: ['connect', 'greeting', 'ehlo'],
  }),
];

export const chinese = (): readonly ReplyEntry[] => [
  says('auth-encryption-required', QQ, /secure connection is requi?e?red ?\(such as ssl\)/),
  says('auth-app-password-required', QQ, [/enter your authori[sz]ation code/, /authori[sz]ation code/, /授权码/, /授權碼/], {
    title: 'QQ Mail wants an authorization code',
    meaning:
      'Mail programs must use the authorization code made in webmail, not the QQ password. After many logins in a short time QQ says the same.',
    fix: 'mail.qq.com > Settings > Account > POP3/IMAP/SMTP service: switch it on, generate the code (授权码) and use it as password. NetEase has the same setting.',
  }),
  // one sentence for five causes
  says('auth-rejected', QQ, /account is abnormal, service is not open/, {
    title: 'QQ Mail refuses the login for one of several reasons',
    meaning:
      'It names all of them at once: the service is not switched on, the password is not the authorization code, the account is barred, too many logins in a short time, or its own fault.',
    fix: 'mail.qq.com > Settings > Account > POP3/IMAP/SMTP service: switch it on and use its authorization code (授权码) as password; then wait some minutes before the next login.',
    confidence: 'likely',
    keepsId: true,
  }),
  says('auth-protocol-disabled', QQ, /(?:password|passowd) or your account is not enabled for/, { confidence: 'likely' }),
  // the page behind the link is about the code, whatever the words before it
  // one sentence for whatever is wrong with a login: https://help.mail.qq.com/detail/108/1023
  says('auth-rejected', QQ, /account is abnormal, service is not open, password is incorrect/, {
    title: 'QQ Mail refuses the login, and lists what it may be',
    meaning:
      'Tencent has one sentence for five reasons: the account is restricted, the service is not switched on, the authorization code is wrong, there were too many logins, or it is busy.',
    fix: 'In webmail: Settings > Account > POP3/IMAP/SMTP service: switch it on, make a new authorization code and use it as password; then wait some minutes before the next try.',
    confidence: 'likely',
  }),
  says('auth-app-password-required', QQ, /service\.mail\.qq\.com/, { confidence: 'likely' }),
  says('auth-rejected', EXMAIL, /^(?:5\d\d|454) .{0,80}system busy/, {
    title: 'Tencent Exmail refuses the login',
    meaning:
      'A wrong password or client password, SMTP not switched on, or a login limit of the account that holds for some time.',
    fix: 'In exmail.qq.com > Settings > Client settings: switch SMTP on and, with secure login, generate a client password. Stop retrying for half an hour.',
    stages: ['auth'],
  }),
  says(
    'auth-app-password-required',
    NETEASE,
    [/user has no permission/, /use(?:r)? (?:authori[sz]ation|client) (?:code|password)/],
    {
      title: 'NetEase: the service is off, or the authorization code is missing',
      meaning:
        'Mail programs may not log in yet: POP3/SMTP/IMAP is not switched on, or the account password was used in place of the authorization code.',
      fix: 'mail.163.com > Settings > POP3/SMTP/IMAP: switch IMAP/SMTP on, create an authorization code (授权密码) and use it as password.',
    },
  ),
  says('auth-policy-blocked', NETEASE, [/unsafe login/, /kefu@188/, /please contact kefu/], {
    title: 'NetEase refuses a client that did not introduce itself',
    meaning: 'After the login the mailbox opens only for clients that have sent the IMAP ID command.',
    fix: 'Switch the IMAP ID command on in the client (imaplib: `M.xatom("ID", \'("name" "client")\')`; JavaMail: `IMAPStore.id()`), or use POP3.',
    owner: 'you',
  }),
  says('auth-rejected', NETEASE, /^535 error: authentication failed$/, {
    meaning: 'User name or password is not taken; at NetEase the password must be the authorization code.',
    fix: 'Use the full address and the authorization code from mail.163.com > Settings > POP3/SMTP/IMAP. On a server of your own: check the password store behind its SASL set-up.',
    confidence: 'likely',
  }),
  says(
    'auth-rate-limited',
    NETEASE,
    [/too much fail(?:ed|ure)? auth/, /hl:(?:rep|itc|icc|ifc|mep)\b.{0,30}auth/, /mi:[a-z]{3} .{0,20}auth/],
    {},
  ),
  says(
    'rate-limited',
    NETEASE,
    [/\bhl:(?:itc|icc|ifc|rep|mep|aut)\b/, /\b(?:mi:(?:cel|dmc|ccl|sfq)|rp:(?:drc|ccl|trc|cel|qrc))\b/],
    {
      fix: 'Fewer connections and messages at once from this address; wait ten minutes. The code is explained at https://help.163.com.',
    },
  ),
  says('server-blocks-ip', NETEASE, [/\b(?:mi:(?:bli|ipb|spb)|wm:bli|hl:(?:rbl|bli)|dt:rbl)\b/, /\bblack ip\b/]),
  says('auth-rejected', 'Alibaba Cloud (Aliyun) mail', /^526 authentication failure/, {
    fix: 'Full address as user name; with the third-party client password switched on, use that one (qiye.aliyun.com > Settings > Account and security).',
  }),
  says(
    'sender-not-allowed',
    EXMAIL,
    [
      /mail from must equal authori[sz]ed user/,
      /sender address must (?:be the same as|equal)/,
      /from address must be (?:the )?same as/,
      /发件人.{0,30}(?:一致|不匹配)/,
    ],
    {
      fix: 'Set the From address to the mailbox that logs in.',
    },
  ),
  says(
    'rate-limited',
    QQ,
    [/connection frequency limited/, /frequency limit/, /ip frequency limited/, /domain frequency limited/, /频率|频繁/],
    {
      fix: 'Send more slowly from this address and wait; QQ explains it at https://service.mail.qq.com.',
    },
  ),
  says('server-blocks-ip', QQ, [/suspected (?:bounce|spam) ip/, /suspected spam ip/]),
  says('auth-protocol-disabled', 'Lark / Feishu', /smtp .{0,40}(?:not (?:open|enabled|turned on)|未开启|未开通|已关闭)/),
];
