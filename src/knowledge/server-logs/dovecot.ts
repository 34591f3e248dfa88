// The sentences of Dovecot: login processes, auth and its databases, mail processes, LMTP and Sieve. Facts of its sources
// (src/login-common, src/auth, src/lib-master, src/lib-storage) and of Pigeonhole.
import { always, mostly, type Sentence } from '../sentence.ts';

const BACK_END = {
  meaning:
    'In this log the server speaks: what it asks for users and passwords (SQL, LDAP, PAM, a file, its own auth service) fails. Nothing is said of any password.',
  fix: 'Mend what the line names: the database and its query, the file and its rights, the socket; `doveadm auth test <user>` tries it.',
  reference: 'https://doc.dovecot.org/latest/core/config/auth/passdb.html',
} as const;
const OWN_FAULT = {
  title: "The server's own set-up or storage fails",
  meaning:
    'In this log the server speaks: its configuration, rights, files or locks stand in the way. Login and network are not at fault.',
  fix: 'Mend what the line names: `doveconf -n` shows the configuration; for "Permission denied" look at owner and mode of the path and at the user that the line names.',
} as const;

export const DOVECOT: readonly Sentence[] = [
  mostly('mailbox-full', /quota exceeded|mailbox for user is full|over quota|not enough disk quota/),
  mostly(
    'recipient-unknown',
    /(?:lmtp|lda)[^:]{0,200}: .{0,120}(?:user doesn't exist|unknown user|user unknown)|rcpt to:<[^>]{0,200}> .{0,20}user doesn't exist/,
  ),
  // auth and its back ends
  mostly(
    'auth-temporary-failure',
    /auth process (?:broken|communication failure|not responding)|before auth was ready, waited [1-9]|auth server (?:.{0,40})(?:fail|disconnect|timed? ?out|not responding)|auth[^ ]{0,12}: fatal: |support not compiled in for (?:passdb|userdb)|connect\([^)]{0,120}(?:login|auth)[^)]{0,60}\) .{0,40}failed|userdb lookup(?:\([^)]{0,200}\))?: (?:connect|failed|internal)|lookup timed out/,
    BACK_END,
  ),
  mostly(
    'auth-temporary-failure',
    /(?:sql|mysql|pgsql|sqlite|ldap|passwd-file|passdb|userdb|lua|pam|checkpassword|auth-worker|auth-client|auth-master)\b.{0,240}(?:query failed|connect(?:ion)? failed|failed to connect|can't contact|cannot connect|bind failed|binding failed|open\([^)]{0,120}\) failed|timed out|not a valid .{0,40}(?:password|scheme|md5|crypt)|unknown (?:scheme|password scheme)|no such file|permission denied|does not exist|doesn't exist|syntax error|access denied|internal error|lost connection|server has gone|ssl .{0,30}failed|returned error|aborted)/,
    BACK_END,
  ),
  mostly(
    'server-fault',
    /user .{0,120}not found from (?:any )?userdb|userdb .{0,80}(?:didn't return|doesn't)|user(?:s)? with uid .{0,20}not permitted|with gid .{0,30}not permitted|mail access for users|first_valid_uid|invalid user settings/,
    OWN_FAULT,
  ),
  mostly('auth-token-expired', /oauth2?.{0,200}(?:expired)/),
  mostly('auth-token-scope', /oauth2?.{0,200}(?:scope)/),
  mostly(
    'auth-token-invalid',
    /oauth2?.{0,200}(?:token (?:is )?(?:invalid|not active|inactive|validation)|introspection failed|local validation failed|invalid token|not valid)/,
  ),
  mostly('auth-ip-not-allowed', /allow_nets check failed/),
  mostly('mailbox-in-use', /couldn't lock pop3 session|locked by another pop3 session/),
  mostly('tcp-refused', /proxy.{0,160}connection refused/),
  mostly('tcp-timeout', /proxy.{0,160}timed out/),
  mostly(
    'auth-account-locked',
    /pam_acct_mgmt|login (?:is )?disabled|user is disabled|account (?:is )?(?:disabled|expired|locked|suspended)|password expired|nologin/,
  ),
  mostly(
    'auth-encryption-required',
    /tried to use (?:disallowed |disabled )?(?:plain ?text|cleartext) auth|(?:plain ?text|cleartext) auth(?:entication)? (?:is )?(?:disallowed|disabled|not allowed)/,
    {
      meaning: 'In this log the server speaks: a client tried to log in without TLS, which the server does not take.',
      fix: 'Switch TLS on in the client (993 or 995 implicit, STARTTLS on 143, 110 and 587). Only where the way is safe: `auth_allow_cleartext = yes`, before 2.4 `disable_plaintext_auth = no`.',
    },
  ),
  mostly(
    'auth-mechanism-rejected',
    /(?:unsupported|unknown) (?:auth(?:entication)? |sasl )?mechanism|auth mechanism .{0,40}(?:not|unsupported)/,
  ),
  mostly('tls-client-certificate-required', /client didn't (?:present|send) (?:a |valid )?.{0,20}(?:ssl |tls )?cert(?:ificate)?/),
  mostly(
    'auth-rejected',
    /password mismatch|given password|unknown user|auth(?:entication)? failed|auth failed|pam_authenticate\(\) failed|invalid credentials|user not (?:found|known)|passdb .{0,60}denied/,
    {
      meaning: 'In this log the server speaks: it refused a login. User name or password of the client were not accepted.',
      owner: 'you',
    },
  ),
  // limits
  mostly(
    'rate-limited',
    /maximum number of connections|mail_max_userip_connections|too many invalid (?:imap|pop3) commands|too many (?:errors|invalid commands)/,
  ),
  mostly(
    'server-fault',
    /(?:process|client|vsz)_limit .{0,40}reached|client connections are being dropped|out of memory|cannot allocate memory/,
    {
      ...OWN_FAULT,
      title: "A limit of the server's own processes is reached",
      fix: 'Raise what the line names in the `service` block (`process_limit`, `client_limit`, `vsz_limit`), and look for clients that hold many connections.',
    },
  ),
  // a client that never logged in
  mostly(
    'server-timeout',
    /disconnected: inactivity|disconnected for inactivity|inactivity \(no auth|no auth attempts in (?:[4-9]\d|\d{3,5}) secs/,
  ),
  mostly('tls-handshake-failed', /tls handshaking|ssl handshake/),
  always(
    null,
    /no auth attempts|before auth was ready, waited 0|doveconf: warning|: warning: (?!service\()|logged out|connection closed(?:: .{0,60})? (?:\(.{0,120}\) )?(?:in|top|bytes|del)=|: info: (?!.{0,400}(?:fail|abort|denied|error|invalid))|stored mail|saved mail|forwarded to|sieve: .{0,120}discarded|: debug: /,
  ),
  mostly(
    'server-fault',
    /doveconf: (?:fatal|error)|error in configuration file|unknown setting|: (?:fatal|panic): |command startup failed|read-only mbox|timeout .{0,40}while waiting for lock|waiting for lock|(?:stat|open|mkdir|chdir|setegid|setegid\(privileged\)|safe_mkstemp|mkstemp|unlink|rename|rename\(|link|fdatasync|write|read|bind|connect|net_connect_unix|net_listen_unix|utime|opendir|creat|lock|chown|chmod|execv|execvp|fcntl|sendmsg|initgroups|setuid)\([^)]{0,300}\)? ?(?:in directory [^ ]{1,120} )?failed|permission denied|(?:index|cache|transaction log|mailbox|uidlist|file) .{0,80}(?:corrupted|broken)|corrupted (?:index|transaction|dbox|mbox)|couldn't (?:create|open|load|parse|lock|init)|can't (?:load|open|read|create|chdir|drop)|internal login failure|failed to (?:store|open|initialize|init|create|read|load|expunge|autocreate|lock|save|map)|namespace .{0,40}(?:error|failed)|initialization failed|stale nfs|aborted due to temporary failure|internal error occurred|address already in use/,
    OWN_FAULT,
  ),
  // Whatever else it calls an error: a fault of its own, at the login or behind it.
  mostly('auth-temporary-failure', /auth[^:]{0,80}: (?:error|fatal|panic): |timeout waiting for handshake from auth/, BACK_END),
  mostly('server-fault', /(?:^|: )error: /, OWN_FAULT),
];
