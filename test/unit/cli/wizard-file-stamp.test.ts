// The name that a saved report gets: no two checks of a host have the same.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fileStamp } from '../../../src/cli/wizard/next-steps.ts';

it('the name of a saved report bears day and time', () => {
  assert.equal(fileStamp(new Date(2026, 0, 3, 4, 5, 6)), '20260103-040506');
});
