// Replies of servers quoted without a program around them (SMTP, IMAP, POP3), and what decides nothing by itself: in the words of
// the servers' sources and of providers' and filters' lists of codes, with neutral names. Each was labelled before it was explained.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { explainText } from '../../../src/explain/explain.ts';
import type { Explanation, FindingId } from '../../../src/model/finding.ts';

interface Row {
  readonly text: string;
  /** Any of these is right; `none`: nothing, or that nothing went wrong. */
  readonly accept: readonly string[];
}

const rows = readFileSync(new URL('server-replies.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): Row => JSON.parse(line));
const best = (text: string): Explanation | undefined => explainText(text).matches[0];

describe('a reply quoted alone', () => {
  for (const { text, accept } of rows) {
    it(`${text.slice(0, 90).replaceAll('\n', ' ')} → ${accept[0]}`, () => {
      const id = best(text)?.id ?? 'none';
      assert.ok(accept.includes(id) || (accept.includes('none') && id === 'nothing-wrong'), `${id}, not ${accept.join(' or ')}`);
    });
  }
});

describe('what the code says of the words', () => {
  const SAID: readonly (readonly [string, FindingId, Explanation['confidence']])[] = [
    ['550 5.1.1 <bob@example.com>: Recipient address rejected: User unknown', 'recipient-unknown', 'certain'],
    ['450 4.3.2 <bob@example.com>: user unknown', 'recipient-unknown', 'likely'],
    ['421 Server too busy', 'greeting-busy', 'likely'],
  ];
  for (const [text, id, confidence] of SAID)
    it(`${text}: ${confidence}`, () => assert.deepEqual([best(text)?.id, best(text)?.confidence], [id, confidence]));
});

describe('what decides nothing by itself', () => {
  for (const text of ['550', 'SMTP error 554', 'Status: 5.7.1', 'see https://support.google.com/mail/?p=BadCredentials'])
    it(text, () => assert.deepEqual(explainText(text).matches, []));

  for (const [text, id] of [
    ['535', 'auth-rejected'],
    ['535 5.7.8 no', 'auth-rejected'],
    ['530', 'auth-required'],
    ['535 5.7.139', 'auth-policy-blocked'],
    ['550 5.1.1', 'recipient-unknown'],
    ['552 5.2.2 error', 'mailbox-full'],
  ] as const)
    it(`but a code that names one cause does: ${text}`, () => assert.equal(best(text)?.id, id));

  it('a bare code does where the step is known at which it was said', () =>
    assert.equal(best('C: AUTH PLAIN AGEAYg==\nS: 535')?.id, 'auth-rejected'));

  it('a response code of IMAP that speaks of folders vetoes the words behind it', () => {
    assert.deepEqual(explainText('A2 NO [CANNOT] Invalid mailbox name').matches, []);
    assert.equal(best('A2 NO [ALERT] Invalid login name')?.id, 'auth-rejected');
  });

  it('TLS settings, whatever they name', () => {
    for (const setting of [
      'smtpd_tls_mandatory_protocols = !SSLv2, !SSLv3, !TLSv1',
      '$ doveconf ssl_min_protocol\nssl_min_protocol = TLSv1',
      'ssl_protocols = !SSLv2 !SSLv3',
      'No client certificate CA names sent',
    ])
      assert.deepEqual(explainText(setting).matches, [], setting);
  });
});

describe('a milter of Postfix', () => {
  const line = (step: string, words: string) =>
    `Jan 31 12:00:00 mx postfix/smtpd[1]: NOQUEUE: milter-reject: ${step} from unknown[203.0.113.7]: ${words}; proto=SMTP`;
  const DEFERS = '451 4.7.1 Service unavailable - try again later';
  it('leaves the greeting busy or refuses it, by what it says', () => {
    assert.equal(best(line('CONNECT', DEFERS))?.id, 'greeting-busy');
    assert.equal(best(line('CONNECT', '550 5.7.1 Command rejected'))?.id, 'greeting-refused');
    assert.equal(best(line('CONNECT', '554 5.7.1 Your address is on our blocklist'))?.id, 'server-blocks-ip');
    assert.equal(best(line('RCPT', DEFERS))?.id, 'server-fault');
  });
  it('that cannot be reached is the cause of what the client was told', () =>
    assert.equal(
      best(
        `postfix/smtpd[1]: warning: connect to Milter service inet:192.0.2.8:11332: Host is unreachable\n${line('CONNECT', DEFERS)}`,
      )?.id,
      'server-fault',
    ));
});
