// Replies to EHLO as real servers give them, and whom they see.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressNamed } from '../../../src/probe/seen-as.ts';

const LINES: readonly (readonly [line: string, clientName: string, seenAs: string | null])[] = [
  ['mail.example.com Hello client.example.net [203.0.113.7]', 'client.example.net', '203.0.113.7'],
  ['smtp.example.com at your service, [203.0.113.7]', '[192.168.1.5]', '203.0.113.7'],
  ['AM0PR01CA0001.outlook.example.com Hello [203.0.113.7]', '[192.168.1.5]', '203.0.113.7'],
  ['mail.example.com Hello [192.168.1.5] [203.0.113.7]', '[192.168.1.5]', '203.0.113.7'],
  ['mail.example.com Hello pc [203.0.113.7], pleased to meet you', 'pc', '203.0.113.7'],
  ['mail.example.com Hello pc (203.0.113.7)', 'pc', '203.0.113.7'],
  ['mail.example.com Hello pc [IPv6:2001:DB8::7]', 'pc', '2001:db8::7'],
  ['mail.example.com Hello pc [2001:db8::7]', 'pc', '2001:db8::7'],
  // No more than what was said to it.
  ['mail.example.com greets [192.168.1.5]', '[192.168.1.5]', null],
  ['mail.example.com greets [IPv6:2001:db8::5]', '[IPv6:2001:db8::5]', null],
  // Its own name, versions, times and nonsense are no addresses of ours.
  ['[192.0.2.1] ESMTP', 'pc', null],
  ['192.0.2.1', 'pc', null],
  ['mail.example.com', 'pc', null],
  ['mail.example.com Hello, it is 12:34:56, version 8.17.1', 'pc', null],
  ['mail.example.com Hello [999.0.113.7]', 'pc', null],
  ['mail.example.com Hello [203.0.113.7.evil.test]', 'pc', null],
  ['', 'pc', null],
];

test('the address that the server sees', () => {
  for (const [line, clientName, seenAs] of LINES) assert.equal(addressNamed(line, clientName), seenAs, line);
});

test('a line of any length is read at once', () => {
  assert.equal(addressNamed(`host ${'1.1.1.'.repeat(100_000)}`, 'pc'), null);
  assert.equal(addressNamed(`host ${'[:'.repeat(100_000)}`, 'pc'), null);
});
