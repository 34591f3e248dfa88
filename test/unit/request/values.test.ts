// Every reader of a value: what it takes, what it refuses.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsageError } from '../../../src/model/usage-error.ts';
import {
  parseBindAddress,
  parseDnsServer,
  parseDuration,
  parseEhloName,
  parseExpectation,
  parseMechanisms,
  parseModes,
  parsePorts,
  parseProxy,
  parseResolve,
  parseServername,
  parseTlsVersion,
  parseUser,
  parseWhole,
} from '../../../src/request/values.ts';

type Reader = (text: string) => unknown;

function table(name: string, read: Reader, good: readonly (readonly [string, unknown])[], bad: readonly string[]): void {
  describe(name, () => {
    for (const [text, value] of good) it(`takes ${JSON.stringify(text)}`, () => assert.deepEqual(read(text), value));
    for (const text of bad) it(`refuses ${JSON.stringify(text)}`, () => assert.throws(() => read(text), UsageError));
  });
}

table(
  'parseDuration',
  parseDuration,
  [
    ['4s', 4_000],
    ['500ms', 500],
    ['2m', 120_000],
    ['1h', 3_600_000],
    ['1.5s', 1_500],
    ['.5', 500],
    ['10', 10_000],
    ['0.0001', 1],
    ['4S', 4_000],
    ['00:05:00', 300_000],
    ['00:00:02', 2_000],
    ['00:00:01.5', 1_500],
    ['24h', 86_400_000],
  ],
  ['', ' ', '-5s', '0', '0s', '00:00:00', 'NaN', 'Infinity', '1e3', '5x', 's', '25h', '05:00', '00:60:00', '1 2', '٣s'],
);

table(
  'parsePorts',
  parsePorts,
  [
    ['587', [587]],
    ['587,25,587', [587, 25]],
    [' 25 , 465 ', [25, 465]],
  ],
  ['', '0', '65536', '25,,465', '25;465', 'smtp', '-25', '25-30', '1e3', '0x19'],
);

table(
  'parseModes',
  parseModes,
  [
    ['tls', ['tls']],
    ['STARTTLS,tls,tls', ['starttls', 'tls']],
  ],
  ['', 'ssl3', 'tls,', 'tls starttls'],
);

table(
  'parseMechanisms',
  parseMechanisms,
  [
    ['plain,Login', ['PLAIN', 'LOGIN']],
    ['SCRAM-SHA-256', ['SCRAM-SHA-256']],
  ],
  ['', 'PLAIN,,LOGIN', 'PLÄIN', 'A B', 'X\r\nY', 'A'.repeat(41)],
);

table(
  'parseWhole',
  parseWhole(0, 100),
  [
    ['0', 0],
    ['100', 100],
  ],
  ['', '-1', '101', '1.5', 'many', '1e1', '9999999999999'],
);

table(
  'parseTlsVersion',
  parseTlsVersion,
  [
    ['1.0', 'TLSv1'],
    ['1.2', 'TLSv1.2'],
    ['TLSv1.3', 'TLSv1.3'],
  ],
  ['', '1.4', '2', 'ssl3', '1.2.3'],
);

table(
  'parseExpectation',
  parseExpectation,
  [
    ['tls>=1.2', { kind: 'tls', text: 'tls>=1.2', operator: '>=', version: 'TLSv1.2' }],
    ['tls = TLSv1.3', { kind: 'tls', text: 'tls = TLSv1.3', operator: '=', version: 'TLSv1.3' }],
    ['cert-days>=21', { kind: 'cert-days', text: 'cert-days>=21', operator: '>=', days: 21 }],
    ['cert-days<90', { kind: 'cert-days', text: 'cert-days<90', operator: '<', days: 90 }],
    ['size>=20000000', { kind: 'size', text: 'size>=20000000', operator: '>=', bytes: 20_000_000 }],
    ['size==5', { kind: 'size', text: 'size==5', operator: '=', bytes: 5 }],
    ['auth:xoauth2', { kind: 'auth', text: 'auth:xoauth2', mechanism: 'XOAUTH2' }],
    ['no-auth:LOGIN', { kind: 'no-auth', text: 'no-auth:LOGIN', mechanism: 'LOGIN' }],
    ['endpoint:587/starttls', { kind: 'endpoint', text: 'endpoint:587/starttls', port: 587, mode: 'starttls' }],
  ],
  [
    '',
    'tls',
    'tls>=',
    'tls>=1.4',
    'tls=>1.2',
    'cert-days>=-1',
    'cert-days>=x',
    'size>=20MB',
    'auth:',
    'auth:A,B',
    'endpoint:587',
    'endpoint:587/ssl',
    'endpoint:0/tls',
    'endpoint:587/tls/x',
    'speed>=1',
  ],
);

