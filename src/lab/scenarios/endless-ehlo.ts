// 250- for ever.
import { flood } from '../actions.ts';
import { type LabScenario, mailHost } from '../scenario.ts';

export const endlessEhlo: LabScenario = {
  name: 'endless-ehlo',
  title: 'the reply to EHLO never ends',
  ports: () => mailHost({ on: { EHLO: flood('250-SIZE 1000\r\n'.repeat(100)) } }),
  expect: ['reply-malformed'],
};
