// Literal replies of mail server software: Postfix, Exim, Dovecot, Sendmail, qmail, Courier, OpenSMTPD, Haraka,
// hMailServer, Stalwart, mox, James, MDaemon, Kerio, Zimbra, Domino and their like. Facts as data; knows no engine.
import { clientPorts, settingOf } from '../advice.ts';
import { type ReplyEntry, says } from '../reply-entry.ts';

const POSTFIX = 'Postfix';
const POSTSCREEN = 'Postfix postscreen';
const EXIM = 'Exim';
const SENDMAIL = 'Sendmail';
const CYRUS = 'Cyrus SASL';
const DOVECOT = 'Dovecot';
const QMAIL = 'qmail';
const COURIER = 'Courier';
const HMAIL = 'hMailServer';
const STALWART = 'Stalwart';
const CHASQUID = 'chasquid';
const ICEWARP = 'IceWarp (Merak)';

const POSTFIX_SASL = 'http://www.postfix.org/SASL_README.html';
const EXIM_AUTH = 'https://www.exim.org/exim-html-current/doc/html/spec_html/ch-smtp_authentication.html';

export const servers = (): readonly ReplyEntry[] => [
  // postscreen
  says('server-blocks-ip', POSTSCREEN, /^5(?:21|50) 5\.3\.2 service currently unavailable/, {
    title: 'postscreen turns this address away',
    meaning: "The server's postscreen found the address on a blocklist (or its tests failed) and keeps the reason to itself.",
    fix: 'Use the submission port 587 or 465, where postscreen does not stand. Administrator: the postscreen lines in the mail log name the list; exempt the address in `postscreen_access_list`.',
    reference: 'http://www.postfix.org/POSTSCREEN_README.html',
    confidence: 'likely',
  }),
  says('client-too-early', POSTSCREEN, /^5(?:21|50) 5\.5\.1 protocol error/, {
    reference: 'http://www.postfix.org/POSTSCREEN_README.html',
  }),
  says('greylisted', POSTSCREEN, /^450 4\.3\.2 service currently unavailable/, {
    meaning: 'postscreen has tested the address and wants it to connect once more, like greylisting.',
    stages: ['ehlo', 'auth'],
    reference: 'http://www.postfix.org/POSTSCREEN_README.html',
  }),
  says('greeting-busy', POSTSCREEN, /all (?:server|screening) ports are busy/, {
    fix: 'Try again in a few minutes. Administrator: raise `default_process_limit` or `postscreen_post_queue_limit`.',
    reference: 'http://www.postfix.org/STRESS_README.html',
  }),
  // Sendmail: its limits, before Postfix' like words (ratecontrol, conncontrol)
  says('rate-limited', SENDMAIL, [/^421 4\.3\.2 (?:connection rate limit exceeded|too many open connections)/], {
    meaning: 'Sendmail limits how many connections one client opens in a minute, or has open at once.',
    fix: 'Open fewer connections at once, and wait a minute. Administrator: the features ratecontrol and conncontrol, with the ClientRate and ClientConn lines of the access map.',
    stages: ['connect', 'greeting', 'ehlo', 'auth', 'quit'],
    reference: 'https://www.sendmail.org/~ca/email/doc8.12/cf/m4/anti_spam.html',
  }),
  // Postfix
  says('client-too-early', POSTFIX, [/smtp protocol synchroni[sz]ation/, /improper (?:command )?pipelining/]),
  says('greeting-refused', POSTFIX, [/esmtp not accepting connections/, /service not accepting connections/]),
  says(
    'rate-limited',
    POSTFIX,
    [
      /error: too many (?:connections|errors|messages|recipients|commands)/,
      /too much mail from/,
      // Of its log; what it says to a client is "too many connections".
      /connection (?:rate|concurrency) limit exceeded: \d/,
      /4\.7\.0 .{0,60}error: too many (?!new tls|auth)/,
    ],
    {
      meaning:
        'Postfix counts connections, commands or errors per client (anvil). After "too many errors" read the refusals that came before.',
      fix: 'Open fewer connections at once, and mend what the server complained of before. Administrator: `smtpd_client_connection_count_limit`, `smtpd_client_connection_rate_limit`, or `smtpd_client_event_limit_exceptions` for this address.',
      stages: ['connect', 'greeting', 'ehlo', 'auth', 'quit'],
      reference: 'http://www.postfix.org/TUNING_README.html',
    },
  ),
  // smtpd asks its milters before it starts TLS, and says no more than this where one is away.
  says('starttls-rejected', POSTFIX, /^454 4\.3\.0 try again later/, {
    title: 'A content filter (milter) of the server refuses STARTTLS for now',
    meaning: 'A content filter of the server (milter) does not answer, and no session goes on without it. TLS itself works.',
    fix: 'Try again in some minutes. Administrator: see that the milter runs and listens where `smtpd_milters` says; the mail log has "connect to Milter service …". `milter_default_action = accept` lets mail through without it.',
    stages: ['starttls'],
    stageMustBeKnown: true,
    reference: 'http://www.postfix.org/MILTER_README.html',
  }),
  // haproxy_srvr.c: what came first was no PROXY header, or none came in time.
  says('server-fault', POSTFIX, /^421 4\.3\.0 (?:\S{1,255} )?server local error/, {
    title: 'The server reports a fault of its own, as Postfix does where it expects a PROXY header',
    meaning:
      'Postfix says so where a proxy is to tell it the address of the client first (`smtpd_upstream_proxy_protocol`), and no header of the PROXY protocol comes: this port is for a load balancer, not for clients.',
    fix: 'Use the port of the load balancer. Administrator: take `smtpd_upstream_proxy_protocol = haproxy` off ports that clients reach directly, or have the proxy send the header (HAProxy: send-proxy).',
    reference: 'http://www.postfix.org/postconf.5.html#smtpd_upstream_proxy_protocol',
  }),
  says('starttls-rejected', POSTFIX, [/too many new tls sessions/], {
    fix: 'Reuse TLS sessions and connections. Administrator: `smtpd_client_new_tls_session_rate_limit`.',
  }),
  says('starttls-rejected', POSTFIX, /tls not available due to local problem/, {
    title: 'The server cannot start TLS: certificate or key is not usable',
    meaning:
      'Postfix could not load its certificate or key, or tlsmgr or tlsproxy does not run. From a host that is no Postfix it is the sign of a program that strips TLS.',
    fix: 'Administrator: `postconf smtpd_tls_chain_files smtpd_tls_cert_file smtpd_tls_key_file`, check that both files exist, fit and are readable, `postfix check`, then `postfix reload`; the mail log has "cannot load …".',
    reference: 'http://www.postfix.org/TLS_README.html',
  }),
  says(
    'mode-mismatch',
    POSTFIX,
    [
      /tls (?:is )?already (?:active|started|running|enabled|established|on)/,
      /already (?:in|using|under|running|negotiated) (?:a )?(?:tls|ssl|secure)/,
      /channel already secured/,
      /already (?:tls|secured|encrypted)/,
      /starttls .{0,20}(?:already|twice)/,
      /(?:session|connection) (?:is )?already (?:in )?(?:secure|encrypt|tls)/,
    ],
    {
      title: 'STARTTLS was asked for inside TLS',
      meaning: 'The connection was already encrypted when the client asked for STARTTLS: two modes at once.',
      fix: (seen) => `Choose one: ${clientPorts(seen)}.`,
      confidence: 'likely',
    },
  ),
  says(
    'mode-mismatch',
    null,
    [
      /ssl attempted over a non-?ssl/,
      /(?:ssl|tls|https?) .{0,40}(?:on|over|to) (?:a )?(?:non-?(?:ssl|tls|secure)|plain ?text|clear ?text|unencrypted) (?:port|socket|connection)/,
      /(?:client ?hello|tls handshake|ssl handshake) .{0,60}(?:plain|not expected|unexpected|starttls)/,
      /unexpected tls|tls (?:record|data|client ?hello) (?:received|detected|seen)/,
      /(?:plain ?text|http) (?:request|connection|command) .{0,30}(?:sent )?(?:to|on) (?:an? )?(?:https|ssl|tls) port/,
      /this (?:port|server|is an?) .{0,30}(?:implicit )?(?:ssl|tls)[- ](?:only|enabled|wrapped)? ?(?:port|only)/,
    ],
    {
      fix: (seen) => `Change the mode or the port in the client: ${clientPorts(seen)}.`,
    },
  ),
  says('ehlo-name-rejected', POSTFIX, [/(?:helo|ehlo) command rejected/, /syntax: (?:ehlo|helo)/], {
    stages: ['ehlo', 'auth', 'greeting'],
    reference: 'http://www.postfix.org/postconf.5.html#reject_non_fqdn_helo_hostname',
  }),
  says(
    'auth-temporary-failure',
    CYRUS,
    [
      /authentication failed(?:ure)?: generic failure/,
      /temporary authentication failure/,
      /authentication failure: generic/,
      /(?:can't|cannot|could not) connect to (?:the )?(?:auth|saslauthd)/,
      /connection lost to auth/,
      /no such file or directory.{0,40}sasl|saslauthd/,
      /authentication backend (?:error|failure)/,
    ],
    {
      meaning:
        "The service that checks passwords (saslauthd, Dovecot's auth) is unreachable or failing. Nothing is said of the password.",
      fix: 'Try again later. Administrator: does the password service run (saslauthd, or what the server asks), and can the mail server read its socket (chroot, group)? `testsaslauthd -u <user>`.',
      reference: POSTFIX_SASL,
    },
  ),
  says(
    'auth-mechanism-rejected',
    CYRUS,
    [
      /authentication failed: no mechanism available/,
      /no worthy mechs/,
      /mechanism too weak/,
      /encryption needed to use mechanism/,
    ],
    { reference: POSTFIX_SASL },
  ),
  says('auth-account-locked', CYRUS, [
    /authentication fail(?:ed|ure): (?:account disabled|user disabled)/,
    /passphrase (?:has )?expired/,
    /passphrase must be reset/,
    /password change (?:is )?(?:required|due|needed)/,
  ]),
  says('auth-protocol-error', CYRUS, [
    /authentication failed: (?:authentication )?(?:aborted|cancell?ed)/,
    /one time use of a plaintext password/,
  ]),
  says(
    'auth-mechanism-rejected',
    POSTFIX,
    [
      /invalid authentication mechanism/,
      /authentication mechanism (?:is )?(?:not supported|not available|not permitted|disabled|too weak|is too weak|unsupported|not allowed)/,
    ],
    { reference: POSTFIX_SASL, confidence: 'likely' },
  ),
  says(
    'auth-protocol-error',
    null,
    [
      /(?:invalid|bad|malformed|illegal|incorrect|wrong) base ?64/,
      /base ?64 (?:data |string |response )?(?:is )?(?:invalid|decod|error|malformed)/,
      /^(?!555).{0,200}(?:cannot|can't|could not|unable to|failed to|error) ?(?:in )?(?:base ?64 )?decod/,
      /sasl response (?:limit|too long)/,
      /(?:auth(?:entication)?|sasl) (?:exchange|response|line|data|command) (?:too long|length)/,
      /initial (?:data|response) not (?:expected|allowed|supported)/,
      /invalid auth(?:entication)? (?:string|command|request|response|line|data|format|parameter|argument|syntax)/,
      /syntax: auth/,
      /auth mechanism must be specified/,
      /(?:auth(?:entication)?|sasl) (?:exchange |dialog(?:ue)? |was |has been |process )?(?:aborted|cancell?ed|terminated)/,
      /already authenticated|authentication already (?:done|completed)|duplicate auth|already (?:logged in|authorized)|auth(?:entication)? (?:command )?already (?:specified|sent|issued|given|in progress)/,
      /malformed auth/,
      /(?:invalid|unexpected) (?:sasl|challenge|continuation) ?(?:response)?/,
      /auth(?:entication)? syntax/,
      /unexpected (?:auth|sasl)/,
      /expected base64/,
      /auth(?:entication)? command requires/,
    ],
    {
      reference: 'RFC 4954 §4',
    },
  ),
  says(
    'auth-not-advertised',
    null,
    [
      /authentication (?:is )?not (?:enabled|available|supported|offered|implemented|allowed on|permitted on)/,
      /auth(?:entication)? (?:command )?(?:used )?when not advertised/,
      /auth (?:is )?not (?:allowed|available|enabled|supported|permitted|offered|implemented|advertised)/,
      /authentication only allowed on/,
      /auth(?:entication)? (?:not|is not|only) .{0,40}(?:on|over) (?:this|that|the|submission) (?:port|server|interface|listener|connection)/,
      /^50[023] .{0,40}auth.{0,30}(?:unrecogni[sz]ed|not (?:recogni[sz]ed|understood|implemented)|unknown|disabled)/,
      /^50[023] .{0,20}(?:unrecogni[sz]ed|unknown|unimplemented|invalid) (?:command|verb):? ?.{0,5}auth\b/,
      /command (?:not (?:implemented|recogni[sz]ed|supported|allowed|understood|available)|unrecogni[sz]ed|unknown|unimplemented):? ?.{0,5}auth\b/,
      /smtp authentication (?:is )?(?:disabled|not)/,
      /no auth(?:entication)? mechanisms? (?:available|enabled|configured)/,
      /auth(?:entication)? (?:is )?disabled\.?$/,
    ],
    {
      meaning:
        'The server takes no login on this port, or not in this state: an MX port, a missing STARTTLS, or a server whose login is switched off.',
      fix: (seen) => `Use ${clientPorts(seen)}. On your own server enable login there${settingOf('login', seen)}.`,
      confidence: 'likely',
      reference: 'RFC 6409 §4.3',
    },
  ),
  says('auth-policy-blocked', POSTFIX, [/error: access denied for/, /^5\d\d .{0,12}error: access denied/], {
    meaning: "A rule for this client's address stands before the login.",
    fix: 'Postfix administrator: look at `smtpd_client_restrictions` of the submission service in master.cf and allow this address or permit_sasl_authenticated.',
    owner: 'server',
    stages: ['auth'],
  }),
  says('auth-rate-limited', POSTFIX, [/too many auth(?:entication)? commands/], {
    reference: 'http://www.postfix.org/postconf.5.html#smtpd_client_auth_rate_limit',
  }),
  says('auth-encryption-required', POSTFIX, [/encryption required for requested auth/, /must issue (?:a )?starttls/]),
  says(
    'auth-rejected',
    POSTFIX,
    [
      /error: authentication failed: ?(?:ugfzc3dvcmq6|vxnlcm5hbwu6|\(?reason unavailable\)?|authentication failure|user not found|another step is needed|[a-z0-9+/]{8,64}={0,2})?\.?$/,
      /error: authentication failed: (?:authentication failure|user not found)/,
    ],
    {
      meaning:
        'Postfix passes on what its password service says: this pair is not accepted. (UGFzc3dvcmQ6 is only the word "Password:" in Base64.)',
      fix: 'Check the full address as user name and the password in webmail; where two-factor login is on (iCloud among others) use an app password. Administrator: the mail log of that minute has the reason of the password service.',
      confidence: 'likely',
      reference: POSTFIX_SASL,
    },
  ),
  says(
    'server-fault',
    POSTFIX,
    [
      /4\.3\.5 .{0,20}server configuration (?:error|problem)/,
      /server configuration (?:error|problem)/,
      /local data error/,
      /4\.3\.0 .{0,40}queue file write error/,
      /insufficient system (?:storage|resources)/,
      /mail system (?:full|is full)/,
      /mail server temporarily rejected/,
    ],
    {
      fix: 'Tell the server\'s administrator: `postfix check`, free disk space, and the mail log of that minute ("fatal:", "warning:") name the fault.',
    },
  ),
  says(
    'sender-not-allowed',
    POSTFIX,
    [
      /sender address rejected: not owned by/,
      /not owned by user/,
      /sender address rejected: domain not found/,
      /sender address rejected: (?:need fully-?qualified|undeliverable|unverified|access denied|user unknown|not allowed|malformed|bad|policy|unknown|spf)/,
    ],
    {
      meaning: 'The login does not own that sender address, or its domain does not exist in DNS.',
      fix: 'Set the From (envelope sender) to the address that logs in, and check its domain for typing errors. Administrator: `smtpd_sender_login_maps` names who owns which address.',
      reference: 'http://www.postfix.org/postconf.5.html#smtpd_sender_login_maps',
    },
  ),
  says(
    'auth-required',
    POSTFIX,
    [
      /sender address rejected: not logged in/,
      /must issue an? auth command/,
      /you must (?:first )?authenticate/,
      /authenticate first/,
    ],
    {},
  ),
  says(
    'greylisted',
    null,
    [
      /grey ?-?list/,
      /gray ?-?list/,
      /postgrey/,
      /greylisted/,
      /temporary (?:envelope )?failure .{0,20}(?:retry|try) again.{0,20}(?:minutes|seconds)/,
      /(?:4\.7\.1|4\.2\.0) .{0,80}try again in \d{1,5} (?:seconds|minutes)/,
    ],
    {},
  ),
  says('relay-denied', POSTFIX, [/relay access denied/, /recipient address rejected: (?:relay|access) (?:access )?denied/], {
    reference: 'http://www.postfix.org/SMTPD_ACCESS_README.html',
  }),
  // Exim
  says('client-too-early', EXIM, /smtp synchroni[sz]ation error/),
  says(
    'rate-limited',
    null,
    [
      /too many concurrent smtp connections from (?:this|your)/,
      // Exim says it of all its clients together, with 421.
      /^5\d\d .{0,20}too many concurrent/,
      /too many (?:concurrent |simultaneous )?(?:smtp )?(?:connections|sessions) from/,
    ],
    {},
  ),
  says('greeting-busy', EXIM, [/too many concurrent smtp connections/, /too much load/, /unexpected system load/]),
  says('greeting-refused', EXIM, [/smtp service not available/, /^550 administrative prohibition/]),
  says('auth-temporary-failure', EXIM, /^435 .{0,40}(?:error|unable|temporar|fail|unavailable)/, {
    confidence: 'likely',
    reference: EXIM_AUTH,
  }),
  says(
    'server-fault',
    EXIM,
    [
      /local configuration error/,
      /temporary local problem/,
      /local problem/,
      /internal (?:server )?error(?!.{0,40}auth)/,
      /local error in processing/,
    ],
    { stages: ['connect', 'greeting', 'ehlo', 'starttls', 'quit'] },
  ),
  says('ehlo-name-rejected', EXIM, [
    /syntactically invalid (?:ehlo|helo)/,
    /\bhelo .{0,40}(?:invalid|rejected|mismatch|refused|not accepted)/,
  ]),
  says('starttls-rejected', EXIM, [/tls currently unavailable/, /^554 security failure/], {
    fix: 'Administrator: `exim -bV` and the main log name the TLS fault; check that `tls_certificate` and `tls_privatekey` are readable for the exim user and not out of date.',
  }),
  says('auth-rejected', EXIM, /incorrect authentication data/, {
    title: 'Exim refuses user name or password',
    meaning:
      'The usual answer of cPanel, DirectAdmin and other Exim hosts to a wrong password; after repeated failures the address may be barred by cPHulk or fail2ban.',
    fix: 'Full address as user name, password as set in the hosting panel (cPanel > Email Accounts), host name of the server itself. Administrator: `exim -d-all+auth`, rejectlog.',
    reference: EXIM_AUTH,
  }),
  says('auth-temporary-failure', EXIM, [/unable to authenticate at (?:present|this time|the moment)/], {
    fix: "Try again later. Administrator: Exim's authenticator deferred, so what it asks (the `server_socket`, LDAP or SQL) is down: paniclog and mainlog name it.",
    reference: EXIM_AUTH,
  }),
  says('relay-denied', EXIM, /relay(?:ing)? not permitted/),
  says('sender-not-allowed', EXIM, /sender address must contain a domain/),
  says('recipient-unknown', EXIM, /recipient address must contain a domain/),
  says('starttls-not-offered', EXIM, /starttls command used when not advertised/),
  says('auth-protocol-error', EXIM, /^501 .{0,40}auth(?:entication)? .{0,30}(?:cancel|abort)/),
  // OpenSMTPD, Haraka, hMailServer
  says('auth-rejected', 'OpenSMTPD', /^535 authentication failed\.?$/, {
    meaning: 'The bare text of OpenSMTPD, Courier, Zoho and many others: this pair is not accepted.',
    confidence: 'likely',
  }),
  says('auth-rejected', 'Haraka', /^535 5\.7\.8 authentication failed$/, { confidence: 'likely' }),
  says('client-no-rdns', 'Haraka', [/rdns lookup failed/, /rdns .{0,30}(?:missing|fail|mismatch|invalid|required)/]),
  says('greeting-refused', 'Haraka', /your mail is not welcome/),
  says('auth-rate-limited', HMAIL, /too many invalid logon attempts/, {
    fix: 'Wait until the ban ends (60 minutes by default). Administrator: hMailServer > Settings > Advanced > Auto-ban, and the IP ranges list.',
  }),
  says('auth-rejected', HMAIL, [/restarting authentication process/, /^-err invalid user name or password\.?$/]),
  says('auth-encryption-required', HMAIL, [/ssl\/tls-?connection is required/, /must issue starttls first/], {
    fix: (seen) => `Use ${clientPorts(seen)}. Administrator: the TCP/IP port's connection security in hMailServer.`,
  }),
  says('ehlo-name-rejected', HMAIL, /(?:ehlo|helo) invalid domain address/),
  says('server-timeout', HMAIL, /^421 connection timeout/),
  // Courier, qmail, Sendmail
  says('auth-not-advertised', COURIER, /^535 authentication rejected\.?$/, {
    meaning: "Courier's words where AUTH was not offered: no login on this port, or TLS missing.",
    confidence: 'likely',
  }),
  says('auth-required', COURIER, /^535 authentication required/),
  says('starttls-rejected', COURIER, [/^[45]40 tls not available/]),
  says(
    'starttls-rejected',
    COURIER,
    [
      /tls not available/,
      /tls (?:support )?(?:is )?not (?:enabled|supported|configured|available|implemented)/,
      /starttls (?:is |command )?(?:not (?:available|supported|allowed|enabled|permitted|implemented|recogni[sz]ed|configured|possible)|unavailable|disabled|failed|refused)/,
      /(?:unable|failed) to (?:initiali[sz]e|start|negotiate|set ?up|activate|establish) (?:the )?(?:security|tls|ssl|secure)/,
      /tls (?:initiali[sz]ation|setup|engine|subsystem|negotiation) (?:failed|error|failure|unavailable)/,
      /tls (?:is )?(?:temporarily )?(?:unavailable|disabled)/,
      /security subsystem/,
      /(?:cannot|can't|could not) (?:start|initiate|negotiate) tls/,
      /tls (?:engine|not (?:started|ready)|temporarily)/,
      /no (?:tls|ssl) (?:certificate|support)/,
      /ssl (?:is )?not (?:available|supported|enabled)/,
      /tls (?:currently|temporar)/,
      /certificate .{0,40}(?:not (?:loaded|found|available|configured)|missing)/,
    ],
    {
      confidence: 'likely',
      reference: 'RFC 3207 §4',
    },
  ),
  says('sender-not-allowed', QMAIL, [/badmailfrom/, /envelope sender is in my/]),
  says('server-fault', QMAIL, [
    /unable to read controls/,
    /qq .{0,60}\(#4\.3\.0\)/,
    /\(#4\.3\.0\)/,
    /qmail-queue|qqt? failure|mail server permanently rejected message \(#5\.3\.0\)/,
  ]),
  says('server-timeout', QMAIL, [/timeout \(#4\.4\.2\)/]),
  says('auth-not-advertised', QMAIL, [/^502 unimplemented \(#5\.5\.1\)/], { stages: ['auth'] }),
  says('relay-denied', QMAIL, [/list of (?:allowed )?rcpt ?hosts?/, /rcpthosts/]),
  says('auth-rejected', QMAIL, [
    /authorization failed \(#5\.7\.(?:0|8)\)|authentication failed \(#5\.7\.\d\)|auth(?:entication)? failed.{0,12}\(#?5\.7/,
  ]),
  says('auth-required', QMAIL, [/\(#5\.7\.1\).{0,20}auth|must auth|smtp-?auth (?:is )?required/]),
  says('content-rejected', QMAIL, [/smtplf\.html/, /stray newline|bare (?:lf|newline|line ?feed)/], {
    title: 'The client sends bare line feeds',
    meaning: 'A line ended with LF alone, where mail wants CR LF; servers refuse that since it was used for smuggling.',
    fix: 'Have the program send \\r\\n at the end of every line (PHP: `$mail->LE = "\\r\\n"`, or hand the message to a library).',
    owner: 'you',
    reference: 'RFC 5321 §2.3.8',
  }),
  says('client-no-rdns', SENDMAIL, [/ip name lookup failed/, /ip name possibly forged/, /access denied\. ip name/], {
    reference: 'https://www.sendmail.org/',
  }),
  says('rate-limited', SENDMAIL, [/connection rate limit exceeded/, /too many open connections/, /connection rate/], {
    meaning:
      'Sendmail counts the connections of each client: how many within a minute (ratecontrol), or how many at once (conncontrol).',
    fix: 'Open fewer connections at once and wait a minute. Administrator: `ClientRate:` and `ClientConn:` of this address in the access map (FEATURE ratecontrol and conncontrol).',
  }),
  // Its own word in a bounce (sendmail/deliver.c), in the form of a reply.
  says('tls-handshake-failed', SENDMAIL, [/^403 4\.7\.0 tls handshake/]),
  says('auth-mechanism-rejected', SENDMAIL, [/auth mechanism .{0,40}not available/]),
  says('client-too-early', SENDMAIL, [
    /talk too soon|talked too soon|rejecting.{0,20}pre-?greeting|pre-?greeting traffic|spoke too (?:soon|early)|command(?:s)? before (?:the )?(?:greeting|banner)|data before (?:the )?(?:greeting|banner)|early talker|greet(?:ing)? pause|pregreet|before (?:the |my |our )?(?:initial )?greeting|wait for (?:the |my |our )?(?:greeting|banner)|not wait(?:ing)? for (?:the )?(?:greeting|banner)|synchroni[sz]ation error/,
  ]),
  says('server-fault', SENDMAIL, [
    /insufficient disk space/,
    /^[45]\d\d .{0,80}(?:can ?not|cannot) open (?:hash|database|mail)/,
    /savemail|queueup: cannot/,
    /out of memory/,
  ]),
  // Stalwart, mox, chasquid, maddy, smtp-server, Postal, James
  says('auth-token-expired', STALWART, [/oauth token (?:has )?expired/]),
  says('auth-rate-limited', STALWART, /too many authentication errors/),
  says('auth-account-locked', DOVECOT, [
    /^(?:535|525|454) .{0,20}(?:account|user) (?:is |has been )?(?:disabled|locked|suspended|inactive)/,
  ]),
  says('auth-encryption-required', CHASQUID, /you feel vulnerable/),
  says('ehlo-name-rejected', CHASQUID, /invisible customers/),
  says('auth-rejected', 'mox', /bad user\/pass/),
  says('auth-rejected', 'Postal', [/^535 (?:invalid credential|denied)\.?$/]),
  says('auth-temporary-failure', 'Apache James', /^451 unable to process request/, {
    stages: ['auth'],
    keepsId: true,
    confidence: 'likely',
  }),
  says(
    'starttls-rejected',
    POSTFIX,
    /^502 (?:5\.5\.1 )?(?:error: )?command not (?:implemented|recogni[sz]ed)(?!.{0,12}(?:auth|[eh]{2}lo))/,
    {
      title: 'The server does not know the command, most likely STARTTLS',
      meaning: 'Postfix answers so to STARTTLS (or AUTH) where it is not configured.',
      fix: 'Use 465 or 587. Administrator: `smtpd_tls_security_level = may` with certificate and key.',
      confidence: 'likely',
      stages: ['starttls', 'quit'],
    },
  ),
  // MDaemon, Kerio, IceWarp, Domino, Axigen, Zimbra, SmarterMail, MailEnable, Lotus
  says('auth-rejected', 'MDaemon', [/authentication failed\.{0,3} ?\(?mdaemon|5\.7\.8 authentication failed.{0,20}mdaemon/]),
  says('auth-account-locked', 'MDaemon', [/account (?:frozen|hijack|is frozen)|hijacked account/]),
  says('auth-required', 'MailEnable', [/this mail server requires authentication/, /503 this mail server requires/], {
    fix: 'Switch "My server requires authentication" on in the client.',
  }),
  says('auth-required', 'Lotus Domino', /554 relay rejected for policy reasons.{0,30}auth/),
  // Haraka, where no plugin takes the recipient: neither its own domain nor a login.
  says('relay-denied', 'Haraka', /i cannot deliver mail for/, { confidence: 'likely' }),
  says('relay-denied', 'Lotus Domino', /relay rejected for policy reasons/),
  says('ehlo-name-rejected', ICEWARP, /helo\/ehlo requires domain address/),
  says('auth-rejected', ICEWARP, [/^501 5\.7\.0 authentication failed/]),
  says('auth-required', ICEWARP, [/we do not relay .{0,80}auth/, /use smtp authentication/]),
  says('relay-denied', ICEWARP, [/we do not relay/, /access to .{0,120}not allowed.{0,20}relay/]),
];
