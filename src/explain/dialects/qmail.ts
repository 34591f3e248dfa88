// qmail: the log of qmail-send, in which blanks are written as `_` and lines end in `/`, and the bounces of qmail-send.
import type { Dialect, Said } from '../utterance.ts';
import { type Form, readForms, silent } from './forms.ts';

const readable = (words: string): string => words.replaceAll('/', ' ').replaceAll('_', ' ').trim();

const delivery: Form = (line) => {
  const found = /(?:^|[\s:])(success|deferral|failure): (\S.{0,4000})$/.exec(line);
  if (found === null) return null;
  const words = readable(found[2] ?? '');
  return found[1] === 'success' ? [{ speaker: 'server', words, isSuccess: true }] : reason(words);
};

/** The server's words where they are quoted, and else its own. */
function reason(words: string): Said[] {
  const said = /(?:said|odpowiedzial): ?([45]\d\d.{1,2000}?)(?: ?Giving up on .{0,200})?$/.exec(words)?.[1];
  if (said === undefined) return [{ speaker: 'mailer', words }];
  return [
    {
      speaker: 'server',
      words: said,
      ...(/like recipient/.test(words) ? { transaction: 'rcpt' as const } : {}),
      ...(/sender was rejected/.test(words) ? { transaction: 'mail' as const } : {}),
      ...(/greeting failed/.test(words) ? { stage: 'greeting' as const } : {}),
    },
  ];
}

const broken: Form = (line) => (/^_.{0,2000}_/.test(line.trim()) ? reason(readable(line)) : null);

const inBounce: Form = (line) => {
  const found =
    /^\s{0,8}(?:\S{3,200} )?((?:CNAME lookup|Sorry|Connected to|I wasn't|I couldn't|I'm not going to try again|This message is looping|maildrop: |vdeliver|user is over|User is over|Unable to|deliver: |TLS connect failed|Mail ?box |.{0,60}does not like recipient|.{0,60}failed (?:after I sent|on DATA)).{0,600})$/.exec(
      line,
    );
  if (found === null || /wasn't able to deliver your message|work out/.test(line)) return null;
  const words = found[1] ?? '';
  // Its own summary of what the server says in the next line.
  const isSummary =
    /does not like recipient|failed (?:after I sent|on DATA)|not going to try again|but (?:sender|my name|greeting)/.test(words);
  return [{ speaker: 'mailer', words, ...(isSummary ? { isConsequence: true as const } : {}) }];
};

export const qmail: Dialect = {
  name: 'qmail',
  isLog: true,
  marks:
    /(?:^|[\s:])(?:deferral|failure): \S{0,2000}_|delivery \d{1,12}: |This is the qmail-send program|\bqmail\b|Giving_up_on|maildrop: |vdelivermail|^Hi\. This is the /m,
  more: 'a log of qmail in which nothing failed for a reason that it names: the lines of the same delivery number tell it',
  // Its farewell to the server whose reply stands above.
  read: readForms(silent(/^\s{0,8}Giving up on [\da-f.:]{3,45}\.?\s{0,4}$/), delivery, broken, inBounce),
};
