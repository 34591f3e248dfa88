// Response codes and texts of IMAP and POP3 servers (RFC 5530, 3206, 2449) and of the servers that have words of
// their own. Facts as data; knows no engine.
import { clientPorts, settingOf } from '../advice.ts';
import { type ReplyEntry, says } from '../reply-entry.ts';

const NO = '^(?:no|bad|bye|-err)';
const coded = (code: string): RegExp => new RegExp(`${NO} \\[(?:${code})[\\] ]`);

export const imapPop3 = (): readonly ReplyEntry[] => [
  says(
    'mailbox-in-use',
    null,
    [
      coded('in-use|inuse'),
      /^-err.{0,40}(?:(?:mailbox|maildrop|mail drop).{0,40}(?:already |is )?(?:locked|in use|busy|opened)|account.{0,40}(?:already (?:locked|opened)|in use))/,
      /^(?:no|-err).{0,40}(?:unable to |can't |cannot |could not |failed to )(?:get |obtain |acquire )?(?:a |an |the )?(?:exclusive )?lock/,
      /^(?:no|-err|bye).{0,30}(?:lost mailbox lock|mailbox is currently (?:reserved|locked)|(?:mail ?)?spool .{0,12}(?:locked|busy))/,
      /^-err.{0,60}(?:another|other) (?:pop3?|session|client|user)/,
      /^-err .{0,20}being read already/,
      /maildrop (?:already )?lock/,
      /mailbox is (?:already )?(?:locked|in use)/,
      /lock busy/,
      /popper? ?lock/,
    ],
    {
      reference: 'RFC 2449 §8.1.1',
    },
  ),
  // How many sessions there may be of a user: Dovecot says so in answer to the login, which was right.
  says('rate-limited', null, /^(?:no|bad|bye|-err) (?!\[limit\]).{0,40}maximum number of connections/, {
    fix: (seen) =>
      `Close other programs on this mailbox, or have them open fewer connections. The server's administrator can raise the limit${settingOf('connections-of-user', seen)}.`,
    keepsId: true,
    confidence: 'likely',
  }),
  // LOGIN is not taken, AUTHENTICATE is
  says('auth-mechanism-rejected', null, /^(?:no|bad) .{0,40}(?:try|use) authenticate\b/, { keepsId: true, confidence: 'likely' }),
  says(
    'auth-rate-limited',
    null,
    [
      coded('login-delay'),
      coded('limit'),
      /^(?:no|bad|bye|-err).{0,80}(?:too many|maximum number of) (?:simultaneous |concurrent )?(?:logins?|connections|sessions|failed|attempts)/,
      /minimum (?:\d{1,5} )?(?:minutes?|seconds?|time) between/,
      /exceed(?:ed|s)? the (?:login|number of (?:logins|allowed))/,
      /login (?:interval|frequency) (?:too|limit)/,
    ],
    {
      fix: (seen) =>
        `Check for mail less often, close other programs on this mailbox, and wait as long as the reply says. The server's administrator can raise the limit${settingOf('connections-of-user', seen)}.`,
      reference: 'RFC 5530',
    },
  ),
  // RFC 5530: of the reader's own mailbox, never a limit of sending.
  says('mailbox-full', null, /^(?:no|bad|bye|-err) \[overquota\](?!.{0,60}(?:bandwidth|command|rate))/, {
    reference: 'RFC 5530 §3',
  }),
  // Qpopper's words for a client that was silent.
  says('server-timeout', null, /^-err (?:pop )?time-?out\b/, { confidence: 'likely' }),
  // Dovecot closes an idle session with a passing fault of the system: no login is judged by it.
  says('server-timeout', null, /^-err \[sys\/temp\] idle (?:for )?too long/, { confidence: 'likely' }),
  // In answer to a command for folders and messages: the login is behind it.
  says(
    'server-fault',
    null,
    /^(?:no|bad) (?:\[(?:unavailable|serverbug)[\] ])?.{0,12}\b(?:uid )?(?:fetch|select|examine|append|search|store|list|status|copy|move|expunge)\b.{0,80}(?:unavailable|not available|internal error|server error|timed out)/,
    { stages: [], confidence: 'likely' },
  ),
  // In answer to RETR and TOP: the login is behind it.
  says(
    'server-fault',
    null,
    /^-err .{0,30}(?:can't|can ?not|could not|unable to|failed to) (?:get|load|read|open|retrieve|fetch)\b.{0,30}(?:letter|message|mail\b)|^-err (?:message|mail|letter) can ?not|^-err .{0,60}(?:can't|can ?not|could not|unable to|failed to) (?:open|access|process|read) .{0,20}(?:mailbox|mail ?drop|maildir|mail file|spool|inbox)/,
    {
      keepsId: true,
      confidence: 'likely',
    },
  ),
  // A fault within the server, in answer to a login as to anything else: it says of no cause which one it is.
  says(
    'server-fault',
    null,
    [coded('serverbug'), /^(?:no|bad|-err) (?!\[(?:unavailable|sys\/temp)[\] ]).{0,60}internal (?:server )?(?:error|failure)/],
    { keepsId: true, confidence: 'likely', reference: 'RFC 5530 §3' },
  ),
  says(
    'auth-temporary-failure',
    null,
    [
      /^(?:no|bad|-err) \[(?:unavailable|sys\/temp)[\] ]/,
      /^(?:no|bad|-err).{0,60}(?:temporary (?:authentication )?(?:failure|error|problem)|internal authentication (?:error|failure)|try again later)/,
      /^(?:no|-err).{0,60}backend (?:error|down|failure)/,
      /^no .{0,20}(?:system|server) (?:is )?(?:too )?busy/,
    ],
    {
      stages: ['auth'],
      reference: 'RFC 5530 §3',
    },
  ),
  says(
    'auth-rejected',
    null,
    /\[sys\/perm\].{0,40}(?:no such user|(?:unknown|invalid|bad) (?:user|login|password|credentials)|user (?:unknown|not found)|authentication failed|login (?:failed|incorrect))/,
    { stages: ['auth'], confidence: 'likely' },
  ),
  // courier-imap imap/imapd.c, imap/pop3dserver.c
  says('auth-encryption-required', 'Courier', /(?:imap|pop3) access disabled via insecure connection/),
  says(
    'auth-protocol-disabled',
    null,
    /\[sys\/perm\] .{0,60}\b(?:imap|pop3?) access (?:is )?(?:disabled|not (?:enabled|allowed))/,
  ),
  says('server-fault', null, coded('sys/perm'), {
    title: 'The server has a lasting fault with this mailbox',
    meaning:
      "RFC 3206: the fault is the system's and does not go away by itself; a person must mend it. User name and password are not judged by it.",
    fix: "Tell the server's administrator, with the time of the login: the log of that minute names the fault (a missing mail directory, rights, a broken index, a disabled service).",
    keepsId: true,
    confidence: 'likely',
    reference: 'RFC 3206 §4',
  }),
  says(
    'greeting-busy',
    null,
    [
      /^bye .{0,60}(?:busy|overload|unavailable|later|shutting down|maintenance)/,
      /^-err .{0,60}(?:busy|overload|shutting down|maintenance)/,
    ],
    { stages: ['greeting', 'connect'], stageMustBeKnown: true },
  ),
  // Of whom it speaks counts for more than that it refuses.
  says(
    'server-blocks-ip',
    null,
    [
      /^(?:bye|-err) .{0,60}(?:denied|refused|rejected|blocked|banned|not allowed|not permitted) .{0,30}(?:your|this) (?:ip|host|address|network)/,
      /^(?:bye|-err) .{0,40}(?:your|this) (?:ip|host|address|network).{0,40}(?:denied|refused|rejected|blocked|banned|not allowed|not permitted)/,
      /^(?:bye|-err) .{0,40}(?:denied|refused|rejected|blocked|banned) from (?:\d{1,3}\.){3}\d{1,3}/,
      /^(?:bye|-err) .{0,40}from (?:\d{1,3}\.){3}\d{1,3}.{0,40}(?:denied|refused|rejected|blocked|banned|not allowed|not permitted)/,
    ],
    { stages: ['connect', 'greeting'] },
  ),
  says('greeting-refused', null, /^(?:bye|-err) .{0,60}(?:access denied|not allowed|refused|denied|rejected|go away|disabled)/, {
    stages: ['greeting', 'connect'],
    stageMustBeKnown: true,
  }),
  says(
    'auth-encryption-required',
    null,
    [
      coded('privacyrequired'),
      /cleartext (?:authentication|logins?) (?:is )?(?:disallowed|disabled)/,
      /plaintext (?:authentication|logins?|auth) (?:is )?(?:disallowed|disabled|not allowed|not permitted)/,
      /login only available under a layer/,
      /logindisabled/,
      /login (?:is )?disabled,? .{0,40}(?:tls|ssl)/,
      /(?:stls|starttls) (?:is )?(?:required|first)/,
      /(?:command|login) .{0,30}(?:only|not) (?:available|valid|allowed|permitted) .{0,20}(?:tls|ssl|secure|layer|unencrypted|cleartext)(?! (?:is )?(?:already )?active)/,
    ],
    {
      fix: (seen) => `Switch the client to ${clientPorts(seen)}.`,
      reference: 'RFC 5530 §3',
    },
  ),
  says('auth-account-locked', null, [coded('expired'), coded('contactadmin'), /password (?:has )?expired|expired password/], {
    reference: 'RFC 5530 §3',
  }),
  says(
    'auth-account-locked',
    null,
    /^(?:no|bye) \[authorizationfailed\] .{0,40}(?:locked|suspended|disabled|deactivated|expired)/,
    {
      confidence: 'likely',
    },
  ),
  says('auth-policy-blocked', null, [coded('authorizationfailed'), coded('noperm')], {
    // The same code is given where an account is locked, or may not use the protocol: what the words say stands beside it.
    confidence: 'likely',
    meaning: 'The login was right, and this user may not open that mailbox (or act for that user).',
    fix: (seen) =>
      `Log in with the mailbox's own user name, or have the mail administrator grant the right to act for it${settingOf('proxy-right', seen)}.`,
    reference: 'RFC 5530 §3',
  }),
  says('auth-username-format', 'hMailServer', /please use (?:the |your )?full e-?mail address/, {
    fix: 'Enter the full mail address as user name.',
  }),
  says(
    'auth-protocol-disabled',
    'Zimbra',
    [/does not have (?:imap|pop3?) access enabled/, /(?:imap|pop3?) access (?:is )?not enabled/],
    {
      fix: 'Zimbra administrator: `zmprov ma <account> zimbraImapEnabled TRUE` (zimbraPop3Enabled for POP3), or in the class of service.',
    },
  ),
  says('auth-policy-blocked', 'Zimbra', /5\.7\.\d .{0,40}account lockout|account is in lockout/),
  says('auth-temporary-failure', 'Zimbra', /account is in maintenance/, { confidence: 'likely' }),
  says(
    'auth-rejected',
    'Dovecot',
    [/\[authenticationfailed\] authentication failed\.?$/, /^-err \[auth\] authentication failed\.?$/],
    {
      fix: 'Check the full address as user name and the password in webmail; with two-factor login use an app password (iCloud: account.apple.com > App-Specific Passwords). Administrator: `doveadm auth test <user>`, and auth_verbose = yes shows the reason in the log.',
    },
  ),
  says('oauth-token-request-failed', null, /email oauth 2\.0 proxy: .{0,40}login failed/, {
    confidence: 'certain',
    title: 'The proxy in between got no token, and so did not log in',
    reference: 'simonrob/email-oauth2-proxy emailproxy.py',
  }),
  says('auth-token-expired', null, /\baccesstokenexpired\b/, {
    confidence: 'certain',
    reference: 'Exchange Online, which ends the session so when the token of its login runs out',
  }),
  says('connection-closed', null, /^-err eof$/, {
    confidence: 'likely',
    reference: 'Lib/poplib.py, which says so in the name of the server',
  }),
  says(
    'auth-mechanism-rejected',
    null,
    /^(?:no|bad|-err).{0,60}(?:unsupported|unknown|unrecogni[sz]ed|invalid|disabled) (?:authentication )?(?:mechanism|auth type|sasl(?! arg))/,
    { reference: 'RFC 9051 §6.2.2' },
  ),
  says(
    'auth-protocol-error',
    null,
    [
      /^(?:no|bad).{0,20}client aborted authenticat/,
      /^(?:no|bad|-err).{0,60}(?:base64|invalid (?:auth|sasl|initial|continuation)|cancell?ed)/,
      /^bad (?:authenticate|login) command syntax error/,
      coded('clientbug'),
    ],
    { stages: ['auth'], reference: 'RFC 9051 §6.2.2' },
  ),
];

/** The least that can be said of a login that is refused: any narrower cause that the words name stands before it. */
export const refusedLogins = (): readonly ReplyEntry[] => [
  says('auth-rejected', null, [coded('authenticationfailed'), coded('auth')], { confidence: 'likely', reference: 'RFC 5530 §3' }),
  says(
    'auth-rejected',
    null,
    [
      /^no (?:login|authenticate|authentication|imap|a?uth)(?: command)?.{0,12}fail/,
      /^no .{0,60}(?:invalid|incorrect|bad|wrong|unknown) (?:credentials|login|user|password|username|username or password|mailbox)/,
      /^-err .{0,60}(?:invalid|incorrect|bad|wrong|unknown|unable to log) .{0,30}(?:user|password|login|credentials|account|on)/,
      /^-err .{0,40}(?:auth|login|logon|password|user) ?.{0,30}(?:fail|incorrect|invalid|denied|refused|not accepted|rejected)/,
      /^no .{0,60}(?:login|logon|authentication|password|auth) .{0,30}(?:fail|incorrect|invalid|denied|refused|not accepted|rejected)/,
      /^no login\b|^no .{0,20}user .{0,30}not found/,
    ],
    {
      confidence: 'likely',
      reference: 'RFC 9051 §6.2.3',
    },
  ),
];
