import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Reply } from '../../../src/model/reply.ts';
import { parseEhlo } from '../../../src/protocols/smtp/capabilities.ts';
import { ReplyParser } from '../../../src/protocols/smtp/reply.ts';

function parse(...lines: string[]): Reply | string {
  const parser = new ReplyParser(5);
  for (const [at, line] of lines.entries()) {
    const progress = parser.take(line);
    if (progress.kind === 'malformed') return progress.fault;
    if (progress.kind === 'complete') return at === lines.length - 1 ? progress.reply : 'complete too early';
  }
  return 'incomplete';
}

const good = (lines: string[], code: number, enhanced: string | null, texts: string[]) =>
  it(JSON.stringify(lines), () => assert.deepEqual(parse(...lines), { code, enhanced, lines: texts }));
const bad = (lines: string[], fault: string) =>
  it(`${JSON.stringify(lines)} is ${fault}`, () => assert.equal(parse(...lines), fault));

describe('SMTP reply', () => {
  good(['220 mail.example.com ESMTP'], 220, null, ['mail.example.com ESMTP']);
  good(['250'], 250, null, ['']);
  good(['250 '], 250, null, ['']);
  good(['250-a', '250-b', '250 c'], 250, null, ['a', 'b', 'c']);
  good(['250-a', '250'], 250, null, ['a', '']);
  good(['535 5.7.8 no'], 535, '5.7.8', ['5.7.8 no']);
  good(['534-5.7.9 go to', '534 5.7.9  https://example.com'], 534, '5.7.9', ['5.7.9 go to', '5.7.9  https://example.com']);
  good(['550-no code', '550 5.1.1 here'], 550, '5.1.1', ['no code', '5.1.1 here']);
  good(['250 5.7.89x not enhanced'], 250, null, ['5.7.89x not enhanced']);
  good(['220 ****0****2'], 220, null, ['****0****2']);
  good(['454 4.7.0'], 454, '4.7.0', ['4.7.0']);
  bad(['250-a'], 'incomplete');
  bad(['250-a', '550 b'], 'mixed-codes');
  bad(['hello'], 'no-code');
  bad(['25 x'], 'no-code');
  bad(['2500 x'], 'no-code');
  bad(['150 x'], 'no-code');
  bad(['600 x'], 'no-code');
  bad([''], 'no-code');
  bad(['250_x'], 'no-code');
  bad(['250-1', '250-2', '250-3', '250-4', '250-5'], 'reply-too-long');
  bad([`250-${'x'.repeat(40_000)}`, `250-${'x'.repeat(40_000)}`], 'reply-too-long');
});

describe('EHLO reply', () => {
  const offers = (lines: string[]) => parseEhlo({ code: 250, enhanced: null, lines: ['mail.example.com', ...lines] });
  const rows: [string[], string[], boolean][] = [
    [['AUTH PLAIN LOGIN', 'STARTTLS'], ['PLAIN', 'LOGIN'], true],
    [['auth plain login', 'StartTLS'], ['PLAIN', 'LOGIN'], true],
    [['AUTH=LOGIN PLAIN'], ['LOGIN', 'PLAIN'], false],
    [['AUTH LOGIN PLAIN', 'AUTH=LOGIN PLAIN'], ['LOGIN', 'PLAIN'], false],
    [['AUTH=PLAIN =LOGIN'], ['PLAIN', 'LOGIN'], false],
    [['AUTH PLAIN,LOGIN'], ['PLAIN', 'LOGIN'], false],
    [['AUTH'], [], false],
    [['AUTHX PLAIN', 'XSTARTTLS'], [], false],
    [['AUTH SCRAM-SHA-256-PLUS \\x1b[31mEVIL'], ['SCRAM-SHA-256-PLUS'], false],
    [['X-EXPS GSSAPI NTLM', 'XXXXXXXA'], [], false],
  ];
  for (const [lines, mechanisms, offersStartTls] of rows) {
    it(lines.join(' | '), () => {
      const seen = offers(lines);
      assert.deepEqual([seen.mechanisms, seen.offersStartTls], [mechanisms, offersStartTls]);
    });
  }
});
