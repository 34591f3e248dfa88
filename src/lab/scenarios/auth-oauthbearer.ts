// RFC 7628.
import { type LabScenario, submissions } from '../scenario.ts';

export const authOauthbearer: LabScenario = {
  name: 'auth-oauthbearer',
  title: 'nothing: a login by OAUTHBEARER',
  ports: () => ({ submissions: submissions({ auth: { mechanisms: ['OAUTHBEARER'] } }) }),
  check: { login: 'token', options: ['--auth', 'OAUTHBEARER'] },
  expect: [],
};
