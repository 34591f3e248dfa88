// What the published lists add to the words: Exchange's own names, Microsoft's sign-in codes, a veto; and the calendar.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainText } from '../../../src/explain/explain.ts';

const bestOf = (text: string, now?: string) => explainText(text, now === undefined ? undefined : Date.parse(now)).matches[0];

describe("Exchange's own names come before the words around them", () => {
  for (const [text, id] of [
    ['550 5.5.3 RESOLVER.ADR.RecipLimit; too many recipients for one message', 'rate-limited'],
    ['550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required', 'sender-not-allowed'],
    ['550 5.4.316 Message expired, connection refused', 'server-fault'],
    ['450 4.7.322 certificate-expired: the server at the other end', 'delivery-tls-failed'],
  ] as const)
    it(text, () => assert.equal(bestOf(text)?.id, id));
});

it('a sign-in code that only the list has is told by it', () => {
  const best = bestOf('AADSTS50033: the service failed');
  assert.equal(best?.id, 'oauth-token-request-failed');
  assert.match(best?.title ?? '', /sign-in service/i);
  assert.equal(best?.confidence, 'certain');
});

describe('the calendar', () => {
  const REFUSED =
    '535-5.7.8 Username and Password not accepted. For more information, go to\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials x - gsmtp';
  it('says since when, once the day has come', () =>
    assert.match(bestOf(REFUSED, '2026-01-01')?.meaning ?? '', /Since 2022-05-30/));
  it('and nothing before', () => assert.doesNotMatch(bestOf(REFUSED, '2020-01-01')?.meaning ?? '', /Since \d/));
  it('nor of another provider', () =>
    assert.doesNotMatch(bestOf('535 5.7.8 Error: authentication failed', '2026-01-01')?.meaning ?? '', /Since \d/));
});

it('a reply as a help page lists it is read whole', () =>
  assert.equal(bestOf('421, "4.7.0", TLS required for RCPT domain, closing connection.')?.id, 'delivery-tls-failed'));
