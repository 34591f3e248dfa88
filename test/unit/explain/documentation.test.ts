// A manual, a list of changes and wrapped prose are told from what happened to somebody; and plain words that tell of trouble from
// those that do not.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isDocumentation, isManualPage } from '../../../src/explain/documentation.ts';
import { explainText } from '../../../src/explain/explain.ts';
import { tellsOfTrouble } from '../../../src/explain/trouble-words.ts';

const WRAPPED = `TLS is enabled by default on new installations. The server will use the
self-signed certificate provided by the package by default. The
certificate and key are accessed via symbolic links in its folder.

Replace them by the actual certificate of your preference, or place it
and the key at the location of your preference.`;
const ROFF = '.SH "SEE ALSO"\n.IP "\\fBqueue_minfree (0)\\fR"\nInsufficient system storage, and the mailbox is full.\n.PP';
const CHANGES =
  'Version 1.4.19:\n- msmtp now handles NUL characters in certificates.\n- fixes the handshake failure of GnuTLS\n- fixed the -t option\n';

describe('a manual is nobody’s failure', () => {
  for (const [name, text] of [
    ['wrapped prose', WRAPPED],
    ['a page of man(1)', ROFF],
    ['a list of changes', CHANGES],
  ] as const) {
    it(name, () => {
      assert.ok(isDocumentation(text) || isManualPage(text));
      assert.equal(explainText(text).recognised, false);
    });
  }

  it('the same prose by somebody whom it befell is read', () => {
    assert.equal(isDocumentation(`I cannot log in any more.\n${WRAPPED}`), false);
  });

  it('a stack of calls is no prose', () => {
    const stack =
      '{ Error: connect ETIMEDOUT 192.0.2.1:465\n    at Object._errnoException (util.js:1022:11)\n    at _exceptionWithHostPort (util.js:1044:20)\n    at TCPConnectWrap.afterConnect [as oncomplete] (net.js:1198:14)';
    assert.equal(isDocumentation(stack), false);
    assert.equal(explainText(stack).matches[0]?.id, 'tcp-timeout');
  });

  it('a reply that wrapped prose quotes is a reply', () => {
    const quoted = `${WRAPPED}\n\n535 5.7.8 Authentication credentials invalid`;
    assert.equal(explainText(quoted).matches[0]?.id, 'auth-rejected');
  });
});

describe('words of trouble', () => {
  for (const words of [
    'TLS/SSL library: GnuTLS',
    'Type : TXT\nName : _dmarc\nValue: v=DMARC1; p=quarantine',
    'Email',
    'SPF Record',
  ])
    it(`none in ${JSON.stringify(words)}`, () => assert.equal(tellsOfTrouble(words), false));
  for (const words of [
    'connect ECONNREFUSED',
    'l’authentification a échoué',
    'Anmeldung fehlgeschlagen',
    'メールを送信',
    'unencrypted connection',
    'TLS handshake eof',
  ])
    it(`some in ${JSON.stringify(words)}, or that cannot be told`, () => assert.equal(tellsOfTrouble(words), true));
});

describe('before a log’s success', () => {
  const SENT =
    'Jan 10 10:00:09 mx postfix/smtp[12]: 3F4: to=<a@example.net>, relay=mx.example.net[192.0.2.1]:25, dsn=2.0.0, status=sent (250 2.0.0 OK)';
  it('words that nobody said count for nothing', () => {
    const steps = `postfix/smtp[12]: SSL_connect:SSLv3/TLS read server key exchange\n${SENT}`;
    assert.notEqual(explainText(steps).matches[0]?.id, 'tls-handshake-failed');
  });
  it('a reply that was got is told all the same', () => {
    const log = `Jan 10 10:00:01 mx app: SMTP server said: 535 5.7.8 authentication failed\n${SENT}`;
    assert.equal(explainText(log).matches[0]?.id, 'auth-rejected');
  });
});
