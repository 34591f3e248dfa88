// RFC 4505.
import { type LabScenario, submissions } from '../scenario.ts';

export const authAnonymous: LabScenario = {
  name: 'auth-anonymous',
  title: 'nothing: a login without a name',
  ports: () => ({ submissions: submissions({ auth: { mechanisms: ['ANONYMOUS'] } }) }),
  check: { login: 'anonymous', options: ['--auth', 'ANONYMOUS'] },
  expect: [],
};
