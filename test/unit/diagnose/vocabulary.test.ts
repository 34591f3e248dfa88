// The page and the code have the same findings, with the same default severity, and every finding a rule or a reason.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { RULES } from '../../../src/diagnose/rules/index.ts';
import { DEFAULT_SEVERITY, FINDING_IDS } from '../../../src/model/finding.ts';

const page = readFileSync(new URL('../../../src/diagnose/FINDINGS.md', import.meta.url), 'utf8');
const LETTERS = { E: 'error', W: 'warning', I: 'info' } as const;

/** The ids of each row; a severity in brackets is that of the ids before it which have none of their own. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|')[1] ?? '');
const onPage = new Map<string, string | null>();
for (const row of rows) {
  const severity = /\[([EWI])/.exec(row)?.[1];
  for (const [, id, own] of row.matchAll(/`([a-z0-9-]+)`(?: \[([EWI]))?/g)) onPage.set(id ?? '', own ?? severity ?? null);
}

/** Without a rule of the check: said by `batch` of a line, by `watch` of many runs, or by `explain` of replies that the check never gets to. */
const WITHOUT_RULE = [
  'bad-target',
  'intermittent',
  'auth-required',
  'relay-denied',
  'sender-not-allowed',
  'recipient-unknown',
  'mailbox-full',
  'message-too-large',
  'content-rejected',
  'sender-unauthenticated',
  'mail-loop',
  'delivery-tls-failed',
  'command-timeout',
  'cert-revocation-unchecked',
  'cert-malformed',
  'service-unavailable',
  'nothing-wrong',
];

describe('the vocabulary of findings', () => {
  it('is the same on the page and in the code', () => {
    assert.deepEqual([...onPage.keys()].sort(), [...FINDING_IDS].sort());
  });

  it('has the same default severities', () => {
    const different = FINDING_IDS.filter((id) => {
      const letter = onPage.get(id);
      return letter && LETTERS[letter as keyof typeof LETTERS] !== DEFAULT_SEVERITY[id];
    });
    // Pages that give two letters leave the default to use: mode-mismatch [I/E], auth-not-advertised [W/E] and their like.
    assert.deepEqual(
      different.filter((id) => !page.includes(`\`${id}\` [${onPage.get(id)}/`)),
      [],
    );
  });

  it('has a rule for every finding that a check can see', () => {
    const ruled = new Set(RULES.map(({ id }) => id));
    assert.deepEqual(FINDING_IDS.filter((id) => !ruled.has(id)).sort(), WITHOUT_RULE.toSorted());
  });
});
