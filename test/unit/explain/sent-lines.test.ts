// What mail does to a text is undone, and the number of its lines stays: quotation, quoted-printable, lines broken anew. And
// the same reply is told alike however it was brought: the replies of `server-replies.jsonl` in a dozen dresses.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { explainText } from '../../../src/explain/explain.ts';
import { asItWasSent } from '../../../src/explain/sent-lines.ts';

const UNDONE: readonly (readonly [name: string, given: string, sent: string])[] = [
  ['a quotation', '> Hello,\n> bye', 'Hello,\nbye'],
  ['a quotation in a quotation', '> > Hello,\n> > bye', 'Hello,\nbye'],
  ['one marked line is left', '> 550 no', '> 550 no'],
  ['what a client sends is no quotation', '> EHLO a\n> AUTH PLAIN', '> EHLO a\n> AUTH PLAIN'],
  ['nor is what a server says', '> MAIL\n< 250 ok\n> RCPT', '> MAIL\n< 250 ok\n> RCPT'],
  ["nor Python's prompt", '>>> import smtplib\n>>> smtplib.SMTP()', '>>> import smtplib\n>>> smtplib.SMTP()'],
  [
    'quoted-printable',
    'Diagnostic-Code: smtp; 550 5.7.1 you are not allowed=2C see the pa=\nge =C3=A4',
    'Diagnostic-Code: smtp; 550 5.7.1 you are not allowed, see the page ä\n',
  ],
  ['the end of Base64', `${'QUJD'.repeat(18)}QQ==\nnext`, `${'QUJD'.repeat(18)}QQ==\nnext`],
  [
    "Postfix' reply, broken at any width",
    'host mx.example.org[203.0.113.7] said: 550 5.5.0\nSPF: 203.0.113.8 is not allowed (in reply to\nRCPT TO command)\nnext',
    'host mx.example.org[203.0.113.7] said: 550 5.5.0 SPF: 203.0.113.8 is not allowed (in reply to RCPT TO command)\n\n\nnext',
  ],
  [
    'a reply that goes on in lower case',
    '550 5.7.1 Unfortunately, messages from [203.0.113.7] were\nnot sent.\n\nPlease help',
    '550 5.7.1 Unfortunately, messages from [203.0.113.7] were not sent.\n\n\nPlease help',
  ],
  [
    'the lines of a reply stand',
    '550-5.7.1 The first line of a reply that has more than one of\n550 5.7.1 them',
    '550-5.7.1 The first line of a reply that has more than one of\n550 5.7.1 them',
  ],
  [
    "a log's next line",
    "reply: b'535 5.7.8 Error: authentication failed, of course'\nsend: 'QUIT'",
    "reply: b'535 5.7.8 Error: authentication failed, of course'\nsend: 'QUIT'",
  ],
];
for (const [name, given, sent] of UNDONE) {
  test(name, () => {
    assert.equal(asItWasSent(given), sent);
    assert.equal(asItWasSent(given).split('\n').length, given.split('\n').length);
  });
}

function broken(text: string, width: number, indent = ''): string {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + word.length >= width) lines.push(indent + word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}
const inPostfix = (reply: string): string =>
  `<bob@example.org>: host mx.example.org[198.51.100.7] said: ${reply} (in reply to RCPT TO command)`;
const encoded = (text: string): string =>
  text
    .replaceAll('=', '=3D')
    .match(/.{1,75}/g)
    ?.join('=\n') ?? '';

const DRESSES: Readonly<Record<string, (reply: string) => string>> = {
  'broken as Postfix does': (reply) => broken(inPostfix(reply), 76, '    '),
  'broken anew': (reply) => broken(inPostfix(reply), 70),
  'quoted and broken anew': (reply) => broken(inPostfix(reply), 70).replace(/^/gm, '> '),
  'quoted-printable': (reply) => encoded(inPostfix(reply)),
  'a report in quoted-printable': (reply) => encoded(`Diagnostic-Code: smtp; ${reply}`),
  qmail: (reply) =>
    `<bob@example.org>:\n198.51.100.7 does not like recipient.\nRemote host said: ${reply}\nGiving up on 198.51.100.7.`,
  Exchange: (reply) => `bob@example.org\n#${reply} ##`,
  'Exchange 2003': (reply) =>
    `Your message did not reach some or all of the intended recipients.\n   <mail.example.com #5.5.0 smtp;${reply}>`,
  'Amazon SES': (reply) => JSON.stringify({ bounce: { bouncedRecipients: [{ diagnosticCode: `smtp; ${reply}` }] } }, null, 2),
  'told by somebody': (reply) => `since yesterday all my mails come back with this message:\n\n${reply}\n\nPlease help!`,
};

interface Row {
  readonly text: string;
  readonly accept: readonly string[];
}
/** Of messages alone, and in one line. */
const REPLIES = readFileSync(new URL('./server-replies.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row)
  .filter(
    ({ text, accept }) =>
      /^[45](?!3)\d\d (?!.*\n)/.test(text) && !/^(?:auth|cert|tls|starttls|greeting|ehlo)/.test(accept[0] ?? ''),
  );

for (const [name, dress] of Object.entries(DRESSES)) {
  test(`replies, ${name}`, () => {
    const wrong = REPLIES.filter(({ text, accept }) => !accept.includes(explainText(dress(text)).matches[0]?.id ?? 'none'));
    assert.ok(REPLIES.length > 100);
    assert.ok(wrong.length * 50 <= REPLIES.length, wrong.map(({ text }) => text).join('\n'));
  });
}
