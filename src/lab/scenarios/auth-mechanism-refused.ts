// Advertised and refused with 504; the next mechanism works.
import { type LabScenario, submissions } from '../scenario.ts';

export const authMechanismRefused: LabScenario = {
  name: 'auth-mechanism-refused',
  title: 'the strongest mechanism on offer is refused',
  ports: () => ({
    submissions: submissions({
      auth: { mechanisms: ['CRAM-MD5', 'PLAIN'], on: { 'CRAM-MD5': '504 5.5.4 Unrecognized authentication type' } },
    }),
  }),
  check: { login: 'password', options: ['--auth', 'CRAM-MD5'] },
  expect: ['auth-mechanism-rejected'],
};
