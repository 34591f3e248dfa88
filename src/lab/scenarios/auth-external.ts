// RFC 4422 appendix A: the client certificate says who it is.
import { type LabScenario, submissions } from '../scenario.ts';

export const authExternal: LabScenario = {
  name: 'auth-external',
  title: 'nothing: a login by client certificate',
  ports: () => ({
    submissions: submissions({
      tlsOptions: { requestCert: true, rejectUnauthorized: false },
      auth: { mechanisms: ['EXTERNAL'] },
    }),
  }),
  check: { login: 'certificate', options: ['--auth', 'EXTERNAL'] },
  expect: [],
};
