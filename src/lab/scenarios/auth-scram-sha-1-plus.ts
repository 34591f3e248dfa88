// RFC 5802 with channel binding.
import { type LabScenario, submissions } from '../scenario.ts';

export const authScramSha1Plus: LabScenario = {
  name: 'auth-scram-sha-1-plus',
  title: 'nothing: a login by SCRAM-SHA-1-PLUS',
  ports: () => ({ submissions: submissions({ auth: { mechanisms: ['SCRAM-SHA-1-PLUS'] } }) }),
  check: { login: 'password', options: ['--auth', 'SCRAM-SHA-1-PLUS'] },
  expect: [],
};
