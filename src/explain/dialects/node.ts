// Node: nodemailer, imapflow, node-imap and the errors of Node itself, printed with their properties.
import type { Dialect } from '../utterance.ts';
import { exceptions } from './exceptions.ts';
import { form, readForms, silent } from './forms.ts';

export const node: Dialect = {
  name: 'Node',
  marks:
    /node_modules|nodemailer|imapflow|node:(?:internal|net|_tls)|\(?(?:net|util|tls|internal\/[\w/]{1,40})\.js:\d|code['"]?: ?['"]E[A-Z]{3,20}['"]|syscall['"]?: ?['"]|\b_resTagged\b|imap-connection|SMTPConnection|Greeting never received|Invalid login(?::| - )/,
  more: "a Node error without the server's reply: nodemailer's `logger: true, debug: true` prints the dialogue",
  read: readForms(
    silent(/^\s{0,8}at (?:async )?[\w.<>$ [\]#/\\:@-]{1,300}\(?.{0,400}:\d{1,6}:\d{1,6}\)?[,{ ]{0,3}$/),
    form(/Invalid login(?:: | - )(?<words>.{1,4000})$/, 'server', { stage: 'auth' }),
    form(/(?<command>Message|Mail command|Recipient command|Data command) failed: (?<words>[45]\d\d.{0,4000})$/, 'server', {
      protocol: 'smtp',
    }),
    form(/(?<words>Invalid greeting\. response=(?:\* OK|\+OK|HTTP\/|SSH-))/, 'client', { protocol: 'smtp', stage: 'greeting' }),
    form(/Can't send mail - all recipients were rejected: (?<words>.{1,4000})$/, 'server', {
      protocol: 'smtp',
      transaction: 'rcpt',
    }),
    form(/Invalid greeting[.:] ?(?:response=)?(?<words>.{1,400}?)(?:: (?:\* OK|\+OK) .{0,400})?$/, 'server', {
      protocol: 'smtp',
      stage: 'greeting',
    }),
    form(/(?:Invalid|Unexpected) (?:greeting|response to (?:EHLO|HELO))[.:] ?(?:response=)?(?<words>.{1,4000})$/i, 'server', {
      stage: 'greeting',
    }),
    form(/^\s{0,8}<= ['"](?<words>(?:220[ -]|\+OK ).{1,400}?)['"]$/, 'server', { protocol: 'imap', stage: 'greeting' }),
    // node-imap: the message is IMAP's own text of a NO.
    form(
      /^\s{0,4}(?:\w{1,20} )?Error: (?<words>[A-Z][^:]{3,200}(?:\(Failure\)|failed\.|denied\.?|[Cc]redentials.{0,40}))$/,
      'server',
      { protocol: 'imap', stage: 'auth' },
    ),
    form(
      /"src":"s","msg":"(?<words>\d{1,4} OK (?:\[[^\]]{1,2000}\] )?(?:LOGIN|AUTHENTICATE|Logged|[\w@.]{1,100} authenticated|Success).{0,200})"/,
      'server',
      { protocol: 'imap', isSuccess: true },
    ),
    silent(/^\s{0,8}(?:command|port|address|localPort|source|type|response(?:Code|Status)): /),
    // The number of the error that the message names, or of one that nothing else does.
    form(/^\s{0,12}(?<words>["']?errno["']?: -\d{1,6}),?$/, 'system', { isConsequence: true }),
    silent(
      /^\s{0,8}["']?code["']?: ['"](?:EAUTH|ETIMEOUT|EENVELOPE|EMESSAGE|ESOCKET|ECONNECTION|ESTREAM|EDNS|ETLS|ESENDMAIL)['"],?$/,
    ),
    exceptions,
  ),
};
