// Promises 4 and 5: whoever sends a text chosen for it must not hold up everything else. Each reader of foreign bytes is
// fed repeats of what such texts are made of (at full size up to a megabyte), and its time may grow with its length, not with the square.
// The redactor has a test of its own, redactor-growth.test.ts.
// Alone in its process: it is as long as many others, and measures the processor time of the process.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { entryOf, parseEntry } from '../../src/batch/entry.ts';
import { MAX_LINE_BYTES } from '../../src/batch/target-lines.ts';
import { parseAutoconfig } from '../../src/discover/autoconfig.ts';
import { occurrencesIn } from '../../src/explain/occurrences.ts';
import { readUtterances } from '../../src/explain/read-utterances.ts';
import { foreignBanner, serverSoftware } from '../../src/knowledge/banners.ts';
import { explainCode } from '../../src/knowledge/codes.ts';
import { explainReply } from '../../src/knowledge/explain-reply.ts';
import { interceptorOf, maskedBanner } from '../../src/knowledge/middleboxes.ts';
import { explainOauthError, oauthErrorIn } from '../../src/knowledge/oauth-errors.ts';
import { findInRegistries } from '../../src/knowledge/registries/index.ts';
import { readWords } from '../../src/knowledge/registries/words.ts';
import { visibleBytes, visibleText } from '../../src/model/visible-text.ts';
import { decodeAnswer } from '../../src/net/dns/message.ts';
import { parseStsPolicy, parseStsRecord } from '../../src/net/dns/mta-sts.ts';
import { canonicalName, isHostName } from '../../src/net/dns/names.ts';
import { readHead } from '../../src/net/proxy/http-connect.ts';
import { Redactor } from '../../src/net/redactor.ts';
import { readClaims } from '../../src/oauth/claims.ts';
import * as imapCapabilities from '../../src/protocols/imap/capabilities.ts';
import * as imap from '../../src/protocols/imap/reply.ts';
import * as pop3Capabilities from '../../src/protocols/pop3/capabilities.ts';
import * as pop3 from '../../src/protocols/pop3/reply.ts';
import { parseEhlo } from '../../src/protocols/smtp/capabilities.ts';
import { ReplyParser } from '../../src/protocols/smtp/reply.ts';
import { FORMAT_NAMES, loadFormat } from '../../src/report/formats/index.ts';
import { parseTarget } from '../../src/request/target.ts';
import * as values from '../../src/request/values.ts';
import { decodeBase64 } from '../../src/sasl/base64.ts';
import { parseDigestChallenge } from '../../src/sasl/digest-md5.ts';
import { preparePassword } from '../../src/sasl/saslprep.ts';
import { parseServerFirst } from '../../src/sasl/scram.ts';
import { cpuMsOf, type Frame, growthFaults, type Read, repeated } from '../support/growth.ts';
import { makeReport, OPTIONS, poison } from '../unit/report/fixtures.ts';

interface Reader {
  readonly read: Read;
  readonly frames?: readonly Frame[];
  /** Where what is read is bounded before, or no more can be had. */
  readonly maxSize?: number;
}

/** What no pattern goes on over, so that it has to look for another way. */
const STOP = '\u2028x';
const around = (...before: readonly string[]): readonly Frame[] => before.map((text): Frame => [text, STOP]);
const BARE = around('');
const refuses = (work: () => unknown): void => {
  try {
    work();
  } catch {
    // A refusal is an answer, too.
  }
};
const status = (line: string): imap.StatusResponse => ({ kind: 'status', tag: null, status: 'NO', text: line });

