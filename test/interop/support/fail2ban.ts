// What Debian's fail2ban would count against a client, by its own filters in the modes of its own jail.conf, and the words
// with which servers complain of a client that does not keep to the protocol. Knows no server.
import type { ServerRoot } from './server-root.ts';

/** Of the package, for `apt-get install`; its service is not started. */
export const FAIL2BAN = 'fail2ban';

/** A filter of /etc/fail2ban/filter.d, with the mode that jail.conf sets. */
export type Fail2banFilter =
  | 'postfix[mode=more]'
  | 'exim'
  | 'exim-spam'
  | 'sendmail-auth'
  | 'sendmail-reject'
  | 'dovecot'
  | 'courier-smtp'
  | 'courier-auth'
  | 'cyrus-imap';

/**
 * Not among them: `did not issue MAIL/EXPN/VRFY/ETRN during connection`, with which Sendmail notes, for its own information,
 * everyone who ends a session without mail (srvrsmtp.c). Only these commands would keep it from that, and none is ever sent.
 */
const COMPLAINTS: readonly RegExp[] = [
  /improper (?:command|use of SMTP command) pipelining/i,
  /synchronization error/i,
  /PREGREET|HANGUP|NON-SMTP COMMAND|BARE NEWLINE|COMMAND (?:PIPELINING|COUNT|LENGTH|TIME) /,
  /too many (?:syntax or protocol )?errors/i,
  /unrecognized command|syntax error|protocol error/i,
  /pre-?greeting traffic/i,
  /rejecting commands from/i,
  /non-SMTP command/i,
  /probable (?:open proxy|attack)|possible SMTP attack/i,
];

/** The lines of a log that complain of the client. */
export const complaintsIn = (log: string): string[] =>
  log.split('\n').filter((line) => COMPLAINTS.some((complaint) => complaint.test(line)));

/** How many lines of a log file the filters would count, each with what it matched. Throws where fail2ban-regex cannot tell. */
export function countedBy(root: ServerRoot, log: string, filters: readonly Fail2banFilter[]): string[] {
  return filters.flatMap((filter) => {
    const said = root.run('fail2ban-regex', '--print-all-matched', log, filter);
    const matched = /^Lines: \d+ lines, \d+ ignored, (\d+) matched, \d+ missed/m.exec(said)?.[1];
    if (matched === undefined) throw new Error(`fail2ban-regex ${filter}: ${said}`);
    const lines = /Matched line\(s\):\n([\s\S]*?)\n`-/.exec(said)?.[1] ?? '';
    return matched === '0' ? [] : [`${filter} counts ${matched}:\n${lines}`];
  });
}
