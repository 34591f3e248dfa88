// `certain` names one cause and no other: what tells only what happened, what another text of the same words might mean, and
// what stands beside another failure is at most likely.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainText } from '../../../src/explain/explain.ts';
import type { FindingId } from '../../../src/model/finding.ts';

const best = (text: string) => explainText(text).matches[0];

const LIKELY: readonly (readonly [why: string, text: string, id: FindingId])[] = [
  ['an app password may be wanted', 'A1 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)', 'auth-rejected'],
  ['a server may not take logins at all', 'smtp: 535 5.7.3 Authentication unsuccessful', 'auth-rejected'],
  ['the chain may be incomplete', 'smtp error: x509: certificate signed by unknown authority', 'cert-untrusted-root'],
  [
    'the chain may be incomplete',
    'imap.example.org: verify error:num=20:unable to get local issuer certificate',
    'cert-untrusted-root',
  ],
  [
    'an alert of many causes',
    'smtp.example.org: error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure',
    'tls-no-shared-cipher',
  ],
  ['a firewall, a limit or the server', 'smtp: Error: read ECONNRESET', 'tcp-reset'],
  ['any program that resolves a name', 'Error: getaddrinfo ENOTFOUND db.example.org', 'dns-name-not-found'],
  ['any program that signs in', 'Error 400: redirect_uri_mismatch', 'oauth-token-request-failed'],
  ['any page on the web', 'Error: certificate has expired', 'cert-expired'],
  ["RFC 5321's words for any refusal with 550", '550 Requested action not taken: mailbox unavailable', 'recipient-unknown'],
  ['the code of one server in the mouth of another', '550 5.7.64 Rejected', 'relay-denied'],
  ['a number alone', '550 5.1.90 Rejected', 'account-quota-exceeded'],
  [
    'two recipients, two causes',
    '<a@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command)\n<b@example.org>: host mx.example.org[192.0.2.1] said: 552 5.2.2 Mailbox is over quota (in reply to RCPT TO command)',
    'mailbox-full',
  ],
  ['quoted on a page', '550 5.1.1 User unknown\nThis error means that the address does not exist.', 'recipient-unknown'],
  ['quoted in a question', 'Is it possible to hide 550 5.1.1 User unknown from the sender?', 'recipient-unknown'],
];

const CERTAIN: readonly (readonly [text: string, id: FindingId])[] = [
  ['550 5.1.1 <bob@example.org>: User unknown', 'recipient-unknown'],
  ['smtp.example.org: certificate has expired', 'cert-expired'],
  ['Error: connect ECONNREFUSED 127.0.0.1:587', 'tcp-refused'],
  // The reset follows from the refusal.
  ['550 5.1.1 <bob@example.org>: User unknown\nsmtp: Error: read ECONNRESET', 'recipient-unknown'],
];

describe('not certain', () => {
  for (const [why, text, id] of LIKELY) {
    it(`${text.slice(0, 70)}: ${why}`, () => {
      assert.equal(best(text)?.id, id);
      assert.notEqual(best(text)?.confidence, 'certain');
    });
  }
});

describe('certain', () => {
  for (const [text, id] of CERTAIN) {
    it(text.slice(0, 70), () => {
      assert.equal(best(text)?.id, id);
      assert.equal(best(text)?.confidence, 'certain');
    });
  }
});
