// What servers answer to a login without having judged its password: who may log in from where, what stands behind the
// login and does not work, and where else the account lives. Facts as data; knows no engine.
import { settingOf } from '../advice.ts';
import { type ReplyEntry, says } from '../reply-entry.ts';

const AUTH = { stages: ['auth'] } as const;
const CYRUS = 'Cyrus SASL';
const CYRUS_CODES = 'https://www.cyrusimap.org/sasl/sasl/reference/manpages/library/sasl_errors.html';
const MECH_LIST =
  "choose PLAIN under TLS in the client (with mailprobe: --auth PLAIN). Administrator: take the mechanism out of Cyrus SASL's `mech_list`, or set the password anew so that its secret is stored.";

export const loginsUnjudged = (): readonly ReplyEntry[] => [
  // By address and by rule
  says('auth-ip-not-allowed', 'Exim', /^5\d\d (?:5\.\d\.\d )?authentication from .{1,80} (?:is )?not (?:allowed|permitted)/, {
    ...AUTH,
    title: 'Logins from this address are not allowed',
    meaning: "A rule of the server (Exim's `acl_smtp_auth`) refuses logins from this address before it looks at any password.",
    fix: 'Log in from an address that the server allows (its network or VPN), or have the administrator add this one to the list in `acl_smtp_auth`.',
    owner: 'server',
  }),
  // As a greeting the same words refuse the client: servers.ts.
  says('auth-policy-blocked', 'Exim', /^5\d\d (?:5\.\d\.\d )?administrative prohibition/, {
    ...AUTH,
    stageMustBeKnown: true,
    meaning: "A rule of the server (Exim's `acl_smtp_auth`) refuses the login before it looks at any password.",
    fix: "Ask the server's administrator which rule of `acl_smtp_auth` this address or name meets: the main log names it.",
    owner: 'server',
  }),
  says(
    'auth-policy-blocked',
    null,
    /access to (?:this|the) (?:service|server) (?:has been|is|was) (?:blocked|denied|disabled|barred)/,
    {
      ...AUTH,
      meaning: 'A rule of the server bars this account or address from the service. The password was not judged.',
      fix: (seen) =>
        `The server's administrator looks up in the mail log which rule bars this account or address${settingOf('service-right', seen)}, and lifts it.`,
      owner: 'server',
    },
  ),
  says(
    'tls-client-certificate-required',
    'Dovecot',
    /client (?:did ?n[o']t|did not|has not|hasn't) (?:present(?:ed)?|provide|sen[dt]) .{0,30}certificate|client sent an? (?:invalid|untrusted) (?:ssl|tls) certificate/,
    {
      ...AUTH,
      title: 'The server takes logins only with a client certificate',
      meaning:
        'TLS went through without a certificate of the client, and the login was refused for the lack of one (Dovecot: `auth_ssl_require_client_cert`). The password was not judged.',
      fix: "Give the certificate and key that the server's administrator issues (--client-cert and --client-key, or --pfx). If none is meant to be needed, the administrator sets `auth_ssl_require_client_cert = no` in Dovecot.",
    },
  ),
  says('auth-protocol-disabled', 'Perdition', /failed: login disabled/, {
    ...AUTH,
    title: 'The server has its logins switched off',
    meaning: 'The proxy in front of the mail server (perdition) lets nobody in, whatever the password.',
    fix: "The server's administrator takes `login_disabled` out of perdition.conf, or says which host takes the logins instead.",
    owner: 'server',
    confidence: 'likely',
  }),
  says('auth-policy-blocked', null, /^(?:no|bye|-err) \[referral /, {
    ...AUTH,
    title: 'The server refers this login to another server',
    meaning: 'The account lives elsewhere: the reply names the server to log in to. The password was not judged here.',
    fix: 'Set the client to the server that the reply names, and check that one. Mail programs do not follow the referral by themselves.',
    owner: 'you',
    reference: 'RFC 2221',
  }),
  // What stands behind the login
  says(
    'server-fault',
    null,
    [
      /chdir .{0,80}failed/,
      /(?:maildir|home directory|mail directory|maildrop|homedir).{0,40}(?:no such file|does not exist|not found|missing|permission denied)/,
      /(?:this user has no|no) \S{0,20}maildir/,
      /(?:unable|can't|cannot|could not|failed) to (?:open|scan|access|chdir to|find|read) (?:the |this |your )?\S{0,40}(?:maildir|maildrop|mail ?box|mail spool|home ?dir)/,
    ],
    {
      ...AUTH,
      keepsId: true,
      title: "The account's mailbox cannot be opened",
      meaning:
        'The login got past the password check, and the directory of the mailbox is missing or may not be read. The password is not at fault.',
      fix: (seen) =>
        `The server's administrator creates the mailbox${settingOf('make-mailbox', seen)} or mends path, owner and rights of it: the mail log names the directory.`,
      confidence: 'likely',
    },
  ),
  says('auth-temporary-failure', CYRUS, [/generic failure/, /user exists, but no verifier for user/], {
    ...AUTH,
    meaning: 'Cyrus SASL could not check the password: most often saslauthd does not run or its socket cannot be reached.',
    fix: "The server's administrator checks that saslauthd runs and that its socket is readable (`testsaslauthd -u <user> -p <password>`), and reads the auth log.",
    reference: CYRUS_CODES,
  }),
  says(
    'auth-policy-blocked',
    CYRUS,
    /(?:^no|:|failed|fail) authori[sz]ation failure|^(?:no|-err|5\d\d)(?: 5\.\d\.\d)?(?: error:)?(?: authentication failed:)? ?(?:user not authori[sz]ed|authori[sz]ation failure)/,
    {
      ...AUTH,
      meaning:
        'The name that logged in may not act as the name it asked for, or not use this service (SASL_NOAUTHZ). The password was not at fault.',
      fix: (seen) =>
        `Log in with the name of the mailbox itself and no other authorization identity. Or the server's administrator allows it${settingOf('service-right', seen)}.`,
      owner: 'server',
      reference: CYRUS_CODES,
    },
  ),
  says(
    'auth-mechanism-rejected',
    CYRUS,
    [/no mechanism available/, /one time use of a plaintext password/, /requested mechanism for user/],
    {
      ...AUTH,
      title: 'The server has no secret stored for this mechanism',
      meaning: 'The mechanism needs a stored secret that this account does not have. The password was not judged.',
      fix: `The user logs in once with the password itself: ${MECH_LIST}`,
      reference: CYRUS_CODES,
    },
  ),
  says('auth-protocol-error', CYRUS, /bad protocol ?\/ ?cancel/, {
    ...AUTH,
    title: 'The server breaks off this mechanism',
    meaning:
      'Cyrus SASL could not go on with the exchange (SASL_BADPROT): what the client sent does not fit what the server can do. The password was not judged.',
    fix: `Another mechanism: ${MECH_LIST}`,
    reference: CYRUS_CODES,
  }),
  says(
    'auth-mechanism-rejected',
    null,
    /^(?:no|bad|-err) (?:\[(?:auth|cannot|clientbug)\] )?.{0,40}(?:unsupported|unknown|unrecogni[sz]ed|invalid|disabled|unavailable) (?:authentication |sasl )?mechanism/,
    { ...AUTH, reference: 'RFC 9051 §6.2.2' },
  ),
  // Words of a count that the login itself is over: the account's, not the port's.
  says(
    'auth-rate-limited',
    null,
    /too many (?:open |concurrent |simultaneous )?connections \(\d{1,6} of \d{1,6}(?: for .{1,80})?\)/,
    {
      ...AUTH,
      title: 'The account has as many sessions open as it may',
      meaning:
        'The server counts the sessions of this account or address and has reached the limit. The password was not judged wrong, and other ports count alike.',
      fix: (seen) =>
        `Close other mail programs on this account, then try again. Or the server's administrator raises the limit${settingOf('connections-of-user', seen)}.`,
      owner: 'you',
    },
  ),
];
