// Gmail and many others count failures.
import { type LabScenario, mailHost } from '../scenario.ts';

export const tooManyLogins: LabScenario = {
  name: 'too-many-logins',
  title: 'too many logins were tried',
  ports: () => mailHost({ auth: { deny: '454 4.7.0 Too many login attempts, please try again later. lab-123 - gsmtp' } }),
  check: { login: 'password' },
  expect: ['auth-rate-limited'],
};
