// The same in answer to AUTH: nothing is said of the password.
import { close, inTurn } from '../actions.ts';
import { type LabScenario, submissions } from '../scenario.ts';

export const shuttingDownAtLogin: LabScenario = {
  name: 'shutting-down-at-login',
  title: 'the server shuts down at the login',
  ports: () => ({ submissions: submissions({ on: { AUTH: inTurn('421 4.3.2 mail.lab.test Service shutting down', close) } }) }),
  check: { login: 'password' },
  expect: ['auth-temporary-failure'],
};
