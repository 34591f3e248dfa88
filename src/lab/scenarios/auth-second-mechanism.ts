// 504 faults the mechanism, not the credentials: a second attempt with another one is allowed, and only then.
import { type LabScenario, submissions } from '../scenario.ts';

export const authSecondMechanism: LabScenario = {
  name: 'auth-second-mechanism',
  title: 'nothing: the strongest mechanism is refused, the next one is taken',
  ports: () => ({
    submissions: submissions({
      auth: { mechanisms: ['CRAM-MD5', 'PLAIN'], on: { 'CRAM-MD5': '504 5.5.4 Unrecognized authentication type' } },
    }),
  }),
  check: { login: 'password' },
  expect: [],
  logins: 2,
};
