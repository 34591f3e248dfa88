// RFC 5802.
import { type LabScenario, submissions } from '../scenario.ts';

export const authScramSha1: LabScenario = {
  name: 'auth-scram-sha-1',
  title: 'nothing: a login by SCRAM-SHA-1',
  ports: () => ({ submissions: submissions({ auth: { mechanisms: ['SCRAM-SHA-1'] } }) }),
  check: { login: 'password', options: ['--auth', 'SCRAM-SHA-1'] },
  expect: [],
};
