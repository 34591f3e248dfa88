// RFC 7677.
import { type LabScenario, submissions } from '../scenario.ts';

export const authScramSha256: LabScenario = {
  name: 'auth-scram-sha-256',
  title: 'nothing: a login by SCRAM-SHA-256',
  ports: () => ({ submissions: submissions({ auth: { mechanisms: ['SCRAM-SHA-256'] } }) }),
  check: { login: 'password', options: ['--auth', 'SCRAM-SHA-256'] },
  expect: [],
};
