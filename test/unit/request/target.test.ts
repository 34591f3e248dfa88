// Targets: one line each for what is taken, and for what is refused and why.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsageError } from '../../../src/model/usage-error.ts';
import { parseMailboxAddress, parseTarget } from '../../../src/request/target.ts';

/** input → [protocol, host, literal, port, mode] */
const good: readonly (readonly [string, string, string, 0 | 4 | 6, number | null, string | null])[] = [
  ['smtp.example.com', 'smtp', 'smtp.example.com', 0, null, null],
  ['SMTP.Example.COM.', 'smtp', 'smtp.example.com', 0, null, null],
  ['localhost', 'smtp', 'localhost', 0, null, null],
  ['_dmarc.mail_host.example', 'smtp', '_dmarc.mail_host.example', 0, null, null],
  ['smtp.example.com:587', 'smtp', 'smtp.example.com', 0, 587, null],
  ['imap.example.com:993', 'imap', 'imap.example.com', 0, 993, null],
  ['imap.example.com', 'imap', 'imap.example.com', 0, null, null],
  ['imap.example.com:587', 'smtp', 'imap.example.com', 0, 587, null],
  ['pop3.example.com:8110', 'pop3', 'pop3.example.com', 0, 8110, null],
  ['imap-mail.example.com', 'imap', 'imap-mail.example.com', 0, null, null],
  ['imap2.example.com', 'imap', 'imap2.example.com', 0, null, null],
  ['mail.example.com', 'smtp', 'mail.example.com', 0, null, null],
  ['pop.com', 'smtp', 'pop.com', 0, null, null],
  ['mail.example.com:143', 'imap', 'mail.example.com', 0, 143, null],
  ['mail.example.com:110', 'pop3', 'mail.example.com', 0, 110, null],
  ['mail.example.com:995', 'pop3', 'mail.example.com', 0, 995, null],
  ['192.0.2.10', 'smtp', '192.0.2.10', 4, null, null],
  ['192.0.2.10:25', 'smtp', '192.0.2.10', 4, 25, null],
  ['2001:DB8::1', 'smtp', '2001:db8::1', 6, null, null],
  ['[2001:db8::1]', 'smtp', '2001:db8::1', 6, null, null],
  ['[2001:db8::1]:465', 'smtp', '2001:db8::1', 6, 465, null],
  ['::1', 'smtp', '::1', 6, null, null],
  ['fe80::1%eth0', 'smtp', 'fe80::1%eth0', 6, null, null],
  ['::ffff:192.0.2.1', 'smtp', '::ffff:192.0.2.1', 6, null, null],
  ['smtp://mail.example.com', 'smtp', 'mail.example.com', 0, 25, 'starttls'],
  ['smtps://mail.example.com', 'smtp', 'mail.example.com', 0, 465, 'tls'],
  ['submissions://mail.example.com', 'smtp', 'mail.example.com', 0, 465, 'tls'],
  ['submission://mail.example.com/', 'smtp', 'mail.example.com', 0, 587, 'starttls'],
  ['imap://mail.example.com', 'imap', 'mail.example.com', 0, 143, 'starttls'],
  ['IMAPS://mail.example.com', 'imap', 'mail.example.com', 0, 993, 'tls'],
  ['pop3://mail.example.com', 'pop3', 'mail.example.com', 0, 110, 'starttls'],
  ['pop3s://mail.example.com', 'pop3', 'mail.example.com', 0, 995, 'tls'],
  ['smtps://mail.example.com:2465', 'smtp', 'mail.example.com', 0, 2465, 'tls'],
  ['smtp://[2001:db8::1]:2525', 'smtp', '2001:db8::1', 6, 2525, 'starttls'],
  ['imaps://mail.example.com:465', 'imap', 'mail.example.com', 0, 465, 'tls'],
  ['münchen.example', 'smtp', 'xn--mnchen-3ya.example', 0, null, null],
  ['MÜNCHEN.example:25', 'smtp', 'xn--mnchen-3ya.example', 0, 25, null],
  ['faß.example', 'smtp', 'xn--fa-hia.example', 0, null, null],
  ['メール.example', 'smtp', 'xn--4dkua4c.example', 0, null, null],
  ['xn--mnchen-3ya.example', 'smtp', 'xn--mnchen-3ya.example', 0, null, null],
  [`${'a'.repeat(63)}.example`, 'smtp', `${'a'.repeat(63)}.example`, 0, null, null],
];

/** input → [host, port, path]: of the one service that has a path. */
const ews: readonly (readonly [string, string, number, string?])[] = [
  ['ews://mail.example.com', 'mail.example.com', 443],
  ['ews://mail.example.com/', 'mail.example.com', 443],
  ['EWS://mail.example.com:8443', 'mail.example.com', 8443],
  ['ews://mail.example.com/EWS/Exchange.asmx', 'mail.example.com', 443, '/EWS/Exchange.asmx'],
  ['https://mail.example.com/ews/exchange.asmx', 'mail.example.com', 443, '/ews/exchange.asmx'],
  ['HTTPS://MAIL.example.com:8443/Ews/EXCHANGE.ASMX', 'mail.example.com', 8443, '/Ews/EXCHANGE.ASMX'],
  ['https://[2001:db8::1]/a/b.c/Exchange.asmx', '2001:db8::1', 443, '/a/b.c/Exchange.asmx'],
];

