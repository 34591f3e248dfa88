// A line without an end.
import { flood } from '../actions.ts';
import { type LabScenario, submission } from '../scenario.ts';

export const endlessLine: LabScenario = {
  name: 'endless-line',
  title: 'the first line never ends',
  ports: () => ({ submission: submission({ greeting: flood('x'.repeat(4096)) }) }),
  expect: ['reply-malformed'],
};
