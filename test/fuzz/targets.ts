// The fuzz targets: what each is fed, and in one sentence what holds of it. Run for seconds by fuzz.test.ts, for hours by
// long-run.mjs.
import assert from 'node:assert/strict';
import { parseAutoconfig } from '../../src/discover/autoconfig.ts';
import { parseAutodiscover } from '../../src/discover/autodiscover.ts';
import { parsePacc } from '../../src/discover/pacc.ts';
import { explainText } from '../../src/explain/explain.ts';
import { labCertificate } from '../../src/lab/certificates.ts';
import { FINDING_IDS } from '../../src/model/finding.ts';
import { Secret } from '../../src/model/secret.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { visibleBytes, visibleText } from '../../src/model/visible-text.ts';
import { observeCertificate } from '../../src/net/certificate.ts';
import { decodeAnswer, encodeQuery } from '../../src/net/dns/message.ts';
import { parseStsPolicy, parseStsRecord } from '../../src/net/dns/mta-sts.ts';
import { Redactor } from '../../src/net/redactor.ts';
import { readClaims } from '../../src/oauth/claims.ts';
import { parseImapCapabilities } from '../../src/protocols/imap/capabilities.ts';
import * as imap from '../../src/protocols/imap/reply.ts';
import { parsePop3Capabilities } from '../../src/protocols/pop3/capabilities.ts';
import * as pop3 from '../../src/protocols/pop3/reply.ts';
import { parseEhlo } from '../../src/protocols/smtp/capabilities.ts';
import { ReplyParser } from '../../src/protocols/smtp/reply.ts';
import { html } from '../../src/report/formats/html.ts';
import { junit } from '../../src/report/formats/junit.ts';
import { markdown } from '../../src/report/formats/markdown.ts';
import { nagios } from '../../src/report/formats/nagios.ts';
import { prometheus } from '../../src/report/formats/prometheus.ts';
import { text as textFormat } from '../../src/report/formats/text.ts';
import { parseTarget } from '../../src/request/target.ts';
import { readTypedTarget } from '../../src/request/typed-target.ts';
import * as values from '../../src/request/values.ts';
import { decodeBase64 } from '../../src/sasl/base64.ts';
import { MECHANISMS } from '../../src/sasl/index.ts';
import fc from '../support/property.ts';
import { makeReport, OPTIONS, poison, REPORT_NAMES } from '../unit/report/fixtures.ts';
import {
  assertNoControl,
  attributeNames,
  elementNames,
  outsideCode,
  parsePrometheus,
  parseXml,
} from '../unit/report/formats/checkers.ts';
import { inputFor } from '../unit/sasl/exchange-input.ts';
import { bytes, damaged, nearly } from './arbitraries.ts';

export interface FuzzTarget {
  readonly name: string;
  readonly invariant: string;
  /** How many times dearer than a parser one run is: long runs are shortened by it. */
  readonly cost: number;
  readonly property: fc.IRawProperty<unknown>;
}

const target = <T>(name: string, invariant: string, input: fc.Arbitrary<T>, holds: (value: T) => void, cost = 1): FuzzTarget => ({
  name,
  invariant,
  cost,
  property: fc.property(input, holds) as fc.IRawProperty<unknown>,
});

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const isVisible = (text: string): void => assert.doesNotMatch(text, CONTROL);

/** Everything that is text in it, at any depth. */
function eachText(value: unknown, look: (text: string) => void): void {
  if (typeof value === 'string') look(value);
  else if (value !== null && typeof value === 'object') for (const item of Object.values(value)) eachText(item, look);
}

/** The one error that a wrong option may throw, on one line. */
function refusesOnly(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    assert.ok(error instanceof UsageError, String(error));
    isVisible(error.message);
    assert.ok(error.message.length < 1000, error.message);
    return undefined;
  }
}

const SMTP_LINE = nearly(
  '250',
  '250-',
  '250 ',
  '220 ',
  '421',
  '535-5.7.8 ',
  '5.7.8',
  ' ',
  '-',
  'AUTH ',
  'AUTH=',
  'PLAIN',
  'STARTTLS',
  '\t',
  '\\x0d',
  '999',
);

const smtpReply = target(
  'SMTP replies',
  'Lines are a reply with the code and the texts that they have, or malformed, and never more than the limit is kept.',
  fc.array(SMTP_LINE, { maxLength: 12 }),
  (lines) => {
    const parser = new ReplyParser(8);
    for (const [at, line] of lines.map(visibleText).entries()) {
      const progress = parser.take(line);
      assert.ok(at < 8);
      if (progress.kind === 'malformed') assert.equal(progress.sample, line);
      if (progress.kind === 'complete') {
        const { code, lines: texts } = progress.reply;
        assert.ok(code !== null && code >= 200 && code < 600);
        assert.equal(texts.length, at + 1);
        assert.ok(line.endsWith(texts.at(-1) ?? ''));
      }
      if (progress.kind !== 'more') return;
    }
  },
);

