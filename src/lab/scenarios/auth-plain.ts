// RFC 4616.
import { type LabScenario, submissions } from '../scenario.ts';

export const authPlain: LabScenario = {
  name: 'auth-plain',
  title: 'nothing: a login by PLAIN',
  ports: () => ({ submissions: submissions({ auth: { mechanisms: ['PLAIN'] } }) }),
  check: { login: 'password', options: ['--auth', 'PLAIN'] },
  expect: [],
};
