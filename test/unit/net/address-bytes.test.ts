// Addresses and masks to bytes and back.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressOfBytes, bytesOfAddress, prefixLengthOf } from '../../../src/net/address-bytes.ts';

const ROWS = [
  ['192.0.2.1', 'c0000201', '192.0.2.1'],
  ['0.0.0.0', '00000000', '0.0.0.0'],
  ['2001:db8::1', '20010db8000000000000000000000001', '2001:db8::1'],
  ['2001:0DB8:0:0:0:0:0:1', '20010db8000000000000000000000001', '2001:db8::1'],
  ['::', '00000000000000000000000000000000', '::'],
  ['::ffff:192.0.2.1', '00000000000000000000ffffc0000201', '::ffff:c000:201'],
  ['fe80::1%eth0', 'fe800000000000000000000000000001', 'fe80::1'],
] as const;

describe('an address', () => {
  for (const [text, hex, canonical] of ROWS)
    it(text, () => {
      assert.equal(Buffer.from(bytesOfAddress(text)).toString('hex'), hex);
      assert.equal(addressOfBytes(Buffer.from(hex, 'hex')), canonical);
    });
});

describe('a mask', () => {
  for (const [hex, length] of [
    ['ffffff00', 24],
    ['00000000', 0],
    ['ffffffff', 32],
    ['ff00ff00', null],
    ['fffffffffffffff00000000000000000', 60],
  ] as const)
    it(hex, () => assert.equal(prefixLengthOf(Buffer.from(hex, 'hex')), length));
});