table(
  'parseResolve',
  parseResolve,
  [
    ['mail.example:192.0.2.1', { host: 'mail.example', addresses: ['192.0.2.1'] }],
    ['MAIL.Example.:2001:DB8::1', { host: 'mail.example', addresses: ['2001:db8::1'] }],
    ['mail.example:[2001:db8::1]', { host: 'mail.example', addresses: ['2001:db8::1'] }],
    ['mail.example:192.0.2.1,[::1]', { host: 'mail.example', addresses: ['192.0.2.1', '::1'] }],
  ],
  [
    '',
    'mail.example',
    'mail.example:',
    ':192.0.2.1',
    'mail.example:other.example',
    'mail.example:465:192.0.2.1',
    '192.0.2.1:192.0.2.2',
    'mail.example:192.0.2.256',
  ],
);

table(
  'parseDnsServer',
  parseDnsServer,
  [
    ['192.0.2.53', { address: '192.0.2.53', port: 53 }],
    ['192.0.2.53:5353', { address: '192.0.2.53', port: 5353 }],
    ['2001:db8::53', { address: '2001:db8::53', port: 53 }],
    ['[2001:db8::53]', { address: '2001:db8::53', port: 53 }],
    ['[2001:db8::53]:5353', { address: '2001:db8::53', port: 5353 }],
  ],
  ['', 'dns.example', '192.0.2.53:', '192.0.2.53:0', '[192.0.2.53]:53', '192.0.2.53:53:53', '[::1'],
);

table(
  'parseEhloName',
  parseEhloName,
  [
    ['client.example', 'client.example'],
    ['[192.0.2.1]', '[192.0.2.1]'],
    ['[IPv6:2001:db8::1]', '[IPv6:2001:db8::1]'],
    ['192.0.2.1', '[192.0.2.1]'],
    ['::1', '[IPv6:::1]'],
  ],
  ['', 'a b', 'a\r\nMAIL FROM:<x@y>', 'ü.example', 'a'.repeat(256)],
);

table(
  'parseServername',
  parseServername,
  [
    ['Mail.Example.', 'mail.example'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['192.0.2.1', '192.0.2.1'],
  ],
  ['', 'a b', 'a:25'],
);

table(
  'parseBindAddress',
  parseBindAddress,
  [
    ['127.0.0.1', '127.0.0.1'],
    ['[::1]', '::1'],
  ],
  ['', 'eth0', 'localhost', '0.0.0.0', '::', '224.0.0.1', '255.255.255.255', 'ff02::1'],
);

table(
  'parseUser',
  parseUser,
  [
    ['alice@example.com', 'alice@example.com'],
    ['ACME\\alice', 'ACME\\alice'],
    ['ünal', 'ünal'],
  ],
  ['', 'alice\r\nMAIL FROM:<a@b>', 'a\0b', 'a\u0001b'],
);

describe('parseProxy', () => {
  const from = (text: string) => {
    const { password, ...rest } = parseProxy(text, true);
    return { ...rest, password: password?.reveal() ?? null };
  };
  const good: readonly (readonly [string, ReturnType<typeof from>])[] = [
    ['socks5://proxy.example', { scheme: 'socks5', host: 'proxy.example', port: 1080, user: null, password: null }],
    ['SOCKS5H://proxy.example:1/', { scheme: 'socks5h', host: 'proxy.example', port: 1, user: null, password: null }],
    ['socks4a://192.0.2.1:9', { scheme: 'socks4a', host: '192.0.2.1', port: 9, user: null, password: null }],
    ['http://[2001:db8::1]:3128', { scheme: 'http', host: '2001:db8::1', port: 3128, user: null, password: null }],
    [
      'http://bob:s%40cret@proxy.example:8080',
      { scheme: 'http', host: 'proxy.example', port: 8080, user: 'bob', password: 's@cret' },
    ],
    [
      'http://bob:p@ss:w/rd%@proxy.example:8080',
      { scheme: 'http', host: 'proxy.example', port: 8080, user: 'bob', password: 'p@ss:w/rd%' },
    ],
    ['socks5://bob@proxy.example', { scheme: 'socks5', host: 'proxy.example', port: 1080, user: 'bob', password: null }],
  ];
  for (const [text, value] of good) it(`takes ${text}`, () => assert.deepEqual(from(text), value));
  for (const text of [
    '',
    'proxy.example:1080',
    'ftp://proxy.example',
    'http://',
    'http://:80',
    'http://proxy.example:0',
    'http://proxy.example/path',
    'http://a%0ab:c@proxy.example',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.throws(() => from(text), UsageError));
  }
  it('refuses a password where others could see it, and does not repeat it', () => {
    assert.throws(
      () => parseProxy('http://bob:hunter2@proxy.example', false),
      (error: unknown) =>
        error instanceof UsageError && /MAILPROBE_PROXY/.test(error.message) && !/hunter2|bob/.test(error.message),
    );
  });
});