const READERS: Readonly<Record<string, Reader>> = {
  'visible text': { read: visibleText },
  'visible bytes': { read: (text) => visibleBytes(Buffer.from(text, 'latin1')) },
  'an SMTP reply': { read: (line) => new ReplyParser(200).take(line), frames: around('', '250-', '250 ', '535 5.7.8 ') },
  'SMTP capabilities': {
    read: (line) => parseEhlo({ code: 250, enhanced: null, lines: ['', line] }),
    frames: around('', 'AUTH ', 'AUTH=', 'STARTTLS'),
  },
  'an IMAP response': {
    read: (line) => [imap.parseImapResponse(line), imap.literalLength(line), imap.responseCode(line), imap.splitKeywords(line)],
    frames: around('', '* ', '* OK ', '* OK [', 'a1 NO [ALERT ', '* CAPABILITY ', '* X {'),
  },
  'an IMAP reply': { read: (line) => imap.makeImapReply(status(line), [status(line)]), frames: around('', '[', '[CAPABILITY ') },
  'IMAP capabilities': {
    read: (line) => imapCapabilities.parseImapCapabilities(imap.splitKeywords(line), false),
    frames: around('', 'AUTH='),
  },
  'a POP3 reply': {
    read: (line) => [pop3.parsePop3Response(line), pop3.unstuffLine(line), pop3.apopTimestamp(pop3.makePop3Reply('+OK', line))],
    frames: around('', '+OK ', '-ERR [', '+OK <', '+OK <a@', '.'),
  },
  'POP3 capabilities': {
    read: (line) => pop3Capabilities.parsePop3Capabilities([line], true),
    frames: around('', 'SASL ', 'USER'),
  },
  'a SASL challenge': {
    read: (line) => [decodeBase64(line), parseServerFirst(line), parseDigestChallenge(line)],
    frames: around('', 'r=a,s=', 'r=a,s=QQ==,i=1,', 'realm="', 'nonce="a",', 'nonce='),
  },
  'an MTA-STS record': {
    read: (text) => parseStsRecord([text]),
    frames: around('', 'v=STSv1', 'v=STSv1;', 'v=STSv1; id=', 'v=STSv1; id'),
  },
  'an MTA-STS policy': {
    read: parseStsPolicy,
    frames: around(
      '',
      'version: STSv1\nmode: enforce\nmax_age: 1\nmx: ',
      'version:',
      'version: STSv1\nmx',
      'version: STSv1\nmx: a.',
    ),
  },
  'an autoconfig file': {
    read: (text) => parseAutoconfig(text, 'example.com'),
    frames: around('', '<a ', '<clientConfig version="1.1"><emailProvider id="x">', '<clientConfig a="', '<a><b', '<!--', '<?'),
  },
  'the head of a proxy’s answer': {
    read: (text) => readHead(text, true, new Redactor()),
    frames: around('', 'HTTP/1.1 ', 'HTTP/1.1 407 ', 'HTTP/1.1 407 no\r\nProxy-Authenticate:', 'HTTP/1.1'),
  },
  'a token': {
    read: (text) => readClaims(`e30.${Buffer.from(text).toString('base64url')}.x`),
    frames: around('', '{"scp":"', '{'),
  },
  'names of hosts': { read: (text) => [isHostName(text), canonicalName(text)] },
  'a password': { read: (text) => preparePassword(text), maxSize: 262_144 },
  banners: {
    read: (text) => [foreignBanner(text), serverSoftware(text), maskedBanner([text])],
    frames: around('', '220 ', 'HTTP/1.1 '),
  },
  'an issuer': { read: (text) => interceptorOf(text, text), frames: around('', 'CN=') },
  'what a reply means': { read: (text) => explainReply(text), frames: around('', '550 ', '535 5.7.8 ', '-ERR ') },
  'what an error means': { read: (text) => [explainCode(text), oauthErrorIn(text), explainOauthError(text, text)] },
  'the codes of a text': {
    read: (text) => findInRegistries(text, ['server', 'client', 'system', 'tls', 'server-log', 'identity-provider', 'dialog']),
    frames: around('', 'tlsv1 alert unknown ', 'The certificate is NOT trusted. ', 'error code: ', '\\xe9', '接続を拒否'),
  },
  'the words of a text': { read: (text) => readWords(text, 100, () => undefined), frames: around('', '-', '\\xe9', '拒') },
  'what happened in a pasted text': {
    read: (text) => occurrencesIn(text),
    frames: around('', 'at ', 'x: ', 'error (', '|', '- a', 'a  ', 'a ('),
  },
  'the sentences of a pasted text': {
    read: (text) => readUtterances(text),
    frames: around(
      '',
      'Caused by: javax.mail.MessagingException: ',
      'System.Net.Mail.SmtpException: ',
      'status=bounced (host a.example[192.0.2.1] said: ',
      'SERVER -> CLIENT: ',
      '1abcDE-000001-AB ** b@example.org R=a T=b H=',
      'SMTP server error: RCPT TO command failed Detail: ',
    ),
  },
  'a target': { read: (text) => refuses(() => parseTarget(text)), frames: around('', 'smtp://', 'a@', '[', 'a:') },
  'a line of a batch': {
    read: (text) =>
      refuses(() => parseEntry(entryOf({ number: 1, text: text.slice(0, MAX_LINE_BYTES), isTooLong: false, endsAt: 0 }))),
    frames: around('', 'a ', 'a port=', 'a://'),
  },
  'values of options': {
    read: (text) => {
      refuses(() => values.parseDuration(text));
      refuses(() => values.parsePorts(text));
      refuses(() => values.parseMechanisms(text));
      refuses(() => values.parseExpectation(text));
      refuses(() => values.parseResolve(text));
      refuses(() => values.parseDnsServer(text));
      refuses(() => values.parseProxy(text, true));
      refuses(() => values.parseUser(text));
    },
    frames: around('', 'tls>=', 'auth:', 'socks5://', 'a:', '['),
    // What one word of a command line may have on Linux.
    maxSize: 131_072,
  },
};

const faultsOf = ({ read, frames = BARE, maxSize }: Reader): string[] =>
  frames.flatMap((frame) => growthFaults(read, frame, maxSize));

describe('time grows with the length of', () => {
  for (const [name, reader] of Object.entries(READERS)) it(name, () => assert.deepEqual(faultsOf(reader), []));

  for (const name of FORMAT_NAMES) {
    it(`a report as ${name}`, async () => {
      const format = await loadFormat(name);
      const report = makeReport('healthy');
      const read = (text: string): unknown =>
        format({ ...report, ...poison({ summary: '', findings: report.findings.slice(0, 1) }, text) }, OPTIONS);
      assert.deepEqual(faultsOf({ read, maxSize: 262_144 }), []);
    });
  }

  it('an answer of DNS', () => {
    const read = (text: string): unknown => decodeAnswer(Buffer.from(text, 'latin1'), 0, { name: 'a', type: 'TXT' });
    // One question, as many answers as can be said, each a name that leads through all before it.
    const head = '\0\0\x81\x80\0\x01\xff\xff\0\0\0\0\x01a\0\0\x10\0\x01';
    const record = '\0\x10\0\x01\0\0\0\0\0\x01\0';
    for (const fragment of ['\xc0\x0c', `\xc0\x0c${record}`, '\x01a', '\0', `\xc0\x13${record}`]) {
      const tookMs = cpuMsOf(read, head + repeated(fragment, 64_000));
      assert.ok(tookMs < 5_000, `${JSON.stringify(fragment)}: ${tookMs} ms`);
    }
  });
});
