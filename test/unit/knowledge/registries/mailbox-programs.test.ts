// The programs that read mailboxes: each sentence is heard, in what they print.
import { describe } from 'node:test';
import { MAILBOX_PROGRAMS } from '../../../../src/knowledge/registries/mailbox-programs.ts';
import { hears, holdsRegistry } from './literal-forms.ts';

describe('programs that read mailboxes', () => {
  holdsRegistry(MAILBOX_PROGRAMS, (form) => `it ~ ${form} ~ that is it`);
  hears(MAILBOX_PROGRAMS, [
    ['IMAP error: bogus greeting response 220 mail.example.com ESMTP', 'IMAP error: bogus greeting response'],
    ['timeout after 60 seconds waiting to connect to server pop.example.com.', 'waiting to connect to server'],
    [
      'Exiting with return value 161 (EXIT_AUTHENTICATION_FAILURE_USER1) 1/50 nb_errors/max_errors',
      'EXIT_AUTHENTICATION_FAILURE',
    ],
    [
      '"Pop3 server returned an invalid response to the UIDL command."',
      'Pop3 server returned an invalid response to the STAT command',
    ],
    ['#<Net::IMAP::ResponseParseError: unknown token - "x">', 'Net::IMAP::ResponseParseError'],
  ]);
});
