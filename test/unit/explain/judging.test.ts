// Each speaker is judged by its own knowledge: the same words mean one thing in a server's mouth, another in a client's, and
// nothing in a program's. What follows yields to its cause, and the transcript's context counts.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { explainText } from '../../../src/explain/explain.ts';
import type { Explanation, FindingId } from '../../../src/model/finding.ts';

const best = (text: string): Explanation | undefined => explainText(text).matches[0];

describe('the same words by different speakers', () => {
  const SAID: readonly (readonly [string, FindingId | undefined, Explanation['confidence'] | undefined])[] = [
    ['MailKit.Security.AuthenticationException: Authentication failed.', 'auth-rejected', 'likely'],
    [
      'System.Security.Authentication.AuthenticationException: Authentication failed because the remote party has closed the transport stream.',
      'connection-closed',
      'likely',
    ],
    ['535 5.7.8 Error: authentication failed', 'auth-rejected', 'likely'],
    ['smtp.example.com said: 535 5.7.8 Error: authentication failed: (reason unavailable)', 'auth-rejected', 'likely'],
    // A link decides nothing: QQ gives the same with each of its refusals.
    [
      '530 Login fail. A secure connection is requiered(such as ssl). More information at http://service.mail.qq.com/cgi-bin/help?id=28',
      'auth-encryption-required',
      'certain',
    ],
    // A folder with the name of a thing of mail, and a server that hands nothing over.
    ["2 NO dmarc doesn't exist.", undefined, undefined],
    ['退信提示:"IP is rejected"', 'server-blocks-ip', 'likely'],
    ['退信提示:"Requested action not taken: NULL sender is not allowed"', 'sender-not-allowed', 'likely'],
    ['530 5.7.7 Sending without SSL/TLS encryption is not allowed', 'auth-encryption-required', 'likely'],
    ['Unexpected greeting from server: 220 mail.example.com ESMTP ready', 'not-smtp', 'likely'],
    [
      'The server did not respond with a + response. The response was: "* OK mail.example.com IMAP4rev1 server ready"',
      'not-smtp',
      'likely',
    ],
    [
      "IMAP command 'LOGIN <user> <pass>' returned an error: NO [ALERT] Application-specific password required",
      'auth-app-password-required',
      'certain',
    ],
    ['poplib.error_proto: -ERR EOF', 'connection-closed', 'likely'],
    [
      "Connection to 'pop.example.com' wasn't successful: could not connect SSL socket [pop.example.com, 995]: Connection timed out",
      'tcp-timeout',
      'likely',
    ],
    ['fsockopen(): unable to connect to ssl://mail.example.local:537 (Connection refused)', 'tcp-refused', 'certain'],
    ['Response:\t331 User test OK. Password required\nResponse:\t530 Login authentication failed', undefined, undefined],
    ['Client mosqsub/1-a received CONNACK\nConnection Refused: not authorised.', undefined, undefined],
    ["    smtpd_sender_restrictions => [\n      'reject_unknown_sender_domain',\n    ],", undefined, undefined],
    ['FTPError: 530 Login authentication failed', undefined, undefined],
    [
      'email_sender.py: pika.exceptions: ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN',
      undefined,
      undefined,
    ],
    ['TLS Error: TLS key negotiation failed to occur within 60 seconds\nTLS Error: TLS handshake failed', undefined, undefined],
    ['203.0.113.1 - - [07/May/2020:03:15:12 +0000] "GET / HTTP/1.1" 502 157 "-" "Mozilla/5.0"', undefined, undefined],
    ['A0002 BAD AUTHENTICATE Command syntax error. sc=1', 'auth-protocol-error', 'certain'],
    ['postfix/smtpd[1]: warning: unknown[203.0.113.7]: SASL LOGIN authentication failed: x', 'auth-rejected', 'likely'],
    ['FATAL: password authentication failed for user "postgres"', undefined, undefined],
    ["fatal: Authentication failed for 'https://github.com/a/b.git/'", undefined, undefined],
    ['java.lang.NullPointerException', undefined, undefined],
    ['postfix/smtpd[1]: connect from unknown[203.0.113.7]', undefined, undefined],
    ['550 5.1.1 <bob@example.org>: User unknown', 'recipient-unknown', 'certain'],
    ['535 5.7.8 unknown user', 'auth-rejected', 'likely'],
    ['552 5.2.2 <bob@example.org> Quota exceeded (mailbox for user is full)', 'mailbox-full', 'certain'],
    ['550 5.4.5 Daily user sending quota exceeded.', 'account-quota-exceeded', 'certain'],
    ['550-5.7.30 The sender is not authenticated: DKIM does not pass', 'sender-unauthenticated', 'certain'],
    ['Error: connect ECONNREFUSED 127.0.0.1:5432', undefined, undefined],
    ['Error: connect ECONNREFUSED 127.0.0.1:587', 'tcp-refused', 'certain'],
    ['Server replied: Too many simultaneous connections', 'rate-limited', 'likely'],
    ['XOAUTH2 authentication error of the IMAP session', 'auth-token-invalid', 'likely'],
    ['SMTP session: TLS handshake (tls.handshake) of the listener', undefined, undefined],
    [
      "ERROR 11:12:22: account 'Exchange' ([SSL: UNSUPPORTED_PROTOCOL] unsupported protocol)",
      'tls-version-unsupported',
      'certain',
    ],
    ['SQLSTATE[HY000] [2002] Connection refused (SQL: select * from mail_queue)', undefined, undefined],
    ['curl: (6) Could not resolve host: api.example.com', undefined, undefined],
    ['client.Connect("mail.example.com", 995, SecureSocketOptions.StartTls) timed out', 'mode-mismatch', 'likely'],
    ['  * handle a connection reset by the mail server\n  * fix the timeout of SMTP sessions', undefined, undefined],
    ['props.put("mail.smtp.timeout", "5000");\nprops.put("mail.smtp.auth", "true");', undefined, undefined],
    ['SendGrid mail: Error: connect ETIMEDOUT 192.0.2.1:443', undefined, undefined],
    ['"delivery": {\n  "smtpReply": "550 5.1.1 No such user",\n}', 'recipient-unknown', 'certain'],
    ['How do I set a timeout for the SMTP connection to the server?', undefined, undefined],
    ['MailKit.Net.Imap.ImapProtocolException: Unexpected token in IMAP greeting: [atom: BYE]', 'greeting-refused', 'likely'],
    ['SmtpProtocolException: Unable to parse status code returned by the server.', 'not-smtp', 'likely'],
    ['msmtp: the server sent an empty reply', 'connection-closed', 'likely'],
    [
      'lettre::transport::smtp::Error { kind: Network, source: Custom { kind: InvalidData, error: CorruptMessage } }',
      'mode-mismatch',
      'likely',
    ],
    ['XOAUTH2 authentication error (400)', 'auth-token-invalid', 'likely'],
    [
      'javax.mail.AuthenticationFailedException: No authentication mechansims supported by both server and client',
      'auth-no-common-mechanism',
      'certain',
    ],
    ['Server denied POP access for the given username and password.', 'auth-rejected', 'generic'],
    ['-ERR [SYS/TEMP] Idle for too long, closing', 'server-timeout', 'likely'],
    [
      'Please check your SMTP configuration.\nerror | "Bad Request"\n"Greeting was never received"',
      'greeting-timeout',
      undefined,
    ],
  ];
  for (const [text, id, confidence] of SAID) {
    it(`${text.slice(0, 80)} → ${id}`, () => {
      assert.equal(best(text)?.id, id);
      if (confidence !== undefined) assert.equal(best(text)?.confidence, confidence);
    });
  }
});

