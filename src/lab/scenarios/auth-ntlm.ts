// Exchange on premises.
import { type LabScenario, submissions } from '../scenario.ts';

export const authNtlm: LabScenario = {
  name: 'auth-ntlm',
  title: 'nothing: a login by NTLM',
  ports: () => ({ submissions: submissions({ auth: { mechanisms: ['NTLM'] } }) }),
  check: { login: 'password', options: ['--auth', 'NTLM'] },
  expect: [],
};
