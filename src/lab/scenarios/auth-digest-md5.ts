// RFC 2831, historic.
import { type LabScenario, submissions } from '../scenario.ts';

export const authDigestMd5: LabScenario = {
  name: 'auth-digest-md5',
  title: 'nothing: a login by DIGEST-MD5',
  ports: () => ({ submissions: submissions({ auth: { mechanisms: ['DIGEST-MD5'] } }) }),
  check: { login: 'password', options: ['--auth', 'DIGEST-MD5'] },
  expect: [],
};
