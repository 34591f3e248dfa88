import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OUTLOOK_CODES } from '../../../../src/knowledge/registries/outlook-codes.ts';
import { entryOf, holdRegistryRules } from './registry-rules.ts';

/** The errors of imnxport.h, 0x800CCC..: from and to; and 0x800CCC80, which Microsoft documents elsewhere. */
const TRANSPORT_RANGES: readonly (readonly [number, number])[] = [
  [0x00, 0x1a],
  [0x30, 0x3f],
  [0x40, 0x45],
  [0x60, 0x6f],
  [0x78, 0x80],
  [0x90, 0x97],
  [0xa0, 0xae],
  [0xc2, 0xc6],
  [0xd1, 0xe0],
  [0xf0, 0xf4],
];

describe("Outlook's error numbers", () => {
  holdRegistryRules(OUTLOOK_CODES);

  it('of the mail transport are all that are documented', () => {
    const documented = TRANSPORT_RANGES.flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, at) => `0x800CCC${(from + at).toString(16).toUpperCase().padStart(2, '0')}`),
    );
    const listed = OUTLOOK_CODES.entries.map(({ code }) => code).filter((code) => code.startsWith('0x800CCC'));
    assert.deepEqual(listed.sort(), documented.sort());
  });

  it('are hexadecimal numbers of 32 bits, and are known as signed decimals and by their names as well', () => {
    for (const { code } of OUTLOOK_CODES.entries) assert.match(code, /^0x8[0-9A-F]{7}$/);
    assert.deepEqual(entryOf(OUTLOOK_CODES, '0x800CCC0E')?.forms, [
      '0x800CCC0E',
      '800CCC0E',
      '-2146644978',
      'IXP_E_FAILED_TO_CONNECT',
    ]);
  });

  const expected: readonly (readonly [string, string | null])[] = [
    ['0x800CCC0D', 'dns-name-not-found'],
    ['0x800CCC0F', 'connection-closed'],
    ['0x800CCC19', 'command-timeout'],
    ['0x800CCC6F', null],
    ['0x800CCC7C', 'auth-encryption-required'],
    ['0x800CCC7D', 'starttls-not-offered'],
    ['0x800CCC80', 'auth-no-common-mechanism'],
    ['0x800CCC92', 'auth-rejected'],
    ['0x800CCCAE', null],
    ['0x8004010F', null],
    ['0x80040115', 'host-unreachable'],
    ['0x8004011D', 'host-unreachable'],
    ['0x80040600', null],
    ['0x80040605', null],
    ['0x80042108', 'host-unreachable'],
    ['0x80042109', 'host-unreachable'],
    ['0x8004210A', 'command-timeout'],
    ['0x8004210B', 'command-timeout'],
    ['0x80048002', null],
    ['0x80070005', null],
    ['0x80072F19', 'cert-revocation-unchecked'],
  ];
  for (const [code, id] of expected)
    it(`${code} is ${id ?? 'no fault of connection or login'}`, () => {
      assert.equal(entryOf(OUTLOOK_CODES, code)?.id, id);
    });
});
