// The sentences of servers that give mailboxes out, in their own logs: UW imapd and ipop3d, Courier, Cyrus, qpopper, popa3d, Perdition, DBMail.
// Facts of their sources (uw-imap src/imapd/imapd.c, src/ipopd/ipop3d.c, src/osdep/unix/ssl_unix.c, env_unix.c; courier-imap
// imap/imaplogin.c, courier-authlib authdaemonlib.c; cyrus-imapd imap/imapd.c; qpopper popper/pop_pass.c, pop_dropcopy.c).
import { always, mostly, type Sentence } from '../sentence.ts';

const BACK_END = {
  meaning:
    'In this log the server speaks: what it asks for users and passwords (its auth daemon, a database, PAM) fails or does not answer. Nothing is said of any password.',
  fix: 'Look whether the auth service runs and reaches its database: its own log has the reason. For Courier: `authtest <user>`, and `DEBUG_LOGIN=1` in authdaemonrc.',
} as const;
const STORAGE = {
  title: "The server cannot open the user's mailbox",
  meaning: 'In this log the server speaks: the login was fine, and the mailbox cannot be opened, read or locked.',
  fix: 'Look at path, owner and rights of the mailbox that the line names, and whether the disk is full.',
} as const;

export const MAILBOX_SERVERS: readonly Sentence[] = [
  // a peer that only comes or goes
  always(
    null,
    /(?:imaps?|pop3s?|pop2)(?: ssl)? service init from|^(?:login|logout|authenticated|preauthenticated|auth|apop) user=\S{1,64} (?:auth=\S{1,64} )?host=|^session from |^authentication passed for/,
  ),
  mostly('auth-rate-limited', /excessive login failures|login disabled for \S{1,80} .{0,40}(?:too many|failures)/),
  mostly(
    'auth-temporary-failure',
    /authentication error: |^s_connect\(\) failed|authdaemon.{0,40}(?:temporary|unavailable)|saslauthd.{0,60}(?:timed out|retry)/,
    BACK_END,
  ),
  mostly(
    'mailbox-in-use',
    /trying to get mailbox lock from process|killed \(lost mailbox lock\)|lost mailbox lock|lock busy!|unable to lock maildrop|is locked by pop server|is another session active/,
  ),
  mostly(
    'server-fault',
    /server certificate not installed|unable to (?:load (?:certificate|private key) from|create ssl context|set cipher list)|couriertls: .{0,160}(?:no such file|permission denied)|inittls\(\) failed|cannot load (?:ca|cert)/,
    {
      title: "The server's own certificate cannot be loaded",
      meaning:
        'In this log the server speaks: its certificate or key is missing, unreadable or does not fit; no client gets TLS.',
    },
  ),
  mostly('tls-handshake-failed', /unable to (?:accept|create) ssl connection|ssl error status|starttls (?:negotiation )?failed/),
  mostly(
    'server-fault',
    /error opening or locking inbox|(?:chdir|opening) .{0,120}maildir.{0,40}: no such file|maildir: (?:no such file|permission denied)|unable to (?:open|process) (?:from )?(?:mail ?drop|mailbox|inbox)|unable to canonify user|ioerror: |dberror/,
    STORAGE,
  ),
  mostly(
    'auth-rejected',
    /^authentication failed for \S{1,120}|failed attempted login to |^login failed|fail reauthentication for user |could not find user id for login-id|^authenticate \S{1,20} failure host=/,
    {
      meaning: 'In this log the server speaks: it refused a login. User name or password of the client were not accepted.',
      owner: 'you',
    },
  ),
  mostly('server-timeout', /^autologout user=|^timeout, (?:user=|ip=)|pop timeout from/),
  mostly('connection-closed', /command stream end of file|pop eof or i\/o error/),
];
