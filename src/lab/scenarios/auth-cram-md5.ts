// RFC 2195.
import { type LabScenario, submissions } from '../scenario.ts';

export const authCramMd5: LabScenario = {
  name: 'auth-cram-md5',
  title: 'nothing: a login by CRAM-MD5',
  ports: () => ({ submissions: submissions({ auth: { mechanisms: ['CRAM-MD5'] } }) }),
  check: { login: 'password', options: ['--auth', 'CRAM-MD5'] },
  expect: [],
};