const MECHANISM_NAME = /^[A-Z0-9_-]{1,40}$/;
const smtpCapabilities = target(
  'SMTP capabilities',
  'Whatever EHLO lists, mechanisms are well-formed names without duplicates, and nothing is offered that no line names.',
  fc.array(SMTP_LINE, { maxLength: 12 }),
  (lines) => {
    const { keywords, mechanisms, offersStartTls } = parseEhlo({ code: 250, enhanced: null, lines: lines.map(visibleText) });
    assert.equal(new Set(mechanisms).size, mechanisms.length);
    for (const name of mechanisms) assert.match(name, MECHANISM_NAME);
    assert.equal(
      offersStartTls,
      keywords.some((keyword) => /^starttls/i.test(keyword) && !/^starttls\S/i.test(keyword)),
    );
  },
);

const imapReplies = target(
  'IMAP responses',
  'A line is a response with a known status or none, a literal has a length in safe bounds or none, and nothing throws.',
  nearly(
    '* ',
    'OK',
    'NO ',
    'BAD ',
    'BYE ',
    'a1 ',
    '+ ',
    '[CAPABILITY ',
    'IMAP4rev1',
    'AUTH=PLAIN',
    ']',
    '[ALERT]',
    '{5}',
    '{99999999999999999999}',
    'LOGINDISABLED',
    ' ',
  ),
  (raw) => {
    const line = visibleText(raw);
    const response = imap.parseImapResponse(line);
    const literal = imap.literalLength(line);
    assert.ok(literal === null || literal >= 0);
    if (response?.kind !== 'status') return;
    const reply = imap.makeImapReply(response, [response]);
    assert.ok(['OK', 'NO', 'BAD', 'BYE', 'PREAUTH'].includes(reply.status ?? ''));
    const { mechanisms } = parseImapCapabilities(imap.capabilityCode(response) ?? imap.splitKeywords(response.text), false);
    for (const name of mechanisms) isVisible(name);
  },
);

const pop3Replies = target(
  'POP3 responses',
  'A line is +OK, -ERR, a continuation or nothing of POP3, and the text is what followed it.',
  nearly('+OK', '-ERR', '+ ', ' ', '.', '..', '<1.2@h>', '[SYS/TEMP]', '[AUTH]', 'SASL PLAIN LOGIN', 'STLS', 'USER'),
  (raw) => {
    const line = visibleText(raw);
    pop3.parsePop3Response(line);
    pop3.unstuffLine(line);
    for (const status of ['+OK', '-ERR'] as const) {
      const reply = pop3.makePop3Reply(status, line);
      assert.equal(reply.status, status);
      const stamp = pop3.apopTimestamp(reply);
      assert.ok(stamp === null || line.includes(stamp));
    }
    for (const name of parsePop3Capabilities([line], true).mechanisms) isVisible(name);
  },
);

const CHALLENGE = fc.oneof(
  bytes(300),
  nearly(
    'r=',
    's=',
    'i=',
    ',',
    'v=',
    'e=',
    '4096',
    'QSXCR+Q6sek8bf92',
    'fyko+d2lbbFgONRv9qkxdawL',
    'realm="',
    'nonce="',
    '"',
    'qop="auth"',
    'algorithm=md5-sess',
    'charset=utf-8',
    '\\',
  ).map((text) => Buffer.from(text)),
  damaged(
    Buffer.from('r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=1'),
    Buffer.from('realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",qop="auth",algorithm=md5-sess,charset=utf-8'),
    Buffer.from('TlRMTVNTUAACAAAADAAMADgAAAAFgomiJJWlAAAAAAAAAAAAAAAAAAAAAAA=', 'base64'),
    Buffer.from('{"status":"401","schemes":"bearer","scope":"mail"}'),
  ),
);

const BINDING = { exporter: Buffer.alloc(32, 7), endPoint: Buffer.alloc(32, 8), serverOffersPlus: true };

