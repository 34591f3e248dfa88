// The form that Google began and Microsoft took over.
import { type LabScenario, submissions } from '../scenario.ts';

export const authXoauth2: LabScenario = {
  name: 'auth-xoauth2',
  title: 'nothing: a login by XOAUTH2',
  ports: () => ({ submissions: submissions({ auth: { mechanisms: ['XOAUTH2'] } }) }),
  check: { login: 'token', options: ['--auth', 'XOAUTH2'] },
  expect: [],
};
