// The login is refused, at length.
import { flood } from '../actions.ts';
import { type LabScenario, submissions } from '../scenario.ts';

export const endlessRefusal: LabScenario = {
  name: 'endless-refusal',
  title: 'the refusal of the login never ends',
  ports: () => ({ submissions: submissions({ auth: { deny: flood('535-5.7.8 no\r\n'.repeat(1000)) } }) }),
  check: { login: 'password' },
  expect: ['reply-malformed'],
};
