import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHead } from '../../../src/net/proxy/http-connect.ts';
import { readSocks4, readSocks5 } from '../../../src/net/proxy/socks.ts';
import { Redactor } from '../../../src/net/redactor.ts';

const show = (answer: ReturnType<typeof readHead>): string | null =>
  answer === null || answer === 'granted' ? answer : `${answer.fault}: ${answer.detail}`;
const bytes = (...values: number[]): Buffer => Buffer.from(values);

const HEADS: readonly [head: string, hasLogin: boolean, expected: RegExp | string | null][] = [
  ['HTTP/1.1 200 Connection established\r\n\r\n', false, 'granted'],
  ['HTTP/1.0 200\r\n\r\n', false, 'granted'],
  ['HTTP/1.1 204 \r\nContent-Length: 5\r\n\r\n', false, 'granted'],
  ['HTTP/1.1 200 OK\n\n', false, 'granted'],
  ['HTTP/1.1 100 Continue\r\n\r\n', false, null],
  ['HTTP/1.1 101 Switching Protocols\r\n\r\n', false, /^protocol-error: /],
  [
    'HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n',
    false,
    /^auth-required: .*wants a user name.*HTTP 407 Login\)$/,
  ],
  ['HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n', true, /^auth-required: .*does not accept/],
  // Tinyproxy.
  ['HTTP/1.1 401 Unauthorized\r\n\r\n', true, /^auth-required: .*does not accept/],
  ['HTTP/1.1 401 Unauthorized\r\n\r\n', false, /^refused: .*HTTP 401/],
  [
    'HTTP/1.1 407 Login\r\nProxy-Authenticate: NTLM\r\nproxy-authenticate: Negotiate\r\n\r\n',
    true,
    /^auth-required: .*offers NTLM, Negotiate, and not Basic/,
  ],
  ['HTTP/1.1 403 Forbidden\r\n\r\n', false, /^refused: .*HTTP 403 Forbidden$/],
  ['HTTP/1.1 451 \r\n\r\n', false, /^refused: .*HTTP 451$/],
  ['HTTP/1.1 500 Unable to connect\r\n\r\n', false, /^refused: /],
  ['HTTP/1.1 502 Bad Gateway\r\n\r\n', false, /^refused: .*mail host itself$/],
  ['HTTP/1.1 503 x\r\n\r\n', false, /^refused: .*mail host itself$/],
  ['HTTP/1.1 504 x\r\n\r\n', false, /^refused: .*mail host itself$/],
  ['HTTP/1.1 302 Found\r\nLocation: http://portal/\r\n\r\n', false, /^protocol-error: /],
  ['HTTP/1.1 400 Bad Request\r\n\r\n', false, /^protocol-error: .*CONNECT$/],
  ['HTTP/1.1 405 Not Allowed\r\n\r\n', false, /^protocol-error: .*CONNECT$/],
  ['HTTP/1.1 20 OK\r\n\r\n', false, /^protocol-error: .*without an HTTP status$/],
  ['HTTP/1.1 2000 OK\r\n\r\n', false, /^protocol-error: /],
  ['HTTP/1.1 403 \u001b[31mred\r\n\r\n', false, /^refused: .*\\x1b\[31mred$/],
];

test('HTTP CONNECT: what a header says', () => {
  for (const [head, hasLogin, expected] of HEADS) {
    const said = show(readHead(head, hasLogin, new Redactor()));
    if (expected instanceof RegExp) assert.match(String(said), expected, head);
    else assert.equal(said, expected, head);
  }
});

const SOCKS4: readonly [answer: Buffer, expected: RegExp | null][] = [
  [bytes(), null],
  [bytes(0), null],
  [bytes(0, 0x5a), null],
  [bytes(4, 0x5a), null],
  [bytes(0, 0x5b), /^refused: .*91/],
  [bytes(0, 0x5c), /^auth-required: .*identd/],
  [bytes(0, 0x5d), /^auth-required: .*user name/],
  [bytes(0, 0xff), /^protocol-error: .*code 255/],
  [bytes(5, 0xff), /^protocol-error: /],
  [Buffer.from('HT'), /^protocol-error: /],
];

const SOCKS5: readonly [answer: Buffer, hasLogin: boolean, expected: RegExp | null][] = [
  [bytes(), false, null],
  [bytes(5), false, null],
  [bytes(5, 0), false, null],
  [bytes(5, 0), true, null],
  [bytes(5, 2), true, null],
  [bytes(5, 2), false, /^auth-required: .*wants a login/],
  [bytes(5, 0xff), false, /^auth-required: .*wants a login/],
  [bytes(5, 0xff), true, /^auth-required: .*another kind/],
  [bytes(5, 1), true, /^protocol-error: .*not offered/],
  [bytes(0), false, /^protocol-error: /],
  [bytes(5, 2, 1, 0), true, null],
  [bytes(5, 2, 1, 1), true, /^auth-required: .*does not accept/],
  [bytes(5, 2, 1, 0, 5, 0, 0, 1), true, null],
  [bytes(5, 0, 5, 0, 0, 3), false, null],
  [bytes(5, 0, 5, 0, 0, 9), false, /^protocol-error: .*type of address/],
  [bytes(5, 0, 4), false, /^protocol-error: /],
  [bytes(5, 0, 5, 1), false, /^refused: .*code 1\)/],
  [bytes(5, 0, 5, 2), false, /^refused: .*rules.*code 2\)/],
  [bytes(5, 0, 5, 3), false, /^refused: .*network.*code 3\)/],
  [bytes(5, 0, 5, 4), false, /^refused: .*unreachable.*code 4\)/],
  [bytes(5, 2, 1, 0, 5, 5), true, /^refused: .*mail host refused.*code 5\)/],
  [bytes(5, 0, 5, 6), false, /^refused: .*TTL.*code 6\)/],
  [bytes(5, 0, 5, 7), false, /^refused: .*CONNECT.*code 7\)/],
  [bytes(5, 0, 5, 8), false, /^refused: .*address.*code 8\)/],
  [bytes(5, 0, 5, 0xf0), false, /^refused: .*code 240\)/],
];

const checkAnswer = (said: ReturnType<typeof readHead>, expected: RegExp | null, label: string): void => {
  if (expected === null) assert.equal(said, null, label);
  else assert.match(String(show(said)), expected, label);
};

test('SOCKS 4: what an answer says, as soon as it says it', () => {
  for (const [answer, expected] of SOCKS4) checkAnswer(readSocks4(answer), expected, answer.toString('hex'));
});

test('SOCKS 5: what the answers say, as soon as they say it', () => {
  for (const [answer, hasLogin, expected] of SOCKS5) checkAnswer(readSocks5(answer, hasLogin), expected, answer.toString('hex'));
});