const bad: readonly (readonly [string, RegExp])[] = [
  ['', /empty/],
  ['mail example.com', /space/],
  [' mail.example.com', /space/],
  ['mail.example.com\n', /control character/],
  ['mail.example.com\r\nMAIL FROM:<a@b>', /control character/],
  ['\u001b]0;owned\u0007mail', /control character/],
  ['mail\u200b.example.com', /invisible character/],
  ['"mail.example.com"', /quotes/],
  ["'mail.example.com'", /cannot be part/],
  ['“mail.example.com”', /typographic/],
  ['mail\ufe14example.com', /stands for one with the character ';'/],
  ['a.example,b.example', /a comma/],
  ['*.example.com', /'\*'/],
  ['mail.example.com:0', /port 0/],
  ['mail.example.com:70000', /70000/],
  ['mail.example.com:99999999999999999999999999', /ports go from 1 to 65535/],
  ['mail.example.com:smtp', /number from 1 to 65535/],
  ['mail.example.com:', /port is missing/],
  ['mail.example.com:+25', /number/],
  [':25', /no host/],
  ['host:25:30', /too many colons.*\[2001:db8::1\]:465/],
  ['http://mail.example.com', /'http:\/\/'.*smtp, smtps, submission/],
  ['constructor://mail.example.com', /unknown scheme/],
  ['://mail.example.com', /unknown scheme/],
  ['smtp://', /no host/],
  ['smtp://alice:hunter2@mail.example.com', /--user/],
  ['alice:hunter2@mail.example.com', /--user/],
  ['smtp://mail.example.com/inbox', /no path/],
  ['smtp://mail.example.com/EWS/Exchange.asmx', /no path/],
  ['graph://graph.microsoft.com/v1.0/me', /no path/],
  ['https://mail.example.com', /unknown scheme/],
  ['https://mail.example.com/owa/', /unknown scheme/],
  ['http://mail.example.com/EWS/Exchange.asmx', /unknown scheme/],
  ['https://mail.example.com/EWS/Exchange.asmx?secret=hunter2', /scheme|query/],
  ['https://alice:hunter2@mail.example.com/EWS/Exchange.asmx', /--user/],
  ['https:///EWS/Exchange.asmx', /no host/],
  ['ews://mail.example.com/owa', /ends in \.asmx/],
  ['ews://mail.example.com/EWS/../x.asmx', /ends in \.asmx/],
  ['ews://mail.example.com/EWS/%2e%2e/x.asmx', /ends in \.asmx/],
  ['ews://mail.example.com/EWS//x.asmx', /ends in \.asmx/],
  ['ews://mail.example.com\\EWS/x.asmx', /no path/],
  ['ews://', /no host/],
  ['smtp://mail.example.com?x=1', /no query/],
  ['mail.example.com/inbox', /path/],
  ['[2001:db8::1', /bracket/],
  ['2001:db8::1]', /bracket/],
  ['[192.0.2.1]', /brackets are for IPv6/],
  ['[2001:db8::1]465', /only :port/],
  ['[2001:db8::g]:25', /brackets are for IPv6/],
  ['1::2::3', /too many colons/],
  ['192.0.2.256', /'256' is above 255/],
  ['192.0.2', /3 of the four/],
  ['192.0.2.010', /begins with a zero/],
  ['0x7f.1', /no IPv4/],
  ['25', /1 of the four/],
  ['mail..example.com', /empty label/],
  ['.example.com', /empty label/],
  ['.', /no host name/],
  ['-mail.example.com', /hyphen/],
  [`${'a'.repeat(64)}.example`, /longer than 63/],
  [`${'a.'.repeat(127)}example`, /longer than 253/],
  ['a'.repeat(5_000), /5000 characters/],
  ['xn--ü.example', /A-labels/],
  ['alice@', /no domain/],
  ['@example.com', /before the @/],
  ['alice@example.com:25', /no port/],
  ['alice@192.0.2.1', /wants a domain/],
  ['al(ice@example.com', /cannot be there/],
  ['mailto:alice@example.com', /mailto/],
];

describe('parseTarget', () => {
  for (const [input, protocol, host, literal, port, mode] of good) {
    it(`takes ${input}`, () => {
      assert.deepEqual(parseTarget(input), { input, protocol, host, literal, mailbox: null, port, mode });
    });
  }

  for (const [input, host, port, path] of ews) {
    it(`takes ${input}`, () => {
      const target = parseTarget(input);
      assert.deepEqual([target.protocol, target.host, target.port, target.mode, target.path], ['ews', host, port, 'tls', path]);
    });
  }

  it('takes the address of a mailbox alone, and nothing beside it', () => {
    assert.equal(parseMailboxAddress('Shared@München.example'), 'Shared@xn--mnchen-3ya.example');
    for (const text of [
      'shared',
      '<shared@example.com>',
      'a:b@example.com',
      'a b@example.com',
      'a@',
      'a@192.0.2.1',
      'a@b.example\n',
    ])
      assert.throws(() => parseMailboxAddress(text), UsageError);
  });

  it('takes a mailbox, and converts its domain', () => {
    const mailbox = { user: "o'brien+test", domain: 'xn--mnchen-3ya.example' };
    const target = parseTarget("o'brien+test@München.example");
    assert.deepEqual(target.mailbox, mailbox);
    assert.equal(target.host, mailbox.domain);
    assert.equal(target.port, null);
  });

  for (const [input, complaint] of bad) {
    it(`refuses ${JSON.stringify(input.slice(0, 60))}`, () => {
      assert.throws(
        () => parseTarget(input),
        (error: unknown) => {
          assert.ok(error instanceof UsageError);
          assert.match(error.message, complaint);
          assert.doesNotMatch(error.message, /[\u0000-\u001f\u007f-\u009f\u200b]/);
          assert.doesNotMatch(error.message, /hunter2/);
          assert.ok(error.message.length < 300, `${error.message.length} characters`);
          return true;
        },
      );
    });
  }
});