const saslChallenges: FuzzTarget = {
  name: 'SASL challenges',
  invariant: 'Every mechanism answers any challenges with bytes or ends with a printable reason, and says its secret in neither.',
  cost: 4,
  property: fc.asyncProperty(
    fc.constantFrom(...MECHANISMS),
    fc.array(CHALLENGE, { maxLength: 3 }),
    async (mechanism, challenges) => {
      const password = 'S3cret-of-the-fuzzer';
      const input = inputFor({ secret: new Secret(password), channelBinding: mechanism.bindsChannel ? BINDING : null });
      const exchange = mechanism.start(input);
      for (const challenge of challenges) {
        const step = await exchange.respond(challenge);
        if (step.kind === 'response') continue;
        isVisible(step.detail);
        assert.ok(!step.detail.includes(password) && step.detail.length < 2000, step.detail.slice(0, 200));
        break;
      }
      const verdict = exchange.finish(challenges.at(-1) ?? null);
      if (!verdict.ok) isVisible(verdict.detail);
      eachText([exchange.errorChallenge, exchange.targetInformation], isVisible);
    },
  ) as fc.IRawProperty<unknown>,
};

const base64 = target(
  'Base64',
  'Text decodes to what encodes to it again, but for the unused bits at its end, or is no Base64.',
  fc.oneof(
    bytes(80).map((raw) => raw.toString('base64')),
    nearly('AAAA', 'A', '=', '==', '+', '/', '-', '_', ' '),
  ),
  (text) => {
    const decoded = decodeBase64(text);
    if (!decoded) return;
    const bare = text.trim().replace(/=+$/, '');
    assert.equal(decoded.length, Math.floor((bare.length * 3) / 4));
    assert.equal(decoded.toString('base64').slice(0, bare.length - 1), bare.slice(0, -1));
  },
);

const JWT_SEGMENT = fc.oneof(
  fc.json().map((json) => Buffer.from(json).toString('base64url')),
  fc
    .record(
      { aud: fc.anything(), exp: fc.anything(), nbf: fc.anything(), scp: fc.anything(), upn: fc.anything(), iss: fc.string() },
      { requiredKeys: [] },
    )
    .map((claims) => {
      try {
        return Buffer.from(JSON.stringify(claims) ?? '').toString('base64url');
      } catch {
        return 'e30';
      }
    }),
  nearly('e30', 'eyJ', '.', '=', 'Bearer '),
);
const jwt = target(
  'JWT claims',
  'A token reads as claims of the stated types, dates valid and texts printable, or as none.',
  fc.array(JWT_SEGMENT, { maxLength: 6 }).map((segments) => segments.join('.')),
  (token) => {
    const claims = readClaims(token);
    if (!claims) return;
    eachText(claims, isVisible);
    for (const date of [claims.expiresAt, claims.notBefore]) assert.ok(date === null || !Number.isNaN(Date.parse(date)));
  },
);

const targets = target(
  'targets',
  'Any text is a target with a host of host-name characters and a port in range, or a usage error on one line.',
  fc.oneof(
    nearly(
      'smtp',
      'imaps',
      '://',
      'mail.example.com',
      '[2001:db8::1]',
      '192.0.2.1',
      ':',
      '587',
      '@',
      'user',
      '/',
      '.',
      '%',
      'b\u00fccher',
      'xn--',
      '-',
      '?',
      '#',
      '\\',
    ),
    fc.webUrl(),
    fc.emailAddress(),
    fc.ipV6(),
    fc.domain(),
  ),
  (text) => {
    const parsed = refusesOnly(() => parseTarget(text)) as ReturnType<typeof parseTarget> | undefined;
    // What a person may have typed holds no other target than the strict reader finds in its bare form.
    const typed = refusesOnly(() => readTypedTarget(text)) as ReturnType<typeof readTypedTarget> | undefined;
    if (typed) {
      assert.equal(parseTarget(typed.bare).host, typed.target.host);
      isVisible(typed.target.input);
    }
    if (!parsed) return;
    assert.deepEqual(typed?.target, parsed);
    assert.match(parsed.host, /^[A-Za-z0-9._:%-]+$/);
    assert.ok(parsed.port === null || (parsed.port >= 1 && parsed.port <= 65_535));
    isVisible(parsed.input);
  },
);

