// Never a standard, and what Outlook and old Exchange ask for.
import { type LabScenario, submissions } from '../scenario.ts';

export const authLogin: LabScenario = {
  name: 'auth-login',
  title: 'nothing: a login by LOGIN',
  ports: () => ({ submissions: submissions({ auth: { mechanisms: ['LOGIN'] } }) }),
  check: { login: 'password', options: ['--auth', 'LOGIN'] },
  expect: [],
};
