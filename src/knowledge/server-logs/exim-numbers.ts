// The numbers that Exim puts behind `defer`, of its own (src/macros.h, ERRNO_…, negative): what happened where its words are cut
// off. Positive ones are the system's.
import { mostly, type Sentence } from '../sentence.ts';

const numbered = (...numbers: readonly number[]): RegExp => new RegExp(`\\bdefer \\(-(?:${numbers.join('|')})\\)`);

export const EXIM_NUMBERS: readonly Sentence[] = [
  mostly('connection-closed', numbered(18)),
  mostly('reply-malformed', numbered(19)),
  mostly('mailbox-full', numbered(22)),
  mostly('dns-server-failure', numbered(36)),
  mostly('tls-handshake-failed', numbered(37)),
  mostly('starttls-not-offered', numbered(38)),
  mostly('auth-rejected', numbered(42)),
  mostly('tcp-timeout', numbered(43)),
  mostly('mail-loop', numbered(50)),
  // its own files, users, transports, filters, tables and expansions
  mostly(
    'server-fault',
    numbered(
      2,
      3,
      4,
      5,
      6,
      7,
      8,
      9,
      11,
      12,
      13,
      14,
      15,
      16,
      17,
      20,
      21,
      24,
      25,
      26,
      27,
      28,
      29,
      30,
      31,
      33,
      34,
      35,
      39,
      40,
      47,
      48,
      51,
    ),
  ),
];
