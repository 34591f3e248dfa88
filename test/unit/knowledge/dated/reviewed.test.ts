// Facts age: each must have been looked up within 180 days. The clock is the day of the release, which stands in package.json, so
// that a release that was good goes on to build; who prepares the next one sets that day, and this test names what to look up. With
// MAILPROBE_REVIEW_DAY=today (or a day) it is asked of another day.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { DATED_FACTS } from '../../../../src/knowledge/dated/dated-facts.ts';

const MOST_DAYS = 180;
const DAY_MS = 86_400_000;

const { releaseDay } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly releaseDay?: string };
const asked = process.env.MAILPROBE_REVIEW_DAY ?? releaseDay ?? '';
const now = asked === 'today' ? Date.now() : Date.parse(asked);

const overdue = (day: number): string[] =>
  DATED_FACTS.filter(({ reviewed }) => day - Date.parse(reviewed) > MOST_DAYS * DAY_MS).map(
    ({ id, source, reviewed }) => `${id}: looked up on ${reviewed} (${source})`,
  );

it(`every dated fact was looked up within ${MOST_DAYS} days of ${asked}`, () => {
  assert.ok(!Number.isNaN(now), `no day: ${asked}`);
  assert.deepEqual(overdue(now), [], 'look each up at its source, correct it, and set `reviewed`');
});

it('and no fact was looked up after it', () => {
  assert.deepEqual(
    DATED_FACTS.filter(({ reviewed }) => Date.parse(reviewed) > now).map(({ id }) => id),
    [],
    'set releaseDay in package.json',
  );
});

it('the test tells what is overdue', () => {
  const oldest = Math.min(...DATED_FACTS.map(({ reviewed }) => Date.parse(reviewed)));
  assert.deepEqual(overdue(oldest + MOST_DAYS * DAY_MS), []);
  assert.ok(overdue(oldest + (MOST_DAYS + 1) * DAY_MS).length > 0);
});
