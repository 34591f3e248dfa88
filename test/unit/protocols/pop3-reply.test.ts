import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePop3Capabilities } from '../../../src/protocols/pop3/capabilities.ts';
import { apopTimestamp, makePop3Reply, parsePop3Response, unstuffLine } from '../../../src/protocols/pop3/reply.ts';

describe('POP3 response', () => {
  const rows: [string, unknown][] = [
    ['+OK POP3 ready', { kind: 'status', status: '+OK', text: 'POP3 ready' }],
    ['+ok', { kind: 'status', status: '+OK', text: '' }],
    ['-ERR [AUTH] no', { kind: 'status', status: '-ERR', text: '[AUTH] no' }],
    ['-err', { kind: 'status', status: '-ERR', text: '' }],
    ['+ cGFzcw==', { kind: 'challenge', text: 'cGFzcw==' }],
    ['+ ', { kind: 'challenge', text: '' }],
    ['+', { kind: 'challenge', text: '' }],
    ['+OKAY', null],
    ['-ERROR', null],
    ['* OK IMAP4rev1', null],
    ['220 mail.example.com ESMTP', null],
    ['OK', null],
    ['', null],
  ];
  for (const [line, expected] of rows) it(JSON.stringify(line), () => assert.deepEqual(parsePop3Response(line), expected));
});

describe('POP3 response code', () => {
  const rows: [string, string | null][] = [
    ['[AUTH] Username and password not accepted.', 'AUTH'],
    ['[SYS/TEMP] backend down', 'SYS/TEMP'],
    ['[sys/perm] x', 'SYS/PERM'],
    ['[IN-USE]', 'IN-USE'],
    ['[LOGIN-DELAY] minimum time', 'LOGIN-DELAY'],
    ['[AUTH no end', null],
    ['no [AUTH]', null],
    ['[***] masked', null],
    ['', null],
  ];
  for (const [text, enhanced] of rows)
    it(JSON.stringify(text), () =>
      assert.deepEqual(makePop3Reply('-ERR', text), { code: null, enhanced, lines: [text], status: '-ERR' }),
    );
});

describe('POP3 lines', () => {
  const rows: [string, string | null][] = [
    ['.', null],
    ['..', '.'],
    ['..x', '.x'],
    ['SASL PLAIN', 'SASL PLAIN'],
    ['', ''],
  ];
  for (const [line, expected] of rows) it(JSON.stringify(line), () => assert.equal(unstuffLine(line), expected));
});

describe('APOP timestamp', () => {
  const rows: [string, string | null][] = [
    ['POP3 server ready <1896.697170952@dbc.mtview.ca.us>', '<1896.697170952@dbc.mtview.ca.us>'],
    ['<1@[192.0.2.1]> ready', '<1@[192.0.2.1]>'],
    ['ready', null],
    ['ready <no-at-sign>', null],
    ['ready <a b@c>', null],
    ['ready <a\\x00@c>', null],
    ['ready <@c>', null],
  ];
  for (const [text, expected] of rows)
    it(JSON.stringify(text), () => assert.equal(apopTimestamp(makePop3Reply('+OK', text)), expected));
});

describe('POP3 capabilities', () => {
  const rows: [string[] | null, boolean, string[], string[], boolean][] = [
    [['TOP', 'USER', 'SASL PLAIN LOGIN'], false, ['PLAIN', 'LOGIN'], ['USER'], false],
    [['sasl plain plain', 'stls'], false, ['PLAIN'], [], true],
    [['SASL', 'UIDL'], false, [], [], false],
    [['SASLX PLAIN', 'XSTLS', 'USERS'], false, [], [], false],
    [['USER', 'STLS'], true, [], ['USER', '(APOP)'], true],
    [['SASL \\x1b[31m XOAUTH2'], false, ['XOAUTH2'], [], false],
    [null, false, [], ['USER'], false],
    [null, true, [], ['USER', '(APOP)'], false],
    [[], false, [], [], false],
  ];
  for (const [keywords, hasApop, mechanisms, commands, offersStartTls] of rows)
    it(JSON.stringify([keywords, hasApop]), () => {
      const seen = parsePop3Capabilities(keywords, hasApop);
      const names = seen.loginCommands.map(({ name, onlyByName }) => (onlyByName ? `(${name})` : name));
      assert.deepEqual([seen.mechanisms, names, seen.offersStartTls], [mechanisms, commands, offersStartTls]);
      assert.deepEqual(seen.keywords, keywords ?? []);
    });
});