describe('a text about another service', () => {
  const refused = 'redis.exceptions.ConnectionError: Error 111 connecting to localhost:6379. Connection refused.';
  it('is named as such, and no fault of mail', () => {
    const { matches, heard } = explainText(refused);
    assert.deepEqual(matches, []);
    assert.match(heard ?? '', /another service/);
  });
  it('is not what a long log is, whose marks of mail stand anywhere', () => {
    const noise = 'nginx: GET https://shop.example.com/ 200\n'.repeat(800);
    assert.equal(best(`${noise}dial tcp 192.0.2.1:587: connect: connection refused`)?.id, 'tcp-refused');
  });
});

describe('a consequence yields to its cause', () => {
  it('wherever it stands, and says in which line the cause is', () => {
    const text =
      'SMTP Error: Could not connect to SMTP host.\n2026-01-31 12:00:00 SERVER -> CLIENT: 535 5.7.8 Error: authentication failed\nSMTP connect() failed.';
    assert.deepEqual([best(text)?.id, best(text)?.line], ['auth-rejected', 2]);
  });
  it('and speaks where nothing else does: STARTTLS had been sent', () => {
    const text =
      'CLIENT -> SERVER: STARTTLS\nSERVER -> CLIENT: 220 2.0.0 SMTP server ready\nSMTP Error: Could not connect to SMTP host.';
    assert.equal(best(text)?.id, 'tls-handshake-failed');
  });
  it('a command out of order follows from the one before it', () => {
    const text =
      'SMTP<< 504 5.5.2 <pc>: Helo command rejected: need fully-qualified hostname\nSMTP<< 554 5.5.1 Error: no valid recipients';
    assert.equal(best(text)?.id, 'ehlo-name-rejected');
  });
});

