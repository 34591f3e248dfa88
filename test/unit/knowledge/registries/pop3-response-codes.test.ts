import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { POP3_RESPONSE_CODES } from '../../../../src/knowledge/registries/pop3-response-codes.ts';
import { holdRegistryRules } from './registry-rules.ts';

describe("POP3's response codes", () => {
  holdRegistryRules(POP3_RESPONSE_CODES);

  it('are all that are registered', () => {
    assert.deepEqual(
      POP3_RESPONSE_CODES.entries.map(({ code, source }) => [code, source]),
      [
        ['[LOGIN-DELAY]', 'RFC 2449 §8.1.1'],
        ['[IN-USE]', 'RFC 2449 §8.1.2'],
        ['[SYS/TEMP]', 'RFC 3206 §4'],
        ['[SYS/PERM]', 'RFC 3206 §4'],
        ['[AUTH]', 'RFC 3206 §5'],
        ['[UTF8]', 'RFC 6856 §5'],
      ],
    );
  });
});