const OPTION_PARSERS: Readonly<Record<string, (text: string) => unknown>> = {
  duration: values.parseDuration,
  ports: values.parsePorts,
  modes: values.parseModes,
  mechanisms: values.parseMechanisms,
  'TLS version': values.parseTlsVersion,
  expectation: values.parseExpectation,
  resolve: values.parseResolve,
  'DNS server': values.parseDnsServer,
  proxy: (text) => values.parseProxy(text, true),
  'EHLO name': values.parseEhloName,
  servername: values.parseServername,
  'bind address': values.parseBindAddress,
  user: values.parseUser,
};
const options = target(
  'option values',
  'Any text is a value of the option, durations and ports within their bounds, or a usage error on one line.',
  fc.tuple(
    fc.constantFrom(...Object.keys(OPTION_PARSERS)),
    nearly(
      '5',
      's',
      'ms',
      'm',
      ':',
      '00:05:00',
      '.',
      '-',
      'e',
      '587',
      ',',
      'tls',
      'starttls',
      '>=',
      '<',
      '1.2',
      'cert-days',
      'size',
      'auth:',
      'no-auth:',
      'endpoint:',
      '/',
      'PLAIN',
      'socks5://',
      'http://',
      '@',
      '127.0.0.1',
      '[::1]',
      'host',
    ),
  ),
  ([name, text]) => {
    const value = refusesOnly(() => OPTION_PARSERS[name]?.(text));
    if (name === 'duration' && value !== undefined)
      assert.ok(Number.isFinite(value) && Number(value) >= 0 && Number(value) < 2 ** 31);
    if (name === 'ports' && Array.isArray(value)) for (const port of value) assert.ok(port >= 1 && port <= 65_535);
  },
);

const explain = target(
  'explain',
  'Any pasted text gets known findings in printable words, and is echoed at most 2,000 characters long without control characters.',
  nearly(
    '535 5.7.8 ',
    '535-5.7.139',
    'Authentication unsuccessful',
    'SmtpClientAuthentication is disabled',
    'ECONNREFUSED',
    'AADSTS50126: ',
    'ssl3_get_record:wrong version number',
    '"error":',
    '{',
    '}',
    '\n',
    'AUTH PLAIN AHVzZXIAcGFzcw==',
    'password=hunter22',
    'Error: ',
    'at line ',
    '<',
    '>',
    'postfix/smtp[1]: ',
    '421',
    'invalid_grant',
    '\\n',
    ' said: ',
  ),
  (text) => {
    const explained = explainText(text);
    assert.ok(explained.input.length <= 2000 + 20);
    assert.equal(explained.recognised, explained.matches.length > 0);
    for (const match of explained.matches) {
      assert.ok(FINDING_IDS.includes(match.id));
      eachText(match, isVisible);
    }
  },
  30,
);

const redactor = target(
  'redactor',
  'A secret of six characters and more is in no scrubbed text, and scrubbing twice is scrubbing once.',
  fc.tuple(
    nearly('pass', 'Wort', '<', '&', '"', '\\', ' ', '%', '+', '=', 'A1b2C3d4').filter(
      (value) => [...value.replace(/[\\*]/g, '')].length >= 6,
    ),
    nearly('535 ', 'pass', '***', '&amp;', '\\', '=', '%20', 'Wort', ' '),
  ),
  ([secret, around]) => {
    const knowing = new Redactor();
    knowing.add(secret, 'user');
    const scrubbed = knowing.scrub(`${around}${secret}${around}`);
    assert.ok(!scrubbed.includes(secret), scrubbed);
    assert.equal(knowing.scrub(scrubbed), scrubbed);
  },
  20,
);

const visible = target(
  'visible text',
  'Bytes of any kind become text without control, direction or invisible characters, once and for all.',
  bytes(300),
  (raw) => {
    const text = visibleBytes(raw);
    isVisible(text);
    assert.equal(visibleText(text), text);
  },
);

const QUESTION = { name: 'mail.example.com', type: 'A' } as const;
const DNS_SAMPLES = [
  encodeQuery(7, QUESTION, { edns: true, dnssec: true }),
  Buffer.from(
    '0007818000010002000000000 46d61696c076578616d706c6503636f6d0000010001c00c000500010000003c0002c00cc00c000100010000003c0004c0000201'.replaceAll(
      ' ',
      '',
    ),
    'hex',
  ),
];
const dns = target(
  'DNS messages',
  "Any message is an answer to this very question with bounded records, another one's, or malformed.",
  fc.oneof(
    damaged(...DNS_SAMPLES),
    bytes(200).map((raw) => Buffer.concat([Buffer.from([0, 7, 0x81, 0x80]), raw])),
  ),
  (message) => {
    const answer = decodeAnswer(message, 7, QUESTION);
    if (answer === null || answer === 'malformed') return;
    assert.ok(answer.records.length <= 1000);
  },
);

const derOf = (pem: string): Buffer => Buffer.from(/-----BEGIN CERTIFICATE-----([^-]+)/.exec(pem)?.[1] ?? '', 'base64');
const CERTIFICATES = (['good', 'rsa', 'hostile-fields', 'nul-in-name', 'self-signed', 'wildcard'] as const).map((kind) =>
  derOf(labCertificate(kind).certPem),
);
const certificates = target(
  'certificates',
  'What Node takes for a certificate reads as facts with printable texts and valid dates; what it does not, throws its error and no other.',
  damaged(...CERTIFICATES),
  (der) => {
    try {
      const seen = observeCertificate(der, 0);
      eachText(seen, isVisible);
      for (const date of [seen.validFrom, seen.validTo]) assert.ok(typeof date === 'string' && date.length < 100);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      assert.match(String((error as { code?: unknown }).code), /^ERR_/, String(error));
    }
  },
  10,
);

