// Servers' logs and notices of failure, in the sentences that their programs have, with neutral names: each is told rightly,
// and whoever wrote the log is taken for who it is.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { explainText } from '../../../src/explain/explain.ts';

interface Row {
  readonly text: string;
  /** Any of these is right; `none`: nothing, or that nothing went wrong. */
  readonly accept: readonly string[];
}

const rows = readFileSync(new URL('server-logs.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): Row => JSON.parse(line));

describe('a log of a mail server, or a bounce', () => {
  for (const { text, accept } of rows) {
    it(`${text.slice(0, 90).replaceAll('\n', ' ')} → ${accept[0]}`, () => {
      const id = explainText(text).matches[0]?.id ?? 'none';
      assert.ok(accept.includes(id), `${id}, not ${accept.join(' or ')}`);
    });
  }
});

describe('who speaks in a log', () => {
  const best = (text: string) => explainText(text).matches[0];

  it('a login that Exim tries elsewhere is not one that it refused', () => {
    const ours = best('2026-01-31 12:00:00 login authenticator failed H=smtp.example.com [192.0.2.5] 535 5.7.8 bad credentials');
    const theirs = best(
      '2026-01-31 12:00:00 login authenticator failed for (pc) [203.0.113.5]: 535 Incorrect authentication data',
    );
    assert.deepEqual([ours?.id, theirs?.id], ['auth-rejected', 'auth-rejected']);
    assert.doesNotMatch(ours?.meaning ?? '', /turned its client away/);
    assert.match(theirs?.meaning ?? '', /turned its client away/);
  });

  it('MDaemon sends with -->, and gets with <--', () => {
    const line = (arrow: string) =>
      best(`Wed 2026-01-31 12:00:00.123: [4711:2] ${arrow} 550 5.7.1 Relaying denied`)?.meaning ?? '';
    assert.match(line('-->'), /turned its client away/);
    assert.doesNotMatch(line('<--'), /turned its client away/);
  });

  it("Exchange's receive connector answers on the port of a service, its send connector is answered", () => {
    const at = (local: string, remote: string, mark: string) =>
      best(
        `2026-01-31T12:00:00.000Z,C,08DC000000000001,5,${local},${remote},${mark},550 5.7.54 SMTP; Unable to relay recipient,`,
      );
    assert.match(at('192.0.2.1:25', '203.0.113.5:50123', '>')?.meaning ?? '', /turned its client away/);
    assert.doesNotMatch(at('192.0.2.1:50123', '203.0.113.5:25', '<')?.meaning ?? '', /turned its client away/);
    assert.equal(at('192.0.2.1:50123', '203.0.113.5:25', '>'), undefined);
  });
});

describe('what became of the message outweighs what was tried', () => {
  const attempt = 'postfix/smtp[1]: connect to mx.example.com[2001:db8::5]:25: Network is unreachable';
  const status = (outcome: string) =>
    `postfix/smtp[1]: 4QxABC: to=<bob@example.com>, relay=mx.example.com[203.0.113.5]:25, dsn=1.0.0, status=${outcome}`;

  it('a delivery at another address ends the matter', () => {
    const { matches } = explainText(`${attempt}\n${status('sent (250 2.0.0 Ok: queued as 9F3)')}`);
    assert.deepEqual(
      matches.map(({ id }) => id),
      ['nothing-wrong'],
    );
  });

  it('a refusal at another address is the reason, the address before it a further one', () => {
    const refused = status(
      'bounced (host mx.example.com[203.0.113.5] said: 550 5.1.1 User unknown (in reply to RCPT TO command))',
    );
    const { matches } = explainText(`${attempt}\n${refused}`);
    assert.deepEqual([matches[0]?.id, matches[0]?.line], ['recipient-unknown', 2]);
  });

  it('a deferral that is later overcome stays told', () => {
    const deferred = status(
      'deferred (host mx.example.com[203.0.113.5] said: 450 4.2.0 Greylisted (in reply to RCPT TO command))',
    );
    assert.equal(explainText(`${deferred}\n${status('sent (250 2.0.0 Ok)')}`).matches[0]?.id, 'greylisted');
  });
});
