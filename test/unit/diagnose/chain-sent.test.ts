// What is said of the certificates as they were sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chainSentLines, sentRootLines } from '../../../src/diagnose/chain-sent.ts';
import type { SentCertificate, TlsObservation } from '../../../src/model/observation.ts';

const NAMES: Readonly<Record<string, string>> = {
  leaf: 'CN=mail.example.com',
  e1: 'O=T, CN=E1',
  x1: 'O=T, CN=X1',
  other: 'CN=Other',
};
const ISSUED_BY: Readonly<Record<string, string>> = { leaf: 'e1', e1: 'x1', x1: 'x1', other: 'other' };
const sent = (...names: string[]): SentCertificate[] =>
  names.map((name) => ({ subject: NAMES[name] ?? '', issuer: NAMES[ISSUED_BY[name] ?? ''] ?? '' }));

test('order and strangers', () => {
  const table: readonly (readonly [names: string[], lines: string[]])[] = [
    [[], []],
    [['leaf'], ['sent, in this order: mail.example.com']],
    [['leaf', 'e1'], ['sent, in this order: mail.example.com, E1']],
    [['leaf', 'e1', 'x1'], ['sent, in this order: mail.example.com, E1, X1']],
    [
      ['leaf', 'x1', 'e1'],
      [
        'sent, in this order: mail.example.com, X1, E1',
        'out of order: each has to come right after the one that it issued (mail.example.com, E1, X1)',
      ],
    ],
    [
      ['leaf', 'other', 'e1'],
      ['sent, in this order: mail.example.com, Other, E1', 'not part of the chain: Other'],
    ],
    [
      ['leaf', 'e1', 'e1'],
      ['sent, in this order: mail.example.com, E1, E1', 'sent more than once: E1'],
    ],
  ];
  for (const [names, lines] of table)
    assert.deepEqual(chainSentLines({ chainSent: sent(...names) } as unknown as TlsObservation), lines, names.join(' '));
});

test('a root among what was sent', () => {
  assert.deepEqual(sentRootLines({ chainSent: sent('leaf', 'e1', 'x1') }), ['the root is sent as well, and need not be: X1']);
  assert.deepEqual(sentRootLines({ chainSent: sent('leaf', 'e1') }), []);
  // A self-signed certificate is no root that is sent as well.
  assert.deepEqual(sentRootLines({ chainSent: sent('other') }), []);
});