const policies = target(
  'MTA-STS and autoconfig',
  'Any text is a record, a policy or a server list of the stated form, or none.',
  nearly(
    'v=STSv1;',
    ' id=1;',
    'version: STSv1\n',
    'mode: enforce\n',
    'mx: *.example.com\n',
    'max_age: 1\n',
    '<clientConfig version="1.1">',
    '<outgoingServer type="smtp">',
    '<hostname>',
    'mail.example.com',
    '</hostname>',
    '<port>465</port>',
    '<socketType>SSL</socketType>',
    '</outgoingServer>',
    '</clientConfig>',
    '<!DOCTYPE x [',
    '&x;',
    ']]>',
  ),
  (text) => {
    parseStsRecord([text, visibleText(text)]);
    parseStsPolicy(text);
    const file = parseAutoconfig(text, 'example.com');
    const answer = parseAutodiscover(text);
    const ofFile = file.ok ? file.value.servers : [];
    const ofAnswer = answer.ok && answer.value.kind === 'settings' ? answer.value.settings.servers : [];
    for (const server of [...ofFile, ...ofAnswer]) {
      assert.ok(server.port >= 1 && server.port <= 65_535);
      assert.match(server.host, /^[A-Za-z0-9._:-]+$/);
    }
    parsePacc(text);
  },
  3,
);

const HOSTILE = nearly(
  '<script>',
  '</td>',
  '"',
  "'",
  '`',
  '```',
  '|',
  '\\',
  '[x](javascript:alert(1))',
  ']]>',
  '&',
  '&lt;',
  '\n',
  '\r\n# ',
  '\x1b[2J',
  '\u202e',
  '*',
  '_',
  '-->',
  '{',
  '}',
  '=cmd()',
  '$',
  '@user',
  'https://evil.test',
);
const NEXT_COMMAND = /<p class="faint">Next: <code>mailprobe [\w@.:+ -]+<\/code> \([^<]*\)<\/p>\n/;

/**
 * Its tags in order; aside from line breaks and code, which a finding's own text may have: a command, a URL; and from the
 * next command, which a host with no plain name has not.
 */
const shapeOf = (page: string): string =>
  (page.replace(NEXT_COMMAND, '').match(/<\/?[a-zA-Z][^>\s]*/g) ?? []).filter((tag) => !/^<br\b|^<\/?code\b/.test(tag)).join('');

const HTML_SHAPE = new Map(
  REPORT_NAMES.map((name) => [name, shapeOf(html(poison(makeReport(name), 'x'), { ...OPTIONS, verbose: true }))]),
);

const formats = target(
  'output formats',
  'Whatever the texts of a report say, HTML keeps its tags, JUnit its elements, Prometheus its grammar, Markdown its fences, and no output has a control character.',
  fc.tuple(fc.constantFrom(...REPORT_NAMES), HOSTILE),
  ([name, words]) => {
    const report = poison(makeReport(name), `x${words}`);
    const options = { ...OPTIONS, verbose: true };
    const page = html(report, options);
    assert.equal(shapeOf(page), HTML_SHAPE.get(name));
    const nodes = parseXml(junit(report, options));
    assert.deepEqual(
      [...new Set(elementNames(nodes))].filter(
        (element) =>
          !/^(?:testsuites?|testcase|failure|error|skipped|properties|property|system-out|system-err|\?xml)$/.test(element),
      ),
      [],
    );
    assert.ok(!attributeNames(nodes).some((attribute) => attribute.startsWith('on')));
    parsePrometheus(prometheus(report, options));
    const page2 = markdown(report, options);
    assert.doesNotMatch(outsideCode(page2).replace(/\\[\\`*_{}[\]()#+.!|<>~$&=-]/g, ''), /<script|\]\(javascript/i);
    const line = nagios(report, options);
    assert.equal(line.trimEnd().split('\n').length, 1, line);
    for (const output of [page, page2, line, textFormat(report, options)]) assertNoControl(output);
  },
  100,
);

export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  smtpReply,
  smtpCapabilities,
  imapReplies,
  pop3Replies,
  saslChallenges,
  base64,
  jwt,
  targets,
  options,
  explain,
  redactor,
  visible,
  dns,
  certificates,
  policies,
  formats,
];