describe('the session around a refusal', () => {
  it('a NO after AUTHENTICATE XOAUTH2 is about a token', () => {
    assert.equal(best('C: 1 AUTHENTICATE XOAUTH2 ***\nS: 1 NO AUTHENTICATE failed.')?.id, 'auth-token-invalid');
    assert.equal(best('C: 1 LOGIN alice ***\nS: 1 NO [AUTHENTICATIONFAILED] failed.')?.id, 'auth-rejected');
  });
  it('IMAP of Microsoft 365 takes no passwords', () => {
    assert.equal(best('Connecting to outlook.office365.com:993\nA1 NO LOGIN failed.')?.id, 'auth-basic-disabled');
  });
  it('advice names the ports of the protocol in use alone', () => {
    const { fix = '' } = best('Connecting to smtp.example.com:587\nError: wrong version number') ?? {};
    assert.match(fix, /587/);
    assert.doesNotMatch(fix, /993|995|143/);
  });
  it("in a server's own log the client is the peer", () => {
    const text =
      'postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[203.0.113.7]: 454 4.7.1 <b@example.org>: Relay access denied; from=<a@x>';
    assert.match(best(text)?.meaning ?? '', /^In this log the server speaks/);
  });
});

describe('what is no fault of connection or login', () => {
  for (const id of [
    'recipient-unknown',
    'mailbox-full',
    'message-too-large',
    'content-rejected',
    'sender-unauthenticated',
    'mail-loop',
  ]) {
    it(`${id} says so first`, () => {
      const TEXTS: Readonly<Record<string, string>> = {
        'recipient-unknown': '550 5.1.1 User unknown',
        'mailbox-full': '452 4.2.2 Mailbox full',
        'message-too-large': '552 5.3.4 Message size exceeds fixed limit',
        'content-rejected': '554 5.7.1 Message rejected as spam',
        'sender-unauthenticated': '550 5.7.26 SPF check did not pass',
        'mail-loop': '554 5.4.6 Too many hops',
      };
      assert.equal(best(TEXTS[id] ?? '')?.id, id);
      assert.match(best(TEXTS[id] ?? '')?.meaning ?? '', /^Connection and login were fine\./);
    });
  }
  it('a delivery is nothing wrong, unless something else failed', () => {
    const sent =
      'postfix/smtp[1]: A1: to=<b@example.org>, relay=mx.example.org[198.51.100.3]:25, status=sent (250 2.0.0 Ok: queued as 5)';
    assert.equal(best(sent)?.id, 'nothing-wrong');
    assert.equal(
      best(`${sent}\npostfix/smtp[1]: A2: status=bounced (host mx said: 550 5.1.1 User unknown)`)?.id,
      'recipient-unknown',
    );
  });
  it('what is heard without a cause is named, with where more is to be had', () => {
    const { matches, heard } = explainText('org.example.MailException: could not send\n\tat com.sun.mail.smtp.X(X.java:3)');
    assert.deepEqual(matches, []);
    assert.match(heard ?? '', /mail\.debug=true/);
  });
});

describe('labelled texts', () => {
  const rows: readonly { text: string; accept: readonly string[]; kind: string }[] = readFileSync(
    new URL('texts.jsonl', import.meta.url),
    'utf8',
  )
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  const isRight = (accept: readonly string[], id: string | undefined): boolean =>
    accept.includes(id ?? 'none') || (accept.includes('none') && id === 'nothing-wrong');

  it('are told rightly in 96 of 100, for certain in 99, and none of another matter is named a fault of mail', () => {
    const judged = rows.map(({ text, accept }) => {
      const match = best(text);
      return { text, accept, id: match?.id, confidence: match?.confidence, right: isRight(accept, match?.id) };
    });
    const wrong = judged.filter(({ right }) => !right);
    const certain = judged.filter(({ confidence }) => confidence === 'certain');
    const alarms = judged.filter(({ accept, right }) => accept.every((one) => one === 'none') && !right);
    const told = JSON.stringify(wrong.map(({ text, id }) => [id, text.slice(0, 80)]));
    assert.ok(wrong.length <= rows.length * 0.04, told);
    assert.ok(certain.filter(({ right }) => !right).length <= certain.length * 0.01, told);
    assert.deepEqual(alarms, []);
  });
});
