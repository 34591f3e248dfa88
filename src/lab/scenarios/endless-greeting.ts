// 220- for ever: each line is fine, the reply has no end.
import { flood } from '../actions.ts';
import { type LabScenario, submission } from '../scenario.ts';

export const endlessGreeting: LabScenario = {
  name: 'endless-greeting',
  title: 'the greeting never ends',
  ports: () => ({ submission: submission({ greeting: flood('220-mail.lab.test welcomes you\r\n'.repeat(100)) }) }),
  expect: ['reply-malformed'],
};
