// What filters and delivery agents behind a server answer in their default words, whatever the server: Postfix' own for a
// milter that defers or is away, rspamd's and greylistd's for greylisting, Dovecot's LMTP. Knows no provider.
import { type ReplyEntry, says } from '../reply-entry.ts';

export const deliveryAgents = (): readonly ReplyEntry[] => [
  // smtpd_milter.c and milter8.c: SMFIR_TEMPFAIL, and milter_default_action = tempfail.
  says('server-fault', 'Postfix', /^(?:4\d\d )?4\.7\.1 service unavailable - try again later/, {
    ofMessage: true,
    title: 'A content filter (milter) of the server defers the message, or does not answer',
    meaning: "Postfix says so where its milter (DKIM, spam filter) fails, defers or is away. The client's login was fine.",
    fix: 'Try again later. Administrator: the mail log of that minute names the milter and its fault; `milter_default_action = accept` lets mail through without it.',
    confidence: 'likely',
    reference: 'http://www.postfix.org/MILTER_README.html',
  }),
  // amavisd: `$final_virus_destiny` and its like with D_REJECT
  says('content-rejected', 'amavis', /reject(?:ed)?, id=[\w-]{3,40} - (?:infected|virus|spam|banned|bad[- ]header)/, {
    confidence: 'likely',
  }),
  // rspamd's greylist and soft reject: https://docs.rspamd.com/modules/greylisting/
  says('greylisted', 'greylistd', /is not yet authori[sz]ed to deliver mail from/),
  // Dovecot's LMTP, of its own storage
  says('server-fault', 'Dovecot', /^451 4\.\d\.0 .{0,330}(?:read-only mbox|internal error)/, { confidence: 'likely' }),
  says('greylisted', 'rspamd', /^(?:4\d\d )?4\.7\.1 try again later\.?$/, { confidence: 'likely' }),
];
