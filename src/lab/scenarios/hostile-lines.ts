// Replies without end, without form or with bytes that attack their reader.
import { echoSecrets, flood, pour } from '../actions.ts';
import { type LabScenario, mailHost, relay, submission, submissions } from '../scenario.ts';

export const HOSTILE_LINES: readonly LabScenario[] = [
  // 220- for ever: each line is fine, the reply has no end.
  {
    name: 'endless-greeting',
    title: 'the greeting never ends',
    ports: () => ({ submission: submission({ greeting: flood('220-mail.lab.test welcomes you\r\n'.repeat(100)) }) }),
    expect: ['reply-malformed'],
  },
  // A line without an end.
  {
    name: 'endless-line',
    title: 'the first line never ends',
    ports: () => ({ submission: submission({ greeting: flood('x'.repeat(4096)) }) }),
    expect: ['reply-malformed'],
  },
  // 250- for ever.
  {
    name: 'endless-ehlo',
    title: 'the reply to EHLO never ends',
    ports: () => mailHost({ on: { EHLO: flood('250-SIZE 1000\r\n'.repeat(100)) } }),
    expect: ['reply-malformed'],
  },
  // RFC 5321 §4.5.3.1.5 allows 512 bytes; this has 100,000.
  {
    name: 'huge-line',
    title: 'a reply line of 100 kB',
    ports: () => ({ submission: submission({ on: { EHLO: pour(100_000, { start: '250 ', end: '\r\n' }) } }) }),
    expect: ['reply-malformed'],
  },
  // LF alone, as home-made servers write: most clients read it.
  {
    name: 'bare-line-feeds',
    title: 'nothing that hinders: lines end in LF without CR',
    ports: () => ({
      submission: submission({
        greeting: Buffer.from('220 mail.lab.test ESMTP\n'),
        onPlain: { EHLO: Buffer.from('250-mail.lab.test\n250 STARTTLS\n') },
      }),
    }),
    expect: [],
  },
  // NUL within text ends strings in C.
  {
    name: 'nul-bytes',
    title: 'replies carry NUL bytes',
    ports: () => ({ submission: submission({ greeting: Buffer.from('220 mail.lab.test\0 ESMTP\0\r\n') }) }),
    expect: [],
  },
  // CSI, OSC 0 and 52, DCS, C1, backspace: what a log viewer would act on.
  {
    name: 'terminal-escapes',
    title: 'replies try to take over the terminal',
    ports: () => ({
      submission: submission({
        greeting: Buffer.from(
          '220 mail.lab.test \x1b[2J\x1b[31m\x1b]0;owned\x07\x1b]52;c;bGFi\x07\x1bP$q\x1b\\\x9b1m\x08\x7f ESMTP\r\n',
          'latin1',
        ),
        on: { QUIT: '221 \x1b]8;;http://evil.test\x07bye\x1b]8;;\x07' },
      }),
    }),
    expect: [],
  },
  // Right-to-left overrides and zero-width characters in UTF-8.
  {
    name: 'direction-overrides',
    title: 'replies reorder the text around them',
    ports: () => ({ submission: submission({ greeting: '220 mail.lab.test \u202etset\u202c\u200b\u2066 ESMTP' }) }),
    expect: [],
  },
  // RFC 5321 §4.2.1: all lines of a reply bear the same code.
  {
    name: 'mixed-reply-codes',
    title: 'the lines of one reply disagree about its code',
    ports: () => ({ submission: submission({ on: { EHLO: ['250-mail.lab.test', '550-STARTTLS', '250 SIZE 1000'] } }) }),
    expect: ['reply-malformed'],
  },
  // A debugging aid left on: the refusal repeats what was sent, in every form.
  {
    name: 'echo-of-secrets',
    title: 'the refusal repeats the password',
    ports: () => mailHost({ auth: { deny: echoSecrets() } }),
    check: { login: 'password', options: ['-v'] },
    expect: ['auth-rejected'],
  },
  // A CR on its own ends no line (RFC 5321 §2.3.8): the reply goes on for ever.
  {
    name: 'bare-carriage-returns',
    title: 'lines end in CR without LF',
    ports: () => ({ submission: submission({ greeting: Buffer.from('220 mail.lab.test ESMTP\r') }) }),
    check: { options: ['--greeting-timeout', '4s', '--command-timeout', '4s'] },
    expect: ['greeting-timeout'],
  },
  // Latin-1, cut UTF-8, an overlong slash, a lone surrogate: nothing that a decoder may trust.
  {
    name: 'eight-bit-replies',
    title: 'nothing that hinders: replies in broken encodings',
    ports: () => ({
      submission: submission({
        greeting: Buffer.concat([
          Buffer.from('220 mail.lab.test '),
          Buffer.from([0xe9, 0xc3, 0xc0, 0xaf, 0xed, 0xa0, 0x80, 0xff, 0xfe]),
          Buffer.from('\r\n'),
        ]),
      }),
    }),
    expect: [],
  },
  // A greeting of 250 and an EHLO that asks for data: valid codes in the wrong place.
  {
    name: 'wrong-reply-codes',
    title: 'reply codes that make no sense where they stand',
    ports: () => ({
      submission: submission({ on: { EHLO: '354 End data with <CR><LF>.<CR><LF>' } }),
      relay: relay({ greeting: '354 mail.lab.test' }),
    }),
    expect: ['reply-malformed'],
  },
  // What a flood is in the clear, it is under TLS as well.
  {
    name: 'endless-reply-under-tls',
    title: 'the reply to EHLO never ends, under TLS',
    ports: () => ({ submissions: submissions({ on: { EHLO: flood('250-SIZE 1000\r\n'.repeat(1000)) } }) }),
    expect: ['reply-malformed'],
  },
  // The login is refused, at length.
  {
    name: 'endless-refusal',
    title: 'the refusal of the login never ends',
    ports: () => ({ submissions: submissions({ auth: { deny: flood('535-5.7.8 no\r\n'.repeat(1000)) } }) }),
    check: { login: 'password' },
    expect: ['reply-malformed'],
  },
];
